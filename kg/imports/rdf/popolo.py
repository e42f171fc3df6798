"""Popolo: organisations and memberships as JSON, in words close to those of ORG."""

from __future__ import annotations

from typing import Any, Final

import pyoxigraph as ox

from kg.imports.rdf.converting import Converted, Converter

_TEXTS: Final = {
    "name": "skos:prefLabel",
    "classification": "org:classification",
    "founding_date": "schema:foundingDate",
    "dissolution_date": "schema:dissolutionDate",
    "start_date": "schema:startDate",
    "end_date": "schema:endDate",
}
_MADE: Final = ("id", "@type")


def is_popolo(data: Any) -> bool:  # noqa: ANN401 - any JSON
    """Tell whether JSON is a file of Popolo."""
    return isinstance(data, dict) and any(
        isinstance(data.get(name), list) and all(isinstance(each, dict) for each in data[name])
        for name in ("organizations", "memberships")
    )


def convert(data: dict[str, Any]) -> Converted:
    """Return what a file of Popolo says; persons are known as such and left to be counted."""
    said = Converter("popolo")
    for each in data.get("organizations", ()):
        _organisation(each, said)
    for each in data.get("memberships", ()):
        _membership(each, said)
    for each in data.get("persons", ()):
        node = said.node(f"person/{each.get('id', len(said.triples))}")
        said.be(node, "foaf:Person")
        _leave(each, said, node, ())
    named = ("organizations", "memberships", "persons")
    rest = said.node("file")
    for name in data.keys() - set(named):
        said.leave(rest, name, data[name])
    return said.done()


def _organisation(each: dict[str, Any], said: Converter) -> None:
    node = _node(each.get("id"), said)
    said.be(node, "org:Organization")
    _texts(each, said, node, ("name", "classification", "founding_date", "dissolution_date"))
    for other in _listed(each.get("other_names")):
        said.add(node, "skos:altLabel", other.get("name"), other.get("lang"))
        _leave(other, said, node, ("name", "lang"), "other_names.")
    for other in _listed(each.get("identifiers")):
        _identifier(other, said, node)
    if each.get("parent_id"):
        said.add(node, "org:subOrganizationOf", _node(each["parent_id"], said))
    area = each.get("area") or {}
    if isinstance(area, dict) and area.get("name"):
        said.add(node, "dct:spatial", area["name"])
    for inner in _listed(each.get("memberships")):
        _membership({"organization_id": each.get("id"), **inner}, said)
    used = ("other_names", "identifiers", "parent_id", "memberships", *_TEXTS)
    _leave(each, said, node, (*used, "area") if area.get("name") else used)


def _membership(each: dict[str, Any], said: Converter) -> None:
    node = said.blank()
    said.be(node, "org:Membership")
    person = each.get("person_id") or each.get("person")
    member = each.get("member_id") or each.get("member")
    if person:
        said.be(body := said.node(f"person/{person}"), "foaf:Person")
        said.add(node, "org:member", body)
    elif member:
        said.add(node, "org:member", _node(member, said))
    if each.get("organization_id"):
        said.add(node, "org:organization", _node(each["organization_id"], said))
    said.add(node, "org:role", each.get("role") or each.get("label"))
    _texts(each, said, node, ("start_date", "end_date"))
    ends = ("organization_id", "member_id", "member", "person_id", "person")
    labels = ("role",) if each.get("role") else ("role", "label")
    _leave(each, said, node, (*ends, *labels, "start_date", "end_date"))


def _node(identifier: object, said: Converter) -> ox.NamedNode:
    return said.node(identifier, web=True)


def _identifier(each: dict[str, Any], said: Converter, node: ox.NamedNode) -> None:
    scheme, text = str(each.get("scheme", "")).casefold(), each.get("identifier")
    hosts = {
        "wikidata": "https://www.wikidata.org/entity/",
        "ror": "https://ror.org/",
        "isni": "https://isni.org/isni/",
    }
    host = next((address for name, address in hosts.items() if name in scheme), "")
    bare = str(text or "").rstrip("/").rpartition("/")[2].replace(" ", "")
    said.add(node, "schema:leiCode" if "lei" in scheme else "dct:identifier", f"{host}{bare}")
    if not host and "lei" not in scheme:
        said.leave(node, "identifiers.scheme", each.get("scheme"))


def _texts(
    each: dict[str, Any],
    said: Converter,
    node: ox.NamedNode | ox.BlankNode,
    names: tuple[str, ...],
) -> None:
    for name in names:
        said.add(node, _TEXTS[name], each.get(name))


def _leave(
    each: dict[str, Any],
    said: Converter,
    node: ox.NamedNode | ox.BlankNode,
    used: tuple[str, ...],
    prefix: str = "",
) -> None:
    for name, value in each.items():
        if name not in used and name not in _MADE:
            said.leave(node, prefix + name, value)


def _listed(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
