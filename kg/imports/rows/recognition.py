"""Whether the graph knows the agreement, project or event that rows are about.

It is known by what tells such things apart (`kg.imports.rows.identity`). Where only a title is
equal, or only the parties are, it may be another: that is for a person to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kg.imports.meaning.matching import Possible
from kg.imports.rows.contexts import Entry, make_label
from kg.imports.rows.identity import Marks, Record, Recorded, overlap, starts_alike
from kg.text.folding import fold


def recognise(group: Sequence[Entry], record: Record) -> str | tuple[Possible, ...]:
    """Return the identifier of the thing of the graph that rows are about, or what it may be."""
    first = group[0]
    names = frozenset(name for each in group for name in each.marks.names)
    parties = frozenset(body.meant.key for each in group for body in each.bodies)
    marks = first.marks._replace(names=names, parties=parties)
    sources = {each.draft.source(each.row) for each in group}
    same, alike = _SAME[first.sort.sort](marks, sources, record, first)
    if len(same) == 1:
        return same[0].key
    label = first.draft.known.catalogue.label
    listed = {each.key: Possible(each.key, label(each.key), 1.0) for each in (*same, *alike)}
    return tuple(listed.values())[:3]


Judgement = tuple[list[Recorded], list[Recorded]]


def _same_agreement(marks: Marks, sources: set[str], record: Record, entry: Entry) -> Judgement:
    """Return the agreements that have these parties, kind and date, and those of a part of that."""
    given, sort = entry.row.text("kind") is not None, entry.sort.sort
    known = [
        each
        for each in record.of_parties(sort, marks.parties)
        if not given or each.marks.kind == marks.kind
    ]
    titled = record.named(sort, marks.names)
    loose = not marks.names or _is_generic(entry)
    same = [
        each
        for each in known
        if (each in titled and _dated_alike(marks.when, each))
        or (loose and _is_dated(marks.when, each))
    ]
    if not same:  # the same table says another date of the one that it listed
        listed = [each for each in known if sources & each.sources]
        same = listed[:2] if loose else [each for each in listed if each in titled][:2]
    if same:
        return same, []
    inside = [
        each
        for each in titled
        if marks.parties <= each.marks.parties and _dated_alike(marks.when, each)
    ]
    if len(inside) == 1 and marks.when and not _is_generic(entry):
        return inside, []
    return [], [*known, *([] if _is_generic(entry) else titled)]


def _same_event(marks: Marks, sources: set[str], record: Record, entry: Entry) -> Judgement:
    """Return the events of this name, date and place, and those of this name alone."""
    named = record.named("event", marks.names or _made_names(entry))
    here = [
        each
        for each in named
        if None in (marks.place, each.marks.place) or marks.place == each.marks.place
    ]
    same = [each for each in here if any(overlap(marks.when, date) for date in each.dates)]
    if not same:
        undated = [each for each in here if not each.dates or marks.when is None]
        same = [each for each in undated if sources & each.sources]
        return same, ([] if same else undated)
    return same, []


def _same_project(marks: Marks, sources: set[str], record: Record, entry: Entry) -> Judgement:
    """Return the projects of this name and period, and those of this name alone."""
    named = [*record.named("project", marks.names), *record.named("programme", marks.names)]
    same = [each for each in named if any(overlap(marks.when, date) for date in each.dates)]
    same = same or [each for each in named if sources & each.sources]
    return same, ([] if same else named)


_SAME: Final[dict[str, Callable[[Marks, set[str], Record, Entry], Judgement]]] = {
    "agreement": _same_agreement,
    "cooperation": _same_agreement,
    "event": _same_event,
    "project": _same_project,
}


def _dated_alike(when: str | None, known: Recorded) -> bool:
    """Tell whether nothing speaks against one date: equal beginnings, or one is not given."""
    return not known.dates or when is None or any(starts_alike(when, each) for each in known.dates)


def _is_dated(when: str | None, known: Recorded) -> bool:
    """Tell whether two dates say the same beginning, or neither is given."""
    if when is None:
        return not known.dates
    return any(starts_alike(when, each) for each in known.dates)


def _is_generic(entry: Entry) -> bool:
    """Tell whether the title of a row says no more than of what kind its thing is."""
    return bool(entry.marks.names & _generic(entry, entry.kind))


def _generic(entry: Entry, kind: str | None) -> frozenset[str]:
    known = entry.draft.known
    titles = {*known.titles.get(kind or "", ()), *known.titles.get(entry.sort.kind, ())}
    words = {
        word for word, name in known.concepts["kind"].items() if name in (kind, entry.sort.kind)
    }
    return frozenset({*(fold(each) for each in titles), *words})


def _made_names(entry: Entry) -> frozenset[str]:
    return frozenset(map(fold, make_label([entry]).values()))
