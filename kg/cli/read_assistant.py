"""kg read --assistant: what a language model proposes beside the rules."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from kg.reading.outcome.proposals import Proposed

_HERE = ("localhost", "127.0.0.1", "::1")


def assist(read: list[Proposed], url: str, model: str) -> list[Proposed]:
    """Return documents with the assistant's proposals; say what goes where, and what was dropped.

    The key comes from KG_ASSISTANT_KEY. Raises KgError where the address is none of the web.
    """
    from kg.cli.progress import progress
    from kg.reading.assistant.asking import Assistant, address_of
    from kg.reading.assistant.hearing import assist as ask

    assistant = Assistant(url, model, os.environ.get("KG_ASSISTANT_KEY", ""))
    size = sum(len(each.page.text) for each in read)
    where = "on this machine" if urlsplit(url).hostname in _HERE else "NOT on this machine"
    click.echo(
        f"sent to {address_of(assistant)} ({where}): the text of what is read, {size:,} characters,"
        " and the names recognised in it; nothing else.",
        err=True,
    )
    made = []
    for each in read:
        with progress() as step:
            heard = ask(assistant, each, progress=step)
        made.append(heard.proposed)
        told = [f"{n} {reason}" for reason, n in sorted(heard.dropped.items())]
        dropped = f"; dropped: {', '.join(told)}" if told else ""
        click.echo(f"the assistant added {heard.added} proposals{dropped}", err=True)
        for failure in heard.failures:
            click.echo(f"warning: {failure} The rules' proposals stand alone.", err=True)
    return made
