"""Short forms: "the Service", "the project", "we": what they mean here is told by the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kg.reading.languages.words import phrases_of, read_language
from kg.reading.mentions.cast import Cast, Figure, Mention, without_overlaps
from kg.reading.tokens import Token, read_tokens

_ARTICLE: Final = re.compile(r"(?:^|(?<=\s))(?:[Tt]he|[Tt]his|[Dd]er|[Dd]ie|[Dd]as|[Dd]es|[Dd]em|[Dd]en)\s+$")
_WITH_ARTICLES: Final = frozenset({"en", "de"})


def find_short(text: str, tokens: list[Token], language: str, cast: Cast) -> None:
    """Add the places where a thing of the cast is called by its head alone."""
    words = read_language(language)
    heads = _heads_of_cast(cast, set(words["short"]))
    if not heads:
        heads = {}
    taken = [(each.start, each.end) for each in cast.mentions]
    places = {each.figure: [] for each in cast.mentions}
    for each in cast.mentions:
        places[each.figure].append(each.start)
    counts = Counter(each.figure for each in cast.mentions)
    more = []
    for first, last, value in phrases_of(language, "short").find(tokens):
        start, end = tokens[first].start, tokens[last].end
        if any(one < end and start < other for one, other in taken) or not text[start].isupper():
            continue
        opened = _opened(text, start, language)
        if opened is None or _goes_on(text, end, language):
            continue
        figure = _meant(heads.get(tokens[first].stem, ()), start, places, counts)
        if figure:
            more.append(Mention(opened, end, figure, "short"))
    lower = words["short lower"]
    for first, last, value in phrases_of(language, "short lower").find(tokens):
        start, end = tokens[first].start, tokens[last].end
        if any(one < end and start < other for one, other in taken):
            continue
        opened = _opened(text, start, language)
        if opened is None or re.match(r",? [“„\"]?[A-Z]", text[end : end + 4]):
            continue
        sorts = [figure for figure in places if cast.figures[figure].sort == str(value)]
        word = tokens[first].stem
        own = [each for each in sorts if word in {t.stem for t in read_tokens(cast.figures[each].name)}]
        sorts = own if own and not text[start].islower() else sorts
        figure = _meant(sorts, start, places, counts, before=text[start].islower())
        if figure:
            more.append(Mention(opened, end, figure, "short"))
    assert lower is not None
    cast.mentions[:] = without_overlaps([*cast.mentions, *more])


def _opened(text: str, start: int, language: str) -> int | None:
    """Return where the article before a short form stands; without one it is none in English."""
    before = _ARTICLE.search(text, max(0, start - 8), start)
    if before:
        return before.start()
    return None if language in _WITH_ARTICLES else start


def _goes_on(text: str, end: int, language: str) -> bool:
    """Tell whether a name goes on behind a word: "the Service Level Agreement"."""
    return bool(re.match(r"[ -](?:of\s|for\s)?[A-Z]", text[end : end + 6])) and language == "en"


def _heads_of_cast(cast: Cast, shorts: set[str]) -> dict[str, list[str]]:
    """Return the figures by the stems of words in their names that may stand for them alone."""
    stems = {token.stem for word in shorts for token in read_tokens(word)}
    found: dict[str, list[str]] = {}
    seen = {each.figure for each in cast.mentions}
    texts: dict[str, set[str]] = {}
    for each in cast.mentions:
        texts.setdefault(each.figure, set()).add(cast.of(each).name)
    for figure in sorted(seen):
        if cast.figures[figure].sort != "organisation":
            continue
        for name in texts[figure]:
            for token in read_tokens(name):
                if token.stem in stems and figure not in found.setdefault(token.stem, []):
                    found[token.stem].append(figure)
    return found


def _meant(
    figures: Iterator[str] | list[str] | tuple[str, ...],
    start: int,
    places: dict[str, list[int]],
    counts: Counter[str],
    *,
    before: bool = False,
) -> str | None:
    """Return which of the figures is meant: the one named last, else the one named most."""
    figures = list(figures)
    near = [
        (max(at for at in places[figure] if at < start), figure)
        for figure in figures
        if any(at < start for at in places[figure])
    ]
    most = max(figures, key=lambda each: (counts[each], each), default=None)
    if near:
        last = max(near)[1]
        # A thing that the whole text is about is meant, though another was named in passing.
        if most and counts[most] > 2 * counts[last] and most in {each for _, each in near}:
            return most
        return last
    return None if before else most


def figure_we(publisher: Figure | None, cast: Cast) -> str | None:
    """Return whom "we" means: the publisher, else the body that is named most."""
    if publisher:
        return publisher.id
    counts = Counter(
        each.figure for each in cast.mentions if cast.of(each).sort == "organisation"
    )
    return counts.most_common(1)[0][0] if counts else None
