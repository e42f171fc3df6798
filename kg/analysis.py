"""The verbs that look at how things hang together, over networkx graphs and named tuples."""

from __future__ import annotations

from pathlib import Path as Folder
from typing import TYPE_CHECKING

from kg import cache
from kg.paths import Path
from kg.store import Store
from kg.workspace import find_workspace

if TYPE_CHECKING:
    import networkx

    from kg.juxtaposition import Comparison
    from kg.measures import Measures


def to_network(
    folder: str | Folder | None = None, *, scope: str = "all", as_of: str | None = None
) -> networkx.MultiDiGraph[str]:
    """Return the network as a directed multigraph: bodies and what joins them.

    There is one edge for each relation, its key the identifier of the claim; with *as_of* (a year,
    month or day) none for what had ended or not begun. Attributes are plain, "" for what is not
    stated. Nodes: label, label_cs, kind, group, country, unresolved. Edges: family, label, term,
    symmetric, status, since, until and attested (EDTF), earliest_start to latest_end (days), source
    and evidence (identifiers, several parted by a semicolon), number, currency, bound. Raises what
    `kg.load` raises, and ValueError where *as_of* is no date.
    """
    from kg import network, projection

    drawn = network.read_network(_store(folder, scope))
    return projection.to_networkx(projection.narrow(drawn, as_of=as_of))


def compare(  # noqa: PLR0913 - as many as the command has options
    a: str,
    b: str,
    folder: str | Folder | None = None,
    *,
    scope: str = "all",
    as_of: str | None = None,
    roll_up: bool = False,
) -> Comparison:
    """Return two things side by side: what both have to do with, and what only one of them.

    Things are identifiers, IRIs or names; *as_of* is a year, month or day, *roll_up* counts what
    the parts of a body have as its own. ``lines`` hold what is said of each side with its claim,
    ``common`` the identifiers of what both have to do with in any way. Raises NotFound for a thing
    that is not known or has no place in the network, UsageError where both are the same, ValueError
    for a date that is none, and KgError for files that are wrong.
    """
    from kg import juxtaposition

    return juxtaposition.compare(_store(folder, scope), (a, b), as_of=as_of, roll_up=roll_up)


def measure(
    folder: str | Folder | None = None, *, scope: str = "all", as_of: str | None = None
) -> Measures:
    """Return the measures of the network: degree, brokerage, communities, densities and the like.

    ``measures.of("degree")`` are the figures of one, the highest first; `kg.measures.SOURCES` lists
    them with who defined each. Degrees and sizes are counts, shares and betweenness from 0 to 1.
    Large networks are sampled, as ``measures.samples`` says. Raises what `to_network` raises.
    """
    from kg import measures, network, projection
    from kg.strength import read_ladder

    store = _store(folder, scope)
    narrowed = projection.narrow(network.read_network(store), as_of=as_of)
    return measures.measure(narrowed, read_ladder(store))


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
    return cache.load(find_workspace(Folder(folder) if folder else None), scope=scope).store
