"""RDF Patch: what changed between two versions, for a machine that is to do the same.

The format is RDF Patch, version 1, of the Apache Jena project
(https://jena.apache.org/documentation/rdf-patch/): a header, and one transaction of lines that
delete (D) or add (A) a quad, or a triple of the default graph. Only what is asserted is in it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import pyoxigraph as ox

from kg.names import BASE


def write_patch(removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> str:
    """Return a patch that deletes and adds these quads; nothing where there are none.

    The same change has the same identifier, made of its lines.
    """
    lines = [*_lines("D", removed), *_lines("A", added)]
    if not lines:
        return ""
    name = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([BASE, *lines]))
    header = f"H id <urn:uuid:{name}> ."
    return "\n".join([header, "TX .", *lines, "TC ."]) + "\n"


def _lines(sign: str, quads: Iterable[ox.Quad]) -> list[str]:
    return sorted(f"{sign} {_terms(quad)} ." for quad in quads)


def _terms(quad: ox.Quad) -> str:
    terms = [quad.subject, quad.predicate, quad.object]
    named = [] if isinstance(quad.graph_name, ox.DefaultGraph) else [quad.graph_name]
    return " ".join(str(term) for term in [*terms, *named])
