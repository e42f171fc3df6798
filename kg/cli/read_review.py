"""kg read --review: proposals decided in a browser, on this machine only."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.reading.deciding.session import Session
    from kg.reading.library import Library
    from kg.reading.outcome.proposals import Proposed
    from kg.reading.outcome.taking import Taken


def review(library: Library, read: Sequence[Proposed], lang: str) -> int:
    """Serve the page until the person ends it; return the exit code."""
    from kg.reading.deciding.server import Desk
    from kg.reading.deciding.session import Session

    library.workspace.require_own()
    sessions: list[Session] = []
    try:
        sessions += [Session(library, each) for each in read]
        desk = Desk(sessions, lang, _write)
        click.echo(f"Decide here: {desk.address}", err=True)
        click.echo("Ctrl-C or Done ends it; what was decided is kept.", err=True)
        if sys.stderr.isatty():
            click.launch(desk.address)
        try:
            desk.serve_forever(0.2)
        except KeyboardInterrupt:
            click.echo("ended; what was decided is kept", err=True)
        finally:
            sessions[:] = desk.sessions
            desk.server_close()
    finally:
        for each in sessions:
            each.close()
    return 0


def _write(taken: Taken, session: Session) -> Session:
    """Write what was accepted, and return the session with the graph as it is now."""
    from kg.additions import plan
    from kg.reading.deciding.session import Session
    from kg.reading.library import open_library
    from kg.reading.outcome import checking
    from kg.reading.outcome.proposals import propose

    assert taken.addition is not None
    assert taken.addition.plan is not None
    workspace = session.library.workspace
    plan.apply(workspace, taken.addition.plan)
    changed = ", ".join(workspace.name(each.path) for each in taken.addition.plan.changes)
    click.echo(f"written: {changed}", err=True)
    session.close()
    library = open_library(workspace)
    before = session.proposed
    return Session(
        library, checking.check(library, propose(library, before.page, key=before.source.key))
    )
