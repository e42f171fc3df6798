"""kg pull: what a SPARQL endpoint holds, as a file."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.endpoints import read_login
from kg.cli.options import Seconds, write_output


@click.command("pull")
@click.argument("endpoint", metavar="ENDPOINT")
@click.option("-f", "--format", "style", type=click.Choice(["nq", "trig"]), default="nq")
@click.option("-o", "--output", type=click.Path(path_type=Path), default="-", metavar="FILE")
@click.option(
    "--timeout",
    type=Seconds(),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Seconds of silence to bear.",
)
def command(endpoint: str, style: str, output: Path, timeout: float) -> int:
    """Write all named graphs of a SPARQL endpoint, sorted, as N-Quads or TriG.

    Exit code 1: a graph that was pushed there holds something else now, or nothing is there.

    Example: kg pull http://localhost:7878/query -o there.nq
    """
    from kg.actions import pull
    from kg.cli.progress import progress
    from kg.rdf.dataset import Dataset
    from kg.rdf.writers import export

    with progress() as step:
        pulled = pull(endpoint, login=read_login(endpoint), timeout=timeout, progress=step)
    write_output(output, export(Dataset(pulled.quads, {}), style))
    graphs = {quad.graph_name for quad in pulled.quads}
    click.echo(f"{len(graphs):,} graphs, {len(pulled.quads):,} triples", err=True)
    for name in pulled.changed:
        click.echo(f"{name} is not as it was pushed. Push again, or look who changed it.", err=True)
    return 1 if pulled.changed or not pulled.quads else 0
