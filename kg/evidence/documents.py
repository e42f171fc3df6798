"""The source documents of the graph beside their texts: which file is which, and what stands where.

A document is found among the texts by its digest, else as the text that holds most of its spans.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg.errors import SourceError
from kg.evidence import texts
from kg.evidence.anchoring import LONG, MOVED, VERIFIED, Place, Span, anchor, share
from kg.evidence.texts import Reading
from kg.names import shorten
from kg.rdf.store import Store
from kg.text.words import Messages, Words

_say: Final = Messages(__name__)
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


def say_unseen(each: Checked) -> Words | None:
    """Return a sentence on the passages of a document that cannot be shown, None where all can."""
    source = shorten(each.document.source)
    if each.state == ABSENT:
        return _say("unseen", source=source)
    lost = sum(place.state not in (VERIFIED, MOVED) for place in each.places)
    if not lost:
        return None
    return _say("unseen-some", source=source, file=each.file, lost=lost, all=len(each.places))


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


class Pairing(NamedTuple):
    """Each document beside its text, and of every file that is not needed the reason."""

    documents: tuple[Checked, ...]
    spare: dict[str, Words]


def match(documents: Iterable[Document], held: Mapping[str, bytes]) -> Pairing:
    """Return each document with its text: by digest first, then what is left by its spans.

    Of several copies the one with the fewest differences is taken.
    """
    documents = list(documents)
    copies = _find_copies(documents, held)
    found = {each.source: copies[each.digest][0] for each in documents if each.digest in copies}
    spare = {
        copy.file: _say("copy", source=shorten(each.source))
        for each in documents
        for copy in copies.get(each.digest or "", [])[1:]
    }
    used = {copy.file for copy in found.values()}
    free = {name: content for name, content in held.items() if name not in used | spare.keys()}
    for document in documents:
        if document.digest and document.source not in found:
            best = _most_alike(document, free)
            if best:
                found[document.source] = best
                del free[best.file]
    spare |= dict.fromkeys(free, _say("unknown"))
    return Pairing(tuple(_check(each, found.get(each.source)) for each in documents), spare)


class _Copy(NamedTuple):
    """A file, and the reading of it that is the text of a document, or most like it."""

    file: str
    reading: Reading


def _find_copies(
    documents: Iterable[Document], held: Mapping[str, bytes]
) -> dict[str | None, list[_Copy]]:
    """Return for each digest on record the files that have it, fewest differences first."""
    sizes = {each.digest: _largest(each) for each in documents if each.digest}
    found: dict[str | None, list[_Copy]] = defaultdict(list)
    for name, content in sorted(held.items()):
        wanted = [digest for digest, most in sizes.items() if len(content) <= most]
        reading = texts.explain(content, wanted) if wanted else None
        if reading:
            found[reading.digest].append(_Copy(name, reading))
    for copies in found.values():
        copies.sort(key=lambda copy: len(copy.reading.differences))
    return dict(found)


def _most_alike(document: Document, held: Mapping[str, bytes]) -> _Copy | None:
    """Return the file, and the reading of it, that holds most of the spans, if it holds enough."""
    spans = [span for span in document.spans if span.length >= LONG] or list(document.spans)
    sample = spans[:: max(1, len(spans) // _SAMPLE)]
    scores = [
        (share(reading.text, sample), _Copy(name, reading))
        for name, content in sorted(held.items())
        if len(content) <= _largest(document)
        for reading in texts.likely_readings(content)
    ]
    score, best = max(scores, key=lambda score: score[0], default=(0, None))
    return best if score >= _ENOUGH else None


def _largest(document: Document) -> int:
    """Return how many bytes a file may have: one much longer than the document is no copy."""
    return 10 * max(document.length or 0, 10_000)


def _check(document: Document, copy: _Copy | None) -> Checked:
    if document.digest is None:
        return Checked(document, CITED, None, None, ())
    if copy is None:
        return Checked(document, ABSENT, None, None, ())
    same = copy.reading.digest == document.digest
    state = CHANGED if not same else LOOKS_SAME if copy.reading.differences else SAME
    places = tuple(anchor(copy.reading.text, document.spans))
    return Checked(document, state, *copy, places)
