"""The graph in the syntaxes of RDF, literals as they were written, the same bytes every time."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from typing import Final, TypeVar

import pyoxigraph as ox

from kg.errors import KgError, UsageError
from kg.names import BASE, PREFIXES
from kg.rdf import turtle
from kg.rdf.dataset import Dataset
from kg.rdf.turtle import Tags

FORMATS: Final = ("ttl", "nt", "nq", "trig", "jsonld", "xml")
Statement = TypeVar("Statement", ox.Triple, ox.Quad)

_NOT_XML: Final = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A language tag that nobody writes; it marks where a tag in capitals has to come back (the engine
# makes it small).
_MARK: Final = "-x-kgtag"


def export(dataset: Dataset, rdf_format: str) -> bytes:
    """Return *dataset* in one of `FORMATS`, sorted.

    Formats without named graphs hold the union of all graphs. Raises UsageError for a format that
    is not known, KgError where the syntax cannot say what the data say.
    """
    match rdf_format:
        case "ttl":
            return turtle.write(union(dataset.quads), tags=dataset.tags).encode()
        case "nt":
            return _lines(union(dataset.quads), ox.RdfFormat.N_TRIPLES, dataset.tags)
        case "nq":
            return _lines(set(dataset.quads), ox.RdfFormat.N_QUADS, dataset.tags)
        case "trig":
            return write_trig(dataset.quads, dataset.tags).encode()
        case "jsonld":
            return _serialise(set(dataset.quads), ox.RdfFormat.JSON_LD, dataset.tags)
        case "xml":
            return _xml(union(dataset.quads), dataset.tags)
    raise UsageError(f"{rdf_format!r} is no export format. Choose one of {' '.join(FORMATS)}.")


def union(quads: Iterable[ox.Quad]) -> set[ox.Triple]:
    """Return the triples of all graphs, each once."""
    return {quad.triple for quad in quads}


def write_trig(quads: Iterable[ox.Quad], tags: Tags) -> str:
    """Return canonical TriG: canonical Turtle for each graph, the default graph first."""
    graphs: dict[str, list[ox.Triple]] = {}
    used: set[str] = set()
    for quad in quads:
        graphs.setdefault(_graph_text(quad, used), []).append(quad.triple)
    header = {f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in used}
    blocks = []
    for name in sorted(graphs):
        prefixes, body = _split_prefixes(turtle.write(graphs[name], tags=tags))
        header |= prefixes
        lines = body.removesuffix("\n").split("\n")  # an IRI may hold other line separators
        indented = "".join(f"    {line}\n" if line else "\n" for line in lines)
        blocks.append(f"{name} {{\n{indented}}}\n" if name else body)
    return "\n".join(["".join(line + "\n" for line in sorted(header)), *blocks])


def _graph_text(quad: ox.Quad, used: set[str]) -> str:
    name = quad.graph_name
    return "" if isinstance(name, ox.DefaultGraph) else turtle.term_text(name, None, used)


def _split_prefixes(text: str) -> tuple[set[str], str]:
    head, _, body = text.partition("\n\n") if text.startswith("@prefix") else ("", "", text)
    return set(head.splitlines()), body


def _lines(statements: set[Statement], syntax: ox.RdfFormat, tags: Tags) -> bytes:
    """Return N-Triples or N-Quads in the canonical form, sorted by code point."""
    text = ox.serialize(_marked(statements, tags), format=syntax) or b""
    return _unmarked(b"".join(sorted(text.splitlines(keepends=True))), tags)


def _xml(triples: set[ox.Triple], tags: Tags) -> bytes:
    """Return RDF/XML. The engine neither refuses what XML cannot hold nor protects a CR."""
    for triple in triples:
        unfit = _NOT_XML.search(turtle.value(triple.object))
        if unfit:
            name = turtle.term_text(triple.subject)
            message = f"XML cannot hold the character U+{ord(unfit[0]):04X} of {name}."
            raise KgError(f"{message} Choose ttl, nq or trig.")
    return _serialise(triples, ox.RdfFormat.RDF_XML, tags).replace(b"\r", b"&#xD;")


def _serialise(statements: set[Statement], syntax: ox.RdfFormat, tags: Tags) -> bytes:
    ordered = sorted(_marked(statements, tags), key=str)
    try:
        text = ox.serialize(ordered, format=syntax, prefixes=PREFIXES) or b""
    except (ValueError, OSError) as error:
        raise KgError(f"this syntax cannot say it: {error}. Choose ttl, nq or trig.") from error
    return _unmarked(text, tags)


def _marked(statements: set[Statement], tags: Tags) -> set[Statement]:
    """Return the statements; a literal whose tag was written in capitals bears a mark instead."""
    return {_marked_statement(each, tags) for each in statements} if tags else statements


def _marked_statement(each: Statement, tags: Tags) -> Statement:
    literal = each.object
    if not isinstance(literal, ox.Literal) or (literal.value, literal.language or "") not in tags:
        return each
    tag = literal.language or ""
    mark = _mark(tag, tags[literal.value, tag])
    marked = ox.Literal(literal.value, language=mark, direction=literal.direction)
    if isinstance(each, ox.Triple):
        return ox.Triple(each.subject, each.predicate, marked)
    return ox.Quad(each.subject, each.predicate, marked, each.graph_name)


def _mark(small: str, written: str) -> str:
    """Return a language tag that spells the written form out in private subtags."""
    code = written.encode().hex()
    return f"{small}{_MARK}-" + "-".join(code[at : at + 8] for at in range(0, len(code), 8))


def _unmarked(text: bytes, tags: Tags) -> bytes:
    for (_, small), written in tags.items():
        text = text.replace(_mark(small, written).encode(), written.encode())
    return text


def write_patch(removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> str:
    """Return a patch that deletes and adds these quads; nothing where there are none.

    The same change has the same identifier, made of its lines.
    """
    lines = [*_patch_lines("D", removed), *_patch_lines("A", added)]
    if not lines:
        return ""
    name = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([BASE, *lines]))
    header = f"H id <urn:uuid:{name}> ."
    return "\n".join([header, "TX .", *lines, "TC ."]) + "\n"


def _patch_lines(sign: str, quads: Iterable[ox.Quad]) -> list[str]:
    return sorted(f"{sign} {_patch_terms(quad)} ." for quad in quads)


def _patch_terms(quad: ox.Quad) -> str:
    terms = [quad.subject, quad.predicate, quad.object]
    named = [] if isinstance(quad.graph_name, ox.DefaultGraph) else [quad.graph_name]
    return " ".join(str(term) for term in [*terms, *named])
