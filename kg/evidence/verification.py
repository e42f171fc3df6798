"""Evidence against the texts: does every span stand where it is recorded, and speak of its claim?

Nothing of a text is kept: what comes back are positions, digests and names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import Finding
from kg.evidence import documents, passages, support, texts
from kg.evidence.anchoring import MOVED, VERIFIED
from kg.evidence.complaints import complain
from kg.evidence.documents import Checked
from kg.evidence.passages import Passage, Piece
from kg.evidence.support import Speech
from kg.evidence.texts import Folder
from kg.graph import reading
from kg.graph.workspace import Workspace
from kg.names import shorten
from kg.rdf import store
from kg.rdf.store import Store
from kg.text.words import in_language

_READ_WITH: Final = "SELECT DISTINCT ?one ?other WHERE { ?one pc:readWith ?other }"
# A passage and what it is read with support a claim together.
_CLAIMS: Final = """
SELECT DISTINCT ?document ?claim ?evidence WHERE {
  GRAPH ?document { ?claim pc:evidence/pc:readWith? ?evidence }
}"""

_Said = list[tuple[str | None, ...]]  # rows of _CLAIMS


class Verification(NamedTuple):
    """All documents, all claims with a verified span, what was ignored and why, what is wrong.

    `findings` has errors for what is not verified and warnings for spans that do not speak of
    their claim.
    """

    documents: tuple[Checked, ...]
    claims: tuple[Speech, ...]
    ignored: dict[str, str]
    findings: tuple[Finding, ...]
    supports: dict[str, tuple[str, ...]]

    @property
    def holds(self) -> bool:
        """Tell whether every document and every span is verified."""
        return all(each.holds for each in self.documents)


def verify(
    workspace: Workspace, folder: Path | None = None, *, scope: str = "all", lang: str = "en"
) -> Verification:
    """Return how the evidence of a workspace stands in the texts of *folder*, told in *lang*.

    The texts that the workspace keeps are read too.

    Raises SourceError where the folder holds no text, SourceErrors where the graph cannot be read.
    """
    records = reading.read(workspace, scope=scope)
    memory = store.in_memory(reading.as_dataset(records).quads)
    found = texts.read_folders(workspace, folder)
    checked, spare = documents.match(documents.read_documents(memory), found.texts)
    said = sorted(memory.rows(_CLAIMS), key=str)
    supports = _supports(said)
    claims = tuple(support.hear(memory, _passages(checked, said), lang=lang))
    problems = complain(checked, claims, supports, records, lang=lang)
    ignored = {
        name: in_language(why, lang) for name, why in sorted({**found.ignored, **spare}.items())
    }
    return Verification(checked, claims, ignored, tuple(problems), supports)


def read_excerpts(
    memory: Store,
    folder: Path,
    *,
    warn: Callable[[str], None] | None = None,
    lang: str = "en",
) -> dict[str, str]:
    """Return the passage of each piece of evidence that is found in *folder*, by its short form.

    A passage comes with those that it is read with, in the order of the document, with " … " for
    what is left out between them. Only what has the digest on record is shown; *warn* gets a
    sentence in *lang* on each document with passages that are not. They are read when they are
    shown and kept nowhere. Raises SourceError where the folder holds no text.
    """
    found = _find_places(memory, texts.read_folder(folder), warn, lang)
    return {evidence: texts.excerpt(text, places) for evidence, text, places in found}


def mark_passages(
    memory: Store,
    found: Folder,
    *,
    warn: Callable[[str], None] | None = None,
    lang: str = "en",
) -> dict[str, tuple[str, ...]]:
    """Return each passage that `read_excerpts` returns in its sentence, as `passages.mark` does."""
    places = _find_places(memory, found, warn, lang)
    return {evidence: passages.mark(text, spans) for evidence, text, spans in places}


def _find_places(
    memory: Store, found: Folder, warn: Callable[[str], None] | None, lang: str
) -> Iterator[tuple[str, str, set[tuple[int, int]]]]:
    """Yield each piece of evidence that is found: its short form, its text, and where it stands."""
    checked, _ = documents.match(documents.read_documents(memory), found.texts)
    read_with: dict[str, list[str]] = defaultdict(list)
    for one, other in memory.rows(_READ_WITH):
        if one and other:
            read_with[one].append(other)
    for each in checked:
        if warn and (message := documents.say_unseen(each)):
            warn(in_language(message, lang))
        places = _places(each)
        for evidence, place in places.items():
            others = {places[other] for other in read_with[evidence] if other in places}
            yield shorten(evidence), each.text, {place, *others}


def _pieces(checked: Iterable[Checked]) -> dict[str, Piece]:
    """Return what stands at each span that was found, by its evidence."""
    return {
        evidence: passages.cut(each.text, start, end)
        for each in checked
        for evidence, (start, end) in _places(each).items()
    }


def _places(each: Checked) -> dict[str, tuple[int, int]]:
    """Return where the spans of a document that were found stand, by their evidence."""
    return {
        place.span.evidence: place.now
        for place in each.places
        if place.now and place.state in (VERIFIED, MOVED)
    }


def _supports(said: _Said) -> dict[str, tuple[str, ...]]:
    """Return the claims that each piece of evidence supports, in short forms."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, claim, evidence in said:
        if claim and evidence and shorten(claim) not in found[evidence]:
            found[evidence].append(shorten(claim))
    return {evidence: tuple(claims) for evidence, claims in found.items()}


def _passages(checked: Iterable[Checked], said: _Said) -> dict[tuple[str, str], Passage]:
    """Return what the verified and moved spans of each claim say, by document and claim."""
    pieces = _pieces(checked)
    found: dict[tuple[str, str], list[Piece]] = defaultdict(list)
    for document, claim, evidence in said:
        if document and claim and evidence in pieces and claim != document:
            found[document, claim].append(pieces[evidence])
    return {key: passages.join(several) for key, several in found.items()}
