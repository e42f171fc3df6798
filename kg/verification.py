"""Evidence against the texts: does every span stand where it is recorded, and speak of its claim?

Nothing of a text is kept: what comes back are positions, digests and names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from kg import documents, graph, speech, store, texts
from kg.anchoring import MOVED, VERIFIED
from kg.complaints import complain
from kg.documents import Checked
from kg.errors import Finding
from kg.names import shorten
from kg.speech import Speech
from kg.store import Store
from kg.workspace import Workspace

_CLAIMS: Final = """
SELECT DISTINCT ?document ?claim ?evidence WHERE {
  GRAPH ?document { ?claim pc:evidence ?evidence }
}"""


class Verification(NamedTuple):
    """All documents, all claims with a verified span, the files that belong to none, what is wrong.

    `findings` has errors for what is not verified and warnings for spans that do not speak of
    their claim.
    """

    documents: tuple[Checked, ...]
    claims: tuple[Speech, ...]
    ignored: tuple[str, ...]
    findings: tuple[Finding, ...]
    supports: dict[str, tuple[str, ...]]

    @property
    def holds(self) -> bool:
        """Tell whether every document and every span is verified."""
        return all(each.holds for each in self.documents)


def verify(workspace: Workspace, folder: Path, *, scope: str = "all") -> Verification:
    """Return how the evidence of a workspace stands in the texts of *folder*.

    Raises SourceError where the folder holds no text, SourceErrors where the graph cannot be read.
    """
    records = graph.read(workspace, scope=scope)
    memory = store.in_memory(graph.as_dataset(records).quads)
    found = texts.read_folder(folder)
    checked = tuple(documents.match(documents.read_documents(memory), found.texts))
    supports = _supports(memory)
    claims = tuple(speech.hear(memory, _passages(checked, memory)))
    unused = found.texts.keys() - {each.file for each in checked}
    problems = tuple(complain(checked, claims, supports, records))
    ignored = tuple(sorted({*found.ignored, *unused}))
    return Verification(checked, claims, ignored, problems, supports)


def read_excerpts(memory: Store, folder: Path) -> dict[str, str]:
    """Return the passage of each piece of evidence that is found in *folder*, by its short form.

    They are read when they are shown and kept nowhere. Raises SourceError where there is no text.
    """
    found = texts.read_folder(folder)
    checked = documents.match(documents.read_documents(memory), found.texts)
    return {shorten(evidence): text for evidence, text in _spans(checked).items()}


def _spans(checked: Iterable[Checked]) -> dict[str, str]:
    """Return what stands at each span that was found, by its evidence."""
    return {
        place.span.evidence: each.reading.text[slice(*place.now)]
        for each in checked
        for place in each.places
        if place.now and each.reading and place.state in (VERIFIED, MOVED)
    }


def _supports(memory: Store) -> dict[str, tuple[str, ...]]:
    """Return the claims that each piece of evidence supports, in short forms."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, claim, evidence in sorted(memory.rows(_CLAIMS), key=str):
        if claim and evidence and shorten(claim) not in found[evidence]:
            found[evidence].append(shorten(claim))
    return {evidence: tuple(claims) for evidence, claims in found.items()}


def _passages(checked: Iterable[Checked], memory: Store) -> dict[tuple[str, str], str]:
    """Return what the verified and moved spans of each claim say, by document and claim."""
    spans = _spans(checked)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document, claim, evidence in sorted(memory.rows(_CLAIMS), key=str):
        if document and claim and evidence in spans and claim != document:
            found[document, claim].append(spans[evidence])
    # A bar keeps a name from being read across the end of one span and the start of another.
    return {key: " ¦ ".join(several) for key, several in found.items()}
