"""The source texts in a folder, and in what a copy differs from the text on record.

A text is the UTF-8 of its file without translation of line ends; positions count its code points.
Editors and mailers change copies without changing a word, so a copy is also read as it would be
without such a change, and the digest on record tells whether that explains the difference.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import SourceError
from kg.files import read_bytes, reason
from kg.graph.workspace import Workspace
from kg.text.terminal import visible
from kg.text.words import Messages, Words

_say: Final = Messages(__name__)
KEPT: Final = ".kg/texts"  # the private folder of a workspace for texts that were read
LARGEST: Final = 8_000_000  # bytes; a longer file is no document of this graph
# Control characters other than line ends and tabs, and those that set the direction of writing.
_COMMANDS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_BOM: Final = "\ufeff"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_OTHER: Final = ("windows-1250", "iso-8859-2", "windows-1252")


class Reading(NamedTuple):
    """A text, and the differences that were undone to read it so (none: as its file has it)."""

    text: str
    differences: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8, as hexadecimal digits."""
        return digest(self.text)

    @property
    def differs_in(self) -> list[Words]:
        """The differences in words."""
        named = [each.split(" ") for each in self.differences]
        return [
            _say("encoding", name=words[1]) if words[0] == "encoding" else _say(" ".join(words))
            for words in named
        ]


class Folder(NamedTuple):
    """The texts of a folder by file name, and what else is there with the reason why it is none."""

    texts: dict[str, bytes]
    ignored: dict[str, Words]


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def read_folder(folder: Path) -> Folder:
    """Return the files of *folder* (not of folders in it); hidden ones are passed over.

    Raises SourceError where the folder or a file cannot be read, or no text is there.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise SourceError(reason(error), file=str(folder)) from error
    texts: dict[str, bytes] = {}
    ignored: dict[str, Words] = {}
    for path in paths:
        name = visible(path.name)
        if not path.is_file():
            ignored[name] = _say("folder" if path.is_dir() else "irregular")
        elif path.stat().st_size > LARGEST:
            ignored[name] = _say("large", n=LARGEST // 10**6)
        elif is_binary(content := read_bytes(path)):
            ignored[name] = _say("binary")
        elif content:
            texts[name] = content
        else:
            ignored[name] = _say("empty")
    if not texts:
        raise SourceError("holds no text. Give the folder with the source texts.", file=str(folder))
    return Folder(texts, ignored)


def kept_texts(workspace: Workspace) -> Path:
    """Return the private folder for texts of a workspace; it need not be there."""
    return workspace.root / KEPT


def find_kept_text(workspace: Workspace, seal: str) -> str | None:
    """Return the text with a digest that the workspace keeps, None where it keeps none.

    Raises SourceError where it cannot be read.
    """
    path = kept_texts(workspace) / f"{seal[:16]}.txt"
    if not path.is_file():
        return None
    reading = explain(read_bytes(path), {seal})
    return reading.text if reading else None


def read_folders(workspace: Workspace, folder: Path | None) -> Folder:
    """Return the files of *folder*, and beside them the texts that the workspace keeps.

    Raises SourceError as `read_folder` does; a workspace need not keep any text.
    """
    kept = kept_texts(workspace)
    own = read_folder(kept) if kept.is_dir() and any(kept.glob("*.txt")) else Folder({}, {})
    if folder is None or os.path.realpath(folder) == os.path.realpath(kept):
        return own if own.texts else read_folder(kept)
    given = read_folder(folder)
    return Folder(own.texts | given.texts, given.ignored)


def is_binary(content: bytes) -> bool:
    """Tell whether bytes are no text in any encoding that is told apart here."""
    return b"\0" in content and not content.startswith(_UTF16)


def as_filed(content: bytes) -> Reading:
    """Return the text as its file has it; for another encoding than UTF-8 the likeliest one."""
    return next(_decoded(content))


def explain(content: bytes, wanted: Collection[str]) -> Reading | None:
    """Return the reading with a digest among those *wanted*, the one with the fewest differences.

    None where no reading has one of them.
    """
    if sha256(content).hexdigest() in wanted:  # the common case: a copy as it was
        return as_filed(content)
    found = (each for each in readings(content) if each.digest in wanted)
    return min(found, key=lambda each: len(each.differences), default=None)


def readings(content: bytes) -> Iterator[Reading]:
    """Yield the text in every form that a copy of the same words may have had."""
    for filed in _decoded(content):
        steps = (_byte_orders(filed.text), _LINE_ENDS, _LAST_LINES, _FORMS)
        yield from (_changed(filed, chosen) for chosen in product(*steps))


def likely_readings(content: bytes) -> Iterator[Reading]:
    """Yield the text as its file has it, and with the usual marks of an editor undone."""
    filed = as_filed(content)
    yield filed
    found = {filed.text}
    for unmarked, ends, form in product(_byte_orders(filed.text), _LINE_ENDS[:2], _FORMS[:2]):
        reading = _changed(filed, (unmarked, ends, form))
        if reading.text not in found:
            found.add(reading.text)
            yield reading


def excerpt(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return what stands at *places*, in their order, with " … " for what is left out.

    Places that touch are one. A character that could command a terminal or turn the line around
    stands as U+FFFD.

    >>> excerpt("Members: Alpha, Beta, Gamma", [(16, 20), (0, 8), (0, 7)])
    'Members: … Beta'
    """
    return harmless(" … ".join(text[start:end] for start, end in touching(places)))


def touching(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places in their order, those that touch or lie in one another as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def harmless(text: str) -> str:
    """Return a text with U+FFFD for what could command a terminal or turn the line around."""
    return _COMMANDS.sub("\ufffd", text)


def _decoded(content: bytes) -> Iterator[Reading]:
    """Yield the text in its encoding; only bytes that are no UTF-8 can be in another one."""
    if content.startswith(_UTF16):
        yield Reading(content.decode("utf-16", "replace"), ("encoding utf-16",))
        return
    try:
        yield Reading(content.decode("utf-8"))
    except UnicodeDecodeError:
        for encoding in _OTHER:
            yield Reading(content.decode(encoding, "replace"), (f"encoding {encoding}",))


_Form = tuple[str, str]
_LINE_ENDS: Final[tuple[_Form, ...]] = (("", ""), ("line ends", "LF"), ("line ends", "CRLF"))
_LAST_LINES: Final[tuple[_Form, ...]] = (
    ("", ""),
    ("a line end after the last line", "cut"),
    ("a line end after the last line", "add"),
)
_FORMS: Final[tuple[_Form, ...]] = (
    ("", ""),
    ("Unicode normalisation", "NFC"),
    ("Unicode normalisation", "NFD"),
)


def _byte_orders(text: str) -> tuple[_Form, ...]:
    return (("", ""), ("a BOM", "unmark")) if text.startswith(_BOM) else (("", ""),)


def _changed(reading: Reading, steps: Iterable[_Form]) -> Reading:
    text, differences = reading
    for name, form in steps:
        changed = _change(text, form)
        if changed != text and name not in differences:
            differences += (name,)
        text = changed
    return Reading(text, differences)


def _change(text: str, form: str) -> str:
    match form:
        case "unmark":
            return text.removeprefix(_BOM)
        case "LF":
            return text.replace("\r\n", "\n").replace("\r", "\n")
        case "CRLF":
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
        case "cut":
            return text.rstrip("\r\n")
        case "add":
            return text.rstrip("\r\n") + ("\r\n" if "\r\n" in text else "\n")
        case "NFC":
            return unicodedata.normalize("NFC", text)
        case "NFD":
            return unicodedata.normalize("NFD", text)
    return text
