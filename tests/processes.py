"""Processes of the tests: the command line and pieces of Python, each in a process of its own.

A process that has imported everything waits for orders and forks for each of them: a command ends,
crashes and prints as it does for people, only the imports, and the graph of the core where this
repository is asked, are not paid for again. What an
interpreter reads when it starts (its environment, its rights) needs one that starts.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
# Seconds after which a process has surely got stuck, also on a machine with much else to do.
LIMIT = 600
COMMAND = "from kg.start import main; main()"
# The interpreter has read these before any line of Python runs.
_READ_AT_START = ("PYTHON", "LC_", "LANG", "OPENBLAS_", "MALLOC_")
_LONGEST = 1 << 8  # bytes of a message


def kg(
    *words: str | Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
    stdin: bytes = b"",
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own and return how it ended, its words as text.

    *before* is called in the new process before the interpreter starts.
    """
    return python(COMMAND, *words, cwd=cwd, env=env, before=before, stdin=stdin)


def python(
    code: str,
    *words: str | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
    stdin: bytes = b"",
) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, like `kg`."""
    fresh = before or any(name.startswith(_READ_AT_START) for name in env or {})
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(stdin)
        given.seek(0)
        argv = ["-c", code, *map(str, words)]
        if fresh or not hasattr(os, "fork"):
            status = subprocess.run(
                [sys.executable, *argv],
                cwd=cwd,
                env=environment(env),
                stdin=given,
                stdout=out,
                stderr=err,
                timeout=LIMIT,
                preexec_fn=before,
                check=False,
            ).returncode
        else:
            order = {"argv": argv, "cwd": str(cwd), "env": environment(env)}
            status = _Warm.started().run(order, given, out, err)
        return subprocess.CompletedProcess(argv, status, _text(out), _text(err))


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which a child finds the package of this checkout."""
    base = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT)}
    base["XDG_CACHE_HOME"] = str(Path(tempfile.gettempdir()) / "pencoop-tests")
    return base | {"HOME": os.environ.get("HOME", "/")} | dict(more or {})


def children(process: int | str = "self") -> list[str]:
    """Return the numbers of the processes that a process has started, sorted."""
    numbers: list[str] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        with suppress(FileNotFoundError):  # a thread that has ended meanwhile
            numbers += (task / "children").read_text().split()
    return sorted(numbers)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8")


class _Warm:
    """A process that has imported everything, seen from the tests."""

    def __init__(self) -> None:
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.processes", str(theirs.fileno())],
                cwd=ROOT,
                env=environment({"OPENBLAS_NUM_THREADS": "1"}),  # a thread does not outlive a fork
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self.line.settimeout(LIMIT)
        atexit.register(self.end)

    @staticmethod
    @cache
    def started() -> _Warm:
        return _Warm()

    def run(self, order: dict[str, object], *files: IO[bytes]) -> int:
        """Return how a process ended that ran the order with these three files."""
        with tempfile.TemporaryFile() as written:  # an order may be longer than a message
            written.write(json.dumps(order).encode())
            written.seek(0)
            socket.send_fds(self.line, [b"go"], [each.fileno() for each in (written, *files)])
            child = int(self.line.recv(_LONGEST))
        try:
            return int(self.line.recv(_LONGEST))
        except TimeoutError:
            os.kill(child, signal.SIGKILL)
            self.line.recv(_LONGEST)
            raise subprocess.TimeoutExpired(str(order["argv"]), LIMIT) from None

    def end(self) -> None:
        self.line.close()
        self.process.wait()


def _serve(line: socket.socket) -> None:
    """Fork for every order, and tell the number of the child and how it ended."""
    _import_everything()
    while True:
        message, files, _, _ = socket.recv_fds(line, _LONGEST, 4)
        if not message:
            return
        with os.fdopen(files.pop(0), "rb") as written:
            order = json.load(written)
        if order["cwd"] == str(ROOT) and "core" in order["argv"]:
            _load_core()
        child = os.fork()
        if child == 0:
            line.close()
            _obey(files, **order)
        for file in files:
            os.close(file)
        line.send(str(child).encode())
        line.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _import_everything() -> None:
    from importlib import import_module

    for path in sorted((ROOT / "kg").rglob("*.py")):
        if path.name != "__main__.py":
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            import_module(name.removesuffix(".__init__"))
    for name in ("jinja2", "networkx", "openpyxl", "rdflib"):
        import_module(name)


def _load_core() -> None:
    """Have the graph of the core: it is kept, and made anew only when a file has changed."""
    from kg.graph.loading import load
    from kg.graph.workspace import find_workspace

    load(find_workspace(ROOT), scope="core")


def _obey(files: list[int], argv: list[str], cwd: str, env: dict[str, str]) -> None:
    """Be the process that was ordered; never return."""
    import traceback

    code = 1
    try:
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        sys.argv = ["-c", *argv[2:]]
        sys.path[0] = ""
        exec(argv[1], {"__name__": "__main__"})
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
