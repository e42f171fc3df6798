"""The outline of a plain text: headings, paragraphs, items of lists, and the sentences in them.

A text says by its layout what its sentences leave out: an item stands under its heading, a label
with a colon speaks for the lines that follow it. Everything is a half-open range of code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from kg.reading.languages.words import read_all, read_cuts
from kg.reading.tokens import LITTLE

Sort = Literal["heading", "paragraph", "item"]

_LINE: Final = re.compile(r"[^\n]+")
_BULLET: Final = re.compile(
    r"\s*(?:[•*·◦▪‣–—-]\s+(?=\S)|(?:\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=[^\W\d]))"
)
_MARKED: Final = re.compile(r"(#{1,6})\s+(?=\S)")
_END: Final = re.compile(r"[.!?…][\"”’)\]]*(?=\s+[\"“„(\[]?[^\Wa-z_]|\s*$)")
# What ends in a full stop and ends no sentence: initials, numbers of days, usual cuts.
_INITIAL: Final = r"[^\W\d_]|\d{1,2}|[^\W\d_](?:\.[^\W\d_])+"
_YEAR: Final = re.compile(r"(?<!\d)\d{1,2}\. [^\W\d_]{3,12} \d{4}\.$")
_DATE: Final = 7  # words of a date that opens a sentence, at most
_WIDE: Final = 45  # code points of a line that may have been broken for its width, at least
_SHORT: Final = 14  # words of a heading, at most


class Block(NamedTuple):
    """A part of the text: its range, what it is, and the headings above it, the nearest last."""

    start: int
    end: int
    sort: Sort
    level: int
    above: tuple[int, ...] = ()  # numbers of blocks


class Sentence(NamedTuple):
    """A sentence, or a heading or item as a whole; *block* is the number of its block."""

    start: int
    end: int
    block: int


class Outline(NamedTuple):
    """The blocks of a text and the sentences in them, in the order of the text."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]


def read_outline(text: str) -> Outline:
    """Return the outline of a text whose lines end in LF."""
    blocks = _nested(text, list(_blocks(text)))
    sentences = [
        Sentence(start, end, number)
        for number, block in enumerate(blocks)
        for start, end in _sentences(text, block)
    ]
    return Outline(tuple(blocks), tuple(sentences))


def _blocks(text: str) -> Iterator[Block]:
    """Yield the blocks as they follow each other; lines of a wrapped paragraph are one."""
    lines = [(each.start(), each.end()) for each in _LINE.finditer(text) if each[0].strip()]
    at = 0
    while at < len(lines):
        start, end = lines[at]
        at += 1
        line = text[start:end]
        if marked := _MARKED.match(line):
            yield Block(start + marked.end(), end, "heading", len(marked[1]))
        elif bullet := _BULLET.match(line):
            while at < len(lines) and _goes_on(text, end, lines[at]):
                end = lines[at][1]
                at += 1
            yield Block(start + bullet.end(), end, "item", 9)
        elif _is_short(line) and not _is_broken(text, start, end, lines[at : at + 1]):
            yield Block(*_trimmed(text, start, end), "heading", 7)
        else:
            while at < len(lines) and _goes_on(text, end, lines[at]) and _wraps(text[start:end]):
                end = lines[at][1]
                at += 1
            yield Block(*_trimmed(text, start, end), "paragraph", 8)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _goes_on(text: str, end: int, following: tuple[int, int]) -> bool:
    """Tell whether the next line, with no blank line between, continues a wrapped one."""
    start, stop = following
    if text[end:start].count("\n") != 1:
        return False
    line = text[start:stop]
    return not (_BULLET.match(line) or _MARKED.match(line))


def _wraps(line: str) -> bool:
    """Tell whether the last line of a paragraph may have been broken for its width."""
    last = line.rpartition("\n")[2].rstrip()
    return len(last) < 140 and not last.endswith((".", "!", "?", ":"))


def _is_short(line: str) -> bool:
    bare = line.strip()
    if len(bare.split()) > _SHORT:
        return False
    return bare.endswith(":") or not re.search(r"[.!?;,…]$", bare)


def _is_broken(text: str, start: int, end: int, following: list[tuple[int, int]]) -> bool:
    """Tell whether a short line is the first of a wrapped paragraph: the next one goes on with it.

    It ends with a little word, or is as long as a line is wide and the next one begins small.
    """
    if not following or not _goes_on(text, end, following[0]):
        return False
    last = text[:end].rstrip()[-12:].split()[-1]
    line = text[slice(*following[0])].lstrip()
    wide = end - start >= _WIDE
    return last in LITTLE or last in read_all("no ends") or (wide and line[0].islower())


def _nested(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with the headings above each; a heading stands above all up to its like."""
    done: list[Block] = []
    open_: list[int] = []
    for number, block in enumerate(blocks):
        if block.sort == "heading":
            # Of unmarked headings it is not known which one is the higher.
            keep = 3 if block.level == 7 else block.level - 1
            open_ = [each for each in open_ if done[each].level < block.level] + (
                [each for each in open_ if done[each].level == block.level][-keep:]
                if block.level == 7
                else []
            )
        done.append(block._replace(above=tuple(open_)))
        if block.sort == "heading":
            open_.append(number)
    return done


def _is_opening(text: str) -> bool:
    """Tell whether a date with its full stop only opens a sentence: "Dana 13. maja 2023. …"."""
    return len(text.split()) <= _DATE


@cache
def _cut() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_cuts()))
    return re.compile(rf"(?:^|[\s(\"\u201c\u201e])(?:{_INITIAL}|{words})\.$")


def _sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    if block.sort != "heading":
        for match in _END.finditer(text, block.start, block.end):
            if _cut().search(text, max(start, match.start() - 8), match.start() + 1):
                continue
            if _YEAR.search(text, start, match.start() + 1) and _is_opening(
                text[start : match.end()]
            ):
                continue
            yield _trimmed(text, start, match.end())
            start = match.end()
    begin, end = _trimmed(text, start, block.end)
    if begin < end:
        yield begin, end
