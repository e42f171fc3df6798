"""What the rows about one agreement, project or event say of it together, and which one it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.additions.coining import base_of
from kg.additions.records import NewClaim, Text, Thing
from kg.errors import Finding
from kg.imports.meaning.known import Background
from kg.imports.meaning.matching import Meaning, Possible
from kg.imports.meaning.mentions import labels_of
from kg.imports.rows.contexts import Entry, make_label
from kg.imports.rows.draft import describe, take_part
from kg.imports.rows.grouping import group_rows, order_of
from kg.imports.rows.identity import Record
from kg.imports.rows.recognition import recognise
from kg.imports.rows.registers import number_of
from kg.names import ID, expand, shorten
from kg.text.folding import fold

_TWIN: Final = 0.93  # as close as this, two names of agreements may be the same one's


def join(entries: Sequence[Entry], known: Background) -> None:
    """Tell which rows are about one thing, and add what they say of it."""
    groups = sorted(group_rows([each for each in entries if each.row.is_sound]), key=order_of)
    record = Record(known)
    titles = _shared_titles(groups)
    for group in groups:
        _refuse_lonely(group)
    sound = [kept for group in groups if (kept := [each for each in group if each.row.is_sound])]
    found, shares = recognise(sound, record), _sheets_of_shares(sound)
    for group, meant in zip(sound, found, strict=True):
        key = _key(group, record, titles, meant)
        if key:
            for each in group:
                _say(_without_share(each, shares), key)


def _sheets_of_shares(groups: Iterable[Sequence[Entry]]) -> set[str]:
    """Return the sheets in which each participant of a project has a sum of its own.

    Of several sums from one payer, each beside a body, none is that of the project.
    """
    found: set[str] = set()
    for group in groups:
        sums: dict[str | None, set[str]] = defaultdict(set)
        for each in group:
            if each.paid[0] and each.bodies:
                sums[each.funder].add(each.paid[0])
        if any(len(several) > 1 for several in sums.values()):
            found |= {each.row.place().sheet for each in group if each.paid[0]}
    return found


def _without_share(entry: Entry, sheets: set[str]) -> Entry:
    """Return a row without a sum that is the share of a participant, and say so."""
    if not (entry.paid[0] and entry.bodies and entry.row.place().sheet in sheets):
        return entry
    text = entry.row.text("amount") or ""
    message = (
        f"“{text[:60]}” is the share of a body, for rows of one project have other sums; it is"
    )
    entry.row.report(f"{message} not taken.", "amount", severity="warning", rule="not-taken")
    return entry._replace(paid=(None, None, None))


def _refuse_lonely(group: Sequence[Entry]) -> None:
    """Report agreements with fewer than two parties: nobody agrees with nobody."""
    needs = group[0].sort.needs
    bodies = {each.meant.key for entry in group for each in entry.bodies}
    if len(bodies) >= needs or (group[0].key and group[0].draft.known.catalogue.get(group[0].key)):
        return
    step = "Name the other one in this row, or in another; --own BODY says whose table it is"
    said = f"one party. {step}" if bodies else "no party"
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
        aliases=tuple(each for each in aliases if each.text.casefold() not in named),
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
