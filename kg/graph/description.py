"""The description of the dataset in DCAT and VoID, with counts and checksums that were computed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from kg.names import BASE, ID, META_GRAPH, PC, PREFIXES, expand
from kg.rdf import turtle
from kg.rdf.dataset import Dataset

DATASET: Final = BASE + "dataset"
_MEDIA: Final = {
    "pencoop.ttl": "https://www.iana.org/assignments/media-types/text/turtle",
    "pencoop.nq": "https://www.iana.org/assignments/media-types/application/n-quads",
}


def describe(dataset: Dataset, files: Mapping[str, bytes]) -> bytes:
    """Return Turtle that describes the dataset and its *files* (name to content).

    The fingerprint is the SHA-256 of the canonical N-Quads; without blank nodes that is the
    RDFC-1.0 digest.
    """
    meta = [quad.triple for quad in dataset.quads if quad.graph_name == ox.NamedNode(META_GRAPH)]
    meta = [triple for triple in meta if turtle.value(triple.subject) == DATASET]
    version = f"{DATASET}/{version_of(dataset)}"
    triples = [*meta, _t(DATASET, "dcat:hasVersion", version)]
    triples += [ox.Triple(ox.NamedNode(version), each.predicate, each.object) for each in meta]
    triples += [_t(version, "dcterms:conformsTo", each) for each in _ontologies(dataset)]
    triples += _counts(version, files["pencoop.nq"])
    for name, content in files.items():
        triples += _distribution(version, name, content)
    return turtle.write(triples, tags=dataset.tags).encode()


def version_of(dataset: Dataset) -> str:
    """Return the version of the data, as dataset.ttl gives it."""
    return _meta(dataset, "owl:versionInfo") or "0"


def date_of(dataset: Dataset) -> str:
    """Return the date of the data (YYYY-MM-DD), as dataset.ttl gives it, or an empty string."""
    return _meta(dataset, "dcterms:modified") or ""


def fingerprint(nquads: bytes) -> str:
    """Return the SHA-256 of sorted canonical N-Quads, in hexadecimal digits."""
    return hashlib.sha256(nquads).hexdigest()


def _meta(dataset: Dataset, name: str) -> str | None:
    for quad in dataset.quads:
        if turtle.value(quad.subject) == DATASET and quad.predicate.value == expand(name):
            return turtle.value(quad.object)
    return None


def _ontologies(dataset: Dataset) -> list[str]:
    """Return the versions of the ontologies that the dataset is written in."""
    version = expand("owl:versionIRI")
    found = {turtle.value(quad.object) for quad in dataset.quads if quad.predicate.value == version}
    return sorted(found)


def _counts(version: str, nquads: bytes) -> list[ox.Triple]:
    """Return how many triples, subjects and so on there are, counted in the lines of a file.

    A term is written in one way there, so that no term need be made of it.
    """
    triples: set[tuple[bytes, bytes, bytes]] = set()
    for line in nquads.splitlines():
        subject, predicate, rest = line.split(b" ", 2)
        triples.add((subject, predicate, _object_of(rest)))
    subjects, predicates, objects = map(set, zip(*triples, strict=True)) if triples else [set()] * 3
    a_type = f"<{expand('rdf:type')}>".encode()
    counts = {
        "void:triples": len(triples),
        "void:distinctSubjects": len(subjects),
        "void:distinctObjects": len(objects),
        "void:properties": len(predicates),
        "void:classes": len({end for _, predicate, end in triples if predicate == a_type}),
    }
    return [
        _t(version, "rdf:type", expand("dcat:Dataset")),
        _t(version, "rdf:type", expand("void:Dataset")),
        _t(version, "void:uriSpace", ID, literal=True),
        _t(version, "void:vocabulary", PC),
        _t(version, "void:vocabulary", PREFIXES["org"]),
        *(_number(version, name, number) for name, number in counts.items()),
    ]


def _object_of(rest: bytes) -> bytes:
    """Return the object of a line of N-Quads, given what follows its predicate."""
    said = rest.removesuffix(b" .")
    graph = said.rfind(b"<")
    has_graph = said.endswith(b">") and said[graph - 1 : graph] == b" "
    return said[: graph - 1] if has_graph else said


def _distribution(version: str, name: str, content: bytes) -> list[ox.Triple]:
    """Return the description of a file, with all that DCAT-AP asks for, in its datatypes."""
    node = f"{version}/{name}"
    checksum = f"{node}/checksum"
    return [
        _t(version, "dcat:distribution", node),
        _t(node, "rdf:type", expand("dcat:Distribution")),
        _t(node, "dcterms:title", name, literal=True),
        _t(node, "dcat:mediaType", _MEDIA[name]),
        _t(node, "dcat:accessURL", DATASET),
        _number(node, "dcat:byteSize", len(content), "xsd:nonNegativeInteger"),
        _t(node, "spdx:checksum", checksum),
        _t(checksum, "rdf:type", expand("spdx:Checksum")),
        _t(checksum, "spdx:algorithm", expand("spdx:checksumAlgorithm_sha256")),
        _typed(
            checksum, "spdx:checksumValue", hashlib.sha256(content).hexdigest(), "xsd:hexBinary"
        ),
    ]


def _t(subject: str, predicate: str, value: str, *, literal: bool = False) -> ox.Triple:
    term = ox.Literal(value) if literal else ox.NamedNode(value)
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(expand(predicate)), term)


def _number(subject: str, predicate: str, number: int, datatype: str = "xsd:integer") -> ox.Triple:
    return _typed(subject, predicate, str(number), datatype)


def _typed(subject: str, predicate: str, text: str, datatype: str) -> ox.Triple:
    value = ox.Literal(text, datatype=ox.NamedNode(expand(datatype)))
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(expand(predicate)), value)
