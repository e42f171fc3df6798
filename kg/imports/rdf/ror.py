"""ROR: records of research organisations, in the second schema and in the first."""

from __future__ import annotations

from typing import Any, Final

import pyoxigraph as ox

from kg.imports.rdf.converting import Converted, Converter

_RELATIONS: Final = {
    "parent": ("org:subOrganizationOf", False),
    "child": ("org:subOrganizationOf", True),
    "successor": ("dct:isReplacedBy", False),
    "predecessor": ("dct:isReplacedBy", True),
}
_HOSTS: Final = {
    "wikidata": "https://www.wikidata.org/entity/",
    "isni": "https://isni.org/isni/",
}
_USED: Final = frozenset(
    ("id", "names", "name", "aliases", "acronyms", "labels", "locations", "country", "addresses")
) | frozenset(("links", "external_ids", "relationships", "types", "established"))


def records_of(data: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Return the records of a file of ROR: one, a list, or an answer; none where it is no such."""
    items = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(items, list):
        return []
    records = [each for each in items if isinstance(each, dict)]
    is_ror = records and all("ror.org/" in str(each.get("id", "")) for each in records)
    return records if is_ror and len(records) == len(items) else []


def convert(records: list[dict[str, Any]]) -> Converted:
    """Return what records say of organisations, their names, places, identifiers and relations."""
    said = Converter("ror")
    for each in records:
        node = said.node(each["id"], web=True)
        said.be(node, "org:Organization")
        _names(each, said, node)
        _places(each, said, node)
        _identifiers(each, said, node)
        for link in each.get("links") or ():
            address = link.get("value") if isinstance(link, dict) else link
            website = not isinstance(link, dict) or link.get("type", "website") == "website"
            if website:
                said.add(node, "foaf:homepage", address)
            else:
                said.leave(node, "links", address)
        for kind in each.get("types") or ():
            said.add(node, "org:classification", kind)
        said.add(node, "schema:foundingDate", each.get("established"))
        for other in each.get("relationships") or ():
            _relation(other, said, node)
        for name in each.keys() - _USED:
            said.leave(node, name, each[name])
    return said.done()


def _names(each: dict[str, Any], said: Converter, node: ox.NamedNode) -> None:
    for name in each.get("names") or ():
        types = name.get("types") or ()
        term = "skos:prefLabel" if {"label", "ror_display"} & set(types) else "skos:altLabel"
        said.add(node, term, name.get("value"), name.get("lang"))
    said.add(node, "skos:prefLabel", each.get("name"))
    for name in (*(each.get("aliases") or ()), *(each.get("acronyms") or ())):
        said.add(node, "skos:altLabel", name)
    for name in each.get("labels") or ():
        said.add(node, "skos:prefLabel", name.get("label"), name.get("iso639"))


def _places(each: dict[str, Any], said: Converter, node: ox.NamedNode) -> None:
    for place in each.get("locations") or ():
        details = dict(place.get("geonames_details") or {})
        address = said.blank()
        said.add(node, "schema:address", address)
        said.add(address, "schema:addressCountry", details.pop("country_code", None))
        said.add(address, "schema:addressLocality", details.pop("name", None))
        for name, value in details.items():
            said.leave(node, name, value)
        said.leave(node, "geonames_id", place.get("geonames_id"))
    country = each.get("country") or {}
    if country:
        address = said.blank()
        said.add(node, "schema:address", address)
        said.add(address, "schema:addressCountry", country.get("country_code"))
        for place in each.get("addresses") or ():
            said.add(address, "schema:addressLocality", place.get("city"))


def _identifiers(each: dict[str, Any], said: Converter, node: ox.NamedNode) -> None:
    outside = each.get("external_ids") or ()
    if isinstance(outside, dict):  # the first schema
        outside = [{"type": name, **value} for name, value in outside.items()]
    for given in outside:
        scheme, every = str(given.get("type", "")).casefold(), given.get("all") or ()
        for text in every if isinstance(every, list) else [every]:
            host = _HOSTS.get(scheme)
            if host:
                said.add(node, "dct:identifier", host + str(text).replace(" ", ""))
            else:
                said.leave(node, f"external_ids.{scheme}", text)


def _relation(other: dict[str, Any], said: Converter, node: ox.NamedNode) -> None:
    term, backwards = _RELATIONS.get(str(other.get("type", "")).casefold(), (None, False))
    if not other.get("id"):
        return
    there = said.node(other["id"], web=True)
    said.be(there, "org:Organization")
    said.add(there, "skos:prefLabel", other.get("label"))
    if term is None:
        said.leave(node, f"relationships.{other.get('type')}", other["id"])
    elif backwards:
        said.add(there, term, node)
    else:
        said.add(node, term, there)
