"""Which rows are about one agreement, project or event, and what they say of it together.

Rows are about one thing where all that tells such things apart is equal; a row that leaves out the
date and the place goes with the only one of its name that has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kg.additions.coining import base_of
from kg.additions.records import NewClaim, Text, Thing
from kg.errors import Finding
from kg.imports.meaning.known import Background
from kg.imports.meaning.matching import Meaning, Possible
from kg.imports.meaning.mentions import labels_of
from kg.imports.rows.contexts import Entry, make_label
from kg.imports.rows.draft import describe, take_part
from kg.imports.rows.identity import Record
from kg.imports.rows.recognition import recognise
from kg.imports.rows.registers import Number, contradict, number_of
from kg.names import ID, expand, shorten
from kg.text.folding import fold

_TWIN: Final = 0.93  # as close as this, two names of agreements may be the same one's


def join(entries: Sequence[Entry], known: Background) -> None:
    """Tell which rows are about one thing, and add what they say of it."""
    groups = sorted(_groups([each for each in entries if each.row.is_sound]), key=_order)
    record = Record(known)
    titles = _shared_titles(groups)
    for group in groups:
        _refuse_lonely(group)
    sound = [kept for group in groups if (kept := [each for each in group if each.row.is_sound])]
    found = recognise(sound, record)
    for group, meant in zip(sound, found, strict=True):
        key = _key(group, record, titles, meant)
        if key:
            for each in group:
                _say(each, key)


# Which rows are about one thing


def _groups(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Return rows by what they are about, in the order in which that is named first."""
    entries = list(entries)
    first = _first_numbered(entries)
    groups: dict[object, list[Entry]] = defaultdict(list)
    for each in entries:
        numbered = None if each.key else first.get(id(each))
        groups[numbered or _identity(each)].append(each)
    for identity, rows in groups.items():
        if isinstance(identity, _Numbered):
            rows.sort(key=lambda each: _order([each]))
            _refuse_two_numbers(rows)
    return _completed(_with_numbers(groups))


class _Numbered(NamedTuple):
    """What makes rows with a number in a register one thing: the first of its numbers."""

    sort: str
    number: Number


def _first_numbered(entries: Iterable[Entry]) -> dict[int, _Numbered]:
    """Return of each row with a number the least of all numbers of the same thing, by its `id`.

    Rows that share a number are about one thing, and so are those that share another with these.
    """
    least: dict[_Numbered, _Numbered] = {}

    def root(each: _Numbered) -> _Numbered:
        while least.setdefault(each, each) != each:
            each = least[each]
        return each

    listed = [
        (entry, [_Numbered(entry.sort.sort, each) for each in entry.numbers]) for entry in entries
    ]
    for _, numbers in listed:
        for each in numbers[1:]:
            one, other = sorted((root(numbers[0]), root(each)))
            least[other] = one
    return {id(entry): root(numbers[0]) for entry, numbers in listed if numbers}


def _refuse_two_numbers(group: Sequence[Entry]) -> None:
    """Report rows that share a number in one register, and have different ones in another."""
    first: dict[str, Entry] = {}
    for each in group:
        for register in sorted({number.register for number in each.numbers}):
            other = first.setdefault(register, each)
            if contradict(
                (number for number in each.numbers if number.register == register), other.numbers
            ):
                message = "one number as row {0}, and another beside it. Correct one of them."
                each.row.report(message.format(other.row.number), "code", rule="two-numbers")
                other.row.report(message.format(each.row.number), "code", rule="two-numbers")
                return


def _with_numbers(groups: dict[object, list[Entry]]) -> dict[object, list[Entry]]:
    """Return groups, rows without a number with those that have one and are equal in all else."""
    owners: dict[object, list[_Numbered]] = defaultdict(list)
    for identity, rows in groups.items():
        if isinstance(identity, _Numbered):
            for each in dict.fromkeys(map(_identity, rows)):
                owners[each].append(identity)
    for identity in [each for each in groups if each in owners]:
        several = owners[identity]
        if len(several) == 1:
            groups[several[0]] += groups.pop(identity)
            continue
        for each in groups[identity]:
            numbers = ", ".join(sorted(owner.number.number for owner in several))
            message = f"no number, and rows with {numbers} are equal else. Give it."
            each.row.report(message, rule="no-number")
    return groups


def _identity(entry: Entry) -> object:
    """Return what makes the thing of a row this one and no other, as far as the row tells."""
    sort, marks = entry.sort.sort, entry.marks
    if entry.key:
        return sort, entry.key
    if sort == "project":
        return sort, marks.names, marks.when, None
    if sort == "event" and marks.names:
        return sort, marks.names, marks.when, marks.place, marks.kind
    if marks.names and len(entry.bodies) < entry.sort.needs:
        return sort, marks.names, marks.when, marks.kind, "listed"
    if len(entry.bodies) < entry.sort.needs:
        return sort, id(entry.row)
    return sort, marks


def _completed(groups: dict[object, list[Entry]]) -> list[list[Entry]]:
    """Return groups, the rows without a date or place with those of the one such name that has."""
    dated: dict[tuple[str, frozenset[str]], list[object]] = defaultdict(list)
    for identity, rows in groups.items():
        if not rows[0].key and _is_listed(rows[0]):
            dated[rows[0].sort.sort, rows[0].marks.names].append(identity)
    for identities in dated.values():
        bare = [each for each in identities if _is_bare(groups[each][0])]
        full = [each for each in identities if each not in bare]
        if len(full) == 1:
            for each in bare:
                groups[full[0]] += groups.pop(each)
    return list(groups.values())


def _order(group: Sequence[Entry]) -> tuple[object, ...]:
    """Return by what things are sorted, so that their identifiers hang on no order of rows."""
    first, marks = group[0], group[0].marks
    words = (sorted(marks.names), sorted(marks.parties), marks.when or "", marks.place or "")
    numbers = sorted(number for each in group for number in each.numbers)
    return first.sort.sort, *words, first.kind, first.key or "", numbers


def _is_listed(entry: Entry) -> bool:
    """Tell whether a row may be one of several about its thing, told by the name."""
    return bool(entry.marks.names) and (
        not entry.sort.needs or len(entry.bodies) < entry.sort.needs
    )


def _is_bare(entry: Entry) -> bool:
    return entry.when is None and entry.marks.place is None and not entry.codes


def _refuse_lonely(group: Sequence[Entry]) -> None:
    """Report agreements with fewer than two parties: nobody agrees with nobody."""
    needs = group[0].sort.needs
    bodies = {each.meant.key for entry in group for each in entry.bodies}
    if len(bodies) >= needs or (group[0].key and group[0].draft.known.catalogue.get(group[0].key)):
        return
    said = "one party. Name the other one in this row, or in another" if bodies else "no party"
    thing = "an agreement" if group[0].sort.type == "pc:Agreement" else "a cooperation"
    for each in group:
        each.row.report(f"{thing} with {said}.", severity="error", rule="one-party")


# Whether the graph knows it


def _key(
    group: Sequence[Entry],
    record: Record,
    titles: set[tuple[str, str]],
    found: str | tuple[Possible, ...],
) -> str | None:
    """Return the identifier of what rows are about, None where a person has to decide."""
    first = group[0]
    if first.key:
        return _given(group)
    if isinstance(found, str):
        return found
    name = _label(group, titles, record)
    if found:
        shared = any((first.sort.sort, each) in titles for each in first.marks.names)
        asked = None if shared else first.title
        meant = _decided(group, asked or next(iter(name.values())), found)
        if meant != "new":
            return meant
    return _new(group, name)


def _given(group: Sequence[Entry]) -> str | None:
    """Return the identifier that rows give, if they call its thing by one name."""
    first = group[0]
    key = first.key or ""
    known = first.draft.known.catalogue.get(key) is not None
    label = next((each.title for each in group if each.title), None)
    for each in group:
        said = each.title
        if not known and said and label and said != label:
            each.row.report(f"id:{key} is “{label}” in another row. Keep one name.", "name")
    if not all(each.row.is_sound for each in group):
        return None
    return key if known else _new(group, first.names or make_label([first]), key=key)


def _decided(group: Sequence[Entry], label: str, candidates: tuple[Possible, ...]) -> str | None:
    """Return what was decided about a thing that may be one of the graph; else ask in each row."""
    first = group[0]
    meaning = Meaning(label, first.sort.sort, None, "proposed", None, "close", candidates)
    answer = first.draft.mentions.decide(meaning, first.row.place("name"))
    if isinstance(answer, Finding):
        for each in group:
            each.row.findings.append(answer._replace(line=each.row.number))
        return None
    return answer


# What is new


def _new(group: Sequence[Entry], label: Mapping[str, str], key: str | None = None) -> str:
    """Return the identifier of a new thing, which each of its rows describes."""
    first, mentions = group[0], group[0].draft.mentions
    if key is None:
        _warn_of_twin(first, next(iter(label.values())))
        key = mentions.mint(_base(group))
    kinds = [each.kind for each in group if each.kind != each.sort.kind]
    aliases = tuple(
        dict.fromkeys(
            Text(name, each.row.lang) for each in group for name in each.row.listed("aliases")
        )
    )
    titles = [Text(name, lang) for each in group for lang, name in each.names.items()]
    named = {text.casefold() for text in label.values()}
    aliases += tuple(each for each in dict.fromkeys(titles) if each.text.casefold() not in named)
    kind = kinds[0] if kinds else first.kind
    thing = Thing(
        key,
        first.sort.type,
        labels_of(label),
        kind=kind,
        aliases=aliases,
        identifiers=_identifiers(group),
    )
    mentions.add(thing, first.sort.sort)
    for each in group:
        each.row.things.append(thing)
    return key


def _identifiers(group: Iterable[Entry]) -> tuple[Text, ...]:
    """Return the numbers of rows in registers, each once, sorted."""
    said = {number_of(each): each for entry in group for each in entry.codes}
    return tuple(text for _, text in sorted(said.items()))


def _warn_of_twin(entry: Entry, label: str) -> None:
    """Say which thing of the graph has nearly the name of a new one."""
    known = entry.draft.known.catalogue
    close = known.close(label, (entry.sort.sort,))
    twin = next((each.key for each in close if each.score >= _TWIN), None)
    if twin and twin not in entry.draft.mentions.things:
        message = f"new, and much like id:{twin} (“{known.label(twin)}”)."
        step = "If it is the same, write its identifier."
        entry.row.report(f"{message} {step}", "name", severity="warning")


def _base(group: Sequence[Entry]) -> str:
    """Return a readable identifier: who is in an agreement or visit, how the others are called."""
    entry = group[0]
    name = entry.title
    bodies = [body.meant.key for each in group for body in each.bodies]
    acronym = next(iter(entry.row.listed("aliases")), None) if name else None
    sort = "visit" if entry.sort.kind == "kind:visit" else entry.sort.sort
    return base_of(sort, acronym or name, bodies, entry.when)


def _shared_titles(groups: Iterable[Sequence[Entry]]) -> set[tuple[str, str]]:
    """Return the titles, folded and with their sort, under which rows mean several things."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for group in groups:
        for name in {name for each in group for name in each.marks.names}:
            seen[group[0].sort.sort, name] += 1
    return {title for title, number in seen.items() if number > 1}


def _label(group: Sequence[Entry], titles: set[tuple[str, str]], record: Record) -> dict[str, str]:
    """Return the name in each language: as given, or made of title or kind, bodies and date.

    A title that several have is no name: bodies and date stand behind it.
    """
    first, sort = group[0], group[0].sort.sort
    names = next((each.names for each in group if each.names), {})
    shared = any((sort, name) in titles for name in first.marks.names)
    if names and not shared and not record.named(sort, first.marks.names):
        return names
    return make_label(group, names)


# What rows say of it


def _say(entry: Entry, context: str) -> None:
    """Add what a row says: who takes part, and what is said of the thing itself."""
    row, draft = entry.row, entry.draft
    if not row.things:
        _compare(entry, context)
        _number(entry, context)
    topic = row.text("topic")
    said = NewClaim(
        "pc:Participation",
        (),
        context=context,
        when=None if entry.sort.sort == "project" else entry.when,
        details=(("pc:topic", Text(topic, row.lang)),) if topic else (),
    )
    usual = entry.role or entry.sort.role
    for each in entry.bodies:
        role = usual if each.role in (None, entry.sort.role) else each.role
        take_part(each, said._replace(role=role), row, draft)
    _describe(context, entry)
    amount, currency, bound = entry.paid
    if amount or entry.funder:
        paid = NewClaim("pc:FundingClaim", (), funded=context, funder=entry.funder)
        if amount:
            paid = paid._replace(amount=amount, bound=bound, currency=currency)
        draft.say(row, paid)


def _number(entry: Entry, context: str) -> None:
    """Add the numbers of a row to the record of a thing that is known."""
    known = entry.draft.known.catalogue.get(context)
    if entry.codes and known is not None:
        label = Text(known.label, "en")
        thing = Thing(context, known.type or entry.sort.type, (label,))
        entry.row.things.append(thing._replace(identifiers=_identifiers([entry])))
        entry.row.completes = True


def _compare(entry: Entry, context: str) -> None:
    """Say what a row calls a thing of the graph that the graph does not."""
    row, known = entry.row, entry.draft.known.catalogue.get(context)
    if known is None:
        return
    names = {fold(name) for name in (known.label, *known.names)}
    told = [(row.name_field() or "name", name) for name in row.names().values()]
    for field, name in [*told, *(("aliases", each) for each in row.listed("aliases"))]:
        if fold(name) not in names:
            message = f"id:{context} is “{known.label}” in the graph; “{name[:60]}” is not taken."
            row.report(message, field, severity="warning", rule="not-taken")
    kinds = entry.draft.known.data.get(ID + context, {}).get(expand("pc:kind"), ())
    kind = entry.draft.known.titles.get(shorten(kinds[0].value), ("",))[0] if kinds else ""
    if row.text("kind") and kinds and entry.kind not in {shorten(each.value) for each in kinds}:
        message = f"id:{context} is of the kind “{kind}” in the graph; this one is not taken."
        row.report(message, "kind", severity="warning", rule="not-taken")


def _describe(context: str, entry: Entry) -> None:
    """Add what a row says of the context itself: dates where no claim bears them, a place."""
    row, draft = entry.row, entry.draft
    bare = not entry.bodies
    if entry.when and (bare or entry.sort.sort == "project"):
        describe(context, "pc:when", Text(entry.when, None, "edtf:EDTF"), row, draft)
    if (topic := row.text("topic")) and bare:
        describe(context, "pc:topic", Text(topic, row.lang), row, draft)
    if place := row.text("place"):
        describe(context, "pc:place", Text(place, row.lang), row, draft)
    if entry.programme:
        describe(context, "pc:partOfProgramme", entry.programme, row, draft)
    more = any(row.text(field) for field in ("source", "note", "attested", "status"))
    if bare and not row.statements and (row.things or more) and not entry.key:
        for lang, name in list(row.names().items())[:1]:
            describe(context, "skos:altLabel", Text(name, lang), row, draft)
