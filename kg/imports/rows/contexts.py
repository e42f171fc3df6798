"""What bodies take part in: rows about agreements, projects, visits and events, as records."""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.additions.records import NewClaim, Text, Thing
from kg.claims.wording import say_point
from kg.imports.meaning.matching import Meaning
from kg.imports.meaning.mentions import labels_in
from kg.imports.rows.draft import Draft, describe, take_part
from kg.imports.rows.row import Body, RowCells, year_of
from kg.text.folding import slug

_TWIN: Final = 0.93  # as close as this, two names of agreements may be the same one's


class Sort(NamedTuple):
    """A sort of context: its class, its usual kind and role, and how its identifiers begin."""

    type: str
    sort: str
    kind: str
    role: str
    prefix: str


SORTS: Final = {
    "agreements": Sort("pc:Agreement", "agreement", "kind:agreement", "role:party", "agr"),
    "projects": Sort("pc:Project", "project", "kind:project", "role:partner", "prj"),
    "visits": Sort("pc:Event", "event", "kind:visit", "role:visitor", "ev-visit"),
    "events": Sort("pc:Event", "event", "kind:event", "role:attendee", "ev"),
}


class _Entry(NamedTuple):
    """A row about a context, with what has been read of it."""

    sort: Sort
    row: RowCells
    draft: Draft
    kind: str
    when: str | None
    bodies: list[Body]


def read_context(kind: str, row: RowCells, draft: Draft, key: str | None) -> None:
    """Add what a row says of an agreement, a project, a visit or an event.

    *key* is the identifier that the row gives it, if any.
    """
    sort = SORTS[kind]
    concept = row.concept("kind", "kind") or sort.kind
    entry = _Entry(sort, row, draft, concept, row.interval(), _bodies(kind, row, draft))
    role, programme = row.concept("role", "role"), row.other("programme", ("project",))
    funder, (amount, currency) = row.body("funder"), row.amount()
    _refuse_twice(entry)
    if not row.is_sound:
        return
    context = _context(entry, key)
    if not row.is_sound:
        return
    topic = row.text("topic")
    said = NewClaim(
        "pc:Participation",
        (),
        context=context,
        when=None if sort.sort == "project" else entry.when,
        details=(("pc:topic", Text(topic, row.lang)),) if topic else (),
    )
    for each in entry.bodies:
        take_part(each, said._replace(role=each.role or role or sort.role), row, draft)
    _describe(context, entry, programme)
    if amount:
        paid = NewClaim("pc:FundingClaim", (), funded=context, amount=amount, bound="exact")
        draft.say(row, paid._replace(currency=currency, funder=funder.key if funder else None))


def _bodies(kind: str, row: RowCells, draft: Draft) -> list[Body]:
    """Return the bodies of a row, and where it names one only the body whose table it is."""
    bodies = row.bodies()
    side = {"agreements": "role:party", "visits": "role:host"}.get(kind)
    if side and draft.own and len(bodies) == 1 and bodies[0].meant != draft.own:
        own = Body(draft.own, side, draft.known.catalogue.label(draft.own.key))
        return [own, *bodies] if kind == "agreements" else [*bodies, own]
    return bodies


def _describe(context: str, entry: _Entry, programme: str | None) -> None:
    """Add what a row says of the context itself: the dates of a project, the place of an event."""
    row, draft = entry.row, entry.draft
    if entry.sort.sort == "project" and entry.when:
        describe(context, "pc:when", Text(entry.when, None, "edtf:EDTF"), row, draft)
    if place := row.text("place"):
        describe(context, "pc:place", Text(place, row.lang), row, draft)
    if programme:
        describe(context, "pc:partOfProgramme", programme, row, draft)


def _refuse_twice(entry: _Entry) -> None:
    """Report a body that stands in a row twice: nobody makes an agreement with itself."""
    seen: set[str] = set()
    for each in entry.bodies:
        if each.meant.key in seen and not each.meant.by_country:
            entry.row.report(f"“{each.name}” stands here twice: a body cannot partner itself.")
            return
        seen.add(each.meant.key)


def _context(entry: _Entry, key: str | None) -> str:
    """Return the identifier of what a row is about: of that name, or of a new thing."""
    en, cs = _names(entry)
    known = entry.draft.known.catalogue
    if key is None:
        meaning = known.match(en, (entry.sort.sort,))
        if meaning.key:
            return meaning.key
        _warn_of_twin(entry, meaning)
        key = entry.draft.mentions.mint(_base(entry))
    named = entry.draft.mentions.things.get(key)
    if named and entry.row.text("name") and labels_in(en, cs)[0] != named.labels[0]:
        message = f"id:{key} is “{named.labels[0].text}” in another row. Keep one name."
        entry.row.report(message, "name")
    if known.get(key) is None:
        aliases = tuple(Text(each, entry.row.lang) for each in entry.row.listed("aliases"))
        thing = Thing(key, entry.sort.type, labels_in(en, cs), kind=entry.kind, aliases=aliases)
        entry.draft.mentions.add(thing, entry.sort.sort)
    return key


def _warn_of_twin(entry: _Entry, meaning: Meaning) -> None:
    """Say which thing of the graph a new one may be: of nearly this name, or of these bodies."""
    best = next((each.key for each in meaning.candidates if each.score >= _TWIN), None)
    base = _base(entry)
    twin = base if base in entry.draft.known.taken else best
    if twin:
        label = entry.draft.known.catalogue.label(twin)
        message = f"new, and much like id:{twin} (“{label}”)."
        step = "If it is the same, write its identifier."
        entry.row.report(f"{message} {step}", "name", severity="warning")


def _base(entry: _Entry) -> str:
    """Return a readable identifier: who is in an agreement or visit, how the others are called."""
    name = entry.row.text("name") or entry.row.text("name_cs")
    if entry.sort.sort == "agreement" or not name:
        dated = [slug(entry.when[:7])] if entry.when and entry.sort.sort == "event" else []
        return "-".join([entry.sort.prefix, *(each.meant.key for each in entry.bodies[:2]), *dated])
    acronym = next(iter(entry.row.listed("aliases")), None)
    return f"{entry.sort.prefix}-{slug(acronym or name) or 'unnamed'}"


def _names(entry: _Entry) -> tuple[str, str | None]:
    """Return the English and Czech name: as given, or made of the kind, the bodies and the date."""
    en, cs = entry.row.text("name"), entry.row.text("name_cs")
    if en or cs:
        return en or cs or "", cs
    known = entry.draft.known
    titles = known.titles.get(entry.kind, (entry.kind, entry.kind))
    made = []
    for title, lang in zip(titles, ("en", "cs"), strict=True):
        who = [known.catalogue.label(each.meant.key, lang) for each in entry.bodies[:4]]
        dated = f", {_span(entry.when, lang)}" if year_of(entry.when) else ""
        made.append(f"{title[:1].upper()}{title[1:]}: {' – '.join(who)}{dated}")
    return made[0], made[1]


def _span(when: str | None, lang: str) -> str:
    """Return the beginning of a date in words, and its end where it is known and another day."""
    start, _, end = (when or "").partition("/")
    ends = [each for each in dict.fromkeys((start, end)) if each not in ("", "..")]
    return " – ".join(say_point(each, lang) for each in ends)
