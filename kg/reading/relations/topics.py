"""Topics: what the sentences before, the headings and the labels above carry into a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.reading.cues import Cue, Found
from kg.reading.dates import years_of
from kg.reading.languages.words import read_language
from kg.reading.mentions.cast import Figure, Mention
from kg.reading.mentions.persons import is_person
from kg.reading.relations.relation import Range, Relation
from kg.reading.relations.scene import BODIES, Document, Scene
from kg.reading.relations.times import Times

_OPEN: Final = 5  # words behind a cue that opens a list
_PATH: Final = re.compile(r"\s[/|>\u00bb\u203a\u00b7]\s")  # where a page stands on its site
_BRACKET: Final = re.compile(r"(?<!\s)\s*\(([^()\n]{2,90})\)\s*$")


# What bodies are members of.
_JOINED: Final = frozenset({"network", "international-organisation", "council", "federation"})


class Label(NamedTuple):
    """A heading or line with a colon that says what the lines below it are."""

    cue: Cue
    place: Range
    other: Mention | None
    carried: tuple[Range, ...]
    level: int


class Topics(Times):
    """The last thing of each sort that was spoken of, open labels, and the years above."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._last: dict[str, tuple[Mention, Range]] = {}
        self._bodies: list[tuple[Mention, Range]] = []
        self._counts: Counter[str] = Counter()
        self.parties: tuple[list[Mention], Range] | None = None  # of the last agreement
        self._subject: tuple[list[Mention], Range] | None = None
        self._label: Label | None = None
        self._speaker = self._find_speaker()
        self._items = 0

    # What a sentence brings

    def enter(self, scene: Scene) -> None:
        """Take note of where a sentence stands before it is read."""
        if scene.block.sort == "heading":
            we = self.we()
            if we and scene.block.level <= 7 and not scene.mentions:
                self._subject = ([we], (we.start, we.end))
            years = [year for date in scene.dates for year in years_of(date.edtf)]
            if len(set(years)) == 1:
                self._years[scene.block.start] = (years[0], scene.range)
            if self._label and not self._continues(scene):
                self._label = None
        elif scene.block.sort == "paragraph" and not self._is_list(scene) and self._is_done():
            self._label = None

    def _is_done(self) -> bool:
        """Tell whether a label has said all that it says when prose begins again."""
        return self._label is not None and (self._label.level > 7 or self._items > 0)

    def leave(self, scene: Scene) -> None:
        """Take note of what a sentence was about after it was read."""
        cast = self._document.cast
        for mention in scene.mentions:
            figure = cast.of(mention)
            self._last[figure.sort] = (mention, scene.range)
            if figure.sort == "organisation":
                self._counts[mention.figure] += 1
                known = [each for each in self._bodies if each[0].figure != mention.figure]
                self._bodies = [*known[-9:], (mention, scene.range)]
        bodies = [each for each in scene.mentions if cast.of(each).sort == "organisation"]
        if bodies:
            self._subject = ([bodies[0]], scene.range)
        for date in scene.dates:
            for year in years_of(date.edtf)[:1]:
                self._year = (year, (date.start, date.end))

    # What is carried into a sentence

    def subject(
        self, scene: Scene, at: int, sorts: tuple[str, ...]
    ) -> tuple[list[Mention], tuple[Range, ...]] | None:
        """Return who is meant where a sentence names nobody: the subject of the one before."""
        if self._subject and "organisation" in sorts:
            return self._subject[0], (self._subject[1],)
        return None

    def pronoun(
        self, scene: Scene, start: int, end: int
    ) -> tuple[list[Mention], tuple[Range, ...]] | None:
        """Return whom a pronoun between two places means: "it", "we", "both bodies"."""
        document = self._document
        between = document.text[start:end]
        words = read_language(document.language)
        if self._has(between, words["both"]) and len(self._bodies) > 1:
            often = [figure for figure, _ in self._counts.most_common(2)]
            two = [each for each in self._bodies if each[0].figure in often] or self._bodies[-2:]
            return [each[0] for each in two], tuple(each[1] for each in two)
        if self._has(between, words["we"]) and (we := self.we()):
            return [we], ((we.start, we.end),)
        if self._has(between[:60], words["it"]):
            inside = [
                each
                for each in scene.mentions
                if each.end <= start and document.cast.of(each).sort == "organisation"
            ]
            opening = document.text[scene.sentence.start : inside[0].start] if inside else ""
            # In "it belongs to the Ring, and it is …" both mean whom the sentence before was about.
            if inside and not self._has(opening, words["it"]):
                return inside[:1], ()
            if self._subject:
                return self._subject[0], (self._subject[1],)
        return None

    def joined(
        self, scene: Scene, start: int, end: int
    ) -> tuple[Mention, tuple[Range, ...]] | None:
        """Return the network that a pronoun beside a verb means: "the Ministry joined it"."""
        text = self._document.text
        words = read_language(self._document.language).get("it object", [])
        around = text[max(scene.sentence.start, start - 14) : end + 12]
        if not words or not self._has(around, words):
            return None
        of = self._document.cast.of
        known = [each for each in self._bodies if of(each[0]).kind in _JOINED]
        return (known[-1][0], (known[-1][1],)) if known else None

    def _has(self, text: str, words: list[str]) -> bool:
        pattern = "|".join(map(re.escape, words))
        return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE) is not None

    def carried(
        self, sorts: tuple[str, ...], scene: Scene, at: int
    ) -> tuple[Mention, tuple[Range, ...]] | None:
        """Return the project, event or agreement that a sentence speaks of without naming it."""
        cast = self._document.cast
        for mention in reversed(scene.mentions):
            if mention.end <= at and cast.of(mention).sort in sorts:
                return mention, ()
        found = [self._last[sort] for sort in sorts if sort in self._last]
        heading = self._from_heading(sorts, scene)
        if heading:
            found.append(heading)
        if not found:
            return None
        mention, place = max(found, key=lambda each: each[0].start)
        return mention, (place,)

    def _from_heading(self, sorts: tuple[str, ...], scene: Scene) -> tuple[Mention, Range] | None:
        """Return the project that a heading names in ordinary words, made a thing if it is new."""
        if "project" not in sorts or not scene.above:
            return None
        block = scene.above[-1]
        text = self._document.text[block.start : block.end]
        inside = self._document.cast.within(block.start, block.end)
        if (
            ":" in text
            or _PATH.search(text)
            or inside
            or len(text.split()) < 2
            or self.dates_within(block.start, block.end)
        ):
            return None
        if is_person(text, frozenset()):
            return None
        figure = self._document.cast.add(
            Figure(
                f"x:h{block.start}", None, "project", "project", text, None, self._document.language
            )
        )
        mention = Mention(block.start, block.end, figure.id)
        return mention, (block.start, block.end)

    def at_home(self, mentions: list[Mention]) -> list[Mention]:
        """Return mentions; "the Czech delegation" on the page of a Czech body is of that body."""
        cast = self._document.cast
        we = cast.figures.get(self._document.we or "")
        return [
            each._replace(figure=we.id)
            if we and we.country and each.figure == we.country and each.adjective
            else each
            for each in mentions
        ]

    def of_programme(self, scene: Scene, relation: Relation) -> Iterator[Relation]:
        """Yield that a project which has a heading of its own belongs to the programme above."""
        new = relation.context and relation.context.startswith("x:h")
        programme = self.carried(("programme",), scene, scene.sentence.start) if new else None
        if programme and relation.context_at and relation.role == "promoter":
            yield Relation(
                "attribute",
                "part-of-programme",
                relation.context or "",
                programme[0].figure,
                status="implied",
                start=relation.context_at[0],
                end=relation.context_at[1],
                read_with=programme[1],
                agent_at=relation.context_at,
                context_at=(programme[0].start, programme[0].end),
                cue=relation.cue,
                reason="The project is described among those of the programme.",
            )

    def main_programme(self, scene: Scene) -> Mention | None:
        """Return where the known programme is named first that a page speaks of most, or None."""
        cast = self._document.cast
        named = [
            each
            for each in cast.mentions
            if each.start < scene.sentence.start
            and cast.of(each).sort == "programme"
            and cast.of(each).key
        ]
        counted = Counter(each.figure for each in named)
        most = max(named, key=lambda each: (counted[each.figure], -each.start), default=None)
        return self.first_of(most) if most else None

    # Labels

    def opens_label(self, scene: Scene, found: Found, cue: Cue) -> bool:
        """Tell whether a cue in a heading or before a colon speaks for the lines that follow."""
        if not cue.label:
            return False
        cast = self._document.cast
        behind = [each for each in scene.mentions if each.start >= found.end]
        own = [each for each in behind if cast.of(each).sort in cue.context]
        if len(own) < len(behind) or not self._ends_open(scene, found):
            return False
        if cue.order == "mutual":
            other = self.we()
        elif own:
            other = own[0]
        else:
            carried = self.carried(cue.context, scene, found.start)
            other = carried[0] if carried else None
        places: tuple[Range, ...] = (scene.range,)
        if other and not scene.sentence.start <= other.start < scene.sentence.end:
            places = (*places, (other.start, other.end))
        self._label = Label(cue, scene.range, other, places, scene.block.level)
        self._items = 0
        return True

    def _ends_open(self, scene: Scene, found: Found) -> bool:
        """Tell whether a line ends with a cue, and what it says of whom stands below."""
        rest = self._document.text[found.end : scene.sentence.end].strip()
        if _opens_list(self._document, scene):
            return len(rest.split()) <= _OPEN
        return rest == ":" or (scene.block.sort != "paragraph" and not rest.strip(":"))

    def we(self) -> Mention | None:
        """Return where whom the text means by "we" is named first."""
        return self._speaker

    def _find_speaker(self) -> Mention | None:
        we = self._document.we
        named = (each for each in self._document.cast.mentions if each.figure == we)
        # A page speaks for its publisher also where it never names it.
        return next(named, Mention(0, 0, we) if we else None)

    def from_label(self, scene: Scene) -> Iterator[Relation]:
        """Yield what an open label says of the bodies in a line below it."""
        label = self._label
        if label is None or label.other is None or scene.range == label.place:
            return
        cast = self._document.cast
        if not self._is_list(scene):
            return
        for mention in scene.mentions:
            figure = cast.of(mention)
            if figure.sort != "organisation" or mention.figure == label.other.figure:
                continue
            self._items += 1
            ambiguous = bool(figure.candidates)
            yield Relation(
                label.cue.kind,
                label.cue.role,
                *(
                    (label.other.figure, mention.figure)
                    if label.cue.order == "mutual"
                    else (mention.figure, label.other.figure)
                ),
                status="ambiguous" if ambiguous else "stated",
                start=mention.start,
                end=mention.end,
                read_with=label.carried,
                agent_at=(mention.start, mention.end),
                context_at=(label.other.start, label.other.end),
                cue=self._document.text[slice(*label.place)],
                reason="The document does not say which body of this name is meant."
                if ambiguous
                else None,
            )

    def _is_list(self, scene: Scene) -> bool:
        """Tell whether a line holds names and hardly anything else."""
        cast = self._document.cast
        named = [each for each in scene.mentions if cast.of(each).sort in BODIES]
        if not named:
            return False
        covered = sum(each.end - each.start for each in named)
        return covered * 2 > scene.sentence.end - scene.sentence.start or scene.block.sort == "item"

    def _continues(self, scene: Scene) -> bool:
        label = self._label
        if label is None:
            return False
        if label.level == 7 and self._is_list(scene):
            return True
        text = self._document.text[slice(*scene.range)]
        return not self._items and not text.endswith(":")


class Here(NamedTuple):
    """A sentence of a document with what is carried into it."""

    document: Document
    scene: Scene
    topics: Topics


def _opens_list(document: Document, scene: Scene) -> bool:
    """Tell whether a list follows a sentence that has no full stop: "further partners are"."""
    blocks = document.outline.blocks
    following = scene.sentence.block + 1
    return following < len(blocks) and blocks[following].sort == "item"


def bracketed(text: str) -> tuple[str, Range] | None:
    """Return what stands in brackets at the end of a line, and where."""
    match = _BRACKET.search(text)
    return (match[1], match.span(1)) if match else None
