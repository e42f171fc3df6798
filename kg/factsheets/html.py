"""A fact sheet as one HTML page for the screen and for paper (A4), which asks for nothing.

Its style is named by its digest in the security policy and nothing else can act; all text is
escaped by the template, and what is invisible or changes the direction of writing is shown.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import NamedTuple

from kg.factsheets.model import Section, Sheet
from kg.factsheets.saying import Said, Wording, glance
from kg.factsheets.sheets import number_sources
from kg.factsheets.shortening import Division, fit
from kg.text.terminal import visible


class _Row(NamedTuple):
    """A line, and the letters of its remarks."""

    said: Said
    marks: str


class _Group(NamedTuple):
    heading: str
    total: int
    left: int
    rows: list[_Row]


class _Part(NamedTuple):
    key: str
    title: str
    total: int
    groups: list[_Group]
    completeness: tuple[str, ...]


class _Remarks:
    """The remarks of a page, each once, with a letter for each: a to z, then aa, ab and so on."""

    def __init__(self) -> None:
        self.letters: dict[str, str] = {}

    def mark(self, remarks: Iterable[str]) -> str:
        return " ".join(self._letter(remark) for remark in remarks)

    def _letter(self, remark: str) -> str:
        if remark not in self.letters:
            self.letters[remark] = _letters(len(self.letters))
        return self.letters[remark]


def as_html(sheet: Sheet, excerpts: Mapping[str, str] | None = None) -> str:
    """Return a sheet as a complete HTML document, with the passages that *excerpts* has.

    What would fill more than two pages is shortened to the latest facts of each group, and says so.
    """
    import jinja2
    import markupsafe

    size, divisions = fit(sheet)
    names = [section for section in sheet.sections if section.key == "names"]
    shown = sheet._replace(sources=number_sources([*names, *(each.section for each in divisions)]))
    wording, remarks, style = Wording(shown, excerpts or {}), _Remarks(), _asset("sheet.css")
    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.from_string(_asset("sheet.html.jinja")).render(
        sheet=shown,
        say=wording.say,
        head=list(wording.head()),
        foot=list(_foot(wording, divisions)),
        fields=[(field.key, field.label, field.values) for field in sheet.fields],
        glance=list(glance(sheet)),
        names=_other_names(sheet, wording, remarks),
        parts=[_part(each, wording, remarks) for each in divisions],
        remarks=[(letter, remark) for remark, letter in remarks.letters.items()],
        size=size,
        style=markupsafe.Markup(style),  # noqa: S704 - our own
        style_digest=f"'sha256-{digest}'",
    )


def _foot(wording: Wording, divisions: list[Division]) -> Iterable[str]:
    """Yield how the page is to be read, and how much of it was left out."""
    facts = sum(each.total for each in divisions)
    told = sum(len(each.section.lines) for each in divisions)
    if told < facts:
        yield wording.say("shortened", n=str(told), total=str(facts), id=wording.sheet.id)
    if wording.sheet.sources:
        yield wording.say("legend-stated")
        yield wording.say("legend-held")
    yield from wording.foot()


def _other_names(sheet: Sheet, wording: Wording, remarks: _Remarks) -> list[_Row]:
    """Return the names that do not stand in the title already, or have a place in a source."""
    shown = {sheet.title, *sheet.subtitle.split(" · ")}
    lines = [line for section in sheet.sections if section.key == "names" for line in section.lines]
    rest = [line for line in lines if line.claim or line.text not in shown]
    return [_Row(said, remarks.mark(said.remarks)) for said in wording.lines(rest, "names")]


def _part(division: Division, wording: Wording, remarks: _Remarks) -> _Part:
    section: Section = division.section
    groups = []
    for group in division.groups:
        lines = [line for cluster in group.clusters for line in cluster.lines]
        said = list(wording.lines(lines, section.key))
        rows = [_Row(each, remarks.mark(each.remarks)) for each in said]
        groups.append(_Group(group.heading, group.total, group.total - len(lines), rows))
    return _Part(section.key, section.title, division.total, groups, section.completeness)


def _letters(number: int) -> str:
    high, low = divmod(number, 26)
    return (_letters(high - 1) if high else "") + chr(ord("a") + low)


def _asset(name: str) -> str:
    return files("kg").joinpath("factsheets", name).read_text(encoding="utf-8")
