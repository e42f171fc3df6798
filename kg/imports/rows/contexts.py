"""What bodies take part in: rows about agreements, projects, visits and events, as they are read.

Which rows are about one thing, and whether the graph knows it, is told when all of them have been
read (`kg.imports.rows.joining`), so that no order of rows matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kg.additions.coining import name_shared
from kg.additions.records import Text
from kg.imports.rows.draft import Draft
from kg.imports.rows.identity import Marks
from kg.imports.rows.registers import Number, number_of, read_numbers
from kg.imports.rows.row import Body, RowCells
from kg.text.folding import fold
from kg.text.words import LANGUAGES


class Sort(NamedTuple):
    """A sort of context: its class, its usual kind and role, and how many bodies it cannot lack."""

    type: str
    sort: str
    kind: str
    role: str
    needs: int = 0


SORTS: Final = {
    "agreements": Sort("pc:Agreement", "agreement", "kind:agreement", "role:party", 2),
    "cooperations": Sort(
        "pc:Cooperation", "cooperation", "kind:general", "role:cooperating-party", 2
    ),
    "projects": Sort("pc:Project", "project", "kind:project", "role:partner"),
    "visits": Sort("pc:Event", "event", "kind:visit", "role:visitor"),
    "events": Sort("pc:Event", "event", "kind:event", "role:attendee"),
}


class Entry(NamedTuple):
    """A row about a context, with what has been read of it."""

    sort: Sort
    row: RowCells
    draft: Draft
    key: str | None
    kind: str
    when: str | None
    bodies: list[Body]
    role: str | None
    programme: str | None
    funder: str | None
    paid: tuple[str | None, str | None, str | None]
    codes: tuple[Text, ...] = ()  # its numbers in registers

    @property
    def names(self) -> dict[str, str]:
        """Return the name that the row gives, in each language; of a project else its acronym."""
        names = self.row.names()
        if not names and self.sort.sort == "project":
            acronym = next(iter(self.row.listed("aliases")), None)
            return {self.row.lang: acronym} if acronym else {}
        return names

    @property
    def title(self) -> str | None:
        """Return the first name that the row gives."""
        return next(iter(self.names.values()), None)

    @property
    def numbers(self) -> frozenset[Number]:
        """Return its numbers in registers, as they are compared."""
        return frozenset(map(number_of, self.codes))

    @property
    def marks(self) -> Marks:
        """Return what tells its thing from others, as far as the row says it."""
        place = self.row.text("place")
        return Marks(
            frozenset(map(fold, self.names.values())),
            frozenset(each.meant.key for each in self.bodies),
            self.kind,
            self.when,
            fold(place) if place else None,
        )


def read_context(kind: str, row: RowCells, draft: Draft, key: str | None) -> None:
    """Read a row about an agreement, a project, a visit or an event.

    *key* is the identifier that the row gives it, if any. What it says follows when all rows are
    read.
    """
    sort = SORTS[kind]
    concept = row.concept("kind", "kind") or sort.kind
    entry = Entry(
        sort,
        row,
        draft,
        key,
        concept,
        row.interval(),
        _bodies(kind, row, draft),
        row.concept("role", "role"),
        row.other("programme", ("programme", "project")),
        row.body_only("funder"),
        row.amount(),
        read_numbers(row),
    )
    row.text("place"), row.text("topic")
    if not (entry.key or entry.title or entry.bodies or sort.needs):
        row.report("neither a name nor a body is given.")
    if sort.sort == "project" and not (entry.key or entry.title or entry.codes):
        row.report("neither the name of a project nor its number is given. Name it.")
    _refuse_twice(entry)
    draft.entries.append(entry)


def _refuse_twice(entry: Entry) -> None:
    """Report a body that stands in a row twice: nobody makes an agreement with itself."""
    seen: set[str] = set()
    for each in entry.bodies:
        if each.meant.key in seen and not each.meant.by_country:
            message = f"“{each.name}” stands here twice: a body cannot partner itself."
            entry.row.report(message, at=each.place)
            return
        seen.add(each.meant.key)


def _bodies(kind: str, row: RowCells, draft: Draft) -> list[Body]:
    """Return the bodies of a row, and the one whose table it is where a side of it is empty."""
    bodies = row.bodies()
    if draft.own is None or any(each.meant == draft.own for each in bodies):
        return bodies
    label = draft.known.catalogue.label(draft.own.key)
    roles = {each.role for each in bodies}
    if kind == "visits":
        side = "role:visitor" if roles == {"role:host"} else "role:host"
        return [*bodies, Body(draft.own, side, label)] if len(bodies) == 1 else bodies
    own = Body(draft.own, SORTS[kind].role, label)
    if SORTS[kind].needs:
        return [own, *bodies] if len(bodies) == 1 else bodies
    return [*bodies, own]


def make_label(entries: Sequence[Entry], titles: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return names made of a title or kind, up to four bodies, and the date, in each language.

    Without *titles* they are made of the kind, in English and Czech.
    """
    first = entries[0]
    known = first.draft.known
    kinds = known.titles.get(first.kind, (first.kind, first.kind))
    keys = dict.fromkeys(body.meant.key for each in entries for body in each.bodies)
    bodies = {lang: [known.catalogue.label(key, lang) for key in keys] for lang in LANGUAGES}
    named = titles or dict(zip(LANGUAGES, kinds, strict=True))
    numbers = sorted({each.text for entry in entries for each in entry.codes})
    return name_shared(named, bodies, first.when, numbers)
