"""The everyday queries in pyoxigraph and in rdflib, in one run: python -m tests.bench.engines."""

import time
from pathlib import Path

from kg.graph import loading
from kg.graph.workspace import find_workspace
from kg.names import PREFIXES
from kg.rdf import dataset

QUERIES = Path(__file__).parents[1] / "queries" / "everyday"


def best(ask, times=5):
    """Return how many rows there are, and the seconds of the fastest of several runs."""
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        rows = len(ask())
        seconds.append(time.perf_counter() - begin)
    return rows, min(seconds)


def main():
    """Print milliseconds in both engines, and how many times slower rdflib is."""
    built = loading.load(find_workspace(Path(__file__).parent))
    slow = dataset.to_rdflib(built.dataset.quads)
    for path in sorted(QUERIES.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        rows, fast = best(lambda text=text: built.store.rows(text))
        same, other = best(lambda text=text: list(slow.query(text, initNs=PREFIXES)))
        assert rows == same, path.name
        print(f"{path.stem:40} {fast * 1e3:7.2f} {other * 1e3:7.1f} ms {other / fast:5.0f} x")


if __name__ == "__main__":
    main()
