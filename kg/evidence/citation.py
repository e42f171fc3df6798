"""Citations: of the sources of a claim or a thing, and of the dataset itself.

Three forms: a line for people, BibTeX, and CSL-JSON for reference managers. A place in a source is
given in code points of its text, half-open, or as a row of its table, as the evidence has it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from kg.errors import NotFound
from kg.graph.description import DATASET, date_of, fingerprint, version_of
from kg.graph.loading import Graph
from kg.names import CLAIM, SRC, shorten
from kg.rdf.dataset import Dataset
from kg.rdf.store import Store
from kg.rdf.writers import export
from kg.text.numbers import whole_number
from kg.text.words import LANGUAGES, Messages, Words, in_language

FORMATS: Final = ("text", "bibtex", "csl")
_UNDETERMINED: Final = "und"  # ISO 639-2: the language is not known
_NAME: Final = "PenCoop"  # who stands behind the dataset
_BABEL: Final = {"en": "english", "cs": "czech"}  # the languages as biblatex has them
_say: Final = Messages(__name__)
_TEX: Final = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\textasciitilde{}"}
_SOURCES: Final = """
SELECT ?source ?title ?publisher ?issued ?language ?url ?retrieved WHERE {
  ?source a pc:SourceDocument
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:publisher/skos:prefLabel ?body FILTER (LANG(?body) = "LANGUAGE") }
  OPTIONAL { ?source dcterms:publisher/skos:prefLabel ?english FILTER (LANG(?english) = "en") }
  OPTIONAL { ?source dc:publisher ?written }
  BIND (COALESCE(?body, ?english, ?written) AS ?publisher)
  OPTIONAL { ?source dcterms:issued ?out }
  OPTIONAL { ?source dcterms:created ?made }
  BIND (COALESCE(?out, ?made) AS ?issued)
  OPTIONAL { ?source dcterms:language ?language }
  OPTIONAL { ?source schema:url ?url }
  OPTIONAL { ?source pc:retrieved ?retrieved }
}"""
_PLACES: Final = """
SELECT DISTINCT ?source ?start ?end ?sheet ?row WHERE {
  { ?this pc:evidence ?evidence } UNION { ?evidence oa:hasSource ?any FILTER (?evidence = ?this) }
  ?evidence oa:hasSource ?source . OPTIONAL { ?evidence oa:start ?start ; oa:end ?end }
  OPTIONAL { ?evidence pc:row ?row . OPTIONAL { ?evidence pc:sheet ?sheet } }
}"""
_TOLD: Final = """
SELECT DISTINCT ?source WHERE {
  ?claim ?property ?this ; pc:status ?status ; pc:evidence/oa:hasSource ?source .
  FILTER (?status != status:withdrawn)
}"""
_META: Final = f"""
SELECT ?title ?license WHERE {{
  <{DATASET}> dcterms:title ?title ; dcterms:license ?license FILTER (LANG(?title) = "en") }}"""


class _Where(NamedTuple):
    """The places of a claim in one source: in code points, and rows with their sheets."""

    spans: set[tuple[int, int]]
    rows: set[tuple[str, int]]


class Citation(NamedTuple):
    """What is cited; of what a source does not say, None."""

    key: str
    title: str
    publisher: str | None = None
    date: str | None = None
    language: str | None = None
    url: str | None = None
    places: tuple[tuple[int, int], ...] = ()
    rows: tuple[tuple[str, int], ...] = ()  # of a table, each with its sheet, if any
    version: str | None = None
    licence: str | None = None
    fingerprint: str | None = None
    claim: str | None = None
    retrieved: str | None = None


def cite(store: Store, thing: str, *, lang: str = "en") -> list[Citation]:
    """Return the citations of the sources of a claim, a piece of evidence, or a thing, by IRI.

    Those of a claim say where in the source it stands; publishers have their names in *lang* where
    there is one. Raises NotFound where nothing speaks of it.
    """
    places = _places(store, thing)
    if not places and not thing.startswith(SRC):
        raise NotFound(f"no source speaks of {shorten(thing)}.")
    wanted = set(places) or {thing}
    found = {}
    asked = _SOURCES.replace("LANGUAGE", lang)
    for source, title, publisher, issued, language, url, day in sorted(store.rows(asked), key=str):
        if source in wanted:
            key = source.removeprefix(SRC)
            where = places.get(source, _Where(set(), set()))
            spans, rows = tuple(sorted(where.spans)), tuple(sorted(where.rows))
            known = None if language == _UNDETERMINED else language
            about = (key, title or key, publisher, issued, known, url)
            found[key] = Citation(*about, spans, rows, retrieved=day)
    return [found[key] for key in sorted(found)]


def cite_all(built: Graph, thing: str | None, *, lang: str = "en") -> list[Citation]:
    """Return the citations of the sources of a thing (its IRI), if any, and of the dataset.

    A document is cited alone. Raises NotFound where no source speaks of the thing.
    """
    found = cite(built.store, thing, lang=lang) if thing else []
    if thing is None or not thing.startswith(SRC):
        digest = fingerprint(export(built.dataset, "nq"))
        claim = thing if thing and thing.startswith(CLAIM) else None
        found.append(cite_dataset(built.dataset, built.store, digest, claim=claim))
    return found


def cite_dataset(
    dataset: Dataset, store: Store, digest: str, *, claim: str | None = None
) -> Citation:
    """Return the citation of this version of the dataset, or of one *claim* in it, by its IRI.

    *digest* is the fingerprint of the build.
    """
    title, licence = next(iter(sorted(store.rows(_META), key=str)), (None, None))
    return Citation(
        key="pencoop",
        title=title or _NAME,
        publisher=_NAME,
        date=date_of(dataset) or None,
        language="en",
        url=DATASET,
        version=version_of(dataset),
        licence=licence,
        fingerprint=digest,
        claim=claim,
    )


def write(citations: Iterable[Citation], style: str, *, lang: str = "en") -> str:
    """Return citations as `text` (in *lang*), `bibtex` or `csl`, one after the other."""
    if style == "csl":
        items = [_csl(each) for each in citations]
        return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    if style == "bibtex":
        return "".join(map(_bibtex, citations))
    return "".join(_text(each, lang) for each in citations)


def _places(store: Store, thing: str) -> dict[str, _Where]:
    """Return the sources that speak of a thing; of a claim also where."""
    if thing.startswith(SRC):
        return {}
    found: dict[str, _Where] = defaultdict(lambda: _Where(set(), set()))
    for source, start, end, sheet, row in store.rows(_PLACES.replace("?this", f"<{thing}>")):
        where = found[source or ""]
        first, last, line = map(whole_number, (start, end, row))
        if first is not None and last is not None:
            where.spans.add((first, last))
        elif line is not None:
            where.rows.add((sheet or "", line))
    if not found:
        for (source,) in store.rows(_TOLD.replace("?this", f"<{thing}>")):
            found[source or ""] = _Where(set(), set())
    return dict(found)


def _text(each: Citation, lang: str) -> str:
    def say(key: str, value: str | None) -> str | None:
        return in_language(_say(key, value=value), lang) if value else None

    said = [
        f"{each.publisher or each.title} ({each.date or in_language(_say('undated'), lang)})",
        each.title if each.publisher else None,
        say("version", each.version),
        say(f"in-{each.language}" if each.language in LANGUAGES else "other", each.language),
        say("claim", each.claim),
        say("places", _where(each)),
        *(in_language(words, lang) for words in _rows(each)),
        each.url,
        say("licence", each.licence),
        say("fingerprint", each.fingerprint),
    ]
    return ". ".join(part for part in said if part) + ".\n"


def _bibtex(each: Citation) -> str:
    fields = {
        "author": f"{{{_escape(each.publisher)}}}" if each.publisher else None,
        "title": f"{{{_escape(each.title)}}}",
        **_bibtex_date(each.date),
        "version": each.version,
        "langid": _BABEL.get(each.language or ""),
        "url": each.url,
        "note": _escape("; ".join(_notes(each))),
    }
    lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items() if text]
    sort = "dataset" if each.version else "online" if each.url else "misc"
    return f"@{sort}{{{each.key},\n{''.join(lines)}}}\n"


def _bibtex_date(date: str | None) -> dict[str, str]:
    """Return a date in the fields that both BibTeX and biblatex read."""
    return dict(zip(("year", "month", "day"), (date or "n.d.").split("-"), strict=False))


def _csl(each: Citation) -> dict[str, Any]:
    item = {
        "id": each.key,
        "type": "dataset" if each.version else "webpage" if each.url else "document",
        "title": each.title,
        "author": [{"literal": each.publisher}] if each.publisher else None,
        "publisher": each.publisher,
        "issued": _csl_date(each.date),
        "accessed": _csl_date(each.retrieved),
        "language": each.language,
        "URL": each.url,
        "version": each.version,
        "note": "; ".join(_notes(each)),
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(date: str | None) -> dict[str, Any] | None:
    """Return a date as CSL has it; one that is no plain year, month or day as a literal."""
    if date and re.fullmatch(r"[0-9]{4}(-[01][0-9](-[0-9]{2})?)?", date):
        return {"date-parts": [[int(part) for part in date.split("-")]]}
    return {"literal": date} if date else None


def _notes(each: Citation) -> list[str]:
    notes = {
        "Code points": _where(each),
        "claim": each.claim,
        "licence": each.licence,
        "SHA-256": each.fingerprint,
    }
    said = [f"{name} {value}" for name, value in notes.items() if value]
    return [*(words.en for words in _rows(each)), *said]


def _rows(each: Citation) -> list[Words]:
    """Return the rows of a table in words, those of each sheet together."""
    sheets: dict[str, list[int]] = defaultdict(list)
    for sheet, row in each.rows:
        sheets[sheet].append(row)
    return [
        _say("sheet" if sheet else "lines", sheet=sheet, value=", ".join(map(str, rows)))
        for sheet, rows in sheets.items()
    ]


def _where(each: Citation) -> str | None:
    return ", ".join(f"{start}–{end}" for start, end in each.places) or None


def _escape(text: str) -> str:
    """Return a text in which nothing is a command of TeX."""
    return re.sub(r"[\\{}&%$#_^~]", lambda match: _TEX.get(match[0], "\\" + match[0]), text)
