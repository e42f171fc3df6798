"""Measures as people and machines read them, each with what it means and who defined it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from kg.network import measures
from kg.network.measures import SOURCES, Measures, Value
from kg.network.network import Node, read_network
from kg.network.projection import narrow
from kg.rdf.store import Store
from kg.text.blocks import Block, Heading, Item, Items, Paragraph, as_markdown, as_text
from kg.text.tables import Table, write_table
from kg.text.words import Vocabulary, in_language, read_words, say

COLUMNS: Final = ("measure", "thing", "label", "group", "detail", "number", "part", "whole")
_NAMED: Final = ("community", "component")  # measures whose values come in groups with a name
_YEARLY: Final = "density-years"


class Report(NamedTuple):
    """Measures with the names of things, the date they are of, and the language to tell them in.

    Printed, or shown in a notebook, it says of each measure what it means, and the first figures.
    """

    measures: Measures
    nodes: Mapping[str, Node]
    lang: str = "en"
    as_of: str | None = None

    def of(self, measure: str) -> list[Value]:
        """Return the figures of one measure, in their order."""
        return self.measures.of(measure)

    def __str__(self) -> str:
        return write_text(self)

    def _repr_markdown_(self) -> str:
        return write_markdown(self)

    def say(self, key: str, **values: object) -> str:
        """Return a phrase in the language, with its gaps filled; numbers with thousands apart."""
        texts = {name: _shown(value, self.lang) for name, value in values.items()}
        return say(_words(), key, self.lang, **texts)

    def name(self, thing: str) -> str:
        """Return the name of a thing."""
        return in_language(self.nodes[thing].label, self.lang)


def read_report(store: Store, *, as_of: str | None = None, lang: str = "en") -> Report:
    """Return the measures of the network in a store, or of what of it held at a date.

    Raises ValueError where *as_of* is no date.
    """
    network = narrow(read_network(store), as_of=as_of)
    nodes = {node.id: node for node in network.nodes}
    return Report(measures.measure(network), nodes, lang, as_of)


@cache
def _words() -> Vocabulary:
    return read_words() | read_words("network/measures")


def write_text(report: Report, *, top: int = 10, width: int = 100) -> str:
    """Return the measures as text, of each the first *top* figures (0: all)."""
    return as_text(_blocks(report, top), width=width)


def write_markdown(report: Report, *, top: int = 10) -> str:
    """Return the measures as Markdown, of each the first *top* figures (0: all)."""
    return as_markdown(_blocks(report, top))


def write_csv(report: Report) -> str:
    """Return every figure as a row."""
    rows = [
        (
            *(value.measure, value.thing, report.name(value.thing) if value.thing else None),
            *(value.group, value.detail, *map(_plain, (value.number, value.part, value.whole))),
        )
        for value in report.measures.values
    ]
    return write_table(Table(COLUMNS, rows), "csv")


def write_json(report: Report) -> str:
    """Return every measure as an object with its meaning, its source and all its figures."""
    objects = []
    for measure, source in SOURCES.items():
        sample = report.measures.samples.get(measure)
        objects.append(
            {
                "measure": measure,
                "name": report.say(measure),
                "meaning": _meaning(report, measure),
                "source": source,
                "sample": sample._asdict() if sample else None,
                "values": [_object(report, value) for value in report.measures.of(measure)],
            }
        )
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def _object(report: Report, value: Value) -> dict[str, object]:
    thing = {"id": value.thing, "label": report.name(value.thing)} if value.thing else None
    return {"thing": thing} | {name: getattr(value, name) for name in COLUMNS[3:]}


def _basis(report: Report) -> Iterator[str]:
    """Yield what was projected, as of when, and what that is worth."""
    sizes = report.measures.sizes
    yield report.say("measures-ties", **sizes)
    yield report.say("measures-modes", **sizes)
    yield report.say("measures-selection")
    if report.as_of:
        yield report.say("measures-as-of", date=report.as_of)


def _blocks(report: Report, top: int) -> Iterator[Block]:
    for at, sentence in enumerate(_basis(report)):
        yield Paragraph([sentence], close=at > 0)
    for measure, source in SOURCES.items():
        about = [_meaning(report, measure)]
        about += [report.say("measures-source", source=source)] if source else []
        if sample := report.measures.samples.get(measure):
            about.append(report.say("measures-sampled", **sample._asdict()))
        rows = list(_rows(report, measure, top)) or [("–", report.say("measures-none"))]
        shown = rows[: top or None] if measure != _YEARLY else rows
        room = max(len(number) for number, _ in shown)
        items = [Item(label, f"{number:>{room}} ", f"- {number}: ") for number, label in shown]
        if left := len(rows) - len(shown):
            items.append(Item(report.say("measures-more", n=left), ""))
        yield Heading(report.say(measure))
        yield Paragraph(about, indent=2, close=True)
        yield Items(items, indent=2, hang=room + 4)


def _meaning(report: Report, measure: str) -> str:
    values = {
        "modularity": report.measures.modularity,
        "isolates": report.measures.sizes["isolates"],
    }
    return report.say(f"{measure}-means", **values)


def _rows(report: Report, measure: str, top: int) -> Iterator[tuple[str, str]]:
    """Yield the figures of a measure with their labels."""
    values = report.measures.of(measure)
    if measure in _NAMED:
        for _, several in groupby(values, key=lambda value: value.group):
            yield _company(report, list(several), top)
    elif measure == _YEARLY:
        for year, several in groupby(values, key=lambda value: value.group):
            yield str(year), _year(report, list(several))
    else:
        for value in values:
            yield _shown(value.number, report.lang), _label(report, value)


def _company(report: Report, members: list[Value], top: int) -> tuple[str, str]:
    """Return how many there are, and who: the first by its name, then the others."""
    names = [report.name(value.thing) for value in members if value.thing]
    others = names[1 : top or None]
    left = len(names) - 1 - len(others)
    listed = "; ".join(others) + (f"; … (+{left})" if left else "")
    size = _shown(len(names), report.lang)
    return size, report.say("measures-with", name=names[0], others=listed)


def _year(report: Report, values: list[Value]) -> str:
    """Return the pairs of one year by certainty, and the density of those that held."""
    *states, held = values
    said = [
        f"{report.say(str(value.detail))} {_shown(value.part, report.lang)}" for value in states
    ]
    return ", ".join([*said, report.say("measures-held", number=held.number)])


def _label(report: Report, value: Value) -> str:
    if value.thing:
        return report.name(value.thing)
    kinds = [each for each in (value.group, value.detail) if each]
    label = " – ".join(_kind(report, value.measure, each) for each in kinds)
    return f"{label} ({report.say('measures-part', part=value.part, whole=value.whole)})"


def _kind(report: Report, measure: str, kind: str) -> str:
    """Return the word for a kind of bodies, of ties or of knowledge."""
    if kind == "all":
        return report.say("all")
    if measure == "share":
        return report.say(f"known-{kind}")
    return report.say(f"group-{kind}" if measure == "density-groups" else f"family-{kind}")


def _plain(number: float | None) -> str | None:
    return None if number is None else f"{number:g}"


def _shown(value: object, lang: str) -> str:
    """Return a number as people of a language write it, anything else as it is."""
    if isinstance(value, int):
        text = f"{value:,}"
        return text if lang == "en" else text.replace(",", "\u202f")
    if isinstance(value, float):
        text = f"{value:.6f}".rstrip("0").rstrip(".")
        return text if lang == "en" else text.replace(".", ",")
    return "–" if value is None else str(value)
