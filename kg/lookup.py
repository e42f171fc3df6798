"""What people call a thing, a claim or a document, and which one they mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.errors import NotFound
from kg.names import CLAIM, EV, ID, IDENTIFIER, PREFIXES, SRC, expand, shorten
from kg.store import Store

_SPACES: Final = (ID, CLAIM, SRC, EV)  # where an identifier without a prefix is looked for
_KNOWN: Final = """
SELECT DISTINCT ?thing WHERE {
  { ?thing a ?class . FILTER (?class != pc:Tie) } UNION { ?thing pc:status|pc:evidence ?any } }"""
_NAMES: Final = """
SELECT DISTINCT ?thing ?name WHERE {
  ?thing skos:prefLabel|skos:altLabel|skos:hiddenLabel|dcterms:title ?name }"""


def look_up(store: Store, words: str) -> str:
    """Return the IRI that an identifier, a prefixed name, an IRI or an exact name stands for.

    Raises NotFound with what is close, or with all that bear the name where there are several.
    """
    known = {thing for (thing,) in store.rows(_KNOWN) if thing and _is_ours(thing)}
    for iri in _as_identifier(words):
        if iri in known:
            return iri
    names: dict[str, set[str]] = {}
    for thing, name in store.rows(_NAMES):
        if thing in known and name:
            names.setdefault(_fold(name), set()).add(thing)
    found = sorted(names.get(_fold(words), ()))
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{words!r} is the name of several: {_list(found)}. Give an identifier.")
    raise NotFound(f"{words!r} is not known. {_suggest(words, known, names)}")


def _is_ours(thing: str) -> bool:
    return thing.startswith(_SPACES)


def _as_identifier(words: str) -> list[str]:
    """Return the IRIs that the words may spell."""
    prefix, colon, _ = words.partition(":")
    if words.startswith(("http://", "https://")):
        return [words]
    if colon and prefix in PREFIXES:
        return [expand(words)]
    return [space + words for space in _SPACES] if IDENTIFIER.fullmatch(words) else []


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _suggest(words: str, known: Iterable[str], names: dict[str, set[str]]) -> str:
    from difflib import get_close_matches

    local = {shorten(thing).partition(":")[2]: thing for thing in sorted(known, reverse=True)}
    bare = words.rstrip("/").rpartition(":" if "/" not in words else "/")[2]
    close = [local[each] for each in get_close_matches(bare, local, n=3, cutoff=0.7)]
    for name in get_close_matches(_fold(words), names, n=3, cutoff=0.7):
        close += sorted(names[name] - set(close))
    if not close:
        return "Give an identifier, an IRI, or a name as it is in the registry."
    return f"Did you mean {_list(close[:5])}?"


def _list(things: Iterable[str]) -> str:
    *first, last = [shorten(thing) for thing in things]
    return f"{', '.join(first)} or {last}" if first else last
