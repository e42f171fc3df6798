"""What the network page shows, as plain JSON: things, relations, evidence, words and looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, NotRequired, TypedDict

from kg import wording
from kg.claims import Claim, Evidence, Words
from kg.drawing import LINES, LOOKS, Json, vis_data
from kg.layout import Point
from kg.network import Network, Node, Relation


class Meta(TypedDict):
    """What the page says about the data: title by language, version, and a date if it has one."""

    title: dict[str, str]
    version: str
    date: NotRequired[str]
    state: NotRequired[str]


def payload(
    drawn: Network,
    positions: Mapping[str, Point],
    *,
    meta: Meta,
    excerpts: Mapping[str, str] | None = None,
) -> Json:
    """Return everything the page shows, as plain JSON values.

    *excerpts* are the passages to show beside their evidence, by its identifier.
    """
    words = wording.read_words()
    places = _Places({}, {}, excerpts or {})
    ends = {node.id: node for node in drawn.nodes}
    nodes = [_node(node, words, places) for node in drawn.nodes]
    relations = [_relation(each, ends, words, places) for each in drawn.relations]
    vis_nodes, vis_edges, options = vis_data(drawn, positions)
    return {
        "meta": dict(meta),
        "words": {key: list(texts) for key, texts in words.items()},
        "groups": [
            {"id": group, "shape": shape, "hollow": hollow, "fill": fill}
            for group, (shape, hollow, fill) in LOOKS.items()
        ],
        "families": [
            {"id": family, "light": light, "dark": dark, "dashes": dashes}
            for family, (light, dark, dashes) in LINES.items()
        ],
        "nodes": nodes,
        "relations": relations,
        "places": list(places.places.values()),
        "sources": list(places.sources.values()),
        "vis": {"nodes": vis_nodes, "edges": vis_edges, "options": options},
    }


class _Places(NamedTuple):
    """Evidence and documents, each kept once and referred to by its number."""

    places: dict[str, Json]
    sources: dict[str, Json]
    excerpts: Mapping[str, str]

    def number(self, place: Evidence) -> int:
        if place.source not in self.sources:
            address = (
                place.url if place.url and place.url.startswith(("http://", "https://")) else None
            )
            said = {"id": place.source, "title": place.title, "publisher": place.publisher}
            self.sources[place.source] = {**said, "date": place.date, "url": address}
        source = list(self.sources).index(place.source)
        if place.id not in self.places:
            said_at = {"id": place.id, "source": source, "start": place.start, "end": place.end}
            excerpt = self.excerpts.get(place.id)
            self.places[place.id] = said_at | ({"excerpt": excerpt} if excerpt else {})
        return list(self.places).index(place.id)


def _node(node: Node, words: wording.Vocabulary, places: _Places) -> Json:
    return {
        "id": node.id,
        "iri": node.iri,
        "label": _both(node.label),
        "also": [name for name in node.aliases if name not in node.label],
        "group": node.group,
        "kind": _both(node.kind),
        "country": _both(node.country_label),
        "unresolved": node.unresolved,
        "degree": node.degree,
        "note": node.note,
        "facts": [
            {
                "id": fact.id,
                "says": [wording.say_fact(fact, words, lang) for lang in wording.LANGUAGES],
                **_claim(fact.claim, words, places),
            }
            for fact in node.facts
        ],
    }


def _relation(
    each: Relation, ends: Mapping[str, Node], words: wording.Vocabulary, places: _Places
) -> Json:
    return {
        "id": each.id,
        "a": each.a,
        "b": each.b,
        "family": each.family,
        "label": [wording.say_label(each, words, lang) for lang in wording.LANGUAGES],
        "says": [wording.say_relation(each, ends, words, lang) for lang in wording.LANGUAGES],
        "context": _both(each.context),
        "number": each.amount.number if each.amount and each.family == "count" else None,
        **_claim(each.claim, words, places),
    }


def _claim(claim: Claim, words: wording.Vocabulary, places: _Places) -> Json:
    return {
        "status": claim.status,
        "when": [wording.say_when(claim, words, lang) for lang in wording.LANGUAGES],
        "bounds": list(claim.bounds),
        "note": claim.note,
        "namedBy": claim.named_by,
        "details": [[_both(label), text] for label, text in claim.details],
        "evidence": [places.number(place) for place in claim.evidence],
    }


def _both(text: Words | None) -> list[str | None] | None:
    return [text.en, text.cs] if text else None
