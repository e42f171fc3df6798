"""The verbs that look at how things hang together, over networkx graphs and named tuples."""

from __future__ import annotations

from pathlib import Path as Folder
from typing import TYPE_CHECKING

from kg import build
from kg.paths import Path
from kg.store import Store
from kg.workspace import find_workspace

if TYPE_CHECKING:
    import networkx


def to_network(
    folder: str | Folder | None = None, *, scope: str = "all"
) -> networkx.MultiDiGraph[str]:
    """Return the network: bodies and what joins them, one edge per relation.

    What nodes and edges carry is said in `kg.projection`. Raises what `kg.load` raises.
    """
    from kg import network, projection

    return projection.to_networkx(network.read_network(_store(folder, scope)))


def find_paths(  # noqa: PLR0913 - as many as the command has options
    a: str,
    b: str,
    folder: str | Folder | None = None,
    *,
    scope: str = "all",
    number: int = 3,
    avoid: tuple[str, ...] | list[str] = (),
    via: str | None = None,
    most: int | None = None,
    as_of: str | None = None,
    lang: str = "en",
) -> list[Path]:
    """Return how *a* is linked to *b*: up to *number* shortest and as many strongest ways.

    Things are identifiers, IRIs or names. *avoid* holds things, or kinds of relations and things;
    *via* is a thing to pass; *most* a number of steps; *as_of* a year, month or day (EDTF). Each
    step holds the relations between its two ends, the strongest first, and a sentence for each in
    *lang*. The cost of a way is in rungs of the ladder of strength; method and sources are given in
    `kg.paths`. No way is an empty list. Raises NotFound for a thing that is not known, UsageError
    where ends are the same or to be avoided, ValueError for a date that is none, and KgError for
    files that are wrong.
    """
    from kg.tracing import Wish, trace

    wish = Wish(number, tuple(avoid), via, most, as_of)
    return list(trace(_store(folder, scope), (a, b), wish, lang=lang).paths)


def _store(folder: str | Folder | None, scope: str) -> Store:
    return build.load(find_workspace(Folder(folder) if folder else None), scope=scope).store
