"""Persons, and how to reach them, in any text, so that they stay out of a graph of bodies.

A person is told by titles, ranks and offices before a name, by what stands behind it, and by given
names, in any case; e-mail addresses and telephone numbers by their form. What merely bears the name
of a person (a foundation, a street, a prize, a saint's town) is none. The words are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from kg.text.folding import fold
from kg.text.person_words import read_person_words
from kg.text.stems import stem
from kg.text.words import Messages, Words

Sort = Literal["person", "e-mail", "telephone"]

_say: Final = Messages(__name__)
_EMAIL: Final = re.compile(
    r"(?<![\w.+%-])[\w.+%-]*\w\s?(?:@|[(\[{]\s?(?:at|zavin[^\W\d_]+|malpa|a)\s?[)\]}])\s?"
    r"\w[\w-]*(?:\s?(?:\.|[(\[{]\s?(?:dot|te.ka|punkt|kropka)\s?[)\]}])\s?\w[\w-]*)+"
)
_ADDRESS: Final = re.compile(r"(?:https?|ftp)://[^\s<>\"]+|\bwww\.[^\s<>\"]+")
_DIGITS: Final = r"[0-9](?:[\s\u00a0\u202f()/.-]{0,2}[0-9]){%d,13}"
# An international number; one whose sum of money, per cent or unit follows is a number of things.
_ABROAD: Final = re.compile(
    rf"(?<![\w+/.-])(?:\+|00(?=[1-9]))\s?[1-9]{_DIGITS[5:] % 7}"
    r"(?!\s?(?:[\d%€$£]|EUR|CZK|USD|GBP|mil))"
)
_NUMBER: Final = re.compile(r"[\s:.,\u010d\u010cNnrRo°]{0,6}(\+?\(?" + _DIGITS % 5 + ")")
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*\.?")
_NEEDED: Final = re.compile(r"[@0-9A-Z\u00c0-\uffff({\[]")
_POST: Final = re.compile(r"[\s,]+")
_LONGEST_ENTRY: Final = 4  # words of a title, an office or a label
_MOST: Final = 4  # words of the name of a person
_SHORT: Final = 4  # letters of a word that counts as a whole only


class Personal(NamedTuple):
    """A piece of a text that is about a natural person: what it is, and where it begins and ends.

    *sort* is person, e-mail or telephone.
    """

    sort: Sort
    text: str
    start: int
    end: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    gap: str  # what stands between it and the word before

    @property
    def bare(self) -> str:
        return self.text.rstrip(".")

    @property
    def folded(self) -> str:
        return fold(self.bare)

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_initial(self) -> bool:
        return len(self.bare) == 1 and self.text.endswith(".") and self.is_capital


@lru_cache(maxsize=1 << 14)
def find_personal(text: str) -> tuple[Personal, ...]:
    """Return what of a text is about natural persons, in the order in which it stands there.

    >>> [each.text for each in find_personal("Contact: Ing. Karel Novak, +420 222 111 333")]
    ['Ing. Karel Novak', '+420 222 111 333']
    >>> find_personal("Konrad Adenauer Foundation, 20 December 2016, EUR 1 500 000")
    ()
    """
    if not _NEEDED.search(text):
        return ()
    bare = _ADDRESS.sub(_unasked, text)
    reach = [*_spans("e-mail", _EMAIL.finditer(bare)), *_telephones(bare)]
    for each in reach:
        bare = bare[: each.start] + ";" * (each.end - each.start) + bare[each.end :]
    if not any(map(_hints, _TOKEN.findall(bare))):
        return tuple(reach)
    persons = [Personal("person", text[start:end], start, end) for start, end in _persons(bare)]
    return tuple(sorted((*reach, *persons), key=lambda each: each.start))


def _unasked(address: re.Match[str]) -> str:
    """Return blanks in the place of an address, but for what it asks: that may name somebody."""
    path, sign, asked = address[0].partition("?")
    return " " * len(path + sign) + (asked if "@" in asked else " " * len(asked))


def say_personal(found: Personal) -> str:
    """Return a sentence that a text with this piece is left out, and why."""
    said = _say(found.sort).en
    return f"“{found.text}” is {said}. Persons are no part of the graph: this is left out."


def personal_problem(text: str) -> Words | None:
    """Return why a text may not stand in the graph, where a piece of it is personal, or None.

    >>> personal_problem("Ask office@example.org").en
    '“office@example.org” is an e-mail address. Persons are no part of the graph: leave it out.'
    """
    found = next(iter(find_personal(text)), None)
    return found and _say("problem", text=found.text, what=_say(found.sort))


def names_persons(heading: str) -> bool:
    """Tell whether the heading of a column says that persons, or ways to reach them, stand in it.

    >>> names_persons("Contact person"), names_persons("Country")
    (True, False)
    """
    return fold(heading) in read_person_words().headings


# ---- Ways to reach somebody ----------------------------------------------------------------------


def _spans(sort: Sort, matches: Iterable[re.Match[str]]) -> Iterator[Personal]:
    for match in matches:
        yield Personal(sort, match[0].strip(), match.start(), match.end())


def _telephones(text: str) -> Iterator[Personal]:
    taken: list[tuple[int, int]] = []
    for label in read_person_words().telephone.finditer(text):
        if number := _NUMBER.match(text, label.end()):
            taken.append(number.span(1))
            yield Personal("telephone", number[1], *number.span(1))
    for match in _ABROAD.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield Personal("telephone", match[0], *match.span())


# ---- Names of persons ----------------------------------------------------------------------------


def _persons(text: str) -> Iterator[tuple[int, int]]:
    words, end = list(_tokens(text)), 0
    for at, word in enumerate(words):
        if word.start >= end and (found := _person_at(words, at, text)):
            yield found
            end = found[1]


@lru_cache(maxsize=1 << 16)
def _hints(word: str) -> bool:
    """Tell whether a word may belong to the name of a person, or introduce one: most do not."""
    known, folded = read_person_words(), fold(word.rstrip("."))
    if folded in known.hints or (len(word) == 2 and word.endswith(".") and word[0].isupper()):
        return True
    return (word[0].isupper() and any(part in known.given for part in folded.split())) or (
        word[0].isupper() and stem(folded) in known.stems
    )


def _tokens(text: str) -> Iterator[_Word]:
    end = 0
    for match in _TOKEN.finditer(text):
        yield _Word(match[0], match.start(), match.end(), text[end : match.start()])
        end = match.end()


def _person_at(words: Sequence[_Word], at: int, text: str) -> tuple[int, int] | None:
    """Return where the person stands whose titles or names begin at a word, if one does."""
    known = read_person_words()
    if _continues(words, at):
        return None
    first = at
    while size := _entry(words, first, known.titles):
        first += size
    titled = first > at
    names = _name(words, first)
    if not names:
        return None
    after = _entry(words, first + len(names), known.after, gap=_POST)
    last = first + len(names) + after
    if _is_company(names, text):
        return None
    proper = [each for each in names if each.folded not in known.particles]
    sure = titled or after or _is_introduced(words, at) or _has_office(words, first + len(names))
    if not (_bears_title(proper, titled=titled) if sure else _is_given(words, first, names, text)):
        return _reversed(words, first, text)
    return words[at].start, words[last - 1].end


def _continues(words: Sequence[_Word], at: int) -> bool:
    """Tell whether a word stands in the middle of a name, the beginning of which was none."""
    word = words[at]
    before = words[at - 1] if at else None
    if not word.is_capital or before is None or word.gap.strip() or not before.is_capital:
        return False
    closed = before.text.endswith(".") or _is_one_of(before, read_person_words().bodies)
    return not closed and not _is_office(words, at - 1) and not _is_label(words, at - 1)


def _name(words: Sequence[_Word], at: int) -> list[_Word]:
    """Return the capital words that stand together from one on, with particles between them."""
    known, found = read_person_words(), list[_Word]()
    for word in words[at:]:
        if found and (word.gap.strip() or _ends(found[-1])):
            break
        particle = word.folded in known.particles and not word.text.endswith(".")
        if not word.is_capital and not (found and particle):
            break
        if found and _entry(words, at + len(found), known.titles):
            break
        found.append(word)
    while found and not found[-1].is_capital:
        found.pop()
    return found


def _ends(word: _Word) -> bool:
    return word.text.endswith(".") and not word.is_initial


def _is_company(names: Sequence[_Word], text: str) -> bool:
    """Tell whether the form of a company, or the number of a king, stands behind a name."""
    forms = read_person_words().companies
    numbered = _ROMAN.fullmatch(names[-1].text) and len(names) > 1
    return bool(numbered or any(forms.match(text, each.end) for each in names))


def _bears_title(names: Sequence[_Word], *, titled: bool) -> bool:
    """Tell whether words behind a title, an office or a label are a name."""
    known = read_person_words()
    if any(_is_one_of(each, known.bodies) for each in names[:_MOST]) or not names:
        return False
    whole = [each for each in names if len(each.bare) > 1]
    capitals = [each for each in whole if each.bare.isupper() and len(each.bare) <= _SHORT]
    if len(capitals) == len(whole) or len(names) > _MOST + 1:
        return False
    return len(names) > 1 or (titled and not capitals)


def _is_given(words: Sequence[_Word], at: int, names: Sequence[_Word], text: str) -> bool:
    """Tell whether words are a given name and a surname, and nothing is called after them."""
    known = read_person_words()
    first, rest = names[0], names[1:]
    if not rest or len(names) > _MOST + 1 or _is_saint(words, at):
        return False
    if any(_is_one_of(each, known.bodies) or _is_office_word(each) for each in names):
        return False
    if _is_named_after(words, at) or text[: first.start].rstrip()[-1:].isdigit():  # a month
        return False
    if any(each.bare.isupper() and 1 < len(each.bare) < _SHORT for each in names):
        return False  # the form of a company, an acronym
    initials = [each for each in names if each.is_initial]
    if initials and len(initials) < len(names):
        return _with_initials(names)
    if _is_sure(first):
        return True
    alone = len([each for each in names if each.folded not in known.particles]) == 2
    return first.folded in known.doubtful and alone and _is_whole(words, at, len(names), text)


def _with_initials(names: Sequence[_Word]) -> bool:
    """Tell whether initials and a word are a person: a given name, or the ending of a surname."""
    known = read_person_words()
    whole = [each for each in names if not each.is_initial]
    if not (names[0].is_initial or names[-1].is_initial or _is_sure(names[0])):
        return False
    given = any(_is_sure(each) or each.folded in known.doubtful for each in whole)
    return given or any(_SURNAME.search(each.folded) for each in whole)


def _reversed(words: Sequence[_Word], at: int, text: str) -> tuple[int, int] | None:
    """Return where a surname and then a given name stand, with or without a comma, alone."""
    known = read_person_words()
    if at + 1 >= len(words) or not words[at].is_capital or not words[at + 1].is_capital:
        return None
    first, second = words[at : at + 2]
    apart = second.gap.strip()
    if apart not in ("", ",") or not _is_sure(second) or first.folded in known.saints:
        return None
    if _is_one_of(first, known.bodies) or _is_sure(first) or len(first.bare) < 3:
        return None
    alone = _is_whole(words, at, 2, text) and (not apart or len(words) == 2)
    return (first.start, second.end) if alone else None


def _is_whole(words: Sequence[_Word], at: int, size: int, text: str) -> bool:
    """Tell whether nothing stands beside some words but what sets pieces apart."""
    before, last = text[: words[at].start].rstrip(), words[at + size - 1]
    behind = text[last.end :].lstrip()
    return (not before or before[-1] in ",;:(\n/|") and (not behind or behind[0] in ",;)(\n/|:")


def _is_introduced(words: Sequence[_Word], at: int) -> bool:
    """Tell whether an office or a label stands right before a word."""
    if not at or words[at].gap.strip() not in ("", ":", "-", "\u2013"):
        return False
    colon = ":" in words[at].gap
    return _is_label(words, at - 1) or (not colon and _is_office(words, at - 1))


def _has_office(words: Sequence[_Word], at: int) -> bool:
    """Tell whether a comma or bracket and an office stand behind a name."""
    if at >= len(words) or words[at].gap.strip() not in (",", "(", "\u2013", "-"):
        return False
    sizes = range(1, min(_LONGEST_ENTRY, len(words) - at) + 1)
    return any(
        " ".join(each.folded for each in words[at : at + size]) in read_person_words().offices
        for size in sizes
    )


def _is_office(words: Sequence[_Word], last: int) -> bool:
    return _ends_entry(words, last, read_person_words().offices)


def _is_label(words: Sequence[_Word], last: int) -> bool:
    return _ends_entry(words, last, read_person_words().labels)


def _is_office_word(word: _Word) -> bool:
    return word.folded in read_person_words().offices


def _ends_entry(words: Sequence[_Word], last: int, entries: frozenset[str]) -> bool:
    """Tell whether some words up to one are an entry of a list."""
    sizes = range(1, min(_LONGEST_ENTRY, last + 1) + 1)
    return any(
        " ".join(each.folded for each in words[last + 1 - size : last + 1]) in entries
        for size in sizes
    )


def _entry(
    words: Sequence[_Word], at: int, entries: frozenset[str], *, gap: re.Pattern[str] = _POST
) -> int:
    """Return how many words from one on are an entry of a list that keeps its dots; 0 for none."""
    for size in range(min(_LONGEST_ENTRY, len(words) - at), 0, -1):
        some = words[at : at + size]
        if any(each.gap.strip() for each in some[1:]) or (
            entries is read_person_words().after and not gap.fullmatch(some[0].gap)
        ):
            continue
        said = "".join(fold(each.bare) + "." * each.text.endswith(".") for each in some)
        if said in entries or said.removesuffix(".") in entries:
            return size
    return 0


def _is_saint(words: Sequence[_Word], at: int) -> bool:
    """Tell whether words are a saint, or a place that is called after a person."""
    saints = read_person_words().saints
    return words[at].folded in saints or (
        at > 0 and not words[at].gap.strip() and words[at - 1].folded in saints
    )


def _is_named_after(words: Sequence[_Word], at: int) -> bool:
    """Tell whether what is called after persons stands right before a word."""
    known = read_person_words()
    before = words[at - 1] if at and not words[at].gap.strip() else None
    return before is not None and _is_one_of(before, known.named_after)


def _is_one_of(word: _Word, some: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    whole, beginnings = some
    return any(
        part in whole or part.startswith(beginnings) or part.endswith(read_person_words().endings)
        for part in word.folded.split()
    )


def _is_sure(word: _Word) -> bool:
    """Tell whether a word is a given name and hardly anything else, in any case."""
    known, folded = read_person_words(), word.folded
    if folded in known.doubtful or len(folded) < 3:
        return False
    return all(part in known.given for part in folded.split()) or stem(folded) in known.stems


_ROMAN: Final = re.compile(r"[IVX]+\.?")
_SURNAME: Final = re.compile(
    "(?:ova|sky|ska|ski|cki|cka|cky|enko|vic|vich|wicz|ak|ek|ik|uk|son|sen|mann|berg|ov|ev|ic)$"
)
