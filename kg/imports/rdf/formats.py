"""Files that are no RDF and yet say who belongs to whom: which format one is, and what it says.

JSON is told by what is in it, a network by its ending. What is none of the formats that are known
is named as what it is, with the way to bring it in.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.errors import NotFound, SourceError
from kg.files import decode, read_bytes
from kg.imports.rdf import networks, popolo, ror, wikidata
from kg.imports.rdf.converting import Converted
from kg.rdf import readers, turtle
from kg.rdf import xml as entities

ENDINGS: Final = networks.ENDINGS
_LD: Final = ("@context", "@graph", "@id", "@type", "@value")
_KNOWN: Final = "JSON-LD, Popolo, ROR and Wikidata are read, and lists of nodes and links"


class Foreign(NamedTuple):
    """A file of another format: its text, and what it says."""

    text: str
    said: Converted


def read_format(path: Path) -> Foreign | None:
    """Return what a file of another format says, None where it is RDF.

    Raises SourceError for JSON or a network that is none of those that are known, NotFound where
    it says nothing.
    """
    ending = path.suffix.lower()
    if ending in ENDINGS:
        data = readers.unpack(read_bytes(path), name=path.name)
        if ending == ".gml":
            text = decode(data, name=path.name)
        else:
            text = entities.decode(data, name=path.name)
            entities.refuse_entities(text, name=path.name)
        found = Foreign(text, networks.read_graph_file(text, ending, path.name))
    elif ending == ".json":
        text = decode(readers.unpack(read_bytes(path), name=path.name), name=path.name)
        turtle.refuse_deep_nesting(text, path.name)
        data = _json(text, path.name)
        if data is None or _is_json_ld(data):
            return None
        found = Foreign(text, _convert(data, path.name))
    else:
        return None
    if not found.said.triples:
        raise NotFound("0 records. The file says nothing.", file=path.name)
    return found


def _json(text: str, name: str) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None  # the reader of JSON-LD says what is wrong, and where


def _is_json_ld(data: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether JSON has a word of JSON-LD at its top or in its first records."""
    listed = data if isinstance(data, list) else [data]
    return any(isinstance(each, dict) and any(key in each for key in _LD) for each in listed[:100])


def _convert(data: Any, name: str) -> Converted:  # noqa: ANN401 - any JSON
    try:
        if records := ror.records_of(data):
            return ror.convert(records)
        if items := wikidata.items_of(data):
            return wikidata.convert(items)
        if popolo.is_popolo(data):
            return popolo.convert(data)
        if links := networks.links_of(data):
            return networks.convert_links(*links)
    except (AttributeError, TypeError, KeyError, ValueError) as error:
        message = f"a record of another form than its kind has ({error}). Correct the file."
        raise SourceError(message, file=name) from error
    raise SourceError(f"{_what(data)} {_KNOWN}.", file=name)


def _what(data: Any) -> str:  # noqa: ANN401 - any JSON
    """Return what JSON is that is none of what is read, and how to bring it in."""
    if isinstance(data, dict) and "results" in data and "head" in data:
        return "this is the answer to a SPARQL query as JSON. Ask for CSV, and import that."
    if isinstance(data, dict) and data.get("type") in ("FeatureCollection", "Feature"):
        return "this is GeoJSON: places on a map. Save its table as CSV."
    if isinstance(data, list) and data and all(isinstance(each, dict) for each in data):
        names = ", ".join(list(data[0])[:6])
        return f"this is a list of records as JSON ({names} …), not JSON-LD. Save it as CSV."
    return "this is JSON without @context, so nothing says what its words mean."
