"""Whether the graph knows the agreement, project or event that rows are about.

It is known by what tells such things apart (`kg.imports.rows.identity`). Where only a title is
equal, or only the parties are, it may be another: that is for a person to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from kg.imports.meaning.matching import Possible
from kg.imports.rows.contexts import Entry, make_label
from kg.imports.rows.identity import Marks, Record, Recorded, overlap, starts_alike
from kg.imports.rows.registers import Number, contradict
from kg.text.folding import fold

Group = Sequence[Entry]
# The things that are meant, those that the same table listed before, and those that may be meant.
Judgement = tuple[list[Recorded], list[Recorded], list[Recorded]]


def recognise(groups: Sequence[Group], record: Record) -> list[str | tuple[Possible, ...]]:
    """Return for each group of rows the thing of the graph that they are about, or what it may be.

    What a group says in full is its own; what is left of the things that the same table listed
    before is meant by the one group of that name or those parties, which corrects a date.
    """
    judged = [_judge(group, record) for group in groups]
    taken = {same[0].key for same, _, _ in judged if len(same) == 1}
    listed = [
        [] if len(same) == 1 else [each for each in before if each.key not in taken]
        for same, before, _ in judged
    ]
    wanted = Counter(each.key for several in listed for each in several)
    found: list[str | tuple[Possible, ...]] = []
    for group, (same, _, alike), left in zip(groups, judged, listed, strict=True):
        if len(same) == 1:
            found.append(same[0].key)
        elif len(left) == 1 and wanted[left[0].key] == 1 and not same:
            found.append(left[0].key)
        else:
            label = group[0].draft.known.catalogue.label
            several = {each.key: Possible(each.key, label(each.key), 1.0) for each in same or alike}
            found.append(tuple(several.values())[:3])
    return found


def _judge(group: Group, record: Record) -> Judgement:
    first = group[0]
    names = frozenset(name for each in group for name in each.marks.names)
    parties = frozenset(body.meant.key for each in group for body in each.bodies)
    marks = first.marks._replace(names=names, parties=parties)
    sources = {each.draft.source(each.row) for each in group}
    numbers = frozenset(number for each in group for number in each.numbers)
    numbered = record.numbered(first.sort.sort, numbers)
    if numbered:
        return _same_number(marks, sources, numbered, numbers)
    judged = _SAME[first.sort.sort](marks, sources, record, first)
    return _without_others(judged, sources, numbers)


def _same_number(
    marks: Marks, sources: set[str], numbered: list[Recorded], numbers: frozenset[Number]
) -> Judgement:
    """Return the thing that has a number of the rows, unless that may be of another office."""
    if len(numbered) > 1:
        return [], [], numbered
    (known,) = numbered
    sure = (
        sources & known.sources
        or marks.names & known.marks.names
        or marks.parties & known.marks.parties
        or any(each.is_long for each in numbers & known.numbers)
    )
    return ([known] if sure else []), [], numbered


def _without_others(judged: Judgement, sources: set[str], numbers: frozenset[Number]) -> Judgement:
    """Return a judgement without the things that have other numbers in the same register.

    Two documents may number one agreement each in a register of its own: that is asked.
    """
    same, before, alike = judged
    other = [
        each for each in (*same, *before, *alike) if contradict(numbers, each.numbers)
    ]  # an other thing, if one document tells both numbers
    here = [each for each in other if sources & each.sources]
    return (
        [each for each in same if each not in other],
        [each for each in before if each not in other],
        [each for each in (*alike, *same) if each not in here],
    )


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
    inside = [
        each
        for each in titled
        if marks.parties <= each.marks.parties and _dated_alike(marks.when, each)
    ]
    if not same and len(inside) == 1 and marks.when and not _is_generic(entry):
        same = inside
    before = [each for each in known if sources & each.sources and (loose or each in titled)]
    return same, before, [*known, *([] if _is_generic(entry) else titled)]


def _same_event(marks: Marks, sources: set[str], record: Record, entry: Entry) -> Judgement:
    """Return the events of this name, date and place, and those of this name alone."""
    named = record.named("event", marks.names or _made_names(entry))
    here = [
        each
        for each in named
        if None in (marks.place, each.marks.place) or marks.place == each.marks.place
    ]
    same = [each for each in here if any(overlap(marks.when, date) for date in each.dates)]
    undated = [each for each in here if not each.dates or marks.when is None]
    return same, [each for each in undated if sources & each.sources], undated


def _same_project(marks: Marks, sources: set[str], record: Record, entry: Entry) -> Judgement:
    """Return the projects of this name and period, and those of this name alone."""
    named = [*record.named("project", marks.names), *record.named("programme", marks.names)]
    same = [each for each in named if any(overlap(marks.when, date) for date in each.dates)]
    return same, [each for each in named if sources & each.sources], named


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
