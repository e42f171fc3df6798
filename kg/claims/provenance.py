"""Provenance: how sure a relation is, since and until when, and where that is read.

Every answer about a relation carries these, the same everywhere: in columns for machines, and as
a line of words for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg import edtf
from kg.claims.claims import Claim, Evidence
from kg.text.words import LANGUAGES, Vocabulary, say

VERIFIED: Final = "verified"
CITED: Final = "cited"


class Provenance(NamedTuple):
    """The columns that every row about a relation has.

    *since*, *until* and *attested* are EDTF points as the source gives them, None where it gives
    none; *source* and *evidence* are prefixed names (``src:…``, ``ev:…``).
    """

    status: str
    since: str | None
    until: str | None
    attested: str | None
    source: tuple[str, ...]
    evidence: tuple[str, ...]


def provenance(claim: Claim) -> Provenance:
    """Return the columns of a claim; of a tie's several dates the later start, the earlier end."""
    spans = [edtf.parse(date) for date in (claim.when or "").split()]
    starts = sorted((start for start, _ in spans if start not in ("", "..")), key=edtf.days)
    ends = sorted((end for _, end in spans if end not in ("", "..")), key=edtf.days)
    return Provenance(
        claim.status,
        starts[-1] if starts else None,
        ends[0] if ends else None,
        claim.attested,
        tuple(dict.fromkeys(place.source for place in claim.evidence)),
        tuple(place.id for place in claim.evidence),
    )


def holding(place: Evidence) -> str:
    """Return how a place can be checked: ``verified`` by its position and digest, or ``cited``."""
    return CITED if place.start is None else VERIFIED


def say_place(place: Evidence, words: Vocabulary, lang: str) -> str:
    """Return title, publisher, date and position of a place in one line, and how it is held.

    A source without a title is named by its identifier.
    """
    held = words[holding(place)][LANGUAGES.index(lang)]
    position = say_position(place, words, lang)
    parts = [place.title, place.publisher, place.date, position, held]
    return ", ".join(part for part in parts if part)


def say_position(place: Evidence, words: Vocabulary, lang: str) -> str | None:
    """Return where in its document a place stands, in words: characters of a text, row of a table.

    None for a document as a whole.
    """
    if place.start is not None:
        return say(words, "position", lang, start=place.start, end=place.end)
    if place.row is None:
        return None
    if place.sheet is None:
        return say(words, "row", lang, row=place.row)
    return say(words, "sheet-row", lang, sheet=place.sheet, row=place.row)


def position(place: Evidence) -> str:
    """Return where in its document a place stands, for machines, "" for it as a whole.

    ``12-40`` are characters of a text, ``row=12`` a row of a table as RFC 7111 writes it, and
    ``Partners!row=12`` one of a workbook.
    """
    if place.start is not None:
        return f"{place.start}-{place.end}"
    if place.row is None:
        return ""
    return f"{place.sheet}!row={place.row}" if place.sheet else f"row={place.row}"


def say_places(
    places: Iterable[Evidence],
    words: Vocabulary,
    lang: str,
    excerpts: Mapping[str, str] | None = None,
) -> list[str]:
    """Return a line for each place, followed by its passage where *excerpts* holds one.

    *excerpts* are passages by the identifier of their evidence, read from the source texts when
    they are shown and never kept.
    """
    lines = []
    for place in places:
        lines.append(say_place(place, words, lang))
        passage = (excerpts or {}).get(place.id)
        if passage:
            lines.append(f"“{' '.join(passage.split())}”")
    return lines
