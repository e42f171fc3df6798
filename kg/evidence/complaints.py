"""What a verification found wrong, each in a sentence with its line and the claims it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.errors import Finding
from kg.evidence import documents as kind
from kg.evidence import support
from kg.evidence.anchoring import AMBIGUOUS, MOVED, VERIFIED, Place
from kg.evidence.documents import Checked
from kg.evidence.support import Speech
from kg.graph.reading import Record
from kg.names import expand, shorten
from kg.rdf import turtle
from kg.text.words import join_words


def complain(
    documents: Iterable[Checked],
    claims: Iterable[Speech],
    supports: Mapping[str, tuple[str, ...]],
    records: Iterable[Record],
) -> list[Finding]:
    """Return the findings, document by document; *supports* gives the claims of each evidence."""
    held = {record.file.graph: record for record in records}
    found = []
    for each in documents:
        record = held.get(each.document.source)
        found += [_document(each, record, text) for text in _about_document(each)]
        for place in each.places:
            if place.state != VERIFIED:
                found.append(_span(place, supports.get(place.span.evidence, ()), record))
    for claim in claims:
        record = held.get(expand(f"src:{claim.source}"))
        if claim.state == support.SILENT:
            advice = "Add a span or an alias, or give the reason as pc:notNamed."
            found.append(_claim(claim, record, "not-named", f"{claim.sentence} {advice}"))
        elif claim.state == support.NAMED and claim.reason:
            said = f"{claim.claim}: its passage names all. Delete its pc:notNamed."
            found.append(_claim(claim, record, "needless-reason", said))
    return found


def _about_document(each: Checked) -> Iterator[str]:
    source = shorten(each.document.source)
    differences = join_words(each.reading.differences) if each.reading else ""
    match each.state:
        case kind.ABSENT:
            spans = len(each.document.spans)
            yield f"{source}: no file here is its text, so its {spans} spans are not verified."
        case kind.LOOKS_SAME:
            yield (
                f"{source}: the text in {each.file} is the same but for {differences}."
                " Give the file as it was: UTF-8, nothing converted."
            )
        case kind.CHANGED:
            also = f" It also differs in {differences}." if differences else ""
            fix = "" if differences else " kg verify --fix writes its digest and what has moved."
            yield f"{source}: the text in {each.file} has changed.{also}{fix}"
    if not each.right_length and each.reading:
        length, recorded = len(each.reading.text), each.document.length
        yield f"{source}: {each.file} has {length} code points; recorded are {recorded}."


def _document(each: Checked, record: Record | None, message: str) -> Finding:
    line = turtle.find_line(record.text, each.document.source) if record else None
    name = record.name if record else None
    return Finding(name, line, "error", "document", each.document.source, message)


def _span(place: Place, claims: tuple[str, ...], record: Record | None) -> Finding:
    span = place.span
    serves = f" It supports {join_words(claims)}." if claims else ""
    message = f"{shorten(span.evidence)}: {_where(place)}{serves}"
    line = turtle.find_line(record.text, span.evidence, span.digest) if record else None
    return Finding(
        record.name if record else None, line, "error", place.state, span.evidence, message
    )


def _where(place: Place) -> str:
    if place.state == MOVED and place.now:
        return f"moved to {place.now[0]}–{place.now[1]}."
    low, high = place.between or (0, 0)
    if place.state == AMBIGUOUS:
        starts = join_words([str(start) for start in place.starts[:5]])
        more = " and elsewhere" if len(place.starts) > 5 else ""
        return f"stands in several places, at {starts}{more}. Choose one by hand."
    return f"lost: its text is not there any more. Look between {low} and {high}."


def _claim(claim: Speech, record: Record | None, rule: str, message: str) -> Finding:
    iri = expand(claim.claim)
    line = turtle.find_line(record.text, iri) if record else None
    return Finding(record.name if record else None, line, "warning", rule, iri, message)
