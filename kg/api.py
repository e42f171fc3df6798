"""The verbs that answer, as functions over plain types; `kg.actions` holds those that write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.checks import review
from kg.checks.review import load_checked
from kg.errors import Finding, UsageError
from kg.graph import derivation, identity, loading
from kg.graph import reading as graph
from kg.graph.workspace import Workspace, find_workspace
from kg.names import PREFIXES, REGISTRY_GRAPH
from kg.rdf import writers
from kg.rdf.dataset import in_graph, read_rdflib, to_rdflib
from kg.rdf.store import in_memory
from kg.text.tables import Table

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.changes.report import Report as Difference
    from kg.evidence.verification import Verification
    from kg.factsheets.model import Sheet
    from kg.graph.statistics import Count
    from kg.network.comparison_report import Report as Comparison
    from kg.network.measures_report import Report as Measures
    from kg.network.paths import Route
    from kg.page.page import Drawing
    from kg.questions.report import Answer
    from kg.search.find import Hit


def load(folder: str | Path | None = None, *, scope: str = "all") -> rdflib.Dataset:
    """Return the graph of a workspace, asserted and derived, each part in its named graph.

    *folder* lies in the workspace (default: the one around the current folder, else the shipped
    one); literals are as written. Raises KgError where files cannot be read or their content is
    wrong.
    """
    workspace = _workspace(folder)
    return to_rdflib(load_checked(workspace, scope=scope).graph.dataset.quads)


def query(
    text: str,
    data: rdflib.Graph | None = None,
    *,
    folder: str | Path | None = None,
    scope: str = "all",
) -> Table:
    """Return the rows of a SELECT query as plain strings, prefixes pre-bound.

    Without *data* the workspace is asked through the fast engine, an rdflib graph through rdflib.
    Raises QueryError or a SyntaxError of the engine where the text is no SELECT query.
    """
    if data is not None:
        return _query_rdflib(text, data)
    results = _built(folder, scope).store.query(text)
    if not isinstance(results, ox.QuerySolutions):
        raise UsageError("kg.query answers SELECT. Ask the graph of kg.load() for the other forms.")
    names = tuple(variable.value for variable in results.variables)
    rows = tuple(tuple(_text(row[name]) for name in names) for row in results)
    return Table(names, rows)


def find(
    text: str,
    folder: str | Path | None = None,
    *,
    scope: str = "all",
    kind: str | None = None,
    country: str | None = None,
) -> list[Hit]:
    """Return the things that *text* may mean, the best first; an empty list where nothing fits.

    Names in any language, aliases, former names, acronyms and identifiers are compared without case
    and diacritics, unfinished words and typos allowed; *kind* and *country* narrow it. Raises
    UsageError for a text without letters and for an unknown kind, NotFound for an unknown country.
    """
    from kg.search import find as hits

    return hits.find(_built(folder, scope).store, text, kind=kind, country=country)


def ask(  # noqa: PLR0913 - as many as the command has options
    question: str,
    *words: str,
    lang: str = "en",
    as_of: str | None = None,
    since: str | None = None,
    until: str | None = None,
    planned: bool = False,
    document: str | None = None,
    folder: str | Path | None = None,
    scope: str = "all",
    **named: str | bool | Sequence[str],
) -> Answer:
    """Return the answer to a named question; *words* and *named* are what ``kg ask`` takes.

    ``rows`` are dicts with a cell for every column. A flag is ``roll_up=True``. Raises UsageError
    for a question or words that do not fit, NotFound for a name that is not known or not unique.
    """
    from kg.questions import find_question
    from kg.questions.answers import answer
    from kg.questions.arguments import gather
    from kg.questions.question import Point

    workspace = _workspace(folder)
    asked = find_question(question, workspace)
    given = {name.strip("_").replace("_", "-"): _listed(said) for name, said in named.items()}
    given = gather(asked, words, given)
    built = loading.load(workspace, scope=scope)
    return answer(built.store, asked, given, Point(lang, as_of, document, since, until, planned))


def describe(
    thing: str,
    folder: str | Path | None = None,
    *,
    scope: str = "all",
    lang: str = "en",
    as_of: str | None = None,
) -> Sheet:
    """Return the fact sheet of a thing, claim, document or term, by its identifier or name.

    Its sections hold the facts, oldest first, each with its claim; with *as_of* (a year, month or
    day) only what held or may have held then. Raises NotFound with what is close, UsageError for a
    date that is none.
    """
    from kg import edtf
    from kg.factsheets import describe as sorts
    from kg.factsheets import reading
    from kg.search import lookup

    try:
        edtf.days(as_of or "2000")
    except ValueError as error:
        raise UsageError(f"as_of: {error}.") from error

    memory = _built(folder, scope).store
    iri = lookup.identify(memory, thing, terms=True).thing
    return sorts.describe(memory, reading.read(memory, lang, as_of), iri)


def cite(
    thing: str | None = None,
    folder: str | Path | None = None,
    *,
    style: str = "text",
    scope: str = "all",
    lang: str = "en",
) -> str:
    """Return how to cite the sources of a thing or claim, and the dataset; or this alone.

    *style* is text, bibtex or csl. Raises NotFound where the thing is not known or no source speaks
    of it, UsageError for another style.
    """
    from kg.evidence import citation
    from kg.search.lookup import look_up

    if style not in citation.FORMATS:
        raise UsageError(f"{style!r} is no style. Choose one of {', '.join(citation.FORMATS)}.")
    built = _built(folder, scope)
    iri = look_up(built.store, thing) if thing else None
    return citation.write(citation.cite_all(built, iri, lang=lang), style, lang=lang)


def stats(folder: str | Path | None = None, *, scope: str = "all") -> list[Count]:
    """Return how much of what is in the graph, in groups, the largest first; names are IRIs."""
    from kg.graph import statistics

    return statistics.count(_built(folder, scope).store)


def derive(data: rdflib.Graph, *, folder: str | Path | None = None) -> rdflib.Graph:
    """Return what follows from *data* by the rules of the ontology, and nothing else."""
    workspace = _workspace(folder)
    ontology = [each for each in graph.read(workspace) if each.in_ontology]
    quads = in_graph(read_rdflib(data), ox.NamedNode(REGISTRY_GRAPH))
    store = in_memory([*graph.as_dataset(ontology).quads, *quads])
    return to_rdflib(derivation.derive(store, workspace))


def check(
    folder: str | Path | None = None, *, scope: str = "all", lang: str = "en"
) -> list[Finding]:
    """Return what is wrong with the files of a workspace, by file and line.

    Raises SourceErrors where files, shapes or rules cannot be read.
    """
    workspace = _workspace(folder)
    return review.review(workspace, scope=scope, lang=lang)


def diff(
    old: str | Path | rdflib.Graph,
    new: str | Path | rdflib.Graph | None = None,
    *,
    folder: str | Path | None = None,
    scope: str = "all",
) -> Difference:
    """Return what changed between two versions; a report without changes where they are equal.

    Versions are folders, RDF files, revisions in git, or rdflib graphs; without *new* the files of
    the workspace are meant. Raises KgError for what is none of these and cannot be read.
    """
    from kg.changes import report, versions

    workspace = _workspace(folder)

    def read(words: str | Path | rdflib.Graph | None) -> versions.Version:
        if words is None:
            return versions.read_working_tree(workspace, scope=scope)
        if isinstance(words, str | Path):
            return versions.read_version(str(words), workspace, scope=scope)
        quads = in_graph(read_rdflib(words), ox.DefaultGraph())
        return versions.of_quads("graph", quads, workspace)

    return report.compare(read(old), read(new))


def verify(
    texts: str | Path, folder: str | Path | None = None, *, scope: str = "all"
) -> Verification:
    """Return how the evidence of a workspace stands in the source texts of a folder.

    Nothing is written. Raises SourceError where *texts* holds no text that can be read.
    """
    from kg.evidence import verification

    workspace = _workspace(folder)
    return verification.verify(workspace, Path(texts), scope=scope)


def export(
    style: str, *, folder: str | Path | None = None, scope: str = "all", derived: bool = True
) -> str:
    """Return the graph as RDF (ttl, nt, nq, trig, jsonld, xml), every literal as it was written.

    Or the network, one edge per relation: csv, edges, graphml, gexf, cytoscape. Raises UsageError
    for another format.
    """
    from kg.network import exports as network_exports
    from kg.network import network

    built = _built(folder, scope)
    if style in network_exports.FORMATS:
        return network_exports.export_network(network.read_network(built.store), style).decode()
    dataset = built.dataset if derived else identity.restate(built.dataset)
    return writers.export(dataset, style).decode()


def _listed(said: str | bool | Sequence[str] | None) -> list[str]:
    """Return what was said for an option as a list of words; a flag that is set is one word."""
    if isinstance(said, str):
        return [said]
    return (["yes"] if said else []) if isinstance(said, bool | None) else list(said)


def _built(folder: str | Path | None, scope: str) -> loading.Graph:
    return loading.load(_workspace(folder), scope=scope)


def _query_rdflib(text: str, data: rdflib.Graph) -> Table:
    result = data.query(text, initNs=PREFIXES)
    if result.type != "SELECT" or result.vars is None:
        raise UsageError("kg.query answers SELECT. Ask the graph itself for the other forms.")
    names = tuple(str(variable) for variable in result.vars)
    cells = [[row.get(variable) for variable in result.vars] for row in result.bindings]
    rows = tuple(tuple(None if cell is None else str(cell) for cell in row) for row in cells)
    return Table(names, rows)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str | None:
    return None if term is None else str(getattr(term, "value", term))


def to_network(
    folder: str | Path | None = None, *, scope: str = "all", as_of: str | None = None
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

    drawn = network.read_network(_built(folder, scope).store)
    return projection.to_networkx(projection.narrow(drawn, as_of=as_of), as_of=as_of)


def compare(  # noqa: PLR0913 - as many as the command has options
    a: str,
    b: str,
    folder: str | Path | None = None,
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

    store = _built(folder, scope).store
    return Report(comparison.compare(store, (a, b), as_of=as_of, roll_up=roll_up), lang, as_of)


def measure(
    folder: str | Path | None = None,
    *,
    scope: str = "all",
    as_of: str | None = None,
    lang: str = "en",
) -> Measures:
    """Return the measures of the network: degree, brokerage, communities, densities and the like.

    ``of("degree")`` are the figures of one, the highest first; `SOURCES` in `kg.network.measures`
    lists them with who defined each. Degrees and sizes are counts, shares and betweenness lie
    between 0 and 1. ``measures.samples`` says which were estimated, because the network is large.
    Printed, or in a notebook, each says in *lang* what it means. Raises what `to_network` raises.
    """
    from kg.network.measures_report import read_report

    return read_report(_built(folder, scope).store, as_of=as_of, lang=lang)


def find_paths(  # noqa: PLR0913 - as many as the command has options
    a: str,
    b: str,
    folder: str | Path | None = None,
    *,
    scope: str = "all",
    number: int = 3,
    avoid: tuple[str, ...] | list[str] = (),
    via: str | None = None,
    most: int | None = None,
    as_of: str | None = None,
    lang: str = "en",
) -> list[Route]:
    """Return how *a* is linked to *b*: up to *number* shortest and as many strongest ways.

    Things are identifiers, IRIs or names. *avoid* holds things, or kinds of relations and things;
    *via* is a thing to pass; *most* a number of steps; *as_of* a year, month or day (EDTF). Each
    step holds the relations between its two ends, the strongest first, and a sentence for each in
    *lang*; a way printed is its sentences. The cost of a way is in rungs of the ladder of strength;
    method and sources are given in `kg.network.paths`. No way is an empty list. Raises NotFound for
    a thing that is not known, UsageError where ends are the same or to be avoided, ValueError for a
    date that is none, and KgError where files cannot be read.
    """
    from kg.network.paths import Wish, trace

    wish = Wish(number, tuple(avoid), via, most, as_of)
    return list(trace(_built(folder, scope).store, (a, b), wish, lang=lang).paths)


def draw(  # noqa: PLR0913 - as many as the command has options
    folder: str | Path | None = None,
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
    from kg.page.page import draw

    store = _built(folder, scope).store
    return draw(store, _workspace(folder), about=about, depth=depth, as_of=as_of, lang=lang)


def _workspace(folder: str | Path | None) -> Workspace:
    return find_workspace(Path(folder) if folder else None)
