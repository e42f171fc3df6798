"""Report: hits of a search as text and as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.search.find import Hit
from kg.text.tables import Table, write_table
from kg.text.words import LANGUAGES, in_language, read_words

_KEYS: Final = ("id", "label", "matched", "sort", "fit", "kind", "country")


def write_hits(hits: Iterable[Hit], style: str, lang: str, *, width: int) -> str:
    """Return hits as JSON, CSV or TSV with their keys, or as a table or Markdown for people."""
    if style == "json":
        import json

        objects = [_object(hit, lang) for hit in hits]
        return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
    if style in ("csv", "tsv"):
        return write_table(Table(_KEYS, [_plain(hit, lang) for hit in hits]), style)
    return write_table(_readable(hits, lang), style, width=width)


def _object(hit: Hit, lang: str) -> dict[str, object]:
    """Return a hit as JSON has it: things with identifier and label."""
    values: dict[str, object] = dict(zip(_KEYS, _plain(hit, lang), strict=True))
    for key, named in (("kind", hit.kind), ("country", hit.country)):
        values[key] = named and {"id": named.id, "label": values[key]}
    return values


def _plain(hit: Hit, lang: str) -> tuple[str | None, ...]:
    """Return a hit as a row of text."""
    kind, country = (named and in_language(named.label, lang) for named in (hit.kind, hit.country))
    described = ", ".join(part for part in (kind, country) if part)
    matched = described if hit.sort == "description" else hit.matched
    return hit.id, in_language(hit.label, lang), matched, hit.sort, hit.fit, kind, country


def _readable(hits: Iterable[Hit], lang: str) -> Table:
    """Return the hits as people read them, with heads in their language."""
    known = read_words() | read_words("factsheets/sheet")
    words = {key: texts[LANGUAGES.index(lang)] for key, texts in known.items()}
    heads = ("name", "found-by", "fit", "kind", "country", "identifier")
    rows = []
    for hit in hits:
        name, label, matched, sort, fit, kind, country = _plain(hit, lang)
        how = words.get(f"sort-{sort}")
        by = None if matched == label else f"{matched} ({how})" if how else matched
        rows.append((label, by, words[f"fit-{fit}"], kind, country, name))
    return Table(tuple(words[head].lower() for head in heads), rows)
