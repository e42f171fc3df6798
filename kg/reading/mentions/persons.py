"""Names of persons, so that they are passed over: titles, ranks, addresses, usual patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg.reading.languages.words import read_language

_CAP: Final = r"[^\W\d_a-z][^\W\d_]*[^\W\d_]"
_NAME: Final = rf"{_CAP}(?:\s+(?:[^\W\d_a-z]\.\s*|von\s+|van\s+|de\s+)?{_CAP}){{0,3}}"
_REACH: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:\+|00)\d[\d\s()/-]{7,}\d|(?:tel|phone|mobil)\.?:?\s*[\d\s()/+-]{6,}",
    re.IGNORECASE,
)
_DEGREES: Final = r"(?:Mgr|Ing|Bc|JUDr|PhDr|MUDr|RNDr|Dr|Prof|prof|doc|Ph\.?D|MBA|CSc|DrSc|plk|mjr|kpt|gen|brig|płk|gen|mł)\.?"


@cache
def _titled(language: str) -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, read_language(language)["titles"]), key=len, reverse=True))
    return re.compile(rf"(?i:\b(?:{titles})\b\.?)\s+(?:{_DEGREES}\s+)*(?P<name>{_NAME})")


_LATIN: Final = re.compile(rf"\b(?:{_DEGREES}\s+)+(?P<name>{_NAME})|(?P<name2>{_NAME}),\s*{_DEGREES}")


def find_persons(text: str, language: str) -> list[tuple[int, int]]:
    """Return where names of persons stand, and where mail and telephone lead to one."""
    found = [match.span("name") for match in _titled(language).finditer(text)]
    for match in _LATIN.finditer(text):
        found.append(match.span("name") if match["name"] else match.span("name2"))
    found += [match.span() for match in _REACH.finditer(text)]
    return sorted(found)


def is_person(text: str, heads: frozenset[str]) -> bool:
    """Tell whether capitalised words look like given name and surname: two or three, no head."""
    words = text.split()
    if not 2 <= len(words) <= 3:
        return False
    return all(re.fullmatch(rf"{_CAP}\.?|[^\W\d_a-z]\.", word) for word in words) and not any(
        word.casefold() in heads for word in words
    ) and not any(word.isupper() and len(word) > 2 for word in words)
