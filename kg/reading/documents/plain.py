"""Plain text in any encoding."""

from __future__ import annotations

from kg.errors import SourceError
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
        from charset_normalizer import from_bytes

        codes = ["windows-1250", "iso-8859-2", "windows-1252", "iso-8859-1"]
        best = from_bytes(content, cp_isolation=codes).best()
        if best is None:
            raise SourceError(
                "no UTF-8, and no other encoding fits. Save it as UTF-8.", file=name
            ) from None
        return str(
            best
        ), f"not UTF-8; read as {best.encoding.replace('_', '-')}. Check the letters."
