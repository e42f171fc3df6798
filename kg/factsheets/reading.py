"""What the sheets are written from: statements, names, sorts of things and notes, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg.claims import queries
from kg.claims.claims import ordered
from kg.claims.reading import read_notes
from kg.claims.statements import Statement, Statements, read_statements
from kg.names import TOTAL, shorten
from kg.rdf.store import Store
from kg.search.naming import Named
from kg.text.words import LANGUAGES, Vocabulary, Words, fill, in_language, read_words

_WITHIN: Final = "SELECT ?part ?whole WHERE { ?part pc:within ?whole }"
_SAME: Final = "SELECT ?one ?other WHERE { ?one pc:possiblySameAs ?other }"
_PLACED: Final = """
SELECT DISTINCT ?thing ?area WHERE { ?thing pc:jurisdiction|pc:inArea ?area }"""
_WHEN: Final = "SELECT DISTINCT ?thing ?when WHERE { ?thing a ?class ; pc:when ?when }"
_TITLES: Final = """
SELECT ?source ?title WHERE { ?source a pc:SourceDocument ; dcterms:title|rdfs:label ?title }"""
_DATASET: Final = """
SELECT ?version ?date WHERE {
  ?dataset a dcat:Dataset ; owl:versionInfo ?version
  OPTIONAL { ?dataset dcterms:modified|dcterms:issued ?date }
}"""


class Thing(NamedTuple):
    """What sort of thing something is: the word of its class, its kind, whether it is resolved."""

    word: str
    kind: str
    unresolved: bool


class Material(NamedTuple):
    """Everything that sheets are written from, by IRIs; words and names in one language."""

    statements: Statements
    things: Mapping[str, Thing]
    areas: Mapping[str, tuple[str, ...]]
    within: Mapping[str, str]
    when: Mapping[str, str]
    titles: Mapping[str, str]
    notes: Mapping[str, str]
    same: tuple[tuple[str, str], ...]
    version: str
    date: str
    lang: str
    as_of: str | None
    vocabulary: Vocabulary
    classes: Mapping[str, Words]

    def label(self, iri: str) -> str:
        """Return the name of a thing or term in the language of the sheet."""
        return in_language(self.words(iri), self.lang)

    def words(self, iri: str) -> Words:
        """Return the name of a thing or term in both languages."""
        names = self.statements.names
        return names.preferred.get(iri) or self.classes.get(iri) or names.of(iri)

    def title(self, source: str) -> str:
        """Return the title of a source document."""
        return self.titles.get(source) or shorten(source)

    def say(self, key: str, **values: str) -> str:
        """Return words of the sheet, filled with *values*; "" for a key that has none."""
        texts = self.vocabulary.get(key, ("", ""))
        return fill(texts[LANGUAGES.index(self.lang)], values)

    def named(self, iri: str) -> Named:
        """Return a thing with its prefixed name and its names."""
        return Named(shorten(iri), self.words(iri))

    def about(self, iri: str) -> tuple[Statement, ...]:
        """Return the statements that have a thing at one of their ends."""
        return self.statements.about.get(iri, ())

    def word(self, iri: str) -> str:
        """Return the word of a thing's class: organisation, agreement, project …, or nothing."""
        return self.things[iri].word if iri in self.things else ""

    def country(self, iri: str) -> str:
        """Return the state that a thing belongs to, the first where it has several, or nothing."""
        areas = (iri,) if self.word(iri) == "area" else self.areas.get(iri, ())
        return next((top for area in areas if (top := self._top(area)) != TOTAL), "")

    def _top(self, area: str) -> str:
        seen = {area}
        while area in self.within and self.within[area] not in seen:
            area = self.within[area]
            seen.add(area)
        return area


def read(store: Store, lang: str = "en", as_of: str | None = None) -> Material:
    """Return what the sheets of a store are written from, in a language, as of a date."""
    things = {
        thing or "": Thing(word or "", kind or "", unresolved == "true")
        for thing, word, kind, unresolved in ordered(store.rows(queries.THINGS))
    }
    version, date = (ordered(store.rows(_DATASET)) or [(None, None)])[-1]
    return Material(
        read_statements(store),
        things,
        _grouped(store.rows(_PLACED)),
        {part: wholes[0] for part, wholes in _grouped(store.rows(_WITHIN)).items()},
        {each: dates[0] for each, dates in _grouped(store.rows(_WHEN)).items() if each in things},
        {source: titles[0] for source, titles in _grouped(store.rows(_TITLES)).items()},
        read_notes(store),
        tuple((one or "", other or "") for one, other in ordered(store.rows(_SAME))),
        version or "",
        date or "",
        lang,
        as_of,
        read_words() | read_words("factsheets/sheet"),
        {row[0] or "": Words(row[1] or "", row[2]) for row in store.rows(queries.CLASS_NAMES)},
    )


def _grouped(rows: Iterable[tuple[str | None, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one, other in ordered(rows):
        found[one or ""] = (*found.get(one or "", ()), other or "")
    return found
