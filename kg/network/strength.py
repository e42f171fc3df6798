"""The ladder of strength: how strongly a relation links two things, in the order of the ontology.

The rungs, their order and what puts a relation on one of them are data
(`ontology/concepts/strengths.ttl`); here they are read and turned into a price, for searches in
which a strong relation is a short road.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kg.claims.claims import ordered
from kg.names import shorten
from kg.network.network import Relation
from kg.rdf.store import Store
from kg.text.words import Words

RUNG: Final = 100  # the price of one rung; prices are whole numbers, so that sums are exact

_RUNGS: Final = """
SELECT ?rung ?en ?cs (COUNT(DISTINCT ?other) AS ?place) WHERE {
  ?rung pc:carriedBy ?any ; pc:weakerThan* ?other ; skos:prefLabel ?en . FILTER (LANG(?en) = "en")
  OPTIONAL { ?rung skos:prefLabel ?cs . FILTER (LANG(?cs) = "cs") }
} GROUP BY ?rung ?en ?cs"""
_CARRIERS: Final = """
SELECT DISTINCT ?term ?rung WHERE {
  { ?rung pc:carriedBy ?term }
  UNION { ?rung pc:carriedBy ?direct . ?term pc:directProperty ?direct }
}"""
# A line between two parties has the kind of its agreement or cooperation as its term. Where no rung
# knows that kind, the class decides.
_CLASSES: Final = {"agreement": "pc:Agreement", "cooperation": "pc:Cooperation"}
# In these families a body and what it takes part in are joined; two bodies need two such relations
# to have that in common, so each is half of the link.
_HALVES: Final = ("membership", "project", "programme", "event")


class Rung(NamedTuple):
    """One degree of strength; *place* counts from the strongest, which is 1."""

    id: str
    label: Words
    place: int


class Ladder(NamedTuple):
    """The rungs by identifier, and on which of them a role, property, kind or class stands."""

    rungs: Mapping[str, Rung]
    carriers: Mapping[str, str]

    def rung(self, relation: Relation) -> Rung | None:
        """Return the rung of a relation, None for what the ladder does not know."""
        family = _CLASSES.get(relation.family, "")
        name = self.carriers.get(relation.term) or self.carriers.get(family)
        return self.rungs[name] if name else None

    def price(self, relation: Relation) -> int:
        """Return what a relation costs in hundredths of a rung: the stronger, the cheaper.

        A link on the strongest rung costs one, on the next one two; what stands on no rung costs
        one more than the weakest. A body's part in something is half of such a link. Without a
        ladder everything costs one rung.
        """
        if not self.rungs:
            return RUNG
        rung = self.rung(relation)
        whole = RUNG * (rung.place if rung else len(self.rungs) + 1)
        return whole // 2 if relation.family in _HALVES else whole


def read_ladder(store: Store) -> Ladder:
    """Return the ladder that a store declares; one without rungs where it declares none."""
    rungs = [
        Rung(shorten(rung), Words(en or "", cs), int(place or 0))
        for rung, en, cs, place in ordered(store.rows(_RUNGS))
        if rung
    ]
    carriers = [
        (shorten(term), shorten(rung))
        for term, rung in ordered(store.rows(_CARRIERS))
        if term and rung
    ]
    return Ladder({rung.id: rung for rung in rungs}, dict(carriers))
