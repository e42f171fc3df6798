"""Findings: what is wrong with the files of a workspace, each with its line and the next step.

Here are the checks of single records that need no engine: is every name known, every identifier
described, every
date real, and does every file hold what its place promises.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import edtf
from kg.checks import identifiers, vocabulary
from kg.checks.vocabulary import Vocabulary
from kg.errors import Finding
from kg.graph.reading import Record
from kg.graph.workspace import Workspace, stray_files
from kg.names import ID, PC, PREFIXES, SRC, expand, is_identifier, shorten
from kg.rdf import turtle
from kg.text.addresses import is_web_address
from kg.text.persons import personal_problem
from kg.text.words import Messages, Words, in_language, joined

_say: Final = Messages(__name__)
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

_LINKS: Final = frozenset(expand(name) for name in ("schema:url", "schema:sameAs", "foaf:homepage"))


def find_findings(
    records: list[Record], *, only: Container[Path] | None = None, lang: str = "en"
) -> list[Finding]:
    """Return what is wrong with the records, file by file and line by line.

    With *only* just these files are looked at; what the others describe is known all the same.
    """
    ontology = [triple for each in records if each.in_ontology for triple in each.document.triples]
    data = [triple for each in records if not each.in_ontology for triple in each.document.triples]
    known = vocabulary.collect(ontology, data)
    known = known._replace(things=known.things | _emptied(records))
    chosen = [each for each in records if only is None or each.file.path in only]
    found = {finding for record in chosen for finding in _check(record, known, lang)}
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


def find_stray_files(workspace: Workspace, *, lang: str = "en") -> list[Finding]:
    """Return the Turtle files of graphdata that nobody reads, because of where they stand."""
    message = in_language(_say("stray"), lang)
    names = [workspace.name(path) for path in stray_files(workspace)]
    return [Finding(name, 1, "warning", "stray-file", None, message) for name in names]


class _Problem(NamedTuple):
    """What is wrong in a record: by which rule, in words, at which IRIs or else on which line."""

    rule: str
    words: Words
    where: tuple[str, ...] = ()
    line: int | None = 1
    severity: str = "error"


def _check(record: Record, known: Vocabulary, lang: str) -> Iterator[Finding]:
    for rule, words, where, line, severity in _problems(record, known):
        at = turtle.find_line(record.text, *where) if where else line
        thing = where[0] if where else None
        yield Finding(record.name, at, severity, rule, thing, in_language(words, lang))


def _problems(record: Record, known: Vocabulary) -> Iterator[_Problem]:
    if not record.document.triples:
        yield _Problem("empty-file", _say("empty"), severity="warning")
        return
    if record.in_ontology:
        return
    yield from _misplaced(record)
    for triple in record.document.triples:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            words = _say("blank-node", example="claim:cz-pms-in-cep")
            yield _Problem("blank-node", words, line=turtle.first_blank_node(record.text))
            continue
        subject = turtle.value(triple.subject)
        for iri in vocabulary.unknown_names(triple, known):
            words = _say("unknown", name=shorten(iri), step=vocabulary.suggest(iri, known))
            yield _Problem("unknown-name", words, (subject, iri))
        if triple.predicate.value in known.derived:
            names = shorten(triple.predicate.value), shorten(turtle.value(triple.object))
            words = _say("derived", property=names[0], value=names[1])
            where = (subject, triple.predicate.value, turtle.value(triple.object))
            yield _Problem("derived-by-hand", words, where)
        if wrong := value_problem(triple):
            predicate = triple.predicate.value
            yield _Problem("value", joined(f"{shorten(predicate)}: ", wrong), (subject, predicate))
        elif wrong := personal_value(triple):
            where = (subject, triple.predicate.value, turtle.value(triple.object))
            yield _Problem("personal", wrong, where)


def _misplaced(record: Record) -> Iterator[_Problem]:
    """Yield what does not fit the file: a comment, another thing, a missing source record."""
    line = turtle.first_comment(record.text)
    if line is not None:
        yield _Problem("comment", _say("comment"), line=line)
    subjects = sorted({turtle.value(triple.subject) for triple in record.document.triples})
    stem = record.file.path.stem
    if "/registry/" in record.name:
        if not is_identifier(stem):
            yield _Problem("identifier", _say("identifier", name=repr(stem)))
        for subject in subjects:
            if subject != ID + stem:
                words = _say("second-thing", thing=shorten(subject))
                yield _Problem("one-thing-per-file", words, (subject,))
    elif "/sources/" in record.name and SRC + stem not in subjects:
        yield _Problem("source-record", _say("no-source", source=f"src:{stem}"))


def value_problem(triple: ox.Triple) -> Words | None:
    """Return what is wrong with the value that a triple ends with, or None."""
    value, is_date = triple.object, triple.predicate.value in _TIME
    if not isinstance(value, ox.Literal):
        name = shorten(turtle.value(value))
        if isinstance(value, ox.NamedNode) and not _is_name(value.value):
            return _say("no-address", value=repr(value.value))
        return _say("no-edtf", value=name, example='"2014"^^edtf:EDTF') if is_date else None
    problem = literal_problem(value)
    if problem is None and triple.predicate.value in _LINKS and not is_web_address(value.value):
        return _say("no-address", value=repr(value.value))
    if problem is None and is_date and value.datatype.value != _EDTF:
        return _say("no-edtf", value=repr(value.value), example=f'"{value.value}"^^edtf:EDTF')
    return problem


def personal_value(triple: ox.Triple) -> Words | None:
    """Return what a triple says of a natural person, or how to reach one, or None."""
    value = triple.object
    return personal_problem(value.value) if isinstance(value, ox.Literal) else None


def _is_name(iri: str) -> bool:
    """Tell whether an IRI may stand in the data: it names something of the web, or is a mere name.

    A name may hold any letter; only what is before the colon decides what a browser does with it.
    """
    return iri.casefold().startswith(("http://", "https://", "urn:"))


def literal_problem(value: ox.Literal) -> Words | None:
    """Return what is wrong with the form of a literal, or None."""
    datatype, text = value.datatype.value, value.value
    try:
        if datatype == _EDTF:
            edtf.bounds(text)
        elif datatype == _XSD + "date":
            edtf.days(re.sub(r"(Z|[+-]\d\d:\d\d)$", "", text))
            if text.count("-") < 2:
                return _say("no-day", value=repr(text))
        elif datatype == _XSD + "anyURI" and not is_web_address(text):
            return _say("no-address", value=repr(text))
        elif datatype in _LEXICAL and not _LEXICAL[datatype].fullmatch(text):
            return _say("no-value", value=repr(text), datatype=shorten(datatype))
    except edtf.DateError as error:
        return joined(error.says, ".")
    return identifiers.problem(datatype, text)


def subject_line(text: str, thing: str) -> int | None:
    """Return the line on which a Turtle text begins to describe a thing, or first names it."""
    name = f"(?:{re.escape(shorten(thing))}|<{re.escape(thing)}>)"
    block = re.search(rf"^{name}(?=\s)", text, re.MULTILINE)
    if block is None:
        return turtle.find_line(text, thing)
    return text.count("\n", 0, block.start()) + 1
