"""The verbs that look at how things hang together, over networkx graphs and named tuples."""

from __future__ import annotations

from pathlib import Path as Folder
from typing import TYPE_CHECKING

from kg.graph import loading
from kg.graph.workspace import Workspace, find_workspace
from kg.network.paths import Path
from kg.rdf.store import Store

if TYPE_CHECKING:
    import networkx

    from kg.network.comparison_report import Report as Comparison
    from kg.network.measures_report import Report as Measures
    from kg.page.page import Drawing


def to_network(
    folder: str | Folder | None = None, *, scope: str = "all", as_of: str | None = None
) -> networkx.MultiDiGraph[str]:
    """Return the network as a directed multigraph: bodies and what joins them.

    There is one edge for each relation, its key the identifier of the claim; with *as_of* (a year,
    month or day) none for what had ended or not begun. Attributes are plain, "" for what is not
    stated. Nodes: label, label_cs, kind, group, country, unresolved. Edges: family, label, term,
    symmetric, status, since, until and attested (EDTF), earliest_start to latest_end (days), source
    and evidence (identifiers, several parted by a semicolon), number, currency, bound, and with
    *as_of* certainty (yes, presumed, unknown). Raises KgError where files cannot be read, and
    ValueError where *as_of* is no date.
    """
    from kg.network import network, projection

    drawn = network.read_network(_store(folder, scope))
    return projection.to_networkx(projection.narrow(drawn, as_of=as_of), as_of=as_of)


def compare(  # noqa: PLR0913 - as many as the command has options
    a: str,
    b: str,
    folder: str | Folder | None = None,
    *,
    scope: str = "all",
    as_of: str | None = None,
    roll_up: bool = False,
    lang: str = "en",
) -> Comparison:
    """Return two things side by side: what both have to do with, and what only one of them.

    Things are identifiers, IRIs or names; *as_of* is a year, month or day, *roll_up* counts what
    the parts of a body have as its own. ``lines`` hold what is said of each side with its claim,
    ``common`` the identifiers of what both have to do with in any way; printed, or in a notebook,
    it is a table for each section in *lang*. Raises NotFound for a thing that is not known or has
    no place in the network, UsageError where both are the same, ValueError for a date that is none,
    and KgError where files cannot be read.
    """
    from kg.network import comparison
    from kg.network.comparison_report import Report

    store = _store(folder, scope)
    return Report(comparison.compare(store, (a, b), as_of=as_of, roll_up=roll_up), lang, as_of)


def measure(
    folder: str | Folder | None = None,
    *,
    scope: str = "all",
    as_of: str | None = None,
    lang: str = "en",
) -> Measures:
    """Return the measures of the network: degree, brokerage, communities, densities and the like.

    ``of("degree")`` are the figures of one, the highest first; `kg.measures.SOURCES` lists them
    with who defined each. Degrees and sizes are counts, shares and betweenness lie between 0 and 1.
    ``measures.samples`` says which were estimated, because the network is large. Printed, or in a
    notebook, each says in *lang* what it means. Raises what `to_network` raises.
    """
    from kg.network.measures_report import read_report

    return read_report(_store(folder, scope), as_of=as_of, lang=lang)


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
    *lang*; a way printed is its sentences. The cost of a way is in rungs of the ladder of strength;
    method and sources are given in `kg.paths`. No way is an empty list. Raises NotFound for a thing
    that is not known, UsageError where ends are the same or to be avoided, ValueError for a date
    that is none, and KgError where files cannot be read.
    """
    from kg.network.tracing import Wish, trace

    wish = Wish(number, tuple(avoid), via, most, as_of)
    return list(trace(_store(folder, scope), (a, b), wish, lang=lang).paths)


def draw(  # noqa: PLR0913 - as many as the command has options
    folder: str | Folder | None = None,
    *,
    scope: str = "all",
    about: str | None = None,
    depth: int = 1,
    as_of: str | None = None,
    lang: str = "en",
) -> Drawing:
    """Return the interactive network; in a notebook it shows itself, `str()` is its HTML.

    With *about* only what lies within *depth* steps of that thing is drawn; *as_of* opens the page
    as of a year, month or day. Raises NotFound where the thing is not known or is no dot of the
    picture, and KgError where files cannot be read.
    """
    from kg.errors import NotFound
    from kg.names import shorten
    from kg.network import network
    from kg.page.page import Drawing, network_page
    from kg.search.lookup import look_up

    workspace, store = _workspace(folder), _store(folder, scope)
    drawn, state = network.read_network(store), [f"asof={as_of}"] if as_of else []
    if about:
        thing = shorten(look_up(store, about))
        drawn, state = network.around(drawn, thing, depth), [f"sel={thing}", *state]
        if not drawn.nodes:
            raise NotFound(f"{thing} is no dot of the picture. Choose a body, project or event.")
    page = network_page(store, workspace, lang=lang, drawn=drawn, state="&".join(state))
    return Drawing(page)


def _workspace(folder: str | Folder | None) -> Workspace:
    return find_workspace(Folder(folder) if folder else None)


def _store(folder: str | Folder | None, scope: str) -> Store:
    return loading.load(_workspace(folder), scope=scope, check=False).store
