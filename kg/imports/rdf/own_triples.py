"""RDF in the project's own terms: sorted into the files where it belongs, taken as it is.

A thing goes into its file of the registry, a document with its evidence and claims into its file
under sources. What has no place there, or says what the ontology does not know, is told by line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from kg.additions.plan import FOLDERS
from kg.additions.records import Own
from kg.checks import vocabulary
from kg.checks.files import personal_value, value_problem
from kg.checks.vocabulary import Vocabulary
from kg.errors import Finding
from kg.imports.meaning.known import Background
from kg.imports.rdf.nodes import Nodes
from kg.names import CLAIM, EV, ID, PREFIXES, SRC, expand, is_identifier, shorten
from kg.rdf import turtle
from kg.rdf.turtle import value

_SPACES = (ID, SRC, EV, CLAIM)
_TYPE = ox.NamedNode(expand("rdf:type"))
_SOURCE = ox.NamedNode(expand("oa:hasSource"))
_EVIDENCE = ox.NamedNode(expand("pc:evidence"))


def is_own(triple: ox.Triple) -> bool:
    """Tell whether a triple describes a thing, a document, a passage or a claim of the graph."""
    return value(triple.subject).startswith(_SPACES)


class Sorting:
    """The triples of a file in own terms, by where they belong; `findings` tells what is wrong."""

    def __init__(
        self, triples: Sequence[ox.Triple], tags: turtle.Tags, known: Background, place: NameLines
    ) -> None:
        self.findings: list[Finding] = []
        self._known = known
        self._place = place
        self._tags = tags
        self._by_subject: dict[str, set[ox.Triple]] = defaultdict(set)
        for triple in triples:
            self._by_subject[value(triple.subject)].add(triple)

    def own(self) -> Own:
        """Return the triples by the files into which they go."""
        things: dict[str, frozenset[ox.Triple]] = {}
        sources: dict[str, set[ox.Triple]] = defaultdict(set)
        folders: dict[str, str] = {}
        claims = []
        for subject in sorted(self._by_subject):
            triples = self._by_subject[subject]
            if subject.startswith(ID):
                key = subject.removeprefix(ID)
                things[key] = frozenset(triples)
                folders[key] = self._folder(subject, triples)
                continue
            documents = self._documents(subject)
            if not documents:
                self._report(subject, "belongs to no document. Give it evidence with a source.")
            for key in documents:
                sources[key] |= triples
            if subject.startswith(CLAIM):
                claims.append(subject.removeprefix(CLAIM))
        grouped = {key: frozenset(triples) for key, triples in sources.items()}
        return Own(things, grouped, folders, tuple(claims), self._tags)

    def _folder(self, subject: str, triples: Iterable[ox.Triple]) -> str:
        """Return the folder of a thing by its class."""
        classes = [shorten(value(each.object)) for each in triples if each.predicate == _TYPE]
        found = next((FOLDERS[each] for each in classes if each in FOLDERS), None)
        key = subject.removeprefix(ID)
        if not is_identifier(key):
            self._report(subject, "is no identifier. Use small letters, digits, single hyphens.")
        elif found is None and subject not in self._known.data:
            self._report(
                subject, "is new, and its class is none that the registry has. Give it one."
            )
        return found or "organisations"

    def _documents(self, subject: str) -> list[str]:
        """Return the documents in whose files a subject is described."""
        if subject.startswith(SRC):
            return [subject.removeprefix(SRC)]
        if subject.startswith(EV):
            return [each.removeprefix(SRC) for each in self._objects(subject, _SOURCE)]
        places = self._objects(subject, _EVIDENCE)
        return sorted({each for place in places for each in self._documents(place)})

    def _objects(self, subject: str, name: ox.NamedNode) -> list[str]:
        given = [
            value(each.object)
            for each in self._by_subject.get(subject, ())
            if each.predicate == name
        ]
        known = self._known.data.get(subject, {}).get(name.value, ())
        return given or [each.value for each in known]

    def vet(self, known: Vocabulary) -> None:
        """Report every name that nobody has described, every blank node, every odd value."""
        things = known.things | self._by_subject.keys()
        everything = known._replace(things=frozenset(things))
        for subject, triples in self._by_subject.items():
            for triple in sorted(triples, key=str):
                if isinstance(triple.object, ox.BlankNode):
                    self._report(subject, "has a blank node. Give it an IRI of its own.")
                    continue
                for iri in vocabulary.unknown_names(triple, everything):
                    advice = vocabulary.suggest(iri, everything).en
                    self._report(subject, f"{shorten(iri)} is not known. {advice}", iri)
                if problem := value_problem(triple):
                    self._report(subject, problem.en, triple.predicate.value)
                elif problem := personal_value(triple):
                    names = triple.predicate.value, value(triple.object)
                    self._report(subject, problem.en, *names)

    def _report(self, subject: str, message: str, *where: str) -> None:
        said = message if where else f"{shorten(subject)} {message}"
        self.findings.append(self._place.finding(said, subject, *where))


_NAME: Final = re.compile(r"<([^<>\"\s]*)>|\"([^\"\s]+)\"|(?<![\w:/])([\w-]*:[\w.-]*\w)")
_PREFIX: Final = re.compile(r"(?:@prefix|PREFIX)\s+([\w-]*:)\s*<([^<>\s]*)>", re.IGNORECASE)


class NameLines:
    """The text of an RDF file, which knows where names stand."""

    def __init__(self, file: str, text: str, names: Mapping[str, str] | None = None) -> None:
        """*names* are those of nodes that are called otherwise in the text."""
        self.file = file
        self._text = text
        self.lines = _lines(text)
        for node, name in (names or {}).items():
            if name in self.lines:
                self.lines[node] = self.lines[name]

    def line(self, node: str, nodes: Nodes) -> int:
        """Return the line on which a node stands first; one without an IRI where its texts do."""
        if node in self.lines:
            return self.lines[node]
        for each in nodes.said_of(node):
            if each.lang is not None and (found := turtle.find_line(self._text, each.value)):
                return found
        for each in nodes.said_to(node):
            if each.subject in self.lines:
                return turtle.find_line(self._text, each.subject, each.property) or 1
        return 1

    def line_of(self, name: str) -> int | None:
        """Return the line on which a name stands first, None where it stands nowhere."""
        return self.lines.get(name) or turtle.find_line(self._text, name)

    def finding(
        self, message: str, *names: str, severity: str = "error", rule: str = "own"
    ) -> Finding:
        """Return a finding at the line on which the names stand one below the other."""
        line = turtle.find_line(self._text, *names) if names else None
        line = line or next((self.lines[each] for each in names if each in self.lines), None)
        thing = names[0] if names else None
        return Finding(self.file, line, severity, rule, thing, message)


def _lines(text: str) -> dict[str, int]:
    """Return the line on which each name stands first: whole, quoted, or with its prefix."""
    prefixes = PREFIXES | {short.rstrip(":"): iri for short, iri in _PREFIX.findall(text)}
    lines: dict[str, int] = {}
    at, line = 0, 1
    for match in _NAME.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        prefix, _, local = (match[3] or "").partition(":")
        name = match[1] or match[2] or (prefixes[prefix] + local if prefix in prefixes else local)
        lines.setdefault(name, line)
    return lines
