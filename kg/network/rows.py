"""The relations of a network as rows: what joins whom, how sure, when, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from kg.claims.claims import Evidence
from kg.claims.provenance import holding, position, provenance
from kg.network.network import Network, Relation
from kg.network.wording import say_label
from kg.text.tables import Table
from kg.text.words import in_language, read_words

_WHAT: Final = ("kind", "context", "number", "currency", "bound", "part")
_WHEN: Final = ("status", "since", "until", "attested")
_WHERE: Final = ("title", "publisher", "date", "position", "held")

Value = str | tuple[str, ...]


class RelationRow(NamedTuple):
    """One relation and what is said of it, by name, those without a value left out.

    Of several places each of title, publisher, date, position, held and evidence has as many
    values, in the same order; where a place has none, an empty one.
    """

    relation: Relation
    attributes: Mapping[str, Value]

    @property
    def cells(self) -> dict[str, str]:
        """The attributes as text, several values joined by a semicolon."""
        return {name: as_text(value) for name, value in self.attributes.items()}


def relation_rows(
    network: Network, *, lang: str = "en", as_of: str | None = None
) -> list[RelationRow]:
    """Return the relations in the order of the network; with *as_of* without those that are over.

    Raises ValueError where *as_of* is no year, month or day.
    """
    rows = [
        RelationRow(each, edge_attributes(each, lang=lang, as_of=as_of))
        for each in network.relations
    ]
    return [row for row in rows if row.attributes.get("as_of") != "no"]


def relation_table(network: Network, *, lang: str = "en", as_of: str | None = None) -> Table:
    """Return one row for each relation, with its evidence; names come first, identifiers last."""
    said, ids = ("from", "relation", "to"), ("from_id", "to_id", "source", "evidence", "id", "edge")
    columns = (*said, *_WHAT, *_WHEN, *_dated(as_of), *_WHERE, "note", *ids)
    names = {node.id: in_language(node.label, lang) for node in network.nodes}
    rows = []
    for row in relation_rows(network, lang=lang, as_of=as_of):
        a, b = row.relation.a, row.relation.b
        ends = {"from": names[a], "to": names[b], "from_id": a, "to_id": b}
        cells = row.cells | ends | {"relation": row.cells["label"]}
        rows.append(tuple(map(cells.get, columns)))
    return Table(columns, rows)


def edge_table(network: Network, *, lang: str = "en", as_of: str | None = None) -> Table:
    """Return the flat list of edges that programs for networks read: the two ends come first."""
    columns = ("source", "target", "type", "id", "label", *_WHAT, *_WHEN, *_dated(as_of), "edge")
    rows = []
    for row in relation_rows(network, lang=lang, as_of=as_of):
        kind = "Undirected" if row.relation.symmetric else "Directed"
        ends = {"source": row.relation.a, "target": row.relation.b, "type": kind}
        rows.append(tuple(map((row.cells | ends).get, columns)))
    return Table(columns, rows)


def as_text(value: Value) -> str:
    """Return one value or several as one text."""
    return value if isinstance(value, str) else "; ".join(value)


def _dated(as_of: str | None) -> tuple[str, ...]:
    return ("as_of",) if as_of else ()


def edge_attributes(
    each: Relation, *, lang: str = "en", as_of: str | None = None
) -> dict[str, Value]:
    """Return the attributes of an edge by name, those without a value left out.

    Every file and graph of the network has them from here. Raises ValueError where *as_of* is no
    date.
    """
    words, claim = read_words(), each.claim
    said = provenance(claim)
    found = {
        "id": each.id,
        "label": say_label(each._replace(amount=None), words, lang),
        "kind": each.family,
        "edge": each.edge,
        "context": in_language(each.context, lang) if each.context else None,
        **(each.amount._asdict() if each.amount else {}),
        "status": said.status,
        "since": said.since,
        "until": said.until,
        "attested": said.attested,
        "as_of": claim.holds(as_of) if as_of else None,
        "note": claim.note,
        "source": said.source,
        **_places(claim.evidence),
    }
    return {name: value for name, value in found.items() if value and any(value)}


def _places(places: tuple[Evidence, ...]) -> dict[str, tuple[str, ...]]:
    return {
        "title": tuple(place.title for place in places),
        "publisher": tuple(place.publisher or "" for place in places),
        "date": tuple(place.date or "" for place in places),
        "position": tuple(position(place) for place in places),
        "held": tuple(holding(place) for place in places),
        "evidence": tuple(place.id for place in places),
    }
