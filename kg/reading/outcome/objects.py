"""Mentions and relations as JSON Lines, in the form in which readers of documents are compared."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from typing import Any

from kg.reading.mentions.cast import Figure
from kg.reading.outcome.proposals import Proposed
from kg.reading.reader import Reading


def write(proposed: Proposed, name: str, silent: Container[int] = ()) -> str:
    """Return what was read as JSON Lines: one object for each mention and each relation.

    *silent* are the numbers of the proposals that do not pass the naming check of `kg verify`.
    """
    relations_ = [each.relation for each in proposed.proposals]
    said = relations(proposed.reading._replace(relations=relations_), name)
    checked = [
        row | {"state": each.state, "verified": each.number not in silent}
        for row, each in zip(said, proposed.proposals, strict=True)
    ]
    rows = [*mentions(proposed.reading, name), *checked]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def mentions(reading: Reading, name: str) -> Iterator[dict[str, Any]]:
    """Yield where a document speaks of what: *mention* is a key, or the name of a new thing.

    It is null where several things of the graph have the name: *candidates* are their keys.
    """
    for each in reading.cast.mentions:
        figure = reading.cast.of(each)
        row: dict[str, Any] = {"doc": name, "start": each.start, "end": each.end}
        row["mention"] = figure.key or (None if figure.candidates else figure.name)
        row |= {"text": reading.text[each.start : each.end], "sort": figure.sort, "form": each.form}
        if figure.candidates:
            row["candidates"] = list(figure.candidates)
        yield row


def relations(reading: Reading, name: str) -> Iterator[dict[str, Any]]:
    """Yield what a document says; *agent* and *context* are keys, or names of new things."""
    figures = reading.cast.figures
    for each in reading.relations:
        yield {
            "doc": name,
            "start": each.start,
            "end": each.end,
            "kind": each.kind,
            "role": each.role,
            "agent": _named(figures[each.agent]),
            "context": _named(figures[each.context]) if each.context else None,
            "value": each.value,
            "when": each.when,
            "attested": None,
            "status": each.status,
            "planned": each.modality == "planned",
            "span": reading.text[each.start : each.end],
            "read_with": [list(place) for place in each.read_with],
        }


def _named(figure: Figure) -> str:
    return figure.key or figure.name
