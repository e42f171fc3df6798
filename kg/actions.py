"""The verbs that write, as functions over plain types; `kg.api` holds those that answer."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import api
from kg.errors import UsageError
from kg.files import locked, write_atomically
from kg.graph import formatting, loading
from kg.graph.workspace import Workspace, find_workspace
from kg.rdf import turtle
from kg.rdf.dataset import read_rdflib

if TYPE_CHECKING:
    import pyvis.network
    import rdflib

    from kg.additions.preview import Addition
    from kg.additions.records import NewClaim, Source, Thing
    from kg.build_folder import Result
    from kg.graph.publishing import Progress, Pulled, Pushed
    from kg.imports.intake import Intake
    from kg.reading.outcome.proposals import Proposed
    from kg.search.candidates import Candidate
    from kg.search.decisions import Verdict
    from kg.web import Login


def save(data: rdflib.Graph, path: str | Path) -> None:
    """Write an rdflib graph (of a Dataset the union) as canonical Turtle, whole or not at all."""
    write_atomically(Path(path), turtle.write(read_rdflib(data)).encode())


def build(
    folder: str | Path | None = None,
    *,
    output: str | Path | None = None,
    scope: str = "all",
    lang: str = "en",
) -> Result:
    """Check, derive and write the dataset, the network page and a store; return what was made.

    *output* is the folder to write (default: build/ of the workspace), exchanged as a whole. Raises
    FindingsError where the content of files is wrong, KgError where they cannot be read or written.
    """
    from kg import build_folder

    folder_of_output = Path(output) if output else None
    return build_folder.build(_workspace(folder), scope=scope, output=folder_of_output, lang=lang)


def push(  # noqa: PLR0913 - what is pushed, to where, as whom
    endpoint: str,
    *,
    update: str | None = None,
    login: Login | None = None,
    timeout: float = 60.0,
    folder: str | Path | None = None,
    scope: str = "all",
    progress: Progress = lambda step, done, total: None,
) -> Pushed:
    """Make a SPARQL endpoint hold the graph of a workspace; return what was done.

    *update* is the address that takes changes, *timeout* the seconds of silence to bear. Raises
    KgError where the endpoint fails, or does not hold afterwards what it was given.
    """
    from kg.graph import publishing
    from kg.rdf.endpoint import Endpoint

    there = Endpoint(endpoint, update=update, login=login, timeout=timeout)
    built = loading.load(_workspace(folder), scope=scope)
    return publishing.push(built.dataset.quads, there, progress=progress)


def pull(
    endpoint: str,
    *,
    login: Login | None = None,
    timeout: float = 60.0,
    progress: Progress = lambda step, done, total: None,
) -> Pulled:
    """Return the quads of all named graphs of a SPARQL endpoint, and which were changed there.

    Raises KgError where the endpoint fails or gives less than it counts.
    """
    from kg.graph import publishing
    from kg.rdf.endpoint import Endpoint

    there = Endpoint(endpoint, login=login, timeout=timeout)
    return publishing.pull(there, progress=progress)


def read(*documents: str | Path, folder: str | Path | None = None) -> list[Proposed]:
    """Return what documents say, as proposals with the words that show them; nothing is written.

    Each names its page, what it names, and its proposals: new, known, more exact or contradicting.
    Raises SourceError for what is no document that can be read.
    """
    from kg.reading.documents.files import find_documents, read_page
    from kg.reading.library import open_library
    from kg.reading.outcome.checking import check
    from kg.reading.outcome.proposals import propose

    library = open_library(_workspace(folder))
    pages = [read_page(path) for path in find_documents(tuple(map(Path, documents)))]
    return [check(library, propose(library, page)) for page in pages]


def add(
    *records: Thing | Source | NewClaim, folder: str | Path | None = None, write: bool = False
) -> Addition:
    """Return what records would do to a workspace; with *write*, where they are right, do it.

    Records are named tuples of `kg.additions.records`. ``findings`` say what is wrong, ``plan``
    which files change, ``report`` what that means. Raises UsageError for the shipped data,
    SourceErrors where files cannot be read, and KgError where they cannot be written.
    """
    from kg.additions import plan, preview
    from kg.additions.records import NewClaim, Records, Source, Thing
    from kg.graph.registry import read_registry

    workspace = _workspace(folder)
    workspace.require_own()
    said = Records(
        tuple(each for each in records if isinstance(each, Thing)),
        tuple(each for each in records if isinstance(each, Source)),
        tuple(each for each in records if isinstance(each, NewClaim)),
    )
    with locked(workspace.root) if write else nullcontext():
        addition = preview.preview(workspace, read_registry(workspace), said)
        is_right = not any(each.severity == "error" for each in addition.findings)
        if write and addition.plan and is_right:
            plan.apply(workspace, addition.plan)
    return addition


def import_(  # noqa: PLR0913 - as many as the command has options
    *paths: str | Path,
    folder: str | Path | None = None,
    write: bool = False,
    skip: bool = False,
    keep_things: bool = False,
    review: str | Path | None = None,
    by: str = "",
    on: str = "",
    **options: Any,  # noqa: ANN401 - the fields of `Options`
) -> Intake:
    """Return what files would add to a workspace; with *write* do it, where nothing is held back.

    With *skip* the other rows are written where some are wrong or wait. *review* is a list with
    decisions about names, made *by* an office *on* a day where it does not say so; *options* are
    those of `kg.imports.tables.Options`. ``findings`` say what is wrong, ``plan`` what is added.
    Raises SourceErrors for files that cannot be read, NotFound where they hold nothing, UsageError
    for tables mixed with facts and unknown options, KgError where nothing can be written.
    """
    from kg.additions import plan
    from kg.imports import intake
    from kg.imports.meaning import decided
    from kg.imports.tables import Options

    if unknown := options.keys() - set(Options._fields):
        raise UsageError(f"{min(unknown)!r} is no option. There are {', '.join(Options._fields)}.")
    workspace = _workspace(folder)
    chosen = decided.sign(decided.read_decisions(Path(review)) if review else [], by, on)
    files = [Path(each) for each in paths]
    with locked(workspace.root) if write else nullcontext():
        made = intake.take_in(workspace, files, Options(**options), chosen, keep_things=keep_things)
        if write and made.plan and (made.is_whole or skip):
            plan.apply(workspace, made.plan)
    return made


def resolve(
    thing: str | None = None, folder: str | Path | None = None, *, scope: str = "all"
) -> list[Candidate]:
    """Return the records that may be about one thing, or about *thing*, the likeliest first.

    Each has a score between 0 and 1 and its reasons; `decide` settles a pair. Raises NotFound for
    a thing that is not known.
    """
    from kg.search import candidates, lookup

    store = loading.load(_workspace(folder), scope=scope).store
    about = lookup.look_up(store, thing) if thing else None
    return candidates.find_candidates(store, about=about)


def decide(  # noqa: PLR0913 - as many as the command has options
    a: str,
    b: str,
    verdict: Verdict,
    *,
    because: str,
    on: str,
    by: str = "data editor",
    again: bool = False,
    folder: str | Path | None = None,
    scope: str = "all",
) -> bool:
    """Decide *on* a day that *a* and *b* are the same, different or undecided; tell if it is new.

    With "same" *a* is retired and *b* goes on; *again* replaces an earlier decision about the two.
    Raises NotFound for a thing that is not known, UsageError for a pair or a day that is none and
    the shipped data, FindingsError for what `kg check` would call an error, KgError for what
    contradicts an earlier decision.
    """
    from kg.additions import deciding
    from kg.search import decisions

    workspace = _workspace(folder)
    store = loading.load(workspace, scope=scope).store
    made = decisions.judge(store, (a, b), verdict, because=because, by=by, date=on)
    decisions.require_consistent(made, decisions.read_decisions(store), again=again)
    return deciding.decide(workspace, made, again=again)


def fmt(*paths: str | Path, folder: str | Path | None = None, write: bool = True) -> list[str]:
    """Return the files of graphdata, or of *paths*, that are not laid out canonically; mend them.

    Without *write* nothing changes. Raises UsageError for the shipped data, SourceErrors for files
    that cannot be read or would lose a comment or a blank node.
    """
    return formatting.format_files(_workspace(folder), [Path(each) for each in paths], write=write)


def view(path: str | Path, folder: str | Path | None = None, **options: Any) -> None:  # noqa: ANN401
    """Write the interactive network as one HTML file; *options* and errors are those of `kg.draw`.

    Raises KgError where the file cannot be written.
    """
    write_atomically(Path(path), str(api.draw(folder, **options)).encode())


def to_pyvis(
    folder: str | Path | None = None, *, scope: str = "all", as_of: str | None = None
) -> pyvis.network.Network:
    """Return the network as the `Network` of pyvis, with our places, shapes and colours.

    There is a node for each thing and an edge for each relation, its id the identifier of the
    claim; with *as_of* (a year, month or day) none for what had ended or not begun. Set its options
    as its manual says, and let it write its own page; `kg view --plain` writes one that is offline.
    Raises KgError where files cannot be read, and ValueError where *as_of* is no date.
    """
    from kg.network import network, projection
    from kg.page import plain

    drawn = network.read_network(loading.load(_workspace(folder), scope=scope).store)
    return plain.to_pyvis(projection.narrow(drawn, as_of=as_of))


def _workspace(folder: str | Path | None) -> Workspace:
    return find_workspace(Path(folder) if folder else None)
