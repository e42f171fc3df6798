"""Plain text in any encoding."""

from __future__ import annotations

from kg.errors import SourceError
from kg.imports.sheets import encoding
from kg.reading.documents.page import Page, canonical


def read_plain(content: bytes, name: str) -> Page:
    """Return a plain text as a page. Raises SourceError for bytes that are no text."""
    text, remark = decode(content, name)
    return Page(canonical(text), remarks=(remark,) if remark else ())


def decode(content: bytes, name: str) -> tuple[str, str | None]:
    """Return bytes as text, and a sentence where they are not UTF-8.

    Raises SourceError where they are no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "read as UTF-16."
    if b"\0" in content:
        raise SourceError("no text: it holds zero bytes. Is the ending right?", file=name)
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        try:
            return encoding.decode(content, name)
        except SourceError as error:
            message = error.message.replace("Say which with --encoding, or save", "Save")
            raise SourceError(message, file=name, line=error.line) from None
