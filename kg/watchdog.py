"""A watchdog for work that nothing else can stop: the engine hears no Ctrl-C and knows no limit.

Only the command line arms it: a process that belongs to somebody else, such as a notebook, is never
ended.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import SourceError

_seconds: float | None = None


def arm(seconds: float) -> None:
    """Let every watch from now on end this process after so many seconds."""
    global _seconds  # noqa: PLW0603 - one process, one watchdog
    _seconds = seconds


@contextmanager
def watch(file: str) -> Iterator[None]:
    """Do what follows; where it does not end in time, say so of *file* and end the process."""
    if _seconds is None:
        yield
        return
    message = f"the rule has not ended after {_seconds:g} s. Correct the rule."
    timer = threading.Timer(_seconds, _end, [SourceError(message, file=file)])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(error: SourceError) -> None:
    sys.stderr.write(f"{error}\n")
    sys.stderr.flush()
    os._exit(error.exit_code)
