"""A kept graph held against one that is derived anew from the same files."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from kg.graph import derivation, keeping, loading, reading, updating
from kg.graph.workspace import Workspace
from kg.rdf.store import HIDDEN, LocalStore


def differences(workspace: Workspace, folder: Path, store: LocalStore) -> list[str]:
    """Return in which triples a kept graph, and who made them, is not as it would be anew."""
    records = reading.read(workspace)
    fresh = loading.complete(reading.as_dataset(records), workspace, apart=True).store
    kept, anew = _shown(store), _shown(fresh)
    wrong = [f"lost: {each}" for each in anew - kept] + [f"left: {each}" for each in kept - anew]
    if wrong:
        return sorted(wrong)
    made = defaultdict(set)
    for stage in derivation.stages(workspace):
        for quad in fresh.quads(derivation.part_graph(stage.name)):
            made[quad.triple].add(stage.name)
    newest = max(folder.glob("*-*"), key=lambda path: path.stat().st_mtime)
    makers = keeping.read_record(newest).makers
    return [
        f"made by {found}, not {sorted(names)}: {triple}"
        for triple, names in made.items()
        if (found := sorted(updating.owners(store, makers, triple))) != sorted(names)
    ]


def _shown(store: LocalStore) -> set[object]:
    return {each for each in store.all_quads() if not str(each.graph_name).startswith(f"<{HIDDEN}")}
