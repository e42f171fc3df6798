"""XML from outside: its encoding, and the entities that it declares.

An entity is a name for a piece of text, and entities inside entities make gigabytes of a file of
five hundred bytes; an external one names a file or an address. Only plain ones are let through.
"""

from __future__ import annotations

import codecs
import re
from typing import Final
from xml.parsers import expat

from kg.errors import SourceError

MAX_EXPANSION: Final = 10_000_000  # characters that all uses of entities may add
_DECLARATION: Final = re.compile(r"<\?xml\b[^>]*?\?>")
_ENCODING: Final = re.compile(rb"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_READ: Final = (
    "utf-8",
    "utf-16",
    "ascii",
    "iso8859-",
    "cp125",
    "cp85",
    "koi8",
    "mac-roman",
    "mac-latin2",
    "shift_jis",
    "euc_",
    "iso2022_jp",
    "gb",
    "big5",
)  # encodings of documents
_STARTS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


class _Begun(Exception):
    """The first element has begun."""


def decode(data: bytes, *, name: str) -> str:
    """Return the text of an XML file in the encoding that it declares (default: UTF-8).

    Raises SourceError where the bytes are not in that encoding or nobody knows it.
    """
    declared = _ENCODING.match(data)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    if data.startswith(_STARTS):
        encoding = "utf-16"
    if not _is_read(encoding):
        message = f"the encoding {encoding} is not read. Save it as UTF-8."
        raise SourceError(message, file=name, line=1)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not in the encoding that it names, {encoding}. Save it as UTF-8."
        raise SourceError(message, file=name, line=line) from error
    return _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1) if declared else text


def require_well_formed(text: str, *, name: str) -> None:
    """Raise SourceError with line and column where a text is no well-formed XML."""
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        raise _malformed(error, name) from error


def _malformed(error: expat.ExpatError, name: str) -> SourceError:
    message = f"not RDF/XML: {expat.ErrorString(error.code)}. Correct the text at this place."
    return SourceError(message, file=name, line=error.lineno, column=error.offset + 1)


def _is_read(encoding: str) -> bool:
    """Tell whether documents are written in an encoding: Python knows others, for other things."""
    try:
        return codecs.lookup(encoding).name.startswith(_READ)
    except (LookupError, UnicodeError):
        return False


def refuse_entities(text: str, *, name: str) -> None:
    """Raise SourceError for nested and external entities, and for what would grow too large.

    Entities that stand for a namespace, as many RDF/XML files have them, pass.
    """
    if "<!ENTITY" not in text:
        return
    growth = 0
    for entity, value in _declared(text, name).items():
        if value is None or "&" in value or "<" in value or "%" in entity:
            sort = "external entities are" if value is None else "entities inside entities are"
            line = text.count("\n", 0, max(text.find(entity.strip("%")), 0)) + 1
            message = f"{sort} refused ({entity}). Write out what they stand for."
            raise SourceError(message, file=name, line=line)
        growth += text.count(f"&{entity};") * len(value)
    if growth > MAX_EXPANSION:
        message = f"its entities would add {growth:,} characters. Write out what they stand for."
        raise SourceError(message, file=name)


def _declared(text: str, name: str) -> dict[str, str | None]:
    """Return the entities of the document type and their values, None for an external one."""
    found: dict[str, str | None] = {}

    def entity(label: str, parameter: bool, value: str | None, *_: object) -> None:
        found.setdefault(f"%{label}" if parameter else label, value)

    def begin(*_: object) -> None:
        raise _Begun

    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = entity
    parser.StartElementHandler = begin
    try:
        parser.Parse(text.encode("utf-8"), True)
    except _Begun:
        pass
    except expat.ExpatError as error:
        raise _malformed(error, name) from error
    return found
