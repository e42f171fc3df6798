"""What a verification found wrong, each in a sentence with its line and the claims it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.errors import Finding
from kg.evidence import documents as kind
from kg.evidence import support
from kg.evidence.anchoring import AMBIGUOUS, MOVED, VERIFIED, Place
from kg.evidence.documents import Checked
from kg.evidence.support import Speech
from kg.graph.reading import Record
from kg.names import expand, shorten
from kg.rdf import turtle
from kg.text.words import Messages, Words, in_language, join_words

_say: Final = Messages(__name__)


def complain(
    documents: Iterable[Checked],
    claims: Iterable[Speech],
    supports: Mapping[str, tuple[str, ...]],
    records: Iterable[Record],
    *,
    lang: str = "en",
) -> list[Finding]:
    """Return the findings, document by document; *supports* gives the claims of each evidence."""
    held = {record.file.graph: record for record in records}
    found = []

    def complain_of(severity: str, rule: str, document: str, words: Words, *where: str) -> None:
        record = held.get(document)
        line = turtle.find_line(record.text, *where) if record else None
        message = in_language(words, lang)
        name = record.name if record else None
        found.append(Finding(name, line, severity, rule, where[0], message))

    for each in documents:
        source = each.document.source
        for words in _about_document(each):
            complain_of("error", "document", source, words, source)
        for place in each.places:
            if place.state != VERIFIED:
                words = _about_span(place, supports.get(place.span.evidence, ()))
                where = (place.span.evidence, place.span.digest)
                complain_of("error", place.state, source, words, *where)
    for claim in claims:
        source, iri = expand(f"src:{claim.source}"), expand(claim.claim)
        if claim.state == support.SILENT:
            words = _say("not-named", said=claim.sentence)
            complain_of("warning", "not-named", source, words, iri)
        elif claim.state == support.NAMED and claim.reason:
            words = _say("needless-reason", claim=claim.claim)
            complain_of("warning", "needless-reason", source, words, iri)
    return found


def _about_document(each: Checked) -> Iterator[Words]:
    source, file = shorten(each.document.source), each.file
    differences = join_words(each.reading.differs_in) if each.reading else None
    match each.state:
        case kind.ABSENT:
            yield _say("absent", source=source, n=len(each.document.spans))
        case kind.LOOKS_SAME:
            yield _say("looks-same", source=source, file=file, differences=differences)
        case kind.CHANGED:
            also = each.reading and each.reading.differences
            key = "changed-also" if also else "changed"
            yield _say(key, source=source, file=file, differences=differences)
    if not each.right_length and each.reading:
        length, recorded = len(each.reading.text), each.document.length
        yield _say("length", source=source, file=file, length=length, recorded=recorded)


def _about_span(place: Place, claims: tuple[str, ...]) -> Words:
    said = _where(place, shorten(place.span.evidence))
    return _say("supports", said=said, claims=join_words(claims)) if claims else said


def _where(place: Place, evidence: str) -> Words:
    if place.state == MOVED and place.now:
        return _say("moved", evidence=evidence, start=place.now[0], end=place.now[1])
    if place.state == AMBIGUOUS:
        starts = join_words([str(start) for start in place.starts[:5]])
        if len(place.starts) > 5:
            starts = _say("elsewhere", starts=starts)
        return _say("ambiguous", evidence=evidence, starts=starts)
    low, high = place.between or (0, 0)
    return _say("missing", evidence=evidence, low=low, high=high)
