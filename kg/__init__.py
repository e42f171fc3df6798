"""PenCoop: the knowledge graph of penal cooperation.

The verbs of the command line as functions over plain types: rdflib graphs, networkx graphs,
strings, named tuples.

    >>> import kg
    >>> graph = kg.load(scope="core")
    >>> members = "SELECT ?who WHERE { ?o org:memberOf id:efrj ; rdfs:label ?who }"
    >>> table = kg.query(members, scope="core")
    >>> table.rows
    (('Probation and Mediation Service of the Czech Republic',),)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg import names as names
    from kg.actions import add as add
    from kg.actions import build as build
    from kg.actions import decide as decide
    from kg.actions import fmt as fmt
    from kg.actions import import_ as import_
    from kg.actions import pull as pull
    from kg.actions import push as push
    from kg.actions import read as read
    from kg.actions import resolve as resolve
    from kg.actions import save as save
    from kg.actions import to_pyvis as to_pyvis
    from kg.actions import view as view
    from kg.api import ask as ask
    from kg.api import check as check
    from kg.api import cite as cite
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
    from kg.api import stats as stats
    from kg.api import to_network as to_network
    from kg.api import verify as verify
    from kg.errors import KgError as KgError
    from kg.version import __version__ as __version__

__all__ = [
    "KgError",
    "add",
    "ask",
    "build",
    "check",
    "cite",
    "compare",
    "decide",
    "derive",
    "describe",
    "diff",
    "draw",
    "export",
    "find",
    "find_paths",
    "fmt",
    "import_",
    "load",
    "measure",
    "names",
    "pull",
    "push",
    "query",
    "read",
    "resolve",
    "save",
    "stats",
    "to_network",
    "to_pyvis",
    "verify",
    "view",
]

_HOME = {
    "KgError": "kg.errors",
    "__version__": "kg.version",
    "names": "kg.names",
    **dict.fromkeys(
        (
            "add",
            "build",
            "decide",
            "fmt",
            "import_",
            "pull",
            "push",
            "read",
            "resolve",
            "save",
            "to_pyvis",
            "view",
        ),
        "kg.actions",
    ),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that ``import kg`` costs nothing."""
    if name not in __all__ and name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module = import_module(_HOME.get(name, "kg.api"))
    value = module if name == "names" else getattr(module, name)
    globals()[name] = value
    return value
