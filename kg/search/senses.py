"""Senses: what the words of a name say in any language: which countries, which kinds, what else.

"Finnish prison service" and "finnischer Strafvollzug" say one thing, a country and a kind. The
words for countries stand in `countries.csv` (names, then adjectives, by ISO 3166 code), those for
kinds and their parts in `kinds.csv`; the names that the graph has for its areas and kinds are
added. What is *common* (national, office) tells little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.names import PREFIXES
from kg.search.naming import Naming
from kg.text.folding import fold
from kg.text.stems import stems

if TYPE_CHECKING:
    from kg.rdf.store import Store

_COMMON: Final = "common"
_LANGUAGES: Final = ("en", "cs", "sk", "pl", "de")
_AREAS: Final = """
SELECT DISTINCT ?area ?property ?text WHERE {
  VALUES ?class { pc:Country pc:SubNationalArea } ?area a ?class .
  VALUES ?property { skos:prefLabel skos:altLabel skos:notation } ?area ?property ?text
}"""
_KINDS: Final = """
SELECT DISTINCT ?kind ?text WHERE {
  ?kind a skos:Concept ; skos:prefLabel|skos:altLabel ?text .
  FILTER (STRSTARTS(STR(?kind), STR(kind:)))
}"""

QUERIES: Final = (_AREAS, _KINDS)

_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]  # by first stem, the longest first


class Sense(NamedTuple):
    """What a name says: areas (IRIs), notions (of `kinds.csv`), common words and others (stems)."""

    areas: frozenset[str]
    notions: frozenset[str]
    common: frozenset[str]
    words: frozenset[str]

    @property
    def is_narrow(self) -> bool:
        """Whether it says two things of the three: where, of what kind, and what else."""
        return bool(self.areas) + bool(self.notions) + bool(self.words) > 1


class Lexicon(NamedTuple):
    """The words for areas and notions, and which notions are kinds of the graph."""

    phrases: _Phrases
    kinds: frozenset[str]
    areas: list[Naming]  # names of areas that the graph does not have

    def read(self, text: str) -> Sense:
        """Return what a text says; of phrases that begin at one word the longest counts."""
        return self.read_stems(stems(text))

    def read_stems(self, rest: tuple[str, ...]) -> Sense:
        """Return what a text says of which these are the stems, in their order."""
        said: dict[str, set[str]] = defaultdict(set)
        while rest:
            length = 0
            for phrase, meaning in self.phrases.get(rest[0], ()):
                if len(phrase) < length:
                    break
                if rest[: len(phrase)] == phrase:
                    length = len(phrase)
                    said["areas" if ":" in meaning else "notions"].add(meaning)
                    if meaning == _COMMON:
                        said[_COMMON].update(phrase)
            if not length:
                said["words"].add(rest[0])
            rest = rest[max(length, 1) :]
        notions = said["notions"] - {_COMMON}
        return Sense(*map(frozenset, (said["areas"], notions, said[_COMMON], said["words"])))

    def beginnings(self, meanings: Collection[str]) -> set[str]:
        """Return the stems with which the words for areas or notions begin."""
        return {
            first
            for first, phrases in self.phrases.items()
            if any(meaning in meanings for _, meaning in phrases)
        }


def read_lexicon(store: Store) -> Lexicon:
    """Return the words for the areas and kinds of a graph."""
    names: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, str] = {}
    for area, name, text in store.rows(_AREAS):
        if area and name and text:
            if name.endswith("notation"):
                codes[text] = area
            else:
                names[area].add(text)
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, text in store.rows(_KINDS):
        if kind and text:
            kinds[kind.removeprefix(PREFIXES["kind"])].add(text)
    return make_lexicon(names, codes, kinds)


def make_lexicon(
    areas: Mapping[str, Iterable[str]],
    codes: Mapping[str, str],
    concepts: Mapping[str, Iterable[str]],
) -> Lexicon:
    """Return the words for areas (IRIs) by their names, and for kinds by theirs.

    *codes* are areas by ISO 3166 code: words for their countries in other languages are added.
    """
    names: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for target, given in ((names, areas), (kinds, concepts)):
        for meaning, texts in given.items():
            target[meaning] |= {*texts}
    more = []
    for code, language, text, is_name in _country_words():
        if area := codes.get(code):
            if is_name and text not in names[area]:
                more.append(Naming(area, text, language, "alias"))
            names[area].add(text)
    own = frozenset(kinds)
    for notion, texts in _kind_words().items():
        kinds[notion] |= set(texts)
    return Lexicon(_in_order([*names.items(), *kinds.items()]), own, more)


def implied(notions: Iterable[str]) -> set[str]:
    """Return notions with all that they include: a prison service is a service for prisons."""
    known, found = _includes(), set[str]()
    waiting = list(notions)
    while waiting:
        if (notion := waiting.pop()) not in found:
            found.add(notion)
            waiting += known.get(notion, ())
    return found


@cache
def vocabulary() -> frozenset[str]:
    """Return the folded words of kinds, and of countries in five languages."""
    texts = (text for _, _, text, _ in _country_words())
    kinds = (text for some in _kind_words().values() for text in some)
    return frozenset(word for text in (*texts, *kinds) for word in fold(text).split())


def included(notion: str) -> list[str]:
    """Return what a notion itself includes, without what follows from that."""
    return _includes().get(notion, [])


def _in_order(meanings: Iterable[tuple[str, set[str]]]) -> _Phrases:
    phrases: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    for meaning, texts in meanings:
        for text in texts:
            if phrase := stems(text):
                phrases[phrase[0]].add((phrase, meaning))
    return {
        first: sorted(some, key=lambda each: (-len(each[0]), each))
        for first, some in phrases.items()
    }


def _country_words() -> Iterator[tuple[str, str, str, bool]]:
    """Yield ISO code, language and word, and whether it is a name, no adjective."""
    for row in _rows("countries"):
        for language in _LANGUAGES:
            name, _, adjective = row[language].partition(";")
            for texts, is_name in ((name, True), (adjective, False)):
                for text in filter(None, texts.split("|")):
                    yield row["code"], language, text, is_name


@cache
def _kind_words() -> dict[str, list[str]]:
    return {
        row["notion"]: [
            text for language in _LANGUAGES for text in row[language].split("|") if text
        ]
        for row in _rows("kinds")
    }


@cache
def _includes() -> dict[str, list[str]]:
    return {row["notion"]: row["includes"].split("|") for row in _rows("kinds") if row["includes"]}


@cache
def _rows(name: str) -> list[dict[str, str]]:
    text = Path(__file__).with_name(f"{name}.csv").read_text(encoding="utf-8")
    import csv

    return list(csv.DictReader(text.splitlines()))
