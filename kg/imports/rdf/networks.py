"""Networks: GraphML, GEXF, GML and lists of nodes and links, as memberships or cooperations.

An edge that says *member* is a membership of its source in its target; one that says *part of* a
part; one that says cooperation, or nothing, is a standing cooperation of its two ends. An edge of
another word is counted, and joins nobody.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import SourceError
from kg.imports.rdf.converting import Converted, Converter
from kg.names import ID, expand
from kg.text.folding import fold

ENDINGS: Final = (".graphml", ".gexf", ".gml")
_GEXF: Final = re.compile(r"""xmlns=["']http://(?:www\.)?gexf\.net/[0-9a-z.]+["']""")


def read_graph_file(text: str, ending: str, name: str) -> Converted:
    """Return what a file of a network says. Raises SourceError where it is none."""
    import networkx

    try:
        match ending:
            case ".graphml":
                graph = networkx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
            case ".gexf":
                data = _GEXF.sub('xmlns="http://gexf.net/1.3"', text, count=1).encode()
                graph = networkx.read_gexf(io.BytesIO(data), version="1.3")
            case _:
                graph = networkx.parse_gml(text, label="id")
    except Exception as error:  # whatever a damaged file makes the library raise
        kind = ending.removeprefix(".").upper()
        message = f"no sound {kind} ({type(error).__name__}: {error}). Export it again."
        raise SourceError(" ".join(message.split())[:300], file=name) from error
    nodes = ((node, dict(said)) for node, said in graph.nodes(data=True))
    edges = ((a, b, dict(said)) for a, b, said in graph.edges(data=True))
    return convert(nodes, edges)


def links_of(data: Any) -> tuple[list[Any], list[Any]] | None:  # noqa: ANN401 - any JSON
    """Return the nodes and links of JSON that lists them, as programs for networks write it."""
    if isinstance(data, dict) and isinstance(data.get("elements"), dict):  # of Cytoscape
        parts = (data["elements"].get("nodes"), data["elements"].get("edges"))
        listed = [[each.get("data", {}) for each in part or ()] for part in parts]
        return listed[0], listed[1]
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), list):
        return None
    links = data.get("links", data.get("edges"))
    return (data["nodes"], links) if isinstance(links, list) else None


def convert_links(nodes: list[Any], links: list[Any]) -> Converted:
    """Return what lists of nodes and links say."""
    named = (each if isinstance(each, dict) else {"id": each} for each in nodes)
    listed = [
        (str(each.get("id", each.get("key", each.get("name", at)))), dict(each))
        for at, each in enumerate(named)
    ]

    def end(said: object) -> str:
        if isinstance(said, int) and 0 <= said < len(listed) and str(said) not in dict(listed):
            return listed[said][0]  # some programs give the place in the list
        return str(said)

    def edge(link: dict[str, Any]) -> tuple[object, object, dict[str, Any]]:
        source = link.pop("source", link.pop("from", ""))
        return end(source), end(link.pop("target", link.pop("to", ""))), link

    ends = (edge(dict(each)) for each in links)
    return convert(listed, ends)


def convert(
    nodes: Iterable[tuple[object, dict[str, Any]]],
    edges: Iterable[tuple[object, object, dict[str, Any]]],
) -> Converted:
    """Return what nodes and edges say, each with its attributes by name."""
    said = Converter("net")
    labels: dict[object, str] = {}
    for key, told in nodes:
        node = _node(key, said)
        label = _first(told, "label") or str(key)
        labels[key] = label
        if isinstance(key, str) and key.startswith("id:"):
            continue  # a node of ours, in an export of ours
        said.be(node, "org:Organization")
        said.add(node, "skos:prefLabel", label)
        for field, term in _words()["node"].items():
            said.add(node, term, _first(told, field))
        _leave(told, said, node, ("label", *_words()["node"]))
    for source, target, told in edges:
        _edge((source, target), told, said, labels)
    return said.done()


def _edge(
    ends: tuple[object, object], told: dict[str, Any], said: Converter, labels: Mapping[object, str]
) -> None:
    word = fold(_first(told, "kind") or _first(told, "edge") or _first(told, "label") or "")
    sort = next((sort for sort, words in _words()["edges"].items() if word in words), None)
    a, b = (_node(each, said) for each in ends)
    since, until = _first(told, "since"), _first(told, "until")
    if sort is None:
        said.leave(a, f"edge.{word.replace(' ', '-')}", str(ends[1]))
        return
    if sort == "part":
        said.add(a, "org:subOrganizationOf", b)
        relation: ox.NamedNode | ox.BlankNode = a
    else:
        relation = said.blank()
        said.be(relation, "org:Membership" if sort == "member" else "urn:kg:Cooperation")
        if sort == "member":
            said.add(relation, "org:member", a)
            said.add(relation, "org:organization", b)
        else:
            names = sorted(labels.get(each, str(each)) for each in ends)
            said.add(relation, "skos:prefLabel", "Cooperation: " + " – ".join(names))
            said.add(relation, "urn:kg:party", a)
            said.add(relation, "urn:kg:party", b)
        said.add(relation, "schema:startDate", since)
        said.add(relation, "schema:endDate", until)
    _leave(told, said, relation, ("kind", "label", "since", "until"))


def _node(key: object, said: Converter) -> ox.NamedNode:
    if isinstance(key, str) and key.startswith("id:"):
        return ox.NamedNode(ID + expand(key).removeprefix(ID))
    return said.node(key, web=True)


def _first(told: Mapping[str, Any], field: str) -> str | None:
    """Return the attribute that means a field, whatever of its names it has."""
    names = _words()["attributes"].get(field, [field])
    found = (value for name, value in told.items() if fold(name) in names)
    return next((str(value) for value in found if value not in (None, "")), None)


def _leave(
    told: Mapping[str, Any],
    said: Converter,
    node: ox.NamedNode | ox.BlankNode,
    fields: Iterable[str],
) -> None:
    attributes = _words()["attributes"]
    used = {name for field in fields for name in attributes.get(field, [field])}
    for name, value in told.items():
        if fold(name) not in used | set(_words()["drawing"]):
            said.leave(node, name, value)


@cache
def _words() -> Mapping[str, Any]:
    text = files("kg").joinpath("imports/rdf/networks.json").read_text(encoding="utf-8")
    words: Mapping[str, Any] = json.loads(text)
    return words
