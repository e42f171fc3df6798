"""How long 50,000 rows take from a spreadsheet into the ledger, beside the shortest script.

Run: python -m tests.bench.imports [ROWS], with pandas installed (the extra "notebook").

The workbook has a sheet of bodies and a sheet of memberships; the CSV file has agreements, each of
them a new thing. `kg` matches every name, vets every row, plans the files and writes them at one
stroke; the script reads with pandas, makes an rdflib graph and writes one Turtle file, and neither
matches nor checks anything.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.miniature import make_workspace
from tests.processes import environment

BODIES = 2_000
NETWORKS = 40
SCRIPT = """
import sys, pandas, rdflib
table = pandas.read_excel(sys.argv[1], sheet_name='Memberships') if sys.argv[1].endswith('x') \\
    else pandas.read_csv(sys.argv[1])
ns = rdflib.Namespace('https://example.org/')
graph = rdflib.Graph()
for number, row in enumerate(table.itertuples(index=False)):
    claim = ns[f'claim/{number}']
    for name, value in zip(table.columns, row):
        if value == value:
            graph.add((claim, ns[name.replace(' ', '-')], rdflib.Literal(value)))
graph.serialize(sys.argv[2], format='turtle')
"""


def body(number: int) -> str:
    return f"Prison Service of Region {number} and {chr(65 + number % 26) * 3}land"


def memberships(path: Path, rows: int) -> None:
    """Write a workbook of bodies and their memberships in networks."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Organisations")
    sheet.append(["name", "kind", "country"])
    for number in range(BODIES):
        sheet.append([body(number), "prison service", "Slovakia"])
    for number in range(NETWORKS):
        sheet.append([f"Network {number}", "network", "international"])
    sheet = book.create_sheet("Memberships")
    sheet.append(["member", "member of", "role", "since", "source", "note"])
    for number in range(rows - BODIES - NETWORKS):
        who, network = number % BODIES, number // BODIES % NETWORKS
        since = f"{1 + number % 28}.{1 + number % 12}.{1990 + number % 30}"
        page = f"https://example.org/{number % 50}"
        sheet.append([body(who), f"Network {network}", "member", since, page, ""])
    book.save(path)


def agreements(path: Path, rows: int) -> None:
    """Write a CSV file of agreements between two known bodies each."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["name", "party 1", "party 2", "kind", "signed", "source"])
        for number in range(rows):
            names = (f"Agreement {number}", "alpha", ("beta", "gamma")[number % 2])
            table.writerow([*names, "memorandum", 1950 + number % 70, f"Report {number % 20}"])


class Cost(NamedTuple):
    """Seconds on the clock and of the processor, and megabytes at most."""

    clock: float
    processor: float
    memory: float


def run(command: list[str | Path], cwd: Path) -> Cost:
    """Return what a command takes; the memory is that of the hungriest child so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    clock = time.perf_counter() - start
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Cost(clock, processor, after.ru_maxrss / 1024)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    print(f"{rows:,} rows; {os.cpu_count()} cores")
    for name, make in (("memberships.xlsx", memberships), ("agreements.csv", agreements)):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), name, make, rows)


def measure(folder: Path, name: str, make: Callable[[Path, int], None], rows: int) -> None:
    root = make_workspace(folder)
    path = folder / name
    make(path, rows)
    words = [sys.executable, "-m", "kg", "import", path, "--new"]
    script = run([sys.executable, "-c", SCRIPT, path, folder / "script.ttl"], root)
    print(f"{name:17} {'script':8} {script.clock:6.1f} s ({script.processor:5.1f} s of processor)")
    for what, more in (("dry run", []), ("--apply", ["--apply"]), ("again", ["--apply"])):
        cost = run([*words, *more], root)
        ratio = cost.processor / script.processor
        said = f"{cost.clock:6.1f} s ({cost.processor:5.1f} s of processor)  {cost.memory:6.0f} MB"
        print(f"{name:17} {what:8} {said}  {ratio:4.1f} x script", flush=True)


if __name__ == "__main__":
    main()
