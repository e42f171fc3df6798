"""A line on the terminal that says what is being done, how far it is and since when.

It comes after a second of work, and is gone when the work ends.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple, Protocol

import click

DELAY: Final = 1.0  # seconds before anything is said
_WHEEL: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_WIDTH: Final = 30  # characters of a full bar


class State(NamedTuple):
    """What is done, and how much of how much; 0 of 0 where that is not known."""

    step: str = "starting"
    done: int = 0
    total: int = 0


class Note(Protocol):
    """What takes note of a step and how far it is."""

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        """Take note."""


@contextmanager
def progress() -> Iterator[Note]:
    """Give a function that takes note of each step and how far it is.

    Nothing is shown where stderr is no terminal. The bar moves while the work goes on and is gone
    when it ends.
    """
    states = [State()]

    def note(step: str, done: int = 0, total: int = 0) -> None:
        states[0] = State(step, done, total)

    if not sys.stderr.isatty():
        yield note
        return
    over = threading.Event()
    drawing = threading.Thread(target=_draw, args=(states, over), daemon=True)
    drawing.start()
    try:
        yield note
    finally:
        over.set()
        drawing.join()


def line(state: State, turn: int, seconds: float) -> str:
    """Return a state as one line: a wheel that turns, or a bar and a count; and the time so far.

    >>> line(State("planning", 250, 1000), 0, 7.5)
    'planning  [#######-----------------------]  250 of 1,000 · 7 s'
    >>> line(State("reading"), 3, 83)
    'reading  ⠸  1 min 23 s'
    """
    minutes, rest = divmod(int(seconds), 60)
    since = f"{minutes} min {rest} s" if minutes else f"{rest} s"
    if not state.total:
        return f"{state.step}  {_WHEEL[turn % len(_WHEEL)]}  {since}"
    bar = ("#" * int(state.done / state.total * _WIDTH)).ljust(_WIDTH, "-")
    return f"{state.step}  [{bar}]  {state.done:,} of {state.total:,} · {since}"


def _draw(states: list[State], over: threading.Event) -> None:
    begun = time.monotonic()
    if over.wait(DELAY):
        return
    turn = 0
    while not over.wait(0.1):
        said = line(states[0], turn, time.monotonic() - begun)
        click.echo(f"\r\x1b[K{said}", nl=False, err=True)
        turn += 1
    click.echo("\r\x1b[K", nl=False, err=True)
