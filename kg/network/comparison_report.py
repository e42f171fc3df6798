"""Two things side by side as text, Markdown, rows and objects; places in documents are numbered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from kg.claims.claims import Amount, Evidence
from kg.claims.provenance import Provenance, provenance, say_place
from kg.claims.wording import say_amount, say_when
from kg.network.comparison import Comparison, Line, Mention
from kg.network.network import Node
from kg.text.blocks import Block, Heading, Item, Items, Paragraph, as_markdown, as_text
from kg.text.tables import Table, write_table
from kg.text.words import Vocabulary, in_language, read_words, say

COLUMNS: Final = (
    *("section", "item", "item_name", "year", "side", "body", "body_name", "by", "said"),
    *("relation", "certainty", "status", "since", "until", "attested", "source", "evidence"),
)
_OURS: Final = ("kind", "country", "also")  # lines whose label is a word of ours
_NOTHING: Final = Provenance("", None, None, None, (), ())


class Report(NamedTuple):
    """A comparison, the date that it is of, and the language to tell it in.

    Printed, or shown in a notebook, it is a table for each section.
    """

    found: Comparison
    lang: str = "en"
    as_of: str | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the comparison, section by section; what is common comes first."""
        return self.found.lines

    @property
    def common(self) -> tuple[str, ...]:
        """What both have to do with, in whatever way: identifiers."""
        return self.found.common

    def __str__(self) -> str:
        return write_text(self)

    def _repr_markdown_(self) -> str:
        return write_markdown(self)

    def say(self, key: str, **values: object) -> str:
        """Return a phrase in the language, with its gaps filled."""
        return say(_words(), key, self.lang, **values)

    def name(self, thing: str) -> str:
        """Return the name of a thing."""
        return in_language(self.found.nodes[thing].label, self.lang)


@cache
def _words() -> Vocabulary:
    return read_words() | read_words("network/compare")


def write_text(report: Report, *, width: int = 100) -> str:
    """Return the comparison as tables, one for each section, and the places in documents."""
    return as_text(_blocks(report), width=width)


def write_markdown(report: Report) -> str:
    """Return the comparison as Markdown, one table for each section."""
    return as_markdown(_blocks(report))


def write_csv(report: Report) -> str:
    """Return one row for each thing said of each side; several sources are parted by blanks."""
    rows = [tuple(_flat(row[column]) for column in COLUMNS) for row in _rows(report)]
    return write_table(Table(COLUMNS, rows), "csv")


def write_json(report: Report) -> str:
    """Return one object for each thing said of each side; things are {"id", "label"}."""
    objects = []
    for row in _rows(report):
        for end in ("item", "body"):
            row[end] = {"id": row[end], "label": row.pop(f"{end}_name")}
        objects.append(row)
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def _heading(report: Report) -> str:
    ends = " – ".join(report.name(node.id) for node in (report.found.a, report.found.b))
    as_of = report.say("compare-as-of", date=report.as_of) if report.as_of else ""
    return f"{ends} ({as_of})" if as_of else ends


def _common(report: Report) -> str:
    """Return a sentence that lists what both have to do with, in whatever way."""
    names = "; ".join(report.name(thing) for thing in report.found.common)
    return report.say("compare-common" if names else "compare-nothing", things=names)


def _blocks(report: Report) -> Iterator[Block]:
    places: dict[Evidence, int] = {}
    yield Heading(_heading(report), 1)
    yield Paragraph([_common(report)])
    for section, several in groupby(report.found.lines, key=lambda line: line.section):
        lines = list(several)
        yield Heading(_title(report, section, lines))
        yield _table(report, lines, places)
    yield Paragraph([report.say("compare-silence", n=report.found.documents)])
    yield Heading(report.say("compare-evidence"))
    noted = [
        Item(say_place(place, _words(), report.lang), f"[{number}]", rf"- \[{number}\] ")
        for place, number in places.items()
    ]
    yield Items(noted, indent=2, hang=6)


def _title(report: Report, section: str, lines: list[Line]) -> str:
    title = report.say(f"compare-{section}")
    if section in ("identity", "between"):
        return title
    counts = Counter(line.side for line in lines)
    sides = {side: counts[side] for side in ("both", "a", "b")}
    return f"{title}: {report.say('compare-sides', **sides)}"


def _table(report: Report, lines: list[Line], places: dict[Evidence, int]) -> Table:
    ends = (report.name(node.id) for node in (report.found.a, report.found.b))
    rows = [
        (_label(report, line), _cell(report, line.a, places), _cell(report, line.b, places))
        for line in lines
    ]
    return Table((report.say("compare-item"), *ends), rows)


def _label(report: Report, line: Line) -> str:
    if line.section == "identity" and line.label.en in _OURS:
        return report.say(line.label.en)
    label = in_language(line.label, report.lang)
    return f"{label}, {line.year.replace('/', '–')}" if line.year else label


def _cell(report: Report, side: tuple[Mention, ...], places: dict[Evidence, int]) -> str:
    return "; ".join(_mention(report, each, places) for each in side)


def _mention(report: Report, each: Mention, places: dict[Evidence, int]) -> str:
    """Return what is said with its dates and status, and the numbers of the places."""
    said = _said(report, each)
    if each.by:
        said = report.say("compare-by", said=said, by=report.name(each.by))
    if each.claim is None:
        return said
    about = [said, say_when(each.claim, _words(), report.lang)]
    about += [report.say(f"status-{each.claim.status}")] if each.claim.status != "stated" else []
    if report.as_of:
        about.append(report.say(each.claim.holds(report.as_of)))
    numbers = [places.setdefault(place, len(places) + 1) for place in each.claim.evidence]
    return f"{', '.join(about)} [{', '.join(map(str, numbers))}]"


def _said(report: Report, each: Mention) -> str:
    if isinstance(each.said, Amount):
        return say_amount(each.said, _words(), report.lang)
    key = f"tie-{each.said.en}"
    return report.say(key) if key in _words() else in_language(each.said, report.lang)


def _rows(report: Report) -> Iterator[dict[str, object]]:
    for line in report.found.lines:
        for node, side in ((report.found.a, line.a), (report.found.b, line.b)):
            for each in side:
                yield _row(report, line, node, each)


def _row(report: Report, line: Line, node: Node, each: Mention) -> dict[str, object]:
    claim = each.claim
    said: dict[str, object] = (provenance(claim) if claim else _NOTHING)._asdict()
    certainty = claim.holds(report.as_of) if claim and report.as_of else None
    found: dict[str, object] = {
        "section": line.section,
        "item": line.item if line.item in report.found.nodes else None,
        "item_name": _label(report, line._replace(year=None)),
        "year": line.year,
        "side": line.side,
        "body": node.id,
        "body_name": report.name(node.id),
        "by": each.by,
        "said": _said(report, each),
        "relation": claim.id if claim else None,
        "certainty": certainty,
    } | said
    return {column: found[column] or None for column in COLUMNS}


def _flat(cell: object) -> str | None:
    if isinstance(cell, tuple):
        return " ".join(cell)
    return None if cell is None else str(cell)
