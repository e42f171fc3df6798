"""What is known: is a relation new, said already, said more exactly, or said otherwise?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from kg import edtf
from kg.names import CLAIM, ID, shorten
from kg.rdf.store import Store
from kg.reading.mentions.cast import Figure
from kg.reading.relations.relation import Relation

State = Literal["new", "same", "more exact", "contradicts"]

_PARTS: Final = """
SELECT DISTINCT ?claim ?agent ?context ?role ?when WHERE {
  ?claim pc:agent ?agent ; pc:context ?context ; pc:role ?role ; pc:status ?status .
  FILTER (?status != status:withdrawn) OPTIONAL { ?claim pc:when ?when }
}"""
_ATTRIBUTES: Final = """
SELECT DISTINCT ?claim ?about ?name ?value ?when WHERE {
  ?claim rdf:subject ?about ; rdf:predicate ?name ; rdf:object ?value ; pc:status ?status .
  FILTER (?status != status:withdrawn) OPTIONAL { ?claim pc:when ?when }
}"""
_COUNTS: Final = """
SELECT DISTINCT ?claim ?about ?indicator ?number ?period ?other WHERE {
  ?claim pc:reporter ?about ; pc:indicator ?indicator ; pc:value ?number ; pc:period ?period .
  OPTIONAL { ?claim pc:counterpart ?other }
}"""
_CLASSES: Final = """
SELECT ?thing ?class WHERE {
  VALUES ?class { pc:Agreement pc:Cooperation pc:Event } ?thing a ?class }"""
_KINDS: Final = "SELECT ?thing ?kind WHERE { ?thing a pc:Agreement ; pc:kind ?kind }"
_ANY: Final = frozenset({"agreement", ""})
PROPERTIES: Final = {
    "founded": "schema:foundingDate",
    "part-of": "org:subOrganizationOf",
    "part-of-programme": "pc:partOfProgramme",
    "event-of": "pc:eventOf",
    "successor": "pc:succeededBy",
    "former-name": "pc:formerName",
    "acronym": "skos:altLabel",
    "deadline": "pc:registrationDeadline",
}
_SHARED: Final = {"cooperation": "pc:Cooperation", "visit": "pc:Event"}
_SINGLE: Final = frozenset({"founded", "deadline"})  # one value only: another one contradicts


class Said(NamedTuple):
    """A claim of the graph: its name and when it holds."""

    claim: str
    when: str | None
    role: str
    value: str = ""


class Judgement(NamedTuple):
    """What the graph says of a relation, and the claims that say it."""

    state: State
    claims: tuple[str, ...] = ()
    when: tuple[str | None, ...] = ()


class KnownClaims:
    """The claims of a graph by what they join."""

    def __init__(self, store: Store) -> None:
        self._parts: dict[tuple[str, str], list[Said]] = defaultdict(list)
        self._contexts: dict[str, set[str]] = defaultdict(set)  # parties by context
        self._of: dict[str, set[str]] = defaultdict(set)  # contexts by party
        self._attributes: dict[tuple[str, str], list[Said]] = defaultdict(list)
        self._counts: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
        self._sorts = {
            _key(thing): shorten(name) for thing, name in store.rows(_CLASSES) if thing and name
        }
        self._kinds = {
            _key(thing): shorten(kind).partition(":")[2]
            for thing, kind in store.rows(_KINDS)
            if thing and kind
        }
        for claim, agent, context, role, when in sorted(store.rows(_PARTS), key=str):
            if claim and agent and context and role:
                said = Said(claim.removeprefix(CLAIM), when, shorten(role).partition(":")[2])
                self._parts[_key(agent), _key(context)].append(said)
                self._contexts[_key(context)].add(_key(agent))
                self._of[_key(agent)].add(_key(context))
        for claim, about, name, value, when in sorted(store.rows(_ATTRIBUTES), key=str):
            if claim and about and name and value:
                said = Said(claim.removeprefix(CLAIM), when, "", value)
                self._attributes[_key(about), shorten(name)].append(said)
        for claim, about, indicator, number, period, other in sorted(store.rows(_COUNTS), key=str):
            if claim and about and indicator and number:
                key = (_key(about), shorten(indicator).partition(":")[2], _key(other or ""))
                self._counts[key].append(Said(claim.removeprefix(CLAIM), period, "", number))

    def find_context(
        self, sort: str, parties: Iterable[str], when: str | None, kind: str = ""
    ) -> str | None:
        """Return the agreement, cooperation or event that exactly these bodies share, or None.

        Of several the one whose date fits is meant; without that none is. Agreements of two kinds
        are two, unless one of them is of no particular kind.
        """
        parties = sorted(set(parties))
        if len(parties) < 2:
            return None
        shared = set.intersection(*(self._of[each] for each in parties))
        fitting = [
            key
            for key in sorted(shared)
            if self._sorts.get(key) == sort
            and self._contexts[key] == set(parties)
            and self._is_of(key, kind)
            and (when is None or _fits(when, self._when(key)))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _is_of(self, context: str, kind: str) -> bool:
        """Tell whether an agreement may be of a kind; one of no particular kind may be of any."""
        known = self._kinds.get(context, "")
        return kind == known or bool({kind, known} & _ANY)

    def _when(self, context: str) -> str | None:
        for party in sorted(self._contexts[context]):
            for said in self._parts[party, context]:
                if said.when:
                    return said.when
        return None

    def judge(self, relation: Relation, figures: dict[str, Figure]) -> tuple[Judgement, str | None]:
        """Return what the graph says of a relation, and the key of what its ends share there."""
        sort = _SHARED.get(relation.kind)
        ends = [figures[each].key for each in (relation.agent, relation.context) if each]
        if sort and len(ends) == 2 and all(ends):
            keys = [each for each in ends if each]
            if context := self.find_context(sort, keys, relation.when):
                said = [*self._parts[keys[0], context], *self._parts[keys[1], context]]
                judged = _of_dates(said, relation._replace(role="", kind="visit"))
                return judged, context
        visitor, *rest = [each or "" for each in ends]
        visit = self._visit(visitor, rest[0], relation.when) if rest and sort else None
        if visit:
            return _of_dates(self._parts[visitor, visit], relation._replace(role="")), visit
        return self._judge(relation, figures), None

    def _visit(self, visitor: str, area: str, when: str | None) -> str | None:
        """Return the one visit of a body to an area that the graph has at that time, or None."""
        fitting = [
            key
            for key in sorted(self._of[visitor])
            if self._sorts.get(key) == "pc:Event"
            and any(each.value == ID + area for each in self._attributes[key, "pc:inArea"])
            and when is not None
            and _fits(when, self._when(key))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _judge(self, relation: Relation, figures: dict[str, Figure]) -> Judgement:
        agent = figures[relation.agent].key
        context = figures[relation.context].key if relation.context else None
        if agent is None or (relation.context and context is None):
            return Judgement("new")
        if relation.kind == "observation":
            other = figures[relation.counterpart].key if relation.counterpart else "area-any"
            said = self._counts[agent, relation.indicator or "", other or ""]
            said = [each for each in said if each.when == (relation.when or edtf.NOT_STATED)]
            return _of_value(said, relation.number or "", single=True)
        if relation.kind == "attribute":
            name = PROPERTIES.get(relation.role, "pc:inArea" if relation.role == "place" else "")
            wanted = ID + context if context else relation.value or ""
            return _of_value(self._attributes[agent, name], wanted, single=relation.role in _SINGLE)
        if context is None:
            return Judgement("new")
        return _of_dates(self._parts[agent, context], relation)


def _key(iri: str) -> str:
    return iri.removeprefix(ID)


def _of_value(said: list[Said], wanted: str, *, single: bool) -> Judgement:
    same = [each for each in said if each.value == wanted]
    if same:
        return Judgement("same", *_of(same))
    if not single or not said:
        return Judgement("new")
    if any(each.value.startswith(wanted) for each in said):
        return Judgement("same", *_of(said))
    if any(wanted.startswith(each.value) for each in said):
        return Judgement("more exact", *_of(said))
    return Judgement("contradicts", *_of(said))


def _of_dates(said: list[Said], relation: Relation) -> Judgement:
    """Return what claims about the same pair say of a relation: by role, and then by date."""
    alike = [each for each in said if each.role == relation.role] or [
        each for each in said if relation.kind in ("membership", "visit")
    ]
    if not alike:
        return Judgement("new")
    # The one of this very date first: where the text gives none, the one without.
    alike.sort(key=lambda each: each.when != relation.when)
    if relation.when is None or any(each.when == relation.when for each in alike):
        return Judgement("same", *_of(alike))
    undated = [each for each in alike if each.when is None]
    if undated:
        return Judgement("more exact", *_of(undated))
    if any(_within(each.when, relation.when) for each in alike):
        return Judgement("same", *_of(alike))
    if any(_within(relation.when, each.when) for each in alike):
        return Judgement("more exact", *_of(alike))
    if relation.kind in ("event", "visit", "agreement"):
        return Judgement("new")
    return Judgement("contradicts", *_of(alike))


def _of(said: list[Said]) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
    return tuple(each.claim for each in said), tuple(each.when for each in said)


def _fits(one: str, other: str | None) -> bool:
    return other is None or _within(one, other) or _within(other, one)


def _within(inner: str | None, outer: str | None) -> bool:
    """Tell whether a date lies within another one, so that it says the same more exactly."""
    if inner is None or outer is None:
        return outer is None
    try:
        one, other = edtf.bounds(inner), edtf.bounds(outer)
    except ValueError:
        return False
    return (
        other.earliest_start <= one.earliest_start
        and one.latest_start <= other.latest_start
        and other.earliest_end <= one.earliest_end
    )
