"""Writing what was accepted of a document: the change shown in sentences, then in one stroke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kg.cli import import_report
from kg.cli.options import count_words

if TYPE_CHECKING:
    from kg.reading.library import Library
    from kg.reading.outcome.proposals import Proposed
    from kg.reading.outcome.taking import Taken


def show(taken: Taken) -> bool:
    """Write what would change and what is wrong; tell whether it can be written."""
    if taken.lonely:
        said = count_words(taken.lonely, "proposal")
        click.echo(f"{said} left out: a new agreement needs two parties.", err=True)
    found = [*taken.findings, *(taken.addition.findings if taken.addition else ())]
    for finding in dict.fromkeys(found):
        if finding.severity != "info":
            click.echo(str(finding), err=True)
    if any(each.severity == "error" for each in found):
        click.echo("nothing is written", err=True)
        return False
    seen = taken.addition
    if seen is None or seen.plan is None or not seen.plan.changes:
        click.echo("nothing new to write", err=True)
        return False
    for change in seen.report.changes if seen.report else ():
        if change.section in ("fact", "record") and change.kind != "derived-too":
            click.echo(change.sentence.en)
    import_report.show_plan(seen.plan)
    return True


def write(library: Library, taken: Taken, read: Sequence[Proposed]) -> None:
    """Keep the texts, and write the files of what was accepted."""
    from kg.reading import keeping

    assert taken.addition is not None
    assert taken.addition.plan is not None
    plan = taken.addition.plan
    for each in read:
        if not each.registered:
            keeping.keep(library.workspace, each.page, each.source.key)
    import_report.apply(library.workspace, plan)
    click.echo(f"{count_words(len(plan.changes), 'file')} written", err=True)
