"""Identifiers that others have given to a thing, checked without asking anybody.

The datatype of an `org:identifier` names its scheme. What is checked is how the schemes themselves
say that their identifiers are written: Wikidata items; ROR (a zero, six characters in the base 32
of Crockford, a check number by ISO 7064 MOD 97-10); ISNI (ISO 27729, its check character by
ISO 7064 MOD 11-2); LEI (ISO 17442, its check number by ISO 7064 MOD 97-10); the number of a
Czech legal person (eight digits, the last one a check digit of weights 8 to 2 modulo 11).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from kg.errors import UsageError
from kg.names import PC
from kg.text.words import Messages, Words

_say: Final = Messages(__name__)
_BASE32: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u


class Scheme(NamedTuple):
    """A scheme of identifiers: its name, datatype, form, check, and an example of the form."""

    name: str
    datatype: str
    pattern: re.Pattern[str]
    checks: Callable[[str], bool]
    example: str


def _ror_checks(text: str) -> bool:
    number = 0
    for letter in text[1:7]:
        number = number * 32 + _BASE32.index(letter)
    return f"{98 - number * 100 % 97:02d}" == text[7:]


def _isni_checks(text: str) -> bool:
    total = 0
    for digit in text[:15]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == text[15]


def _ico_checks(text: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(text, range(8, 1, -1), strict=False))
    return str((11 - total % 11) % 10) == text[7]


def _lei_checks(text: str) -> bool:
    return int("".join(str(int(letter, 36)) for letter in text)) % 97 == 1


SCHEMES: Final = {
    each.name: each
    for each in (
        Scheme(
            "wikidata",
            PC + "WikidataIdentifier",
            re.compile("Q[1-9][0-9]*"),
            lambda _: True,
            "Q8908",
        ),
        Scheme(
            "ror",
            PC + "RorIdentifier",
            re.compile(f"0[{_BASE32}]{{6}}[0-9]{{2}}"),
            _ror_checks,
            "05a28rw58",
        ),
        Scheme(
            "isni",
            PC + "IsniIdentifier",
            re.compile("[0-9]{15}[0-9X]"),
            _isni_checks,
            "0000000121032683",
        ),
        Scheme(
            "lei",
            PC + "LeiIdentifier",
            re.compile("[0-9A-Z]{18}[0-9]{2}"),
            _lei_checks,
            "506700GE1G29325QX363",
        ),
        Scheme(
            "ico",
            PC + "IcoIdentifier",
            re.compile("[0-9]{8}"),
            _ico_checks,
            "70888060",
        ),
    )
}
_BY_DATATYPE: Final = {each.datatype: each for each in SCHEMES.values()}


def problem(datatype: str, text: str) -> Words | None:
    """Return what is wrong with an identifier of a scheme, or None; other datatypes are no concern.

    >>> problem("https://w3id.org/pencoop/ns#RorIdentifier", "05a28rw58")
    >>> problem("https://w3id.org/pencoop/ns#RorIdentifier", "05a28rw59").en
    "'05a28rw59' is no ROR identifier: its check digits do not fit. Copy it once more."
    """
    scheme = _BY_DATATYPE.get(datatype)
    if scheme is None:
        return None
    key = "form" if not scheme.pattern.fullmatch(text) else "digits"
    if key == "digits" and scheme.checks(text):
        return None
    return _say(key, text=repr(text), scheme=_say(scheme.name), example=scheme.example)


def read(scheme: str, text: str) -> str:
    """Return an identifier as the graph writes it, from how people copy it: an address, blanks.

    Raises UsageError where it is none of the scheme.

    >>> read("isni", "https://isni.org/isni/0000 0001 2103 2683")
    '0000000121032683'
    """
    known = SCHEMES[scheme]
    bare = re.sub(r"[\s-]", "", text.strip().rstrip("/").rpartition("/")[2])
    bare = bare.lower() if scheme == "ror" else bare.upper()
    if wrong := problem(known.datatype, bare):
        raise UsageError(wrong.en)
    return bare
