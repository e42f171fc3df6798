"""The network as a file: tables for people and statistics, and the formats of network programs.

The projection is that of `kg.network.projection`: one edge for each relation, so every file has as
many nodes and edges as the page and `kg.to_network`. The same network gives the same bytes.

The writers of networkx are not used: they put the day of writing into GEXF, write booleans into
GraphML that its schema does not know, and leave edges for Cytoscape without identifiers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from kg.edtf import FIRST_DAY, LAST_DAY, Bounds
from kg.errors import UsageError
from kg.network.network import Network, Node
from kg.network.rows import Row, Value, as_text, edge_table, relation_rows, relation_table
from kg.text import words
from kg.text.tables import write_table

FORMATS: Final = ("csv", "edges", "graphml", "gexf", "cytoscape")
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Types by the names that GraphML and GEXF have for them.
_TYPES: Final = {bool: "boolean", int: "int", float: "double", str: "string", tuple: "string"}
_GEXF_TYPES: Final = _TYPES | {int: "integer"}

Scalar = bool | int | float | Value


class _Element(NamedTuple):
    """A node or an edge: what every format has a place for, what else is told, and when it was."""

    fixed: dict[str, str]
    attributes: dict[str, Scalar]
    bounds: Bounds | None = None


def export_network(
    network: Network, style: str, *, lang: str = "en", as_of: str | None = None
) -> bytes:
    """Return *network* in one of `FORMATS`, names in *lang*; with *as_of* without what is over.

    Raises UsageError for a format that is not known, ValueError where *as_of* is no date.
    """
    match style:
        case "csv":
            return write_table(relation_table(network, lang=lang, as_of=as_of), "csv").encode()
        case "edges":
            return write_table(edge_table(network, lang=lang, as_of=as_of), "csv").encode()
    nodes = [_node(node, lang) for node in network.nodes]
    edges = [_edge(row) for row in relation_rows(network, lang=lang, as_of=as_of)]
    match style:
        case "cytoscape":
            return _cytoscape(nodes, edges)
        case "graphml":
            return _write(_graphml(nodes, edges))
        case "gexf":
            return _write(_gexf(nodes, edges))
    raise UsageError(f"{style!r} is no network format. Choose one of {' '.join(FORMATS)}.")


def _node(node: Node, lang: str) -> _Element:
    told: dict[str, Scalar | None] = {
        "label": words.in_language(node.label, lang),
        "kind": words.in_language(node.kind, lang),
        "group": node.group,
        "country": node.country,
        "unresolved": node.unresolved,
        "degree": node.degree,
        "note": node.note,
    }
    known = {name: value for name, value in told.items() if value is not None}
    return _Element({"id": node.id}, known)


def _edge(row: Row) -> _Element:
    """Return an edge: numbers as numbers, of its bounds the days that are known."""
    each, bounds = row.relation, row.relation.claim.bounds
    told: dict[str, Scalar] = {**row.attributes, "symmetric": row.symmetric}
    del told["id"]
    if each.amount:
        told["number"] = _number(each.amount.number)
    told |= {name: day for name, day in bounds._asdict().items() if _is_known(day)}
    return _Element({"id": each.id, "source": each.a, "target": each.b}, told, bounds)


def _number(text: str) -> float | str:
    """Return a number, as it is written where no format can hold it."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if isfinite(number) else text


def _is_known(day: str) -> bool:
    return day not in (FIRST_DAY, LAST_DAY)


def _cytoscape(nodes: Iterable[_Element], edges: Iterable[_Element]) -> bytes:
    """Return the JSON that Cytoscape and cytoscape.js read; of several places lists."""
    file = {
        "format_version": "1.0",
        "generated_by": "kg",
        "target_cytoscapejs_version": "~3",
        "data": {"name": "PenCoop"},
        "elements": {
            "nodes": [{"data": each.fixed | each.attributes} for each in nodes],
            "edges": [{"data": each.fixed | each.attributes} for each in edges],
        },
    }
    return (json.dumps(file, ensure_ascii=False, indent=1) + "\n").encode()


def _graphml(nodes: list[_Element], edges: list[_Element]) -> ET.Element:
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for part, elements in (("node", nodes), ("edge", edges)):
        for name, kind in _declared(elements, _TYPES):
            key = {"id": f"{part}-{name}", "for": part, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", key)
    graph = ET.SubElement(root, "graph", {"id": "PenCoop", "edgedefault": "directed"})
    for part, elements in (("node", nodes), ("edge", edges)):
        for each in elements:
            element = ET.SubElement(graph, part, _fitting(each.fixed))
            for name, value in sorted(each.attributes.items()):
                ET.SubElement(element, "data", {"key": f"{part}-{name}"}).text = _text(value)
    return root


def _gexf(nodes: list[_Element], edges: list[_Element]) -> ET.Element:
    """Return GEXF 1.3. The spell of an edge is the time outside which the answer is no.

    All edges are directed, because readers refuse a mixture; what is symmetric says so.
    """
    root = ET.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    ET.SubElement(ET.SubElement(root, "meta"), "creator").text = "PenCoop"
    dated = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", **dated})
    for part, elements in (("node", nodes), ("edge", edges)):
        group = ET.SubElement(graph, "attributes", {"class": part})
        for name, kind in _declared(elements, _GEXF_TYPES):
            ET.SubElement(group, "attribute", {"id": name, "title": name, "type": kind})
    for part, elements in (("node", nodes), ("edge", edges)):
        group = ET.SubElement(graph, f"{part}s")
        for each in elements:
            label = _text(each.attributes["label"])
            # Parallel edges of one kind would be drawn as one.
            shown = {"label": label} | ({"kind": label} if part == "edge" else {})
            _tell(ET.SubElement(group, part, _fitting(each.fixed) | shown), each)
    return root


def _tell(element: ET.Element, each: _Element) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in sorted(each.attributes.items()):
        ET.SubElement(values, "attvalue", {"for": name, "value": _text(value)})
    if each.bounds is None:
        return
    days = (("start", each.bounds.earliest_start), ("end", each.bounds.latest_end))
    known = {name: day for name, day in days if _is_known(day)}
    if known:
        ET.SubElement(ET.SubElement(element, "spells"), "spell", known)


def _declared(elements: Iterable[_Element], types: dict[type, str]) -> Iterator[tuple[str, str]]:
    """Yield each attribute with its type, by name; what is no number somewhere is text."""
    found: dict[str, set[str]] = {}
    for each in elements:
        for name, value in each.attributes.items():
            found.setdefault(name, set()).add(types[type(value)])
    for name, kinds in sorted(found.items()):
        yield name, kinds.pop() if len(kinds) == 1 else "string"


def _fitting(attributes: dict[str, str]) -> dict[str, str]:
    return {name: _text(value) for name, value in attributes.items()}


def _text(value: Scalar) -> str:
    """Return a value as XML can hold it, several as one text."""
    if isinstance(value, bool | int | float):
        return str(value).lower()
    return _NOT_XML.sub("\ufffd", as_text(value))


def _write(root: ET.Element) -> bytes:
    ET.indent(root)
    return (_DECLARATION + ET.tostring(root, "unicode") + "\n").encode()
