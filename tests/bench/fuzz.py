"""Ten thousand command lines and ten thousand damaged files: no traceback, no crash, no hang.

Run: python -m tests.bench.fuzz [--seed N] [--number N] [--words | --files]. Exit 1 where one fell.

Processes forked from one that has imported everything run the cases one after the other, a batch
each, in small workspaces of their own. What a case was is told by its number and the seed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests import hostile
from tests.miniature import make_workspace

LIMIT = 60  # seconds for a case
FRESH = 100  # cases after which a workspace is made anew
BATCH = 250  # cases of one process
REPORT = "report.jsonl"
WRITING = {"--apply", "--yes", "--accept", "--because", "build"}
FALLEN = ("Traceback", "a mistake of kg itself")


class Case(NamedTuple):
    """A command line, and the file that is damaged before, if any."""

    words: list[str]
    name: str | None = None
    data: bytes = b""


def make(kind: str, seed: int, number: int, sound: dict[str, bytes]) -> Case:
    """The case of a number, the same for a seed on any day."""
    from kg.cli import cli

    rnd = random.Random(f"{seed} {kind} {number}")
    if kind == "words":
        return Case(hostile.command_line(rnd, cli))
    name = rnd.choice(sorted(sound))
    others = [sound[each] for each in sorted(sound)]

    def damaged(data: bytes) -> bytes:
        return hostile.damage(rnd, data, others)

    inside = name.endswith((".xlsx", ".ods", ".docx")) and rnd.random() < 0.7
    data = hostile.workbook(rnd, damaged, sound[name]) if inside else damaged(sound[name])
    return Case(hostile.commands_for(rnd, name), name, data)


def run_cases(kind: str, seed: int, numbers: range, report: int) -> None:
    """Run the cases of some numbers in this process; write a line of JSON before and after each."""
    from kg import cli, worker
    from kg.reading.deciding.server import Desk

    worker.arm(30)
    out, err = (tempfile.TemporaryFile() for _ in range(2))  # noqa: SIM115 - until the end
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
    Desk.serve_forever = _leave  # type: ignore[method-assign]
    for count, number in enumerate(numbers):
        if count % FRESH == 0:
            root = make_workspace(Path(tempfile.mkdtemp()))
            sound = hostile.samples(root)
            os.chdir(root)
        case = make(kind, seed, number, sound)
        if case.name:
            (root / case.name).write_bytes(case.data)
        for stream in (out, err):
            os.ftruncate(stream.fileno(), 0)
            stream.seek(0)
        _tell(report, number=number, words=case.words, name=case.name)
        signal.alarm(LIMIT)
        began = time.monotonic()
        code = cli.run(list(case.words))
        sys.stdout.flush()
        sys.stderr.flush()
        signal.alarm(0)
        err.seek(0)
        said = err.read(1 << 20).decode("utf-8", "replace")
        fell = next((each for each in FALLEN if each in said), None)
        if "\x1b" in said or code not in (0, 1, 2, 3):
            fell = "an escape, or a code of its own"
        _tell(report, number=number, code=code, said=said[-400:] if fell else "", fell=fell,
              seconds=time.monotonic() - began)  # fmt: skip
        if case.name and case.name in sound:
            (root / case.name).write_bytes(sound[case.name])
        if case.name is None or WRITING & {*case.words}:
            _restore(root, sound)


def _leave(_desk: object, _seconds: float = 0) -> None:
    """Stand for the person who leaves the page of a review at once."""
    raise KeyboardInterrupt


def _restore(root: Path, sound: dict[str, bytes]) -> None:
    """Undo what a command has written into the workspace, where it has."""
    for path in root.glob("graphdata/**/*.ttl"):
        name = path.relative_to(root).as_posix()
        if name not in sound:
            path.unlink()
        elif path.read_bytes() != sound[name]:
            path.write_bytes(sound[name])
    for name, data in sound.items():
        path = root / name
        if not path.is_file() or (name.startswith("graphdata") and path.read_bytes() != data):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def _tell(report: int, **said: object) -> None:
    os.write(report, json.dumps(said).encode() + b"\n")


class Ends(NamedTuple):
    """How cases ended, by exit code or signal, and what is said of those that fell."""

    how: Counter[str]
    fallen: list[str]


def run_all(kind: str, seed: int, number: int, processes: int) -> Ends:
    """Run so many cases in some processes, each forked for a batch of them."""
    ends = Ends(Counter(), [])
    waiting = [range(at, min(at + BATCH, number)) for at in range(0, number, BATCH)]
    running: dict[int, tuple[range, Path]] = {}
    while waiting or running:
        while waiting and len(running) < processes:
            numbers = waiting.pop(0)
            home = Path(tempfile.mkdtemp())
            running[_start(kind, seed, numbers, home)] = numbers, home
        child, status = os.wait()
        numbers, home = running.pop(child)
        fell = len(ends.fallen)
        done, last = _count(home / REPORT, numbers, ends)
        shutil.rmtree(home, ignore_errors=True)
        if os.WIFSIGNALED(status):  # the case is named, and those after it go on
            how = signal.Signals(os.WTERMSIG(status)).name
            ends.fallen.append(f"{last}: {how}")
            ends.how[how] += 1
            waiting.insert(0, range(done + 2, numbers.stop))
        for each in ends.fallen[fell:]:
            print(f"  {each}", flush=True)
        print(f"\r{ends.how.total():,} of {number:,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return ends


def _start(kind: str, seed: int, numbers: range, home: Path) -> int:
    """Fork a process for some cases, with a folder of its own in which it tells of them."""
    child = os.fork()
    if child:
        return child
    tempfile.tempdir = str(home)
    report = os.open(home / REPORT, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        run_cases(kind, seed, numbers, report)
    except BaseException as error:
        _tell(report, broken=repr(error))
    os._exit(0)


def _count(report: Path, numbers: range, ends: Ends) -> tuple[int, dict[str, object]]:
    """Count what a process has told; return the last case that has ended, and the last begun."""
    last: dict[str, object] = {}
    done = numbers.start - 1
    for line in report.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        if "words" in said:
            last = said
        elif "broken" in said:
            ends.fallen.append(f"{last}: {said['broken']}")
        else:
            done = said["number"]
            ends.how[str(said["code"])] += 1
            if said["fell"]:
                ends.fallen.append(f"{last}: {said['fell']}: {said['said']}")
    return done, last


def main() -> int:
    """Run the cases, print the seed, those that fell, and how all ended."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--words", action="store_true", help="Only command lines.")
    parser.add_argument("--files", action="store_true", help="Only damaged files.")
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    wrong = 0
    for kind in ("words", "files"):
        if (given.words or given.files) and not getattr(given, kind):
            continue
        began = time.monotonic()
        ends = run_all(kind, given.seed, given.number, given.processes)
        seconds = time.monotonic() - began
        what = "command lines" if kind == "words" else "damaged files"
        fell = f"{len(ends.fallen)} fell; ended {dict(ends.how)}"
        print(f"{given.number:,} {what} in {seconds:.0f} s: {fell}")
        wrong += len(ends.fallen)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
