"""Labels: names that cannot be told apart, and characters that nobody can see.

Two records of one thing are found by their names. What looks the same on paper (composed and
decomposed letters, invisible characters, kinds of blanks) is an error; what differs in case,
diacritics or punctuation only is a warning. No SPARQL function knows Unicode well enough for this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final, NamedTuple

from kg.errors import Finding
from kg.names import PREFIXES, shorten
from kg.rdf.store import Store
from kg.text.folding import fold, has_invisible, look, show
from kg.text.words import Messages, in_language

_LABELS: Final = """
SELECT DISTINCT ?thing ?class ?property ?label (LANG(?label) AS ?language) ?area WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel }
  GRAPH <https://w3id.org/pencoop/graph/registry> {
    ?thing a ?class ; ?property ?label .
    OPTIONAL { ?thing pc:jurisdiction ?area }
  }
  FILTER NOT EXISTS { ?thing owl:deprecated true }
}"""
_RULES: Final = {
    "same": ("error", "duplicate-label"),
    "alike": ("warning", "similar-label"),
    "invisible": ("error", "invisible-character"),
}
_say: Final = Messages(__name__)


class _Name(NamedTuple):
    thing: str
    group: str
    label: str
    language: str
    area: str


def find_label_findings(store: Store, *, lang: str = "en") -> list[Finding]:
    """Return what is wrong with the names of the things in the registry of *store*."""
    rows = [tuple(cell or "" for cell in row) for row in store.rows(_LABELS)]
    names = {
        _Name(thing, _group(kind), label, language, area)
        for thing, kind, name, label, language, area in rows
        if name.endswith("prefLabel")
    }
    hidden = {(thing, label) for thing, _, _, label, _, _ in rows if has_invisible(label)}
    same = list(_pairs(names, look))
    known = {(one.thing, other.thing) for one, other in same}
    alike = [pair for pair in _pairs(names, fold) if (pair[0].thing, pair[1].thing) not in known]
    return [
        *(_finding("same", one.thing, one.label, lang, other.thing) for one, other in same),
        *(_finding("alike", one.thing, one.label, lang, other.thing) for one, other in alike),
        *(_finding("invisible", thing, label, lang) for thing, label in sorted(hidden)),
    ]


def _group(kind: str) -> str:
    """Return what may be mixed up with what: organisations of all classes, else one class."""
    return "organisation" if kind.startswith(PREFIXES["org"]) else kind


def _pairs(names: Iterable[_Name], key: Callable[[str], str]) -> Iterator[tuple[_Name, _Name]]:
    """Yield each name with the first thing that has it too, by *key*."""

    def place(name: _Name) -> tuple[str, str, str]:
        return name.group, name.language, key(name.label)

    for (_, _, text), group in groupby(sorted(names, key=lambda n: (*place(n), n.thing)), place):
        first, *others = group
        for each in others:
            if text and each.thing != first.thing and not _apart(each, first):
                yield each, first


def _apart(one: _Name, other: _Name) -> bool:
    """Tell whether two bodies have a name in common in the language of their countries.

    The English name is what people see beside every thing, so it has to tell them apart.
    """
    different = one.area and other.area and one.area != other.area
    return bool(different) and one.language != "en"


def _finding(key: str, thing: str, label: str, lang: str, other: str = "") -> Finding:
    severity, rule = _RULES[key]
    words = _say(key, thing=shorten(thing), label=show(label), other=shorten(other))
    return Finding(None, None, severity, rule, thing, in_language(words, lang))
