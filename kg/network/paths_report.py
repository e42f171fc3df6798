"""Ways as people and machines read them: numbered steps in words, or one row for each relation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from kg.claims.provenance import provenance, say_places
from kg.claims.wording import say_when
from kg.network.network import Relation
from kg.network.paths import Route, Step, Trace
from kg.text.blocks import Block, Heading, Item, Items, Paragraph, as_markdown, as_text
from kg.text.tables import Table, write_table
from kg.text.words import Vocabulary, in_language, read_words, say

COLUMNS: Final = (
    *("way", "steps", "cost", "shortest", "strongest", "step", "from", "from_name", "to"),
    *("to_name", "relation", "sentence", "strength", "certainty"),
    *("status", "since", "until", "attested", "named_by", "source", "evidence", "note"),
)


class Voice(NamedTuple):
    """In which language, and with which passages by the identifier of their evidence."""

    lang: str = "en"
    passages: Mapping[str, str] | None = None

    def say(self, key: str, **values: str) -> str:
        """Return a phrase in the language, with its gaps filled."""
        return say(_words(), key, self.lang, **values)


@cache
def _words() -> Vocabulary:
    return read_words() | read_words("network/paths")


def write_text(trace: Trace, voice: Voice, *, width: int = 100) -> str:
    """Return the ways as plain text: under each step its relations, dates and evidence."""
    return as_text(_blocks(trace, voice), width=width)


def write_markdown(trace: Trace, voice: Voice) -> str:
    """Return the ways as Markdown: a heading for each, and its steps as a numbered list."""
    return as_markdown(_blocks(trace, voice))


def write_csv(trace: Trace, voice: Voice) -> str:
    """Return one row for each relation of each step; several sources are parted by blanks."""
    rows = [tuple(_cell(row[column]) for column in COLUMNS) for row in _rows(trace, voice)]
    return write_table(Table(COLUMNS, rows), "csv")


def write_json(trace: Trace, voice: Voice) -> str:
    """Return one object for each relation of each step; ends are {"id", "label"}."""
    objects = []
    for row in _rows(trace, voice):
        ends = {end: {"id": row[end], "label": row.pop(f"{end}_name")} for end in ("from", "to")}
        objects.append(row | ends)
    return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"


def say_nothing(trace: Trace, voice: Voice) -> str:
    """Return the sentence that says that no way was found, and what was looked at."""
    counts = {"relations": trace.relations, "things": trace.things, "documents": trace.documents}
    looked = voice.say("way-looked", **{name: f"{count:,}" for name, count in counts.items()})
    ends = [_name(each, trace, voice) for each in trace.question[:2]]
    conditions = ", ".join((looked, *_conditions(trace, voice)))
    return voice.say("way-none", a=ends[0], b=ends[1], looked=conditions)


def _blocks(trace: Trace, voice: Voice) -> Iterator[Block]:
    yield Heading(_heading(trace, voice), 1)
    for number, path in enumerate(trace.paths, 1):
        yield Heading(_title(number, path, voice))
        items = []
        for at, step in enumerate(path.steps, 1):
            for order, (sentence, *details) in enumerate(_relations(step, trace, voice)):
                mark, bullet = ("+", "   - ") if order else (f"{at}.", f"{at}. ")
                items.append(Item(sentence, mark, bullet, details))
        yield Items(items, indent=2, hang=6)
    if trace.paths:
        yield Paragraph([_legend(trace, voice)])


def _heading(trace: Trace, voice: Voice) -> str:
    if not trace.paths:
        return say_nothing(trace, voice)
    ends = " → ".join(_name(each, trace, voice) for each in trace.question[:2])
    conditions = ", ".join(_conditions(trace, voice))
    return f"{ends} ({conditions})" if conditions else ends


def _conditions(trace: Trace, voice: Voice) -> Iterator[str]:
    wish = trace.wish
    if wish.as_of:
        yield voice.say("way-as-of", date=wish.as_of)
    if trace.question.via:
        yield voice.say("way-via", things=_name(trace.question.via, trace, voice))
    if wish.avoid:
        names = [_avoided(word, trace, voice) for word in wish.avoid]
        yield voice.say("way-avoid", things=", ".join(names))
    if wish.most:
        yield voice.say("way-most", n=str(wish.most))


def _avoided(word: str, trace: Trace, voice: Voice) -> str:
    """Return the name of what is avoided, or the word for it where that is a kind."""
    if f"id:{word}" in trace.nodes:
        return _name(f"id:{word}", trace, voice)
    kind = next((key for key in (f"family-{word}", f"group-{word}") if key in _words()), None)
    return voice.say(kind) if kind else word


def _title(number: int, path: Route, voice: Voice) -> str:
    steps = len(path.steps)
    parts = [voice.say("way", n=str(number))]
    parts += [voice.say("way-strongest")] if path.strongest else []
    parts += [voice.say("way-shortest")] if path.shortest else []
    parts.append(voice.say("way-step" if steps == 1 else "way-steps", n=str(steps)))
    parts.append(voice.say("way-cost", cost=_number(path.cost, voice)))
    return " · ".join(parts)


def _relations(step: Step, trace: Trace, voice: Voice) -> Iterator[list[str]]:
    """Yield for each relation of a step its sentence, a line about it, and its evidence."""
    words = _words()
    for each, sentence in zip(step.relations, step.sentences, strict=True):
        about = [say_when(each.claim, words, voice.lang), voice.say(f"status-{each.claim.status}")]
        rung = trace.ladder.rung(each)
        about += [in_language(rung.label, voice.lang)] if rung else []
        if trace.wish.as_of:
            state = voice.say(_state(each, trace) or "unknown")
            about.append(voice.say("way-state", date=trace.wish.as_of, state=state))
        places = say_places(each.claim.evidence, words, voice.lang, voice.passages)
        yield [sentence, " · ".join(about), *_doubts(each, voice), *places]


def _doubts(each: Relation, voice: Voice) -> Iterator[str]:
    """Yield what a reader has to know before relying on a relation."""
    for what in (each.claim.named_by or "").split():
        yield voice.say("named-by", what=voice.say(f"what-{what}"))
    if each.claim.note and each.claim.status == "ambiguous":
        yield f"{voice.say('note')}: {each.claim.note}"


def _legend(trace: Trace, voice: Voice) -> str:
    rungs = sorted(trace.ladder.rungs.values(), key=lambda rung: rung.place)
    if not rungs:
        return voice.say("way-unranked")
    ends = {"strong": rungs[0], "weak": rungs[-1]}
    labels = {name: in_language(rung.label, voice.lang) for name, rung in ends.items()}
    return voice.say("way-legend", first=str(rungs[0].place), last=str(rungs[-1].place), **labels)


def _rows(trace: Trace, voice: Voice) -> Iterator[dict[str, object]]:
    for number, path in enumerate(trace.paths, 1):
        for at, step in enumerate(path.steps, 1):
            for each, sentence in zip(step.relations, step.sentences, strict=True):
                rung = trace.ladder.rung(each)
                found: dict[str, object] = {
                    "way": number,
                    "steps": len(path.steps),
                    "cost": round(path.cost, 3),
                    "shortest": path.shortest,
                    "strongest": path.strongest,
                    "step": at,
                    "from": step.a,
                    "from_name": _name(step.a, trace, voice),
                    "to": step.b,
                    "to_name": _name(step.b, trace, voice),
                    "relation": each.id,
                    "sentence": sentence,
                    "strength": rung and rung.id.partition(":")[2],
                    "certainty": _state(each, trace),
                    "named_by": each.claim.named_by,
                    "note": each.claim.note,
                } | provenance(each.claim)._asdict()
                yield {column: found[column] for column in COLUMNS}


def _state(each: Relation, trace: Trace) -> str | None:
    return each.claim.holds(trace.wish.as_of) if trace.wish.as_of else None


def _cell(value: object) -> str | None:
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def _name(thing: str, trace: Trace, voice: Voice) -> str:
    return in_language(trace.nodes[thing].label, voice.lang)


def _number(number: float, voice: Voice) -> str:
    text = f"{number:.1f}"
    return text.replace(".", ",") if voice.lang == "cs" else text
