"""New positions into the files: what would change, and writing it.

Only what was found beyond doubt is changed: spans that moved, and digest and length of a document
whose own text has changed. A text that differs by its line ends or encoding alone changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.evidence.anchoring import MOVED, Place
from kg.evidence.documents import CHANGED, SAME, Checked
from kg.evidence.verification import Verification
from kg.files import change_files, locked
from kg.graph import reading
from kg.graph.formatting import require_lossless
from kg.graph.workspace import Workspace
from kg.names import EV, SRC, expand, shorten
from kg.rdf import turtle


class NewValue(NamedTuple):
    """One value of one thing that is to be written anew, or (*property* None) its IRI."""

    thing: str
    property: str | None
    old: str
    new: str

    def __str__(self) -> str:
        if self.property is None:
            return f"{shorten(self.old)} -> {shorten(self.new)}"
        return f"{shorten(self.thing)} {self.property}: {self.old} -> {self.new}"


def find_changes(verification: Verification) -> list[NewValue]:
    """Return what has to be written so that the next verification holds, in a fixed order.

    Raises KgError where a new name is taken by evidence that stays.
    """
    changes = [
        change
        for each in verification.documents
        if each.reading and not each.reading.differences and each.state in (SAME, CHANGED)
        for change in (*_of_document(each), *_of_spans(each))
    ]
    _refuse_collisions(verification, changes)
    return changes


def apply(changes: Iterable[NewValue], workspace: Workspace) -> list[str]:
    """Write *changes* into every file of the data that speaks of their things; return the names.

    All files are rewritten in memory first, then all of them are replaced or none. Raises
    SourceError where a file would lose a comment, UsageError for shipped data, and what `locked`
    and `change_files` raise; nothing is written then.
    """
    workspace.require_own()
    changes = list(changes)
    names = {change.old: change.new for change in changes if change.property is None}
    values = {
        (change.thing, expand(change.property)): change.new for change in changes if change.property
    }
    written: dict[Path, bytes] = {}
    with locked(workspace.root):
        for record in reading.read(workspace):
            triples = [_rewrite(each, names, values) for each in record.document.triples]
            if triples != record.document.triples:
                require_lossless(record.text, record.document, name=record.name)
                new = turtle.write(triples, tags=record.document.tags)
                written[record.file.path] = new.encode()
        if written:
            change_files(workspace.root / "graphdata", written)
    return [workspace.name(path) for path in written]


def _of_document(each: Checked) -> Iterable[NewValue]:
    assert each.reading is not None
    source, recorded = each.document.source, each.document
    if each.reading.digest != recorded.digest:
        yield NewValue(source, "pc:documentDigest", recorded.digest or "", each.reading.digest)
    if not each.right_length:
        yield NewValue(source, "pc:codePoints", str(recorded.length), str(len(each.reading.text)))


def _of_spans(each: Checked) -> Iterable[NewValue]:
    for place in each.places:
        if place.state == MOVED and place.now:
            span, (start, end) = place.span, place.now
            yield NewValue(span.evidence, "oa:start", str(span.start), str(start))
            yield NewValue(span.evidence, "oa:end", str(span.end), str(end))
            if span.evidence == _name(each, span.start, span.end):
                yield NewValue(span.evidence, None, span.evidence, _name(each, start, end))


def _name(each: Checked, start: int, end: int) -> str:
    return f"{EV}{each.document.source.removeprefix(SRC)}-{start}-{end}"


def _refuse_collisions(verification: Verification, changes: Iterable[NewValue]) -> None:
    names = {change.old: change.new for change in changes if change.property is None}
    places: list[Place] = [place for each in verification.documents for place in each.places]
    staying = {place.span.evidence for place in places} - names.keys()
    for old, new in names.items():
        if new in staying or list(names.values()).count(new) > 1:
            raise KgError(
                f"{shorten(old)} would become {shorten(new)}, which is other evidence."
                " Correct that one by hand first; nothing was changed."
            )


def _rewrite(
    triple: ox.Triple, names: Mapping[str, str], values: Mapping[tuple[str, str], str]
) -> ox.Triple:
    """Return a triple with its new value, and with the new names of what it speaks of."""
    subject, value = triple.subject, triple.object
    new = values.get((turtle.value(subject), triple.predicate.value))
    if new is not None and isinstance(value, ox.Literal):
        value = ox.Literal(new, datatype=value.datatype)
    if isinstance(subject, ox.NamedNode):
        subject = ox.NamedNode(names.get(subject.value, subject.value))
    if isinstance(value, ox.NamedNode):
        value = ox.NamedNode(names.get(value.value, value.value))
    return ox.Triple(subject, triple.predicate, value)
