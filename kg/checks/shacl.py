"""Shapes: what a record must look like, in SHACL Core, judged by `kg.checks.judge`.

SHACL lets an engine pass over what it does not know, a misspelt term or a property shape without a
path, so the shapes are read and checked here first; and the messages are taken from the shapes, in
the language asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.checks.files import subject_line
from kg.checks.judge import Judge
from kg.errors import Finding, SourceError
from kg.files import read_text
from kg.graph.workspace import Workspace
from kg.names import PREFIXES, shorten
from kg.rdf import turtle
from kg.rdf.index import Index, Term
from kg.text.folding import show

FILE: Final = "shapes.ttl"
_SH: Final = PREFIXES["sh"]
_SEVERITIES: Final = {"Violation": "error", "Warning": "warning", "Info": "info"}
# SHACL 1.0, part 1 (Core); sh:sparql and rules are left to ontology/checks.
_CORE: Final = """
NodeShape PropertyShape Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI
BlankNodeOrLiteral IRIOrLiteral targetClass targetNode targetSubjectsOf targetObjectsOf property
node path inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath minCount maxCount
class datatype nodeKind minExclusive minInclusive maxExclusive maxInclusive minLength maxLength
pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone
qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed
ignoredProperties hasValue in severity message deactivated name description order group
defaultValue"""
_TERMS: Final = frozenset(_SH + name for name in _CORE.split())
_LEADS_TO_SHAPE: Final = frozenset(_SH + name for name in ("property", "node", "not"))
# What a term must lead to: a name, a whole number, or text.
_NAMES: Final = "class datatype nodeKind severity equals disjoint lessThan lessThanOrEquals"
_COUNTS: Final = "minCount maxCount minLength maxLength qualifiedMinCount qualifiedMaxCount"
_TEXTS: Final = "pattern flags message name description"
_WANTED: Final = {
    **dict.fromkeys((_SH + name for name in _NAMES.split()), "a name"),
    **dict.fromkeys((_SH + name for name in _COUNTS.split()), "a whole number"),
    **dict.fromkeys((_SH + name for name in _TEXTS.split()), "text"),
}


class Shapes(NamedTuple):
    """A file of shapes: its name, text and triples, and each shape's message in each language."""

    name: str
    text: str
    triples: list[ox.Triple]
    messages: dict[str, dict[str, str]]


def read_shapes(workspace: Workspace) -> Shapes | None:
    """Return the shapes of a workspace, None where it has none.

    Raises SourceError with file and line where they are no Turtle or no SHACL Core.
    """
    path = workspace.root / "ontology" / FILE
    if not path.is_file():
        return None
    name = workspace.name(path)
    text = read_text(path, name=name)
    triples = turtle.read(text, name=name).triples
    _require_core(triples, text, name)
    messages: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in triples:
        if triple.predicate.value == _SH + "message" and isinstance(triple.object, ox.Literal):
            language = triple.object.language or "en"
            messages[turtle.value(triple.subject)][language] = triple.object.value
    return Shapes(name, text, triples, dict(messages))


def validate(quads: Iterable[ox.Quad], shapes: Shapes, *, lang: str = "en") -> list[Finding]:
    """Return one finding for each thing and shape that do not agree, without file and line.

    *quads* must hold the ontology: a class is known by its place in the hierarchy. Raises
    SourceError where the shapes are malformed.
    """
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for thing, shape, severity, value in _judge(quads, shapes):
        found[thing, shape, severity] |= {value} - {""}
    return [
        Finding(None, None, severity, _rule(shape), thing, _say(shapes, each, values, lang))
        for each, values in found.items()
        for thing, shape, severity in [each]
    ]


def _judge(quads: Iterable[ox.Quad], shapes: Shapes) -> list[tuple[str, str, str, str]]:
    """Return thing, shape, severity and value of each result."""
    try:
        found = list(Judge(shapes.triples, Index(quad.triple for quad in quads)).results())
    except ValueError as error:
        raise _refused(error, shapes) from error
    return [
        (
            turtle.value(each.focus),
            turtle.value(each.shape),
            _SEVERITIES.get(each.severity, "error"),
            _value(each.value),
        )
        for each in found
        if not isinstance(each.focus, ox.BlankNode)  # a finding of its own says so
    ]


def _value(term: Term | None) -> str:
    """Return an IRI or literal as people read it."""
    if isinstance(term, ox.Literal):
        return f"“{show(term.value)}”"
    return shorten(turtle.value(term)) if term is not None else ""


def _say(shapes: Shapes, each: tuple[str, str, str], values: set[str], lang: str) -> str:
    """Return the sentence of a shape about a thing, with up to three values that are wrong."""
    thing, shape, _ = each
    said = shapes.messages.get(shape, {})
    message = said.get(lang) or said.get("en") or f"does not fit the shape {shorten(shape)}."
    wrong = sorted(values - {shorten(thing)})
    shown = ", ".join(wrong[:3]) + (", …" if len(wrong) > 3 else "")
    return f"{shorten(thing)}{f' ({shown})' if shown else ''}: {message}"


def _rule(shape: str) -> str:
    return re.split(r"[#/:]", shape)[-1] or "shape"


def _refused(error: ValueError, shapes: Shapes) -> SourceError:
    regex = "regular expression" in str(error)
    advice = "a sh:pattern is no regular expression" if regex else "not SHACL"
    return SourceError(f"{advice}: {show(str(error))}. Correct the shape.", file=shapes.name)


def _require_core(triples: list[ox.Triple], text: str, name: str) -> None:
    """Raise SourceError for what an engine would pass over in silence."""
    paths = {triple.subject for triple in triples if triple.predicate.value == _SH + "path"}
    subjects = {triple.subject for triple in triples}
    for triple in triples:
        subject, predicate, value = (turtle.value(term) for term in triple)
        if unknown := [each for each in (predicate, value) if _is_unknown(each)]:
            problem, at = f"{shorten(unknown[0])} is no term of SHACL Core", subject
        elif not _fits(triple):
            wanted = _WANTED[predicate]
            problem, at = f"{shorten(predicate)} leads to {wanted}, not to {value!r}", subject
        elif predicate in _LEADS_TO_SHAPE and triple.object not in subjects:
            problem, at = f"{shorten(value)} is not described here", subject
        elif predicate == _SH + "property" and triple.object not in paths:
            problem, at = f"{shorten(value)} has no sh:path", value
        elif value == _SH + "PropertyShape" and triple.subject not in paths:
            problem, at = f"{shorten(subject)} has no sh:path", subject
        else:
            continue
        line = subject_line(text, at)
        raise SourceError(f"{problem}. Correct the shape.", file=name, line=line)


def _fits(triple: ox.Triple) -> bool:
    """Tell whether a term of SHACL leads to the sort of value that it must."""
    value = triple.object
    match _WANTED.get(triple.predicate.value):
        case "a name":
            return isinstance(value, ox.NamedNode)
        case "a whole number":
            return isinstance(value, ox.Literal) and value.value.isascii() and value.value.isdigit()
        case "text":
            return isinstance(value, ox.Literal)
    return True


def _is_unknown(name: str) -> bool:
    return name.startswith(_SH) and name not in _TERMS
