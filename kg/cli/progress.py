"""A line on the terminal that says what is being done, once it has lasted a second."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

DELAY: Final = 1.0  # seconds before anything is said
_WHEEL: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that takes note of each step; nothing is shown where stderr is no terminal.

    The line turns while the work goes on and is gone when it ends.
    """
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    steps, done = ["starting"], threading.Event()
    turning = threading.Thread(target=_turn, args=(steps, done), daemon=True)
    turning.start()
    try:
        yield steps.append
    finally:
        done.set()
        turning.join()


def _turn(steps: list[str], done: threading.Event) -> None:
    if done.wait(DELAY):
        return
    turn = 0
    while not done.wait(0.1):
        click.echo(f"\r\x1b[K{_WHEEL[turn % len(_WHEEL)]} {steps[-1]} …", nl=False, err=True)
        turn += 1
    click.echo("\r\x1b[K", nl=False, err=True)
