"""A fact sheet as one HTML page for the screen and for paper (A4), which asks for nothing.

Its style is named by its digest in the security policy and nothing else can act; all text is
escaped by the template, and what is invisible or changes the direction of writing is shown.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Final, NamedTuple

from kg.factsheets.model import Section, Sheet
from kg.factsheets.saying import Said, Wording, glance, groups
from kg.terminal import visible

# How many facts a sheet has at most to be set in this size.
_SIZES: Final = {"roomy": 20, "usual": 34, "full": 60}


class _Row(NamedTuple):
    """A line, and the letters of its remarks."""

    said: Said
    marks: str


class _Group(NamedTuple):
    heading: str
    total: int
    rows: list[_Row]


class _Part(NamedTuple):
    key: str
    title: str
    total: int
    groups: list[_Group]


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


def _letters(number: int) -> str:
    high, low = divmod(number, 26)
    return (_letters(high - 1) if high else "") + chr(ord("a") + low)


def as_html(sheet: Sheet, excerpts: Mapping[str, str] | None = None) -> str:
    """Return a sheet as a complete HTML document, with the passages that *excerpts* has."""
    import jinja2
    import markupsafe

    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    wording, style = Wording(sheet, excerpts or {}), _asset("sheet.css")
    remarks = _Remarks()
    names = _other_names(sheet, wording, remarks)
    parts = [_part(each, wording, remarks) for each in sheet.sections if each.key != "names"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.from_string(_asset("sheet.html.jinja")).render(
        sheet=sheet,
        say=wording.say,
        head=list(wording.head()),
        foot=[*([wording.say("legend-stated")] if sheet.sources else []), *wording.foot()],
        fields=[(field.key, field.label, field.values) for field in sheet.fields],
        glance=list(glance(sheet)),
        names=names,
        parts=parts,
        size=_size(sum(part.total for part in parts)),
        remarks=[(letter, remark) for remark, letter in remarks.letters.items()],
        held=lambda source: wording.say(f"held-{source.held}"),
        style=markupsafe.Markup(style),  # noqa: S704 - our own
        style_digest=f"'sha256-{digest}'",
    )


def _size(facts: int) -> str:
    return next((size for size, most in _SIZES.items() if facts <= most), "dense")


def _other_names(sheet: Sheet, wording: Wording, remarks: _Remarks) -> list[_Row]:
    """Return the names that do not stand in the title already, or have a place in a source."""
    shown = {sheet.title, *sheet.subtitle.split(" · ")}
    lines = [line for section in sheet.sections if section.key == "names" for line in section.lines]
    rest = [line for line in lines if line.claim or line.text not in shown]
    return [_Row(said, remarks.mark(said.remarks)) for said in wording.lines(rest, "names")]


def _part(section: Section, wording: Wording, remarks: _Remarks) -> _Part:
    several = groups(section, wording.sheet.lang, wording.say("group-none"))
    return _Part(
        section.key,
        section.title,
        len(section.lines),
        [
            _Group(
                heading,
                len(lines),
                [
                    _Row(said, remarks.mark(said.remarks))
                    for said in wording.lines(lines, section.key)
                ],
            )
            for heading, lines in several
        ],
    )


def _asset(name: str) -> str:
    return files("kg").joinpath("assets", name).read_text(encoding="utf-8")
