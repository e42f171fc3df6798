"""Sections: what a heading such as "Cooperating organisations" says of all that stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from kg.reading.dates import Date
from kg.reading.languages.words import Phrases, read_language
from kg.reading.mentions.cast import Figure, Mention
from kg.reading.mentions.new import heads_of
from kg.reading.mentions.persons import is_person
from kg.reading.relations.relation import Range, Relation
from kg.reading.relations.scene import BODIES, Document, Scene
from kg.reading.relations.topics import Topics
from kg.reading.tokens import read_tokens
from kg.text.folding import fold

_BRACKET: Final = re.compile(r"(?<!\s)\s*\(([^()\n]{2,90})\)\s*$")
_LONGEST: Final = 7  # words of a heading that opens a section
_UNDECIDED: Final = "The document does not say which body of this name is meant."


class Rule(NamedTuple):
    """What a heading claims: of the thing that the text is about, and of each thing below.

    *side* is the end at which the things below stand, *sorts* what they may be; with *makes* each
    heading below is a new thing of that sort and kind. *other* are the sorts of the thing at the
    other end, which else is whom the text means by "we".
    """

    kind: str
    role: str
    side: str
    sorts: tuple[str, ...]
    other: tuple[str, ...]
    makes: tuple[str, str] | None
    planned: bool
    status: str


class _Open(NamedTuple):
    rule: Rule
    place: Range
    other: Mention
    items: int
    level: int


@cache
def _rules(language: str, key: str = "sections") -> Phrases:
    phrases: dict[str, list[Rule]] = {}
    rows: list[dict[str, Any]] = read_language(language).get(key, [])
    for each in rows:
        rule = Rule(
            each["claim"],
            each["role"],
            each["side"],
            tuple(each.get("sorts", ("organisation",))),
            tuple(each.get("other", ())),
            tuple(each["makes"]) if "makes" in each else None,
            each.get("planned", False),
            each.get("status", "implied"),
        )
        for words in each["words"]:
            phrases.setdefault(words, []).append(rule)
    return Phrases({words: tuple(rules) for words, rules in phrases.items()})


class Sections:
    """The section that is open, if any; `read` yields what it says of a line."""

    def __init__(self, document: Document, topics: Topics) -> None:
        self._document = document
        self._topics = topics
        self._open: _Open | None = None

    def read(self, scene: Scene) -> Iterator[Relation]:
        """Yield what the open section says of a line; a heading may open or end one."""
        if self._opens(scene):
            return
        if self._open is None:
            return
        items = self._items(scene)
        if items:
            self._open = self._open._replace(items=self._open.items + 1)
            for mention in items:
                yield from self._relation(scene, mention)
        elif self._ends(scene):
            self._open = None

    def _ends(self, scene: Scene) -> bool:
        """Tell whether a heading that names nothing ends the list above it."""
        assert self._open is not None
        bracket = self._document.text[scene.sentence.start] == "("
        ends = scene.block.sort == "heading" and self._open.items > 0
        return ends and not self._open.rule.makes and not bracket

    def _opens(self, scene: Scene) -> bool:
        text = self._document.text[slice(*scene.range)]
        if self._opens_list(scene):
            return True
        short = len(text.split()) <= _LONGEST and scene.block.sort != "item"
        if not short or not (scene.block.sort == "heading" or text.endswith(":")):
            return False
        tokens = read_tokens(self._document.text, *scene.range)
        for at in range(min(2, len(tokens))):
            hit = _rules(self._document.language).at(tokens, at)
            if hit and not [m for m in scene.mentions if m.form == "name"]:
                for rule in hit[1]:  # type: ignore[attr-defined]
                    other = self._other(rule, scene)
                    if other:
                        self._open = _Open(rule, scene.range, other, 0, scene.block.level)
                        return True
        return False

    def _opens_list(self, scene: Scene) -> bool:
        """Tell whether a sentence before a list says what its items are."""
        blocks = self._document.outline.blocks
        following = range(scene.sentence.block + 1, scene.sentence.block + 2)
        if scene.block.sort == "item" or not any(
            number < len(blocks) and blocks[number].sort == "item" for number in following
        ):
            return False
        tokens = read_tokens(self._document.text, *scene.range)
        for at in range(len(tokens)):
            hit = _rules(self._document.language, "lists").at(tokens, at)
            named = [
                each
                for each in scene.mentions
                if self._document.cast.of(each).sort == "organisation"
            ]
            if hit and named:
                rule = hit[1][0]  # type: ignore[index]
                self._open = _Open(rule, scene.range, named[0], 0, 8)
                return True
        return False

    def _other(self, rule: Rule, scene: Scene) -> Mention | None:
        if rule.other == ("programme",) and (main := self._topics.main_programme(scene)):
            return main
        if rule.other:
            carried = self._topics.carried(rule.other, scene, scene.sentence.start)
            return carried[0] if carried else None
        return self._topics.we()

    def _items(self, scene: Scene) -> list[Mention]:
        """Return the things that a line below the heading names, made new where it is to."""
        assert self._open is not None
        rule = self._open.rule
        cast = self._document.cast
        text = self._document.text[slice(*scene.range)]
        if rule.makes and scene.block.sort == "heading":
            first = fold(text).split()[:1]
            if first and first[0] in read_language(self._document.language)["no names"]:
                return []
            return self._made(scene, text, rule.makes)
        if "project" in rule.sorts and (match := _BRACKET.search(text)):
            return self._made(scene, text[: match.start()], ("project", "project"))
        named = [
            each
            for each in scene.mentions
            if cast.of(each).sort in rule.sorts and each.form != "described"
        ]
        if self._open.level == 8:  # a list of paragraphs: each begins with its name
            first_one = scene.sentence.start == scene.block.start
            opens = bool(named) and named[0].start - scene.block.start < 12
            return named[:1] if first_one and opens and scene.block.sort == "item" else []
        covered = sum(each.end - each.start for each in named)
        # A heading may have a word more than the name, a line of prose is no item.
        prose = scene.block.sort == "paragraph"
        if prose and (covered * 2 < len(text) or (scene.cues and text.endswith("."))):
            return []
        if scene.block.sort == "heading" and covered * 3 < len(text):
            named = []
        if not named and scene.block.sort in ("heading", "item") and "organisation" in rule.sorts:
            return self._unsure(scene, text)
        return named

    def _unsure(self, scene: Scene, text: str) -> list[Mention]:
        """Return a line of a list of bodies that is a name, of whatever kind, but no person's."""
        words = text.split()
        heads = frozenset(heads_of(self._document.language))
        plain = len(words) <= 8 and words[0][:1].isupper() and not any(c in text for c in "@:.?!")
        no_names = read_language(self._document.language)["no names"]
        named = bool(scene.mentions) or bool(scene.dates) or fold(words[0]) in no_names
        if not plain or named or len(words) < 2 or (is_person(text, heads) and "-" not in text):
            return []
        return self._made(scene, text, ("organisation", "unresolved"))

    def _made(self, scene: Scene, name: str, makes: tuple[str, str]) -> list[Mention]:
        start = scene.sentence.start
        end = start + len(name.rstrip())
        inside = [
            each
            for each in scene.mentions
            if each.start < end and self._document.cast.of(each).sort == makes[0]
        ]
        if inside and (inside[0].end - inside[0].start) * 2 > len(name):
            return inside[:1]
        if not 3 < len(name) <= 120 or name.endswith(":"):
            return []
        figure = self._document.cast.add(
            Figure(
                f"x:s{start}", None, *makes, " ".join(name.split()), None, self._document.language
            )
        )
        return [Mention(start, end, figure.id)]

    def _relation(self, scene: Scene, mention: Mention) -> Iterator[Relation]:
        assert self._open is not None
        rule, place, other, _, _ = self._open
        when = self._when(mention) or self._when_held(scene, other)
        if mention.figure == other.figure:
            return
        agent, context = (mention, other) if rule.side == "agent" else (other, mention)
        figure = self._document.cast.of(mention)
        unsure = bool(figure.candidates) or figure.kind == "unresolved"
        where = [place]
        if not place[0] <= other.start < place[1]:
            where.append((other.start, other.end))
        if when:
            where.append((when.start, when.end))
        yield Relation(
            rule.kind,
            rule.role,
            agent.figure,
            context.figure,
            when=when.edtf if when else None,
            date_at=(when.start, when.end) if when else None,
            status="ambiguous" if unsure else rule.status,
            modality="planned" if rule.planned else None,
            start=mention.start,
            end=mention.end,
            read_with=tuple(where),
            agent_at=(agent.start, agent.end),
            context_at=(context.start, context.end),
            cue=self._document.text[slice(*place)],
            reason=_UNDECIDED if unsure else "The heading says it.",
        )
        text = self._document.text[slice(*scene.range)]
        if figure.sort == "project" and (match := _BRACKET.search(text)):
            yield from self._promoter(scene, mention, match)

    def _when(self, mention: Mention) -> Date | None:
        """Return the date on the lines below the heading of an event."""
        if self._document.cast.of(mention).sort != "event":
            return None
        return next(iter(self._topics.dates_within(mention.end, mention.end + 40)), None)

    def _when_held(self, scene: Scene, other: Mention) -> Date | None:
        """Return when the event took place of which those below a heading are told."""
        if self._document.cast.of(other).sort != "event":
            return None
        return self._topics.date_of(self._topics.first_of(other), scene)

    def _promoter(self, scene: Scene, project: Mention, match: re.Match[str]) -> Iterator[Relation]:
        """Yield whose project it is: the body in brackets behind its name."""
        start = scene.sentence.start + match.start(1)
        end = scene.sentence.start + match.end(1)
        inside = [
            each
            for each in scene.mentions
            if each.start < end
            and start < each.end
            and self._document.cast.of(each).sort in BODIES
            and (each.end - each.start) * 2 > end - start
        ]
        last = fold(match[1]).split()[-1:]
        heads = heads_of(self._document.language)
        if not inside and last and heads.get(last[0], ("organisation",))[0] != "organisation":
            return
        if inside:
            body = inside[0]
        else:
            if (
                is_person(match[1], frozenset(heads_of(self._document.language)))
                and len(match[1].split()) < 2
            ):
                return
            figure = self._document.cast.add(
                Figure(
                    f"x:s{start}", None, "organisation", "", match[1], None, self._document.language
                )
            )
            body = Mention(start, end, figure.id)
        yield Relation(
            "project",
            "promoter",
            body.figure,
            project.figure,
            status="implied",
            start=scene.sentence.start,
            end=scene.sentence.end,
            agent_at=(body.start, body.end),
            context_at=(project.start, project.end),
            cue="()",
            reason="The body stands in brackets behind the name of the project.",
        )
