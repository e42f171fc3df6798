"""A workspace of a few files for the tests of behaviour.

Three services, a network, an agreement, a project, a document.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.graph import derivation, reading
from kg.graph.workspace import find_workspace
from kg.names import expand
from kg.rdf import store, turtle
from tests.processes import ROOT, kg

PREFIXED = "".join(
    f"@prefix {prefix}: <{expand(prefix + ':')}> .\n"
    for prefix in [
        "claim",
        "dcterms",
        "edtf",
        "ev",
        "id",
        "indicator",
        "kind",
        "modality",
        "oa",
        "org",
        "owl",
        "pc",
        "rdf",
        "role",
        "schema",
        "skos",
        "src",
        "status",
        "strength",
        "xsd",
    ]
)
DOCUMENT = "graphdata/sources/core/doc.ttl"
ALPHA = "graphdata/registry/organisations/alpha.ttl"
PRISON = "org:FormalOrganization ; org:classification kind:prison-service"
PROBATION = "org:FormalOrganization ; org:classification kind:probation-service"
NAMES = {
    "organisations/alpha": f"{PRISON} ; skos:prefLabel 'Prison Service of Alphaland'@en",
    "organisations/beta": f"{PRISON} ; skos:prefLabel 'Prison Service of Betaland'@en",
    "organisations/gamma": f"{PROBATION} ; skos:prefLabel 'Probation of Gammaland'@en ;"
    " pc:jurisdiction id:delta",
    "organisations/net": "org:Organization ; org:classification kind:network ;"
    " skos:prefLabel 'Network of Services'@en",
    "areas/delta": "pc:Country ; skos:prefLabel 'Deltaland'@en",
    "agreements/agr": "pc:Agreement ; skos:prefLabel 'Memorandum: Alphaland – Betaland'@en",
    "projects/prj": "pc:Project ; skos:prefLabel 'Back to life'@en",
}
DIGEST = "0" * 64
CLAIMS = f"""
src:doc a pc:SourceDocument ; dcterms:title "Cooperation"@en ; dcterms:language "en" ;
    dcterms:publisher id:alpha ; pc:codePoints 900 ; pc:documentDigest "{DIGEST}" .
ev:doc-0-9 a pc:Evidence ; oa:hasSource src:doc ; oa:start 0 ; oa:end 9 ;
    pc:spanDigest "{DIGEST}" .
ev:doc-20-39 a pc:Evidence ; oa:hasSource src:doc ; oa:start 20 ; oa:end 39 ;
    pc:spanDigest "{DIGEST}" .
"""


def participation(agent: str, context: str, role: str, more: str = "") -> str:
    """Return a claim in Turtle; *more* are further predicates, which may repeat none of these."""
    sort = "pc:Membership" if context == "net" else "pc:Participation"
    status = "" if "pc:status" in more else "; pc:status status:stated"
    evidence = "" if "pc:evidence" in more else "; pc:evidence ev:doc-0-9"
    return (
        f"claim:{agent}-in-{context} a {sort} ; pc:agent id:{agent} ; pc:context id:{context} ;"
        f" pc:role role:{role} {status} {evidence} {more} .\n"
    )


PARTICIPATIONS = (
    participation("alpha", "agr", "party", '; pc:attested "2014"^^edtf:EDTF')
    + participation("beta", "agr", "party", '; pc:attested "2014"^^edtf:EDTF')
    + participation("alpha", "net", "member", '; pc:when "2009/"^^edtf:EDTF')
    + participation("gamma", "net", "member", "; pc:evidence ev:doc-20-39")
    + participation(
        "beta",
        "net",
        "member-or-participant",
        "; pc:status status:ambiguous ; skos:editorialNote 'Member or participant.'@en",
    )
    + participation("alpha", "prj", "promoter", '; pc:when "2015/2016"^^edtf:EDTF')
    + participation("gamma", "prj", "junior-partner")
)


def make_workspace(tmp_path: Path, *, claims: str = PARTICIPATIONS) -> Path:
    """Return a new folder with the repository's ontology and a small valid graphdata."""
    root = tmp_path / "mini"
    shutil.copytree(ROOT / "ontology", root / "ontology")
    for name, words in NAMES.items():
        put(root, f"graphdata/registry/{name}.ttl", f"id:{name.partition('/')[2]} a {words} .")
    put(root, DOCUMENT, CLAIMS + claims)
    shutil.copy(ROOT / "graphdata/dataset.ttl", root / "graphdata/dataset.ttl")
    return root


def put(root: Path, name: str, text: str, *, canonical: bool = True) -> Path:
    """Write a Turtle file of the workspace (prefixes are added), by default in canonical layout."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = PREFIXED + text
    if canonical:
        document = turtle.read(text, name=name)
        text = turtle.write(document.triples, tags=document.tags)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def derive(root: Path) -> Callable[[str], list[tuple[str | None, ...]]]:
    """Return a function that answers a SELECT over the derived graph, rows sorted."""
    workspace = find_workspace(root)
    memory = store.in_memory(reading.as_dataset(reading.read(workspace)).quads)
    derivation.derive(memory, workspace)
    return lambda query: sorted(memory.rows(query), key=str)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def without_rows(folder: Path) -> dict[str, list[str]]:
    """Return what the files below a folder say, but for the rows of tables where it stands."""
    return {
        name: sorted(
            line.partition(" ; pc:evidence ev:")[0]
            for line in data.decode().splitlines()
            if line.strip() and not line.startswith("ev:")
        )
        for name, data in contents(folder).items()
    }


@pytest.fixture
def root(tmp_path):
    """A fresh miniature workspace."""
    return make_workspace(tmp_path)


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A miniature workspace with a build, made once; tests copy it and never touch it."""
    root = make_workspace(tmp_path_factory.mktemp("finished"))
    ended = kg("build", cwd=root)
    assert (ended.returncode, ended.stderr.count("\n")) == (0, 2), ended.stderr
    return root


@pytest.fixture
def old(finished, tmp_path):
    """A copy of the miniature workspace with its build, to break."""
    return Path(shutil.copytree(finished, tmp_path / "old"))
