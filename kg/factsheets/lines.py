"""The facts about a thing as lines, sorted into the sections of a sheet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kg import edtf
from kg.claims.claims import HELD, Amount, Claim, both, spans_together, widest
from kg.claims.statements import Statement
from kg.claims.wording import say_amount, say_date
from kg.factsheets.model import Line
from kg.factsheets.placing import JOINT, PLACE, WHOLE, in_order, section_of
from kg.factsheets.reading import Material
from kg.names import TOTAL, expand, shorten
from kg.text.words import in_language

_PLAIN_ROLES: Final = {expand("role:party"), expand("role:cooperating-party")}
_FEW: Final = 4  # others who take part, by name; of more the number

Lines = dict[str, list[Line]]


def lines_about(reading: Material, thing: str, *, company: bool = True) -> Lines:
    """Return the facts about a thing by section, each section in the order of time.

    With *company* also who else carries the projects that it has a part in.
    """
    found: Lines = defaultdict(list)
    joint: set[str] = set()
    for each in reading.about(thing):
        section = section_of(reading, each, thing)
        if section in JOINT.values() and each.object not in joint:
            joint.add(each.object)
            found[section].append(_joint_line(reading, each.object, thing))
        elif section and section not in JOINT.values():
            line = _line(reading, each, thing)
            found[section].append(_in_company(reading, line, each, thing) if company else line)
    return {section: in_order(lines, section) for section, lines in found.items()}


def _line(reading: Material, each: Statement, thing: str) -> Line:
    """Return a statement as a line in the sheet of one of its ends."""
    make: dict[str, Callable[[Material, Statement, str], Line]] = {
        "participation": _participation,
        "attribute": _attribute,
        "influence": _influence,
        "funding": _funding,
        "count": _count,
    }
    line = make[each.sort](reading, each, thing)
    if line.claim is None:
        line = line._replace(claim=each.claim, claims=(each.claim.id,))
    details = (*details_of(reading, [each], thing), *line.details)
    remarks = tuple(remarks_of(reading, line.claim or each.claim))
    return _dated(reading, line._replace(details=details, remarks=remarks))


def _dated(reading: Material, line: Line) -> Line:
    """Return a line with the date of the undertaking or event, where the claim has none."""
    other = expand(line.things[0].id) if line.things else ""
    claim, when = line.claim, reading.when.get(other)
    if claim is None or claim.when or not when or reading.word(other) not in ("project", "event"):
        return line
    dated = claim._replace(when=when, bounds=edtf.bounds(when, claim.attested))
    return line._replace(claim=dated)


def _participation(reading: Material, each: Statement, thing: str) -> Line:
    role = reading.label(each.relation)
    if thing not in (each.subject, each.object):
        return _to(reading, each.object, f"{role}: {reading.label(each.subject)}")
    if each.subject != thing:
        return _to(reading, each.subject, role)
    return _to(reading, each.object, role)


def _in_company(reading: Material, line: Line, each: Statement, thing: str) -> Line:
    """Return a line of a project or programme with who else takes part in it."""
    if each.sort != "participation" or each.subject != thing:
        return line
    if reading.word(each.object) not in ("project", "programme"):
        return line
    return line._replace(details=(*line.details, *_company(reading, each)))


def _company(reading: Material, each: Statement) -> Iterator[str]:
    """Yield with whom a project is carried, and the programme that it is a part of."""
    others = [
        f"{reading.label(other.subject)} ({reading.label(other.relation)})"
        for other in reading.about(each.object)
        if other.sort == "participation" and other.object == each.object
        if other.subject != each.subject
    ]
    if others and len(others) <= _FEW:
        yield reading.say("with", names="; ".join(sorted(others)))
    elif others:
        yield reading.say("with-many", n=str(len(others)))
    for other in reading.about(each.object):
        if other.subject == each.object and other.relation in WHOLE:
            yield f"{reading.label(other.relation)}: {reading.label(other.object)}"


def _joint_line(reading: Material, context: str, thing: str) -> Line:
    """Return an agreement or cooperation as one line of all its claims, with the other parties."""
    parts = [
        each
        for each in reading.about(context)
        if each.sort == "participation" and each.object == context
    ]
    others = list(dict.fromkeys(each.subject for each in parts if each.subject != thing))
    claim = _joint_claim(context, parts, thing)
    roles = [
        f"{reading.label(each.subject)}: {reading.label(each.relation)}"
        for each in parts
        if each.relation not in _PLAIN_ROLES
    ]
    kind = reading.things[context].kind
    return Line(
        text="; ".join(reading.label(other) for other in others) or reading.label(context),
        relation=reading.label(kind),
        things=tuple(map(reading.named, (context, *others))),
        claim=claim,
        claims=tuple(each.claim.id for each in parts),
        details=(*roles, *details_of(reading, parts, thing)),
        remarks=tuple(remarks_of(reading, claim)),
        group=_country_label(reading, others[0]) if others else "",
    )


def _joint_claim(context: str, parts: list[Statement], thing: str) -> Claim:
    """Return the claims of an agreement as one: it holds when one of each side holds, as ties do.

    It was held where one of them was.
    """
    own = [each.claim for each in parts if each.subject == thing]
    rest = [each.claim for each in parts if each.subject != thing]
    spans = spans_together(own, rest)
    modalities = [each.claim.modality for each in parts]
    claim = both(shorten(context), [each.claim for each in parts])
    return claim._replace(
        modality=HELD if HELD in modalities else modalities[0],
        bounds=widest(spans) if spans else claim.bounds,
        spans=tuple(spans),
    )


def _attribute(reading: Material, each: Statement, thing: str) -> Line:
    label = reading.label(each.relation)
    if each.value is not None:
        value = _say_value(reading, str(each.value))
        if each.subject == thing:
            return Line(value, label)
        return _to(reading, each.subject, label)._replace(details=(value,))
    if each.subject == thing:
        return _to(reading, each.object, label)
    if each.relation not in WHOLE | {PLACE}:
        return _to(reading, each.subject, label)._replace(inverse=True)
    line = _to(reading, each.subject, _kind_label(reading, each.subject))
    if reading.word(thing) == "programme" and reading.word(each.subject) == "project":
        return _carried(reading, each, line)
    return line


def _carried(reading: Material, part: Statement, line: Line) -> Line:
    """Return a project of a programme with who carries it and who pays, as one fact."""
    more = [
        each
        for each in reading.about(part.subject)
        if each.sort in ("participation", "funding") and each.object == part.subject
    ]
    details = []
    for each in more:
        role = each.relation if each.sort == "participation" else ""
        label = reading.label(role) if role else reading.say("funded-by")
        if each.subject:
            details.append(f"{label}: {reading.label(each.subject)}")
    claims = [part.claim, *(each.claim for each in more)]
    return line._replace(
        details=tuple(details),
        claim=both(part.claim.id, claims)._replace(modality=part.claim.modality),
        claims=tuple(claim.id for claim in claims),
    )


def _influence(reading: Material, each: Statement, thing: str) -> Line:
    if each.subject == thing:
        return _to(reading, each.object, reading.say("influence-on"))
    return _to(reading, each.subject, reading.say("influence-from"))


def _funding(reading: Material, each: Statement, thing: str) -> Line:
    amount = each.value if isinstance(each.value, Amount) else None
    if each.subject == thing:
        line = _to(reading, each.object, reading.say("funds"))
    elif each.subject:
        line = _to(reading, each.subject, reading.say("funded-by"))
    else:
        line = Line(reading.say("funding"), "")
    return line._replace(amount=amount)


def _count(reading: Material, each: Statement, thing: str) -> Line:
    amount = each.value if isinstance(each.value, Amount) else None
    label = reading.label(each.relation)
    other = each.object if each.subject == thing else each.subject
    if other in ("", TOTAL):
        return Line(label, "", amount=amount)
    return _to(reading, other, label)._replace(amount=amount, inverse=each.subject != thing)


def _to(reading: Material, other: str, relation: str) -> Line:
    """Return a line to another thing."""
    group = _country_label(reading, other)
    return Line(reading.label(other), relation, (reading.named(other),), group=group)


def details_of(reading: Material, parts: Iterable[Statement], thing: str) -> Iterator[str]:
    """Yield what statements say besides their ends, each once; *thing* is not named again."""
    said: dict[str, None] = {}
    for each in parts:
        known = {reading.statements.names.of(name) for name, _ in each.links}
        for label, text in each.claim.details:
            if label not in known:
                said[f"{in_language(label, reading.lang)}: {text}"] = None
        for name, other in each.links:
            if other != thing:
                said[f"{reading.label(name)}: {_say_link(reading, other, each.subject)}"] = None
    yield from said


def _say_link(reading: Material, other: str, agent: str) -> str:
    """Return what a claim names besides its ends.

    An agreement is named by its kind and the other parties, a total by its number.
    """
    total = reading.statements.of.get(other)
    if total and isinstance(total.value, Amount):
        amount = say_amount(total.value, reading.vocabulary, reading.lang)
        return f"{reading.label(total.relation)}, {amount}"
    parties = [
        reading.label(each.subject)
        for each in reading.about(other)
        if reading.word(other) == "agreement" and each.object == other and each.subject != agent
    ]
    if not parties:
        return reading.label(other)
    return f"{reading.label(reading.things[other].kind)}, {', '.join(parties)}"


def remarks_of(reading: Material, claim: Claim) -> Iterator[str]:
    """Yield that a claim names a body by its country only, and why it is not simply stated."""
    for what in dict.fromkeys((claim.named_by or "").split()):
        yield reading.say("named-by", what=reading.say(f"what-{what}") or what)
    if claim.note and claim.status != "stated":
        yield claim.note


def _kind_label(reading: Material, thing: str) -> str:
    """Return the kind of a thing where it says more than the section that it stands in."""
    kind = reading.things[thing].kind if thing in reading.things else ""
    plain = shorten(kind).rpartition(":")[2].lower() == reading.word(thing)
    return "" if plain or not kind else reading.label(kind)


def _country_label(reading: Material, thing: str) -> str:
    country = reading.country(thing)
    return reading.label(country) if country else ""


def _say_value(reading: Material, value: str) -> str:
    """Return a value as people write it: dates in words, the rest as it is."""
    if re.fullmatch(r"\d{4}-\d\d(-\d\d)?|[\d.]*/[\d.-]*|\d{4}(-\d\d)*/\S*", value):
        return say_date(value, reading.vocabulary, reading.lang)
    return {"true": reading.say("yes"), "false": reading.say("no")}.get(value, value)
