"""kg push: the graph to a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.endpoints import read_login
from kg.cli.options import Seconds, scope_option, workspace_option

_SHOWN = 3  # literals that are shown of those that a server keeps otherwise


@click.command("push")
@click.argument("endpoint", metavar="ENDPOINT")
@click.option("--update", metavar="URL", help="Where it takes changes, if not where it is asked.")
@click.option(
    "--timeout",
    type=Seconds(),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Seconds of silence to bear.",
)
@workspace_option
@scope_option
def command(
    endpoint: str, update: str | None, timeout: float, folder: Path | None, scope: str
) -> None:
    """Make a SPARQL endpoint hold the graph.

    ENDPOINT is its address for queries. Each graph that differs is replaced in one step, what was
    pushed before and is gone is taken away, and nothing else is touched. A push that was ended goes
    on where it was. Name and password come from KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, a token
    from KG_ENDPOINT_TOKEN; without these the file .netrc is asked for the host.

    Example: kg push http://localhost:7878/query
    """
    from kg.actions import push
    from kg.cli.progress import progress

    with progress() as step:
        step("reading and deriving")
        done = push(
            endpoint,
            update=update,
            login=read_login(endpoint),
            timeout=timeout,
            folder=folder,
            scope=scope,
            progress=step,
        )
    for name in done.unfinished:
        click.echo(f"an earlier push had left {name} half loaded; it was removed", err=True)
    click.echo(
        f"{len(done.written):,} graphs written, {len(done.kept):,} were there,"
        f" {len(done.removed):,} removed; {done.size:,} triples, counted and read back"
    )
    if done.reworded:
        click.echo(
            f"the server keeps {len(done.reworded):,} literals by value: "
            + ", ".join(f"{old} as {new}" for old, new in done.reworded[:_SHOWN]),
            err=True,
        )
