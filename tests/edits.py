"""Random edits of the files of a workspace, for laws that must hold after any of them."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox

from kg.graph.workspace import Workspace, registry_files, source_files
from kg.names import ID, expand
from kg.rdf import turtle

MODALITIES = ("planned", "cancelled", "held")
_P = {
    name: ox.NamedNode(expand(name))
    for name in (
        "rdf:type",
        "rdf:subject",
        "rdf:predicate",
        "rdf:object",
        "pc:agent",
        "pc:context",
        "pc:status",
        "pc:modality",
        "pc:when",
        "pc:role",
        "pc:jurisdiction",
        "pc:within",
        "org:subOrganizationOf",
        "dcterms:isReplacedBy",
        "schema:foundingDate",
        "schema:dissolutionDate",
        "pc:formerName",
    )
}
_DATES = ("2009/", "2014", "2015-03/2019", "2019/2021", "1998", "2020?", "../2012")


class Editor:
    """Changes files at random; the same seed makes the same changes."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.random = random.Random(seed)

    def edit(self) -> dict[Path, bytes | None]:
        """Change one to three files; return what they held before, None of a new one."""
        before: dict[Path, bytes | None] = {}
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            path, content = self._changed()
            before.setdefault(path, path.read_bytes() if path.exists() else None)
            if content is None:
                path.unlink()
            else:
                path.write_text(content, "utf-8")
        return before

    def undo(self, before: dict[Path, bytes | None]) -> None:
        """Put files back."""
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)

    def _files(self) -> list[Path]:
        files = [*registry_files(self.workspace), *source_files(self.workspace)]
        return [file.path for file in files]

    def _changed(self) -> tuple[Path, str | None]:
        """Return a file and its new content, None where it goes."""
        files = self._files()
        sources = [path for path in files if "sources" in path.parts]
        path = self.random.choice(sources if self.random.random() < 0.7 else files)
        triples = _read(path)
        sort = self.random.random()
        if sort < 0.03 and len(sources) > 1:
            return path, None
        if sort < 0.08:
            name = f"{path.stem}-{self.random.randrange(1000)}"
            return path.with_name(f"{name}.ttl"), self._renamed(path, triples, name)
        for _ in range(self.random.choice((1, 1, 2, 4))):
            triples = self._with_edit(triples, files)
        return path, turtle.write(triples)

    def _renamed(self, path: Path, triples: list[ox.Triple], name: str) -> str:
        return path.read_text("utf-8").replace(f":{path.stem} ", f":{name} ")

    def _with_edit(self, triples: list[ox.Triple], files: list[Path]) -> list[ox.Triple]:
        if not triples:
            return triples
        one = self.random.choice(triples)
        rest = [each for each in triples if each != one]
        match self.random.randrange(8):
            case 0:
                return rest
            case 1:
                return [each for each in triples if each.subject != one.subject]
            case 2 | 3:  # another value of the same predicate
                other = [each for each in self._other(files) if each.predicate == one.predicate]
                if not other:
                    return triples
                end = self.random.choice(other).object
                return [*rest, ox.Triple(one.subject, one.predicate, end)]
            case 4:
                return [*triples, *self._doubled(triples, one)]
            case _:
                return [*triples, self._said(one.subject, files)]

    def _doubled(self, triples: list[ox.Triple], one: ox.Triple) -> list[ox.Triple]:
        """Return all that is said of a thing again, of one with another name."""
        if "/registry/" in str(one.subject) or turtle.value(one.subject).startswith(ID):
            return []
        name = ox.NamedNode(f"{turtle.value(one.subject)}-{self.random.randrange(1000)}")
        return [
            ox.Triple(name, each.predicate, each.object)
            for each in triples
            if each.subject == one.subject
        ]

    def _said(self, subject: ox.NamedNode, files: list[Path]) -> ox.Triple:
        """Return something new of a thing or a claim, of the sorts on which rules turn."""
        names = list(_P.items())
        name, predicate = self.random.choice(names)
        things = [path.stem for path in files if "registry" in path.parts]
        match name:
            case "pc:modality":
                value = ox.NamedNode(expand(f"modality:{self.random.choice(MODALITIES)}"))
            case "pc:status":
                status = self.random.choice(("stated", "withdrawn", "ambiguous", "implied"))
                value = ox.NamedNode(expand(f"status:{status}"))
            case "pc:when":
                datatype = ox.NamedNode(expand("edtf:EDTF"))
                value = ox.Literal(self.random.choice(_DATES), datatype=datatype)
            case "pc:role":
                role = self.random.choice(("party", "promoter", "partner", "member", "president"))
                value = ox.NamedNode(expand(f"role:{role}"))
            case "rdf:predicate":
                value = self.random.choice(
                    [
                        _P["schema:foundingDate"],
                        _P["pc:when"],
                        ox.NamedNode(expand("pc:statedKind")),
                    ]
                )
            case "rdf:object" | "schema:foundingDate" | "schema:dissolutionDate":
                value = ox.Literal(self.random.choice(("1999", "2013", "2018-05-01")))
            case "pc:formerName":
                value = ox.Literal(f"Name {self.random.randrange(5)}", language="en")
            case "rdf:type":
                sort = self.random.choice(
                    ("Country", "Project", "Agreement", "Event", "Enumeration")
                )
                value = ox.NamedNode(expand(f"pc:{sort}"))
            case _:
                value = ox.NamedNode(ID + self.random.choice(things))
        return ox.Triple(subject, predicate, value)

    def _other(self, files: list[Path]) -> list[ox.Triple]:
        return [
            triple
            for path in self.random.sample(files, min(20, len(files)))
            for triple in _read(path)
        ]


def _read(path: Path) -> list[ox.Triple]:
    return turtle.read(path.read_text("utf-8"), name=str(path)).triples
