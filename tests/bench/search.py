"""How long a search takes, and how that grows with the names: python -m tests.bench.search."""

import time

import pyoxigraph as ox

from kg.names import REGISTRY_GRAPH, expand
from kg.rdf import store
from kg.search import find

WORDS = ("prison", "probation", "service", "ministry", "office", "union", "věznice", "správa")
TEXTS = {"exact": "service 7", "words": "7 service", "typo": "sevrice 7", "nothing": "zzzz zzzz"}


def world(size):
    """Return a store of so many bodies, each with a name in two languages and an alias."""
    graph, label = ox.NamedNode(REGISTRY_GRAPH), ox.NamedNode(expand("skos:prefLabel"))
    alias = ox.NamedNode(expand("skos:altLabel"))
    quads = []
    for n in range(size):
        body = ox.NamedNode(expand(f"id:body-{n}"))
        first, second = WORDS[n % 8], WORDS[n // 8 % 8]
        names = [(label, f"{first} {second} of Town{n // 64}", "en")]
        names += [(label, f"Úřad {second} {n}", "cs"), (alias, f"{first} {n}", "en")]
        quads += [
            ox.Quad(body, p, ox.Literal(text, language=lang), graph) for p, text, lang in names
        ]
    return store.in_memory(quads)


def best(memory, text, times=3):
    """Return the seconds of the fastest of several searches."""
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        find.find(memory, text)
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def main():
    """Print milliseconds with 1,500 and 20,000 bodies, and how much longer the second takes."""
    small, large = world(1_500), world(20_000)
    for name, text in TEXTS.items():
        few, many = best(small, text), best(large, text)
        print(f"{name:10} {few * 1e3:7.0f} {many * 1e3:7.0f} ms {many / few:5.1f} x")


if __name__ == "__main__":
    main()
