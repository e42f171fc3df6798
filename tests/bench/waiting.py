"""What a person waits for at the command line, as ratios: python -m tests.bench.waiting [-o FILE].

Workspaces of several sizes are invented here; every command runs beside other programs that do the
same work on the same files, interleaved, and the median of processor time counts: P starts Python
and does nothing, R is the bare engine (read, bulk load, ask), D the bare engine with the rules of
derivation and the four days of each claim too, L is rdflib. With -o the table is written as JSON.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.names import PREFIXES
from tests.bench.speed import ROOT, Cost, run
from tests.bench.tables import print_table

PLAIN = "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?c pc:agent ?a ; pc:status status:stated }"
DERIVED = "SELECT (COUNT(*) AS ?n) WHERE { ?a pc:partnersWith ?b }"
NEEDLESS = "SELECT ?p WHERE { ?p a %s . ?c pc:context ?p ; pc:agent id:body-%s }"
BEST = "SELECT ?p WHERE { ?c pc:context ?p ; pc:agent id:body-%s . FILTER EXISTS { ?p a %s } }"
# With a class that narrows nothing, and in the form that is best for the engine.
CLASSES = [
    (NEEDLESS % (kind, number), BEST % (number, kind))
    for number, kind in enumerate(["pc:Project", "pc:Agreement"] * 5)
]
BARE = """
import sys, pathlib, pyoxigraph as ox
from kg.names import PREFIXES
store = ox.Store()
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.ttl")):
    store.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
"""
ASK = "print([row[0].value for row in store.query(sys.argv[2], prefixes=PREFIXES)])"
RULES = """
from kg.graph import derivation
from kg.graph.workspace import find_workspace, rule_files
from kg.rdf.store import LocalStore
class Bare(LocalStore):
    def _ask(self, text, over, unknown): return self._store.query(text, prefixes=PREFIXES)
files = rule_files(find_workspace(pathlib.Path(sys.argv[1])))
def go(some):
    for file in some:
        text = file.read_text("utf-8")
        head, rest = text.split("CONSTRUCT", 1)
        made, where = rest.split("WHERE", 1)
        store.update(f"{head} INSERT {made} WHERE {where}", prefixes=PREFIXES)
go(file for file in files if file.name < "1")
store.extend(ox.Quad(*triple) for triple in derivation.claim_bounds(Bare(store)))
go(file for file in files if file.name >= "1")
"""
RDFLIB = """
import sys, pathlib, rdflib
from kg.names import PREFIXES
graph = rdflib.Graph()
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.ttl")): graph.parse(file)
print([str(row[0]) for row in graph.query(sys.argv[2], initNs=PREFIXES)])
"""


def invent(size: int, chance: random.Random) -> Iterator[str]:
    """Yield Turtle of some *size* triples: bodies, agreements, projects, claims and evidence."""
    yield from (f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
    yield "src:invented a pc:SourceDocument ; dcterms:title 'Invented'@en ."
    yield "id:land a pc:Country ; skos:prefLabel 'Invented land'@en ."
    bodies = max(size // 150, 10)
    for number in range(bodies):
        name = chance.choice(("Prison Service", "Probation Office", "Ministry", "Síť věznic"))
        yield (
            f"id:body-{number} a org:FormalOrganization ; skos:prefLabel '{name} {number}'@en ;"
            " org:classification kind:prison-service ; pc:jurisdiction id:land ."
        )
    written, context = 4 * bodies, 0
    while written < size:
        kind, role = chance.choice((("pc:Project", "partner"), ("pc:Agreement", "party")))
        yield f"id:thing-{context} a {kind} ; skos:prefLabel 'Common thing {context}'@en ."
        for body in {int(bodies * chance.random() ** 2) for _ in range(chance.randrange(2, 5))}:
            place = f"ev:invented-{written}-{written + 9}"
            yield (
                f"claim:body-{body}-in-thing-{context} a pc:Participation ;"
                f" pc:agent id:body-{body} ; pc:context id:thing-{context} ;"
                f" pc:role role:{role} ; pc:status status:stated ;"
                f' pc:when "{chance.randrange(1995, 2020)}/"^^edtf:EDTF ; pc:evidence {place} .'
                f" {place} a pc:Evidence ; oa:hasSource src:invented ; oa:start {written} ;"
                f" oa:end {written + 9} ."
            )
            written += 11
        written += 2
        context += 1


def make_workspace(folder: Path, size: int) -> Path:
    """Return a workspace of some *size* triples, those of the ontology among them."""
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    (folder / "graphdata/registry/areas").mkdir(parents=True)
    path = folder / "graphdata/sources/core/invented.ttl"
    path.parent.mkdir(parents=True)
    if size < 4_000:  # without the words of the ontology, which are more than that
        for each in (folder / "ontology").rglob("*.ttl"):
            each.unlink()
    path.write_text("\n".join(invent(size, random.Random(1))) + "\n", "utf-8")
    return folder


def costs_of(commands: dict[str, tuple[list[str], dict[str, str]]], times: int) -> dict[str, Cost]:
    """Return the cost of each command, all of them once in every round."""
    costs = {name: Cost() for name in commands}
    for _ in range(times):
        for name, (words, env) in commands.items():
            run(words, costs[name], env)
    return costs


def measure(workspace: Path, times: int, *, slow: bool) -> dict[str, Cost]:
    """Return the cost of each program on one workspace; *slow* ones too."""
    python, at = [sys.executable, "-c"], str(workspace)
    kg = [*python, "from kg.start import main; main()", "query", "-C", at, "-e"]
    find = [*python, "from kg.start import main; main()", "find", "probation", "-C", at]
    fresh = {**os.environ, "XDG_CACHE_HOME": os.devnull}
    kept = {**os.environ, "XDG_CACHE_HOME": tempfile.mkdtemp()}
    for words in ([*kg, DERIVED], [*kg, DERIVED], find):  # asked twice, a large graph is kept
        subprocess.run(words, env=kept, cwd=ROOT, check=False, capture_output=True)
    commands = {
        "P": ([*python, "pass"], fresh),
        "R": ([*python, BARE + ASK, at, PLAIN], fresh),
        "plain": ([*kg, PLAIN], fresh),
        "derived": ([*kg, DERIVED], fresh),
        "D": ([*python, BARE + RULES + ASK, at, DERIVED], fresh),
        "kept": ([*kg, DERIVED], kept),
        "find": (find, kept),
    }
    if slow:
        commands["L"] = ([*python, RDFLIB, at, PLAIN], fresh)
    return costs_of(commands, times)


def classes(workspace: Path, times: int) -> float:
    """Return how long ten queries with needless classes take, beside their best form."""
    import time

    from kg.graph.part import answering
    from kg.graph.workspace import find_workspace
    from kg.rdf.advice import rewrite

    store = answering(find_workspace(workspace), CLASSES[0][0], scope="all")
    assert store is not None
    ratios = []
    for needless, best in CLASSES:
        spent: dict[str, list[float]] = {"ours": [], "best": []}
        for _ in range(times):
            begin = time.perf_counter()
            rows = store.rows(rewrite(needless))
            middle = time.perf_counter()
            assert sorted(map(str, rows)) == sorted(map(str, store.rows(best)))
            spent["ours"].append(middle - begin)
            spent["best"].append(time.perf_counter() - middle)
        ratios.append(statistics.median(spent["ours"]) / statistics.median(spent["best"]))
    return statistics.geometric_mean(ratios)


def rows_of(size: int, costs: dict[str, Cost]) -> list[tuple[str, str, str]]:
    """Return rows of the table: what, its ratios, its processor seconds and memory."""
    p, r, d = (costs[name]() for name in "PRD")
    by_l = f", {costs['plain']() / costs['L']():.2f} L" if "L" in costs else ""
    ratios = {
        "plain": f"{costs['plain']() / p:.1f} P, {costs['plain']() / r:.1f} R{by_l}",
        "derived": f"{costs['derived']() / d:.2f} D",
        "kept": f"{costs['kept']() / p:.1f} P",
        "find": f"{costs['find']() / p:.1f} P, {costs['find']() / r:.2f} R",
    }
    words = {
        "plain": "kg query that needs no rule, nothing kept",
        "derived": "kg query that needs partners, nothing kept",
        "kept": "kg query asked before",
        "find": "kg find asked before",
    }
    return [
        (f"{words[name]}, {size:,}", ratio, f"{costs[name]():.2f} s, {costs[name].memory:.0f} MB")
        for name, ratio in ratios.items()
    ]


def main() -> None:
    """Measure, print the table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 10_000, 100_000])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            workspace = make_workspace(Path(folder) / str(size), size)
            rows += rows_of(size, measure(workspace, given.times, slow=size <= 100_000))
        ratio = classes(workspace, given.times)
        rows.append((f"ten queries with a needless class, {size:,}", f"{ratio:.2f} best form", ""))
    print_table("what, triples", rows, given.times, given.output)


if __name__ == "__main__":
    main()
