"""Answering: what a query finds, as bytes, out of a worker that can be stopped."""

from __future__ import annotations

import io
import re
from typing import IO, Final, NamedTuple

from kg import worker
from kg.rdf import sparql
from kg.rdf.results import serialise
from kg.rdf.store import LocalStore, Over, Store

_CLASS: Final = re.compile(r"\ba\b|\btype\b")


class Question(NamedTuple):
    """A query and how it is to be answered; *outward* where it may open connections."""

    text: str
    style: str
    over: Over = "union"
    timeout: float = 60.0
    outward: bool = False
    width: int = 100


def answer(store: Store, question: Question) -> tuple[bytes, int]:
    """Return the results as bytes, and how many there are. Raises what `worker.run` raises."""

    # In a union each triple stands once, so a class can be asked as a check.
    text = question.text
    if _CLASS.search(text) and question.over == "union" and isinstance(store, LocalStore):
        from kg.rdf.advice import rewrite

        text = rewrite(text)

    def job(result: IO[bytes]) -> int:
        try:
            results = store.query(text, over=question.over)
        except SyntaxError as error:
            raise sparql.explain(error, question.text) from error
        content, count = serialise(results, question.style, width=question.width)
        result.write(content)
        return count

    kept = io.BytesIO()
    count = worker.run(job, output=kept, timeout=question.timeout, outward=question.outward)
    return kept.getvalue(), count
