"""Names that a word such as *and* joins in one text, where each is the name of something."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

Named = Callable[[str], frozenset[str]]  # the keys that a text names, or may name

# In English, German, Polish, Czech and Slovak; *AND* where all is in capitals.
_WORDS: Final = "and|AND|und|UND|oraz|sowie|a|i"
_JOINED: Final = re.compile(rf"(,\s++|,?(?<!\s)\s++(?:{_WORDS}|&)\s++)")
_WORD: Final = re.compile(rf",?(?<!\s)\s++(?:{_WORDS}|&)\s++")


def part_joined(text: str, named: Named) -> list[str] | None:
    """Return the names in a text, if each part of it names something else; None where not.

    >>> part_joined("Alpha and Beta", lambda name: frozenset({name} & {"Alpha", "Beta"}))
    ['Alpha', 'Beta']
    >>> part_joined("Alpha and Beta", lambda name: frozenset({name} & {"Alpha"}))
    """
    pieces = _JOINED.split(text)
    if len(pieces) == 1 or not _WORD.search(text) or named(text):
        return None
    found: list[str] = []
    keys: set[str] = set()
    while pieces:
        runs = ((n, "".join(pieces[:n]).strip()) for n in range(len(pieces), 0, -2))
        end, name = next(((n, run) for n, run in runs if named(run)), (0, ""))
        if not end or keys & named(name):
            return None
        found.append(name)
        keys |= named(name)
        pieces = pieces[end + 1 :]
    return found


def find_doubt(text: str, named: Named) -> tuple[str, str] | None:
    """Return the two sides of a word that may join two names, of which one is known for sure."""
    if named(text):
        return None
    for match in _WORD.finditer(text):
        sides = text[: match.start()].strip(), text[match.end() :].strip()
        if all(sides) and any(len(named(side)) == 1 for side in sides):
            return sides
    return None
