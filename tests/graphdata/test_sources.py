"""The graph against the texts themselves: only where the texts are at hand.

Set KG_SOURCES to a folder that holds the five texts; they are found by their digest, whatever
their file names.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

FOLDER = os.environ.get("KG_SOURCES")
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="KG_SOURCES names no folder with the source texts"
)


@pytest.fixture(scope="module")
def contents():
    """The texts at hand by the digest of their bytes, read without changing line ends."""
    files = [path.read_bytes() for path in Path(FOLDER or ".").iterdir() if path.is_file()]
    return {sha256(content).hexdigest(): content for content in files}


@pytest.fixture(scope="module")
def documents(records):
    """What the graph says about each document of the core: its digest and its length."""
    found = {}
    for source, record in records.items():
        about = record[f"src:{source}"]
        (digest,), (length,) = about["pc:documentDigest"], about["pc:codePoints"]
        found[f"src:{source}"] = digest, int(length)
    return found


def test_every_document_of_the_core_is_at_hand(documents, contents):
    assert {source for source, (digest, _) in documents.items() if digest not in contents} == set()


def test_the_length_of_every_document_is_right(documents, contents):
    for source, (digest, length) in documents.items():
        assert len(contents[digest].decode("utf-8")) == length, source


def test_every_span_has_its_digest(documents, contents, spans):
    texts = {source: contents[digest].decode("utf-8") for source, (digest, _) in documents.items()}
    wrong = [
        iri
        for iri, (source, start, end, digest) in spans.items()
        if sha256(texts[source][start:end].encode()).hexdigest() != digest
    ]
    assert wrong == []


def test_every_annotated_fact_has_its_digest(documents, contents, facts):
    for name, fact in facts.items():
        text = contents[documents[f"src:{fact['source']}"][0]].decode("utf-8")
        span = text[fact["char_start"] : fact["char_end"]]
        assert sha256(span.encode()).hexdigest() == fact["span_sha256"], name


def test_names_that_a_text_uses_in_so_many_words_stand_in_their_span(
    documents, contents, claims, spans
):
    wrong = []
    for iri, claim in claims.items():
        is_name = claim["rdf:predicate"] & {"skos:altLabel", "skos:hiddenLabel"}
        if is_name and claim["pc:status"] == {"status:stated"}:
            (name,) = claim["rdf:object"]
            found = [text_of(spans[place], documents, contents) for place in claim["pc:evidence"]]
            wrong += [(iri, name) for text in found if name not in text]
    assert wrong == []


def text_of(span, documents, contents):
    source, start, end, _ = span
    return contents[documents[source][0]].decode("utf-8")[start:end]
