"""How a sheet is said: a line's main words, its dates, how sure it is, where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, takewhile
from typing import Final, NamedTuple

from kg.claims.claims import Claim, Evidence
from kg.claims.provenance import say_position
from kg.claims.wording import say_amount, say_when
from kg.factsheets.model import Field, Line, Section, Sheet, Source
from kg.factsheets.placing import NO_DAY, first_day
from kg.text.folding import fold
from kg.text.words import LANGUAGES, Vocabulary, fill, in_language, read_words

_DITTO: Final = 5  # words; as many at the beginning of several texts are not repeated
_SEVERAL: Final = 3  # lines; a body with as many has a heading of its own
_LONG: Final = 8  # lines; a longer list is divided into groups
# Sections that say "relation: text"; the others say "text — relation".
_RELATION_FIRST: Final = ("about", "parents", "references", "influence", "money")
_GLANCE: Final = (
    *("bodies", "parties", "agreements", "cooperations", "memberships", "members", "participants"),
    *("programmes", "projects", "events"),
)
_ALONE: Final = ("names", "about", "agreements", "cooperations", "claim")


class Said(NamedTuple):
    """A line in words.

    *when* are the dates, or that there are none, *more* what else is known of them; *status* is its
    key, *sure* the word for it; *cited* are the places where it stands. A name has all this in its
    main words.
    """

    when: str
    main: str
    details: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    status: str = ""
    sure: str = ""
    more: tuple[str, ...] = ()
    cited: str = ""
    passages: tuple[str, ...] = ()

    @property
    def provenance(self) -> str:
        """How sure it is and where it stands, in one line."""
        said = ", ".join(part for part in (self.sure, *self.more) if part)
        return " ".join(part for part in (said, self.cited) if part)


class Wording:
    """The words of one sheet: its language, the numbers of its sources, passages of them."""

    def __init__(self, sheet: Sheet, excerpts: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.excerpts = excerpts
        self.vocabulary: Vocabulary = read_words() | read_words("factsheets/sheet")
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

    def lines(self, lines: Iterable[Line], section: str) -> Iterator[Said]:
        """Yield lines in words; those that differ only in what they lead to are one."""
        for several in alike(lines, section):
            text = _listed([line.text for line in several])
            yield self.line(several[0]._replace(text=text), section)

    def line(self, line: Line, section: str) -> Said:
        """Return a line in words."""
        claim = line.claim
        passages = tuple(self._passages(claim)) if claim else ()
        if section == "names":
            return Said("", self._name(line), remarks=line.remarks, passages=passages)
        if claim is None:
            return Said("", self._main(line, section), line.details)
        when, attested = self._dates(claim)
        more = [attested] if attested != when else []
        if line.state:
            date = self.sheet.as_of or ""
            more.append(self.say("held", state=self.say(line.state), date=date))
        return Said(
            when,
            self._main(line, section),
            line.details,
            line.remarks,
            claim.status,
            self.say(f"status-{claim.status}"),
            tuple(filter(None, more)),
            self._cited(claim),
            passages,
        )

    def _main(self, line: Line, section: str) -> str:
        amount = say_amount(line.amount, self.vocabulary, self.sheet.lang) if line.amount else ""
        body = in_language(line.body.label, self.sheet.lang) if line.body else ""
        if section == "counts":
            there = filter(None, (body, line.relation, line.text))
            back = (line.text, line.relation, self.sheet.title)
            return f"{', '.join(back if line.inverse else there)}: {amount}"
        if line.inverse and line.relation:
            said = self.say("says-structure", a=line.text, label=line.relation, b=self.sheet.title)
        elif section in _RELATION_FIRST:
            said = ": ".join(part for part in (line.relation, line.text) if part)
        else:
            said = " — ".join(part for part in (line.text, line.relation) if part)
        said = f"{said} ({line.modality})" if line.modality else said
        return ": ".join(part for part in (said, body, amount) if part)

    def _name(self, line: Line) -> str:
        """Return a name with its sort, language, status where it is not stated, and places."""
        claim = line.claim
        status = self.say(f"status-{claim.status}") if claim and claim.status != "stated" else ""
        sort = line.relation if line.relation != self.say("sort-alias") else ""
        parts = ", ".join(part for part in (sort, *line.details, status) if part)
        cited = self._cited(claim) if claim else ""
        return " ".join(part for part in (line.text, f"({parts})" if parts else "", cited) if part)

    def _cited(self, claim: Claim) -> str:
        """Return the places of a claim: numbers of sources, and where in them it stands."""
        places = [
            ": ".join(filter(None, (f"{self.numbers[place.source]}", self._position(place))))
            for place in claim.evidence
        ]
        return f"[{'; '.join(places)}]" if places else ""

    def _position(self, place: Evidence) -> str | None:
        if place.start is not None:
            return f"{place.start}–{place.end}"
        return say_position(place, self.vocabulary, self.sheet.lang)

    def _dates(self, claim: Claim) -> tuple[str, str]:
        """Return when it held, or else when it is attested; and when it is attested."""
        lang, attested = self.sheet.lang, ""
        if claim.attested:
            attested = say_when(claim._replace(when=None), self.vocabulary, lang)
        if claim.when:
            return say_when(claim._replace(attested=None), self.vocabulary, lang), attested
        return attested or say_when(claim, self.vocabulary, lang), attested

    def _passages(self, claim: Claim) -> Iterator[str]:
        for place in claim.evidence:
            if place.id in self.excerpts:
                yield f"“{' '.join(self.excerpts[place.id].split())}”"


def alike(lines: Iterable[Line], section: str) -> list[list[Line]]:
    """Return lines with those together that differ only in what they lead to."""
    return [list(some) for _, some in groupby(lines, key=lambda line: _likeness(line, section))]


def _likeness(line: Line, section: str) -> tuple[object, ...]:
    """Return all that a reader sees of a line but what it leads to.

    Two agreements are never one line, or they would look like one with more parties.
    """
    claim = line.claim
    if line.amount or line.inverse or section in _ALONE:
        return (line.text, line.details, line.claims)
    if claim is None:
        return (line.relation,)
    seen = (claim.modality, claim.status, claim.when, claim.attested, claim.evidence)
    return (line.relation, line.details, line.remarks, line.body, line.state, *seen)


def _listed(texts: list[str]) -> str:
    """Return texts as a list; the words that all begin with stand in the first only."""
    words = [text.split(" ") for text in texts]
    columns = zip(*words, strict=False)
    shared = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))
    if len(texts) < 2 or shared < _DITTO:
        return "; ".join(texts)
    rest = [" ".join(each[shared:]) for each in words[1:]]
    return "; … ".join([texts[0], *rest])


def groups(section: Section, lang: str, others: str) -> list[tuple[str, list[Line]]]:
    """Return the lines of a section in groups with a heading.

    Only a long list is divided, and only where the groups are few: what the bodies of a country do
    by these, events by years, the rest by relations. A line need not repeat its heading.
    """
    lines = list(section.lines)
    if len(lines) <= _LONG or section.key in _ALONE[:2]:
        return [("", lines)]
    if any(line.body for line in lines):
        return _by_body(lines, lang, others)
    if section.key == "events":
        divided = _divided(lines, _year, key=str)
    else:
        divided = [
            (heading, [line._replace(relation="") for line in some])
            for heading, some in _divided(lines, lambda line: line.relation)
        ]
    if 3 * len(divided) > len(lines):
        return [("", lines)]
    if not divided[0][0]:  # those without a heading come last here
        divided = [*divided[1:], (others, divided[0][1])]
    return divided


def _by_body(lines: list[Line], lang: str, others: str) -> list[tuple[str, list[Line]]]:
    """Return the lines of the country itself, of each body with several, and of the others."""
    several = Counter(line.body for line in lines)

    def heading(line: Line) -> str:
        if line.body is None:
            return ""
        return in_language(line.body.label, lang) if several[line.body] >= _SEVERAL else others

    divided = [
        (name, [line._replace(body=None) if name != others else line for line in some])
        for name, some in _divided(lines, heading)
    ]
    return sorted(divided, key=lambda item: item[0] == others)


def _divided(
    lines: Iterable[Line], heading: Callable[[Line], str], key: Callable[[str], str] = fold
) -> list[tuple[str, list[Line]]]:
    """Return lines by their headings, in the order of these; those without one come first."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(heading(line), []).append(line)
    return sorted(found.items(), key=lambda item: key(item[0]))


def _year(line: Line) -> str:
    day = first_day(line.claim)
    return day[:4] if day < NO_DAY else ""


def glance(sheet: Sheet) -> Iterator[tuple[str, int]]:
    """Yield how many facts of each sort there are, for a first look."""
    for section in sheet.sections:
        if section.key in _GLANCE and section.lines:
            yield section.title, len(section.lines)
