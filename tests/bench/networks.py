"""A network of invented bodies, of any size: python -m tests.bench.networks TRIPLES FOLDER.

It is a workspace: registry, sources and a copy of the ontology, in which kg finds no error. The
same size and seed give the same bytes (only `random.random()` is used, which no version of Python
changes). Two in five relations are memberships, one in four projects, the rest agreements and
events; body n is drawn the less often the larger n is, so that a few are hubs. One claim in fifty
is withdrawn. Evidence points into documents that nobody has.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
BASE: Final = "https://w3id.org/pencoop/"
_PREFIXES: Final = {
    "claim": BASE + "claim/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "ev": BASE + "evidence/",
    "id": BASE + "id/",
    "kind": BASE + "concept/kind/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "pc": BASE + "ns#",
    "role": BASE + "concept/role/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "src": BASE + "source/",
    "status": BASE + "concept/status/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_KINDS: Final = ("prison-service", "probation-service", "ministry", "university", "ngo")
_WORDS: Final = (
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Gorse",
    "Hazel",
    "Ivy",
    "Juniper",
)
_PER_DOCUMENT: Final = 1_500  # triples, about
_LENGTH: Final = 400_000  # characters of a document


class Made(NamedTuple):
    """What was written: triples, and files with their bytes."""

    triples: int
    files: int
    size: int


def make(folder: Path, triples: int, *, seed: int = 1) -> Made:
    """Write a workspace of at least so many triples, beside those of the ontology."""
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    for scope in ("core", "public"):
        (folder / "graphdata/sources" / scope).mkdir(parents=True)
    shutil.copy(ROOT / "graphdata/dataset.ttl", folder / "graphdata/dataset.ttl")
    return _Network(folder, triples, seed).write()


class _Network:
    def __init__(self, folder: Path, triples: int, seed: int) -> None:
        self.folder = folder
        self.wanted = triples
        self.draw = random.Random(seed).random
        self.bodies = max(20, triples // 300)
        self.networks = max(4, triples // 20_000)
        self.countries = 12
        self.made = Made(0, 0, 0)
        self.lines: list[str] = []
        self.contexts: list[tuple[str, str, list[str]]] = []

    def write(self) -> Made:
        for number in range(self.countries):
            self._thing("areas", f"syn-country-{number}", "pc:Country", f"Country {number}")
        for number in range(self.bodies):
            more = [
                f"org:classification kind:{_KINDS[number % len(_KINDS)]}",
                f"pc:jurisdiction id:syn-country-{number % self.countries}",
            ]
            name = f"{_WORDS[number % len(_WORDS)]} Service {number}"
            self._thing("organisations", f"syn-body-{number}", "org:FormalOrganization", name, more)
        for number in range(self.networks):
            more = ["org:classification kind:network"]
            self._thing(
                "organisations", f"syn-net-{number}", "org:Organization", f"Net {number}", more
            )
        document = 0
        while self.made.triples < self.wanted:
            self._document(document)
            document += 1
        return self.made

    def _thing(
        self, kind: str, name: str, type_: str, label: str, more: list[str] | None = None
    ) -> None:
        values = [f"a {type_}", f'skos:prefLabel "{label}"@en', *(more or [])]
        self._say(f"id:{name}", values)
        self._file(f"registry/{kind}/{name}.ttl")

    def _document(self, number: int) -> None:
        name = f"syn-doc-{number}"
        digest = hashlib.sha256(name.encode()).hexdigest()
        values = [
            "a pc:SourceDocument",
            f'dcterms:title "Report {number}"@en',
            'dcterms:language "en"',
            f"dcterms:publisher id:syn-body-{self._body()}",
            f'pc:documentDigest "{digest}"',
            f"pc:codePoints {_LENGTH}",
        ]
        self._say(f"src:{name}", values)
        place, begin = 0, self.made.triples
        while self.made.triples - begin < _PER_DOCUMENT and self.made.triples < self.wanted:
            place = self._relation(name, number, place)
        self._file(f"sources/public/{name}.ttl")

    def _relation(self, document: str, number: int, place: int) -> int:
        chance, year = self.draw(), 1995 + int(self.draw() * 28)
        context = f"{number}-{place}"
        if chance < 0.4:
            net = int(self.draw() * self.networks)
            when = f'pc:when "{year}/"^^edtf:EDTF'
            return self._claim(document, place, self._body(), f"syn-net-{net}", "member", when)
        sort, kind, roles, most = (
            ("agreements", "pc:Agreement", ("party", "party"), 3)
            if chance < 0.6
            else ("projects", "pc:Project", ("promoter", "partner"), 7)
            if chance < 0.85
            else ("events", "pc:Event", ("host", "attendee"), 7)
        )
        name = f"syn-{sort[:-1]}-{context}"
        when = (
            f'pc:when "{year}/{year + 2}"^^edtf:EDTF'
            if sort != "events"
            else f'pc:when "{year}"^^edtf:EDTF'
        )
        values = [
            f"a {kind}",
            f'skos:prefLabel "{_WORDS[place % 10]} {sort[:-1]} {context}"@en',
            when,
        ]
        self.contexts.append((sort, name, values))
        for turn, body in enumerate(self._several(2 + int(self.draw() * (most - 1)))):
            place = self._claim(document, place, body, name, roles[min(turn, 1)])
        return place

    def _claim(
        self, document: str, place: int, body: int, context: str, role: str, *more: str
    ) -> int:
        withdrawn = place % 50 == 49
        start, end = place * 40, place * 40 + 30
        digest = hashlib.sha256(f"{document} {start}".encode()).hexdigest()
        evidence = f"ev:{document}-{start}-{end}"
        kind = "pc:Membership" if role == "member" else "pc:Participation"
        values = [
            f"a {kind}",
            f"pc:agent id:syn-body-{body}",
            f"pc:context id:{context}",
            f"pc:role role:{role}",
            *more,
            f"pc:status status:{'withdrawn' if withdrawn else 'stated'}",
            f"pc:evidence {evidence}",
        ]
        self._say(f"claim:{document}-{place}", values)
        self._say(
            evidence,
            [
                "a pc:Evidence",
                f"oa:hasSource src:{document}",
                f"oa:start {start}",
                f"oa:end {end}",
                f'pc:spanDigest "{digest}"',
            ],
        )
        return place + 1

    def _body(self) -> int:
        """Return a body, the first ones more often: as the square of a number that is even."""
        return int(self.draw() ** 2 * self.bodies)

    def _several(self, number: int) -> list[int]:
        found: dict[int, None] = {}
        while len(found) < number:
            found[self._body()] = None
        return list(found)

    def _say(self, subject: str, values: list[str]) -> None:
        said = " ;\n    ".join(values)
        self.lines.append(f"{subject} {said} .\n")
        self.made = self.made._replace(triples=self.made.triples + len(values))

    def _file(self, name: str) -> None:
        contexts, self.contexts[:] = list(self.contexts), []
        self._write(name)
        for sort, thing, values in contexts:
            self._say(f"id:{thing}", values)
            self._write(f"registry/{sort}/{thing}.ttl")

    def _write(self, name: str) -> None:
        text = "".join(f"@prefix {key}: <{iri}> .\n" for key, iri in _PREFIXES.items())
        text += "\n" + "\n".join(self.lines)
        self.lines.clear()
        path = self.folder / "graphdata" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        made = self.made
        self.made = made._replace(files=made.files + 1, size=made.size + len(text.encode()))


def main() -> None:
    """Write a network and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = make(given.folder, given.triples, seed=given.seed)
    print(f"{made.triples:,} triples in {made.files:,} files, {made.size:,} bytes")


if __name__ == "__main__":
    main()
