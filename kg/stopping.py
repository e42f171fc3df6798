"""Stopping at once: Ctrl-C ends a command, also while the engine works and Python waits for it.

Python hears of Ctrl-C between its own steps only, and the engine takes minutes for some of its. So
a thread hears of it too, and ends the process where that has not ended by itself soon. Whatever a
command writes is written whole or not at all, whenever it ends.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kg.errors import Interrupted

GRACE: Final = 2.0  # seconds in which a process may end by itself
SAID: Final = "error: interrupted; no file is half written."
CODE: Final = Interrupted.exit_code


@contextmanager
def stoppable() -> Iterator[None]:
    """Do what follows; soon after Ctrl-C end this process, which must be ours, with a sentence."""
    if not hasattr(os, "fork") or threading.current_thread() is not threading.main_thread():
        yield
        return
    listening, told = os.pipe()
    os.set_blocking(told, False)
    before = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    done = threading.Event()
    threading.Thread(target=_await, args=(listening, done), daemon=True).start()
    try:
        yield
    finally:
        done.set()
        signal.set_wakeup_fd(before)
        os.close(told)  # the thread comes to the end of its pipe and goes


def _await(listening: int, done: threading.Event) -> None:
    while heard := os.read(listening, 1):
        if heard[0] == signal.SIGINT and not done.wait(GRACE):
            sys.stderr.write(f"\n{SAID}\n")
            sys.stderr.flush()
            os._exit(CODE)
    os.close(listening)
