"""How a sheet is said: a line's main words, its dates, how sure it is, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kg.claims import Claim
from kg.factsheets.model import Field, Line, Section, Sheet, Source
from kg.factsheets.placing import first_day
from kg.labels import fold
from kg.wording import LANGUAGES, Vocabulary, fill, in_language, read_words, say_amount, say_when

_LONG: Final = 12  # lines; a longer list is divided into groups
# Sections that say "relation: text"; the others say "text — relation".
_RELATION_FIRST: Final = ("about", "parents", "references", "influence", "money")
_COUNTRY_FIRST: Final = ("members", "participants", "parties", "agreements", "cooperations")


class Said(NamedTuple):
    """A line in words.

    *when* are the dates, or that there are none; *provenance* says how sure it is and where it
    stands. A name has both in its main words.
    """

    when: str
    main: str
    details: tuple[str, ...]
    note: str | None
    provenance: str
    passages: tuple[str, ...]


class Wording:
    """The words of one sheet: its language, the numbers of its sources, passages of them."""

    def __init__(self, sheet: Sheet, excerpts: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.excerpts = excerpts
        self.vocabulary: Vocabulary = read_words() | read_words("sheet")
        self.numbers: Mapping[str, int] = {each.id: each.number for each in sheet.sources}

    def say(self, key: str, **values: str) -> str:
        """Return words of the sheet, filled with *values*."""
        return fill(self.vocabulary[key][LANGUAGES.index(self.sheet.lang)], values)

    def head(self) -> Iterator[str]:
        """Yield what stands below the title: names in other languages, kind, identifier, date."""
        sheet = self.sheet
        if sheet.subtitle:
            yield sheet.subtitle
        as_of = self.say("as-of", date=sheet.as_of) if sheet.as_of else ""
        yield " · ".join(part for part in (sheet.kind, as_of) if part)

    def foot(self) -> Iterator[str]:
        """Yield how the sheet is to be read, and which data it shows."""
        sheet = self.sheet
        if sheet.sources:
            yield self.say("legend")
        if any(not line.claim for section in sheet.sections for line in section.lines):
            yield self.say("registry")
        if sheet.left_out:
            yield self.say("left-out", n=str(sheet.left_out), date=sheet.as_of or "")
        yield self.say("data", version=sheet.version, date=sheet.date)

    def field(self, field: Field) -> str:
        """Return the values of a field in a line: sentences follow each other, words are listed."""
        values = field.values
        return (" " if all(value.endswith(".") for value in values) else "; ").join(values)

    def source(self, source: Source) -> str:
        """Return a source document in a line."""
        held = self.say(f"held-{source.held}")
        parts = (source.title, source.publisher, source.date, source.url, held)
        return ", ".join(part for part in parts if part)

    def line(self, line: Line, section: str) -> Said:
        """Return a line in words."""
        claim = line.claim
        note = claim.note if claim and claim.status != "stated" else None
        passages = tuple(self._passages(claim)) if claim else ()
        if section == "names":
            return Said("", self._name(line), (), note, "", passages)
        when, attested = self._dates(claim)
        status = self.say(f"status-{claim.status}") if claim else ""
        held = (
            self.say("held", state=self.say(line.state), date=self.sheet.as_of or "")
            if line.state
            else ""
        )
        parts = [status, attested if attested != when else "", held]
        provenance = ", ".join(part for part in parts if part) + self._cited(claim)
        return Said(when, self._main(line, section), line.details, note, provenance, passages)

    def _main(self, line: Line, section: str) -> str:
        amount = say_amount(line.amount, self.vocabulary, self.sheet.lang) if line.amount else ""
        body = in_language(line.body.label, self.sheet.lang) if line.body else ""
        if section == "counts":
            ends = (line.text, line.relation, body or self.sheet.title)
            there = (body, line.relation, line.text)
            said = ", ".join(part for part in (ends if line.inverse else there) if part)
            return f"{said}: {amount}"
        if line.inverse:
            said = self.say("says-structure", a=line.text, label=line.relation, b=self.sheet.title)
        elif section in _RELATION_FIRST:
            said = ": ".join(part for part in (line.relation, line.text) if part)
        else:
            said = " — ".join(part for part in (line.text, line.relation) if part)
        return ": ".join(part for part in (said, body, amount) if part)

    def _name(self, line: Line) -> str:
        """Return a name with its sort, language, status where it is not stated, and places."""
        claim = line.claim
        status = self.say(f"status-{claim.status}") if claim and claim.status != "stated" else ""
        parts = ", ".join(part for part in (line.relation, *line.details, status) if part)
        places = self._cited(claim)
        return f"{line.text}{f' ({parts})' if parts else ''}{places}"

    def _cited(self, claim: Claim | None) -> str:
        places = "; ".join(self._places(claim)) if claim else ""
        return f" [{places}]" if places else ""

    def _dates(self, claim: Claim | None) -> tuple[str, str]:
        """Return when it held, or else when it is attested; and when it is attested."""
        if claim is None:
            return "", ""
        lang, attested = self.sheet.lang, ""
        if claim.attested:
            attested = say_when(claim._replace(when=None), self.vocabulary, lang)
        if claim.when:
            return say_when(claim._replace(attested=None), self.vocabulary, lang), attested
        return attested or say_when(claim, self.vocabulary, lang), attested

    def _places(self, claim: Claim) -> Iterator[str]:
        """Yield the places of a claim: the number of the source, and the characters if held."""
        for place in claim.evidence:
            at = f": {place.start}–{place.end}" if place.start is not None else ""
            yield f"{self.numbers[place.source]}{at}"

    def _passages(self, claim: Claim) -> Iterator[str]:
        for place in claim.evidence:
            if place.id in self.excerpts:
                yield f"“{' '.join(self.excerpts[place.id].split())}”"


def groups(section: Section, lang: str, others: str) -> list[tuple[str, list[Line]]]:
    """Return the lines of a section in groups with a heading; a short one is a single group."""
    if len(section.lines) <= _LONG or section.key == "names":
        return [("", list(section.lines))]
    found: dict[str, list[Line]] = {}
    for line in section.lines:
        found.setdefault(_heading(line, section.key, lang), []).append(line)
    last = found.pop("", None)
    if not found or 2 * len(found) > len(section.lines):
        return [("", list(section.lines))]
    several = list(found.items())
    if section.key != "events":
        several.sort(key=lambda item: fold(item[0]))
    return several + ([(others, last)] if last else [])


def _heading(line: Line, section: str, lang: str) -> str:
    if section == "events":
        day = first_day(line.claim)
        return day[:4] if day < "9999" else ""
    if section in _COUNTRY_FIRST or section == "bodies":
        return line.group
    return in_language(line.body.label, lang) if line.body else line.relation


def glance(sheet: Sheet) -> Iterator[tuple[str, int]]:
    """Yield how many facts of each sort there are, for a first look."""
    for section in sheet.sections:
        if section.key not in ("names", "about", "references"):
            yield section.title, len(section.lines)
