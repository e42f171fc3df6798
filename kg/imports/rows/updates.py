"""Again is an update: a table that is imported once more, beside what it said before.

A row is known by who takes part in what, in which role. Where the same document says another date,
certainty or note of it now, its claim is edited; where it says a claim no longer, a person tells
what that means: it ended, it was a mistake, or it is not listed any more. Nothing is deleted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.additions.coining import say_span
from kg.additions.minting import identity
from kg.additions.records import Edit, NewClaim, Origin
from kg.additions.triples import claim_pairs
from kg.errors import Finding
from kg.imports.meaning.dates import read_date
from kg.imports.meaning.decided import CLAIM_SORT
from kg.imports.meaning.known import Background, Values
from kg.imports.meaning.matching import Meaning
from kg.imports.meaning.mentions import CellPlace, Mentions
from kg.imports.rows.export import claim_kind, claim_sources
from kg.imports.rows.row import RowCells
from kg.imports.rows.verified import new_date, refuse_date
from kg.names import CLAIM, ID, expand
from kg.rdf.turtle import value
from kg.text.folding import fold

_ENDS: Final = ("rdf:type", "pc:agent", "pc:context", "pc:role", "rdf:subject", "rdf:predicate")
_SINGLE: Final = ("pc:when", "pc:place", "schema:foundingDate", "org:subOrganizationOf")
_EDITED: Final = (
    *("pc:when", "pc:status", "pc:attested", "pc:topic", "skos:editorialNote", "rdf:object"),
)
_CLEARED: Final = ("pc:when", "pc:topic")
_LABEL: Final = expand("skos:prefLabel")
_WHEN: Final = expand("pc:when")
Key = tuple[str, ...]
Terms = frozenset[ox.NamedNode | ox.Literal]
Pairs = set[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]


class _Said(NamedTuple):
    """A claim of the graph that a document makes as a whole."""

    name: str
    key: Key
    pairs: Pairs


class Updates(NamedTuple):
    """What a table changes of what it said before, and what it says no longer."""

    edits: list[Edit]
    findings: list[Finding]
    waiting: int

    def and_more(self, other: Updates) -> Updates:
        """Return these and others as one."""
        return Updates(
            [*self.edits, *other.edits],
            [*self.findings, *other.findings],
            self.waiting + other.waiting,
        )


def update(
    rows: Sequence[RowCells], tables: Mapping[str, str], known: Background, mentions: Mentions
) -> Updates:
    """Return what rows change of what their table said before; what is an edit is said no more.

    *tables* gives the place of each document that is a table, by its key.
    """
    before = _before(known, tables.keys())
    kinds = {_kind(said, known) for row in rows for said in row.statements}
    made = Updates([], [], 0)
    for source, claims in before.items():
        told = [(row, said) for row in rows for said in row.statements if said.sources == (source,)]
        left = _match(told, claims, known)
        if not all(row.is_sound for row in rows):
            continue  # what waits may be what seems to be missing
        for claim in left:
            context = next(
                (value(o) for p, o in claim.pairs if p.value == expand("pc:context")), ""
            )
            thing = known.catalogue.get(context.removeprefix(ID))
            if thing and thing.sort in kinds:
                made = _ask(claim, tables[source], known, mentions, made)
    return made


def _before(known: Background, sources: Iterable[str]) -> dict[str, list[_Said]]:
    """Return the claims that documents make as a whole, by document, without withdrawn ones."""
    wanted = set(sources)
    found: dict[str, list[_Said]] = defaultdict(list)
    for iri, values in known.data.items():
        if not iri.startswith(CLAIM):
            continue
        for source in wanted & set(claim_sources(iri.removeprefix(CLAIM), known)):
            pairs = _pairs(values)
            key = _key(pairs)
            if key and not any(value(o).endswith("withdrawn") for _, o in pairs):
                found[source].append(_Said(iri.removeprefix(CLAIM), key, pairs))
    return found


def _pairs(values: Values) -> Pairs:
    return {(ox.NamedNode(name), each) for name, several in values.items() for each in several}


def _key(pairs: Pairs) -> Key | None:
    """Return what makes a row the same one the next time, None for what may be said repeatedly."""
    said = {name.value: value(term) for name, term in pairs}
    ends = tuple(said.get(expand(name), "") for name in _ENDS)
    if expand("pc:context") in said and expand("pc:agent") in said:
        return ends
    attribute = said.get(expand("rdf:predicate"), "")
    return ends if attribute in {expand(name) for name in _SINGLE} else None


def _match(
    told: Sequence[tuple[RowCells, NewClaim]],
    claims: Sequence[_Said],
    known: Background,
) -> list[_Said]:
    """Pair what rows say with claims, turn what differs into edits; return the claims left."""
    by_key: dict[Key, list[_Said]] = defaultdict(list)
    for claim in claims:
        by_key[claim.key].append(claim)
    new: dict[Key, list[tuple[RowCells, NewClaim, Pairs]]] = defaultdict(list)
    for row, said in told:
        pairs = claim_pairs(said)
        key = _key(pairs)
        equal = next((each for each in by_key.get(key or (), ()) if _is_equal(each, pairs)), None)
        if equal is not None:
            by_key[equal.key].remove(equal)
        elif key:
            new[key].append((row, said, pairs))
    for key, several in new.items():
        old = by_key.get(key, [])
        if len(old) == len(several) == 1:
            _edit(old.pop(), several[0], known)
    return [claim for several in by_key.values() for claim in several]


def _is_equal(claim: _Said, pairs: Pairs) -> bool:
    return identity(claim.pairs) == identity(pairs) and not _differences(claim.pairs, pairs)


def _differences(before: Pairs, now: Pairs) -> dict[str, tuple[Terms, Terms]]:
    """Return the properties that a row says otherwise than its claim, each with both values.

    What it leaves out stays, but for a date and a topic, which stand in every row that has them.
    """
    found = {}
    for name in map(expand, _EDITED):
        old, new = (frozenset(o for p, o in each if p.value == name) for each in (before, now))
        if old != new and (new or name in map(expand, _CLEARED)):
            found[name] = old, new
    return found


def _edit(claim: _Said, told: tuple[RowCells, NewClaim, Pairs], known: Background) -> None:
    """Let a row edit its claim, or hold it back where the claim rests on more than its table."""
    row, said, pairs = told
    others = [each for each in claim_sources(claim.name, known) if each not in said.sources]
    if others:
        message = f"claim:{claim.name} says otherwise, and rests on src:{others[0]} too."
        row.report(f"{message} Give the row a source of its own.", rule="update")
        return
    differences = _differences(claim.pairs, pairs)
    if _WHEN in differences and not said.passage:
        why = refuse_date(claim.name, new_date(differences[_WHEN][1]), known)
        if why:
            row.report(why, rule="verified")
            return
    row.statements.remove(said)
    if said.row:
        row.statements.append(said._replace(seconds=claim.name))  # it stands there now
    origin = Origin(row.place().sheet, row.number)
    for name, (old, new) in differences.items():
        row.edits.append(Edit(CLAIM + claim.name, name, old, new, origin))
        if name == expand("pc:when") and said.context:
            row.edits += _renamed(said.context, old, new, known, origin)


def _renamed(
    key: str,
    old: Terms,
    new: Terms,
    known: Background,
    origin: Origin,
) -> list[Edit]:
    """Return the edits of a name that was made of a date, where that date is another now."""
    was, will = (next((each.value for each in dates), None) for dates in (old, new))
    before, now = set(), set()
    for label in known.data.get(ID + key, {}).get(_LABEL, ()):
        lang = "cs" if getattr(label, "language", None) == "cs" else "en"
        end = f", {say_span(was, lang)}"
        if isinstance(label, ox.Literal) and was and will and label.value.endswith(end):
            text = label.value.removesuffix(end) + f", {say_span(will, lang)}"
            before.add(label)
            now.add(ox.Literal(text, language=label.language))
    edit = Edit(ID + key, _LABEL, frozenset(before), frozenset(now), origin)
    return [edit] if before else []


def _kind(said: NewClaim, known: Background) -> str | None:
    thing = known.catalogue.get(said.context or "")
    return thing.sort if thing else None


# What a table says no longer


def find_deleted(
    rows: Sequence[RowCells], kind: str, place: str, known: Background, mentions: Mentions
) -> Updates:
    """Ask about the claims of which an exported sheet of a kind has no row any more.

    A sheet that lacks more than half of them is a part of the graph, and nothing is asked.
    """
    listed = {(row.text("claim") or "").removeprefix("claim:") for row in rows}
    claims = [iri.removeprefix(CLAIM) for iri in known.data if iri.startswith(CLAIM)]
    of_kind = [name for name in sorted(claims) if claim_kind(name, known)[0] == kind]
    lacking = [name for name in of_kind if name not in listed]
    made = Updates([], [], 0)
    if 2 * len(lacking) > len(of_kind):
        message = f"{len(lacking):,} of {len(of_kind):,} claims have no row here; they stay."
        return made._replace(findings=[Finding(place, None, "info", "part", None, message)])
    for name in lacking:
        pairs = _pairs(known.data[CLAIM + name])
        if not any(value(term).endswith("withdrawn") for _, term in pairs):
            made = _ask(_Said(name, (), pairs), place, known, mentions, made)
    return made


def _ask(claim: _Said, place: str, known: Background, mentions: Mentions, made: Updates) -> Updates:
    """Ask what it means that a claim is not listed any more, or do what was decided about it."""
    when = next((value(o) for p, o in claim.pairs if p.value == expand("pc:when")), "")
    if when.partition("/")[2] not in ("", ".."):
        return made  # it has an end already
    mention = f"claim:{claim.name}"
    said = _in_words(claim, known)
    meaning = Meaning(mention, CLAIM_SORT, None, "missing", None, said)
    answer = mentions.decide(meaning, CellPlace(place, 0, None))
    if isinstance(answer, Finding):
        message = f"{said} ({mention}) is not listed any more. Has it ended, was it a mistake?"
        step = "Decide in the list of --review: ended YEAR, mistake, or not listed."
        found = answer._replace(
            line=None, message=f"{message} {step}", severity="warning", rule="missing"
        )
        return made._replace(findings=[*made.findings, found], waiting=made.waiting + 1)
    edit = _decided(claim, answer, when)
    why = (
        refuse_date(claim.name, new_date(edit.new), known)
        if edit and edit.predicate == _WHEN
        else None
    )
    if why:
        found = Finding(place, None, "error", "verified", CLAIM + claim.name, f"{said}: {why}")
        return made._replace(findings=[*made.findings, found], waiting=made.waiting + 1)
    return made._replace(edits=[*made.edits, *([edit] if edit else [])])


def _decided(claim: _Said, answer: str, when: str) -> Edit | None:
    """Return the edit that a decision about a claim asks for, None where it stays as it is."""
    words = fold(answer)
    new: ox.NamedNode | ox.Literal
    if words == "mistake":
        name, new = "pc:status", ox.NamedNode(expand("status:withdrawn"))
    elif words.startswith("ended "):
        end = read_date(answer.partition(" ")[2]).edtf
        date = ox.NamedNode(expand("edtf:EDTF"))
        name, new = "pc:when", ox.Literal(f"{when.partition('/')[0]}/{end}", datatype=date)
    else:
        return None
    old = frozenset(o for p, o in claim.pairs if p.value == expand(name))
    return Edit(CLAIM + claim.name, expand(name), old, frozenset([new]))


def _in_words(claim: _Said, known: Background) -> str:
    said = {name.value: value(term).removeprefix(ID) for name, term in claim.pairs}
    label = known.catalogue.label
    agent = label(said.get(expand("pc:agent"), ""))
    return f"“{agent}” in “{label(said.get(expand('pc:context'), ''))}”"
