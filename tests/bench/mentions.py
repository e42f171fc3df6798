"""Known things that were not found, or wrongly: python -m tests.bench.mentions [TEXT GOLD …].

The cases are those of tests.bench.reading, core documents or annotated ones (TEXT.txt GOLD.json).
A thing that is missing is said with its names and where it should have been, and by cause: its
words stand there to the letter, in another form, or not at all.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

from kg.graph import reading as graph
from kg.graph.workspace import find_workspace
from kg.names import ID
from kg.reading import reader
from kg.search.naming import read_namings
from kg.text.folding import fold
from kg.text.stems import stems
from tests.bench.reading import annotated_case, cases, read_keys


def wanted_in(case):
    """Yield keys of which one is to be found, and where: from annotations, else from claims."""
    if case.mentions is not None:
        for start, end, key in case.mentions:
            yield frozenset({key}), (start, end)
        return
    named = {key.removeprefix(ID) for key in read_keys(case)}
    for gold in case.gold:
        for side in (gold.agent, gold.context):
            if keys := side & named & case.things:
                yield frozenset(keys), gold.spans[0] if gold.spans else (0, 0)


def is_found(case, cast, keys, place):
    """Tell whether one of the keys is mentioned: at its place, if annotated."""
    return any(
        keys & {cast.of(each).key, *cast.of(each).candidates}
        for each in cast.mentions
        if case.mentions is None or (each.start < place[1] and place[0] < each.end)
    )


def cause_of(names, text):
    """Return why a thing may not have been found, by how its names stand in the text."""
    if any(name in text for name in names):
        return "to the letter"
    folded, said = fold(text), set(stems(text))
    if any(fold(name) in folded for name in names):
        return "another writing"
    if any(len(stems(name)) > 1 and said.issuperset(stems(name)) for name in names):
        return "another order or form"
    return "under no name that is known"


def explain(case):
    """Print what is missing and what is wrong in a document; return the causes."""
    read = reader.read(
        case.text,
        case.library.lexicon,
        case.language,
        publisher=case.publisher,
        issued=case.issued,
    )
    names = {}
    for each in read_namings(case.library.memory):
        if not each.documents and each.sort not in ("identifier", "description"):
            names.setdefault(each.thing.removeprefix(ID), []).append(each.text)
    print(f"{case.name} ({case.language})")
    counted = Counter()
    wanted = list(wanted_in(case))
    for keys, place in wanted:
        if not is_found(case, read.cast, keys, place):
            known = sorted(name for key in keys for name in names.get(key, ()))
            cause = cause_of(known, case.text)
            counted[cause] += 1
            print(f"   missing {min(keys):20} {cause:28} {case.text[slice(*place)][:70]!r}")
    keys = {key for several, _ in wanted for key in several} | case.things
    for each in read.cast.mentions:
        figure = read.cast.of(each)
        found = {figure.key, *figure.candidates} - {None}
        if found and not found & keys and figure.sort != "area":
            print(f"   wrong   {min(found):20} {case.text[each.start : each.end]!r}")
    return counted


def main(args):
    """Print what is missing of the documents that are named, or of the core documents."""
    files = [Path(each) for each in args if not each.startswith("-")]
    records = graph.read(find_workspace())
    if files:
        keyed = "--graph" in args
        pairs = zip(files[::2], files[1::2], strict=True)
        chosen = [annotated_case(text, gold, records, keyed=keyed) for text, gold in pairs]
    else:
        chosen = cases(Path(os.environ["KG_SOURCES"]), records)
    counted = sum((explain(case) for case in chosen), Counter())
    for cause, number in counted.most_common():
        print(f"{number:4} {cause}")


if __name__ == "__main__":
    main(sys.argv[1:])
