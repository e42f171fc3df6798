"""The facts about a country or region: its bodies, and what each of them takes part in."""

from __future__ import annotations

from typing import Final

from kg.factsheets.lines import Lines, lines_about
from kg.factsheets.model import Line
from kg.factsheets.placing import in_order
from kg.factsheets.reading import Material
from kg.text.folding import fold

# What the bodies of a country do is a fact about it; what they are made of is not.
_OF_BODIES: Final = (
    *("agreements", "cooperations", "memberships", "money", "programmes", "projects", "events"),
    *("influence", "counts"),
)
_PLACED: Final = {"project": "projects", "programme": "programmes", "event": "events"}


def lines_of_country(reading: Material, area: str) -> Lines:
    """Return the facts about an area by section, those of its bodies each with the body.

    What takes place there is a line of its own only where no body of it takes part.
    """
    own, here = lines_about(reading, area), things_in(reading, area)
    bodies = [thing for thing in here if reading.word(thing) == "organisation"]
    found: Lines = {section: [] for section in (*own, *_OF_BODIES)}
    for body in bodies:
        for section, lines in lines_about(reading, body, company=False).items():
            if section in _OF_BODIES:
                told = [line._replace(body=reading.named(body)) for line in lines]
                found[section] += _untold(told, found[section])
    for section, lines in own.items():
        placed = section in _PLACED.values()
        found[section] += _elsewhere(lines, found[section]) if placed else lines
    for thing in here:
        if placed_in := _PLACED.get(reading.word(thing)):
            found[placed_in] += _elsewhere([_registered(reading, thing)], found[placed_in])
    found["units"] = [_registered(reading, part) for part in _parts(reading, area)]
    found["bodies"] = [_registered(reading, body) for body in bodies]
    return {section: in_order(lines, section) for section, lines in found.items() if lines}


def things_in(reading: Material, area: str) -> list[str]:
    """Return the things that are in an area or a part of it, in the order of their names."""
    wholes = {area}
    while more := {part for part, whole in reading.within.items() if whole in wholes} - wholes:
        wholes |= more
    found = [thing for thing, areas in reading.areas.items() if wholes & set(areas)]
    return sorted(found, key=lambda thing: (fold(reading.label(thing)), thing))


def _parts(reading: Material, area: str) -> list[str]:
    parts = [part for part, whole in reading.within.items() if whole == area]
    return sorted(parts, key=lambda part: fold(reading.label(part)))


def _registered(reading: Material, thing: str) -> Line:
    """Return a thing as a line: what the registry says, so there is no claim."""
    kind = reading.label(reading.things[thing].kind) if thing in reading.things else ""
    return Line(reading.label(thing), kind, (reading.named(thing),), group=kind)


def _untold(lines: list[Line], known: list[Line]) -> list[Line]:
    """Return the lines that are not known yet: an agreement of two bodies is one fact."""
    claims = {claim for line in known for claim in line.claims}
    return [line for line in lines if not claims & set(line.claims)]


def _elsewhere(lines: list[Line], known: list[Line]) -> list[Line]:
    """Return the lines about things that no other line is about."""
    told = {thing.id for line in known for thing in line.things}
    return [line for line in lines if not told & {thing.id for thing in line.things}]
