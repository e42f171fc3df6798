"""What of a fact sheet stands on two pages of paper, and how large it can be set there.

Room is counted in lines of a column in the smallest size. How many a text takes is estimated from
its length; the tests hold the estimate against what a browser prints.
"""

from __future__ import annotations

from math import ceil
from typing import Final, NamedTuple

from kg.factsheets.model import Line, Section, Sheet
from kg.factsheets.placing import NO_DAY, first_day
from kg.factsheets.saying import Wording, alike, groups

# The sizes of type, the largest first, with the room that one page and two pages have in each.
_SIZES: Final = {"roomy": (80, 0), "usual": (109, 232), "full": (126, 268), "dense": (129, 284)}
_IN_LINE: Final = 66  # characters of a fact
_IN_SMALL_LINE: Final = 82  # characters of a note or a source, which are set smaller
_SMALL: Final = 0.88  # of a line
_USUAL_HEAD: Final = 6  # lines of names and fields, for which the sizes leave room
_HEADING: Final = 1.1  # of a group; that of a section takes twice as much


class Cluster(NamedTuple):
    """Facts that are said in one line, and how many lines of a column that takes."""

    lines: list[Line]
    room: int


class Group(NamedTuple):
    """Clusters under a heading; *total* counts all facts, those that were left out too."""

    heading: str
    total: int
    clusters: list[Cluster]


class Division(NamedTuple):
    """A section in its groups; its lines are those that are left, *total* counts all."""

    section: Section
    total: int
    groups: list[Group]


def divide(sheet: Sheet) -> list[Division]:
    """Return the sections of a sheet but its names, in groups."""
    wording = Wording(sheet, {})
    others = wording.say("group-none")
    return [
        Division(
            section,
            len(section.lines),
            [
                Group(heading, len(lines), _clusters(lines, section.key, wording))
                for heading, lines in groups(section, sheet.lang, others)
            ],
        )
        for section in sheet.sections
        if section.key != "names"
    ]


def fit(sheet: Sheet) -> tuple[str, list[Division]]:
    """Return the size of type, and of the sections as much as two pages have room for.

    One page is preferred to two, and large type to small. Where there is too much, of a group of n
    facts the n to the power of p latest are left, p being the same for all: a large group stays
    larger than a small one, and of each at least one is left.
    """
    divisions, head = divide(sheet), _room_of_head(sheet)
    for pages in (0, 1):
        for size, rooms in _SIZES.items():
            if head + room_of(divisions) <= rooms[pages]:
                return size, divisions
    smallest, (_, most) = list(_SIZES.items())[-1]
    cuts = [[_cut(each, power / 20) for each in divisions] for power in range(19, -1, -1)]
    return smallest, next((cut for cut in cuts if head + room_of(cut) <= most), cuts[-1])


def room_of(divisions: list[Division]) -> float:
    """Return how many lines the sections take, with headings, notes and sources."""
    several = [group for each in divisions for group in each.groups]
    rows = sum(cluster.room for group in several for cluster in group.clusters)
    more = sum(len(_kept(group)) < group.total for group in several)
    headings = sum(bool(group.heading) for group in several) + 2 * len(divisions)
    lines = [line for each in divisions for line in each.section.lines]
    notes = {remark for line in lines for remark in line.remarks}
    places = [place for line in lines if line.claim for place in line.claim.evidence]
    sources = {
        place.source: " ".join(filter(None, (place.title, place.publisher, place.date, place.url)))
        for place in places
    }
    told = (text for each in divisions for text in each.section.completeness)
    texts = (*notes, *told, *sources.values())
    small = sum(ceil(len(text) / _IN_SMALL_LINE) for text in texts)
    return rows + more + _HEADING * headings + _SMALL * small


def _room_of_head(sheet: Sheet) -> int:
    """Return how many lines names and fields take beyond what most sheets have of them."""
    names = [line for section in sheet.sections if section.key == "names" for line in section.lines]
    texts = [
        *(line.text for line in names),
        *(text for each in sheet.fields for text in each.values),
    ]
    return max(0, ceil(sum(map(len, texts)) / _IN_LINE) - _USUAL_HEAD)


def _clusters(lines: list[Line], key: str, wording: Wording) -> list[Cluster]:
    """Return lines with those together that are said in one."""
    found = []
    for several in alike(lines, key):
        [said] = wording.lines(several, key)
        text = " ".join([said.when, said.main, *said.details, *said.more, said.cited])
        found.append(Cluster(several, ceil(len(text) / _IN_LINE)))
    return found


def _kept(group: Group) -> list[Line]:
    return [line for cluster in group.clusters for line in cluster.lines]


def _cut(division: Division, power: float) -> Division:
    kept = [
        group._replace(clusters=_latest(group.clusters, round(len(group.clusters) ** power)))
        for group in division.groups
    ]
    lines = tuple(line for group in kept for line in _kept(group))
    return division._replace(section=division.section._replace(lines=lines), groups=kept)


def _latest(clusters: list[Cluster], size: int) -> list[Cluster]:
    """Return so many of the latest, in their order; what has no date is the oldest."""

    def day(number: int) -> str:
        first = first_day(clusters[number].lines[0].claim)
        return "" if first == NO_DAY else first

    latest = sorted(range(len(clusters)), key=lambda number: (day(number), -number), reverse=True)
    return [clusters[number] for number in sorted(latest[:size])]
