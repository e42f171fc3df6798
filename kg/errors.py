"""The errors of kg, drawn as a tree.

    KgError            could not: unreadable, invalid, refused, timed out         exit code 3
    ├── SourceError    a file that cannot be read as what it says it is           3
    │   └── SourceErrors   several of them, reported together                     3
    ├── QueryError     a query that is wrong, refused or stopped                  3
    ├── UsageError     the words of the command do not fit                        2
    ├── NotFound       nothing found, differences                                 1
    │   ├── Unknown    a name that nothing here bears                             1
    │   └── FindingsError  the data have findings that stop a build               1
    └── Interrupted    stopped by the person at the keyboard                      130

Every message has the form ``file:line:column: severity: what is wrong, and the next step``; parts
that are
not known are left out. The command line catches `KgError` in one place and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

# What would move the cursor or ring a bell, and the bytes of a name that are no UTF-8.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def printable(text: str) -> str:
    """Return a text with what must not reach a terminal written as ``\\x1b``.

    Names of files may hold any byte; one that is no UTF-8 is shown as the byte that it is.
    """
    return _UNPRINTABLE.sub(_as_byte, text)


def _as_byte(match: re.Match[str]) -> str:
    code = ord(match[0])
    lone = 0xDC80 <= code <= 0xDCFF  # a byte, as Python keeps it in the name of a file
    return (
        f"\\x{code - 0xDC00:02x}" if lone else f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
    )


class Finding(NamedTuple):
    """One thing wrong with the data: where, how bad, which rule, which thing, in a sentence.

    *column* is the letter of a column of a table.
    """

    file: str | None
    line: int | None
    severity: str
    rule: str
    thing: str | None
    message: str
    column: str | None = None

    def __str__(self) -> str:
        return locate_message(self.message, self.severity, self.file, self.line, self.column)


def locate_message(
    message: str,
    severity: str = "error",
    file: str | None = None,
    line: int | None = None,
    column: int | str | None = None,
) -> str:
    """Return ``file:line:column: severity: message`` without the parts that are not known."""
    place = ":".join(str(part) for part in (file, line, column) if part is not None)
    whole = f"{place}: {severity}: {message}" if place else f"{severity}: {message}"
    return printable(whole)


class KgError(Exception):
    """Something kg could not do; `str()` is the whole message for a person."""

    exit_code = 3

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return locate_message(self.message, "error", self.file, self.line, self.column)


class SourceError(KgError):
    """A file that is missing, unreadable, or not in the format that its name promises."""


class SourceErrors(SourceError):
    """Several files that cannot be read; `errors` lists them and `str()` shows one on a line."""

    def __init__(self, errors: Sequence[SourceError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return self.message


class QueryError(KgError):
    """A SPARQL query that is wrong, refused by a limit, or stopped."""


class UsageError(KgError):
    """The words of a command do not fit together."""

    exit_code = 2


class NotFound(KgError):
    """Nothing was found, or something was found that must not be there."""

    exit_code = 1


class Unknown(NotFound):
    """A name that nothing here bears."""


class FindingsError(NotFound):
    """The data have findings that stop a build; `findings` lists them all."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings

    def __str__(self) -> str:
        return self.message


class Interrupted(KgError):
    """The person at the keyboard stopped the command."""

    exit_code = 130
