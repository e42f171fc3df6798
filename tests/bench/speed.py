"""Where people wait, as ratios in one run: python -m tests.bench.speed [--workspace DIR] [-o FILE].

Processor time of whole processes, the median of several interleaved runs, each beside other
programs that do the same work with the same files: P starts Python and does nothing, R reads and
asks with the bare engine (pyoxigraph), L with rdflib, S judges the shapes with rudof. Absolute
times mean nothing on a shared machine; the ratios do. With -o the table is written as JSON too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.tables import print_table

ROOT = Path(__file__).parents[2]
QUERY = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?c pc:agent ?a ; pc:status status:stated }"
READ = """
import sys, pathlib
from kg.names import PREFIXES
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.ttl"))
"""
R = (
    READ
    + """
import pyoxigraph as ox
store = ox.Store()
for file in files: store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
print([row[0].value for row in store.query(sys.argv[2], prefixes=PREFIXES)])
"""
)
L = (
    READ
    + """
import rdflib
graph = rdflib.Graph()
for file in files: graph.parse(file)
print([str(row[0]) for row in graph.query(sys.argv[2], initNs=PREFIXES)])
"""
)
JUDGE = """
import sys, pathlib
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.checks import shacl
workspace = find_workspace(pathlib.Path(sys.argv[1]))
graph, forms = loading.load(workspace), shacl.read_shapes(workspace)
"""
OURS = JUDGE + "print(len(shacl.validate(graph.dataset.quads, forms)))"
RUDOF = (
    JUDGE
    + """
import pyoxigraph as ox, pyrudof
engine = pyrudof.Rudof(pyrudof.RudofConfig())
engine.read_shacl(forms.text, reader_mode=pyrudof.ReaderMode.Strict)
data = ox.serialize({quad.triple for quad in graph.dataset.quads}, format=ox.RdfFormat.N_TRIPLES)
engine.read_data(data.decode(), format=pyrudof.RDFFormat.NTriples)
print(len(list(engine.validate_shacl())))
"""
)
TURTLE = """
import sys, pathlib
from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.rdf import dataset, writers
graph = loading.load(find_workspace(pathlib.Path(sys.argv[1])))
"""
WRITE = TURTLE + "print(len(writers.export(graph.dataset, 'ttl')))"
WRITE_L = TURTLE + "print(len(dataset.to_rdflib(graph.dataset.quads).serialize(format='turtle')))"
LOAD = TURTLE + "print(len(graph.dataset.quads))"


class Cost:
    """Processor seconds and peak memory (MB) of runs of one command."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.memory = 0.0

    def __call__(self) -> float:
        return statistics.median(self.seconds)


def run(words: list[str], cost: Cost, env: dict[str, str]) -> None:
    """Run a command and add what it and its own children cost."""
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(words, env=env, cwd=ROOT, stdout=quiet, stderr=quiet)
    _, status, spent = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    cost.seconds.append(spent.ru_utime + spent.ru_stime)
    cost.memory = max(cost.memory, spent.ru_maxrss / 1024)


def measure(workspace: Path, times: int) -> dict[str, Cost]:
    """Return the cost of each command, all of them once in every round."""
    kg = [sys.executable, "-m", "kg"]
    python = [sys.executable, "-c"]
    home = tempfile.mkdtemp()
    kept = {**os.environ, "XDG_CACHE_HOME": home}
    built = str(Path(home) / "build")
    at = str(workspace)
    ask = ["query", "-C", at, "-e", QUERY]
    other, changed = copy_to_change(workspace, Path(home))
    commands: dict[str, Callable[[], tuple[list[str], dict[str, str]]]] = {
        "P": lambda: ([*python, "pass"], kept),
        "kg --help": lambda: ([*kg, "--help"], kept),
        "kg query, nothing kept": lambda: ([*kg, *ask], fresh()),
        "kg query, kept": lambda: ([*kg, *ask], kept),
        "R": lambda: ([*python, R, at, QUERY], kept),
        "L": lambda: ([*python, L, at, QUERY], kept),
        "kg find, kept": lambda: ([*kg, "find", "probation", "-C", at], kept),
        "kg query, one file changed": lambda: ([*kg, "query", "-C", other, "-e", QUERY], kept),
        "kg find, one file changed": lambda: ([*kg, "find", "probation", "-C", other], kept),
        "kg build": lambda: ([*kg, "build", "-C", at, "-o", built], fresh()),
        "kg build, nothing changed": lambda: ([*kg, "build", "-C", at, "-o", built], kept),
        "kg view, kept": lambda: ([*kg, "view", "-C", at, "-o", f"{home}/page.html"], kept),
        "load": lambda: ([*python, LOAD, at], kept),
        "shapes": lambda: ([*python, OURS, at], kept),
        "S": lambda: ([*python, RUDOF, at], kept),
        "Turtle": lambda: ([*python, WRITE, at], kept),
        "Turtle by rdflib": lambda: ([*python, WRITE_L, at], kept),
    }
    # So that something is kept; a query that is asked once is answered without that.
    for name in ("kg find, kept", "kg find, one file changed", "kg build, nothing changed"):
        words, env = commands[name]()
        subprocess.run(words, env=env, cwd=ROOT, check=False, capture_output=True)
    costs = {name: Cost() for name in commands}
    for _ in range(times):
        for name, make in commands.items():
            words, env = make()
            if name.endswith("one file changed"):
                change(changed)
            if name == "kg build, nothing changed":
                subprocess.run(words, env=env, cwd=ROOT, check=False, capture_output=True)
            run(words, costs[name], env)
    return costs


def copy_to_change(workspace: Path, home: Path) -> tuple[str, Path]:
    """Return a copy of a workspace and a file of it that holds claims."""
    copy = home / "changing"
    for part in ("ontology", "graphdata"):
        shutil.copytree(workspace / part, copy / part)
    sources = sorted((copy / "graphdata/sources").rglob("*.ttl"))
    return str(copy), next(path for path in sources if "status:stated" in path.read_text("utf-8"))


def change(path: Path) -> None:
    """Withdraw the first claim of a file, or take that back."""
    text = path.read_text("utf-8")
    stated, withdrawn = "status:stated", "status:withdrawn"
    pair = (withdrawn, stated) if withdrawn in text else (stated, withdrawn)
    path.write_text(text.replace(*pair, 1), "utf-8")


def fresh() -> dict[str, str]:
    """Return an environment in which nothing is kept from before."""
    return {**os.environ, "XDG_CACHE_HOME": tempfile.mkdtemp()}


def table(costs: dict[str, Cost]) -> list[tuple[str, str, str]]:
    """Return rows: what, its ratios, and its processor seconds and memory."""

    def less(one: str, other: str) -> float:
        return max(costs[one]() - costs[other](), 0.001)

    p, cold = costs["P"](), costs["kg query, nothing kept"]()
    rows = [
        ("kg --help", f"{costs['kg --help']() / p:.1f} P"),
        (
            "kg query, nothing kept",
            f"{cold / costs['R']():.1f} R, {cold / costs['L']():.2f} L",
        ),
        ("kg query, kept", f"{costs['kg query, kept']() / p:.1f} P"),
        ("kg find, kept", f"{costs['kg find, kept']() / p:.1f} P"),
        ("kg query, one file changed", f"{costs['kg query, one file changed']() / p:.1f} P"),
        ("kg find, one file changed", f"{costs['kg find, one file changed']() / p:.1f} P"),
        ("kg build", f"{costs['kg build']() / costs['L']():.2f} L"),
        ("kg build, nothing changed", f"{costs['kg build, nothing changed']() / p:.1f} P"),
        ("kg view, kept", f"{costs['kg view, kept']() / costs['kg build']():.2f} kg build"),
        ("shapes", f"{less('shapes', 'load') / less('S', 'load'):.2f} S"),
        ("Turtle", f"{less('Turtle', 'load') / less('Turtle by rdflib', 'load'):.2f} rdflib"),
    ]
    absolute = {
        **{name: (costs[name](), costs[name].memory) for name, _ in rows},
        "shapes": (less("shapes", "load"), costs["shapes"].memory),
        "Turtle": (less("Turtle", "load"), costs["Turtle"].memory),
    }
    return [
        (name, ratio, f"{absolute[name][0]:.2f} s, {absolute[name][1]:.0f} MB")
        for name, ratio in rows
    ]


def main() -> None:
    """Measure, print the table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, default=ROOT)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    rows = table(measure(given.workspace.resolve(), given.times))
    print_table("what", rows, given.times, given.output)


if __name__ == "__main__":
    main()
