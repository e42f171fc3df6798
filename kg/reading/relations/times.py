"""Times: which date a relation has, by the sentence, the heading, the date line, the year above."""

from __future__ import annotations

from typing import Final

from kg.reading.cues import Found
from kg.reading.dates import Date, with_year, years_of
from kg.reading.mentions.cast import Mention
from kg.reading.relations.relation import Range
from kg.reading.relations.scene import Document, Index, Scene

_TOLD: Final = ("founded", "deadline")  # roles of which a date behind the cue is the value
_ALONE: Final = ("date", "former", "amount")  # orders of cues that say something of one thing
_BESIDE: Final = 3
_OWN: Final = 24  # code points between a cue and the date that is its own
_LINE: Final = 6  # words of a line that says when, at most
_HEAD: Final = 30  # a date at the beginning of a sentence holds for all of it
_NEAR: Final = 70  # code points between a relation and its date


class Times:
    """The dates and years of a document, and for which relation each of them holds."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._years: dict[int, tuple[str, Range]] = {}  # by start of block
        self._year: tuple[str, Range] | None = None  # the last one that was read
        self._sentences = Index((each.start, each.end) for each in document.outline.sentences)
        self._dates = Index((each.start, each.end) for each in document.dates)
        self._first = {each.figure: each for each in reversed(document.cast.mentions)}
        self._title_year = self._find_title_year()

    def _find_title_year(self) -> tuple[str, Range] | None:
        issued = self._document.issued
        for date in self._document.dates:
            if date.start < 400 and not date.yearless and len(date.edtf) == 10:
                return date.edtf[:4], (date.start, date.end)
        return (issued[:4], (0, 0)) if issued else None

    def date_for(
        self, scene: Scene, start: int, end: int, found: Found | None = None
    ) -> Date | None:
        """Return the date of a relation: the nearest of its sentence that is of nothing else."""
        low = scene.sentence.start
        here = [
            each
            for each in scene.dates
            if (_distance(each, start, end) <= _NEAR or each.start - low < _HEAD)
            and not _is_of_another(each, scene, found)
        ]
        if here:
            date = min(here, key=lambda each: (_distance(each, start, end), each.start))
            return self.with_year(date, scene)
        return None

    def first_of(self, mention: Mention) -> Mention:
        """Return where the thing of a mention is spoken of first."""
        return self._first.get(mention.figure, mention)

    def date_of(self, mention: Mention, scene: Scene) -> Date | None:
        """Return the date of an event that was spoken of before: that of its own sentence."""
        before = self._sentences.within(0, mention.start + 1).stop
        if not before:
            return None
        start, end = self._sentences.all[before - 1]
        dates = self._document.dates[self._dates.within(start, end)]
        near = [each for each in dates if _distance(each, *mention[:2]) <= 2 * _NEAR]
        date = min(near, key=lambda each: _distance(each, *mention[:2]), default=None)
        date = date or self._date_line(before)
        return self.with_year(date, scene) if date else None

    def _date_line(self, number: int) -> Date | None:
        """Return the date on a line of its own soon below a heading: "Date: 10 June"."""
        blocks = self._document.outline.blocks
        sentences = self._document.outline.sentences
        if blocks[sentences[number - 1].block].sort != "heading":
            return None
        for each in sentences[number : number + 3]:
            words = self._document.text[each.start : each.end].split()
            dates = self._document.dates[self._dates.within(each.start, each.end)]
            if len(dates) == 1 and len(words) <= _LINE + len(dates[0].edtf.split("/")):
                return dates[0]
        return None

    def dates_within(self, start: int, end: int) -> list[Date]:
        """Return the dates that begin in a part of the text."""
        return self._document.dates[self._dates.within(start, end)]

    def with_year(self, date: Date, scene: Scene) -> Date:
        """Return a date with the year that the heading, the text before or the date line gives."""
        if not date.yearless:
            return date
        found = self.year(scene)
        return with_year(date, found[0] if found else None)

    def year(self, scene: Scene) -> tuple[str, Range] | None:
        """Return the year that holds where a sentence stands, and where it is written."""
        for block in reversed(scene.above):
            if block.start in self._years:
                return self._years[block.start]
        return self._title_year or self._year

    def year_above(self, scene: Scene) -> tuple[str, Range] | None:
        """Return the one year that a heading above a sentence names, and where it stands."""
        years = (self._years.get(block.start) for block in reversed(scene.above))
        return next((each for each in years if each), None)

    def year_place(self, date: Date) -> tuple[Range, ...]:
        """Return where the year of a date is written, if not beside it."""
        written = self._document.text[date.start : date.end]
        years = years_of(date.edtf)
        if not years or all(year in written for year in years):
            return ()
        places = [*self._years.values(), *([self._title_year] if self._title_year else [])]
        places += [self._year] if self._year else []
        return tuple(place for year, place in places if year == years[0] and place != (0, 0))[-1:]


def _is_of_another(date: Date, scene: Scene, found: Found | None) -> bool:
    """Tell whether a date belongs to another cue: "founded in 1991", "since 2004 it belongs to"."""
    others = [each for each in scene.cues if each != found]
    for each in others:
        beside = 0 <= date.start - each.end < _OWN or 0 <= each.start - date.end < _BESIDE
        founded = beside and any(cue.role in _TOLD for cue in each.cues)
        former = any(cue.order == "former" for cue in each.cues)
        if founded or (former and _distance(date, each.start, each.end) < _OWN):
            return True
    if not date.bound or found is None or not others:
        return False
    ties = [each for each in others if any(cue.order not in _ALONE for cue in each.cues)]
    near = min((_distance(date, each.start, each.end) for each in ties), default=_HEAD * _HEAD)
    return near < _distance(date, found.start, found.end)


def _distance(date: Date, start: int, end: int) -> int:
    if date.end <= start:
        return start - date.end
    return max(date.start - end, 0)
