"""A fact sheet as text for a terminal, whose lines wrap and are never cut, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kg.factsheets.model import Section, Sheet
from kg.factsheets.saying import Said, Wording, glance, groups
from kg.text import blocks
from kg.text.blocks import Block, Code, Heading, Item, Items, Paragraph
from kg.text.tables import in_markdown
from kg.text.terminal import cells

_WHEN: Final = 18  # columns of the dates
_NARROWEST: Final = 40  # columns; a narrower terminal breaks the lines itself
_RULES: Final = {1: "=", 2: "-"}


def as_text(sheet: Sheet, *, width: int = 100, excerpts: Mapping[str, str] | None = None) -> str:
    """Return a sheet as plain text of *width* columns, with the passages that *excerpts* has."""
    laid_out = _blocks(sheet, excerpts or {}, markdown=False)
    return blocks.as_text(laid_out, width=max(width, _NARROWEST), rules=_RULES)


def as_markdown(sheet: Sheet, excerpts: Mapping[str, str] | None = None) -> str:
    """Return a sheet as Markdown, with the passages that *excerpts* has."""
    return blocks.as_markdown(_blocks(sheet, excerpts or {}, markdown=True))


def _blocks(sheet: Sheet, excerpts: Mapping[str, str], *, markdown: bool) -> Iterator[Block]:
    wording = Wording(sheet, excerpts)
    yield Heading(sheet.title, 1)
    yield Paragraph([*wording.head()], close=True, lines=True)
    yield from _fields(sheet, wording)
    for section in sheet.sections:
        yield Heading(f"{section.title} ({len(section.lines)})")
        if section.completeness:
            yield Paragraph([*section.completeness], close=True, lines=True)
        yield from _section(section, wording, markdown=markdown)
    if sheet.doubts:
        yield Heading(wording.say("section-doubts"))
        yield Items([Item(doubt) for doubt in sheet.doubts])
    if sheet.example:
        yield Heading(wording.say("section-example"))
        yield Code(sheet.example)
    if sheet.sources:
        yield Heading(wording.say("section-sources"))
        yield Items([_source(each.number, wording.source(each)) for each in sheet.sources], hang=5)
    yield Paragraph([*wording.foot()], lines=True)


def _fields(sheet: Sheet, wording: Wording) -> Iterator[Items]:
    told = [(field.label, wording.field(field)) for field in sheet.fields]
    if counts := " · ".join(f"{title} {number}" for title, number in glance(sheet)):
        told.append((wording.say("glance"), counts))
    room = max(map(cells, [wording.say("glance"), *(label for label, _ in told)])) + 2
    items = [Item(said, label, f"- {in_markdown(label)}: ") for label, said in told]
    if items:
        yield Items(items, hang=room, close=False)


def _section(section: Section, wording: Wording, *, markdown: bool) -> Iterator[Block]:
    for heading, lines in groups(section, wording.sheet.lang, wording.say("group-none")):
        if heading and not markdown and not any(line.claim for line in lines):
            names = "; ".join(line.text for line in lines)
            yield Items([Item(f"{heading} ({len(lines)}): {names}", "")])
            continue
        if heading:
            yield Heading(f"{heading} ({len(lines)})", 3, close=True)
        yield Items([*map(_item, wording.lines(lines, section.key))], deeper=2)


def _item(said: Said) -> Item:
    told = ("; ".join(said.details), " ".join(said.remarks), said.provenance, *said.passages)
    bullet = f"- **{in_markdown(said.when)}** " if said.when else "- "
    hang = _WHEN if said.when or said.provenance else 0
    return Item(said.main, said.when, bullet, [text for text in told if text], hang)


def _source(number: int, said: str) -> Item:
    return Item(said, f"[{number}]", f"{number}. ")
