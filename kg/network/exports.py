"""The network as a file: tables for people and statistics, and the formats of network programs.

The projection is that of `kg.network.projection`: one edge for each relation, so every file has as
many nodes and edges as the page and `kg.to_network`. The same network gives the same bytes.

GraphML and GEXF are written by networkx, and what it would lose is put right afterwards: it writes
the day into GEXF, and its own name as that of the author; the address of a schema that is none; no
kind, without which Gephi draws parallel edges as one; and into GraphML truth values that no schema
knows. Attributes have numbers for identifiers in both; their names stand beside them.
"""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from kg.edtf import FIRST_DAY, LAST_DAY
from kg.errors import UsageError
from kg.network.network import Network, Node
from kg.network.rows import RelationRow, as_text, edge_table, relation_rows, relation_table
from kg.text.tables import write_table
from kg.text.words import in_language

if TYPE_CHECKING:
    import networkx

FORMATS: Final = ("csv", "edges", "graphml", "gexf", "cytoscape")
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Attributes = dict[str, Any]  # texts, several texts, numbers, truth values


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
    nodes = {node.id: _of_node(node, lang) for node in network.nodes}
    rows = relation_rows(network, lang=lang, as_of=as_of)
    match style:
        case "cytoscape":
            return _cytoscape(nodes, rows)
        case "graphml":
            return _graphml(_graph(nodes, rows))
        case "gexf":
            return _gexf(_graph(nodes, rows, spells=True))
    raise UsageError(f"{style!r} is no network format. Choose one of {' '.join(FORMATS)}.")


def _of_node(node: Node, lang: str) -> Attributes:
    told = {
        "label": in_language(node.label, lang),
        "kind": in_language(node.kind, lang),
        "group": node.group,
        "country": node.country,
        "unresolved": node.unresolved,
        "degree": node.degree,
        "note": node.note,
    }
    return {name: value for name, value in told.items() if value is not None}


def _of_edge(row: RelationRow) -> Attributes:
    """Return what is told of an edge: numbers as numbers, of its bounds the days that are known."""
    told: Attributes = {**row.attributes, "symmetric": row.relation.symmetric}
    del told["id"]
    if row.relation.amount:
        told["number"] = _number(row.relation.amount.number)
    days = row.relation.claim.bounds._asdict().items()
    return told | {name: day for name, day in days if _known(day)}


def _number(text: str) -> float | str:
    """Return a number, as it is written where no format can hold it."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if isfinite(number) else text


def _known(day: str) -> str | None:
    return day if day not in (FIRST_DAY, LAST_DAY) else None


def _cytoscape(nodes: dict[str, Attributes], rows: list[RelationRow]) -> bytes:
    """Return the JSON that Cytoscape and cytoscape.js read; of several places lists.

    There the source of an edge is where it begins, so its documents have a name of their own.
    """
    edges = []
    for each in rows:
        told = _of_edge(each)
        told["documents"] = told.pop("source", ())
        ends = {"source": each.relation.a, "target": each.relation.b}
        edges.append({"data": {"id": each.relation.id} | ends | told})
    file = {
        "format_version": "1.0",
        "generated_by": "kg",
        "target_cytoscapejs_version": "~3",
        "data": {"name": "PenCoop"},
        "elements": {
            "nodes": [{"data": {"id": node} | told} for node, told in nodes.items()],
            "edges": edges,
        },
    }
    return (json.dumps(file, ensure_ascii=False, indent=1) + "\n").encode()


def _graph(
    nodes: dict[str, Attributes], rows: list[RelationRow], *, spells: bool = False
) -> networkx.MultiDiGraph[str]:
    """Return the graph of which networkx writes XML, its edges directed, with their identifiers.

    Readers refuse a mixture of directions; what is symmetric says so. With *spells* each edge has
    the time outside which the answer is no. Where one number is none, all of them are texts.
    """
    import networkx as nx

    graph: networkx.MultiDiGraph[str] = nx.MultiDiGraph(id="PenCoop")
    graph.add_nodes_from((node, _fitting(told)) for node, told in nodes.items())
    edges = [_fitting(_of_edge(each)) for each in rows]
    plain = all(isinstance(told.get("number", 0.0), float) for told in edges)
    for each, told in zip(rows, edges, strict=True):
        relation, bounds = each.relation, each.relation.claim.bounds
        if relation.amount and not plain:
            told["number"] = _fit(relation.amount.number)
        if spells:
            told["id"] = relation.id
            limits = _known(bounds.earliest_start), _known(bounds.latest_end)
            told["spells"] = [limits] if any(limits) else []
        graph.add_edge(relation.a, relation.b, key=relation.id, **told)
    return graph


def _fitting(told: Attributes) -> Attributes:
    """Return attributes as XML can hold them, by name, several texts as one."""
    return {
        name: _fit(as_text(value)) if isinstance(value, str | tuple) else value
        for name, value in sorted(told.items())
    }


def _fit(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _graphml(graph: networkx.MultiDiGraph[str]) -> bytes:
    from networkx.readwrite.graphml import GraphMLWriter

    root = GraphMLWriter(graph).xml
    keys = {key.get("id") for key in root.iter("key") if key.get("attr.type") == "boolean"}
    for data in root.iter("data"):
        if data.get("key") in keys:
            data.text = data.text.lower()
    return _write(root)


def _gexf(graph: networkx.MultiDiGraph[str]) -> bytes:
    from networkx.readwrite.gexf import GEXFWriter

    root = GEXFWriter(graph, version="1.3").xml
    del root.attrib["xmlns:xsi"], root.attrib["xsi:schemaLocation"]
    del root.find("graph").attrib["name"]  # no attribute of the schema
    meta = root.find("meta")
    del meta.attrib["lastmodifieddate"]
    meta.find("creator").text = "PenCoop"
    for edge in root.iter("edge"):
        edge.set("kind", edge.get("label"))
    return _write(root)


def _write(root: ET.Element) -> bytes:
    ET.indent(root)
    return (_DECLARATION + ET.tostring(root, "unicode") + "\n").encode()
