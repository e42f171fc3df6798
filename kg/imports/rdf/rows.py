"""RDF in the terms of others as rows of tables: ORG, schema.org, FOAF and EURIO.

Each vocabulary is read by the SELECT of one file beside this one (``skos.rq`` says what its columns
mean); what a node is, is told by its class there, or by one that ``ontology/alignment.ttl`` matches
with a class of ours. Names, dates and relations become the cells of a row, so that they are matched
and vetted like those of any other table. Persons are left out, and whatever is not taken is
counted, never dropped without a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import chain, product
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.names import ID, expand, shorten
from kg.rdf.dataset import in_graph
from kg.rdf.store import in_memory
from kg.rdf.turtle import value
from kg.text.addresses import is_web_address

_VOCABULARIES: Final = ("skos", "eurio", "foaf", "org", "schema")  # names of the first come first
_OLD_SCHEMA: Final = "PREFIX schema: <http://schema.org/>\n"  # its older spelling
_TYPE: Final = expand("rdf:type")
_KINDS: Final = {
    "pc:Project": "projects",
    "pc:Programme": "projects",
    "pc:Event": "events",
    "org:Organization": "organisations",
}
_ROLES: Final = {  # words of EURIO and of data of the European Commission
    "participant": "partner",
    "associatedpartner": "associated partner",
    "thirdparty": "partner",
}


class RdfRow(NamedTuple):
    """A row made of RDF: what it is about, the node it comes from, and its cells by field."""

    kind: str
    node: str
    cells: Mapping[str, str]


class _Fact(NamedTuple):
    """What a vocabulary reads in a statement; ``skos.rq`` says what the columns mean."""

    node: str
    field: str
    value: str
    lang: str | None
    kind: str | None
    subject: str
    property: str


class Foreign:
    """A graph in foreign terms; what is read of it is taken note of.

    *alignment* are pairs of a class of ours and a match. `persons` are the classes of persons.
    """

    def __init__(self, triples: Iterable[ox.Triple], alignment: Iterable[tuple[str, str]]) -> None:
        self._triples = list(triples)
        self._used: set[tuple[str, str]] = set()
        self._dated: set[str] = set()
        self._facts: dict[str, list[_Fact]] = defaultdict(list)
        for fact in _facts(self._triples, alignment):
            self._facts[fact.node].append(fact)
        facts = chain.from_iterable(self._facts.values())
        self.persons = {each.value for each in facts if each.kind == "persons"}

    def rows(self) -> Iterator[RdfRow]:
        """Yield a row for each body, for each relation of one, for each project or event left."""
        nodes = sorted(self._facts)
        relations = [row for node in nodes for row in self._relations(node)]
        for node in nodes:
            if self._kind(node) == "organisations" and not node.startswith(ID):
                yield RdfRow("organisations", node, self._body(node))
        yield from relations
        named = {row.node for row in relations}
        for node in nodes:
            kind = self._kind(node)
            if kind in ("projects", "events") and node not in named:
                yield RdfRow(kind, node, self._context(node))

    def left(self) -> dict[str, list[str]]:
        """Return the properties and classes that are not taken, each with the nodes that say it."""
        left: dict[str, list[str]] = defaultdict(list)
        for subject, name, said in (map(value, each) for each in self._triples):
            if (subject, name) in self._used or (name == _TYPE and self._kind(subject)):
                continue
            left[said if name == _TYPE else name].append(subject)
        return dict(sorted(left.items()))

    def _about(self, node: str, *fields: str) -> list[_Fact]:
        facts = self._facts.get(node, ())
        return [each for field in fields for each in facts if each.field == field]

    def _use(self, facts: Iterable[_Fact]) -> list[_Fact]:
        listed = list(facts)
        self._used.update((each.subject, each.property) for each in listed)
        return listed

    def _text(self, node: str, field: str) -> str:
        """Return the first text of a field, "" where there is none."""
        return "".join(each.value for each in self._use(self._about(node, field)[:1]))

    def _kind(self, node: str) -> str | None:
        """Return the kind of table for a node; nodes of ours are what the graph says they are."""
        if node.startswith(ID):
            return "organisations"
        kinds = (each.kind for each in self._about(node, "kind"))
        return next((each for each in kinds if each in _KINDS.values()), None)

    def _body(self, node: str) -> dict[str, str]:
        same = sorted({node, *(each.value for each in self._use(self._about(node, "same_as")))})
        parents = [each for each in self._about(node, "parent") if self._kind(each.value)]
        cells = self._names(node) | {
            "homepage": self._text(node, "homepage"),
            "same_as": "; ".join(each for each in same if is_web_address(each)),
            "country": self._place(node, "country"),
            "parent": "".join(self._called(each.value) for each in self._use(parents[:1])),
        }
        return _filled(cells)

    def _relations(self, node: str) -> Iterator[RdfRow]:
        """Yield the relations of a body, and those that a node of its own says: a membership."""
        for fact in self._facts[node]:
            if fact.field.startswith("role:") and fact.kind == self._kind(fact.value):
                yield from self._relation(node, fact.value, fact.field, [fact])
        ends = product(*(self._about(node, field) for field in ("relation", "body", "context")))
        for said in ends:
            default, body, context = said
            role = self._role(node) or default.kind or ""
            for row in self._relation(body.value, context.value, role, said):
                yield row._replace(cells={**row.cells, **self._dates(node)})

    def _relation(self, body: str, other: str, role: str, said: Iterable[_Fact]) -> list[RdfRow]:
        """Return the row of a relation that is *said*, if its ends are what it needs."""
        kind = self._kind(other)
        if kind is None or self._kind(body) != "organisations":
            return []
        self._use(said)
        country = self._place(body, "country")
        cells = _filled({"body": self._called(body), "country": country, "role": role})
        if kind == "organisations":
            return [RdfRow("memberships", other, cells | {"context": self._called(other)})]
        return [RdfRow(kind, other, self._context(other) | cells)]

    def _context(self, node: str) -> dict[str, str]:
        """Return the cells of a project or event; its dates and place stand in its first row."""
        cells = self._names(node)
        if node not in self._dated:
            self._dated.add(node)
            cells |= self._dates(node) | {"place": self._place(node, "place")}
        return _filled(cells)

    def _names(self, node: str) -> dict[str, str]:
        facts = self._use(self._about(node, "name", "label", "alias"))
        texts = [(each.field, each.value, each.lang) for each in facts if each.lang is not None]
        names = [(text, tag) for field, text, tag in texts if field != "alias"]
        english = next((text for text, tag in names if tag.startswith("en")), None)
        czech = next((text for text, tag in names if tag.startswith("cs")), None)
        name = english or next((text for text, tag in names if not tag.startswith("cs")), "")
        others = [text for _, text, _ in texts if text not in (name, czech)]
        listed = "; ".join(dict.fromkeys(each for each in others if ";" not in each))
        return _filled({"name": name, "name_cs": czech or "", "aliases": listed})

    def _called(self, node: str) -> str:
        """Return how a row names a node: a thing of ours by its identifier."""
        if node.startswith(ID):
            return shorten(node)
        cells = self._names(node)
        return cells.get("name") or cells.get("name_cs") or node

    def _dates(self, node: str) -> dict[str, str]:
        dates = {field: self._text(node, field) for field in ("since", "until")}
        return _filled({field: text.partition("T")[0] for field, text in dates.items()})

    def _place(self, node: str, field: str) -> str:
        """Return the country or place of a node, which it says itself or its address does."""
        self._use(self._about(node, "address"))
        near = sorted(self._about(node, field), key=lambda each: each.subject != node)
        return "".join(each.value for each in self._use(near[:1]))

    def _role(self, node: str) -> str:
        role = self._text(node, "role")
        called = self._names(role).get("name", "")
        word = called or role.rpartition("/")[2].rpartition("#")[2] or role
        return _ROLES.get(word.casefold(), word)


def _facts(triples: list[ox.Triple], alignment: Iterable[tuple[str, str]]) -> Iterator[_Fact]:
    """Yield what the vocabularies read, one after another, in the order of the file."""
    store = in_memory(in_graph(triples, ox.DefaultGraph()), union=False)
    statements = [tuple(map(value, each)) for each in triples]
    order = {statement: at for at, statement in enumerate(statements)}

    def place(fact: _Fact) -> int:
        forwards, backwards = ((*fact[-2:], end) for end in (fact.value, fact.node))
        return order.get(forwards, order.get(backwards, 0))

    folder = files("kg").joinpath("imports/rdf")
    queries = [folder.joinpath(f"{name}.rq").read_text(encoding="utf-8") for name in _VOCABULARIES]
    for query in (*queries, _OLD_SCHEMA + queries[-1]):
        yield from sorted(map(_Fact._make, store.rows(query)), key=place)
    classes = {match: _KINDS[own] for own, match in alignment if own in _KINDS}
    for subject, name, said in statements:
        if name == _TYPE and said in classes:
            yield _Fact(subject, "kind", said, None, classes[said], subject, name)


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {field: text for field, text in cells.items() if text}
