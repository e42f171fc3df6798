"""Amounts: numbers and sums as sources give them."""

from __future__ import annotations

from typing import NamedTuple


class Amount(NamedTuple):
    """A number or a sum as the source gives it; *bound* says how it relates to the true one.

    *part* tells which part of all is meant, or at what stage: ``planned, co-financing``.
    """

    number: str
    currency: str | None
    bound: str | None
    part: str | None = None


def to_amount(number: str, currency: str, bound: str, part: str) -> Amount | None:
    """Return the amount of a row of numbers or money, None where it gives none."""
    parts = dict.fromkeys(each for each in part.split(", ") if each)
    if not number:
        return None
    return Amount(number, currency or None, bound or None, ", ".join(parts) or None)
