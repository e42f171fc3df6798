"""How work grows with the graph: python -m tests.bench.size [10000 100000 …] [--times N] [-o FILE].

Processor time and peak memory of whole processes over networks of `tests.bench.networks`, each
beside other programs that do the same, in one round after another: R reads and asks with the bare
engine (pyoxigraph), D does so and runs the same rules and bounds, L reads with rdflib and asks
nothing. The layout of the page is held against `networkx.spring_layout`. Absolute times mean
nothing on a shared machine; ratios, and the growth from one size to ten times as much, do.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from math import log10
from pathlib import Path
from typing import Final

from tests.bench.networks import make
from tests.bench.speed import Cost, fresh, run

# Everything that is known, so every rule has to run; and a question that needs none of them.
DERIVED: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ASSERTED: Final = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?c pc:agent ?a ; pc:context ?x }"
_READ: Final = """
import sys, pathlib
import pyoxigraph as ox
from kg.names import PREFIXES
root = pathlib.Path(sys.argv[1])
parts = root / "ontology", root / "graphdata"
files = [path for part in parts for path in sorted(part.rglob("*.ttl"))]
store = ox.Store()
for file in files: store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
"""
_ASK: Final = "print([row[0].value for row in store.query(sys.argv[2], prefixes=PREFIXES)])"
R: Final = _READ + _ASK
D: Final = (
    _READ
    + """
import re
from kg.graph import derivation
from kg.rdf.store import plain
class Bare:
    def rows(self, text): return plain(store.query(text, prefixes=PREFIXES))
def infer(rule):
    text = re.sub(r"^CONSTRUCT", "INSERT", rule.read_text("utf-8"), count=1, flags=re.MULTILINE)
    store.update(text, prefixes=PREFIXES)
rules = sorted((root / "ontology/rules").glob("*.rq"))
for rule in rules:
    if rule.name < "1": infer(rule)
here = ox.DefaultGraph()
store.extend(ox.Quad(*triple, here) for triple in derivation.claim_bounds(Bare()))
for rule in rules:
    if rule.name >= "1": infer(rule)
"""
    + _ASK
)
L: Final = """
import sys, pathlib
import rdflib
graph = rdflib.Graph()
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.ttl")): graph.parse(file)
print(len(graph))
"""
LARGEST_BUILD: Final = 100_000  # triples of which everything is built


def measure(triples: int, times: int) -> dict[str, Cost]:
    """Return what each program costs over a network of so many triples."""
    home = Path(tempfile.mkdtemp())
    try:
        root = home / "network"
        make(root, triples)
        at, kg, python = str(root), [sys.executable, "-m", "kg"], [sys.executable, "-c"]
        kept = {**os.environ, "XDG_CACHE_HOME": str(home / "cache")}
        ask = ["query", "-C", at, "-e"]
        commands: dict[str, Callable[[], tuple[list[str], dict[str, str]]]] = {
            "kg query, all rules": lambda: ([*kg, *ask, DERIVED], fresh()),
            "D": lambda: ([*python, D, at, DERIVED], kept),
            "kg query, no rule": lambda: ([*kg, *ask, ASSERTED], fresh()),
            "R": lambda: ([*python, R, at, ASSERTED], kept),
            "L": lambda: ([*python, L, at], kept),
        }
        if triples <= LARGEST_BUILD:
            built = str(home / "build")
            commands["kg build"] = lambda: ([*kg, "build", "-C", at, "-o", built], fresh())
        costs = {name: Cost() for name in commands}
        for _ in range(times):
            for name, command in commands.items():
                run(*_words(command, costs[name]))
        return costs
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _words(
    command: Callable[[], tuple[list[str], dict[str, str]]], cost: Cost
) -> tuple[list[str], Cost, dict[str, str]]:
    words, env = command()
    return words, cost, env


def compare_layouts(bodies: int) -> float:
    """Return how long our layout takes, as a part of the one of networkx (50 rounds).

    Theirs is asked for without scipy, which it would import first, and reckoned from five rounds.
    """
    import networkx as nx
    from networkx.drawing.layout import _fruchterman_reingold

    from kg.page import layout
    from tests.networks import body, network_of, relation

    graph = nx.barabasi_albert_graph(bodies, 4, seed=1)
    network = network_of(
        [body(f"b{each}") for each in graph],
        [relation(f"b{a}", f"b{b}") for a, b in graph.edges],
    )
    begin = time.process_time()
    first = layout.place(network)
    ours = time.process_time() - begin
    assert layout.place(network) == first, "the same network lies otherwise"
    rounds = 5
    pairs = nx.to_numpy_array(graph)
    begin = time.process_time()
    _fruchterman_reingold(pairs, iterations=rounds, seed=1)
    return ours / ((time.process_time() - begin) * 50 / rounds)


def rows_of(found: dict[int, dict[str, Cost]]) -> list[tuple[str, ...]]:
    """Return rows: triples, what, its ratio, processor time, memory."""
    beside = {
        "kg query, all rules": ("D", "L"),
        "kg query, no rule": ("R", "L"),
        "kg build": ("D",),
    }
    return [
        (
            f"{triples:,}",
            name,
            ", ".join(f"{costs[name]() / costs[other]():.2f} {other}" for other in others),
            f"{costs[name]():.2f} s",
            f"{costs[name].memory:.0f} MB",
        )
        for triples, costs in found.items()
        for name, others in beside.items()
        if name in costs
    ]


def growth(found: dict[int, dict[str, Cost]]) -> list[tuple[str, str]]:
    """Return by which power of the size each program grows from one size to the next."""
    return [
        (
            f"{name}, {few:,} to {many:,}",
            f"{log10(found[many][name]() / found[few][name]()) / log10(many / few):.2f}",
        )
        for few, many in pairwise(sorted(found))
        for name in found[few]
        if name in found[many]
    ]


def main() -> None:
    """Measure, print the tables, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--layouts", type=int, nargs="*", default=[1_000])
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    found = {triples: measure(triples, given.times) for triples in given.triples}
    layouts = {each: round(compare_layouts(each), 3) for each in given.layouts}
    said = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}",
        "times": given.times,
        "rows": rows_of(found),
        "growth": growth(found),
        "layouts": layouts,
    }
    print("| triples | what | ratio | processor time | memory |\n|---|---|---|---|---|")
    for row in rows_of(found):
        print(f"| {' | '.join(row)} |")
    for name, power in growth(found):
        print(f"growth of {name}: {power}")
    for bodies, part in layouts.items():
        print(f"layout of {bodies:,} bodies: {part} of networkx")
    print(f"\nMedian of {given.times} runs on {said['date']}, {said['machine']}.")
    if given.output:
        given.output.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
