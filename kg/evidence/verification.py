"""Evidence against the texts: does every span stand where it is recorded, and speak of its claim?

Nothing of a text is kept: what comes back are positions, digests and names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kg.errors import Finding
from kg.evidence import documents, support, texts
from kg.evidence import documents as kind
from kg.evidence.anchoring import AMBIGUOUS, MOVED, VERIFIED, Place
from kg.evidence.documents import Checked
from kg.evidence.support import Speech
from kg.graph import reading
from kg.graph.reading import Record
from kg.graph.workspace import Workspace
from kg.names import expand, shorten
from kg.rdf import store, turtle
from kg.rdf.store import Store
from kg.text.czech import evidence_in_czech
from kg.text.words import join_words

_READ_WITH: Final = "SELECT DISTINCT ?one ?other WHERE { ?one pc:readWith ?other }"
# A passage and what it is read with support a claim together.
_CLAIMS: Final = """
SELECT DISTINCT ?document ?claim ?evidence WHERE {
  GRAPH ?document { ?claim pc:evidence/pc:readWith? ?evidence }
}"""


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
    workspace: Workspace, folder: Path, *, scope: str = "all", lang: str = "en"
) -> Verification:
    """Return how the evidence of a workspace stands in the texts of *folder*, told in *lang*.

    Raises SourceError where the folder holds no text, SourceErrors where the graph cannot be read.
    """
    records = reading.read(workspace, scope=scope)
    memory = store.in_memory(reading.as_dataset(records).quads)
    found = texts.read_folder(folder)
    checked, spare = documents.match(documents.read_documents(memory), found.texts)
    supports = _supports(memory)
    claims = tuple(support.hear(memory, _passages(checked, memory), lang=lang))
    problems = complain(checked, claims, supports, records)
    if lang == "cs":
        problems = [each._replace(message=evidence_in_czech(each.message)) for each in problems]
    ignored = dict(sorted({**found.ignored, **spare}.items()))
    return Verification(checked, claims, ignored, tuple(problems), supports)


def read_excerpts(
    memory: Store, folder: Path, *, warn: Callable[[str], None] | None = None
) -> dict[str, str]:
    """Return the passage of each piece of evidence that is found in *folder*, by its short form.

    A passage comes with those that it is read with, in the order of the document, with " … " for
    what is left out between them. Only what has the digest on record is shown; *warn* gets a
    sentence on each document with passages that are not. They are read when they are shown and kept
    nowhere. Raises SourceError where the folder holds no text.
    """
    found = texts.read_folder(folder)
    checked, _ = documents.match(documents.read_documents(memory), found.texts)
    read_with: dict[str, list[str]] = defaultdict(list)
    for one, other in memory.rows(_READ_WITH):
        if one and other:
            read_with[one].append(other)
    excerpts: dict[str, str] = {}
    for each in checked:
        if warn and (message := documents.say_unseen(each)):
            warn(message)
        places = _places(each)
        for evidence, place in places.items():
            others = {places[other] for other in read_with[evidence] if other in places}
            excerpts[shorten(evidence)] = texts.excerpt(each.text, {place, *others})
    return excerpts


def _spans(checked: Iterable[Checked]) -> dict[str, str]:
    """Return what stands at each span that was found, by its evidence."""
    return {
        evidence: each.text[start:end]
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


def complain(
    documents: Iterable[Checked],
    claims: Iterable[Speech],
    supports: Mapping[str, tuple[str, ...]],
    records: Iterable[Record],
) -> list[Finding]:
    """Return the findings, document by document; *supports* gives the claims of each evidence."""
    held = {record.file.graph: record for record in records}
    found = []
    for each in documents:
        record = held.get(each.document.source)
        found += [_document(each, record, text) for text in _about_document(each)]
        for place in each.places:
            if place.state != VERIFIED:
                found.append(_span(place, supports.get(place.span.evidence, ()), record))
    for claim in claims:
        record = held.get(expand(f"src:{claim.source}"))
        if claim.state == support.SILENT:
            advice = "Add a span or an alias, or give the reason as pc:notNamed."
            found.append(_claim(claim, record, "not-named", f"{claim.sentence} {advice}"))
        elif claim.state == support.NAMED and claim.reason:
            said = f"{claim.claim}: its passage names all. Delete its pc:notNamed."
            found.append(_claim(claim, record, "needless-reason", said))
    return found


def _about_document(each: Checked) -> Iterator[str]:
    source = shorten(each.document.source)
    differences = join_words(each.reading.differences) if each.reading else ""
    match each.state:
        case kind.ABSENT:
            spans = len(each.document.spans)
            yield f"{source}: no file here is its text, so its {spans} spans are not verified."
        case kind.LOOKS_SAME:
            yield (
                f"{source}: the text in {each.file} is the same but for {differences}."
                " Give the file as it was: UTF-8, nothing converted."
            )
        case kind.CHANGED:
            also = f" It also differs in {differences}." if differences else ""
            fix = "" if differences else " kg verify --fix writes its digest and what has moved."
            yield f"{source}: the text in {each.file} has changed.{also}{fix}"
    if not each.right_length and each.reading:
        length, recorded = len(each.reading.text), each.document.length
        yield f"{source}: {each.file} has {length} code points; recorded are {recorded}."


def _document(each: Checked, record: Record | None, message: str) -> Finding:
    line = turtle.find_line(record.text, each.document.source) if record else None
    name = record.name if record else None
    return Finding(name, line, "error", "document", each.document.source, message)


def _span(place: Place, claims: tuple[str, ...], record: Record | None) -> Finding:
    span = place.span
    serves = f" It supports {join_words(claims)}." if claims else ""
    message = f"{shorten(span.evidence)}: {_where(place)}{serves}"
    line = turtle.find_line(record.text, span.evidence, span.digest) if record else None
    return Finding(
        record.name if record else None, line, "error", place.state, span.evidence, message
    )


def _where(place: Place) -> str:
    if place.state == MOVED and place.now:
        return f"moved to {place.now[0]}–{place.now[1]}."
    low, high = place.between or (0, 0)
    if place.state == AMBIGUOUS:
        starts = join_words([str(start) for start in place.starts[:5]])
        more = " and elsewhere" if len(place.starts) > 5 else ""
        return f"stands in several places, at {starts}{more}. Choose one by hand."
    return f"lost: its text is not there any more. Look between {low} and {high}."


def _claim(claim: Speech, record: Record | None, rule: str, message: str) -> Finding:
    iri = expand(claim.claim)
    line = turtle.find_line(record.text, iri) if record else None
    return Finding(record.name if record else None, line, "warning", rule, iri, message)
