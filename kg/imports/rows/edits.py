"""What was edited in a workbook of the graph: each cell beside what the graph says.

A row that bears the identifier of a claim, a body or a document is compared cell by cell; a cell
that says something else is an edit, and replaces what the graph said. Who takes part in what, and
by which document, is not edited: that is another claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from kg import edtf
from kg.additions.records import Edit, Origin
from kg.errors import Finding
from kg.imports.meaning.headings import read_columns
from kg.imports.meaning.known import Background
from kg.imports.meaning.mentions import BODY
from kg.imports.rows import export
from kg.imports.rows.row import RowCells
from kg.imports.rows.texts import split
from kg.imports.rows.verified import new_date, refuse_date
from kg.names import CLAIM, ID, SRC, expand, shorten

Term = ox.NamedNode | ox.Literal

_FIXED: Final = {
    "body_id": "who takes part",
    "identifier": "what it is about",
    "source": "the document",
}
_CONCEPTS: Final = ("kind", "role", "status", "indicator")
_DATED: Final = (expand("pc:when"), expand("pc:period"))
_NEEDED: Final = ("name", "role", "status", "indicator", "number")
_NAMED: Final = {field: export.THING[field] for field in ("name", "name_cs", "kind")}
_BODY: Final = {
    **export.THING,
    "kind": "org:classification",
    "note": "skos:editorialNote",
}


def compare_claim(row: RowCells, known: Background) -> list[Edit]:
    """Return the edits of a row about a claim that the graph has; what is wrong is reported."""
    name = (row.text("claim") or "").removeprefix("claim:")
    if CLAIM + name not in known.data:
        row.report(f"claim:{name} is not known. Clear the cell for a new row.", "claim")
        return []
    current = export.claim_cells(name, known, lang=row.lang)
    _refuse_moves(row, current)
    comparison = _Comparison(row, known, complete=True)
    edits = comparison.edits(CLAIM + name, current, export.CLAIMED)
    context = current.get("identifier")
    if context and not row.has("context"):
        edits += comparison.edits(ID + context, current, _NAMED)
    for edit in edits:
        if edit.predicate in _DATED and (why := refuse_date(name, new_date(edit.new), known)):
            row.report(why, "when", rule="verified")
    return edits


def compare_thing(row: RowCells, key: str, known: Background) -> list[Edit]:
    """Return the edits of a row about a thing that the graph has."""
    if row.kind == "organisations":
        current = export.thing_cells(key, known, lang=row.lang)
        return _Comparison(row, known, complete=_is_complete(row)).edits(ID + key, current, _BODY)
    if row.has("context"):
        return []  # a row of memberships names the body that it is about, and describes it nowhere
    current = export.context_cells(key, known, lang=row.lang)
    return _Comparison(row, known, complete=False).edits(ID + key, current, _NAMED)


def compare_source(row: RowCells, key: str, known: Background) -> list[Edit]:
    """Return the edits of a row about a document that the graph has."""
    comparison = _Comparison(row, known, complete=_is_complete(row))
    return comparison.edits(SRC + key, export.source_cells(key, known), export.DOCUMENT)


def settle(edits: Iterable[Edit]) -> tuple[list[Edit], list[Finding]]:
    """Return the edits that rows agree about, and a finding for each that they do not."""
    first: dict[tuple[str, str], Edit] = {}
    found: dict[tuple[str, str], Finding] = {}
    for edit in edits:
        about = (edit.subject, edit.predicate)
        other = first.setdefault(about, edit)
        if (other.old, other.new) != (edit.old, edit.new) and other.origin and edit.origin:
            message = f"{edit}, and row {other.origin.line} says otherwise. Keep one."
            place = edit.origin
            found[about] = Finding(
                place.file, place.line, "error", "conflict", edit.subject, message
            )
    return [edit for about, edit in first.items() if about not in found], list(found.values())


def _is_complete(row: RowCells) -> bool:
    """Tell whether a table has every column of an export, so that an empty cell was emptied."""
    return all(row.has(field) for field in read_columns()["kinds"][row.kind]["export"])


def _refuse_moves(row: RowCells, current: Mapping[str, str]) -> None:
    for field, what in _FIXED.items():
        said = row.text(field)
        if row.has(field) and field in current and _plain(said) != _plain(current[field]):
            step = (
                "Clear its claim cell for a new claim, and set the certainty of this to withdrawn."
            )
            row.report(f"{what} of a claim is not edited ({current[field]}). {step}", field)
    body = row.text("body")
    if body and row.has("body_id") and _plain(body) != _plain(current["body"]):
        row.report(
            f"the name of {current['body_id']} is “{current['body']}”. Edit it there.", "body"
        )


class _Comparison:
    """A row beside the graph; where it is *complete*, an empty cell is one that was emptied."""

    def __init__(self, row: RowCells, known: Background, *, complete: bool) -> None:
        self._row = row
        self._known = known
        self._complete = complete

    def edits(
        self, subject: str, current: Mapping[str, str], properties: Mapping[str, str]
    ) -> list[Edit]:
        """Return the edits of a subject; *current* are the cells that an export would write."""
        found = []
        for field, name in properties.items():
            if not self._row.has(field) or field not in current:
                continue
            text = self._row.text(field) or ""
            if _plain(text) != _plain(current[field]) and (text or self._complete):
                found += self._edit(subject, field, name)
        return found

    def _edit(self, subject: str, field: str, name: str) -> list[Edit]:
        before = len(self._row.findings)
        if self._row.text(field):
            new = _terms(field, self._row, self._known)
        else:
            new = frozenset()
            if field in _NEEDED:
                self._row.report(f"empty, and {shorten(subject)} needs it. Fill it in.", field)
        if len(self._row.findings) > before:
            return []
        name, old = self._said(subject, field, name, new)
        if field == "aliases":
            kept = {each for each in old if each.value in {term.value for term in new}}
            spelt = {each.value for each in kept}
            new = frozenset(kept | {each for each in new if each.value not in spelt})
        origin = Origin(self._row.place().sheet, self._row.number)
        return [Edit(subject, expand(name), old, new, origin)] if old != new else []

    def _said(
        self, subject: str, field: str, name: str, new: frozenset[Term]
    ) -> tuple[str, frozenset[Term]]:
        """Return the property that a field stands for here, and what the graph says by it."""
        values = self._known.data[subject]
        if field == "when" and expand("pc:period") in values:
            name = "pc:period"
        if field == "publisher" and any(isinstance(each, ox.NamedNode) for each in new):
            name = "dcterms:publisher"
        if field == "kind" and expand("org:classification") in values:
            name = "org:classification"
        language = {"name": "en", "name_cs": "cs"}.get(field) if subject.startswith(ID) else None
        said = values.get(expand(name), ())
        return name, frozenset(
            each
            for each in said
            if language is None or (isinstance(each, ox.Literal) and each.language == language)
        )


def _terms(field: str, row: RowCells, known: Background) -> frozenset[Term]:
    """Return what a cell says, as terms of the graph; what is wrong is reported."""
    text = row.text(field) or ""
    if field in _CONCEPTS:
        concept = row.concept(field, field)
        return frozenset([ox.NamedNode(expand(concept))] if concept else ())
    if field in ("when", "attested"):
        return _literals([row.date(field)], "edtf:EDTF")
    if field == "number":
        number = row.number_of(field)
        return _literals([number], "xsd:decimal" if "." in (number or "") else "xsd:integer")
    if field in ("country", "counterpart"):
        key = row.area(field)
        return frozenset([ox.NamedNode(ID + key)] if key else ())
    return frozenset(_TEXTS[field](text, row, known) if field in _TEXTS else [ox.Literal(text)])


def _publisher(text: str, row: RowCells, known: Background) -> list[Term]:
    match = known.catalogue.match(text, (BODY,))
    return [ox.NamedNode(ID + match.key)] if match.key else [ox.Literal(text)]


def _issued(text: str, row: RowCells, known: Background) -> list[Term]:
    date = row.date("issued")
    return [ox.Literal(date, datatype=ox.NamedNode(expand(edtf.datatype(date))))] if date else []


def _title(text: str, row: RowCells, known: Background) -> list[Term]:
    """Return a name in English; the title of a document keeps its language."""
    if row.kind != "sources":
        return [ox.Literal(text, language="en")]
    key = (row.text("identifier") or "").removeprefix("src:")
    old = known.data[SRC + key].get(expand("dcterms:title"), ())
    language = next((each.language for each in old if isinstance(each, ox.Literal)), None)
    return [ox.Literal(text, language=language)]


_TEXTS: Final[Mapping[str, Callable[[str, RowCells, Background], list[Term]]]] = {
    "name": _title,
    "name_cs": lambda text, row, known: [ox.Literal(text, language="cs")],
    "aliases": lambda text, row, known: [
        ox.Literal(each, language=row.lang) for each in split(text)
    ],
    "note": lambda text, row, known: [ox.Literal(text, language="en")],
    "homepage": lambda text, row, known: [*_literals([text], "xsd:anyURI")],
    "source": lambda text, row, known: [*_literals([text], "xsd:anyURI")],
    "publisher": _publisher,
    "issued": _issued,
}


def _literals(texts: Iterable[str | None], datatype: str) -> frozenset[Term]:
    kind = ox.NamedNode(expand(datatype))
    return frozenset(ox.Literal(text, datatype=kind) for text in texts if text)


def _plain(text: str | None) -> str:
    """Return a text as spreadsheets may give it back: line ends and outer blanks apart."""
    return (text or "").replace("\r\n", "\n").strip()
