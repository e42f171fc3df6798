"""What people decided about names, kept in a file and used again: nothing is asked twice.

``graphdata/mentions.csv`` holds a line for each decision: the name, what sort of thing it names
and in which country, and which thing is meant, *new* for one that the graph did not know, or
*leave out*. A review list has the same columns, with what the machine proposes; the country that a
person writes in it is the *home* of a new body, whatever the file says.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import SourceError
from kg.graph.workspace import Workspace
from kg.imports.meaning.matching import Meaning
from kg.imports.sheets.files import read_sheets
from kg.names import IDENTIFIER
from kg.text.folding import fold

NEW: Final = "new"
LEAVE_OUT: Final = "leave out"
_YES: Final = frozenset({"yes", "ano", "ok", "same", "x"})
_NEW: Final = frozenset({"new", "nove", "novy", "nova"})
_OUT: Final = frozenset({"leave out", "no", "ne", "vynechat", "skip"})
CLAIM_SORT: Final = "claim"  # the sort of a question about a claim that a table says no longer
_OF_CLAIMS: Final = re.compile(r"mistake|not listed|ended .+")
_WORDS: Final = (
    "decision (yes, new, leave out, or an identifier; of a claim: mistake, not listed, ended YEAR)"
)
_KEPT: Final = ("mention", "sort", "country", "decision", "reason", "by", "date", "home")
_ASKED_IN: Final = "country_in_file"  # of a review list: the country beside the name in the file
_REVIEW: Final = (
    *("mention", "sort", "country", "state", "proposal", "proposed_name", "score", "candidates"),
    *(_ASKED_IN, "decision", "reason", "first_in"),
)


class Chosen(NamedTuple):
    """What a name was decided to mean: the key of a thing, `NEW`, or `LEAVE_OUT`.

    *country* is the one beside the name in the file, *home* that of a new body, where a person
    said another.
    """

    mention: str
    sort: str
    country: str
    decision: str
    reason: str = ""
    by: str = ""
    date: str = ""
    home: str = ""

    @property
    def about(self) -> tuple[str, str, str]:
        """Return what the decision is about, whatever the spelling."""
        return fold(self.mention), self.sort, self.country


class Asked(NamedTuple):
    """A name that a person has to decide about, and where it stands first."""

    meaning: Meaning
    first_in: str


def mentions_file(workspace: Workspace) -> Path:
    """Return the file that keeps the decisions of a workspace."""
    return workspace.root / "graphdata/mentions.csv"


def read_decisions(path: Path) -> list[Chosen]:
    """Return the decisions in a kept file or in a review list that a person has filled in.

    Raises SourceError where the file cannot be read, or lacks a column.
    """
    if not path.exists():
        return []
    (sheet,) = read_sheets(path)
    if not sheet.rows:
        return []
    head = [_heading(cell) for cell in sheet.rows[0].cells]
    if not {"mention", "sort", "decision"} <= set(head):
        message = "no list of decisions: it needs the columns mention, sort and decision."
        raise SourceError(message, file=sheet.file, line=1)
    found = []
    for row in sheet.rows[1:]:
        try:
            found.append(_decision(dict(zip(head, row.cells, strict=False))))
        except ValueError as error:
            raise SourceError(f"{error}.", file=sheet.file, line=row.number) from error
    return [each for each in found if each is not None]


def _heading(cell: str) -> str:
    """Return the name of a column; that of the decisions says beside it which words decide."""
    words = fold(cell)
    return "decision" if words.startswith("decision") else words.replace(" ", "_")


def _decision(row: dict[str, str]) -> Chosen | None:
    """Return a decision, None where none is made. Raises ValueError for a word that is none."""
    said = row.get("decision", "")
    words = fold(said)
    of_claim = row.get("sort") == CLAIM_SORT
    if of_claim and words and not _OF_CLAIMS.fullmatch(words):
        raise ValueError(f"{said!r} decides nothing. Write mistake, not listed, or ended YEAR")
    if of_claim:
        decision = words
    elif words in _YES:
        decision = row.get("proposal", "")
    elif words in _NEW:
        decision = NEW
    elif words in _OUT:
        decision = LEAVE_OUT
    else:
        decision = said.removeprefix("id:")
        if decision and not IDENTIFIER.fullmatch(decision):
            step = "Write yes, new, leave out, or the identifier of what is meant"
            raise ValueError(f"{said!r} decides nothing. {step}")
    if not decision:
        return None
    texts = {name: row.get(name, "") for name in _KEPT}
    said, asked_in = texts["country"], row.get(_ASKED_IN)
    if asked_in is not None:
        texts |= {"country": asked_in, "home": said if said != asked_in else ""}
    return Chosen(**(texts | {"decision": decision.removeprefix("id:")}))


def merge(kept: Iterable[Chosen], more: Iterable[Chosen]) -> list[Chosen]:
    """Return decisions sorted, the later one where two are about the same."""
    return sorted({each.about: each for each in (*kept, *more)}.values())


def sign(decisions: Iterable[Chosen], by: str, date: str) -> list[Chosen]:
    """Return decisions with who made them, and on what day, where they do not say so."""
    return [each._replace(by=each.by or by, date=each.date or date) for each in decisions]


def write_decisions(decisions: Iterable[Chosen]) -> str:
    """Return decisions as the text of the kept file."""
    return _table(_KEPT, decisions)


def write_review(
    asked: Iterable[Asked],
    decided: Iterable[Chosen],
    profiles: Mapping[str, str] | None = None,
) -> str:
    """Return a review list: what is to be decided, then what has been decided in it before.

    *profiles* tell of candidates, by key, what kind of thing they are and where.
    """
    rows = [_question(each, profiles or {}) for each in asked]
    done = [
        (
            *(_inert(each.mention), each.sort, each.home or each.country, *[""] * 5),
            *(each.country, each.decision, each.reason, ""),
        )
        for each in decided
    ]
    head = [_WORDS if name == "decision" else name for name in _REVIEW]
    return _table(head, [*rows, *done])


def _question(asked: Asked, profiles: Mapping[str, str]) -> tuple[str, ...]:
    meaning = asked.meaning
    best = next(iter(meaning.candidates), None)
    shown = ("", meaning.how if meaning.state == "missing" else "", "")
    others = (
        f"{each.key} ({'; '.join(filter(None, (each.name, profiles.get(each.key))))})"
        for each in meaning.candidates
    )
    return (
        *(_inert(meaning.mention), meaning.sort, meaning.country or "", meaning.state),
        *((best.key, best.name, f"{best.score:.2f}") if best else shown),
        *(" | ".join(others), meaning.country or "", "", "", asked.first_in),
    )


def _inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; matching passes over the mark."""
    return f"'{text}" if re.match(r"[=+\-@\t\r]", text) else text


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()
