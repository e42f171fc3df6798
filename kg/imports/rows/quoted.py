"""The words of its source that a row quotes: found in the text of the document that it cites."""

from __future__ import annotations

from typing import Final

from kg.additions.quotations import Quotation, explain, quote
from kg.additions.records import NewClaim
from kg.errors import NotFound
from kg.imports.meaning.known import Background
from kg.imports.rows.cells import CellTexts

_NO_TEXT: Final = (
    "the text of src:{} is not at hand. Name the document in a column source (or --source), and"
    " give its text with --text FILE or read it with kg read."
)


def quoted(statement: NewClaim, source: str, row: CellTexts, known: Background) -> NewClaim:
    """Return a statement of a row with the passage that the row quotes, if it quotes one.

    What is wrong with the quotation is reported in the row.
    """
    words, reason = row.text("quote"), row.text("not_named")
    if words is None:
        return explain(statement, reason)
    text = known.text_of(source)
    if text is None:
        _report(row, _NO_TEXT.format(source))
        return statement
    said = Quotation(words, None, tuple(row.listed("read_with")), reason)
    try:
        return quote(statement, said, text, step="Quote more words.")
    except NotFound as error:
        _report(row, error.message)
        return statement


def _report(row: CellTexts, message: str) -> None:
    """Take note of what is wrong with the quotation of a row, once for all that it says."""
    if all(each.message != message for each in row.findings):
        row.report(message, "quote", rule="quote")
