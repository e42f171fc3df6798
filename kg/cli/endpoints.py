"""An endpoint as a command opens it: as whom, and whether it is asked itself or a copy of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.rdf.store import Store
    from kg.web import Login


def read_login(url: str) -> Login:
    """Return the name and password, or the token, for an endpoint.

    They come from the environment, else from the file .netrc of this person, by the host.
    """
    from kg.web import Login, read_netrc

    names = (f"KG_ENDPOINT_{field}" for field in ("USER", "PASSWORD", "TOKEN"))
    login = Login(*(os.environ.get(name, "") for name in names))
    return login if login.user or login.token else read_netrc(url)


def open_endpoint(url: str, *, as_it_is: bool, cache: Path | None) -> Store:
    """Return the store to ask at an address: the endpoint, or a copy where it misreads SPARQL.

    With *as_it_is* always the endpoint. Raises KgError where it does not answer.
    """
    from kg.graph.copied import copy, reads_sparql
    from kg.rdf.endpoint import Endpoint

    endpoint = Endpoint(url, login=read_login(url))
    if as_it_is or reads_sparql(endpoint):
        return endpoint
    from kg.cli.progress import progress

    click.echo(
        "note: this server does not read SPARQL as the standard has it: it was copied, and the"
        " copy was asked. kg query asks it as it is.",
        err=True,
    )
    with progress() as step:
        return copy(endpoint, folder=cache and cache.with_name("pencoop-copies"), progress=step)
