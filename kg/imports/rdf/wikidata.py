"""Wikidata: items as JSON, their labels, and of their statements those about bodies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pyoxigraph as ox

from kg.imports.rdf.converting import Converted, Converter

_ENTITY: Final = "http://www.wikidata.org/entity/"
_PERSON: Final = "Q5"
_ITEMS: Final = {  # properties whose value is an item
    "P17": ("wdt:P17", False),
    "P749": ("org:subOrganizationOf", False),
    "P361": ("org:subOrganizationOf", False),
    "P355": ("org:subOrganizationOf", True),
    "P1366": ("dct:isReplacedBy", False),
    "P1365": ("dct:isReplacedBy", True),
}
_TEXTS: Final = {
    "P856": ("foaf:homepage", ""),
    "P1813": ("skos:altLabel", ""),
    "P1448": ("skos:altLabel", ""),
    "P6782": ("dct:identifier", "https://ror.org/"),
    "P213": ("dct:identifier", "https://isni.org/isni/"),
    "P1278": ("schema:leiCode", ""),
}
_DATES: Final = {"P571": "schema:foundingDate", "P576": "schema:dissolutionDate"}
_MEMBER: Final = "P463"
_LENGTH: Final = {9: 4, 10: 7, 11: 10}  # characters of a date, by its precision


def items_of(data: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Return the items of a file of Wikidata; none where it is no such."""
    entities = data.get("entities") if isinstance(data, dict) else data
    listed = list(entities.values()) if isinstance(entities, dict) else entities
    if isinstance(data, dict) and data.get("type") == "item":
        listed = [data]
    if not isinstance(listed, list) or not listed:
        return []
    fits = all(
        isinstance(each, dict) and str(each.get("id", "")).startswith("Q") and "labels" in each
        for each in listed
    )
    return listed if fits else []


def convert(items: Iterable[dict[str, Any]]) -> Converted:
    """Return what items say; each that is no person counts as a body."""
    said = Converter("wikidata")
    for item in items:
        node = _node(item["id"], said)
        claims = item.get("claims") or {}
        persons = any(_item(each) == _PERSON for each in claims.get("P31", ()))
        said.be(node, "foaf:Person" if persons else "org:Organization")
        for label in (item.get("labels") or {}).values():
            said.add(node, "skos:prefLabel", label.get("value"), label.get("language"))
        for listed in (item.get("aliases") or {}).values():
            for each in listed:
                said.add(node, "skos:altLabel", each.get("value"), each.get("language"))
        for name, statements in claims.items():
            for each in statements:
                _statement(name, each, said, node)
        for name in ("descriptions", "sitelinks"):
            said.leave(node, name, list((item.get(name) or {}).keys()))
    return said.done()


def _statement(name: str, each: dict[str, Any], said: Converter, node: ox.NamedNode) -> None:
    """Say one statement of an item; what it does not understand stays under its property."""
    value = _value(each)
    other = _item(each)
    if each.get("rank") == "deprecated" or value is None:
        said.leave(node, name, "no value")
    elif name == _MEMBER and other:
        _member(each, other, said, node)
    elif name in _ITEMS and other:
        term, backwards = _ITEMS[name]
        ends = (_node(other, said), node) if backwards else (node, _node(other, said))
        over = "P582" in (each.get("qualifiers") or {})  # what has ended holds no longer
        if over:
            said.leave(node, f"{name}.ended", other)
        else:
            said.add(ends[0], term, ends[1])
    elif name in _TEXTS:
        term, host = _TEXTS[name]
        text = value.get("text") if isinstance(value, dict) else value
        lang = value.get("language") if isinstance(value, dict) else None
        said.add(node, term, f"{host}{text}".replace(" ", "") if host else text, lang)
    elif name in _DATES:
        said.add(node, _DATES[name], _date(value))
    else:
        said.leave(node, name, other or "a value")


def _member(each: dict[str, Any], other: str, said: Converter, node: ox.NamedNode) -> None:
    membership = said.blank()
    said.be(membership, "org:Membership")
    said.add(membership, "org:member", node)
    said.add(membership, "org:organization", _node(other, said))
    for name, values in (each.get("qualifiers") or {}).items():
        term = {"P580": "schema:startDate", "P582": "schema:endDate"}.get(name)
        for given in values:
            value = (given.get("datavalue") or {}).get("value")
            if term:
                said.add(membership, term, _date(value))
            else:
                said.leave(membership, name, _name(value) or "a value")


def _node(identifier: str, said: Converter) -> ox.NamedNode:
    return said.node(_ENTITY + identifier, web=True)


def _value(each: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    return ((each.get("mainsnak") or {}).get("datavalue") or {}).get("value")


def _item(each: dict[str, Any]) -> str | None:
    return _name(_value(each))


def _name(value: object) -> str | None:
    return str(value["id"]) if isinstance(value, dict) and "id" in value else None


def _date(value: object) -> str | None:
    """Return a date as exactly as Wikidata has it; a decade or less exact is none of ours."""
    if not isinstance(value, dict) or value.get("precision") not in _LENGTH:
        return None
    return str(value.get("time", "")).lstrip("+")[: _LENGTH[value["precision"]]]
