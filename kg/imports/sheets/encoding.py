"""The text of a file whose encoding nobody said: what yields words.

A mark at the beginning tells it, and so does UTF-8, which no other text is by chance. Else each
encoding of one byte is tried, and the letters that are not ASCII are judged by the letters beside
them, as the names of countries in the languages of that encoding have them (`kg.text.letters`).
Where the best is not clearly the best the file is refused: nothing is written on a guess.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from kg.errors import SourceError
from kg.text.letters import likeliness

_CENTRAL: Final = "cs sk pl hu hr sl ro sq de"
_WESTERN: Final = "en de fr es it nl pt sv da nb fi is ga ca eu gl"
_CYRILLIC: Final = "ru bg uk sr mk be"
# The languages of each, by how common they are in tables of offices; of two that give the same
# text the first is named.
ENCODINGS: Final = {
    "Windows-1250": _CENTRAL,
    "Windows-1252": _WESTERN,
    "ISO-8859-2": _CENTRAL,
    "Windows-1251": _CYRILLIC,
    "Windows-1253": "el",
    "Windows-1254": "tr az",
    "Windows-1257": "lt lv et",
    "ISO-8859-5": _CYRILLIC,
    "KOI8-U": "ru uk bg",
    "cp852": _CENTRAL,
    "cp850": _WESTERN,
    "cp866": "ru bg be",
    "mac-latin2": _CENTRAL,
    "mac-roman": _WESTERN,
}
_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_FOREIGN: Final = re.compile(
    rb"(?<![0-9A-Za-z\x80-\xff])[0-9A-Za-z]*+[\x80-\xff][0-9A-Za-z\x80-\xff]*+"
)
_ENOUGH: Final = 40_000  # bytes around letters that are judged
_MARGIN: Final = 5.0  # by which the best is better, a sum of natural logarithms
_LEAST: Final = -11.5  # for each letter, where words of some language are likely


class Decoded(NamedTuple):
    """A text, and a sentence about its encoding where that was worked out."""

    text: str
    remark: str | None = None


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Return the text of a file (*name* in messages), in an *encoding* where a person says it.

    Raises SourceError where it is no text, where bytes are not of its encoding, and where two
    encodings give words that are as good.
    """
    mark = next((each for start, each in _MARKS.items() if data.startswith(start)), None)
    if encoding or mark:
        return Decoded(_whole(_strip(_decoded(data, encoding or mark or "", name)), name))
    try:
        return Decoded(_whole(data.decode("utf-8"), name))
    except UnicodeDecodeError as error:
        _refuse_broken(data, error, name)
    best = _best(data, name)
    remark = f"not UTF-8, so it was read as {best} by its letters. Check the names."
    return Decoded(_whole(data.decode(best), name), remark)


def _best(data: bytes, name: str) -> str:
    """Return the encoding that yields words. Raises SourceError where that is not clear."""
    sample = b" ".join(_FOREIGN.findall(data[: 20 * _ENOUGH]))[:_ENOUGH]
    texts: dict[str, str] = {}
    for encoding in ENCODINGS:
        try:
            data.decode(encoding)
            texts.setdefault(sample.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    ranked = sorted(
        ((likeliness(text, ENCODINGS[each].split()), each) for text, each in texts.items()),
        reverse=True,
    )
    letters = sum(byte > 127 for byte in sample)
    if not ranked or ranked[0][0] < _LEAST * letters:
        raise SourceError(f"no encoding that is known. {_STEP}", file=name)
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
        pair = " or ".join(encoding for _, encoding in ranked[:2])
        raise SourceError(f"not UTF-8, and may be {pair}. {_STEP}", file=name)
    return ranked[0][1]


_STEP: Final = "Say which with --encoding, or save it as UTF-8."


def _refuse_broken(data: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Raise SourceError for UTF-8 with a broken byte: its other letters are UTF-8 all the same."""
    shown = data.decode("utf-8", errors="replace")
    broken = shown.count("\ufffd")
    letters = len(re.findall(r"[^\x00-\x7f\ufffd]", shown))
    if letters > broken:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"UTF-8 with a broken character (byte 0x{data[error.start]:02x})."
        raise SourceError(f"{message} Mend it, and save the file anew.", file=name, line=line)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not {encoding} (byte 0x{data[error.start]:02x}). {_STEP}"
        raise SourceError(message, file=name, line=line) from error
    except (LookupError, ValueError):  # what Python calls an encoding and is none of a file
        known = ", ".join(("utf-8", *ENCODINGS))
        raise SourceError(
            f"{encoding!r} is no encoding. Choose one of {known}.", file=name
        ) from None


def _strip(text: str) -> str:
    return text.removeprefix("\ufeff")


def _whole(text: str, name: str) -> str:
    if "\0" in text:
        raise SourceError("this is no text file. Give a CSV, TSV or XLSX file.", file=name)
    return text
