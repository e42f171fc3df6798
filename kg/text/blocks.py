"""Blocks: the headings, paragraphs, lists and tables of a report, laid out as text or Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.text.tables import Table, in_markdown, write_table
from kg.text.terminal import pad, visible, wrap

_BREAK = "  "  # at the end of a line of Markdown


class Heading(NamedTuple):
    """A heading; of the first level there is one."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Sentences: each begins a line of text, in Markdown they follow each other.

    *close*: in text no blank line stands before it.
    """

    sentences: Sequence[str]
    indent: int = 0
    close: bool = False


class Item(NamedTuple):
    """One of a list, with lines below it; *mark* stands before it in text, *bullet* in Markdown."""

    text: str
    mark: str = "-"
    bullet: str = "- "
    details: Sequence[str] = ()


class Items(NamedTuple):
    """A list; its marks stand behind *indent* blanks, and what follows them behind *hang*."""

    items: Sequence[Item]
    indent: int = 0
    hang: int = 2


Block = Heading | Paragraph | Items | Table


def as_text(blocks: Iterable[Block], *, width: int | None = None) -> str:
    """Return blocks as plain text, wrapped to *width* columns; a list stands close to its heading.

    Headings are never wrapped. Nothing in a block can steer a terminal.
    """
    text = ""
    for block in blocks:
        close = isinstance(block, Items) or (isinstance(block, Paragraph) and block.close)
        text += ("" if not text else "\n" if close else "\n\n") + "\n".join(_lines(block, width))
    return text + "\n"


def as_markdown(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown that shows every text as it is."""
    return "\n\n".join(filter(None, map(_markdown, blocks))) + "\n"


def hang(mark: str, text: str, indent: int, width: int | None) -> Iterator[str]:
    """Yield *text* in lines of *width* columns: the first behind *mark*, the others *indent*ed."""
    whole = mark + visible(text)
    first = whole if width is None else wrap(whole, width)[0]
    yield first
    if rest := whole[len(first) :].strip(" "):
        yield from (" " * indent + line for line in wrap(rest, max((width or 0) - indent, 1)))


def _lines(block: Block, width: int | None) -> Iterator[str]:
    match block:
        case Heading(text):
            yield visible(text)
        case Paragraph(sentences, indent):
            for each in sentences:
                yield from hang(" " * indent, each, indent, width)
        case Items(items, indent, margin):
            for item in items:
                mark = pad(" " * indent + visible(item.mark), margin - 1)
                yield from hang(f"{mark} ", item.text, margin, width)
                for each in item.details:
                    yield from hang(" " * margin, each, margin, width)
        case Table():
            yield write_table(block, "table", width=width or 100).rstrip("\n")


def _markdown(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {in_markdown(text)}"
        case Paragraph(sentences):
            return in_markdown(" ".join(sentences))
        case Items(items):
            return "\n".join(map(_item, items))
        case Table():
            return write_table(block, "md").rstrip("\n")


def _item(item: Item) -> str:
    first, further = item.bullet + in_markdown(item.text), " " * len(item.bullet)
    if not item.details:
        return first
    lines = [first, *(further + in_markdown(each) for each in item.details)]
    return "\n".join(line + _BREAK for line in lines)
