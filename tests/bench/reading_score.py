"""Comparing what was read of a document with what is in it, as the format of readings has it.

A relation is right where its span overlaps the passage (to the sentence), its kind is the same and
both ends are: an end by its key, or by one of the names that it has in the text. A thing that the
text leaves without a name is right where the text describes one of its sort, an edition without a
name where its series is meant. Each relation found stands for one that was to be found, never for
two. A date is right where it is the very EDTF.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from kg.text.folding import fold

LITTLE = {"the", "a", "an", "this", "its", "our"}
SORTS = {
    "agreement": {"agreement"},
    "event": {"event"},
    "visit": {"visit", "event"},
    "project": {"project", "programme"},
    "funding": {"project", "programme", "event"},
    "influence": {"instrument", "practice", "project"},
}
BOTH_WAYS = ("cooperation", "visit", "agreement")
CAUSES = ("end not found", "not cued", "wrong kind", "wrong pairing")


class Gold(NamedTuple):
    """A relation as it ought to be read; every side is a set of keys and folded names."""

    kind: str
    agent: frozenset[str]
    context: frozenset[str]
    when: frozenset[str | None]
    spans: tuple[tuple[int, int], ...]
    text: str
    planned: bool = False
    unnamed: frozenset[str] = frozenset()  # the sides to which the document gives no name


def bare(name):
    """Return a name without case, diacritics and articles."""
    return "".join(word for word in fold(name).split() if word not in LITTLE)


def sentence_of(outline, start, end):
    """Return the range of the sentences that a span touches."""
    touched = [each for each in outline.sentences if each.start < end and start < each.end]
    return (min([start, *(e.start for e in touched)]), max([end, *(e.end for e in touched)]))


def touches(gold, row, outline):
    """Tell whether a proposed relation stands where one was annotated."""
    low, high = sentence_of(outline, row["start"], row["end"])
    return any(start < high and low < end for start, end in gold.spans)


def sides(row):
    """Return the two sides of a proposed relation as they may be called."""
    value = str(row["value"] or "")
    other = {row["context"], bare(row["context"] or ""), bare(value), value.replace(" ", "")}
    return {row["agent"], bare(row["agent"])}, other - {"", None}


def ends_right(gold, row):
    """Return whether the agent and the other end of a proposed relation are right."""
    side, other = sides(row)
    one, two = bool(side & gold.agent), bool(other & gold.context)
    if not (one and two) and gold.kind in BOTH_WAYS:
        turned = bool(side & gold.context), bool(other & gold.agent)
        one, two = turned if all(turned) else (one, two)
    if not two and "context" in gold.unnamed:
        two = row["described"][1] in SORTS.get(gold.kind, ())
    if not one and "agent" in gold.unnamed:
        one = row["described"][0] in ("event", "visit", "agreement")
    return one, two


def fits(gold, row, outline):
    """Tell whether a proposed relation is one that was annotated."""
    return gold.kind == row["kind"] and touches(gold, row, outline) and all(ends_right(gold, row))


def same_date(when, allowed):
    """Tell whether a date is right; where the text leaves the year open, none is right too."""
    open_ = any("XXXX" in (each or "") for each in allowed)
    return when in allowed or (when is None and open_)


def assign(golds, rows, outline):
    """Return for each row the number of the gold it stands for, or None; each gold once.

    A row that fits only golds which are taken already is right, and finds nothing more: it is
    given -1.
    """
    fitting = [[n for n, gold in enumerate(golds) if fits(gold, row, outline)] for row in rows]
    found, taken = [None] * len(rows), set()
    # Those that have least choice choose first, of each the gold whose date is right.
    for at in sorted(range(len(rows)), key=lambda each: len(fitting[each])):
        free = [n for n in fitting[at] if n not in taken]
        free.sort(key=lambda n: not same_date(rows[at]["when"], golds[n].when))
        if free:
            found[at] = free[0]
            taken.add(free[0])
        elif fitting[at]:
            found[at] = -1
    return found


def cause_of(gold, rows, named, outline):
    """Return why a relation was missed; *named* is how all that was found in the text is called."""
    agent = bool(gold.agent & named) or "agent" in gold.unnamed
    context = bool(gold.context & named) or "context" in gold.unnamed
    if not agent or not (context or gold.kind in ("attribute", "observation", "funding")):
        return "end not found"
    near = [row for row in rows if touches(gold, row, outline)]
    if any(all(ends_right(gold, row)) for row in near):
        return "wrong kind"
    if any(row["kind"] == gold.kind and any(ends_right(gold, row)) for row in near):
        return "wrong pairing"
    return "not cued"


def causes(golds, rows, named, outline):
    """Return how many relations were missed, by kind and cause."""
    return Counter((gold.kind, cause_of(gold, rows, named, outline)) for gold in golds)
