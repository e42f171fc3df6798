"""Whole numbers as data and people write them: what Python can read at once, and nothing else."""

from __future__ import annotations

from typing import Final

_MOST_DIGITS: Final = 18  # of a place, a row or a count: what 64 bits hold


def whole_number(text: str | None) -> int | None:
    """Return the number that *text* writes in the digits 0 to 9; None where it is none or huge.

    >>> whole_number("66"), whole_number("\\u00b2"), whole_number("9" * 10_000)
    (66, None, None)
    """
    if not text or len(text) > _MOST_DIGITS or not is_digits(text):
        return None
    return int(text)


def is_digits(text: str) -> bool:
    """Tell whether *text* is made of the digits 0 to 9, of which there is one at least."""
    return text.isascii() and text.isdigit()


def grouped(digits: str, mark: str) -> str:
    """Return digits in threes with *mark* between them, however many they are.

    >>> grouped("0012345", ",")
    '12,345'
    """
    bare = digits.lstrip("0") or "0"
    first = len(bare) % 3 or 3
    return mark.join((bare[:first], *(bare[at : at + 3] for at in range(first, len(bare), 3))))
