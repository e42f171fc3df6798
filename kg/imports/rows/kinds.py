"""What a row of each kind of table says, as records: things, sources and statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kg import edtf
from kg.additions.records import NewClaim, Text, Thing
from kg.errors import Finding
from kg.imports.meaning.countries import known_countries
from kg.imports.meaning.known import Values, address_of, find_source
from kg.imports.meaning.mentions import BODY, NO_ENGLISH, labels_of
from kg.imports.rows.contexts import SORTS, read_context
from kg.imports.rows.draft import Draft, cited, describe, numbers_outside, take_part
from kg.imports.rows.edits import compare_claim, compare_source, compare_thing
from kg.imports.rows.identifiers import read_identifier, read_outside
from kg.imports.rows.registers import Number, contradict
from kg.imports.rows.row import RowCells
from kg.names import ID, SRC, expand, shorten
from kg.text.folding import fold, slug

_MEMBERS: Final = frozenset(
    f"role:{name}"
    for name in (
        *("member", "founding-member", "affiliate-member", "honorary-member", "national-branch"),
        "member-state",
    )
)
_NEED_NOTES: Final = ("status:implied", "status:ambiguous")
UNITS: Final = frozenset(
    f"kind:{name}"
    for name in (
        *("collective", "expert-group", "halfway-house", "office", "organisational-unit"),
        *("prison-establishment", "probation-house", "probation-office"),
    )
)


def read_row(kind: str, row: RowCells, draft: Draft) -> None:
    """Add what a row says to the draft; whatever is wrong stays in the findings of the row."""
    row.date("attested")
    if (source := row.text("source")) and "://" in source:
        row.address("source")
    status = row.concept("status", "status")
    if status in _NEED_NOTES and not row.text("note"):
        row.report("implied or ambiguous, but no note says why. Fill in the note.", "status")
    if row.text("claim"):
        edits = compare_claim(row, draft.known)
        row.use_all()
    else:
        known = _known_key(kind, row, draft)
        compare = compare_source if kind == "sources" else compare_thing
        edits = compare(row, known, draft.known) if known else []
        if known:
            row.use_all()
        if not known or kind not in ("organisations", "sources"):
            _READERS[kind](row, draft)
    row.edits += edits


def read_parent(row: RowCells, draft: Draft) -> None:
    """Add to what body that of a row belongs, once all rows have been read."""
    about = row.things[0].key if row.things else _known_key("organisations", row, draft)
    parent = row.body_only("parent")
    if not about or not parent or not row.is_sound:
        return
    if parent == about:
        row.report("a body cannot be part of itself.", "parent")
    else:
        describe(about, "org:subOrganizationOf", parent, row, draft)


def _known_key(kind: str, row: RowCells, draft: Draft) -> str | None:
    """Return the identifier of a row, if the graph has the thing or document."""
    text = row.text("identifier")
    space, prefix = (SRC, "src:") if kind == "sources" else (ID, "id:")
    key = text.removeprefix(prefix) if text else None
    return key if key and space + key in draft.known.data else None


# Organisations


def _organisation(row: RowCells, draft: Draft) -> None:
    names = row.names()
    name = next(iter(names.values()), row.text("identifier") or "")
    country, kind = row.country(), row.concept("kind", "kind")
    pages = row.addresses("homepage")
    founded = row.date("founded")
    outside = read_outside(row, draft)
    if not name:
        row.report("no name is given.")
        return
    key = outside.key or _own_key(row, draft, BODY) or _known_or_new(name, country, row, draft)
    if key:
        _refuse_other_number(key, outside.numbers, row, draft)
    row.about = key if key and ID + key not in draft.known.data else None
    if not (outside.key or row.text("identifier")):
        decided = draft.mentions.decided_home(name, country)
        country = country if decided is None else decided
    if key is None or not row.is_sound:
        return
    labels = labels_of(names) if names and name != key else ()
    if thing_known := draft.known.catalogue.get(key) if ID + key in draft.known.data else None:
        spelt = {fold(each) for each in thing_known.names}
        labels = tuple(Text(each, lang) for lang, each in names.items() if fold(each) not in spelt)
        if not any(label.language == "en" for label in labels):
            labels = (Text(thing_known.label, "en"), *labels)
    thing = Thing(
        key,
        _class(key, kind, draft),
        labels or (Text(draft.known.catalogue.label(key), "en"),),
        kind=kind,
        aliases=tuple(Text(each, row.lang) for each in row.listed("aliases")),
        country=country or None,
        homepage=pages[0] if pages else None,
        identifiers=outside.identifiers,
        same_as=outside.addresses,
        note=_thing_note(row),
    )
    if draft.describe(thing, BODY, row):
        _say_of_body(thing, pages, founded, row, draft)


def _refuse_other_number(key: str, numbers: frozenset[Number], row: RowCells, draft: Draft) -> None:
    """Report a body that another number in the same register says to be another one."""
    known = numbers_outside(draft.known.data.get(ID + key, {}))
    if contradict(numbers, known):
        told = min(each.number for each in numbers if contradict([each], known))
        has = min(each.number for each in known if contradict(numbers, [each]))
        message = f"id:{key} is {has} elsewhere, this row {told}: another body or a mistake."
        step = "For another body give a new identifier in a column “identifier”."
        row.report(f"{message} {step}", "same_as", rule="other-number")


def _say_of_body(
    thing: Thing, pages: list[str], founded: str | None, row: RowCells, draft: Draft
) -> None:
    """Add the claims of a row about a body, and what it says otherwise than the graph.

    Where the row has a source of its own, or a date or certainty, its name or page is a claim.
    """
    known = draft.known.data.get(ID + thing.key)
    if known:
        _compare_body(thing, known, row, draft)
    if founded:
        date = Text(founded, None, edtf.datatype(founded))
        describe(thing.key, "schema:foundingDate", date, row, draft)
    said = any(row.text(field) for field in ("source", "attested", "status"))
    for page in pages if said else pages[1:]:
        describe(thing.key, "schema:url", Text(page, None, "xsd:anyURI"), row, draft)
    if said and not pages:
        describe(thing.key, "skos:altLabel", thing.labels[-1], row, draft)


def _compare_body(thing: Thing, known: Values, row: RowCells, draft: Draft) -> None:
    """Say what a row has otherwise than the record of a body, which keeps what it has."""
    titles, label = draft.known.titles, draft.known.catalogue.label
    for field, said, name, show in (
        ("homepage", thing.homepage, "schema:url", str),
        (
            "kind",
            expand(thing.kind) if thing.kind else None,
            "org:classification",
            lambda iri: titles[shorten(iri)][0],
        ),
        (
            "country",
            ID + (thing.country or ""),
            "pc:jurisdiction",
            lambda iri: label(shorten(iri)[3:]),
        ),
        ("note", thing.note, "skos:editorialNote", str),
    ):
        has = [each.value for each in known.get(expand(name), ())]
        text = row.text(field)
        if text and has and said and not any(_is_same(said, each) for each in has):
            step = f"A column “identifier” with {thing.key} replaces it."
            message = f"id:{thing.key} has “{show(has[0])[:60]}” in the graph; “{text[:60]}” is not"
            row.report(f"{message} taken. {step}", field, severity="warning", rule="not-taken")


def _is_same(said: str, known: str) -> bool:
    """Tell whether two values differ in form only, or one is an area of the other."""
    return _bare(known) == _bare(said) or (said.startswith(ID) and known.startswith(f"{said}-"))


def _bare(text: str) -> str:
    return text.casefold().removeprefix("http://").removeprefix("https://").rstrip("/")


def _class(key: str, kind: str | None, draft: Draft) -> str:
    """Return the class of a body: the one that it has, else that of its kind."""
    known = draft.known.catalogue.get(key)
    if known and known.type and key not in draft.mentions.things:
        return known.type
    return "org:OrganizationalUnit" if kind in UNITS else "org:FormalOrganization"


def _thing_note(row: RowCells) -> str | None:
    lacks = NO_ENGLISH if row.names() and "en" not in row.names() else None
    return " ".join(filter(None, (row.note(), lacks))) or None


def _known_or_new(name: str, country: str | None, row: RowCells, draft: Draft) -> str | None:
    """Return the body of a name: one that is known, a new one if a person said so, or None."""
    match = draft.known.catalogue.match(name, (BODY,), country)
    if match.key:
        return match.key
    place = row.place(row.name_field())
    found = draft.mentions.body(name, place, country=country, lang=row.lang)
    if isinstance(found, Finding):
        row.findings.append(found)
        return None
    if found.by_country:
        row.report(f"“{name}” is a country, and no body.", "name", rule="no-body")
        return None
    return found.key


def _own_key(row: RowCells, draft: Draft, sort: str) -> str | None:
    """Return the identifier that a row gives itself; one that is free is an explicit new one."""
    text = row.text("identifier")
    if text is None:
        return None
    key = text.removeprefix("id:")
    known = draft.known.catalogue.get(key)
    if known is not None and known.sort != sort:
        row.report(f"id:{key} is no {sort} but “{known.label}”.", "identifier")
    if sort != "area" and key in known_countries():
        row.report(f"“{text}” is the code of a country. Give another identifier.", "identifier")
    if known is None and slug(key) != key:
        row.report(f"“{text}” is no identifier. Use small letters, digits, hyphens.", "identifier")
    return key


# What bodies take part in


def _membership(row: RowCells, draft: Draft) -> None:
    when = row.interval()
    context = _own_key(row, draft, BODY) or row.joined("context")
    role, bodies = row.concept("role", "role"), row.bodies()
    if row.is_sound and context is None:
        row.report("it is not said what the body is a member of.")
    elif row.is_sound and not bodies:
        row.report("no member is named.")
    if not row.is_sound or context is None:
        return
    for each in bodies:
        said = role or each.role or "role:member"
        if each.meant.key == context:
            row.report("a body cannot be a member of itself.", "context")
            return
        claim = "pc:Membership" if said in _MEMBERS else "pc:Participation"
        take_part(each, NewClaim(claim, (), context=context, role=said, when=when), row, draft)


# Numbers and documents


def _observation(row: RowCells, draft: Draft) -> None:
    indicator, number, bound = (
        row.concept("indicator", "indicator"),
        row.number_of("number"),
        row.bound("number"),
    )
    counterpart, when = row.area("counterpart"), row.interval()
    bodies = row.bodies()
    if row.is_sound and (number is None or indicator is None or not bodies):
        row.report("a count needs a body, what is counted, and a number.")
    if not row.is_sound:
        return
    for each in bodies:
        said = NewClaim("pc:Observation", (), about=each.meant.key, indicator=indicator)
        counted = said._replace(number=number, bound=bound, counterpart=counterpart, when=when)
        draft.say(row, counted)


def _source(row: RowCells, draft: Draft) -> None:
    address = row.text("source")
    title = row.text("name") or address or ""
    given = row.text("identifier")
    issued = row.date("issued")
    if not row.is_sound or find_source(draft.known, address or title):
        return
    made = cited(address or title, draft.mentions, row.text("language") or row.lang, key=given)
    language = row.text("language") or made.language
    draft.described.add(made.key)
    draft.sources[made.key] = made._replace(
        title=Text(title, row.lang),
        language=language,
        publisher_name=row.text("publisher"),
        date=issued,
        note=row.note(),
    )
    for name in (made.key, address, title):
        if name:
            draft.known.sources[address_of(name)] = made.key


def _about(kind: str) -> Callable[[RowCells, Draft], None]:
    """Return the reader of a table about agreements, projects, visits or events."""
    sort = SORTS[kind].sort
    return lambda row, draft: read_context(kind, row, draft, _own_key(row, draft, sort))


_READERS: Final[Mapping[str, Callable[[RowCells, Draft], None]]] = {
    "organisations": _organisation,
    "memberships": _membership,
    "observations": _observation,
    "identifiers": read_identifier,
    "sources": _source,
    **{kind: _about(kind) for kind in SORTS},
}
