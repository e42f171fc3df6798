"""The ledger: what records add to the Turtle files of a workspace, planned first and then written.

A plan says which files would change and why; nothing is written before the whole of it is known.
Adding knows no deleting: what a file says stays, and what it says already is not said again, so
the same records planned twice change nothing the second time. Only an edit replaces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.additions import triples as entries
from kg.additions.minting import Mint
from kg.additions.records import Edit, NewClaim, Own, Records, Source, Thing
from kg.additions.triples import Pair
from kg.errors import KgError
from kg.files import change_files, locked, read_bytes, read_text
from kg.graph import formatting
from kg.graph.workspace import Workspace, registry_files, source_files
from kg.names import CLAIM, ID, SRC, TOTAL, expand, shorten
from kg.rdf import turtle
from kg.rdf.turtle import value as value_of

# The folder of the registry for each class.
FOLDERS: Final = {
    "org:Organization": "organisations",
    "org:FormalOrganization": "organisations",
    "org:OrganizationalUnit": "organisations",
    "pc:Project": "projects",
    "pc:Programme": "programmes",
    "pc:Agreement": "agreements",
    "pc:Cooperation": "cooperations",
    "pc:Event": "events",
    "pc:Instrument": "instruments",
    "pc:Practice": "practices",
    "pc:Area": "areas",
    "pc:Country": "areas",
    "pc:SubNationalArea": "areas",
}


Progress = Callable[[str, int, int], None]  # the step, how many are done, of how many
_EVIDENCE: Final = expand("pc:evidence")
# What a claim has from one document alone: evidence, notes, by when, why it is not named there.
_OWN: Final = frozenset(
    {_EVIDENCE, *map(expand, ("skos:editorialNote", "pc:attested", "pc:notNamed"))}
)
_SOME: Final = 500  # statements between two calls


# What a number is counted for that is not broken down: a graph of one's own may lack it.


class FileChange(NamedTuple):
    """A file before and after; *before* is None where it is new."""

    path: Path
    before: bytes | None
    after: bytes


class _File(NamedTuple):
    text: str
    document: turtle.Document
    triples: frozenset[ox.Triple]
    subjects: frozenset[str]


class Plan(NamedTuple):
    """What an import would do: new things, claims and sources by key, and the files that change.

    *seconded* are claims that exist and get evidence from a further source; *names* gives the
    claim of each statement, in the order of the records; *edits* replace what was said.
    """

    things: tuple[str, ...]
    claims: tuple[str, ...]
    seconded: tuple[str, ...]
    sources: tuple[str, ...]
    changes: tuple[FileChange, ...]
    names: tuple[str, ...]
    edits: tuple[Edit, ...] = ()


def plan(
    workspace: Workspace,
    records: Records,
    *,
    keep_things: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> Plan:
    """Return what *records* would add to the files of a workspace and change in them.

    With *keep_things* the records of things that are known stay as they are; *progress* hears how
    many statements are done. Raises SourceErrors where a file cannot be read, or would lose a
    comment or a blank node.
    """
    draft = _Draft(workspace)
    things = [each.key for each in records.things if draft.add_thing(each, keep=keep_things)]
    sources = [each.key for each in records.sources if draft.add_source(each)]
    names = []
    for done, statement in enumerate(records.statements):
        if done % _SOME == 0:
            progress("working out what changes", done, len(records.statements))
        names.append(draft.add_statement(statement))
    things += draft.made
    for each in records.own:
        things += [key for key in sorted(each.things) if draft.add_own_thing(key, each)]
        sources += [key for key in sorted(each.sources) if draft.add_own_source(key, each)]
        names += each.claims
    known = draft.known_claims
    edits = tuple(dict.fromkeys(each._replace(origin=None) for each in records.edits))
    for edit in edits:
        draft.replace(edit)
    return Plan(
        things=tuple(things),
        claims=tuple(name for name in dict.fromkeys(names) if name not in known),
        seconded=tuple(name for name in dict.fromkeys(names) if name in draft.seconded),
        sources=tuple(sources),
        changes=draft.changes(),
        names=tuple(names),
        edits=edits,
    )


def apply(workspace: Workspace, made: Plan) -> None:
    """Write the files of a plan, all or none of them.

    Raises KgError where a file has changed since the plan was made, or cannot be written; nothing
    has been changed then.
    """
    workspace.require_own()
    if not made.changes:
        return
    with locked(workspace.root):
        for change in made.changes:
            now = read_bytes(change.path) if change.path.exists() else None
            if now != change.before:
                name = workspace.name(change.path)
                raise KgError("changed while the import was planned. Run it again.", file=name)
        after = {change.path: change.after for change in made.changes}
        change_files(workspace.root / "graphdata", after)


class _Draft:
    """The files of a workspace, and what is to be added to them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._things = {file.path.stem: file.path for file in registry_files(workspace)}
        self._sources = {file.path.stem: file.path for file in source_files(workspace)}
        self._files = {path: self._read(path) for path in self._sources.values()}
        self._added: dict[Path, set[ox.Triple]] = defaultdict(set)
        self._tags: dict[tuple[str, str], str] = {}
        self._removed: dict[Path, set[ox.Triple]] = defaultdict(set)
        # The rows in which a table tells a claim now, by source and claim.
        self._rows: dict[tuple[str, str], set[ox.NamedNode]] = defaultdict(set)
        triples = {key: self._files[path].triples for key, path in self._sources.items()}
        self._mint = Mint(triples)
        self.known_claims = frozenset(self._mint.names())
        self.made: list[str] = []  # things that claims need and nobody has described
        self.seconded: set[str] = set()

    def add_thing(self, thing: Thing, *, keep: bool) -> bool:
        """Add a thing to its file; tell whether it is new."""
        known = thing.key in self._things
        folder = self._workspace.root / "graphdata/registry" / FOLDERS[thing.type]
        path = self._things.setdefault(thing.key, folder / f"{thing.key}.ttl")
        if not (known and keep):
            self._add(path, entries.thing_triples(thing, self._triples(path)))
        return not known

    def add_source(self, source: Source) -> bool:
        """Add the record of a source to its file; tell whether it is new."""
        known = source.key in self._sources
        said = entries.unnamed_triples(source) if known else entries.source_triples(source)
        self._add(self._source_file(source.key), said)
        return not known

    def add_statement(self, statement: NewClaim) -> str:
        """Add a claim to the files of all its sources; return its name."""
        if statement.seconds:
            return self._second(statement, statement.seconds)
        whole = self.add_statement(statement.whole) if statement.whole else None
        pairs = entries.claim_pairs(statement, whole)
        name = self._mint.name(statement, pairs)
        if entries.ANY_AREA not in self._things and any(value_of(end) == TOTAL for _, end in pairs):
            self.add_thing(entries.total_area(), keep=True)
            self.made.append(entries.ANY_AREA)
        for source in statement.sources:
            path = self._source_file(source)
            if name in self.known_claims and not self._says(path, name):
                self.seconded.add(name)
            self._tell(path, name, pairs, source, statement)
        return name

    def _tell(
        self, path: Path, name: str, pairs: set[Pair], source: str, statement: NewClaim
    ) -> None:
        """Add a claim to the file of a source, with the place where it stands there."""
        place = statement.passage or statement.row
        if statement.row and place is statement.row:
            self._rows[source, name].add(entries.evidence_of(source, place))
        self._add(path, entries.claim_triples(name, pairs, source, place))

    def _second(self, statement: NewClaim, name: str) -> str:
        """Add further evidence of a claim that is known; return its name."""
        homes = [file for file in self._files.values() if CLAIM + name in file.subjects]
        pairs: set[Pair] = {
            (each.predicate, each.object)  # type: ignore[misc]
            for file in homes[:1]
            for each in file.triples
            if value_of(each.subject) == CLAIM + name and each.predicate.value not in _OWN
        }
        for source in statement.sources:
            path = self._source_file(source)
            if not self._says(path, name):
                self.seconded.add(name)
                self._tell(path, name, pairs, source, statement)
            else:
                self._tell(path, name, set(), source, statement)
        return name

    def add_own_thing(self, key: str, own: Own) -> bool:
        """Add the triples of a thing as they are; tell whether it is new."""
        known = key in self._things
        if not known:
            folder = self._workspace.root / "graphdata/registry" / own.folders[key]
            self._things[key] = folder / f"{key}.ttl"
        self._triples(self._things[key])
        self._add(self._things[key], own.things[key])
        self._tags.update(own.tags)
        return not known

    def add_own_source(self, key: str, own: Own) -> bool:
        """Add the triples of a document as they are; tell whether it is new."""
        known = key in self._sources
        self._add(self._source_file(key), own.sources[key])
        self._tags.update(own.tags)
        return not known

    def replace(self, edit: Edit) -> None:
        """Put other values in the place of those of a property, in every file that has them."""
        subject, name = ox.NamedNode(edit.subject), ox.NamedNode(edit.predicate)
        for path in self._described_in(edit.subject):
            self._triples(path)
            self._removed[path] |= {ox.Triple(subject, name, each) for each in edit.old}
            self._add(path, {ox.Triple(subject, name, each) for each in edit.new})

    def _described_in(self, subject: str) -> list[Path]:
        """Return the files that describe a thing, a document or a claim."""
        key = shorten(subject).partition(":")[2]
        if subject.startswith(ID):
            return [self._things[key]]
        if subject.startswith(SRC):
            return [self._sources[key]]
        return [path for path in self._sources.values() if self._says(path, key)]

    def changes(self) -> tuple[FileChange, ...]:
        """Return the files that would change, by path."""
        self._leave_rows()
        changes = []
        for path in sorted(self._added):
            change = self._change(path)
            del self._added[path]  # what is written need not be held twice
            if change:
                changes.append(change)
        return tuple(changes)

    def _leave_rows(self) -> None:
        """Remove the rows in which a table told a claim before, where it tells it in others now."""
        told: dict[str, dict[str, set[ox.NamedNode]]] = defaultdict(dict)
        for (source, name), rows in self._rows.items():
            if name in self.known_claims:
                told[source][CLAIM + name] = rows
        for source, by_claim in told.items():
            path = self._sources[source]
            file = self._files.get(path)
            if file is None:
                continue
            links = [each for each in file.triples if each.predicate.value == _EVIDENCE]
            left = {
                each
                for each in links
                if each.object not in by_claim.get(value_of(each.subject), {each.object})
                and entries.is_of_table(value_of(each.object), source)
            }
            used = {each.object for each in links if each not in left}
            used |= {each.object for each in self._added[path] if each.predicate.value == _EVIDENCE}
            gone = {each.object for each in left} - used
            self._removed[path] |= left | {each for each in file.triples if each.subject in gone}

    def _change(self, path: Path) -> FileChange | None:
        old = self._files.get(path)
        if old is None:
            return FileChange(path, None, turtle.write(self._added[path], tags=self._tags).encode())
        triples = (old.triples - self._removed[path]) | self._added[path]
        if triples == old.triples:
            return None
        formatting.require_lossless(old.text, old.document, name=self._workspace.name(path))
        after = turtle.write(triples, tags={**self._tags, **old.document.tags}).encode()
        return FileChange(path, read_bytes(path), after)

    def _add(self, path: Path, triples: Iterable[ox.Triple]) -> None:
        self._added[path].update(triples)

    def _says(self, path: Path, claim: str) -> bool:
        file = self._files.get(path)
        return file is not None and CLAIM + claim in file.subjects

    def _triples(self, path: Path) -> set[ox.Triple]:
        """Return what a file says already, and what is to be added to it."""
        if path not in self._files and path.exists():
            self._files[path] = self._read(path)
        file = self._files.get(path)
        return {*(file.triples if file else ()), *self._added[path]}

    def _source_file(self, key: str) -> Path:
        folder = self._workspace.root / "graphdata/sources/public"
        return self._sources.setdefault(key, folder / f"{key}.ttl")

    def _read(self, path: Path) -> _File:
        name = self._workspace.name(path)
        text = read_text(path, name=name)
        document = turtle.read(text, name=name)
        subjects = frozenset(turtle.value(triple.subject) for triple in document.triples)
        return _File(text, document, frozenset(document.triples), subjects)
