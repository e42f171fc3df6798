"""A fact sheet as text for a terminal, laid out to its width: lines wrap and are never cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kg.factsheets.model import Section, Sheet
from kg.factsheets.saying import Said, Wording, glance, groups
from kg.text.terminal import cells, pad, visible, wrap

_WHEN: Final = 18  # columns of the dates
_NARROWEST: Final = 40  # columns; a narrower terminal breaks the lines itself


def as_text(sheet: Sheet, *, width: int = 100, excerpts: Mapping[str, str] | None = None) -> str:
    """Return a sheet as plain text of *width* columns, with the passages that *excerpts* has."""
    wording, width = Wording(sheet, excerpts or {}), max(width, _NARROWEST)
    blocks = [
        _head(sheet, wording, width),
        *(_section(each, wording, width) for each in sheet.sections),
        _doubts(sheet, wording, width),
        _example(sheet, wording),
        _sources(sheet, wording, width),
    ]
    written = ["".join(f"{line.rstrip()}\n" for line in block) for block in blocks]
    return "\n".join(text for text in written if text)


def _head(sheet: Sheet, wording: Wording, width: int) -> Iterator[str]:
    yield from _title(sheet.title, "=", width)
    for line in wording.head():
        yield from _hang("", line, 0, width)
    yield ""
    labels = max(map(cells, [wording.say("glance"), *(field.label for field in sheet.fields)])) + 2
    for field in sheet.fields:
        yield from _hang(field.label, wording.field(field), labels, width)
    if counts := list(glance(sheet)):
        said = " · ".join(f"{title} {number}" for title, number in counts)
        yield from _hang(wording.say("glance"), said, labels, width)


def _section(section: Section, wording: Wording, width: int) -> Iterator[str]:
    yield from _title(f"{section.title} ({len(section.lines)})", "-", width)
    for heading, lines in groups(section, wording.sheet.lang, wording.say("group-none")):
        if heading and not any(line.claim for line in lines):
            names = "; ".join(line.text for line in lines)
            yield from _hang("", f"{heading} ({len(lines)}): {names}", 2, width)
            continue
        if heading:
            yield from _hang("", f"{heading} ({len(lines)})", 0, width)
        for said in wording.lines(lines, section.key):
            yield from _line(said, width)


def _line(said: Said, width: int) -> Iterator[str]:
    indent = _WHEN if said.when or said.provenance else 0
    yield from _hang(said.when, said.main, indent, width)
    for text in ("; ".join(said.details), " ".join(said.remarks), said.provenance, *said.passages):
        if text:
            yield from _hang("", text, indent + 2, width)


def _doubts(sheet: Sheet, wording: Wording, width: int) -> Iterator[str]:
    if sheet.doubts:
        yield from _title(wording.say("section-doubts"), "-", width)
        for doubt in sheet.doubts:
            yield from _hang("-", doubt, 2, width)


def _example(sheet: Sheet, wording: Wording) -> Iterator[str]:
    if sheet.example:
        yield from _title(wording.say("section-example"), "-", 100)
        yield from map(visible, sheet.example.splitlines())


def _sources(sheet: Sheet, wording: Wording, width: int) -> Iterator[str]:
    if sheet.sources:
        yield from _title(wording.say("section-sources"), "-", width)
        for source in sheet.sources:
            yield from _hang(f"[{source.number}]", wording.source(source), 5, width)
        yield ""
    for line in wording.foot():
        yield from _hang("", line, 0, width)


def _title(text: str, rule: str, width: int) -> Iterator[str]:
    lines = wrap(visible(text), width)
    yield from lines
    yield rule * max(map(cells, lines))


def _hang(first: str, text: str, indent: int, width: int) -> Iterator[str]:
    """Yield *text* wrapped behind *first*, which is wrapped in the *indent* before it."""
    left = wrap(visible(first), indent - 1) if first else []
    right = wrap(visible(text), max(width - indent, 1))
    for number in range(max(len(left), len(right))):
        before = left[number] if number < len(left) else ""
        yield pad(before, indent) + (right[number] if number < len(right) else "")
