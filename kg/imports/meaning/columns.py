"""What the columns of people's tables mean: fields by their headers, in English or Czech.

The words stand in ``columns.json``: fields with their headers, and for each kind of table
the fields that it has, those that a template shows, and those that it needs. A column headed by the
name of a role (*host*, *guest*) holds bodies in that role.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from kg.errors import Finding, SourceError, UsageError
from kg.imports.sheets.cells import column_letter
from kg.text.folding import fold

KINDS: Final = (
    *("organisations", "memberships", "agreements", "cooperations", "projects"),
    *("visits", "events", "observations", "identifiers", "sources"),
)


class Column(NamedTuple):
    """A column of a table: where it stands, its header, and its field or, with a colon, role."""

    at: int
    header: str
    field: str


class Layout(NamedTuple):
    """What the columns of a table mean, which are not read, and the language of the header.

    Rows that were made of RDF have no letters for their columns.
    """

    kind: str
    columns: tuple[Column, ...]
    unread: tuple[tuple[int, str], ...]
    lang: str = "en"
    lettered: bool = True


class Roles(NamedTuple):
    """The roles of the ontology by their names, folded: ``{"hostitel": "role:host"}``."""

    en: Mapping[str, str]
    cs: Mapping[str, str]


def read_columns() -> Mapping[str, Any]:
    """Return the words of columns as they stand in the package."""
    return _read()


@cache
def _read() -> Mapping[str, Any]:
    text = files("kg").joinpath("imports/meaning/columns.json").read_text(encoding="utf-8")
    words: Mapping[str, Any] = json.loads(text)
    return words


@cache
def blank_words() -> frozenset[str]:
    """Return what people write into a cell that says nothing, in small letters."""
    return frozenset(("", *_read()["blank"]))


def kind_of_sheet(name: str | None) -> str | None:
    """Return the kind of table that the name of a sheet says, or None."""
    words = _bare(name or "")
    for kind, said in _read()["kinds"].items():
        if words in {kind, *(_bare(each) for each in (said["en"], said["cs"], *said["also"]))}:
            return str(kind)
    return None


def recognise(
    headers: Sequence[str],
    roles: Roles,
    *,
    kind: str | None = None,
    named: str | None = None,
    given: Mapping[str, str] | None = None,
) -> Layout | None:
    """Return what a row of headers means, None where it cannot be a header.

    With *kind* the columns are read as those of that kind, else as those of the kind that the sheet
    is *named* after if that has all it needs, else of the kind that fits best. *given* are the
    meanings that a person gave, by header or letter. Raises SourceError where several kinds fit
    equally well.
    """
    for wanted in filter(None, (kind, named)):
        layout = _lay_out(headers, roles, wanted, given or {})
        if _fit(layout) > 0 and (wanted == kind or not missing(layout)):
            _refuse_two_meanings(headers)
            return layout
        if wanted == kind:
            return None
    found = sorted((_lay_out(headers, roles, each, given or {}) for each in KINDS), key=_fit)
    fitting = [each for each in found if not missing(each)]
    if not fitting:
        return found[-1] if _fit(found[-1]) > 1 else None
    _refuse_two_meanings(headers)
    several = [each.kind for each in fitting if _fit(each) == _fit(fitting[-1])]
    if len(several) > 1:
        said = " as well as ".join(several)
        raise SourceError(f"the columns fit {said}. Say which with --kind.")
    return fitting[-1]


def _refuse_two_meanings(headers: Sequence[str]) -> None:
    """Raise SourceError for a header *host* among Czech ones: there it means the guest."""
    if "host" in map(_bare, headers) and _language(headers) == "cs":
        raise SourceError(_read()["two-meanings"])


def _language(headers: Sequence[str]) -> str:
    """Return the language of a header: Czech where it has a word that is Czech only."""
    fields = _read()["fields"].values()
    czech = {_bare(each["cs"]) for each in fields} - {_bare(each["en"]) for each in fields}
    special = any(letter in _read()["letters"] for each in headers for letter in each.casefold())
    return "cs" if special or czech & {_bare(each) for each in headers} else "en"


def missing(layout: Layout) -> list[str]:
    """Return the headers that a table of this kind needs and does not have."""
    have = {column.field for column in layout.columns}
    needs = _read()["kinds"][layout.kind]["needs"]
    return [header(each[0], "en") for each in needs if not have & set(each)]


def require_fields(given: Mapping[str, str], roles: Roles) -> None:
    """Raise UsageError for a meaning of --map that no kind of table has."""
    words = {word for kind in KINDS for word in _words(kind, roles)}
    for column, said in given.items():
        if not (said in _read()["fields"] or said.startswith("role:") or _bare(said) in words):
            known = ", ".join(_read()["fields"])
            raise UsageError(f"--map {column}: no field {said!r}. Choose one of {known}.")


def header(field: str, lang: str, roles: Mapping[str, str] | None = None) -> str:
    """Return how a field or role is headed in a language; *roles* are the names of roles."""
    if field.startswith("role:"):
        return (roles or {}).get(field, field.removeprefix("role:").replace("-", " "))
    return str(_read()["fields"][field][lang])


def find_doubled(layout: Layout) -> Finding | None:
    """Return the finding that two columns mean the same, or None; bodies may have several."""
    seen: dict[str, Column] = {}
    for column in layout.columns:
        other = seen.setdefault(column.field, column)
        if other is not column and not _may_repeat(column.field):
            places = f"{column_letter(other.at)} and {column_letter(column.at)}"
            message = f"the columns {places} ({other.header!r}, {column.header!r}) mean the same."
            step = "Delete one, or tell them apart with --map."
            return Finding(None, None, "error", "doubled-column", None, f"{message} {step}")
    return None


def _may_repeat(field: str) -> bool:
    return field.startswith("role:") or field in ("aliases", "body", "country")


def _fit(layout: Layout) -> int:
    """Return how well a kind fits: columns of its template count double, roles double again."""
    shown = _read()["kinds"][layout.kind]["template"]
    return sum(
        (2 if column.field in shown else 1) * (2 if column.field.startswith("role:") else 1)
        for column in layout.columns
    )


def _lay_out(headers: Sequence[str], roles: Roles, kind: str, given: Mapping[str, str]) -> Layout:
    words = _words(kind, roles)
    chosen = {_bare(key): _meaning(said, kind, words) for key, said in given.items()}
    columns, unread = [], []
    for at, text in enumerate(headers):
        bare = _bare(text)
        field = chosen.get(bare) or chosen.get(_bare(column_letter(at))) or words.get(bare)
        if field:
            columns.append(Column(at, text, field))
        elif text:
            unread.append((at, text))
    return Layout(kind, tuple(columns), tuple(unread), _language(headers))


def _meaning(said: str, kind: str, words: Mapping[str, str]) -> str | None:
    fields = _read()["kinds"][kind]["fields"]
    return said if said in fields or said.startswith("role:") else words.get(_bare(said))


def _words(kind: str, roles: Roles) -> dict[str, str]:
    """Return the field or role of each header that a table of this kind may have."""
    said = _read()["kinds"][kind]
    words: dict[str, str] = {}
    if "role" in said["fields"] or said["roles"]:
        # In Czech a *host* is a guest; the English word is the commoner header.
        words |= {name: role for name, role in roles.cs.items() if name != "host"}
        words |= dict(roles.en)
    for field in reversed(said["fields"]):
        texts = _read()["fields"][field]
        names = (texts["en"], texts["cs"], *texts["also"], field)
        words |= {_bare(name): field for name in names}
    for field, names in (said["roles"] | said.get("words", {})).items():
        words |= {_bare(name): field for name in (*names, field)}
    return words


def _bare(text: str) -> str:
    """Return a header without case, diacritics and the number by which it is counted."""
    return re.sub(r"(?: c| no)?(?: \d{1,2})$", "", fold(text)) or fold(text)
