"""What a node is called: its names with their languages, as labels and other names of a thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.additions.records import Text
from kg.imports.meaning.countries import Countries
from kg.imports.meaning.mentions import NO_ENGLISH
from kg.imports.rdf.nodes import Nodes, Statement

_PREFERRED: Final = ("name", "label")
_BRACKETS: Final = re.compile(r"(.+?)\s*\(([^()]+)\)")


class Names(NamedTuple):
    """The names of a node: the one by which it is looked for, labels one for each language.

    *said* are the statements that give them, *country* what stands in brackets behind a name, and
    *note* says that there is no English name.
    """

    main: str = ""
    lang: str = "en"
    preferred: tuple[str, ...] = ()
    labels: tuple[Text, ...] = ()
    aliases: tuple[Text, ...] = ()
    hidden: tuple[Text, ...] = ()
    former: tuple[Text, ...] = ()
    said: tuple[Statement, ...] = ()
    country: str | None = None
    note: str | None = None


def read_names(nodes: Nodes, node: str, countries: Countries | None = None) -> Names:
    """Return the names of a node; with *countries* one that stands behind a name is set apart."""
    preferred = _texts(nodes.about(node, *_PREFERRED))
    written, way = _written(nodes, node, "label node")
    preferred += written
    others, more = _written(nodes, node, "alias node")
    aliases = _texts(nodes.about(node, "alias")) + others
    hidden, former = nodes.about(node, "hidden"), nodes.about(node, "former")
    said = [*preferred, *aliases, *_texts(hidden), *_texts(former)]
    if not preferred:
        preferred, aliases = aliases, []
    home, bare = _apart(preferred, countries)
    labels, rest, note = _labels(bare)
    main = next((each for each in labels if each.language == "en"), None)
    texts = [each for each in (*rest, *(_text(each) for each in aliases)) if each not in labels]
    return Names(
        main=main.text if main else "",
        lang="cs" if note and labels[-1].language == "cs" else "en",
        preferred=tuple(dict.fromkeys(each.text for each in bare)),
        labels=tuple(labels),
        aliases=tuple(dict.fromkeys(texts)),
        hidden=tuple(dict.fromkeys(map(_text, _texts(hidden)))),
        former=tuple(dict.fromkeys(map(_text, _texts(former)))),
        said=(*said, *way, *more),
        country=home,
        note=note,
    )


def _texts(said: Iterable[Statement]) -> list[Statement]:
    return [each for each in said if each.lang is not None and each.value.strip()]


def _written(nodes: Nodes, node: str, field: str) -> tuple[list[Statement], list[Statement]]:
    """Return the texts of names that are nodes of their own, and the ways to them."""
    texts, way = [], []
    for each in nodes.about(node, field):
        found = _texts(nodes.about(nodes.other_end(node, each), "literal form"))
        texts += found
        way += [each] if found else []
    return texts, way


def _apart(said: list[Statement], countries: Countries | None) -> tuple[str | None, list[Text]]:
    """Return the country that stands behind a name, and the names without it."""
    home = None
    bare = []
    for each in said:
        text = _text(each)
        match = _BRACKETS.fullmatch(text.text) if countries else None
        country = countries.find(match[2]) if match and countries else None
        if match and country:
            home = home or country
            text = text._replace(text=match[1])
        bare.append(text)
    return home, bare


def _labels(names: list[Text]) -> tuple[list[Text], list[Text], str | None]:
    """Return labels, one for each language, the names that are left, and what is to be noted.

    The graph wants an English name; where there is none, the first one stands for it.
    """
    labels: dict[str, Text] = {}
    rest = []
    for each in names:
        first = labels.setdefault(each.language or "en", each)
        if first is not each and first.text != each.text:
            rest.append(each)
    if not labels or "en" in labels:
        return list(labels.values()), rest, None
    english = next((each for tag, each in labels.items() if tag.startswith("en-")), None)
    first = english or labels.get("cs") or next(iter(labels.values()))
    note = None if english else NO_ENGLISH
    others = [each for each in labels.values() if each is not first]
    return [Text(first.text, "en"), *others, first], rest, note


def _text(said: Statement) -> Text:
    """Return a name with its language; without one it counts as English, as in tables."""
    return Text(" ".join(said.value.split()), said.lang or "en")
