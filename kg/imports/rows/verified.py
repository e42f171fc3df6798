"""Dates of claims that rest on a passage that was read: what it does not say, no table says for it.

Where the text is at hand and the passage names the date, the claim was wrong and is corrected; else
the new date needs a source of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.evidence.wordmatch import even, missing_dates
from kg.imports.meaning.known import Background
from kg.names import CLAIM, SRC, expand
from kg.rdf.turtle import value
from kg.text.numbers import whole_number

_STEP: Final = (
    "Give the date a source of its own: a new row with it, an empty claim and its document in the"
    " column source. If this claim is wrong, set its certainty to withdrawn."
)


def refuse_date(name: str, new: str | None, known: Background) -> str | None:
    """Return why a claim cannot have this date, EDTF or None for no date any more, or None."""
    places = list(_places(name, known))
    if not places or any(passage and _bears(passage, name, new, known) for passage in places):
        return None
    said = f"the date {new}" if new else "that there is no date"
    return f"claim:{name} rests on a passage that was read, and it does not name {said}. {_STEP}"


def _bears(passage: str, name: str, new: str | None, known: Background) -> bool:
    """Tell whether a passage speaks for a date; for none, where it does not name the old one."""
    if new:
        return not missing_dates(passage, new)
    values = known.data[CLAIM + name]
    old = [*values.get(expand("pc:when"), ()), *values.get(expand("pc:period"), ())]
    return any(missing_dates(passage, value(each)) for each in old)


def _places(name: str, known: Background) -> Iterator[str | None]:
    """Yield the passages on which a claim rests, evened; None where the text is not at hand."""
    for place in known.data[CLAIM + name].get(expand("pc:evidence"), ()):
        said = known.data.get(place.value, {})
        if expand("pc:spanDigest") not in said:
            continue
        start, end, source = (
            next((value(each) for each in said.get(expand(term), ())), "")
            for term in ("oa:start", "oa:end", "oa:hasSource")
        )
        text = known.text_of(source.removeprefix(SRC))
        first, last = whole_number(start), whole_number(end)
        held = text is not None and first is not None and last is not None
        yield even(text[first:last]) if text is not None and held else None


def new_date(terms: frozenset[ox.NamedNode | ox.Literal]) -> str | None:
    """Return the date that an edit gives, None where it takes one away."""
    return next((value(each) for each in terms), None)
