"""Which agreement, project or event rows are about: told by parties, kind and date, not by title.

Rows of one import are about the same thing where all that tells such things apart is equal: of an
agreement its parties, kind, date and title; of an event its name, kind, date and place; of a
project its name and period. A row that leaves a date or place out, as the further rows of a list
of participants do, goes with the only one of its name that has one. What the graph knows is met by
the same marks; where only a title is equal, or only the parties are, a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import edtf
from kg.additions.records import Text
from kg.imports.meaning.known import Background, Values
from kg.imports.rows.registers import Number, number_of, registers
from kg.names import CLAIM, EV, ID, SRC, expand, shorten
from kg.text.folding import fold

_CONTEXT: Final = expand("pc:context")
_AGENT: Final = expand("pc:agent")
_WHEN: Final = expand("pc:when")
_STATUS: Final = expand("pc:status")
_EVIDENCE: Final = expand("pc:evidence")
_SOURCE: Final = expand("oa:hasSource")
_SUBJECT: Final = expand("rdf:subject")
_PREDICATE: Final = expand("rdf:predicate")
_OBJECT: Final = expand("rdf:object")
_KINDS: Final = (expand("pc:kind"),)
_PLACE: Final = expand("pc:place")
_IDENTIFIER: Final = expand("org:identifier")


class Marks(NamedTuple):
    """What tells a thing from others of its sort: its names folded, parties, kind, date, place.

    The date is EDTF; what is not said is None.
    """

    names: frozenset[str]
    parties: frozenset[str]
    kind: str | None
    when: str | None
    place: str | None


class Recorded(NamedTuple):
    """A thing of the graph: marks, all its dates, documents that speak of it, register numbers."""

    key: str
    marks: Marks
    dates: frozenset[str]
    sources: frozenset[str]
    numbers: frozenset[Number] = frozenset()


class Record:
    """The agreements, projects and events of the graph, by what tells them apart."""

    def __init__(self, known: Background) -> None:
        self._known = known

    @cached_property
    def _things(self) -> Mapping[str, Recorded]:
        said = _said_of_contexts(self._known)
        return {
            thing.key: _recorded(thing.key, self._known, said.get(thing.key, []))
            for thing in self._known.catalogue
            if thing.sort in ("agreement", "cooperation", "project", "programme", "event")
        }

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, thing in self._things.items():
            sort = self._sort(key)
            for name in thing.marks.names:
                found[sort, name].append(key)
        return found

    @cached_property
    def _by_parties(self) -> Mapping[tuple[str, frozenset[str]], list[str]]:
        found: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
        for key, thing in self._things.items():
            found[self._sort(key), thing.marks.parties].append(key)
        return found

    def get(self, key: str) -> Recorded | None:
        """Return the thing of an identifier, or None."""
        return self._things.get(key)

    def named(self, sort: str, names: Iterable[str]) -> list[Recorded]:
        """Return the things of a sort that bear one of some folded names."""
        keys = {key for name in names for key in self._by_name.get((sort, name), ())}
        return [self._things[key] for key in sorted(keys)]

    @cached_property
    def _by_number(self) -> Mapping[tuple[str, Number], list[str]]:
        found: dict[tuple[str, Number], list[str]] = defaultdict(list)
        for key, thing in self._things.items():
            for number in thing.numbers:
                found[self._sort(key), number].append(key)
        return found

    def numbered(self, sort: str, numbers: Iterable[Number]) -> list[Recorded]:
        """Return the things of a sort that have one of some numbers in registers."""
        keys = {key for number in numbers for key in self._by_number.get((sort, number), ())}
        return [self._things[key] for key in sorted(keys)]

    def of_parties(self, sort: str, parties: frozenset[str]) -> list[Recorded]:
        """Return the things of a sort in which just these bodies take part."""
        return [self._things[key] for key in self._by_parties.get((sort, parties), ())]

    def _sort(self, key: str) -> str:
        thing = self._known.catalogue.get(key)
        return thing.sort if thing else ""


def _said_of_contexts(known: Background) -> dict[str, list[tuple[str, Values]]]:
    """Return the claims about each context: who takes part, and what else is said of it."""
    said: dict[str, list[tuple[str, Values]]] = defaultdict(list)
    for iri, values in known.data.items():
        if iri.startswith(CLAIM):
            for name in (_CONTEXT, _SUBJECT):
                for each in values.get(name, ()):
                    said[each.value.removeprefix(ID)].append((iri, values))
    return said


def _recorded(
    key: str,
    known: Background,
    claims: Sequence[tuple[str, Values]],
) -> Recorded:
    thing = known.catalogue.get(key)
    parties: set[str] = set()
    dates: set[str] = set()
    places: set[str] = set()
    sources: set[str] = set()
    for _, values in claims:
        withdrawn = any(each.value.endswith("withdrawn") for each in values.get(_STATUS, ()))
        if not withdrawn:
            parties.update(each.value.removeprefix(ID) for each in values.get(_AGENT, ()))
            dates.update(each.value for each in values.get(_WHEN, ()))
        about = {each.value for each in values.get(_PREDICATE, ())}
        for each in values.get(_OBJECT, ()):
            if _WHEN in about:
                dates.add(each.value)
            elif _PLACE in about:
                places.add(fold(each.value))
        sources.update(_documents(values, known))
    data = known.data.get(ID + key, {})
    kinds = [shorten(each.value) for name in _KINDS for each in data.get(name, ())]
    names = frozenset(fold(name) for name in (thing.names if thing else ()))
    marks = Marks(
        names,
        frozenset(parties),
        kinds[0] if kinds else None,
        min(dates) if dates else None,
        min(places) if places else None,
    )
    return Recorded(key, marks, frozenset(dates), frozenset(sources), _numbers(data))


def _numbers(values: Values) -> frozenset[Number]:
    known = registers()
    return frozenset(
        number_of(Text(each.value, None, known[each.datatype.value]))
        for each in values.get(_IDENTIFIER, ())
        if isinstance(each, ox.Literal) and each.datatype.value in known
    )


def _documents(values: Values, known: Background) -> Iterable[str]:
    for place in values.get(_EVIDENCE, ()):
        if place.value.startswith(EV):
            for source in known.data.get(place.value, {}).get(_SOURCE, ()):
                yield source.value.removeprefix(SRC)


def starts_alike(one: str | None, other: str | None) -> bool:
    """Tell whether two dates may say the same beginning, at whatever precision.

    >>> starts_alike("2014/", "2014-06-14"), starts_alike("2014/", "2016/")
    (True, False)
    """
    if one is None or other is None:
        return False
    first, second = edtf.bounds(one), edtf.bounds(other)
    return (
        first.earliest_start <= second.latest_start and second.earliest_start <= first.latest_start
    )


def overlap(one: str | None, other: str | None) -> bool:
    """Tell whether two dates share a day; what is open reaches to any date.

    >>> overlap("2021/2023", "2022"), overlap("2021", "2022")
    (True, False)
    """
    if one is None or other is None:
        return False
    first, second = edtf.bounds(one), edtf.bounds(other)
    return first.earliest_start <= second.latest_end and second.earliest_start <= first.latest_end
