"""Bodies that are named by what they are and where: "Polish and Slovak prison systems"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from kg.names import ID
from kg.reading.languages.words import SEARCHED, phrases_of, read_all
from kg.reading.mentions.cast import Cast, Figure, Mention, Taken, taken_by, without_overlaps
from kg.reading.mentions.lexicon import Lexicon, figure_of
from kg.reading.mentions.offices import (
    ADJECTIVE_BEHIND,
    BEHIND,
    STATES,
    countries_in,
    is_link,
    offices_in,
)
from kg.reading.tokens import Token
from kg.text.countries import find_countries
from kg.text.stems import stem

_SERVICES: Final = ("prison-service", "probation-service", "combined-service")
_AND: Final = "and|or|as well as|a|i|oraz|und|sowie|y|e|et|en|och|og|ja|ir|un|in|\u00e9s|\u0219i|ta"
_LISTED: Final = re.compile(rf"\s*(?:,|{_AND}|,\s*and)\s*(?:the\s+)?")
_LISTED_AFTER: Final = 3  # words between a kind and a country that is listed further on
_ANDS: Final = frozenset({"a", "and", "or", "und", "oraz", "i", "y", "e", "et", "och", "og"})
# Words that may stand between the adjective of a country and the body: "the Czech national …".
_COMMON: Final = frozenset({"national", "state", "federal", "narodni", "statni", "statna"})


class Area(NamedTuple):
    """A country that a text names: first and last token, key, by name or by an adjective."""

    first: int
    last: int
    key: str
    is_name: bool


class Ground(NamedTuple):
    """A text with its words and the countries in it."""

    text: str
    language: str
    tokens: list[Token]
    lexicon: Lexicon
    areas: list[Area]


def read_ground(text: str, tokens: list[Token], lexicon: Lexicon, language: str) -> Ground:
    """Return a text with the countries that it names, in its own language too."""
    areas = [*_known_areas(text, tokens, lexicon), *_areas_in(text, tokens, lexicon, language)]
    areas += _short_areas(text, tokens, lexicon, language)
    kept: list[Area] = []
    for each in sorted(areas, key=lambda one: (one.first, -one.last, not one.is_name)):
        if not kept or each.first > kept[-1].last:
            kept.append(each)
    return Ground(text, language, tokens, lexicon, kept)


def find_areas(ground: Ground, cast: Cast) -> None:
    """Add countries by their names in the language of the text, where the graph has others."""
    if ground.language in SEARCHED:
        return
    taken = taken_by(cast.mentions)
    for each in ground.areas:
        start, end = ground.tokens[each.first].start, ground.tokens[each.last].end
        if each.is_name and ground.text[start].isupper() and not taken.overlaps(start, end):
            cast.add(figure_of(ground.lexicon.entries[each.key]))
            cast.mentions.append(Mention(start, end, each.key))
    cast.mentions.sort()


def widen(ground: Ground, cast: Cast) -> None:
    """Take its own country into the name of a body: "the Czech Prison Service", "… of Malta"."""
    before = {ground.tokens[each.last].end: each for each in ground.areas}
    ends = {each.end: number for number, each in enumerate(ground.tokens)}
    for number, each in enumerate(cast.mentions):
        figure, last = cast.of(each), ends.get(each.end)
        if figure.sort != "organisation" or not figure.country or last is None:
            continue
        area = before.get(each.start - 1)
        start, end = each.start, each.end
        if area and area.key == figure.country and ground.text[each.start - 1].isspace():
            start = ground.tokens[area.first].start
        behind = _behind(ground, last)
        if len(behind) == 1 and behind[0].key == figure.country:
            end = ground.tokens[behind[0].last].end
        cast.mentions[number] = each._replace(start=start, end=end)
    cast.mentions[:] = without_overlaps(cast.mentions)


def find_bodies(ground: Ground, cast: Cast) -> None:
    """Add bodies that are named by country and kind: "Polish and Slovak prison systems"."""
    taken = taken_by(each for each in cast.mentions if cast.of(each).sort != "area")
    tokens, lexicon = ground.tokens, ground.lexicon
    found: list[Mention] = []
    for first, last, office, code in _offices(ground):
        group = _before(ground, first, taken)
        places = group or _behind(ground, last) or _listed(ground, last)
        if key := lexicon.codes.get(code):
            places = [Area(first, last, key, False)]
        if _is_taken(ground, cast, taken, (first, last), places):
            continue
        for number, area in enumerate(places):
            figure = _body(area.key, office, lexicon)
            if figure is None:
                continue
            cast.add(figure)
            whole = min(area.first, first), max(area.last, last)
            if area.first > last + _LISTED_AFTER:
                whole = area.first, area.last
            elif len(places) > 1:  # in "Czech and Polish systems" the last has the noun
                ends = number == (len(places) - 1 if group else 0)
                whole = whole if ends else (area.first, area.last)
            place = tokens[whole[0]].start, tokens[whole[1]].end
            found.append(Mention(*place, figure.id, "name", adjective=len(places) > 1))
            taken.add(*place)
    own = taken_by(found)
    cast.mentions[:] = [each for each in cast.mentions if not own.overlaps(each.start, each.end)]
    _add(cast, found)


def _is_taken(
    ground: Ground, cast: Cast, taken: Taken, office: tuple[int, int], places: list[Area]
) -> bool:
    """Tell whether a name stands there; one without a country yields to the country beside it.

    "Sluzba Wiezienna Czech" is no Polish body; "the Ministry of Justice of Malta" is one only.
    """
    start, end = ground.tokens[office[0]].start, ground.tokens[office[1]].end
    if not taken.overlaps(start, end):
        return False
    inside = [each for each in cast.near(start, end) if cast.of(each).sort != "area"]
    if len(places) != 1 or len(inside) != 1:
        return True
    area = ground.tokens[places[0].first].start
    figure = cast.of(inside[0])
    return (
        inside[0].start < start
        or inside[0].end > end
        or inside[0].start <= area < inside[0].end
        or figure.country == places[0].key
    )


def find_adjectives(ground: Ground, cast: Cast) -> None:
    """Add the adjectives of countries that are part of no name."""
    if ground.language not in SEARCHED:
        return
    taken = taken_by(each for each in cast.mentions if cast.of(each).sort != "area")
    for each in ground.areas:
        start, end = ground.tokens[each.first].start, ground.tokens[each.last].end
        if taken.overlaps(start, start + 1) or not ground.text[start].isalpha():
            continue
        entry = ground.lexicon.entries.get(each.key)
        if entry:
            cast.add(figure_of(entry))
            cast.adjectives.append(Mention(start, end, each.key, "described", adjective=True))


def find_collectives(ground: Ground, cast: Cast) -> None:
    """Add all bodies of a sort in a country: "the Czech penitentiary institutions"."""
    tokens = ground.tokens
    taken = taken_by(each for each in cast.mentions if cast.of(each).sort != "area")
    found: list[Mention] = []
    for first, last, kind in phrases_of(ground.language, "collectives").find(tokens):
        group = _before(ground, first, taken)
        if len(group) != 1:
            continue
        start, end = tokens[group[0].first].start, tokens[last].end
        if taken.overlaps(start, end):
            continue
        country = group[0].key
        name = ground.text[start:end]
        figure = cast.add(
            Figure(f"x:c{country}", None, "organisation", str(kind), name, country, ground.language)
        )
        found.append(Mention(start, end, figure.id))
    _add(cast, found)


def _add(cast: Cast, found: list[Mention]) -> None:
    """Add mentions of bodies; the areas within them are part of their names."""
    taken = taken_by(found)
    kept = [
        each
        for each in cast.mentions
        if not (cast.of(each).sort == "area" and taken.overlaps(each.start, each.end))
    ]
    cast.mentions[:] = sorted([*kept, *found])


def _body(area: str, office: str, lexicon: Lexicon) -> Figure | None:
    """Return the body of a sort in a country; of several it is not told which one."""
    kinds = (office, "combined-service") if office in _SERVICES else (office,)
    keys = next((keys for each in kinds if (keys := lexicon.bodies.get((area, each)))), ())
    if not keys:
        return None
    entry = lexicon.entries[keys[0]]
    if len(keys) == 1:
        return figure_of(entry)
    name = f"x:{'|'.join(keys)[:60]}"
    return Figure(name, None, entry.sort, entry.kind, entry.label, area, candidates=keys)


def _known_areas(text: str, tokens: list[Token], lexicon: Lexicon) -> Iterator[Area]:
    """Yield the phrases that name areas in the languages of the search."""
    for at in range(len(tokens)):
        for phrase, meaning in lexicon.senses.phrases.get(tokens[at].stem, ()):
            if meaning.startswith(ID) and (last := _last(tokens, at, phrase)) >= 0:
                is_name = phrase in lexicon.area_names and text[tokens[at].start].isupper()
                yield Area(at, last, meaning.removeprefix(ID), is_name)
                break


def _short_areas(text: str, tokens: list[Token], lexicon: Lexicon, language: str) -> Iterator[Area]:
    """Yield the countries that are shortened in a language: "SR", "CR"; no codes of ISO 3166."""
    for at, token in enumerate(tokens):
        said = text[token.start : token.end]
        if 1 < len(said) < 4 and said.isupper() and said.isalpha():
            codes = {*find_countries(said, language)} - {said}
            if len(codes) == 1 and (key := lexicon.codes.get(codes.pop())):
                yield Area(at, at, key, is_name=True)


def _areas_in(text: str, tokens: list[Token], lexicon: Lexicon, language: str) -> Iterator[Area]:
    """Yield the countries that are named in another language, by name or adjective."""
    if language in SEARCHED:
        return
    for words, is_name in zip(countries_in(language), (True, False), strict=True):
        for first, last, phrase in words.find(tokens):
            key = lexicon.codes.get(phrase.meaning)
            if key in lexicon.entries and (not is_name or text[tokens[first].start].isupper()):
                yield Area(first, last, str(key), is_name)


def _offices(ground: Ground) -> Iterator[tuple[int, int, str, str]]:
    """Yield the phrases that say what sort of body one is, and the code of its country if told."""
    tokens, lexicon = ground.tokens, ground.lexicon
    words = offices_in(ground.language)
    after = 0
    for at in range(len(tokens)):
        if at < after:
            continue
        known = _service(tokens, at, lexicon)
        named = words.at(tokens, at)
        if named and (known is None or named[0] > known[0]):
            last, office, code = named[0], named[1].meaning, named[1].code
        elif known:
            last, office, code = *known, ""
        else:
            continue
        yield at, last, office, code
        after = last + 1


def _service(tokens: list[Token], at: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """Return the last token and the sort of a service that the words of the search name."""
    known = lexicon.senses.phrases
    phrases = known.get(tokens[at].stem) or known.get(stem(tokens[at].word.removesuffix("s"))) or ()
    for phrase, meaning in phrases:
        if meaning in _SERVICES and (last := _last(tokens, at, phrase)) >= 0:
            return last, meaning
    return None


def _last(tokens: list[Token], at: int, phrase: tuple[str, ...]) -> int:
    """Return the number of the last token of a phrase that begins at a token, -1 for none."""
    number = at
    for count, word in enumerate(phrase):
        while count and number < len(tokens) and tokens[number].little:
            number += 1
        if number >= len(tokens):
            return -1
        token = tokens[number]
        if token.stem != word and not (token.word.endswith("s") and stem(token.word[:-1]) == word):
            return -1
        number += 1
    return number - 1


def _before(ground: Ground, first: int, taken: Taken) -> list[Area]:
    """Return the adjectives of countries that stand, one or joined by "and", before a kind."""
    text, tokens, areas = ground.text, ground.tokens, ground.areas
    low = bisect_left(areas, first - 30, key=lambda each: each.first)
    by_end = {each.last: each for each in areas[low : low + 32] if each.first < first}
    group: list[Area] = []
    at, gap_end = first - 1, tokens[first].start
    while at >= 0:
        while at >= 0 and (tokens[at].little or (not group and tokens[at].word in _COMMON)):
            if tokens[at].word in _COMMON:
                gap_end = tokens[at].start
            at -= 1
        each = by_end.get(at)
        if each is None:
            break
        if taken.overlaps(tokens[each.first].start, tokens[each.last].end):
            break
        between = text[tokens[each.last].end : gap_end]
        if (group and not _LISTED.fullmatch(between)) or (not group and between.strip()):
            break
        group.insert(0, each)
        gap_end, at = tokens[each.first].start, each.first - 1
    return group


def _behind(ground: Ground, last: int) -> list[Area]:
    """Return the areas behind a kind: "prison services of Slovakia and Poland"."""
    text, tokens, areas = ground.text, ground.tokens, ground.areas
    group: list[Area] = []
    end, after = tokens[last].end, last + 1
    for each in areas[bisect_right(areas, last, key=lambda each: each.first) :]:
        between = text[end : tokens[each.first].start]
        if group:
            fits = bool(_LISTED.fullmatch(between)) and each.is_name
        else:
            fits = _is_joint(ground, after, each, between)
        if not fits:
            break
        group.append(each)
        end, after = tokens[each.last].end, each.last + 1
    joint = tokens[last + 1].word if len(group) > 2 else ""
    return (
        [] if joint in ("in", "v", "ve", "w") else group
    )  # of many countries the text means these


def _listed(ground: Ground, last: int) -> list[Area]:
    """Return the areas of a list that a kind stands before: "systems of these countries: …"."""
    text, tokens = ground.text, ground.tokens
    end = tokens[last].end
    words = _these_countries().match(text, end)
    if words is None:
        return []
    stop = min(
        each for each in (text.find("\n\n", end), text.find(". ", end), len(text)) if each > 0
    )
    colon = text.find(":", words.end(), stop)
    group: list[Area] = []
    for each in ground.areas[bisect_right(ground.areas, last, key=lambda one: one.first) :]:
        begin = tokens[each.first].start
        if begin < colon or colon < 0:
            continue
        between = text[tokens[group[-1].last].end if group else colon + 1 : begin]
        if begin >= stop or not (_LISTED.fullmatch(between) if group else between.isspace()):
            break
        group.append(each)
    return group


@cache
def _these_countries() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_all("these countries")))
    return re.compile(rf"\s+(?:{words})(?!\w)", re.IGNORECASE)


def _is_joint(ground: Ground, after: int, area: Area, between: str) -> bool:
    """Tell whether nothing but "of" and its like stands between a kind and a country."""
    links = ground.tokens[after : area.first]
    if len(links) > 3 or not all(is_link(each) or each.word in STATES for each in links):
        return False
    if re.search(r"[^\w\s'\u2019]|\n\s*\n", between) or "\n\n" in between:
        return False
    links = [each for each in links if each.word not in STATES]
    if not links and between.strip().isalpha():
        return area.is_name
    if not links:
        behind = BEHIND if area.is_name else ADJECTIVE_BEHIND
        return ground.language in behind and between.isspace()
    return area.is_name and not any(each.word in _ANDS for each in links)
