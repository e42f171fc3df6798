"""Random edits against clean builds: python -m tests.bench.edits [--workspace DIR] [--rounds N].

After each edit the kept graph follows by difference and is held against one that is derived anew.
It says how often it could follow, and ends with 1 at the first graph that is not the same.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from kg.errors import KgError
from kg.graph import loading
from kg.graph.workspace import find_workspace
from tests.clean import differences
from tests.edits import Editor

ROOT = Path(__file__).parents[2]


def run(source: Path, home: Path, *, rounds: int, seed: int) -> int:
    """Edit, follow and compare, so many times; return the exit code."""
    for part in ("ontology", "graphdata"):
        shutil.copytree(source / part, home / "workspace" / part)
    workspace, folder = find_workspace(home / "workspace"), home / "kept"
    editor = Editor(workspace, seed)
    anew: list[bool] = []
    whole = loading.load_and_keep

    def noted(*given: object) -> object:
        anew.append(True)
        return whole(*given)  # type: ignore[arg-type]  # handed on as it came

    loading.load_and_keep = noted  # type: ignore[assignment]  # to count, nothing else
    seconds = []
    for number in range(rounds):
        before = editor.edit() if number else {}
        times, start = len(anew), time.process_time()
        try:
            store = loading.open_store(workspace, scope="all", folder=folder, large=0)
        except KgError:  # an edit made nonsense, which no build takes
            editor.undo(before)
            anew = anew[:times]
            continue
        if len(anew) == times:
            seconds.append(time.process_time() - start)
        if wrong := differences(workspace, folder, store):
            print(f"seed {seed}, round {number}: {', '.join(map(str, before))}", *wrong, sep="\n")
            return 1
    middle = sorted(seconds)[len(seconds) // 2] if seconds else 0
    print(
        f"{rounds} rounds: followed {len(seconds)} times, median {middle:.3f} s of processor time"
    )
    print(f"derived anew {len(anew)} times; always the same.")
    return 0


def main() -> None:
    """Read what is asked for, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=ROOT)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        code = run(given.workspace, Path(home), rounds=given.rounds, seed=given.seed)
    sys.exit(code)


if __name__ == "__main__":
    main()
