"""A fact sheet as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.factsheets.model import Section, Sheet
from kg.factsheets.saying import Said, Wording, glance, groups
from kg.text.tables import in_markdown


def as_markdown(sheet: Sheet, excerpts: Mapping[str, str] | None = None) -> str:
    """Return a sheet as Markdown, with the passages that *excerpts* has."""
    wording = Wording(sheet, excerpts or {})
    lines = [
        *_head(sheet, wording),
        *(line for section in sheet.sections for line in _section(section, wording)),
        *_tail(sheet, wording),
    ]
    return "\n".join(lines) + "\n"


def _head(sheet: Sheet, wording: Wording) -> Iterator[str]:
    yield f"# {in_markdown(sheet.title)}"
    yield ""
    yield "  \n".join(in_markdown(line) for line in wording.head())
    yield ""
    for field in sheet.fields:
        yield f"- {in_markdown(field.label)}: {in_markdown(wording.field(field))}"
    if counts := list(glance(sheet)):
        said = " · ".join(f"{title} {number}" for title, number in counts)
        yield f"- {wording.say('glance')}: {in_markdown(said)}"


def _section(section: Section, wording: Wording) -> Iterator[str]:
    yield f"\n## {in_markdown(section.title)} ({len(section.lines)})"
    for heading, lines in groups(section, wording.sheet.lang, wording.say("group-none")):
        yield f"\n### {in_markdown(heading)} ({len(lines)})\n" if heading else ""
        for said in wording.lines(lines, section.key):
            yield from _line(said)


def _line(said: Said) -> Iterator[str]:
    when = f"**{in_markdown(said.when)}** " if said.when else ""
    yield f"- {when}{in_markdown(said.main)}"
    for text in ("; ".join(said.details), " ".join(said.remarks), said.provenance):
        if text:
            yield f"  <br>{in_markdown(text)}"
    for passage in said.passages:
        yield f"  > {in_markdown(passage)}"


def _tail(sheet: Sheet, wording: Wording) -> Iterator[str]:
    if sheet.doubts:
        yield f"\n## {wording.say('section-doubts')}\n"
        yield from (f"- {in_markdown(doubt)}" for doubt in sheet.doubts)
    if sheet.example:
        yield f"\n## {wording.say('section-example')}\n"
        yield from (f"    {line}" for line in sheet.example.splitlines())
    if sheet.sources:
        yield f"\n## {wording.say('section-sources')}\n"
        yield from (f"{each.number}. {in_markdown(wording.source(each))}" for each in sheet.sources)
    yield ""
    yield from (in_markdown(line) + "  " for line in wording.foot())
