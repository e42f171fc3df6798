"""Ten thousand command lines and ten thousand damaged files: no traceback, no crash, no hang.

Run: python -m tests.bench.fuzz [--seed N] [--number N] [--words | --files]. Exit 1 where one fell.

Processes that have imported everything run the cases one after the other, each in a small workspace
of its own, and are replaced where they die. What a case was is told by its number and the seed.
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

    inside = name.endswith(".xlsx") and rnd.random() < 0.7
    data = hostile.workbook(rnd, damaged, sound[name]) if inside else damaged(sound[name])
    return Case(hostile.commands_for(rnd, name), name, data)


def run_cases(kind: str, seed: int, numbers: range, report: int) -> None:
    """Run the cases of some numbers in this process; write a line of JSON before and after each."""
    from kg import cli, worker

    worker.arm(30)
    out, err = (tempfile.TemporaryFile() for _ in range(2))  # noqa: SIM115 - until the end
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
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
        if case.name is None or "--apply" in case.words:
            _restore(root, sound)


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


def run_all(kind: str, seed: int, number: int, processes: int) -> tuple[Counter[str], list[str]]:
    """Run so many cases in some processes; return how they ended, and those that fell."""
    ended: Counter[str] = Counter()
    fallen: list[str] = []
    share = -(-number // processes)
    waiting = [range(at, min(at + share, number)) for at in range(0, number, share)]
    running: list[tuple[int, int, range, Path]] = []
    while waiting or running:
        while waiting and len(running) < processes:
            running.append(_start(kind, seed, waiting.pop()))
        child, read, numbers, home = running.pop(0)
        done, last = _listen(read, numbers, ended, fallen)
        _, status = os.waitpid(child, 0)
        shutil.rmtree(home, ignore_errors=True)
        if os.WIFSIGNALED(status):  # the case is named, and those after it go on
            how = signal.Signals(os.WTERMSIG(status)).name
            fallen.append(f"{last}: {how}")
            ended[how] += 1
            waiting.append(range(done + 2, numbers.stop))
    return ended, fallen


def _start(kind: str, seed: int, numbers: range) -> tuple[int, int, range, Path]:
    """Fork a process for some cases, with a folder of its own, and return what tells of it."""
    home = Path(tempfile.mkdtemp())
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read, numbers, home
    os.close(read)
    tempfile.tempdir = str(home)
    try:
        run_cases(kind, seed, numbers, write)
    except BaseException as error:
        _tell(write, broken=repr(error))
    os._exit(0)


def _listen(
    read: int, numbers: range, ended: Counter[str], fallen: list[str]
) -> tuple[int, dict[str, object]]:
    """Hear what a process tells; return the last case that has ended, and the last that began."""
    last: dict[str, object] = {}
    done = numbers.start - 1
    with open(read, encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            if "words" in said:
                last = said
            elif "broken" in said:
                fallen.append(f"{last}: {said['broken']}")
            else:
                done = said["number"]
                ended[str(said["code"])] += 1
                if said["fell"]:
                    fallen.append(f"{last}: {said['fell']}: {said['said']}")
    return done, last


def main() -> int:
    """Run the cases, print the seed, how they ended and those that fell."""
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
        ended, fallen = run_all(kind, given.seed, given.number, given.processes)
        seconds = time.monotonic() - began
        what = "command lines" if kind == "words" else "damaged files"
        print(
            f"{given.number:,} {what} in {seconds:.0f} s: {len(fallen)} fell; ended {dict(ended)}"
        )
        for each in fallen:
            print(f"  {each}")
        wrong += len(fallen)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
