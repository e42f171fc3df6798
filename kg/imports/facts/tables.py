"""The two tables beside a facts file: the things that its facts name, and their sources."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kg.additions.records import NewClaim, Origin, Source, Text, Thing
from kg.errors import SourceError
from kg.files import read_text
from kg.graph.registry import Registry
from kg.imports.facts import terms

THINGS: Final = frozenset({"key", "name", "kind"})  # the columns by which a table is known
SOURCES: Final = frozenset({"source_id", "url"})

_MINTED: Final = "Descriptive label: the sources give no name."
_UNDETERMINED: Final = "und"  # of a source that does not say its language (ISO 639-2)
_NAME_IN: Final = re.compile(r"(\S|\S.*\S)\s*<([^<>]+)>")


class Row(NamedTuple):
    """A row of a table, and where it stands."""

    cells: Mapping[str, str]
    origin: Origin


def header(path: Path) -> frozenset[str]:
    """Return the column names of a CSV file, none where its first line has none."""
    first = re.split(r"[\r\n]", read_text(path), maxsplit=1)[0]
    try:
        return frozenset(next(csv.reader([first]), ()))
    except csv.Error:  # longer than any header
        return frozenset()


def rows(path: Path, *, name: str) -> list[Row]:
    """Return the rows of a CSV file. Raises SourceError where one has too many or too few cells."""
    reader = csv.DictReader(io.StringIO(read_text(path, name=name), newline=""), strict=True)
    found = []
    try:
        for cells in reader:
            if None in cells or None in cells.values():
                message = f"{len(reader.fieldnames or ())} columns, but not as many cells here."
                raise SourceError(f"{message} Correct the row.", file=name, line=reader.line_num)
            plain = {key: value.strip() for key, value in cells.items()}
            found.append(Row(plain, Origin(name, reader.line_num)))
    except csv.Error as error:
        message = f"not CSV: {error}. Correct the row."
        raise SourceError(message, file=name, line=reader.line_num) from error
    return found


# ---- Things --------------------------------------------------------------------------------------


def things(table: Iterable[Row]) -> list[Thing]:
    """Return the things of a table; a hint at a superior is no claim and is left out."""
    return [_thing(row) for row in table]


def _thing(row: Row) -> Thing:
    cells = row.cells
    kind = cells["kind"].replace("_", "-")
    remark = cells.get("remark", "")
    notes = [_MINTED if cells.get("minted") == "yes" else "", _as_note(remark)]
    area = kind in terms.AREAS
    finer = remark.removeprefix("kind=") if remark.startswith("kind=") else kind
    return Thing(
        cells["key"],
        terms.CLASSES.get(kind, terms.ORGANISATION),
        tuple(_labels(cells)),
        kind=None if area else f"kind:{finer}",
        aliases=tuple(_aliases(cells)),
        country=cells.get("country") or None,
        notation=cells["key"].upper() if area else None,
        homepage=cells.get("homepage") or None,
        possible_same_as=tuple(cells.get("possible_same_as", "").split()),
        unresolved=kind in terms.UNRESOLVED,
        note=" ".join(filter(None, notes)) or None,
        origin=row.origin,
    )


def _as_note(remark: str) -> str:
    """Return a remark as a sentence, unless it only gives the kind."""
    if not remark or remark.startswith("kind="):
        return ""
    return remark[0].upper() + remark[1:] + ("" if remark.endswith(".") else ".")


def _labels(cells: Mapping[str, str]) -> Iterator[Text]:
    """Yield one preferred name in each language: English, the body's own, and ``name_xx``."""
    found = {"en": cells["name"]}
    if cells.get("native_name") and cells.get("native_lang"):
        found.setdefault(cells["native_lang"], cells["native_name"])
    for column, name in cells.items():
        if name and (language := re.fullmatch("name_([a-z]{2,3})", column)):
            found.setdefault(language[1], name)
    yield from (Text(name, language) for language, name in found.items())


def _aliases(cells: Mapping[str, str]) -> Iterator[Text]:
    preferred = {label.text for label in _labels(cells)}
    own = cells.get("native_lang") or "en"
    others = [(cells.get("acronym", ""), own)]
    others += [(name, "en") for name in cells.get("aliases", "").split(" | ")]
    for name, language in dict.fromkeys(others):
        if name and name not in preferred and not _NAME_IN.fullmatch(name):
            yield Text(name, language)


def names_in_sources(row: Row) -> Iterator[NewClaim]:
    """Yield the names that hold only inside the sources named with them: ``name <source …>``."""
    for name in row.cells.get("aliases", "").split(" | "):
        if match := _NAME_IN.fullmatch(name):
            for source in match[2].split():
                yield NewClaim(
                    "pc:AttributeClaim",
                    (source,),
                    about=row.cells["key"],
                    attribute="skos:altLabel",
                    value=Text(match[1], "en"),
                    name_in=source,
                    origin=row.origin,
                )


# ---- Sources -------------------------------------------------------------------------------------


def sources(table: Iterable[Row], registry: Registry, quality: Mapping[str, str]) -> list[Source]:
    """Return the sources of a table; *quality* says by key why one weighs less than others.

    A publisher becomes a thing where its name or acronym is that of exactly one body of *registry*.
    """
    called: dict[str, set[str]] = defaultdict(set)
    for key, entry in registry.items():
        for name in entry.names if entry.type.startswith("org:") else ():
            called[name].add(key)
    return [_source(row, called, quality) for row in table]


def _source(row: Row, called: Mapping[str, set[str]], quality: Mapping[str, str]) -> Source:
    cells = row.cells
    publisher = cells.get("publisher", "")
    key = next(iter(called[publisher])) if len(called.get(publisher, ())) == 1 else None
    return Source(
        cells["source_id"],
        Text(cells.get("title") or cells["url"], cells.get("language") or "en"),
        cells.get("language") or _UNDETERMINED,
        url=cells["url"],
        publisher=key,
        publisher_name=None if key else publisher or None,
        date=cells.get("date_published") or None,
        quality=quality.get(cells["source_id"]),
        origin=row.origin,
    )
