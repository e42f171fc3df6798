"""What the columns of people's tables mean: fields by their headers, in nine languages.

The words stand in ``columns.json`` (fields with their headers in English and Czech, and for each
kind of table the fields that it has, those that a template shows, and those that it needs) and in
``headings.json`` (what else people head such columns by, in each language). A column headed by the
name of a role (*host*, *guest*) holds bodies in that role.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from kg.errors import SourceError, UsageError
from kg.imports.meaning.headings import (
    bare_header,
    halves,
    kind_of_name,
    language_of,
    read_columns,
    read_headings,
    register_of,
)
from kg.imports.sheets.cells import column_letter

KINDS: Final = (
    *("organisations", "memberships", "agreements", "cooperations", "projects"),
    *("visits", "events", "observations", "identifiers", "sources"),
)
SAID: Final = "--set"  # the header of a column whose value a person gave for all rows
LEFT_OUT: Final = "-"  # the meaning of a column that a person leaves out
_BY_NAME_ONLY: Final = ("sources",)  # never guessed from columns alone
_SEVERAL: Final = ("aliases", "same_as", "code", "body", "country", "note", "topic", "homepage")
_TAGGED: Final = re.compile(r"(.+?)[\s_@(\[-]+([a-z]{2})[)\]]?")
_AGREED: Final = ("agreements", "cooperations")
_PROJECTS: Final = ("pc:GrantNumber", "pc:ProjectCode")  # registers
_MEMBER: Final = "role:member"  # a table with such a column tells who has joined what
_JOINED: Final = "memberships"
_SHEET: Final = 6  # how much the name of a sheet counts in the fit of columns,
_FILE: Final = 3  # and that of a file


class Column(NamedTuple):
    """A column of a table: where it stands, its header, and its field or, with a colon, role."""

    at: int
    header: str
    field: str


class Layout(NamedTuple):
    """What the columns of a table mean, which are not read, and the language of the header.

    Rows that were made of RDF have no letters for their columns. *values* are those that a person
    gave for all rows; their columns stand at -1, -2 …
    """

    kind: str
    columns: tuple[Column, ...]
    unread: tuple[tuple[int, str], ...]
    lang: str = "en"
    lettered: bool = True
    values: tuple[str, ...] = ()
    width: int = 0  # of the header, in columns


class Roles(NamedTuple):
    """The roles of the ontology by their names, folded: ``{"hostitel": "role:host"}``."""

    en: Mapping[str, str]
    cs: Mapping[str, str]


class Said(NamedTuple):
    """What a person said of columns, and what the names of sheet and file say.

    *given* are meanings by header or letter, *for_all* values of fields in every row.
    """

    given: Mapping[str, str] = {}
    for_all: Mapping[str, str] = {}
    sheet: str | None = None
    file: str | None = None


class _Word(NamedTuple):
    """What a header means: a field, and the languages in which it is a word for that."""

    field: str
    langs: frozenset[str]


def recognise(
    headers: Sequence[str], roles: Roles, *, kind: str | None = None, said: Said | None = None
) -> Layout | None:
    """Return what a row of headers means, None where it cannot be a header.

    With *kind* the columns are read as those of that kind, else as those of the kind that fits
    best, for which the names of sheet and file count too. Raises SourceError where several kinds
    fit equally well.
    """
    told = said or Said()
    if kind:
        layout = _lay_out(headers, roles, kind, told)
        if _fit(layout, told) <= 0:
            return None
        _refuse_two_meanings(headers)
        return layout
    named = {kind_of_name(told.sheet), kind_of_name(told.file)}
    possible = [each for each in KINDS if each in named or each not in _BY_NAME_ONLY]
    if any(column.field == _MEMBER for column in _lay_out(headers, roles, _JOINED, told).columns):
        possible = [each for each in KINDS if each in named or each == _JOINED]
    found = sorted(
        (_lay_out(headers, roles, each, told) for each in possible),
        key=lambda layout: _fit(layout, told),
    )
    fitting = _without_guesses([each for each in found if not missing(each)], named)
    if not fitting:
        return found[-1] if _fit(found[-1], Said()) > 1 else None
    _refuse_two_meanings(headers)
    best = _fit(fitting[-1], told)
    several = [each.kind for each in fitting if _fit(each, told) == best]
    chosen = next((each for each in fitting if each.kind in named and each.kind in several), None)
    if len(several) > 1 and chosen is None:
        which = " as well as ".join(several)
        raise SourceError(f"the columns fit {which}. Say which with --kind.")
    return chosen or fitting[-1]


def _without_guesses(fitting: list[Layout], named: set[str | None]) -> list[Layout]:
    """Return layouts without that of cooperations where the columns are those of agreements too."""
    kinds = {layout.kind for layout in fitting}
    if "agreements" in kinds and "cooperations" not in named:
        return [layout for layout in fitting if layout.kind != "cooperations"]
    return fitting


def _refuse_two_meanings(headers: Sequence[str]) -> None:
    """Raise SourceError for a header *host* among Czech ones: there it means the guest."""
    if "host" in map(bare_header, headers) and language_of(headers) in ("cs", "sk"):
        raise SourceError(read_columns()["two-meanings"])


def missing(layout: Layout) -> list[str]:
    """Return the headers that a table of this kind needs and does not have."""
    have = {column.field for column in layout.columns}
    have |= {"name" for field in have if field.startswith("name_")}
    if layout.kind == "projects":
        have |= {"name" for column in layout.columns if _tells_project(column)}
    needs = read_columns()["kinds"][layout.kind]["needs"]
    return [header(each[0], "en") for each in needs if not have & set(each)]


def _tells_project(column: Column) -> bool:
    """Tell whether a column tells projects apart without their names: a number, or an acronym."""
    if column.field == "code":
        return register_of(column.header) in _PROJECTS
    return column.field == "aliases" and register_of(column.header) == "pc:ProjectCode"


def require_fields(said: Said, roles: Roles) -> None:
    """Raise UsageError for a meaning of --map or --set that no kind of table has."""
    for option, pairs in (("--map", said.given.items()), ("--set", said.for_all.items())):
        for column, value in pairs:
            field = value if option == "--map" else column
            known = any(meaning_of(field, kind, roles) for kind in KINDS)
            if not known and not (option == "--map" and field == LEFT_OUT):
                names = ", ".join(read_columns()["fields"])
                raise UsageError(f"{option} {column}: no field {field!r}. Choose one of {names}.")


def meaning_of(said: str, kind: str, roles: Roles) -> str | None:
    """Return the field of a kind of table, or the role, that a person names by any of its names."""
    bare = said.strip()
    if bare.startswith("role:") or bare in read_columns()["kinds"][kind]["fields"]:
        return bare
    if re.fullmatch("name_[a-z]{2}", bare) and "name" in read_columns()["kinds"][kind]["fields"]:
        return bare
    return _field(bare, kind, roles, "en")


def header(field: str, lang: str, roles: Mapping[str, str] | None = None) -> str:
    """Return how a field or role is headed in a language; *roles* are the names of roles."""
    if field.startswith("role:"):
        return (roles or {}).get(field, field.removeprefix("role:").replace("-", " "))
    return str(read_columns()["fields"][field][lang])


def may_repeat(field: str) -> bool:
    """Tell whether a table may have several columns of a field."""
    return field.startswith("role:") or field in _SEVERAL


def _fit(layout: Layout, said: Said) -> int:
    """Return how well a kind fits: columns of its template count double, roles double again."""
    shown = set(read_columns()["kinds"][layout.kind]["template"])
    if layout.kind not in ("organisations", "cooperations"):
        shown.discard("country")  # of who takes part; it tells nothing of what the table is about
    columns = [column for column in layout.columns if column.header != SAID]
    fit = sum(
        (2 if column.field in shown or column.field.startswith("name_") else 1)
        * (2 if column.field.startswith("role:") else 1)
        for column in columns
    )
    if columns:
        fit += _SHEET * (kind_of_name(said.sheet) == layout.kind)
        fit += _FILE * (kind_of_name(said.file) == layout.kind)
    return fit


def _lay_out(headers: Sequence[str], roles: Roles, kind: str, said: Said) -> Layout:
    lang = language_of(headers)
    chosen = {
        bare_header(key): value if value == LEFT_OUT else meaning_of(value, kind, roles)
        for key, value in said.given.items()
    }
    columns: list[Column] = []
    unread = []
    for at, text in enumerate(headers):
        given = chosen.get(bare_header(text)) or chosen.get(bare_header(column_letter(at)))
        field = given or _field(text, kind, roles, lang)
        if field == "code" and not given and register_of(text) in _PROJECTS and kind in _AGREED:
            field = None  # a number of a project: nobody signs it
        if field and field != LEFT_OUT:
            columns.append(Column(at, text, field))
        elif text and field != LEFT_OUT:
            unread.append((at, text))
    if kind == _JOINED:
        columns = _with_joined(columns)
    values = []
    for name, value in said.for_all.items():
        if field := meaning_of(name, kind, roles):
            values.append(value)
            columns.append(Column(-len(values), SAID, field))
    return Layout(
        kind, tuple(columns), tuple(unread), lang, values=tuple(values), width=len(headers)
    )


def _with_joined(columns: list[Column]) -> list[Column]:
    """Return columns in which the organisation beside a member is the one that it has joined."""
    fields = [column.field for column in columns]
    if _MEMBER not in fields or "context" in fields or fields.count("body") != 1:
        return columns
    return [
        column._replace(field="context") if column.field == "body" else column for column in columns
    ]


def _field(text: str, kind: str, roles: Roles, lang: str) -> str | None:
    """Return the field or role of a header in a kind of table, None where it is none."""
    found = {_meaning(bare_header(text), kind, roles, lang)}
    if found == {None} and (tagged := _TAGGED.fullmatch(text.strip().casefold())):
        base = _meaning(bare_header(tagged[1]), kind, roles, lang) or ""
        found = {f"name_{tagged[2]}".removesuffix("_en") if base.startswith("name") else None}
    if found == {None}:
        found = {_meaning(half, kind, roles, lang) for half in halves(text)}
    return found.pop() if len(found) == 1 else None


def _meaning(bare: str, kind: str, roles: Roles, lang: str) -> str | None:
    word = _words(kind).get(bare)
    if word is None:
        return _role(bare, kind, roles)
    if word.field != "name" or not word.langs:
        return word.field
    spoken = lang if lang in word.langs else "en" if "en" in word.langs else min(word.langs)
    return "name" if spoken == "en" else f"name_{spoken}"


def _role(bare: str, kind: str, roles: Roles) -> str | None:
    """Return the role of that name, where a table of this kind has roles."""
    said = read_columns()["kinds"][kind]
    if not ("role" in said["fields"] or said["roles"]):
        return None
    # In Czech a *host* is a guest; the English word is the commoner header.
    return roles.en.get(bare) or (roles.cs.get(bare) if bare != "host" else None)


@cache
def _words(kind: str) -> Mapping[str, _Word]:
    """Return the field of each header that a table of this kind may have."""
    said, heads = read_columns()["kinds"][kind], read_headings()
    words: dict[str, _Word] = {}

    for field in reversed(said["fields"]):
        texts = read_columns()["fields"][field]
        _learn(words, field, heads["fields"].get(field, {}))
        _learn(words, field, {"": [*texts["also"], field], "en": [texts["en"]]})
        _learn(words, field, {"" if field == "name" else "cs": [texts["cs"]]})
    for field, names in (said["roles"] | said.get("words", {})).items():
        _learn(words, field, {"": [*names, field]})
    for field, by_lang in heads["kinds"].get(kind, {}).items():
        _learn(words, field, by_lang)
    return words


def _learn(words: dict[str, _Word], field: str, names: Mapping[str, Sequence[str]]) -> None:
    """Let words in some languages, "" for any, mean a field, and nothing else any more."""
    for lang, listed in names.items():
        for name in listed:
            bare = bare_header(name)
            known = words.get(bare)
            langs = known.langs if known and known.field == field else frozenset()
            words[bare] = _Word(field, langs | ({lang} if lang else frozenset()))
