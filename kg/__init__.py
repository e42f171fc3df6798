"""PenCoop: the knowledge graph of penal cooperation.

The verbs of the command line as functions over plain types: rdflib graphs, networkx graphs,
strings, named tuples.

    >>> import kg
    >>> graph = kg.load(scope="core")
    >>> table = kg.query("SELECT ?who WHERE { ?o org:memberOf id:efrj ; rdfs:label ?who }")
    >>> table.rows
    (('Probation and Mediation Service of the Czech Republic',),)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kg.version import __version__ as __version__

if TYPE_CHECKING:
    from kg import names as names
    from kg.api import ask as ask
    from kg.api import check as check
    from kg.api import compare as compare
    from kg.api import derive as derive
    from kg.api import describe as describe
    from kg.api import diff as diff
    from kg.api import draw as draw
    from kg.api import export as export
    from kg.api import find as find
    from kg.api import find_paths as find_paths
    from kg.api import load as load
    from kg.api import measure as measure
    from kg.api import query as query
    from kg.api import save as save
    from kg.api import to_network as to_network
    from kg.api import verify as verify
    from kg.errors import KgError as KgError

__all__ = [
    "KgError",
    "ask",
    "check",
    "compare",
    "derive",
    "describe",
    "diff",
    "draw",
    "export",
    "find",
    "find_paths",
    "load",
    "measure",
    "names",
    "query",
    "save",
    "to_network",
    "verify",
]

_HOME = {
    "KgError": "kg.errors",
    "names": "kg.names",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that ``import kg`` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module = import_module(_HOME.get(name, "kg.api"))
    value = module if name == "names" else getattr(module, name)
    globals()[name] = value
    return value
