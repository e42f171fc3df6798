"""Decisions: who was judged to be the same, by which office and why, kept as data.

One record for each pair, as in the Simple Standard for Sharing Ontological Mappings (SSSOM):
subject, object, verdict, justification, date. All of them stand in one file, and nothing else is
changed by a decision: `kg.graph.identity` reads the graph in its light.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError, UsageError
from kg.files import read_text
from kg.graph import formatting
from kg.graph.identity import SAME, heirs
from kg.graph.workspace import Workspace, decisions_file
from kg.names import DECISION, DECISIONS_GRAPH, ID, expand, join_names, shorten
from kg.rdf import store, turtle
from kg.rdf.dataset import in_graph
from kg.rdf.store import LocalStore, Store
from kg.search.lookup import identify
from kg.text.persons import personal_problem

_AREAS: Final = ("pc:Area", "pc:Country", "pc:SubNationalArea")
Verdict = Literal["same", "different", "undecided"]
VERDICTS: Final[tuple[Verdict, ...]] = ("same", "different", "undecided")

_DECISIONS: Final = """
SELECT ?decision ?a ?b ?verdict ?kept ?because ?by ?date WHERE {
  ?decision a pc:Decision ; pc:verdict ?verdict ; pc:compares ?a , ?b .
  FILTER (STR(?a) < STR(?b))
  OPTIONAL { ?decision pc:keeps ?kept }
  OPTIONAL { ?decision pc:because ?because }
  OPTIONAL { ?decision pc:decidedBy ?by }
  OPTIONAL { ?decision dcterms:date ?date }
}"""


_CLASSES: Final = """
SELECT ?class WHERE { GRAPH <https://w3id.org/pencoop/graph/registry> { <%s> a ?class } }"""


class Decision(NamedTuple):
    """A judgement about two things (IRIs); *kept* goes on where they are the same."""

    a: str
    b: str
    verdict: Verdict
    because: str
    by: str
    date: str
    kept: str | None = None

    @property
    def pair(self) -> frozenset[str]:
        """The two things, in no order."""
        return frozenset((self.a, self.b))

    @property
    def retired(self) -> str | None:
        """The thing that does not go on, None where both do."""
        return next((each for each in (self.a, self.b) if self.kept not in (None, each)), None)

    @property
    def iri(self) -> str:
        """The IRI of the decision, the same for a pair however it is named."""
        ends = sorted(each.removeprefix(ID) for each in self.pair)
        return DECISION + join_names(ends, "and")


def comparable(store: Store, one: str, other: str) -> tuple[str, str]:
    """Return the IRIs of two things that can be judged.

    Raises NotFound where one is not known, UsageError where both are one already or of two sorts.
    """
    a, b = (identify(store, words, follow=False).thing for words in (one, other))
    if a == b:
        raise UsageError(f"{shorten(a)} is {shorten(a)}. Name two records.")
    sorts = {thing: {_sort(kind) for kind in _classes(store, thing)} for thing in (a, b)}
    for thing, found in sorts.items():
        if not thing.startswith(ID) or not found:
            raise UsageError(f"{shorten(thing)} is no thing of the registry. Name a thing.")
    if sorts[a].isdisjoint(sorts[b]):
        said = " and ".join(f"{shorten(thing)} ({min(sorts[thing])})" for thing in (a, b))
        raise UsageError(f"{said} are of two sorts; they cannot be one.")
    return a, b


def judge(  # noqa: PLR0913 - what a decision holds
    store: Store, pair: tuple[str, str], verdict: Verdict, *, because: str, by: str, date: str
) -> Decision:
    """Return a decision about two things as people name them; the second goes on if they are one.

    Raises what `comparable` raises, UsageError for a reason, a verdict or a day that is none.
    """
    if verdict not in VERDICTS:
        raise UsageError(f"{verdict!r} is no verdict. Choose one of {', '.join(VERDICTS)}.")
    if not because.strip():
        raise UsageError("say why.")
    for text in (because, by):
        if problem := personal_problem(text):
            raise UsageError(problem.en)
    a, b = comparable(store, *pair)
    try:
        day = datetime.date.fromisoformat(date).isoformat()
    except ValueError as error:
        raise UsageError(f"{date!r} is no day: write YYYY-MM-DD.") from error
    return Decision(a, b, verdict, because.strip(), by, day, b if verdict == SAME else None)


def read_decisions(store: Store) -> list[Decision]:
    """Return the decisions of a graph, in the order of their pairs."""
    found = []
    for row in sorted(store.rows(_DECISIONS), key=str):
        _, a, b, verdict, kept, because, by, date = (value or "" for value in row)
        if verdict in VERDICTS:
            found.append(Decision(a, b, verdict, because, by, date, kept or None))
    return found


def require_consistent(decision: Decision, known: Iterable[Decision], *, again: bool) -> None:
    """Raise KgError where a decision contradicts those that are *known*.

    With *again* an earlier decision about the same pair may be replaced.
    """
    others = []
    for each in known:
        if each.pair != decision.pair:
            others.append(each)
        elif _said(each) != _said(decision) and not again:
            raise KgError(f"{_tell(each)} Give --again to decide anew.")
    _require_standing(decision, others)
    now = heirs(each for one in [*others, decision] for each in decision_triples(one))
    for each in [*others, decision]:
        a, b = (now.get(end, end) for end in (each.a, each.b))
        if each.verdict == "different" and a == b:
            raise KgError(f"{_tell(each)} Other decisions make them the same. Decide anew first.")


def plan_decision(
    workspace: Workspace, decision: Decision, *, again: bool = False
) -> tuple[Path, bytes | None, bytes] | None:
    """Return the file of decisions, before and with a decision; None where that changes nothing.

    An earlier one about the same pair makes room. Raises KgError where the file cannot be read,
    and what `require_consistent` raises for what it says by now: others may have decided meanwhile.
    """
    path = decisions_file(workspace)
    name = workspace.name(path)
    text = read_text(path, name=name) if path.exists() else ""
    document = turtle.read(text, name=name)
    formatting.require_lossless(text, document, name=name)
    require_consistent(decision, read_decisions(_as_store(document)), again=again)
    before = _about(document.triples, decision)
    after = decision_triples(decision)
    if _timeless(before) == _timeless(after):
        return None
    triples = {*document.triples} - before | after
    new = turtle.write(triples, tags=document.tags).encode()
    return path, text.encode() if path.exists() else None, new


def _as_store(document: turtle.Document) -> LocalStore:
    return store.in_memory(in_graph(document.triples, ox.NamedNode(DECISIONS_GRAPH)))


def _about(triples: Iterable[ox.Triple], decision: Decision) -> set[ox.Triple]:
    """Return what is said of the pair of a decision, under whatever name, and under its name."""
    by_subject: dict[turtle.Term, set[ox.Triple]] = {}
    for each in triples:
        by_subject.setdefault(each.subject, set()).add(each)
    compares = expand("pc:compares")
    found: set[ox.Triple] = set()
    for subject, said in by_subject.items():
        ends = {turtle.value(each.object) for each in said if each.predicate.value == compares}
        if ends == decision.pair or turtle.value(subject) == decision.iri:
            found |= said
    return found


def decision_triples(decision: Decision) -> set[ox.Triple]:
    """Return a decision as the graph writes it."""
    day = ox.Literal(decision.date, datatype=ox.NamedNode(expand("xsd:date")))
    pairs: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        ("rdf:type", ox.NamedNode(expand("pc:Decision"))),
        ("pc:compares", ox.NamedNode(decision.a)),
        ("pc:compares", ox.NamedNode(decision.b)),
        ("pc:verdict", ox.Literal(decision.verdict)),
        ("pc:because", ox.Literal(decision.because, language="en")),
        ("pc:decidedBy", ox.Literal(decision.by)),
        ("dcterms:date", day),
    ]
    if decision.kept:
        pairs.append(("pc:keeps", ox.NamedNode(decision.kept)))
    subject = ox.NamedNode(decision.iri)
    return {ox.Triple(subject, ox.NamedNode(expand(name)), term) for name, term in pairs}


def _classes(store: Store, thing: str) -> list[str]:
    return [kind for (kind,) in store.rows(_CLASSES % thing) if kind]


def _sort(kind: str) -> str:
    """Return what may be one with what: bodies of all classes, areas of all classes, else one."""
    name = shorten(kind)
    return "body" if name.startswith("org:") else "area" if name in _AREAS else name


def _require_standing(decision: Decision, others: list[Decision]) -> None:
    """Raise KgError where one of the two has been retired by another decision."""
    now = heirs(each for other in others for each in decision_triples(other))
    for end in (decision.a, decision.b):
        if end in now:
            heir = shorten(now[end])
            raise KgError(f"{shorten(end)} is retired; {heir} stands for it. Decide about {heir}.")


def _said(decision: Decision) -> tuple[str, str | None]:
    return decision.verdict, decision.kept


def _tell(decision: Decision) -> str:
    a, b = sorted(map(shorten, decision.pair))
    kept = f" ({shorten(decision.kept)} goes on)" if decision.kept else ""
    verdict = "the same" if decision.verdict == SAME else decision.verdict
    return f"{a} and {b} were judged {verdict}{kept} on {decision.date}: {decision.because}"


def _timeless(triples: Iterable[ox.Triple]) -> set[tuple[str, object]]:
    """Return what a decision says, without its day: the same judgement a day later is no news."""
    day = expand("dcterms:date")
    return {(each.predicate.value, each.object) for each in triples if each.predicate.value != day}
