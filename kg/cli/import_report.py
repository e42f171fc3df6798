"""What kg import says to the person, asks of them, and writes."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.options import count_words, write_output

if TYPE_CHECKING:
    from kg.additions.plan import Plan
    from kg.errors import Finding
    from kg.graph.workspace import Workspace
    from kg.imports.intake import Intake
    from kg.imports.meaning.decided import Chosen
    from kg.imports.tables import TablesRead

_SHOWN: Final = 200  # findings of tables; a review list holds the rest
_NAMED: Final = 3  # names of each sort
_FEW: Final = 200  # files that change, of which it is told at once what that means
_TOLD: Final = 20  # sentences
_HOW: Final = {
    "identifier": "by identifier",
    "name": "by name",
    "spelling": "but for case or diacritics",
    "decision": "as was decided",
}


def write_template(workspace: Workspace, kind: str, output: Path, lang: str) -> None:
    """Write a table to fill in: a workbook where the file is to be one, else CSV."""
    from kg.graph import reading
    from kg.graph.workspace import ontology_files
    from kg.imports.meaning.known import read_background
    from kg.imports.rows import templates

    known = read_background(reading.read_files(workspace, ontology_files(workspace)))
    if output.suffix.lower() == ".xlsx":
        write_output(output, templates.write_xlsx_template(kind, known, lang=lang))
        return
    encoding = "utf-8" if str(output) == "-" else "utf-8-sig"  # the mark is for spreadsheets
    write_output(output, templates.write_csv_template(kind, known, lang=lang).encode(encoding))


def read_review(path: Path | None, by: str) -> list[Chosen]:
    """Return the decisions of a review list, signed with the office and the day of today."""
    from kg.imports.meaning import decided

    decisions = decided.read_decisions(path) if path else []
    return decided.sign(decisions, by, datetime.date.today().isoformat())


def say_findings(made: Intake) -> None:
    """Write what is wrong and, of tables, how many rows were read and how names were found."""
    for place, kind, rows in made.tables.read_as if made.tables else ():
        click.echo(f"{place}: read as {kind}, {count_words(rows, 'row')}", err=True)
    shown = made.findings[: _SHOWN if made.tables else None]
    for finding in shown:
        click.echo(str(finding))
    if left := len(made.findings) - len(shown):
        step = "--findings FILE writes all of them"
        click.echo(f"… and {count_words(left, 'more finding')}; {step}", err=True)
    if made.tables:
        click.echo(_say_rows(made.tables), err=True)


def write_findings(path: Path, findings: Sequence[Finding]) -> None:
    """Write all findings: as JSON where the file is to be that, else as CSV."""
    fields = ("file", "line", "column", "severity", "rule", "thing", "message")
    rows = [{field: getattr(each, field) for field in fields} for each in findings]
    if path.suffix.lower() == ".json":
        text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        write_output(path, text.encode())
        return
    table = io.StringIO()
    writer = csv.DictWriter(table, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_output(path, table.getvalue().encode("utf-8-sig"))


def _say_rows(read: TablesRead) -> str:
    parts = [f"{number:,} {_HOW[how]}" for how, number in read.matched.items()]
    states = [each.meaning.state for each in read.asked]
    parts += [
        f"{states.count(state):,} {state}" for state in ("proposed", "new") if state in states
    ]
    names = f"; different names: {', '.join(parts)}" if parts else ""
    held = f", {read.withheld:,} held back" if read.withheld else ""
    held += f", {read.missing:,} not listed any more" if read.missing else ""
    return f"{count_words(read.rows, 'row')}{held}{names}"


def write_review(path: Path, read: TablesRead, chosen: Sequence[Chosen]) -> None:
    """Write the list of the names that a person has to decide about, and of what was decided."""
    from kg.files import write_atomically
    from kg.imports.meaning.decided import write_review

    write_atomically(path, write_review(read.asked, chosen, read.profiles).encode("utf-8-sig"))
    if read.asked:
        click.echo(f"{count_words(len(read.asked), 'name')} to decide in {path}", err=True)


def say_refusal(made: Intake) -> str:
    """Return that nothing is written, and what to do."""
    if made.tables is None:
        return f"{count_words(len(made.findings), 'finding')}; nothing is written"
    held = f"{count_words(made.tables.withheld, 'row')} held back"
    if made.tables.missing:
        held += f", {count_words(made.tables.missing, 'claim')} to decide about"
    held += ", nothing is written"
    return f"{held}; {'--skip writes the other rows' if made.plan else 'mend the records'}"


def show_plan(plan: Plan) -> None:
    """Write what a plan adds."""
    for one, several, which in (
        ("new thing", "new things", plan.things),
        ("new source", "new sources", plan.sources),
        ("new claim", "new claims", plan.claims),
        ("known claim with further evidence", "known claims with further evidence", plan.seconded),
    ):
        some = ", ".join(which[:_NAMED]) + (", …" if len(which) > _NAMED else "")
        noun = one if len(which) == 1 else several
        click.echo(f"{len(which):>7,}  {noun}{': ' if some else ''}{some}")
    for edit in plan.edits:
        click.echo(str(edit))


def tell_plan(workspace: Workspace, made: Intake, *, whole: bool) -> None:
    """Write what a plan changes in the sentences of kg diff: some of them, or the *whole*.

    What a large plan changes, or one of facts, is told only where the whole is asked for.
    """
    plan = made.plan
    if plan is None or not (made.tables or whole):
        return
    if not plan.changes or (len(plan.changes) > _FEW and not whole):
        if plan.changes:
            click.echo("--all tells each change in a sentence", err=True)
        return
    from kg.additions.preview import tell

    told = [
        change.sentence.en
        for change in tell(workspace, plan).changes
        if change.section in ("fact", "record")
    ]
    shown = told if whole else told[:_TOLD]
    for sentence in shown:
        click.echo(sentence)
    if left := len(told) - len(shown):
        click.echo(f"… and {count_words(left, 'more change')}; --all tells them", err=True)


def hold(ctx: click.Context, workspace: Workspace, *, write: bool) -> None:
    """Where a command writes, let nobody change what it reads before it has changed it."""
    from kg.files import locked

    if write:
        workspace.require_own()
        ctx.with_resource(locked(workspace.root))


def apply(workspace: Workspace, made: Plan) -> None:
    """Write the files of a plan, and say where that exchanges the folder in which a person is."""
    from kg.additions import plan

    inside = Path.cwd().is_relative_to(workspace.root / "graphdata")
    plan.apply(workspace, made)
    if inside and len(made.changes) > 1:
        click.echo("graphdata/ was exchanged as a whole. Enter it again: cd .", err=True)
