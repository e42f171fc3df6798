"""Changes: what happened between two versions, each change a sentence with what it tells.

The sentences are made where the notion is at home (`claim_changes`, `thing_changes`,
`derived_changes`); here is what they share, the order in which they choose, and the technical rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

import pyoxigraph as ox

from kg.changes.difference import Taken, Unshared, VersionTriples
from kg.changes.versions import Version
from kg.claims.claims import Claim, Evidence, plain_words
from kg.claims.wording import say_when
from kg.edtf import UNBOUNDED
from kg.names import expand, shorten
from kg.rdf.turtle import value
from kg.text.numbers import whole_number
from kg.text.words import LANGUAGES, Messages, Words, plain, read_words

Section = Literal["fact", "record", "derived", "technical"]
SECTIONS: Final[tuple[Section, ...]] = ("fact", "derived", "record", "technical")
says: Final = Messages(__name__)
UNDATED: Final = "9999"
_EDTF: Final = ox.NamedNode(expand("edtf:EDTF"))
_EMPTY: Final = Claim("", "", None, None, UNBOUNDED, None, None, (), ())
_LABELS: Final = ("skos:prefLabel", "rdfs:label", "dcterms:title")


class Change(NamedTuple):
    """One change: its kind, the thing under which it is listed, its sentence, what it tells.

    *before* and *after* are values as people read them, *day* is the first day of what it is about.
    """

    kind: str
    section: Section
    thing: str
    sentence: Words
    taken: Taken
    day: str = UNDATED
    claim: Claim | None = None
    before: str | None = None
    after: str | None = None

    def turned(self, said: Mapping[str, Words]) -> Change:
        """Return the change with what was *before* and what is *after*, where that is said."""
        before, after = (said.get(name, Words("")).en for name in ("before", "after"))
        return self._replace(before=before or None, after=after or None)


class Difference(NamedTuple):
    """Two versions, and the statements that they do not share."""

    old: Version
    new: Version
    unshared: Unshared

    @property
    def sides(self) -> tuple[VersionTriples, VersionTriples]:
        """What the old and what the new version say."""
        return self.unshared.old, self.unshared.new

    def label(self, iri: str) -> Words:
        """Return the name of a thing, term or document: the new one, else the old one."""
        if iri in plain_words():
            return plain_words()[iri]
        for statements in reversed(self.sides):
            if found := _labels(statements, iri):
                return found
        for version in (self.new, self.old) if not (self.new.graphs and self.old.graphs) else ():
            if iri in version.names.preferred:  # a file is read with the names of a workspace
                return version.names.preferred[iri]
        return Words(shorten(iri))


def is_a(statements: VersionTriples, subject: str, classes: Iterable[str]) -> bool:
    """Tell whether a subject belongs to one of the classes (prefixed names)."""
    return not statements.types(subject).isdisjoint(map(expand, classes))


def claim_in(statements: VersionTriples, subject: str) -> Claim:
    """Return a claim as one version has it."""
    places = [place_in(statements, each) for each in statements.values(subject, "pc:evidence")]
    status = shorten(statements.first(subject, "pc:status") or "").removeprefix("status:")
    when = statements.first(subject, "pc:when") or statements.first(subject, "pc:period")
    attested = statements.first(subject, "pc:attested")
    note = " ".join(statements.values(subject, "skos:editorialNote")) or None
    named_by = statements.first(subject, "pc:namedBy")
    name = shorten(subject)
    return Claim(name, status, when, attested, UNBOUNDED, note, named_by, (), tuple(places))


def say_dates(claim: Claim) -> Words:
    """Return the dates of a claim in words."""
    shared = read_words()
    return Words(*(say_when(claim, shared, lang) for lang in LANGUAGES))


def say_literal(term: ox.Literal) -> Words:
    """Return a value as people read it: a date in words, any other text as it is."""
    if term.datatype == _EDTF:
        return say_dates(_EMPTY._replace(when=term.value))
    return plain(term.value)


def tail(claim: Claim, *, dates: bool = True) -> Words:
    """Return what ends a sentence about a claim: its dates, its doubt, and its sources."""
    return Words(*(_tail(claim, lang, dates=dates) for lang in LANGUAGES))


def technical_changes(compared: Difference) -> Iterable[Change]:
    """Yield what is left: statements about terms, metadata and things that nobody can name."""
    for subject in compared.unshared.subjects():
        taken = compared.unshared.take(subject)
        removed, added = len(taken.removed), len(taken.added)
        kind = "entry-changed"
        if subject not in compared.unshared.old:
            kind = "entry-added"
        elif subject not in compared.unshared.new:
            kind = "entry-removed"
        counts = {"n": added + removed, "added": added, "removed": removed}
        sentence = says(kind, a=shorten(subject), **counts)
        yield Change(kind, "technical", subject, sentence, taken)


def moved_statements(compared: Difference) -> Iterable[Change]:
    """Yield what stands in other files than before and is said all the same."""
    both = compared.unshared.old.triples & compared.unshared.new.triples
    old, new = compared.old.asserted, compared.new.asserted
    for kind, gone in (("unmoved", old - new), ("moved", new - old)):
        counts = Counter(
            (value(quad.subject), value(quad.graph_name)) for quad in gone if quad.triple in both
        )
        for (subject, graph), count in sorted(counts.items()):
            place = shorten(graph)
            said = {"n": count, "before": place, "after": place}
            sentence = says(kind, a=shorten(subject), **said)
            yield Change(kind, "technical", subject, sentence, Taken())


def rule_changes(compared: Difference) -> Iterable[Change]:
    """Yield the rules, checks and shapes that two workspaces do not share."""
    old, new = compared.old.rules, compared.new.rules
    for name in sorted({*old, *new}) if old and new else ():
        if old.get(name) != new.get(name):
            kind = "rule-changed" if name in old and name in new else "rule-removed"
            kind = "rule-added" if name not in old else kind
            yield Change(kind, "technical", name, says(kind, a=name), Taken())


def _labels(statements: VersionTriples, iri: str) -> Words | None:
    for name in _LABELS:
        terms = [each for each in statements.terms(iri, name) if isinstance(each, ox.Literal)]
        texts = {term.language or "": term.value for term in terms}
        if texts:
            return Words(texts.get("en") or min(texts.values()), texts.get("cs"))
    return None


def place_in(statements: VersionTriples, evidence: str) -> Evidence:
    """Return the place that evidence is, as a version describes it."""
    source = statements.first(evidence, "oa:hasSource") or ""
    start, end = (statements.first(evidence, name) for name in ("oa:start", "oa:end"))
    first, last = whole_number(start), whole_number(end)
    if first is None or last is None:
        first = last = None
    title = statements.first(source, "dcterms:title") or shorten(source)
    row, sheet = (statements.first(evidence, name) for name in ("pc:row", "pc:sheet"))
    return Evidence(
        shorten(evidence),
        shorten(source),
        title,
        publisher=None,
        url=None,
        start=first,
        end=last,
        sheet=sheet,
        row=whole_number(row),
    )


def _tail(claim: Claim, lang: str, *, dates: bool) -> str:
    shared = read_words()
    at = LANGUAGES.index(lang)
    parts = [say_when(claim, shared, lang)] if dates and (claim.when or claim.attested) else []
    if claim.status in ("implied", "ambiguous"):
        parts.append(shared[f"status-{claim.status}"][at])
    sources = dict.fromkeys(place.source.partition(":")[2] for place in claim.evidence)
    text = "".join(f", {part}" for part in parts)
    return f"{text} ({', '.join(sources)})" if sources else text
