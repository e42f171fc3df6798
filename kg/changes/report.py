"""The report of a comparison: every change in its section, as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.changes.changes import (
    SECTIONS,
    Change,
    Difference,
    Section,
    moved_statements,
    rule_changes,
    says,
    technical_changes,
)
from kg.changes.claims import claim_changes
from kg.changes.derived import derived_changes
from kg.changes.difference import Unshared, VersionTriples
from kg.changes.evidence import evidence_changes
from kg.changes.things import thing_changes
from kg.changes.versions import Version
from kg.claims.provenance import Provenance, provenance
from kg.names import shorten
from kg.rdf.turtle import value
from kg.text import folding
from kg.text.blocks import Block, Heading, Item, Items, Paragraph, as_markdown, as_text
from kg.text.words import Words, in_language

LIMIT: Final = 1000  # changes that a text shows; more is a new dataset, not news


class Report(NamedTuple):
    """What changed from the version *old* to the version *new*; no change, no difference."""

    old: str
    new: str
    changes: tuple[Change, ...]
    removed: frozenset[ox.Quad]
    added: frozenset[ox.Quad]
    names: dict[str, Words]

    def __str__(self) -> str:
        """Return the report as `kg diff` prints it."""
        return write_report(self, "text")

    def of(self, section: Section) -> list[Change]:
        """Return the changes of a section, by thing and in the order of time."""
        return [change for change in self.changes if change.section == section]


def compare(old: Version, new: Version) -> Report:
    """Return what changed between two versions; the same graph gives a report without changes."""
    if old.says_the_same(new):
        return Report(old.name, new.name, (), frozenset(), frozenset(), {})
    unshared = Unshared(*_statements(old, new))
    compared = Difference(old, new, unshared)
    found = [
        *evidence_changes(compared),
        *thing_changes(compared),
        *claim_changes(compared),
        *technical_changes(compared),
        *(moved_statements(compared) if old.graphs and new.graphs else ()),
        *rule_changes(compared),
        *derived_changes(compared),
    ]
    names = {change.thing: compared.label(change.thing) for change in found}
    before, after = unshared.old.triples, unshared.new.triples
    removed, added = _quads(old, new, before - after), _quads(new, old, after - before)
    return Report(old.name, new.name, tuple(_in_order(found, names)), removed, added, names)


def write_report(report: Report, style: str, *, lang: str = "en", limit: int = LIMIT) -> str:
    """Return a report as text, md (release notes) or json.

    Text and Markdown show *limit* changes and say how many they leave out (0: no limit); JSON holds
    all.
    """
    if style == "json":
        return _json(report, lang)
    if not report.changes:
        return ""
    blocks = _blocks(report, lang, limit, markdown=style == "md")
    return as_markdown(blocks) if style == "md" else as_text(blocks)


def count_changes(report: Report, lang: str = "en") -> str:
    """Return how many changes of each sort there are, in one line."""
    counts = Counter(change.section for change in report.changes)
    said = []
    for section in SECTIONS:
        if count := counts[section]:
            word = f"count-{section}" + ("-one" if count == 1 else "")
            said.append(in_language(says(word, n=f"{count:,}"), lang))
    return ", ".join(said)


def _blocks(report: Report, lang: str, limit: int, *, markdown: bool) -> Iterator[Block]:
    """Yield a heading for each section or thing, and a line for each change."""
    ends = {"old": report.old or says("working-tree"), "new": report.new or says("working-tree")}
    yield Heading(in_language(says("title", **ends), lang), 1)
    if markdown:
        yield Paragraph([count_changes(report, lang) + "."])
    left = limit or len(report.changes)
    for section in SECTIONS:
        shown = report.of(section)[:left]
        left -= len(shown)
        if shown and (markdown or section != "fact"):
            yield Heading(in_language(says(f"section-{section}"), lang))
        if section != "fact":
            yield from [_items(shown, lang)] if shown else []
            continue
        for thing, group in groupby(shown, key=lambda change: change.thing):
            yield Heading(f"{in_language(report.names[thing], lang)} ({shorten(thing)})", 3)
            yield _items(group, lang)
    if 0 < limit < len(report.changes):
        yield Paragraph([in_language(says("cut", n=len(report.changes) - limit), lang)])


def _items(changes: Iterable[Change], lang: str) -> Items:
    return Items([Item(in_language(each.sentence, lang)) for each in changes])


def _json(report: Report, lang: str) -> str:
    """Return a report as JSON: an object with the rows of each section."""
    whole: dict[str, object] = {"old": report.old or None, "new": report.new or None}
    for section in SECTIONS:
        whole[section] = [_row(each, report, lang) for each in report.of(section)]
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _row(change: Change, report: Report, lang: str) -> dict[str, object]:
    """Return a change as an object; what a relation rests on is in the columns of every answer."""
    name = in_language(report.names[change.thing], lang) if change.thing else None
    row: dict[str, object] = {
        "kind": change.kind,
        "thing": {"id": shorten(change.thing), "label": name} if change.thing else None,
        "sentence": in_language(change.sentence, lang),
        "before": change.before,
        "after": change.after,
        "claim": change.claim.id if change.claim else None,
    }
    row |= _provenance(change)
    for part in ("removed", "added"):
        row[part] = sorted(str(triple) for triple in getattr(change.taken, part))
    return row


def _provenance(change: Change) -> dict[str, object]:
    if change.claim is None:
        nothing: dict[str, object] = dict.fromkeys(Provenance._fields)
        return nothing
    try:
        return provenance(change.claim)._asdict()
    except ValueError:  # dates that are none: kg check speaks of them
        return provenance(change.claim._replace(when=None))._asdict()


def _statements(old: Version, new: Version) -> Iterator[VersionTriples]:
    """Yield what is to be compared of each version.

    Terms are compared only where both have them. Without graph names, what follows cannot be told
    from what is said, nor what was recorded from how it is understood: it is left out.
    """
    graphs = old.graphs and new.graphs
    for version in (old, new):
        triples = {quad.triple for quad in (version.asserted if graphs else version.understood)}
        triples -= frozenset() if graphs else version.derived
        if not (old.has_terms and new.has_terms):
            terms = old.terms | new.terms
            triples = {each for each in triples if value(each.subject) not in terms}
        yield VersionTriples(triples)


def _quads(one: Version, other: Version, triples: frozenset[ox.Triple]) -> frozenset[ox.Quad]:
    """Return what only *one* version asserts, in its graphs where both have graphs."""
    if one.graphs and other.graphs:
        return one.asserted - other.asserted
    return frozenset(ox.Quad(each.subject, each.predicate, each.object) for each in triples)


def _in_order(changes: Iterable[Change], names: dict[str, Words]) -> list[Change]:
    """Return changes by section and thing, and within a thing by day."""

    def place(change: Change) -> tuple[int, bool, str, str, bool, str, str]:
        name = folding.fold(names[change.thing].en)
        whole = change.kind in ("new-thing", "removed-thing")
        ends = (not whole, change.day, change.sentence.en)
        return SECTIONS.index(change.section), not change.thing, name, change.thing, *ends

    return sorted(changes, key=place)
