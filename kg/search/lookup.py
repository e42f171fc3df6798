"""Which thing, claim, document or term the words of a person stand for.

An identifier, a prefixed name or an IRI stands for what it spells; else the words are a name, and
stand for the one thing that bears it, whatever the case, diacritics and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import NotFound, Unknown
from kg.names import CLAIM, EV, ID, IDENTIFIER, PREFIXES, SRC, expand, shorten
from kg.search.naming import Naming, read_profiles
from kg.search.search import meant, suggest
from kg.search.shelf import Shelf, shelf_of
from kg.text.folding import fold, show
from kg.text.words import join_words, nearest

if TYPE_CHECKING:
    from kg.rdf.store import Store

_SPACES: Final = (ID, CLAIM, SRC, EV)  # where an identifier without a prefix is looked for
_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]{1,1000}")
_IN_SPACE: Final = (
    'SELECT DISTINCT ?iri WHERE { ?iri a ?class . FILTER (STRSTARTS(STR(?iri), "%s")) }'
)
_HEIR: Final = """
SELECT ?heir WHERE {
  <%s> dcterms:isReplacedBy+ ?heir .
  FILTER (ISIRI(?heir))
  FILTER NOT EXISTS { ?heir dcterms:isReplacedBy ?later }
} ORDER BY ?heir"""
_LONGEST: Final = 300  # characters; nothing is called by more


class Found(NamedTuple):
    """What was meant (its IRI), and the name by which it was found, None for an identifier."""

    thing: str
    naming: Naming | None


def look_up(store: Store, words: str) -> str:
    """Return the IRI that an identifier, a prefixed name, an IRI or a name stands for.

    Raises what `identify` raises.
    """
    return identify(store, words).thing


def identify(
    store: Store,
    words: str,
    *,
    terms: bool = False,
    follow: bool = True,
    shelf: Shelf | None = None,
) -> Found:
    """Return what *words* stand for, and by which name.

    A name counts as it is written, else without case, diacritics and punctuation, that of a thing
    before that of a document; else as a known wrong name; with *terms* also as that of a term of
    the ontology, as it is written. A retired identifier stands for its heir unless *follow* is
    false. *shelf* holds the names where they are at hand. Raises Unknown with what is close,
    NotFound with all that bear the name where there are several.
    """
    candidates = _as_identifier(words)
    known = {thing for (thing,) in store.rows(_existing(candidates))} if candidates else set()
    for iri in candidates:
        if iri in known:
            return Found(_heir(store, iri) if follow else iri, None)
    shelf = shelf or shelf_of(store)
    for reading in _readings(shelf, words, terms=terms):
        things = {each.thing: each for each in reading}
        if len(things) == 1:
            return Found(*things.popitem())
        if things:
            raise NotFound(_say_several(store, words, things))
    raise Unknown(say_unknown(store, words, shelf))


def _as_identifier(words: str) -> list[str]:
    """Return the IRIs that the words may spell, none with a character that an IRI cannot have."""
    words = words.strip().removeprefix("<").removesuffix(">")
    prefix, colon, _ = words.partition(":")
    if words.startswith(("http://", "https://")):
        spelled = [words]
    elif colon and prefix in PREFIXES:
        spelled = [expand(words)]
    else:
        spelled = [space + words for space in _SPACES] if IDENTIFIER.fullmatch(words) else []
    return [iri for iri in spelled if _IRI.fullmatch(iri)]


def _heir(store: Store, iri: str) -> str:
    """Return the thing that stands for a retired one, else the thing itself."""
    return next((heir for (heir,) in store.rows(_HEIR % iri) if heir), iri)


def _existing(candidates: Iterable[str]) -> str:
    """Return the query for those of the IRIs of which anything is said."""
    values = " ".join(f"<{iri}>" for iri in candidates)
    return (
        f"SELECT ?thing WHERE {{ VALUES ?thing {{ {values} }} FILTER EXISTS {{ ?thing ?p ?o }} }}"
    )


def _readings(shelf: Shelf, words: str, *, terms: bool) -> Iterator[list[Naming]]:
    """Yield the names that the words may be, the surest reading first."""
    exact, wanted = " ".join(words.split()), _joined(words)
    if not wanted or len(words) > _LONGEST:
        return
    known = [each for each in shelf.namings_of(wanted) if not each.documents]
    for space in (ID, SRC):  # a page about a body often has its name for a title
        right = [each for each in known if each.thing.startswith(space) and _is_right(each)]
        yield [each for each in right if each.text == exact]
        yield [each for each in right if _joined(each.text) == wanted]
    yield [each for each in known if not _is_right(each) and _joined(each.text) == wanted]
    if terms:
        yield [each.naming for each in shelf.labels.all if each.naming.text == exact]
    yield meant(shelf, words)


def _is_right(naming: Naming) -> bool:
    return naming.sort != "misspelling"


def _joined(text: str) -> str:
    return fold(text).replace(" ", "")


# ---- What to say where nothing, or too much, was found -------------------------------------------


def _say_several(store: Store, words: str, things: Iterable[str]) -> str:
    profiles = read_profiles(store, things)

    def describe(thing: str) -> str:
        parts = (profiles[thing].kind, profiles[thing].country) if thing in profiles else ()
        return ", ".join(part.label.en for part in parts if part)

    listed = _list(sorted(things), describe)
    return f"{_quoted(words)} is the name of several: {listed}. Give an identifier."


def say_unknown(store: Store, words: str, shelf: Shelf | None = None) -> str:
    """Return that *words* mean nothing here, what they mean in one document, and what is close.

    *shelf* holds the names where they are at hand.
    """
    shelf = shelf or shelf_of(store)
    local = [
        f"In {join_words([*map(shorten, each.documents)]).en} alone it means {shorten(each.thing)}."
        for each in shelf.namings_of(_joined(words))
        if each.documents and _joined(each.text) == _joined(words)
    ]
    said = " ".join([f"{_quoted(words)} is not known.", *local])
    close = _close(shelf, words)
    if not close:
        return f"{said} Give an identifier or a name; kg find searches."
    profiles = shelf.profiles(close)

    def describe(thing: str) -> str:
        return profiles[thing].label.en if thing in profiles else ""

    return f"{said} Did you mean {_list(close, describe)}?"


def _close(shelf: Shelf, words: str) -> list[str]:
    """Return what may have been meant: of what a prefix says, else of things and documents."""
    prefix, _, local = words.partition(":")
    if prefix in PREFIXES and prefix not in ("id", "src"):
        space = PREFIXES[prefix]
        known = [iri.removeprefix(space) for (iri,) in shelf.store.rows(_IN_SPACE % space) if iri]
        return [space + each for each in nearest(local, known, most=3, cutoff=0.7)]
    bare = words.rpartition("/" if "/" in words else ":")[2] or words
    return [match.thing for match in suggest(shelf, bare)]


def _quoted(words: str) -> str:
    return f"'{show(words)}'"


def _list(things: Iterable[str], describe: Callable[[str], str]) -> str:
    """Return prefixed names, each with what describes it where that says more."""
    said = []
    for thing in things:
        name, more = shorten(thing), describe(thing)
        said.append(f"{name} ({more})" if more and more != name else name)
    return join_words(said, "or").en
