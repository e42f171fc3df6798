"""RDF in the terms of others as rows of tables: ORG, schema.org, FOAF and EURIO.

What a node is, is told by its class: one of those of `foreign_terms.json`, or one that
``ontology/alignment.ttl`` matches with a class of ours. Names, dates and relations become the cells
of a row, so that they are matched and vetted like those of any other table. Persons are left out,
and whatever is not taken is counted, never dropped without a word.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import pyoxigraph as ox

from kg.names import ID, PREFIXES, expand, shorten
from kg.rdf.turtle import value

_TYPE: Final = expand("rdf:type")
_KINDS: Final = {
    "pc:Project": "projects",
    "pc:Programme": "projects",
    "pc:Event": "events",
    "org:Organization": "organisations",
}
_ROLES: Final = {  # words of EURIO and of data of the European Commission
    "coordinator": "coordinator",
    "participant": "partner",
    "partner": "partner",
    "associatedpartner": "associated partner",
    "thirdparty": "partner",
}

Term = ox.NamedNode | ox.BlankNode | ox.Literal


class RdfRow(NamedTuple):
    """A row made of RDF: what it is about, the node it comes from, and its cells by field."""

    kind: str
    node: str
    cells: Mapping[str, str]


class RdfRows(NamedTuple):
    """The rows of a graph, and what was not taken: properties with how often and first where."""

    rows: list[RdfRow]
    left: Mapping[str, tuple[int, str]]


def read_rows(triples: Iterable[ox.Triple], alignment: Iterable[tuple[str, str]]) -> RdfRows:
    """Return what triples say as rows; *alignment* are pairs of a class of ours and a match."""
    reader = _Reader(triples, alignment)
    return RdfRows(list(reader.rows()), reader.left())


class _Reader:
    """A graph in foreign terms; what is read of it is taken note of."""

    def __init__(self, triples: Iterable[ox.Triple], alignment: Iterable[tuple[str, str]]) -> None:
        self._triples = list(triples)
        self._said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._back: dict[tuple[str, str], list[str]] = defaultdict(list)
        for triple in self._triples:
            subject, name = value(triple.subject), plain(triple.predicate.value)
            assert not isinstance(triple.object, ox.Triple)  # what others write has none
            self._said[subject][name].append(triple.object)
            self._back[value(triple.object), name].append(subject)
        self._used: set[tuple[str, str]] = set()
        self._kinds = _kinds(alignment)
        self._dated: set[str] = set()

    def rows(self) -> Iterator[RdfRow]:
        """Yield a row for each body, and for each relation of a body to something."""
        relations = list(self._relations())
        yield from self._bodies()
        yield from relations
        named = {row.node for row in relations}
        for node in sorted(self._said):
            if self._kind(node) in ("projects", "events") and node not in named:
                kind = self._kind(node) or ""
                yield RdfRow(kind, node, self._context(node))

    def left(self) -> dict[str, tuple[int, str]]:
        """Return the properties that nothing was taken of."""
        counts: Counter[str] = Counter()
        first: dict[str, str] = {}
        for triple in self._triples:
            subject, name = value(triple.subject), plain(triple.predicate.value)
            if (subject, name) in self._used or (name == _TYPE and self._kind(subject)):
                continue
            word = triple.predicate.value
            if name == _TYPE:
                word = value(triple.object)
            counts[word] += 1
            first.setdefault(word, subject)
        return {name: (number, first[name]) for name, number in sorted(counts.items())}

    def _kind(self, node: str) -> str | None:
        """Return the kind of table for a node; nodes of ours are what the graph says they are."""
        if node.startswith(ID):
            return "organisations"
        types = [plain(value(each)) for each in self._said.get(node, {}).get(_TYPE, ())]
        return next((self._kinds[each] for each in types if each in self._kinds), None)

    def _bodies(self) -> Iterator[RdfRow]:
        for node in sorted(self._said):
            if self._kind(node) != "organisations" or node.startswith(ID):
                continue
            cells = self._names(node)
            cells["homepage"] = self._text(node, "homepage") or ""
            cells["same_as"] = "; ".join(self._same(node))
            cells["country"] = self._address(node, "country") or ""
            cells["parent"] = next(self._parents(node), "")
            yield RdfRow("organisations", node, _filled(cells))

    def _relations(self) -> Iterator[RdfRow]:
        for name, (kinds, role, way) in sorted(read_terms()["relations"].items()):
            for subject, others in self._having(name):
                for other in others:
                    body, context = (subject, other) if way == "forwards" else (other, subject)
                    used = (subject, expand_all([name])[0])
                    yield from self._relation(kinds.split(), role, body, context, used)
        for node in read_terms()["nodes"]:
            yield from self._nodes(node)

    def _nodes(self, said: Mapping[str, Any]) -> Iterator[RdfRow]:
        """Yield the relations that are nodes of their own: memberships, roles in projects."""
        for node in sorted(self._said):
            if expand_all([said["class"]])[0] not in self._types(node):
                continue
            bodies, contexts = self._ends(node, said["body"]), self._ends(node, said["context"])
            contexts += [
                each for name in expand_all(said.get("back", [])) for each in self._back[node, name]
            ]
            for name in expand_all(said.get("back", [])):
                self._used |= {(each, name) for each in self._back[node, name]}
            role = self._role(node, said["role"]) or said["default"]
            for body in bodies:
                for context in contexts:
                    kind = "memberships" if self._kind(context) == "organisations" else None
                    kinds = [kind or self._kind(context) or ""]
                    dates = self._dates(node)
                    for row in self._relation(kinds, role, body, context, (node, _TYPE)):
                        yield row._replace(cells={**row.cells, **dates})

    def _relation(
        self, kinds: list[str], role: str, body: str, context: str, used: tuple[str, str]
    ) -> Iterator[RdfRow]:
        """Yield the row of a relation, if its ends are what it needs."""
        kind = "memberships" if "memberships" in kinds else self._kind(context)
        if self._kind(body) != "organisations" or kind not in kinds:
            return
        if kind == "memberships" and self._kind(context) != "organisations":
            return
        self._used.add(used)
        who = self._called(body)
        if kind == "memberships":
            cells = {"body": who, "context": self._called(context), "role": role}
        else:
            cells = self._context(context) | {"body": who, "role": role}
        yield RdfRow(kind, context, cells)

    def _context(self, node: str) -> dict[str, str]:
        """Return the cells of a project or event; its dates and place stand in its first row."""
        cells = self._names(node)
        if node not in self._dated:
            self._dated.add(node)
            cells |= self._dates(node) | {"place": self._address(node, "place") or ""}
        return _filled(cells)

    def _names(self, node: str) -> dict[str, str]:
        names, aliases = self._literals(node, "names"), self._literals(node, "aliases")
        english = next((text for text, tag in names if tag.startswith("en")), None)
        czech = next((text for text, tag in names if tag.startswith("cs")), None)
        name = english or next((text for text, tag in names if not tag.startswith("cs")), "")
        others = [text for text, _ in (*names, *aliases) if text not in (name, czech)]
        listed = "; ".join(dict.fromkeys(each for each in others if ";" not in each))
        return _filled({"name": name, "name_cs": czech or "", "aliases": listed})

    def _called(self, node: str) -> str:
        """Return how a row names a node: a thing of ours by its identifier."""
        if node.startswith(ID):
            return shorten(node)
        cells = self._names(node)
        return cells.get("name") or cells.get("name_cs") or node

    def _same(self, node: str) -> list[str]:
        found = [
            value(each) for name in self._properties("same") for each in self._take(node, name)
        ]
        return sorted({each for each in (node, *found) if each.startswith(("http://", "https://"))})

    def _parents(self, node: str) -> Iterator[str]:
        for name, way in read_terms()["parents"].items():
            (full,) = expand_all([name])
            if way == "forwards":
                above = [value(each) for each in self._said[node].get(full, ())]
                self._used.add((node, full))
            else:
                above = self._back.get((node, full), [])
                self._used |= {(each, full) for each in above}
            yield from (self._called(each) for each in above if self._kind(each))

    def _dates(self, node: str) -> dict[str, str]:
        found = {field: self._text(node, field) or "" for field in ("since", "until")}
        return _filled({field: text.partition("T")[0] for field, text in found.items()})

    def _address(self, node: str, field: str) -> str | None:
        """Return a text of the address of a node, or of the node itself."""
        nodes = [node]
        for step in nodes:
            names = self._properties("address")
            nodes += [
                each
                for name in names
                for each in map(value, self._take(step, name))
                if each in self._said and each not in nodes
            ]
        return next((text for each in nodes if (text := self._text(each, field))), None)

    def _role(self, node: str, names: list[str]) -> str | None:
        for name in expand_all(names):
            for each in self._take(node, name):
                text = value(each)
                called = self._names(text).get("name", "") if text in self._said else ""
                word = called or text.rpartition("/")[2].rpartition("#")[2] or text
                return _ROLES.get(word.casefold(), word)
        return None

    def _ends(self, node: str, names: list[str]) -> list[str]:
        return [value(each) for name in expand_all(names) for each in self._take(node, name)]

    def _types(self, node: str) -> set[str]:
        return {plain(value(each)) for each in self._said[node].get(_TYPE, ())}

    def _having(self, name: str) -> list[tuple[str, list[str]]]:
        (full,) = expand_all([name])
        return [
            (node, [value(each) for each in said[full]])
            for node, said in sorted(self._said.items())
            if full in said
        ]

    def _literals(self, node: str, field: str) -> list[tuple[str, str]]:
        return [
            (each.value, each.language or "")
            for name in self._properties(field)
            for each in self._take(node, name)
            if isinstance(each, ox.Literal)
        ]

    def _text(self, node: str, field: str) -> str | None:
        found = (each for name in self._properties(field) for each in self._take(node, name))
        return next((value(each) for each in found), None)

    def _take(self, node: str, name: str) -> list[Term]:
        found = self._said.get(node, {}).get(name, [])
        if found:
            self._used.add((node, name))
        return found

    def _properties(self, field: str) -> list[str]:
        return expand_all(read_terms()[field])


def _kinds(alignment: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the kind of table of each class that is known."""
    found = {plain(match): _KINDS[own] for own, match in alignment if own in _KINDS}
    for kind, names in read_terms()["classes"].items():
        found |= dict.fromkeys(expand_all(names), kind)
    return found


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {field: text for field, text in cells.items() if text}


_SDO: Final = "http://schema.org/"


def expand_all(names: Iterable[str]) -> list[str]:
    """Return prefixed names of foreign terms as IRIs."""
    prefixes = PREFIXES | read_terms()["prefixes"]
    return [prefixes[name.partition(":")[0]] + name.partition(":")[2] for name in names]


def plain(iri: str) -> str:
    """Return an IRI of schema.org in the one spelling that is looked for."""
    bare = iri.removeprefix(PREFIXES["schema"])
    return iri if bare == iri else _SDO + bare


@cache
def read_terms() -> Mapping[str, Any]:
    """Return the terms as they stand in the package."""
    text = files("kg").joinpath("imports/rdf/foreign_terms.json").read_text(encoding="utf-8")
    words: Mapping[str, Any] = json.loads(text)
    return words


def persons() -> frozenset[str]:
    """Return the classes of persons, who are no things of the graph; either spelling of schema."""
    found = expand_all(read_terms()["persons"])
    return frozenset([*found, *(each.replace(_SDO, PREFIXES["schema"]) for each in found)])
