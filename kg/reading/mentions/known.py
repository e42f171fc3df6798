"""Mentions of what the graph knows: full names first, then what they are called for short here."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from kg.names import ID
from kg.reading.languages.words import phrases_of
from kg.reading.mentions.cast import Cast, Figure, Mention, taken_by
from kg.reading.mentions.lexicon import Entry, Lexicon, Spelling, find_names
from kg.reading.tokens import UPPER, Token, read_tokens
from kg.text.stems import stem

_INFLECTED: Final = frozenset({"cs", "sk", "pl", "de", "hr", "sl", "uk", "ru"})
_BREAK: Final = re.compile(r"\n\s*\n|[.!?;:](?:\s|$)|[()\[\]]")
_SERVICES: Final = ("prison-service", "probation-service", "combined-service")
_LISTED: Final = re.compile(r"\s*(?:,|and|or|as well as|a|i|oraz|und|sowie|,\s*and)\s*")


def figure_of(entry: Entry) -> Figure:
    """Return a thing of the graph as a figure of a document."""
    return Figure(entry.key, entry.key, entry.sort, entry.kind, entry.label, entry.country)


def find_known(
    text: str, tokens: list[Token], lexicon: Lexicon, language: str, publisher: str | None = None
) -> Cast:
    """Return the things of the graph that a text names in full, by acronym, or by what they are.

    Those of which the name alone does not tell which is meant have candidates and no key; a name
    without its country means the *publisher* or what the text names in full elsewhere.
    """
    cast = Cast({}, [], [])
    found: list[tuple[Mention, list[Spelling]]] = []
    for first, last, ends in find_names(lexicon.root, tokens):
        start, end = tokens[first].start, tokens[last].end
        fitting = [
            each
            for each in ends
            if _fits(text, tokens[first : last + 1], each, lexicon.entries[each.key], language)
            and not (each.without and _is_part(text, start, end))
            and not _is_elsewhere(tokens, first, lexicon, lexicon.entries[each.key].country)
            and not (first == last and _is_word(text, start, end, lexicon.entries[each.key]))
        ]
        if fitting:
            found.append((Mention(start, end, ""), fitting))
    kept = _longest(found)
    sure = Counter(
        [
            *(
                each.key
                for _, several in kept
                for each in several
                if len({s.key for s in several}) == 1 and not each.without
            ),
            *([publisher] if publisher else []),
        ]
    )
    for mention, several in kept:
        figure = _decide(several, lexicon, sure)
        if figure:
            cast.add(figure)
            short = all(each.without for each in several)
            start, end = _whole(text, mention, several[0].text)
            cast.mentions.append(Mention(start, end, figure.id, "short" if short else "name"))
    return cast


_CAPITAL_BEFORE: Final = re.compile(r"[^.!?:\n•] ?[^\W\d_a-z][^\W\d_]+ $|^[^\W\d_a-z][^\W\d_]+ $")
_CAPITAL_BEHIND: Final = re.compile(r" (?:of|for|in) (?:the )?[A-Z]")
_NO_NAME: Final = frozenset({"the", "this", "our", "its", "by", "in", "at", "and", "for", "from"})


def _is_part(text: str, start: int, end: int) -> bool:
    """Tell whether words stand within a longer name: "Latvian | Prison Service", "… of Malta"."""
    before = _CAPITAL_BEFORE.search(text[max(0, start - 30) : start])
    word = text[max(0, start - 30) : start].rstrip().rpartition(" ")[2].casefold()
    return bool(before and word not in _NO_NAME) or bool(_CAPITAL_BEHIND.match(text, end))


def _is_elsewhere(tokens: list[Token], first: int, lexicon: Lexicon, home: str | None) -> bool:
    """Tell whether the adjective of another country stands before the name of a body."""
    if not first or not home or tokens[first].start - tokens[first - 1].end != 1:
        return False
    return any(
        meaning.startswith(ID) and meaning != ID + home
        for _, meaning in lexicon.senses.phrases.get(tokens[first - 1].stem, ())
    )


_NEAR_KIND: Final = re.compile(r"(?i)proje[ck]t|program|[“„\"«‘']")


def _is_word(text: str, start: int, end: int, entry: Entry) -> bool:
    """Tell whether one word that is also a name is a word here.

    It is within a run of capitals, and where it is to be a project that is not called one.
    """
    said = text[start:end]
    if entry.sort == "area" or sum(map(str.isupper, said)) > 1:
        return False
    behind = re.match(rf" [{UPPER}]", text[end : end + 2])
    if behind or _is_part(text, start, end):
        return True
    near = text[max(0, start - 20) : start] + text[end : end + 12]
    return entry.sort in ("project", "programme", "practice") and not _NEAR_KIND.search(near)


def _whole(text: str, mention: Mention, name: str) -> tuple[int, int]:
    """Return where a name stands with the little words before it and the bracket behind it."""
    start, end = mention.start, mention.end
    head = re.match(r"(?:(?:To|For|In|On|With|With a|A|An)\s)+", name)
    if head and text[max(0, start - len(head[0])) : start].casefold() == head[0].casefold():
        start -= len(head[0])
    if "(" in text[start:end] and ")" not in text[start:end] and text[end : end + 1] == ")":
        end += 1
    return start, end


def _longest(found: list[tuple[Mention, list[Spelling]]]) -> list[tuple[Mention, list[Spelling]]]:
    kept: list[tuple[Mention, list[Spelling]]] = []
    for each in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if not kept or each[0].start >= kept[-1][0].end:
            kept.append(each)
    return kept


def _fits(text: str, tokens: list[Token], spelling: Spelling, entry: Entry, language: str) -> bool:
    """Tell whether words of a text are the name, and no words that happen to be like it."""
    said = text[tokens[0].start : tokens[-1].end]
    if _broken(said, spelling.text):
        return False
    if spelling.as_known and not any(map(str.islower, spelling.text)):  # an acronym
        return _letters(said) == _letters(spelling.text)
    bare = [each for each in tokens if not each.little]
    inflected = language in _INFLECTED
    if spelling.as_known and not inflected:
        words = [each.word for each in read_tokens(spelling.text) if not each.little]
        if words != [each.word for each in bare]:
            return False
    capital = text[bare[0].start].isupper()
    if entry.sort == "area":
        return capital and len(said) > 1 and not (len(said) < 4 and not said.isupper())
    if len(bare) == 1 and not capital:
        return False
    if spelling.without:
        return capital and len(bare) > 1
    proper = sum(text[each.start].isupper() for each in bare)
    return (
        capital
        or proper > 1
        or (not spelling.as_known and proper > 0)
        or (inflected and not spelling.as_known)
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _broken(said: str, name: str) -> bool:
    """Tell whether a name would reach across the end of a sentence, a bracket or a list."""
    if ("," in said and "," not in name) or "\n\n" in said:
        return True
    return bool(_BREAK.search(re.sub(r"\b\w\.", "", said))) and not _BREAK.search(name)


def _decide(several: list[Spelling], lexicon: Lexicon, sure: Counter[str]) -> Figure | None:
    """Return what a name means; of namesakes the one that the text names in full elsewhere."""
    full = [each for each in several if not each.without] or several
    keys = sorted({each.key for each in full})
    short = all(each.without for each in several)
    if len(keys) > 1 or short:
        named = [key for key in keys if sure[key]]
        if len(named) == 1:
            return figure_of(lexicon.entries[named[0]])
        if short and len(keys) == 1:
            return None  # a name without its country, and nothing says which one
    if len(keys) == 1:
        return figure_of(lexicon.entries[keys[0]])
    entry = lexicon.entries[keys[0]]
    name = f"x:{'|'.join(keys)[:60]}"
    return Figure(name, None, entry.sort, entry.kind, full[0].text, candidates=tuple(keys))


def find_described(text: str, tokens: list[Token], lexicon: Lexicon, cast: Cast) -> None:
    """Add bodies that are named by country and kind: "Polish and Slovak prison systems"."""
    taken = taken_by(each for each in cast.mentions if cast.of(each).sort != "area")
    areas = list(_areas(text, tokens, lexicon))
    found: list[Mention] = []
    for first, last, kind in _kinds(tokens, lexicon):
        start, end = tokens[first].start, tokens[last].end
        if taken.overlaps(start, end):
            continue
        group = _group_before(text, tokens, areas, first)
        places = group or _areas_behind(text, tokens, areas, last)
        for number, (low, high, area) in enumerate(places):
            figure = _body(area, kind, lexicon)
            if figure is None:
                continue
            cast.add(figure)
            whole = min(low, first), max(high, last)
            if len(places) > 1:  # in "Czech and Polish systems" the last has the noun
                ends = number == (len(places) - 1 if group else 0)
                whole = (min(low, first), max(high, last)) if ends else (low, high)
            place = tokens[whole[0]].start, tokens[whole[1]].end
            found.append(Mention(*place, figure.id, "name", adjective=len(places) > 1))
    _add(cast, found)


def find_adjectives(text: str, tokens: list[Token], lexicon: Lexicon, cast: Cast) -> None:
    """Add the adjectives of countries that are part of no name."""
    taken = taken_by(each for each in cast.mentions if cast.of(each).sort != "area")
    for first, last, area in _areas(text, tokens, lexicon):
        start, end = tokens[first].start, tokens[last].end
        if taken.overlaps(start, start + 1) or not text[start].isalpha():
            continue
        entry = lexicon.entries.get(area)
        if entry:
            cast.add(figure_of(entry))
            cast.adjectives.append(Mention(start, end, area, "described", adjective=True))


def find_collectives(
    text: str, tokens: list[Token], lexicon: Lexicon, language: str, cast: Cast
) -> None:
    """Add all bodies of a sort in a country: "the Czech penitentiary institutions"."""
    areas = list(_areas(text, tokens, lexicon))
    taken = taken_by(each for each in cast.mentions if cast.of(each).sort != "area")
    found: list[Mention] = []
    for first, last, kind in phrases_of(language, "collectives").find(tokens):
        group = _group_before(text, tokens, areas, first)
        if len(group) != 1:
            continue
        start, end = tokens[group[0][0]].start, tokens[last].end
        if taken.overlaps(start, end):
            continue
        country = group[0][2]
        name = text[start:end]
        figure = cast.add(
            Figure(f"x:c{country}", None, "organisation", str(kind), name, country, language)
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


def _body(area: str, kind: str, lexicon: Lexicon) -> Figure | None:
    kinds = (kind, "combined-service") if kind in _SERVICES else (kind,)
    keys = tuple(
        key for each in dict.fromkeys(kinds) for key in lexicon.bodies.get((area, each), ())
    )
    if len(keys) == 1 and kind in _SERVICES:
        return figure_of(lexicon.entries[keys[0]])
    if kind == "prison-service" and keys:
        return figure_of(lexicon.entries[keys[0]])
    return None


def _areas(text: str, tokens: list[Token], lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield the phrases that name areas, by name or adjective, as numbers of tokens."""
    for at in range(len(tokens)):
        for phrase, meaning in lexicon.senses.phrases.get(tokens[at].stem, ()):
            if meaning.startswith(ID) and _stands(tokens, at, phrase):
                yield at, _last(tokens, at, phrase), meaning.removeprefix(ID)
                break


def _kinds(tokens: list[Token], lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield the phrases that say what sort of service a body is."""
    after = 0
    for at in range(len(tokens)):
        if at < after:
            continue
        singular = stem(tokens[at].word.removesuffix("s"))
        known = lexicon.senses.phrases
        phrases = known.get(tokens[at].stem) or known.get(singular) or []
        for phrase, meaning in phrases:
            if meaning in _SERVICES and _stands(tokens, at, phrase):
                last = _last(tokens, at, phrase)
                yield at, last, meaning
                after = last + 1
                break


def _stands(tokens: list[Token], at: int, phrase: tuple[str, ...]) -> bool:
    return _last(tokens, at, phrase) >= 0


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


def _group_before(
    text: str, tokens: list[Token], areas: list[tuple[int, int, str]], first: int
) -> list[tuple[int, int, str]]:
    """Return the adjectives of countries that stand, one or joined by "and", before a kind."""
    near = areas[bisect_left(areas, (first - 30, 0, "")) : bisect_left(areas, (first + 1, 0, ""))]
    by_end = {each[1]: each for each in near}
    group: list[tuple[int, int, str]] = []
    at, gap_end = first - 1, tokens[first].start
    while at >= 0:
        while at >= 0 and tokens[at].little:
            at -= 1
        each = by_end.get(at)
        if each is None:
            break
        between = text[tokens[each[1]].end : gap_end]
        if (group and not _LISTED.fullmatch(between)) or (not group and between.strip()):
            break
        group.insert(0, each)
        gap_end, at = tokens[each[0]].start, each[0] - 1
    return group


def _areas_behind(
    text: str, tokens: list[Token], areas: list[tuple[int, int, str]], last: int
) -> list[tuple[int, int, str]]:
    """Return the areas behind a kind: "prison services of Slovakia and Poland"."""
    group: list[tuple[int, int, str]] = []
    end = tokens[last].end
    for each in areas[bisect_right(areas, (last, len(tokens), "~")) :]:
        if group and each[0] <= group[-1][1]:
            continue
        between = text[end : tokens[each[0]].start]
        joint = _LISTED if group else _OF
        if not joint.fullmatch(between):
            break
        group.append(each)
        end = tokens[each[1]].end
    return group


_OF: Final = re.compile(r"(?<!\s)\s+(?:(?:of|in)(?: the)?|ve?|w)\s+")


def by_figure(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Return mentions by the figure that they speak of."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        found[each.figure].append(each)
    return found
