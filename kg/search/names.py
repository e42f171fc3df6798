"""Names of a workspace: kept in a file, made of no more of the graph than they need."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.state import state_of
from kg.search.kept import Warn, open_kept
from kg.search.shelf import Shelf, queries_of_names

if TYPE_CHECKING:
    from kg.graph.workspace import Workspace
    from kg.rdf.store import Store


def open_names(
    workspace: Workspace,
    *,
    scope: str,
    folder: Path | None,
    store: Store | None = None,
    warn: Warn = lambda words: None,
) -> Shelf:
    """Return what a search looks through in a workspace, as it is kept in *folder*.

    It is made where it is not kept; where it cannot be, names come from the graph. *store* is
    that graph where it is open, *warn* is told of kept names that are damaged. Raises what reading
    the graph raises.
    """

    def open_store() -> Store:
        from kg.graph.loading import open_store

        return store or open_store(workspace, scope=scope, folder=folder)

    if folder is None:
        return Shelf(open_store())
    path = folder / "names" / state_of(workspace, scope=scope)
    if (shelf := open_kept(path, open_store, warn)) is not None:
        return shelf
    from kg.graph.part import answering
    from kg.search.writing import write

    whole = store or answering(workspace, *queries_of_names(), scope=scope) or open_store()
    with suppress(OSError, sqlite3.Error):
        write(path, Shelf(whole))
        if (shelf := open_kept(path, open_store, warn)) is not None:
            return shelf
    return Shelf(open_store())
