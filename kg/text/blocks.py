"""Blocks: the headings, paragraphs, lists and tables of a report, laid out as text or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from kg.text.tables import Table, in_markdown, write_table
from kg.text.terminal import cells, pad, visible, wrap

_BREAK = "  "  # at the end of a line of Markdown


class Heading(NamedTuple):
    """A heading; of the first level there is one. *close*: in text no blank line is before it."""

    text: str
    level: int = 2
    close: bool = False


class Paragraph(NamedTuple):
    """Sentences: each begins a line of text, in Markdown only where they are *lines*."""

    sentences: Sequence[str]
    indent: int = 0
    close: bool = False
    lines: bool = False


class Item(NamedTuple):
    """One of a list, with lines below it; *mark* stands before it in text, *bullet* in Markdown.

    *hang* is that of the list, if it has none of its own.
    """

    text: str
    mark: str = "-"
    bullet: str = "- "
    details: Sequence[str] = ()
    hang: int | None = None


class Items(NamedTuple):
    """A list; marks stand behind *indent* columns, texts behind *hang*, details *deeper* still."""

    items: Sequence[Item]
    indent: int = 0
    hang: int = 2
    deeper: int = 0
    close: bool = True


class Code(NamedTuple):
    """Lines that are shown as they are."""

    text: str
    close: bool = True


Block = Heading | Paragraph | Items | Code | Table


def as_text(
    blocks: Iterable[Block], *, width: int | None = None, rules: Mapping[int, str] | None = None
) -> str:
    """Return blocks as plain text, wrapped to *width* columns; a list stands close to its heading.

    *rules* are the signs that underline headings, by their level; without them no heading is
    wrapped. Nothing in a block can steer a terminal.
    """
    text = ""
    for block in blocks:
        close = not isinstance(block, Table) and block.close
        lines = (line.rstrip(" ") for line in _lines(block, width, rules))
        text += ("" if not text else "\n" if close else "\n\n") + "\n".join(lines)
    return text + "\n"


def as_markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown that shows every text as it is."""
    return "\n\n".join(filter(None, map(_markdown, blocks))) + "\n"


def hang(mark: str, text: str, indent: int, width: int | None) -> Iterator[str]:
    """Yield *text* in lines of *width* columns: the first behind *mark*, the others *indent*ed."""
    shown = visible(text)
    first = shown if width is None else wrap(shown, max(width - cells(mark), 1))[0]
    yield mark + first
    if rest := shown[len(first) :].strip(" "):
        yield from (" " * indent + line for line in wrap(rest, max((width or 0) - indent, 1)))


def _lines(block: Block, width: int | None, rules: Mapping[int, str] | None) -> Iterator[str]:
    match block:
        case Heading(text, level):
            lines = wrap(visible(text), width) if width and rules else [visible(text)]
            yield from lines
            if rules and level in rules:
                yield rules[level] * max(map(cells, lines))
        case Paragraph(sentences, indent):
            for each in sentences:
                yield from hang(" " * indent, each, indent, width)
        case Items(items, indent, usual, deeper):
            for item in items:
                margin = usual if item.hang is None else item.hang
                yield from _beside(" " * indent + visible(item.mark), item.text, margin, width)
                margin += deeper
                for each in item.details:
                    yield from hang(" " * margin, each, margin, width)
        case Code(text):
            yield from map(visible, text.splitlines())
        case Table():
            yield write_table(block, "table", width=width or 100).rstrip("\n")


def _beside(mark: str, text: str, margin: int, width: int | None) -> Iterator[str]:
    """Yield a text behind its mark; one of several words is wrapped in the margin."""
    if cells(mark) < margin or " " not in mark.strip():
        yield from hang(f"{pad(mark, margin - 1)} " if margin else mark, text, margin, width)
        return
    beside = [line[margin:] for line in hang(" " * margin, text, margin, width)]
    for left, right in zip_longest(wrap(mark, margin - 1), beside, fillvalue=""):
        yield pad(left, margin) + right


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {in_markdown(text)}"
        case Paragraph(sentences, lines=apart):
            said = sentences if apart else [" ".join(sentences)]
            return f"{_BREAK}\n".join(map(in_markdown, said))
        case Items(items):
            return "\n".join(map(_item, items))
        case Code(text):
            return "\n".join(f"    {visible(line)}" for line in text.splitlines())
        case Table():
            return write_table(block, "md").rstrip("\n")


def _item(item: Item) -> str:
    first = item.bullet + in_markdown(item.text)
    if not item.details:
        return first
    further = re.sub(r"\S", " ", re.split(r"(?<=\S) ", item.bullet)[0]) + " "
    lines = [first, *(further + in_markdown(each) for each in item.details)]
    return "\n".join(line + _BREAK for line in lines)
