"""kg import of people's tables: what is said to the person, and what is written."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from kg.cli.options import (
    count_words,
    write_output,
)
from kg.errors import Finding, UsageError

if TYPE_CHECKING:
    from kg.additions.plan import Plan
    from kg.graph.workspace import Workspace
    from kg.imports.meaning.decided import Decision
    from kg.imports.rows.headers import Options
    from kg.imports.table_intake import Offer
    from kg.imports.tables import Reading

_SHOWN: Final = 200  # findings; a review list holds the rest
_NAMED: Final = 3  # names of each sort
_HOW = {
    "identifier": "by identifier",
    "name": "by name",
    "spelling": "but for case or diacritics",
    "decision": "as was decided",
}


class Terms(NamedTuple):
    """On what terms tables are taken in: whether to write, leave rows out, and where to ask."""

    write: bool
    skip: bool
    review: Path | None
    by: str


def take_in(workspace: Workspace, paths: Sequence[Path], options: Options, terms: Terms) -> int:
    """Show what tables would add, write it where that was asked for, and return the exit code."""
    from kg.additions import plan
    from kg.cli.progress import progress
    from kg.imports import table_intake
    from kg.imports.meaning import decided as mention_decisions

    decided = mention_decisions.read_decisions(terms.review) if terms.review else []
    with progress() as step, _uncollected():
        offer = table_intake.take_in_tables(
            workspace, paths, options, _signed(decided, terms.by), progress=step
        )
    _say(offer.findings)
    _count(offer.reading)
    if terms.review:
        _write_review(terms.review, offer, decided)
    if offer.plan is None or (terms.write and not offer.is_whole and not terms.skip):
        held = f"{count_words(offer.reading.withheld, 'row')} held back, nothing is written"
        step_next = "--skip writes the other rows" if offer.plan else "mend the records"
        click.echo(f"{held}; {step_next}", err=True)
        return 1
    show_plan(offer.plan)
    if terms.write:
        plan.apply(workspace, offer.plan)
    done = "written" if terms.write else "would be written; --apply writes them"
    click.echo(f"{count_words(len(offer.plan.changes), 'file')} {done}", err=True)
    return 0 if offer.is_whole else 1


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do not look for cycles meanwhile: among so many small things that costs a quarter."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def write_template(workspace: Workspace, kind: str, output: Path, lang: str) -> None:
    """Write a table to fill in: a workbook where the file is to be one, else CSV."""
    from kg.graph import reading as graph
    from kg.graph.workspace import ontology_files
    from kg.imports.meaning.known import read_background
    from kg.imports.rows import templates

    known = read_background(graph.read_files(workspace, ontology_files(workspace)))
    if output.suffix.lower() == ".xlsx":
        write_output(output, templates.write_xlsx_template(kind, known, lang=lang))
        return
    encoding = "utf-8" if str(output) == "-" else "utf-8-sig"  # the mark is for spreadsheets
    write_output(output, templates.write_csv_template(kind, known, lang=lang).encode(encoding))


def read_pairs(given: Sequence[str]) -> dict[str, str]:
    """Return COLUMN=FIELD words as a mapping. Raises UsageError for a word of another form."""
    pairs = {}
    for each in given:
        column, sign, field = each.rpartition("=")
        if not sign or not column or not field:
            raise UsageError(f"--map {each}: write COLUMN=FIELD.")
        pairs[column] = field
    return pairs


def read_day(date: str | None) -> str | None:
    """Return a date of the command line as EDTF. Raises UsageError for what is none."""
    from kg.imports.meaning.dates import read_date

    try:
        return read_date(date).edtf if date else None
    except ValueError as error:
        raise UsageError(f"--date: {error}.") from error


def _signed(decided: Sequence[Decision], by: str) -> list[Decision]:
    """Return decisions with who made them, and when, where they do not say so."""
    import datetime

    today = datetime.date.today().isoformat()
    return [each._replace(by=each.by or by, date=each.date or today) for each in decided]


def _say(findings: Sequence[Finding]) -> None:
    for finding in findings[:_SHOWN]:
        click.echo(str(finding))
    if len(findings) > _SHOWN:
        click.echo(f"… and {count_words(len(findings) - _SHOWN, 'more finding')}", err=True)


def _count(reading: Reading) -> None:
    """Say how many rows were read and how the names in them were found."""
    parts = [f"{number:,} {_HOW[how]}" for how, number in reading.matched.items()]
    states = [each.match.state for each in reading.asked]
    parts += [
        f"{states.count(state):,} {state}" for state in ("proposed", "new") if state in states
    ]
    names = f"; different names: {', '.join(parts)}" if parts else ""
    held = f", {reading.withheld:,} held back" if reading.withheld else ""
    click.echo(f"{count_words(reading.rows, 'row')}{held}{names}", err=True)


def _write_review(path: Path, offer: Offer, decided: Sequence[Decision]) -> None:
    from kg.files import write_atomically
    from kg.imports.meaning import decided as mention_decisions

    asked = offer.reading.asked
    write_atomically(path, mention_decisions.write_review(asked, decided).encode("utf-8-sig"))
    if asked:
        click.echo(f"{count_words(len(asked), 'name')} to decide in {path}", err=True)


def show_plan(made: Plan) -> None:
    """Write what a plan adds."""
    for one, several, which in (
        ("new thing", "new things", made.things),
        ("new source", "new sources", made.sources),
        ("new claim", "new claims", made.claims),
        ("known claim with further evidence", "known claims with further evidence", made.seconded),
    ):
        some = ", ".join(which[:_NAMED]) + (", …" if len(which) > _NAMED else "")
        noun = one if len(which) == 1 else several
        click.echo(f"{len(which):>7,}  {noun}{': ' if some else ''}{some}")
    for edit in made.edits:
        click.echo(str(edit))
