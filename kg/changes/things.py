"""Changes of things and source documents: new, gone, renamed, retired, otherwise described."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.changes.changes import UNDATED, Change, Difference, claim_in, is_a, says, tail
from kg.changes.claims import detail_changes, take_evidence
from kg.changes.difference import Taken, VersionTriples
from kg.changes.phrases import day_of, is_claim
from kg.claims.claims import Claim
from kg.names import ID, SRC, expand, shorten
from kg.rdf.turtle import Term, value
from kg.text.words import LANGUAGES, Words, joined, plain

_ORGANISATIONS: Final = ("org:Organization", "org:FormalOrganization", "org:OrganizationalUnit")
_CLASSES: Final = (
    *_ORGANISATIONS,
    *("pc:Project", "pc:Programme", "pc:Agreement", "pc:Cooperation", "pc:Event"),
    *("pc:Instrument", "pc:Practice", "pc:Area", "pc:Country", "pc:SubNationalArea"),
)
_PLACES: Final = ("pc:jurisdiction", "pc:inArea", "pc:within")
_DECISION: Final = ("pc:Decision",)
_TEXT: Final = ("pc:documentDigest", "pc:codePoints")
_RETIRED: Final = ("owl:deprecated", "dcterms:isReplacedBy")


def thing_changes(compared: Difference) -> Iterator[Change]:
    """Yield the changes of things and documents; each takes its statements out of the rest."""
    for subject in compared.unshared.subjects():
        if any(is_a(side, subject, _DECISION) for side in compared.sides):
            yield _decided(compared, subject)
        elif _is_document(compared, subject):
            yield from _document_changes(compared, subject)
        elif _is_thing(compared, subject):
            yield from _thing_changes(compared, subject)


def _is_thing(compared: Difference, subject: str) -> bool:
    known = any(is_a(side, subject, _CLASSES) for side in compared.sides)
    return not is_claim(compared, subject) and (known or subject.startswith(ID))


def _is_document(compared: Difference, subject: str) -> bool:
    known = any(is_a(side, subject, ("pc:SourceDocument",)) for side in compared.sides)
    return known or subject.startswith(SRC)


def _thing_changes(compared: Difference, subject: str) -> Iterator[Change]:
    old, new = (subject in side for side in compared.sides)
    if not (old and new):
        yield _whole_thing(compared, subject, is_new=new)
        return
    for names, changes in (
        (_RETIRED, _retired),
        (("skos:prefLabel",), _renamed),
        (("skos:altLabel", "skos:hiddenLabel"), _aliases),
        (("pc:possiblySameAs",), _candidates),
        (("pc:status",), _resolved),
    ):
        left = compared.unshared.properties(subject)
        if any(expand(name) in left for name in names):
            yield from changes(compared, subject)
    for name in compared.unshared.properties(subject):
        yield from detail_changes(compared, subject, name, what=compared.label(subject))


def _whole_thing(compared: Difference, subject: str, *, is_new: bool) -> Change:
    """Return the change that a thing is new or gone, with what it was called a kind of."""
    old, new = compared.sides
    side = new if is_new else old
    taken = compared.unshared.take(subject)
    kinds = _kind_claims(compared, side, subject)
    claim = claim_in(side, kinds[0]) if len(kinds) == 1 else None
    for each in kinds[:1] if claim else ():
        taken |= compared.unshared.take(each) | take_evidence(compared, side, each)
    kind = "new-thing" if is_new else "removed-thing"
    said = says(kind, a=compared.label(subject), kind=_kind(compared, side, subject))
    places = [compared.label(each) for name in _PLACES for each in side.values(subject, name)]
    for place in places[:1]:
        said = joined(said, ", ", place)
    if claim:
        said = joined(said, tail(claim))
    return Change(kind, "fact", subject, said, taken, _day(side, subject, claim), claim)


def _day(side: VersionTriples, subject: str, claim: Claim | None) -> str:
    """Return when a thing began, as far as a claim about its kind says so."""
    when = side.first(subject, "pc:when")
    found = claim or claim_in(side, subject)._replace(when=when)
    return day_of(found)


def _kind_claims(compared: Difference, side: VersionTriples, subject: str) -> list[str]:
    """Return the claims that came or went with a thing and say what kind it is."""
    return [
        claim
        for claim in side.naming("rdf:subject", subject)
        if side.first(claim, "rdf:predicate") == expand("pc:statedKind")
        and not all(claim in each for each in compared.sides)
    ]


def _kind(compared: Difference, side: VersionTriples, subject: str) -> Words:
    """Return the kind of a thing, else its class, as people say it."""
    concept = side.first(subject, "org:classification") or side.first(subject, "pc:kind")
    return compared.label(concept or min(side.types(subject), default=subject))


def _retired(compared: Difference, subject: str) -> Iterator[Change]:
    new = compared.unshared.new
    taken = compared.unshared.take(subject, *_RETIRED)
    heir = new.first(subject, "dcterms:isReplacedBy")
    values = {"a": compared.label(subject)}
    if new.first(subject, "owl:deprecated") != "true":
        yield _change(compared, "revived", subject, taken, values)
    elif heir is None:
        yield _change(compared, "retired", subject, taken, values)
    else:
        values |= {"b": compared.label(heir), "after": plain(shorten(heir))}
        yield _change(compared, "replaced", subject, taken, values)


def _renamed(compared: Difference, subject: str) -> Iterator[Change]:
    """Yield one change for each language in which the preferred name is another."""
    unshared = compared.unshared
    lost = _by_language(unshared.removed(subject, "skos:prefLabel"))
    gained = _by_language(unshared.added(subject, "skos:prefLabel"))
    for language in sorted({*lost, *gained}):
        ends = [*lost.get(language, ()), *gained.get(language, ())]
        taken = unshared.take(subject, "skos:prefLabel", ends=ends)
        before, after = (", ".join(map(value, each.get(language, ()))) for each in (lost, gained))
        kind = "renamed" if before and after else "named" if after else "name-removed"
        name = says(f"in-{language}") if language in LANGUAGES else plain(language or "–")
        values = {"a": compared.label(subject), "language": name}
        values |= {"before": plain(before), "after": plain(after)}
        yield _change(compared, kind, subject, taken, values)


def _aliases(compared: Difference, subject: str) -> Iterator[Change]:
    unshared, name = compared.unshared, compared.label(subject)
    for alias in ("skos:altLabel", "skos:hiddenLabel"):
        for term in unshared.removed(subject, alias):
            taken = unshared.take(subject, alias, ends=[term])
            values = {"a": name, "before": plain(value(term))}
            yield _change(compared, "alias-removed", subject, taken, values)
        for term in unshared.added(subject, alias):
            taken = unshared.take(subject, alias, ends=[term])
            values = {"a": name, "after": plain(value(term))}
            yield _change(compared, "alias-added", subject, taken, values)


def _candidates(compared: Difference, subject: str) -> Iterator[Change]:
    unshared = compared.unshared
    for kind, terms in (
        ("possibly-same", unshared.added(subject, "pc:possiblySameAs")),
        ("not-possibly-same", unshared.removed(subject, "pc:possiblySameAs")),
    ):
        for term in terms:
            taken = unshared.take(subject, "pc:possiblySameAs", ends=[term])
            values = {"a": compared.label(subject), "b": compared.label(value(term))}
            yield _change(compared, kind, subject, taken, values)._replace(section="record")


def _resolved(compared: Difference, subject: str) -> Iterator[Change]:
    open_now = compared.unshared.new.first(subject, "pc:status") is not None
    taken = compared.unshared.take(subject, "pc:status")
    values = {"a": compared.label(subject)}
    yield _change(compared, "unresolved" if open_now else "resolved", subject, taken, values)


def _decided(compared: Difference, subject: str) -> Change:
    """Return the change that it was decided, or no longer is, whether two are the same."""
    old, new = compared.sides
    side = new if subject in new else old
    verdict = side.first(subject, "pc:verdict") or "undecided"
    kind = f"decided-{verdict}" if subject in new else "not-decided"
    a, b = (compared.label(each) for each in (side.values(subject, "pc:compares") * 2)[:2])
    kept = side.first(subject, "pc:keeps")
    values = {"a": a, "b": b, "kept": compared.label(kept) if kept else plain("–")}
    values |= {"because": plain(side.first(subject, "pc:because") or "–")}
    taken = compared.unshared.take(subject)
    home = kept or side.first(subject, "pc:compares") or subject
    change = _change(compared, kind, home, taken, values)
    return change._replace(section="record", day=side.first(subject, "dcterms:date") or UNDATED)


def _document_changes(compared: Difference, subject: str) -> Iterator[Change]:
    for change in _said_of_document(compared, subject):
        yield change._replace(section="record")


def _said_of_document(compared: Difference, subject: str) -> Iterator[Change]:
    old, new = compared.sides
    title = {"a": compared.label(subject)}
    if subject not in old or subject not in new:
        kind = "new-source" if subject in new else "removed-source"
        yield _change(compared, kind, subject, compared.unshared.take(subject), title)
        return
    left = compared.unshared.properties(subject)
    if any(expand(name) in left for name in _TEXT):
        taken = compared.unshared.take(subject, *_TEXT)
        before, after = (plain(side.first(subject, "pc:codePoints") or "–") for side in (old, new))
        values = title | {"before": before, "after": after}
        yield _change(compared, "read-anew", subject, taken, values)
    for name in compared.unshared.properties(subject):
        yield from detail_changes(compared, subject, name, what=title["a"])


def _change(
    compared: Difference, kind: str, subject: str, taken: Taken, values: dict[str, Words]
) -> Change:
    """Return a change of fact about a thing, which *values* fill in."""
    sentence = says(kind, **values)
    return Change(kind, "fact", subject, sentence, taken).turned(values)


def _by_language(terms: list[Term]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in terms:
        language = term.language or "" if isinstance(term, ox.Literal) else ""
        found.setdefault(language, []).append(term)
    return found
