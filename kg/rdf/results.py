"""Results of queries, in the formats that the standards give to them, and as tables for people.

The engine writes the standard formats itself (SPARQL 1.1 Query Results JSON, XML, CSV and TSV; the
RDF syntaxes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError
from kg.names import PREFIXES, shorten
from kg.text.tables import Table, unfit, write_table

if TYPE_CHECKING:
    import pyoxigraph as ox

    Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_ROWS: Final = ("table", "csv", "tsv", "json", "xml", "md")
_GRAPH: Final = ("ttl", "nt", "jsonld", "xml")


# The formats that fit a form of query, the usual one first.
FORMATS: Final = {"SELECT": _ROWS, "ASK": _ROWS, "CONSTRUCT": _GRAPH, "DESCRIBE": _GRAPH}
_NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def check_format(rdf_format: str, form: str) -> None:
    """Raise UsageError where *rdf_format* cannot hold the results of a query of this *form*."""
    if rdf_format not in FORMATS[form]:
        raise unfit(rdf_format, f"the results of {form}", FORMATS[form])


def serialise(results: Results, rdf_format: str, *, width: int = 100) -> tuple[bytes, int]:
    """Return the results as bytes, and how many rows or triples there are (ASK: 1 for yes).

    Rows stay in the engine's order; triples are sorted, and blank nodes named by RDFC-1.0, so that
    the same results give the same bytes. Raises UsageError for a format that does not fit.
    """
    import pyoxigraph as ox

    if isinstance(results, ox.QueryTriples):
        check_format(rdf_format, "CONSTRUCT")
        return _graph(list(results), rdf_format)
    check_format(rdf_format, "SELECT")
    if isinstance(results, ox.QueryBoolean):
        return _answer(results, rdf_format), int(bool(results))
    if rdf_format in ("table", "md"):
        table = _solutions(results)
        return write_table(table, rdf_format, width=width).encode(), len(table.rows)
    written = results.serialize(format=ox.QueryResultsFormat.from_extension(_extension(rdf_format)))
    assert written is not None
    if rdf_format == "xml" and _NOT_XML.search(written):
        raise QueryError("a value holds a control character, which no XML can. Use -f json.")
    return written, _count(written, rdf_format)


def _extension(rdf_format: str) -> str:
    return {"xml": "srx", "json": "srj"}.get(rdf_format, rdf_format)


def _count(written: bytes, rdf_format: str) -> int:
    """Return the number of rows in results that the engine has written."""
    import pyoxigraph as ox

    if rdf_format == "xml":
        return written.count(b"<result>")
    if rdf_format == "tsv":
        return written.count(b"\n") - 1  # a line break in a value is written as an escape
    if rdf_format == "csv":
        return re.sub(rb'"[^"]*"', b"", written).count(b"\r\n") - 1
    parsed = ox.parse_query_results(written, ox.QueryResultsFormat.JSON)
    return sum(1 for _ in parsed) if isinstance(parsed, ox.QuerySolutions) else 0


def _answer(results: ox.QueryBoolean, rdf_format: str) -> bytes:
    import pyoxigraph as ox

    if rdf_format in ("json", "xml"):
        extension = _extension(rdf_format)
        return results.serialize(format=ox.QueryResultsFormat.from_extension(extension)) or b""
    return b"true\n" if results else b"false\n"


def _solutions(results: ox.QuerySolutions) -> Table:
    names = tuple(variable.value for variable in results.variables)
    rows = [tuple(_short(solution[name]) for name in names) for solution in results]
    return Table(names, rows)


def _short(term: Term | None) -> str | None:
    """Return a term as a person reads it: IRIs with a prefix, literals by their value."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if isinstance(term, ox.Literal):
        return term.value
    return None if term is None else str(term)


def _graph(triples: Iterable[ox.Triple], rdf_format: str) -> tuple[bytes, int]:
    import pyoxigraph as ox

    quads = {ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples}
    lines = {str(quad.triple): quad.triple for quad in _canonical(quads)}
    ordered = [lines[line] for line in sorted(lines)]
    if rdf_format == "xml":
        _refuse_unwritable(ordered)
    used = set(re.findall(r"<([^<>]*[/#])[^/#<>]*>", "\n".join(lines)))
    written = ox.serialize(
        ordered,
        format=ox.RdfFormat.from_extension(rdf_format),
        prefixes={prefix: iri for prefix, iri in PREFIXES.items() if iri in used},
    )
    return written or b"", len(ordered)


def _canonical(quads: set[ox.Quad]) -> Iterable[ox.Quad]:
    """Return the quads with blank nodes named by what they are; the engine names them by chance."""
    import pyoxigraph as ox

    if not any("_:" in str(quad) for quad in quads):
        return quads
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _refuse_unwritable(triples: Iterable[ox.Triple]) -> None:
    """Raise QueryError for a property whose IRI ends in no XML name: the engine writes no XML."""
    for triple in triples:
        last = re.split(r"[^\w.-]", triple.predicate.value)[-1]
        if not re.search(r"[^\W\d]", last):
            step = "has no name that RDF/XML can write. Use -f ttl."
            raise QueryError(f"the property {triple.predicate.value} {step}")
