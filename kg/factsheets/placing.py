"""Where a statement stands in a sheet: its section, and its place in the order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from kg import edtf
from kg.claims.claims import Claim
from kg.claims.statements import Statement
from kg.factsheets.model import Line
from kg.factsheets.reading import Material
from kg.names import expand
from kg.text.folding import fold

# The sections, in the order in which they are read.
SECTIONS: Final = (
    *(
        "about",
        "parents",
        "bodies",
        "parties",
        "agreements",
        "cooperations",
        "memberships",
        "members",
    ),
    *("participants", "money", "programmes", "projects", "events", "influence", "counts"),
    *("units", "references"),
)
JOINT: Final = {"agreement": "agreements", "cooperation": "cooperations"}
_PART_IN: Final = JOINT | {
    "organisation": "memberships",
    "project": "projects",
    "programme": "programmes",
    "event": "events",
}
_MEMBERS: Final = {"organisation": "members", "agreement": "parties", "cooperation": "parties"}
WHOLE: Final = frozenset(
    map(
        expand,
        ("org:subOrganizationOf", "dcterms:isPartOf", "pc:partOfProgramme", "pc:partOfSeries"),
    )
)
_OWNER: Final = expand("pc:eventOf")
PLACE: Final = expand("pc:inArea")
NO_DAY: Final = "9999"


def section_of(reading: Material, each: Statement, thing: str) -> str:
    """Return where a statement stands in the sheet of a thing, "" where it is a name of it."""
    if each.sort == "participation":
        if each.subject == thing:
            return _PART_IN.get(reading.word(each.object), "references")
        if each.object == thing:
            return _MEMBERS.get(reading.word(thing), "participants")
        return "events" if reading.word(each.object) == "event" else "references"
    if each.sort == "attribute":
        return _attribute_section(reading, each, thing)
    if each.sort == "count" and thing not in (each.subject, each.object):
        return ""  # the total of a part that is told elsewhere
    return {"name": "", "funding": "money", "count": "counts"}.get(each.sort, each.sort)


def _attribute_section(reading: Material, each: Statement, thing: str) -> str:
    if each.value is not None:
        return "about" if each.subject == thing else "references"
    if each.subject == thing:
        known = {PLACE: "about"} | dict.fromkeys((*WHOLE, _OWNER), "parents")
        return known.get(each.relation, "references")
    if each.relation in WHOLE | {PLACE}:
        word = reading.word(each.subject)
        return {"project": "projects", "programme": "programmes", "event": "events"}.get(
            word, "units"
        )
    return "references"


def in_order(lines: Iterable[Line], section: str) -> list[Line]:
    """Return lines in the order of time, those without a date last; participants by their roles.

    Rare roles come first: a host before the many who were represented.
    """
    lines = list(lines)
    many = Counter(line.relation for line in lines)

    def key(line: Line) -> tuple[int | str, ...]:
        role = (many[line.relation], line.relation) if section in _MEMBERS.values() else ()
        first = (line.relation,) if section == "counts" else ()
        return (*role, *first, first_day(line.claim), line.relation, fold(line.text))

    return sorted(lines, key=key)


def first_day(claim: Claim | None) -> str:
    """Return the first day that a claim speaks of, late where it speaks of none."""
    for date in (claim.when, claim.attested) if claim else ():
        for part in (date or "").split():
            try:
                known = [end for end in edtf.parse(part) if end not in ("", "..")]
            except ValueError:
                continue
            if known:
                return edtf.days(known[0])[0]
    return NO_DAY
