"""Finding: what a search found, with all that a person needs to choose among it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import UsageError
from kg.names import split
from kg.search.lookup import look_up
from kg.search.naming import Named, Profile, Sort, read_labels
from kg.search.search import Fit, Match, search_shelf
from kg.search.shelf import Shelf, shelf_of
from kg.text.folding import fold
from kg.text.words import Words, did_you_mean

if TYPE_CHECKING:
    from kg.rdf.store import Store

_OF_KIND: Final = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?kind { %s }
  ?thing (org:classification|pc:kind|a)/(skos:broader|rdfs:subClassOf)* ?kind
}"""
_IN_AREA: Final = """
SELECT DISTINCT ?thing WHERE {
  { BIND (<%(area)s> AS ?area) } UNION { ?area pc:within+ <%(area)s> }
  { ?thing pc:jurisdiction|pc:inArea ?area } UNION { BIND (?area AS ?thing) }
}"""


class Hit(NamedTuple):
    """A thing that was found; *matched* is the name by which, *sort* and *fit* say how.

    *sort* is name, alias, former, identifier, description (kind and country) or misspelling; *fit*
    is exact, inflected, prefix, words or close. A thing has at most one *kind* and *country* here.
    """

    id: str
    label: Words
    matched: str
    sort: Sort
    fit: Fit
    kind: Named | None
    country: Named | None


def find(
    store: Store, text: str, *, kind: str | None = None, country: str | None = None
) -> list[Hit]:
    """Return what *text* may mean, the best first, an empty list where nothing fits.

    With *kind* (``network``, ``project`` …) and *country* (its identifier or a name) only things
    of that kind, in that country. Raises UsageError for an empty text and a kind that is not known,
    NotFound for such a country.
    """
    return find_some(shelf_of(store), text, kind=kind, country=country)[0]


def find_some(
    shelf: Shelf,
    text: str,
    *,
    kind: str | None = None,
    country: str | None = None,
    limit: int | None = None,
) -> tuple[list[Hit], int]:
    """Return the first *limit* of what `find` returns, and how many there are in all."""
    if not fold(text):
        raise UsageError("there is nothing to look for. Give letters or digits.")
    chosen = [
        *([_of_kind(shelf.store, kind)] if kind else []),
        *([_in_country(shelf, country)] if country else []),
    ]
    among = set.intersection(*chosen) if chosen else None
    matches = search_shelf(shelf, text, among=among)
    profiles = shelf.profiles([match.thing for match in matches])
    known = [match for match in matches if match.thing in profiles]
    return [_hit(each, profiles[each.thing]) for each in known[:limit]], len(known)


def _hit(match: Match, profile: Profile) -> Hit:
    is_described = match.naming.sort == "description"
    matched = _describe(profile) if is_described else match.naming.text
    id_, label, kind, country = profile
    return Hit(id_, label, matched, match.naming.sort, match.fit, kind, country)


def _in_country(shelf: Shelf, country: str) -> set[str]:
    return _things(shelf.store, _IN_AREA % {"area": look_up(shelf.store, country)})


def _describe(profile: Profile) -> str:
    return ", ".join(part.label.en for part in (profile.kind, profile.country) if part)


def _of_kind(store: Store, kind: str) -> set[str]:
    """Return the things of a kind or class, given by its name, narrower ones included."""
    known: dict[str, set[str]] = {}
    for label in read_labels(store):
        prefix, local = split(label.thing) or ("", "")
        if prefix == "kind" or (prefix in ("pc", "org") and local[0].isupper()):
            for name in (label.text, local):
                known.setdefault(fold(name), set()).add(label.thing)
    if fold(kind) not in known:
        step = did_you_mean(fold(kind), known, "kg stats lists the kinds.", most=3)
        raise UsageError(f"{kind!r} is no kind of things. {step.en}")
    return _things(store, _OF_KIND % " ".join(f"<{iri}>" for iri in sorted(known[fold(kind)])))


def _things(store: Store, query: str) -> set[str]:
    return {thing for (thing,) in store.rows(query) if thing}
