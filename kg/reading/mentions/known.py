"""Mentions of what the graph knows: full names first, then what they are called for short here."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from kg.names import ID
from kg.reading.mentions.cast import Cast, Figure, Mention
from kg.reading.mentions.lexicon import Entry, Lexicon, Spelling, figure_of, find_names
from kg.reading.mentions.offices import INFLECTED
from kg.reading.tokens import UPPER, Token, read_tokens

_INFLECTED: Final = INFLECTED | {"de"}
_BREAK: Final = re.compile(r"\n\s*\n|[.!?;:](?:\s|$)|[()\[\]]")


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
            and (not each.beside or _stand_near(tokens, first, last, each.beside))
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
        figure = _decide(several, lexicon, sure, publisher)
        if figure:
            cast.add(figure)
            short = all(each.without for each in several)
            start, end = _whole(text, mention, several[0].text)
            cast.mentions.append(Mention(start, end, figure.id, "short" if short else "name"))
    return cast


def _stand_near(
    tokens: list[Token], first: int, last: int, beside: tuple[tuple[str, ...], ...]
) -> bool:
    """Tell whether place or day of an event stand beside its name."""
    near = {each.stem for each in tokens[max(0, first - _BESIDE) : last + _BESIDE]}
    return any(near.issuperset(each) for each in beside)


_BESIDE: Final = 16  # words
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
        return _is_acronym(_letters(said), _letters(spelling.text), language)
    bare = [each for each in tokens if not each.little]
    inflected = language in _INFLECTED
    plural = any(one.stem != word for one, word in zip(bare, spelling.words, strict=False))
    if plural and language != "de" and (spelling.beside or len(spelling.words) < _LONG):
        return False  # "Hungarian prison systems", "RING meetings": several; German: a genitive
    if spelling.as_known and not inflected:
        words = [each.word for each in read_tokens(spelling.text) if not each.little]
        if not _same_words(words, [each.word for each in bare]):
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


def _same_words(known: list[str], said: list[str]) -> bool:
    """Tell whether words are those of a name; of a long one a word may be in the plural."""
    if len(known) < _LONG:
        return known == said
    return [each.removesuffix("s") for each in known] == [each.removesuffix("s") for each in said]


_LONG: Final = 4  # words of a name


def _is_acronym(said: str, known: str, language: str) -> bool:
    """Tell whether letters are an acronym, in its case: "CEPu", "MECRem"."""
    ending = said[len(known) :]
    return said == known or (
        language in _INFLECTED
        and language != "de"
        and len(known) > 2
        and said.startswith(known)
        and len(ending) < 4
        and ending.islower()
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _broken(said: str, name: str) -> bool:
    """Tell whether a name would reach across the end of a sentence, a bracket or a list."""
    if ("," in said and "," not in name) or "\n\n" in said:
        return True
    return bool(_BREAK.search(re.sub(r"\b\w\.", "", said))) and not _BREAK.search(name)


def _decide(
    several: list[Spelling], lexicon: Lexicon, sure: Counter[str], home: str | None
) -> Figure | None:
    """Return what a name means; of namesakes the one that the text names in full elsewhere."""
    keys = sorted({each.key for each in several})
    full = [each for each in several if not each.without] or several
    short = all(each.without for each in several) and not _tells(several, lexicon)
    if len(keys) > 1 or short:
        named = [key for key in keys if sure[key]]
        if short and home in keys:
            named = [str(home)]
        if len(named) == 1:
            return figure_of(lexicon.entries[named[0]])
        if short and len(keys) == 1:
            return None  # a name without its country, and nothing says which one
    if len(keys) == 1:
        return figure_of(lexicon.entries[keys[0]])
    entry = lexicon.entries[keys[0]]
    name = f"x:{'|'.join(keys)[:60]}"
    return Figure(name, None, entry.sort, entry.kind, full[0].text, candidates=tuple(keys))


def _tells(several: list[Spelling], lexicon: Lexicon) -> bool:
    """Tell whether a name without its country still tells more than what kind of body it is.

    The Corps of Prison and Court Guards is one body, "the Ministry of Justice" is none alone.
    """
    words = several[0].words
    return len(words) > 2 and bool(lexicon.senses.read_stems(words).words)
