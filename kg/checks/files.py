"""Findings: what is wrong with the files of a workspace, each with its line and the next step.

Here are the checks of single records that need no engine: is every name known, every identifier
described, every
date real, and does every file hold what its place promises.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import edtf
from kg.checks import identifiers, vocabulary
from kg.checks.vocabulary import Vocabulary
from kg.errors import Finding
from kg.graph.reading import Record
from kg.graph.workspace import Workspace, stray_files
from kg.names import ID, IDENTIFIER, PC, PREFIXES, SRC, shorten
from kg.rdf import turtle

_XSD: Final = PREFIXES["xsd"]
_EDTF: Final = PREFIXES["edtf"] + "EDTF"
_LEXICAL: Final = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    _XSD + "boolean": re.compile(r"true|false|0|1"),
    _XSD + "gYear": re.compile(r"-?[0-9]{4,}(Z|[+-][0-9][0-9]:[0-9][0-9])?"),
    _XSD + "gYearMonth": re.compile(r"-?[0-9]{4,}-(0[1-9]|1[0-2])(Z|[+-][0-9][0-9]:[0-9][0-9])?"),
}
_TIME: Final = frozenset(PC + name for name in ("when", "attested", "period"))


def find_findings(records: list[Record], *, only: Container[Path] | None = None) -> list[Finding]:
    """Return what is wrong with the records, file by file and line by line.

    With *only* just these files are looked at; what the others describe is known all the same.
    """
    ontology = [triple for each in records if each.in_ontology for triple in each.document.triples]
    data = [triple for each in records if not each.in_ontology for triple in each.document.triples]
    known = vocabulary.collect(ontology, data)
    known = known._replace(things=known.things | _emptied(records))
    chosen = [each for each in records if only is None or each.file.path in only]
    found = {finding for record in chosen for finding in _check(record, known)}
    return sorted(
        found, key=lambda each: (each.file or "", each.line or 0, each.rule, each.message)
    )


def _emptied(records: list[Record]) -> set[str]:
    """Return the identifiers that empty files stand for: the file is the finding, not its users."""
    empty = [each.file.path.stem for each in records if not each.document.triples]
    return {space + stem for stem in empty for space in (ID, SRC)}


def is_incomplete(found: list[Finding]) -> bool:
    """Tell whether a file is empty, so that nothing can be said across the records."""
    return any(finding.rule == "empty-file" for finding in found)


def find_stray_files(workspace: Workspace) -> list[Finding]:
    """Return the Turtle files of graphdata that nobody reads, because of where they stand."""
    message = "this file is not read. Put it into registry/<kind>/ or sources/core/."
    names = [workspace.name(path) for path in stray_files(workspace)]
    return [Finding(name, 1, "warning", "stray-file", None, message) for name in names]


def _check(record: Record, known: Vocabulary) -> Iterator[Finding]:
    if not record.document.triples:
        yield _finding(
            record, (), "empty-file", "0 triples. Fill the file or delete it.", "warning"
        )
        return
    if record.in_ontology:
        return
    yield from _check_place(record)
    for triple in record.document.triples:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            yield _blank_node(record)
            continue
        yield from _check_names(record, triple, known)
        yield from _check_value(record, triple)


def _check_place(record: Record) -> Iterator[Finding]:
    """Yield what does not fit the file: a comment, another thing, a missing source record."""
    line = turtle.first_comment(record.text)
    if line is not None:
        message = "a comment, which kg fmt would lose. Make it a skos:editorialNote."
        yield Finding(record.name, line, "error", "comment", None, message)
    subjects = sorted({turtle.value(triple.subject) for triple in record.document.triples})
    stem = record.file.path.stem
    if "/registry/" in record.name:
        if not IDENTIFIER.fullmatch(stem):
            message = f"{stem!r} is no identifier. Use small letters, digits and single hyphens."
            yield _finding(record, (), "identifier", message)
        for subject in subjects:
            if subject != ID + stem:
                message = f"{shorten(subject)} does not belong here. Put it into a file of its own."
                yield _finding(record, (subject,), "one-thing-per-file", message)
    elif "/sources/" in record.name and SRC + stem not in subjects:
        message = f"describes no src:{stem}. Name the file after its source document."
        yield _finding(record, (), "source-record", message)


def _blank_node(record: Record) -> Finding:
    line = turtle.first_blank_node(record.text)
    message = "a blank node. Give it an IRI of its own, such as claim:cz-pms-in-cep."
    return Finding(record.name, line, "error", "blank-node", None, message)


def _check_names(record: Record, triple: ox.Triple, known: Vocabulary) -> Iterator[Finding]:
    for iri in vocabulary.unknown_names(triple, known):
        message = f"{shorten(iri)} is not known. {vocabulary.suggest(iri, known)}"
        yield _finding(record, (turtle.value(triple.subject), iri), "unknown-name", message)


def _check_value(record: Record, triple: ox.Triple) -> Iterator[Finding]:
    if problem := value_problem(triple):
        where = (turtle.value(triple.subject), triple.predicate.value)
        yield _finding(record, where, "value", f"{shorten(triple.predicate.value)}: {problem}")


def value_problem(triple: ox.Triple) -> str | None:
    """Return what is wrong with the value that a triple ends with, or None."""
    value = triple.object
    if not isinstance(value, ox.Literal):
        is_date = triple.predicate.value in _TIME
        said = f'{shorten(turtle.value(value))} is no EDTF date. Write "2014"^^edtf:EDTF.'
        return said if is_date else None
    problem = literal_problem(value)
    if problem is None and triple.predicate.value in _TIME and value.datatype.value != _EDTF:
        return f'{value.value!r} is no EDTF date. Write "{value.value}"^^edtf:EDTF.'
    return problem


def literal_problem(value: ox.Literal) -> str | None:
    """Return what is wrong with the form of a literal, or None."""
    datatype = value.datatype.value
    try:
        if datatype == _EDTF:
            edtf.bounds(value.value)
        elif datatype == _XSD + "date":
            edtf.days(re.sub(r"(Z|[+-]\d\d:\d\d)$", "", value.value))
            if value.value.count("-") < 2:
                raise ValueError(f"{value.value!r} is no day: write YYYY-MM-DD")
        elif datatype in _LEXICAL and not _LEXICAL[datatype].fullmatch(value.value):
            return f"{value.value!r} is no {shorten(datatype)}. Correct the value."
    except ValueError as error:
        return f"{error}."
    return identifiers.problem(datatype, value.value)


def subject_line(text: str, thing: str) -> int | None:
    """Return the line on which a Turtle text begins to describe a thing, or first names it."""
    name = f"(?:{re.escape(shorten(thing))}|<{re.escape(thing)}>)"
    block = re.search(rf"^{name}(?=\s)", text, re.MULTILINE)
    if block is None:
        return turtle.find_line(text, thing)
    return text.count("\n", 0, block.start()) + 1


def _finding(
    record: Record, where: tuple[str, ...], rule: str, message: str, severity: str = "error"
) -> Finding:
    line = turtle.find_line(record.text, *where) if where else 1
    return Finding(record.name, line, severity, rule, where[0] if where else None, message)
