"""A copy of what an endpoint holds, asked in its place where it does not read SPARQL as written.

Some servers answer queries wrongly and say nothing (Virtuoso drops rows where a path follows a
UNION, and makes texts of IRIs that VALUES gives). A small query with a known answer tells them
apart. Then all named graphs are pulled, and asked here: the same question has the same answer
everywhere. A copy of what kg pushed is kept by the digests that the push left there.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.graph import publishing
from kg.graph.publishing import Progress
from kg.rdf import store
from kg.rdf.endpoint import Endpoint
from kg.rdf.store import LocalStore

KEPT: Final = 2  # copies, of some 100 bytes for each triple
# Whatever has a class is joined to itself by a path of no steps.
_KNOWN: Final = """ASK {
  { ?thing a ?class . BIND (?thing AS ?from) } UNION { ?from a ?class . FILTER (false) }
  ?from rdfs:subClassOf* ?to
}"""


def reads_sparql(endpoint: Endpoint) -> bool:
    """Tell whether a server answers a small query as SPARQL 1.1 has it.

    So too one that holds nothing. Raises KgError where it does not answer.
    """
    if not endpoint.query("ASK { ?thing a ?class }"):
        return True
    try:
        return bool(endpoint.query(_KNOWN))
    except KgError:
        return False


def copy(
    endpoint: Endpoint,
    *,
    folder: Path | None,
    progress: Progress = lambda step, done, total: None,
) -> LocalStore:
    """Return a store of all named graphs of an endpoint and of their union.

    It is kept in *folder*, where the graphs are as they were pushed. Raises what
    `publishing.pull` raises.
    """
    digest = publishing.state(endpoint)
    if folder is None or digest is None:
        return store.in_memory(publishing.pull(endpoint, progress=progress).quads)
    place = folder / hashlib.sha256(f"{endpoint.url} {digest}".encode()).hexdigest()[:32]
    with suppress(KgError):
        return store.open_disk(place)
    quads = publishing.pull(endpoint, progress=progress).quads
    with suppress(OSError):
        _keep(place, quads)
        return store.open_disk(place)
    return store.in_memory(quads)


def _keep(place: Path, quads: publishing.Quads) -> None:
    """Write a copy whole or not at all, and remove those made before the last ones."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
    try:
        store.on_disk(new / place.name, quads)
        store.seal(new / place.name)
        shutil.rmtree(place, ignore_errors=True)  # one that does not open
        (new / place.name).replace(place)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    copies = [path for path in place.parent.iterdir() if not path.name.startswith(".")]
    copies.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in copies[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)
