"""kg verify: the evidence of the graph against the source texts."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import (
    count_words,
    format_option,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.errors import UsageError
from kg.names import shorten

if TYPE_CHECKING:
    from kg.documents import Checked
    from kg.verification import Verification
    from kg.workspace import Workspace


@click.command("verify")
@click.argument("texts", type=click.Path(path_type=Path), metavar="DIR")
@format_option("table", "json", default="table")
@output_option
@click.option("--fix", is_flag=True, help="Show the new positions of what has moved; write them.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--strict", is_flag=True, help="A span must also speak of its claims.")
@scope_option
@workspace_option
def command(
    texts: Path,
    style: str,
    output: Path,
    fix: bool,
    yes: bool,
    strict: bool,
    scope: str,
    folder: Path | None,
) -> int:
    """Check the evidence against the source texts in a folder.

    DIR holds the texts, whatever their file names; other files are named and ignored.

    Exit code 0: every document and every span is as recorded. 1: something is not.

    Example: kg verify texts/
    """
    from kg import verification

    if yes and not fix:
        raise UsageError("--yes goes with --fix.")
    workspace = workspace_of(folder)
    result = verification.verify(workspace, texts, scope=scope)
    if fix and _fix(result, workspace, yes=yes):
        result = verification.verify(workspace, texts, scope=scope)
    text = _json(result) if style == "json" else _report(result)
    write_output(output, text.encode())
    for name, why in result.ignored.items():
        click.echo(f"{name}: ignored: {why}.", err=True)
    return 0 if result.holds and not (strict and result.findings) else 1


def _fix(result: Verification, workspace: Workspace, *, yes: bool) -> bool:
    """Show what would change and write it if that is wanted; tell whether it was written."""
    from kg import reanchoring

    changes = reanchoring.find_changes(result)
    if not changes:
        click.echo("nothing to write.", err=True)
        return False
    for change in changes:
        click.echo(str(change), err=True)
    if not yes and not sys.stdin.isatty():
        raise UsageError(f"{count_words(len(changes), 'change')}. Give --yes to write them.")
    if not yes and not click.confirm("Write these changes?", err=True):
        click.echo("nothing was changed.", err=True)
        return False
    for name in reanchoring.apply(changes, workspace):
        click.echo(f"{name}: written.", err=True)
    return True


def _report(result: Verification) -> str:
    from kg.tables import Table, write_table

    rows = [_row(each) for each in result.documents]
    total = [str(sum(int(row[at]) for row in rows)) for at in range(3, 7)]
    columns = ("source", "file", "document", "verified", "moved", "ambiguous", "missing")
    table = write_table(Table(columns, (*rows, ("total", "", "", *total))), "table")
    findings = "".join(f"{finding}\n" for finding in result.findings)
    return f"{table}\n{_speech(result)}\n{findings}"


def _row(each: Checked) -> tuple[str, ...]:
    from kg.anchoring import STATES

    name = shorten(each.document.source)
    counts = {state: each.count(state) for state in STATES}
    if each.file is None:  # no text, so nothing stands anywhere
        counts["missing"] = len(each.document.spans)
    return (name, each.file or "", each.state, *(str(number) for number in counts.values()))


def _speech(result: Verification) -> str:
    counts = Counter(each.state for each in result.claims)
    total = len(result.claims)
    percent = f" ({100 * counts['named'] / total:.0f} %)" if total else ""
    return (
        f"{count_words(total, 'claim')} with a verified span: {counts['named']:,}{percent} named"
        f" there, {counts['excepted']:,} with a recorded reason why not,"
        f" {counts['not named']:,} not named.\n"
    )


def _json(result: Verification) -> str:
    data = {
        "verified": result.holds,
        "documents": [_document(each) for each in result.documents],
        "evidence": [span for each in result.documents for span in _spans(each, result)],
        "claims": [
            each._asdict() | {"lacks": [lack._asdict() for lack in each.lacks]}
            for each in result.claims
        ],
        "ignored": [{"file": name, "reason": why} for name, why in result.ignored.items()],
        "findings": [
            each._asdict() | {"thing": shorten(each.thing or "")} for each in result.findings
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _document(each: Checked) -> dict[str, Any]:
    """Return what is known of a document, ready for JSON."""
    source, file, state, *counts = _row(each)
    words = ("verified", "moved", "ambiguous", "missing")
    return {
        "source": source,
        "file": file or None,
        "state": state,
        "differences": list(each.reading.differences) if each.reading else [],
        "recordedDigest": each.document.digest,
        "digest": each.reading.digest if each.reading else None,
        "recordedCodePoints": each.document.length,
        "codePoints": len(each.reading.text) if each.reading else None,
    } | {word: int(number) for word, number in zip(words, counts, strict=True)}


def _spans(each: Checked, result: Verification) -> list[dict[str, Any]]:
    """Return what is known of the spans of a document, ready for JSON."""
    return [
        {
            "evidence": shorten(place.span.evidence),
            "source": shorten(each.document.source),
            "state": place.state,
            "start": place.span.start,
            "end": place.span.end,
            "found": list(place.starts),
            "between": list(place.between) if place.between else None,
            "claims": list(result.supports.get(place.span.evidence, ())),
        }
        for place in each.places
    ]
