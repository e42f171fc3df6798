"""Short forms: "the Service", "the project", "we": what they mean the text itself tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kg.reading.languages.words import phrases_of, read_language
from kg.reading.mentions.cast import Cast, Figure, Mention, Taken, taken_by, without_overlaps
from kg.reading.tokens import Token, read_tokens

_ARTICLE: Final = re.compile(
    r"(?:^|(?<=\s))(?:[Tt]he|[Tt]his|[Dd]er|[Dd]ie|[Dd]as|[Dd]es|[Dd]em|[Dd]en)\s+$"
)
_WITH_ARTICLES: Final = frozenset({"en", "de"})


class _Seen(NamedTuple):
    """What the text names: where, and how often; *home* is whom it speaks for."""

    taken: Taken
    places: dict[str, list[int]]
    counts: Counter[str]
    home: str | None


def find_short(
    text: str, tokens: list[Token], language: str, cast: Cast, home: str | None = None
) -> None:
    """Add the places where a thing of the cast is called by its head alone.

    *home* is the key of whom the text speaks for.
    """
    places: dict[str, list[int]] = {each.figure: [] for each in cast.mentions}
    for each in cast.mentions:
        places[each.figure].append(each.start)
    seen = _Seen(
        taken_by(cast.mentions),
        places,
        Counter(each.figure for each in cast.mentions),
        home,
    )
    bodies = _short_bodies(text, tokens, language, cast, seen)
    others = _short_others(text, tokens, language, cast, seen)
    cast.mentions[:] = without_overlaps([*cast.mentions, *bodies, *others])


def _short_bodies(
    text: str, tokens: list[Token], language: str, cast: Cast, seen: _Seen
) -> Iterator[Mention]:
    """Yield bodies that are called by their head with a capital: "the Service"."""
    heads = _heads_of_cast(cast, set(read_language(language)["short"]), seen.home)
    for first, last, _ in phrases_of(language, "short").find(tokens):
        start, end = tokens[first].start, tokens[last].end
        if seen.taken.overlaps(start, end) or not text[start].isupper():
            continue
        opened = _opened(text, start, language)
        if opened is None or _goes_on(text, end, language):
            continue
        meant = _meant(heads.get(tokens[first].stem, ()), start, seen)
        if meant:
            yield Mention(opened, end, meant[0], "short", unsure=meant[1])


def _short_others(
    text: str, tokens: list[Token], language: str, cast: Cast, seen: _Seen
) -> Iterator[Mention]:
    """Yield projects, agreements and events that are called by what they are: "the project"."""
    for first, last, sort in phrases_of(language, "short lower").find(tokens):
        start, end = tokens[first].start, tokens[last].end
        opened = None if seen.taken.overlaps(start, end) else _opened(text, start, language)
        if opened is None or _NAME_FOLLOWS.match(text, end):
            continue
        small = text[start].islower()
        fitting = [figure for figure in seen.places if cast.figures[figure].sort == sort]
        own = [each for each in fitting if tokens[first].stem in _stems(cast.figures[each].name)]
        meant = _meant(fitting if small else own or fitting, start, seen, before=small)
        if meant:
            yield Mention(opened, end, meant[0], "short", unsure=meant[1])


_NAME_FOLLOWS: Final = re.compile(r",? [\u201c\u201e\"]?[A-Z]")


def _stems(name: str) -> set[str]:
    return {each.stem for each in read_tokens(name)}


def _opened(text: str, start: int, language: str) -> int | None:
    """Return where the article before a short form stands; without one it is none in English."""
    before = _ARTICLE.search(text, max(0, start - 8), start)
    if before:
        return before.start()
    return None if language in _WITH_ARTICLES else start


def _goes_on(text: str, end: int, language: str) -> bool:
    """Tell whether a name goes on behind a word: "the Service Level Agreement"."""
    return bool(re.match(r"[ -](?:of\s|for\s)?[A-Z]", text[end : end + 6])) and language == "en"


def _heads_of_cast(cast: Cast, shorts: set[str], home: str | None) -> dict[str, list[str]]:
    """Return the figures by the stems of words in their names that may stand for them alone."""
    stems = {token.stem for word in shorts for token in read_tokens(word)}
    found: dict[str, list[str]] = {}
    seen = {each.figure for each in cast.mentions} | ({home or ""} & set(cast.figures))
    texts: dict[str, set[str]] = {}
    for each in seen:
        texts.setdefault(each, set()).add(cast.figures[each].name)
    for figure in sorted(seen):
        if cast.figures[figure].sort != "organisation":
            continue
        for name in texts[figure]:
            for token in read_tokens(name):
                if token.stem in stems and figure not in found.setdefault(token.stem, []):
                    found[token.stem].append(figure)
    return found


def _meant(
    figures: Sequence[str], start: int, seen: _Seen, *, before: bool = False
) -> tuple[str, bool] | None:
    """Return which of the figures is meant, and whether another one may be.

    Whom the text speaks for is meant first, then the body that it names most, the first of equals;
    of projects, agreements and events the one that was named last.
    """
    places, counts = seen.places, seen.counts
    if seen.home in figures:
        return str(seen.home), False
    figures = [each for each in figures if each in places]
    near = [each for each in figures if any(at < start for at in places[each])]
    if before:
        last = max(
            near, key=lambda each: max(at for at in places[each] if at < start), default=None
        )
        return (last, False) if last else None
    if not figures:
        return None
    most = max(near or figures, key=lambda each: (counts[each], -min(places[each])))
    rivals = [each for each in figures if each != most and 2 * counts[each] > counts[most]]
    return most, bool(rivals)


def figure_we(publisher: Figure | None, cast: Cast) -> str | None:
    """Return whom "we" means: the publisher, else the body that is named most."""
    if publisher:
        return publisher.id
    counts = Counter(each.figure for each in cast.mentions if cast.of(each).sort == "organisation")
    return counts.most_common(1)[0][0] if counts else None
