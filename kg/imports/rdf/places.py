"""Where names stand in the text of an RDF file, whatever its syntax."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import Finding
from kg.names import PREFIXES
from kg.rdf import turtle

_NAME: Final = re.compile(r"<([^<>\"\s]*)>|\"([^\"\s]+)\"|(?<![\w:/])([\w-]*:[\w.-]*\w)")
_PREFIX: Final = re.compile(r"(?:@prefix|PREFIX)\s+([\w-]*:)\s*<([^<>\s]*)>", re.IGNORECASE)


class Place:
    """The text of an RDF file, which knows where names stand."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._text = text
        self.lines = _lines(text)

    def finding(
        self, message: str, *names: str, severity: str = "error", rule: str = "own"
    ) -> Finding:
        """Return a finding at the line on which the names stand one below the other."""
        line = turtle.find_line(self._text, *names) if names else None
        line = line or next((self.lines[each] for each in names if each in self.lines), None)
        thing = names[0] if names else None
        return Finding(self._file, line, severity, rule, thing, message)


def _lines(text: str) -> dict[str, int]:
    """Return the line on which each name stands first: whole, quoted, or with its prefix."""
    prefixes = PREFIXES | {short.rstrip(":"): iri for short, iri in _PREFIX.findall(text)}
    lines: dict[str, int] = {}
    at, line = 0, 1
    for match in _NAME.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        prefix, _, local = (match[3] or "").partition(":")
        name = match[1] or match[2] or (prefixes[prefix] + local if prefix in prefixes else local)
        lines.setdefault(name, line)
    return lines
