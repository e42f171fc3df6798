"""What a text names that the graph does not know: bodies, projects, programmes, events, places.

A name is a run of words with capitals that has a word for a kind of thing in it ("Institute for
Penal Studies"), stands behind such a word ("the association Second Door", "project OPENGATE"), or
is explained by its acronym. Names of persons are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Final

from kg.reading.languages.words import SEARCHED, alternatives, phrases_of, read_all, read_language
from kg.reading.mentions.cast import Cast, Figure, Mention, taken_by, without_overlaps
from kg.reading.mentions.lexicon import Lexicon, figure_of, find_names, is_short_for
from kg.reading.mentions.offices import LINKS, words_for
from kg.reading.mentions.persons import is_person
from kg.reading.tokens import LITTLE, UPPER, Token, read_tokens
from kg.text.folding import fold
from kg.text.person_words import read_person_words
from kg.text.persons import find_personal
from kg.text.stems import stem

_UP: Final = rf"(?:[{UPPER}][\w’'&.-]*[\w]|[A-Z]\.?(?=\s))"
_QUOTED: Final = re.compile(r"[“„\"«‚‘]([^“”„\"«»\n]{2,80}?)[”“\"»‘’]")
_ACRONYM: Final = re.compile(r"\(\s*([^\W\d_][\w.&/-]{1,14})\s*\)")
_IN_TOWN: Final = re.compile(r" in ([^ ]+)$")
_SLAVIC: Final = frozenset({"cs", "sk", "pl"})


@cache
def heads_of(language: str) -> dict[str, tuple[str, str]]:
    """Return the words for kinds of things in a language: sort and kind by folded word."""
    found = {}
    for sort, words in read_language(language)["heads"].items():
        for word, kind in words.items():
            found[fold(word)] = (sort, kind)
    return found


def find_new(text: str, tokens: list[Token], lexicon: Lexicon, language: str, cast: Cast) -> None:
    """Add to a cast what is named and not known; longer new names replace areas within them."""
    numbers = count(1)
    by_name: dict[str, Figure] = {}
    fresh: list[Mention] = []
    for start, end, sort, kind in _candidates(text, tokens, language, cast):
        if _is_personal(text, start, end):
            continue
        if owner := _explains(text, start, end, cast, lexicon):
            fresh.append(Mention(start, end, owner))
            continue
        name = " ".join(text[start:end].split())
        name = re.sub(r"^[A-Z-]{3,10} \((.*)\)$", r"\1", name)
        figure = by_name.get(fold(name))
        if figure is None:
            area = _area_within(start, end, cast)
            figure = Figure(f"x:{next(numbers)}", None, sort, kind, name, area, language)
            by_name[fold(name)] = figure
        fresh.append(Mention(start, end, figure.id))
        cast.add(figure)
    _replace(cast, fresh)
    _add_acronyms(text, cast, by_name)


def _is_personal(text: str, start: int, end: int) -> bool:
    """Tell whether a place belongs to the name of a person, as its line shows."""
    low = max(text.rfind("\n", 0, start) + 1, start - 300)
    high = text.find("\n", end)
    line = text[low : min(high if high >= 0 else len(text), end + 200)]
    return any(low + each.start < end and start < low + each.end for each in find_personal(line))


def _explains(text: str, start: int, end: int, cast: Cast, lexicon: Lexicon) -> str | None:
    """Return the known thing whose acronym a name in brackets spells out: "MECR meeting (…)"."""
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")":
        return None
    before = [each for each in cast.near(start - 30, start) if each.end < start]
    for each in reversed(before):
        for word in text[each.start : each.end].split():
            if not is_short_for(word.replace("-", ""), text[start:end]):
                continue
            if word == text[each.start : each.end]:
                return each.figure
            keys = {
                one.key
                for _, _, several in find_names(lexicon.root, read_tokens(word))
                for one in several
            }
            if len(keys) == 1:
                return cast.add(figure_of(lexicon.entries[keys.pop()])).id
    return None


def _replace(cast: Cast, fresh: list[Mention]) -> None:
    """Put new names beside the known ones; they yield to bodies, and take over areas."""
    kept = []
    for each in fresh:
        clash = cast.near(each.start, each.end)
        if all(cast.of(m).sort == "area" or m.start > each.start for m in clash):
            kept.append(each)
    taken = taken_by(kept)
    both = [each for each in cast.mentions if not taken.overlaps(each.start, each.end)]
    cast.mentions[:] = without_overlaps([*both, *kept])


def _area_within(start: int, end: int, cast: Cast) -> str | None:
    areas = [
        cast.of(each).key
        for each in cast.near(start, end)
        if start <= each.start and each.end <= end and cast.of(each).sort == "area"
    ]
    return areas[-1] if areas else None


def _candidates(
    text: str, tokens: list[Token], language: str, cast: Cast
) -> Iterator[tuple[int, int, str, str]]:
    taken = taken_by(each for each in cast.mentions if cast.of(each).sort != "area")
    found = []
    if language in _SLAVIC:
        found += list(_slavic(text, tokens, language))
    else:
        found += list(_title_case(text, language))
    found += list(_behind_kind(text, language))
    found += list(_explained(text, language))
    heads = heads_of(language)
    for first, last, sort, kind in found:
        start, end = _trimmed(text, first, last, language)
        clash = taken.within(start, end)
        if clash and not (start < clash[0][0] and end <= clash[-1][1] and sort == "organisation"):
            continue
        said = fold(text[start:end]).split()
        if _is_general(said) or (sort == "agreement" and _is_minutes(text, start, end, language)):
            continue
        if len(said) > 1 or (len(said) == 1 and said[0] not in heads and end - start > 2):
            yield start, end, sort, kind


def _is_general(words: list[str]) -> bool:
    """Tell whether words name no one thing: "institution for imprisonment", "press department"."""
    if " ".join(words) in {fold(each) for each in read_all("no bodies")}:
        return True
    known = words_for("prison-establishment")
    return all(stem(each) in known for each in words if each not in LINKS and each not in LITTLE)


def _is_minutes(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a protocol is what was written down at a meeting: "Protokoll der Sitzung"."""
    events = phrases_of(language, "described", "event")
    return bool(list(events.find(read_tokens(text[start:end])[1:])))


@cache
def _edge(language: str) -> re.Pattern[str]:
    """Return the pattern of articles and little words at the edges of a name."""
    words = alternatives(language, "edges")
    if language not in SEARCHED:
        words += "|" + "|".join(sorted(LINKS, key=len, reverse=True))
    return re.compile(
        rf"^(?:(?i:{words})\s+)+|(?:\s+(?i:{words}))+$|^[\s,;:\u2013-]+|[\s,;:\u2013-]+$"
    )


def _trimmed(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    """Return a range without articles and little words at its edges."""
    while match := _edge(language).search(text[start:end]):
        if match.end() - match.start() == 0:
            break
        if match.start() == 0:
            start += match.end()
        else:
            end = start + match.start()
    return start, end


@cache
def _run(language: str) -> re.Pattern[str]:
    small = alternatives(language, "small words")
    low = rf"(?:(?:{small})(?:[ \u00a0]+the)?)"
    return re.compile(rf"(?<![\w.]){_UP}(?:[ \u00a0]+(?:{low}[ \u00a0]+){{0,3}}{_UP})*")


def _title_case(text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    heads = heads_of(language)
    for match in _run(language).finditer(text):
        for first, last in _split(text, match.start(), match.end(), heads):
            start, end = first, last
            if (place := _IN_TOWN.search(text[first:last])) and len(place[1].split()) == 1:
                end = first + place.start()  # where it stands is no part of its name
            sort, kind = _sort_of(text[start:end], heads, language)
            if sort and len(text[start:end].split()) > 1:
                yield start, end, sort, kind


def _split(
    text: str, start: int, end: int, heads: dict[str, tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """Yield the names in a run: "Prison Service and Probation Board" are two."""
    at = start
    for match in re.finditer(
        r"(?<!\s)\s+(?:and|und|&)\s+(?:the\s+|die\s+|der\s+)?", text[start:end]
    ):
        left, right = text[at : start + match.start()], text[start + match.end() : end]
        if _has_head(left, heads) and _has_head(right, heads):
            yield at, start + match.start()
            at = start + match.end()
    yield at, end


def _has_head(text: str, heads: dict[str, tuple[str, str]]) -> bool:
    return any(word in heads for word in fold(text).split())


def _sort_of(name: str, heads: dict[str, tuple[str, str]], language: str) -> tuple[str, str]:
    """Return sort and kind by the head of a name: in English the last word before "of" or "for"."""
    head = re.split(rf"\s(?:{alternatives(language, 'of')})\s", name)[0]
    words = fold(head).split()
    if " ".join(words[-2:]) in heads:
        return heads[" ".join(words[-2:])]
    for word in reversed(words):
        if word in heads:
            return heads[word]
        if language == "de":
            for known, meaning in heads.items():
                if len(known) > 4 and word.endswith(known):
                    return meaning
    return "", ""


def _behind_kind(text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield names that stand behind the word for what they are, in quotation marks or not."""
    heads = heads_of(language)
    for word, kind in read_language(language)["kinds before names"].items():
        sort = heads.get(fold(word), ("organisation", ""))[0]
        forms = rf"{re.escape(word)}\w{{0,3}}" if language in _SLAVIC else re.escape(word)
        for match in re.finditer(
            rf"(?<!\w)(?i:{forms})[ \u00a0]+(?=[\u201c\u201e\"\u00ab{UPPER}])", text
        ):
            at = match.end()
            quoted = _QUOTED.match(text, at)
            if quoted:
                yield quoted.start(1), quoted.end(1), sort, kind
                continue
            run = _run(language).match(text, at)
            if run and (
                word in ("project", "programme", "projekt", "program") or len(run[0].split()) > 1
            ):
                yield run.start(), run.end(), sort, kind
        if sort in ("project", "programme"):
            for match in re.finditer(
                rf"([A-Z][\w-]*[A-Z][\w-]*|[A-Z]{{3,}})\s+(?i:{forms})(?!\w)", text
            ):
                yield match.start(1), match.end(1), sort, kind
    for match in re.finditer(
        r"\b([A-Z][A-Z-]{3,}[A-Z]),?\s+(?:a|an|the)\s+(project|programme)\b", text
    ):
        yield match.start(1), match.end(1), match[2], match[2]


def _explained(text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield acronyms whose meaning stands in brackets behind them: "CDPPS (Conference of …)"."""
    heads = heads_of(language)
    for match in re.finditer(r"\b([A-Z][A-Z-]{2,9})\s*\(([A-Z][^()\n]{8,140})\)", text):
        sort, kind = _sort_of(match[2], heads, language)
        if not sort:
            sort, kind = next((heads[w] for w in fold(match[2]).split() if w in heads), ("", ""))
        if sort and is_short_for(match[1].replace("-", ""), match[2]):
            yield match.start(), match.end(), sort, kind


def _slavic(text: str, tokens: list[Token], language: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield names that begin with a capital and go on in small letters: a head, its genitives."""
    for first, _, value in phrases_of(language, "heads stems").find(tokens):
        token = tokens[first]
        start = token.start
        before = tokens[first - 1] if first else None
        if before and text[before.end : start] == " " and _is_adjective(text, before, language):
            if first > 1 and tokens[first - 2].word in read_person_words().offices:
                continue  # "the Director General of the Service": the adjective is of the office
            start = before.start
        elif not text[start].isupper():
            continue
        last = _last_of_name(text, tokens, first, language)
        if last > first or start < token.start:
            sort, _, kind = str(value).partition(" ")
            yield start, tokens[last].end, sort, kind


def _is_adjective(text: str, token: Token, language: str) -> bool:
    """Tell whether a word with a capital is an adjective, which stands before its noun."""
    word = text[token.start : token.end]
    return word[0].isupper() and word.endswith(tuple(read_language(language)["adjectives"]))


def _last_of_name(text: str, tokens: list[Token], first: int, language: str) -> int:
    """Return the last word of a name: genitives and capitals go on, links only between them."""
    words = read_language(language)
    last = first
    for at in range(first + 1, min(first + 9, len(tokens))):
        word = text[tokens[at].start : tokens[at].end]
        if text[tokens[at - 1].end : tokens[at].start] not in (" ", "\u00a0") or word.isdigit():
            break
        if word in words["name links"]:
            continue
        genitive = len(word) > 3 and word.endswith(tuple(words["genitives"]))
        if not (word[0].isupper() or genitive or last < at - 1):
            break
        last = at
    return last


def _add_acronyms(text: str, cast: Cast, by_name: dict[str, Figure]) -> None:
    """Add the places of acronyms that stand in brackets behind a name, here and further on."""
    added: dict[str, str] = {}
    ends = {each.end: each for each in cast.mentions}
    for match in _ACRONYM.finditer(text):
        mention = ends.get(len(text[: match.start()].rstrip()))
        if mention is None or cast.of(mention).sort in ("area", "place"):
            continue
        if is_short_for(match[1], text[mention.start : mention.end]):
            added.setdefault(match[1], mention.figure)
    # Here an acronym means what it stands behind, whatever it is short for elsewhere.
    cast.mentions[:] = [
        each._replace(figure=added.get(text[each.start : each.end], each.figure))
        for each in cast.mentions
    ]
    for figure in by_name.values():
        if len(figure.name.split()) == 1 and figure.name.isupper():
            added.setdefault(figure.name, figure.id)
    more = [
        Mention(*match.span(), figure)
        for short, figure in added.items()
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text)
    ]
    # What stands there already was found by more than an acronym.
    cast.mentions[:] = without_overlaps([*cast.mentions, *more])


def find_places(text: str, language: str, cast: Cast) -> None:
    """Add towns: capitalised words behind "in" that are nothing else."""
    inside = alternatives(language, "in")
    _add_towns(text, language, cast)
    months = {word for several in read_language(language)["months"] for word in several.split("|")}
    heads = frozenset(heads_of(language))
    found = []
    for match in re.finditer(
        rf"(?<!\w)(?i:{inside})\s+([{UPPER}][^\W\d_]+(?:[\s-][{UPPER}][^\W\d_]+)?)(?!\w)", text
    ):
        start, end = match.span(1)
        name = match[1]
        clash = cast.near(start, end)
        first = name.split()[0].casefold()
        if clash or fold(first) in heads or first in months:
            continue
        if first in read_all("no places"):
            continue
        if _is_personal(text, start, end) or _is_word(text, start, end):
            continue
        figure = cast.add(Figure(f"x:place {name}", None, "place", "", name, None, language))
        found.append(Mention(start, end, figure.id))
    cast.mentions[:] = sorted([*cast.mentions, *found])


def _add_towns(text: str, language: str, cast: Cast) -> None:
    """Add towns that stand before their country on a line of its own: "Barcelona, Spain"."""
    for area in [each for each in cast.mentions if cast.of(each).sort == "area"]:
        line = text.rfind("\n", 0, area.start) + 1
        match = re.fullmatch(
            rf"([{UPPER}][^\W\d_]+(?:[ -][{UPPER}]?[^\W\d_]+){{0,2}}), ", text[line : area.start]
        )
        if match and text[area.end : area.end + 1] in ("\n", ""):
            figure = cast.add(
                Figure(f"x:place {match[1]}", None, "place", "", match[1], None, language)
            )
            cast.mentions.append(Mention(line, line + len(match[1]), figure.id))
    cast.mentions[:] = without_overlaps(cast.mentions)


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell whether a capitalised word also stands in small letters elsewhere."""
    return f" {text[start:end].casefold()} " in text or is_person(text[start:end], frozenset())
