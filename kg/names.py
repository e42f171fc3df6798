"""The names of the project: IRIs, prefixes, and the way between an IRI and its short form.

The base IRI is spelled once, here. The IRIs do not resolve yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

BASE: Final = "https://w3id.org/pencoop/"

PC: Final = BASE + "ns#"
ID: Final = BASE + "id/"
CLAIM: Final = BASE + "claim/"
SRC: Final = BASE + "source/"
EV: Final = BASE + "evidence/"
TIE: Final = BASE + "tie/"
CONCEPT: Final = BASE + "concept/"
DECISION: Final = BASE + "decision/"
GRAPH: Final = BASE + "graph/"

REGISTRY_GRAPH: Final = GRAPH + "registry"
DECISIONS_GRAPH: Final = GRAPH + "decisions"
ONTOLOGY_GRAPH: Final = GRAPH + "ontology"
DERIVED_GRAPH: Final = GRAPH + "derived"
META_GRAPH: Final = GRAPH + "meta"

# The days between which a claim began and ended to hold, and until when it is presumed to.
BOUNDS: Final = ("earliestStart", "latestStart", "earliestEnd", "latestEnd", "presumedUntil")
TOTAL: Final = ID + "area-any"  # the counterpart of a number that is not broken down

PREFIXES: Final[dict[str, str]] = {
    "pc": PC,
    "id": ID,
    "claim": CLAIM,
    "src": SRC,
    "ev": EV,
    "tie": TIE,
    "decision": DECISION,
    "role": CONCEPT + "role/",
    "kind": CONCEPT + "kind/",
    "status": CONCEPT + "status/",
    "indicator": CONCEPT + "indicator/",
    "strength": CONCEPT + "strength/",
    "modality": CONCEPT + "modality/",
    "pcsh": BASE + "shapes#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

IDENTIFIER: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Names that Windows keeps for devices, with any ending: no file there can bear them.
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
# The part of Turtle's local names that every reader and writer agrees on: no dots, no escapes.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
# Longest namespace first, so that concept/role/ wins over a shorter one that also fits.
_NAMESPACES: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def is_identifier(text: str) -> bool:
    """Tell whether a text can be the identifier of a thing, and the name of its file anywhere.

    >>> is_identifier("cz-pms"), is_identifier("cz--pms"), is_identifier("con")
    (True, False, False)
    """
    return IDENTIFIER.fullmatch(text) is not None and text not in _DEVICES


def join_names(parts: Sequence[str], word: str) -> str:
    """Return identifiers joined by a word, so that no others give the same name.

    The word stands between hyphens; where one of the parts holds it too, between two of them on
    each side, which no identifier has.

    >>> join_names(["alpha", "beta"], "and"), join_names(["north", "south-and-west"], "and")
    ('alpha-and-beta', 'north--and--south-and-west')
    """
    doubtful = any(f"-{word}-" in f"-{part}-" for part in parts)
    return f"--{word}--".join(parts) if doubtful else f"-{word}-".join(parts)


def expand(curie: str) -> str:
    """Return the IRI of a prefixed name such as ``id:cep``; what has no bound prefix stays.

    So a name that `shorten` leaves alone, of whatever scheme, is the same again.

    >>> expand("id:cep")
    'https://w3id.org/pencoop/id/cep'
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else curie


@lru_cache(maxsize=50_000)
def split(iri: str) -> tuple[str, str] | None:
    """Return the prefix and local name of an IRI, or None where it has no prefixed form."""
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            return (prefix, local) if _LOCAL.fullmatch(local) else None
    return None


def shorten(iri: str) -> str:
    """Return the prefixed name of an IRI, or the IRI itself where it has none.

    >>> shorten("https://w3id.org/pencoop/id/cep")
    'id:cep'
    """
    parts = split(iri)
    return f"{parts[0]}:{parts[1]}" if parts else iri
