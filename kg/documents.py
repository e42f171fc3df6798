"""The source documents of the graph beside their texts: which file is which, and what stands where.

A document is found among the texts by its digest, else as the text that holds most of its spans.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg import texts
from kg.anchoring import LONG, MOVED, VERIFIED, Place, Span, anchor, share
from kg.errors import SourceError
from kg.names import shorten
from kg.store import Store
from kg.texts import Reading

SAME: Final = "verified"  # the digest is the one on record
LOOKS_SAME: Final = "same words"  # it would be, but for what an editor or a mailer does
CHANGED: Final = "changed"
ABSENT: Final = "missing"
CITED: Final = "cited"  # no digest on record: the text is not held, so there is nothing to verify

_ENOUGH: Final = 0.25  # of the longer spans; less is no copy of the document
_SAMPLE: Final = 24  # spans that are looked for in a text before all of them
_DOCUMENTS: Final = """
SELECT ?source ?digest ?length WHERE {
  GRAPH ?source { ?source a pc:SourceDocument }
  OPTIONAL { ?source pc:documentDigest ?digest } OPTIONAL { ?source pc:codePoints ?length }
}"""
_SPANS: Final = """
SELECT DISTINCT ?source ?evidence ?start ?end ?digest WHERE {
  ?evidence oa:hasSource ?source ; oa:start ?start ; oa:end ?end ; pc:spanDigest ?digest
}"""


class Document(NamedTuple):
    """What the graph records of a source document; without a digest its text is not held."""

    source: str
    digest: str | None
    length: int | None
    spans: tuple[Span, ...]


class Checked(NamedTuple):
    """A document beside the text that was found for it, and where its spans stand there."""

    document: Document
    state: str
    file: str | None
    reading: Reading | None
    places: tuple[Place, ...]

    def count(self, state: str) -> int:
        """Return how many spans are in a state."""
        return sum(place.state == state for place in self.places)

    @property
    def text(self) -> str:
        """The text, empty where there is none."""
        return self.reading.text if self.reading else ""

    @property
    def right_length(self) -> bool:
        """Tell whether the recorded number of code points, if any, is that of the text."""
        length = self.document.length
        return self.reading is None or length is None or len(self.reading.text) == length

    @property
    def holds(self) -> bool:
        """Tell whether document and spans are as recorded; what is only cited never fails."""
        if self.state == CITED:
            return True
        places = all(place.state == VERIFIED for place in self.places)
        return self.state == SAME and self.right_length and places


def say_unseen(each: Checked) -> str | None:
    """Return a sentence on the passages of a document that cannot be shown, None where all can."""
    source = shorten(each.document.source)
    advice = "kg verify says more."
    if each.state == ABSENT:
        return f"{source}: no file there is its text, so none of its passages is shown. {advice}"
    lost = sum(place.state not in (VERIFIED, MOVED) for place in each.places)
    if not lost:
        return None
    number = f"{lost} of its {len(each.places)} passages"
    return f"{source}: {each.file} is not its text as recorded; {number} are not shown. {advice}"


def read_documents(memory: Store) -> list[Document]:
    """Return the documents of a store with their spans, in a fixed order.

    Raises SourceError where a number is none.
    """
    spans: dict[str, list[Span]] = defaultdict(list)
    for source, evidence, start, end, digest in sorted(memory.rows(_SPANS), key=str):
        if source and evidence and start and end and digest:
            where = _number(start, evidence), _number(end, evidence)
            spans[source].append(Span(evidence, *where, digest))
    return [
        Document(source, digest, _number(length, source) if length else None, tuple(spans[source]))
        for source, digest, length in sorted(memory.rows(_DOCUMENTS), key=str)
        if source
    ]


def _number(text: str, thing: str) -> int:
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise SourceError(f"{shorten(thing)}: {text!r} is no position. kg check says more.")
    return int(text)


def match(documents: Iterable[Document], held: Mapping[str, bytes]) -> list[Checked]:
    """Return each document with its text: by digest first, then what is left by its spans."""
    documents, free = list(documents), dict(held)
    found: dict[str, tuple[str, Reading]] = {}
    for document in documents:
        for name, content in _of_that_size(document, free):
            reading = texts.explain(content, document.digest) if document.digest else None
            if reading and document.source not in found:
                found[document.source] = name, reading
                del free[name]
    for document in documents:
        if document.digest and document.source not in found:
            best = _most_alike(document, free)
            if best:
                found[document.source] = best
                del free[best[0]]
    return [_check(document, *found.get(document.source, (None, None))) for document in documents]


def _most_alike(document: Document, held: Mapping[str, bytes]) -> tuple[str, Reading] | None:
    """Return the file, and the reading of it, that holds most of the spans, if it holds enough."""
    spans = [span for span in document.spans if span.length >= LONG] or list(document.spans)
    sample = spans[:: max(1, len(spans) // _SAMPLE)]
    scores = [
        (share(reading.text, sample), name, reading)
        for name, content in _of_that_size(document, held)
        for reading in texts.likely_readings(content)
    ]
    best = max(scores, key=lambda score: score[0], default=None)
    return best[1:] if best and best[0] >= _ENOUGH else None


def _of_that_size(document: Document, held: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """Return the files that are not so much longer than the document that they are no copy."""
    most = 10 * max(document.length or 0, 10_000)  # bytes
    return [(name, content) for name, content in sorted(held.items()) if len(content) <= most]


def _check(document: Document, file: str | None, reading: Reading | None) -> Checked:
    if document.digest is None:
        return Checked(document, CITED, None, None, ())
    if reading is None:
        return Checked(document, ABSENT, None, None, ())
    same = reading.digest == document.digest
    state = CHANGED if not same else LOOKS_SAME if reading.differences else SAME
    return Checked(document, state, file, reading, tuple(anchor(reading.text, document.spans)))
