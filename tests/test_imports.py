"""Imports point downwards, modules stay small, and what is public says what it gives."""

from __future__ import annotations

import ast

import networkx as nx
import pytest

from tests.processes import ROOT

# The rooms of the house from the ground up. A file may import from the rows above its room's own in
# this list, and from rooms that stand to the left of it in its row; those of APART never do that.
ROOMS = [
    "errors names version",
    "files worker stopping text edtf",
    "web",
    "rdf built",
    "claims",
    "graph",
    "search checks evidence",
    "network factsheets questions changes",
    "page additions",
    "imports build_folder",
    "reading",
    "api actions",
    "cli",
    "start",
]
APART = {"graph", "claims", "checks", "evidence", "factsheets", "questions", "changes", "additions"}
# The files of each room from the ground up, by the same law.
FILES = {
    "additions": [
        "coining records",
        "triples vetting",
        "known minting",
        "plan",
        "preview",
        "deciding quotations",
    ],
    "changes": [
        "difference revisions",
        "versions",
        "changes",
        "phrases",
        "claims derived evidence",
        "things",
        "report",
    ],
    "checks": [
        "across identifiers labels literals personal report vocabulary",
        "demands files",
        "judge",
        "shacl",
        "review",
    ],
    "claims": [
        "claims queries",
        "coverage provenance reading wording",
        "completeness statements",
    ],
    "cli": [
        "__init__ progress",
        "completion passages endpoints",
        "options",
        "add_documents ask build check cite compare diff export find fmt import_profile",
        "add_desk import_report path pull push query",
        "add_options resolve show stats verify view",
        "add_claims add_things read_asking read_assistant read_review read_writing",
        "import_ read",
        "add",
    ],
    "evidence": [
        "anchoring citation texts wordmatch",
        "documents passages quoting",
        "support",
        "complaints",
        "verification",
        "reanchoring report",
    ],
    "factsheets": [
        "model reading turtle",
        "json placing",
        "lines saying",
        "countries report shortening",
        "sheets",
        "html records",
        "terms",
        "describe",
    ],
    "graph": [
        "dependence description offices publishing statistics vicinity workspace",
        "copied derivation formatting reading readings state walking",
        "identity needs registry terms",
        "updating",
        "keeping",
        "loading",
        "part",
    ],
    "imports": [
        "facts.terms meaning.countries meaning.date_words meaning.matching rdf.vocabulary",
        "meaning.dates",
        "sheets.cells sheets.encoding",
        "meaning.headings",
        "facts.claims facts.tables meaning.columns sheets.csv sheets.writing sheets.xlsx",
        "rdf.converting rdf.nodes sheets.office",
        "rdf.networks rdf.popolo rdf.ror rdf.wikidata",
        "facts.reading meaning.known rdf.periods rows.texts sheets.files",
        "rows.addresses rows.lines rows.verified",
        "rows.fitting",
        "rows.headers",
        "meaning.conjunctions",
        "meaning.decided rdf.formats rdf.identifiers rdf.own_triples rdf.places rows.templates",
        "meaning.mentions rows.export",
        "rows.cells",
        "rdf.names rows.quoted rows.registers rows.row",
        "rdf.bodies rdf.undertakings rows.draft rows.edits",
        "rdf.account rows.identity",
        "rdf.descriptions rdf.relations rows.contexts rows.identifiers rows.keeping",
        "rdf.foreign rows.recognition rows.updates",
        "rdf.reading rows.grouping",
        "rows.joining",
        "graphs rows.kinds",
        "drawing tables",
        "intake",
    ],
    "network": [
        "network routing",
        "centrality strength wording",
        "rows",
        "exports projection",
        "comparison measures paths",
        "comparison_report measures_report paths_report",
    ],
    "page": [
        "about forces outline packing saved script",
        "layout views",
        "picture vis",
        "world",
        "payload",
        "page plain",
    ],
    "questions": [
        "question",
        "query",
        "binding header",
        "__init__",
        "arguments report",
        "captions rows",
        "near",
        "answers",
    ],
    "rdf": [
        "index jsonld patterns recovery results sparql store turtle xml",
        "constructs dataset flat parts syntax",
        "endpoint syntax_tree",
        "advice readers writers",
        "answering explaining",
    ],
    "reading": [
        "tokens",
        "languages.words",
        "cues dates outline",
        "documents.page",
        "documents.about documents.plain documents.pdf documents.word",
        "documents.markup",
        "documents.mail",
        "documents.files",
        "mentions.cast mentions.offices mentions.persons",
        "mentions.lexicon",
        "mentions.bodies mentions.known mentions.new mentions.short",
        "mentions.defined mentions.described mentions.establishments",
        "mentions.casting",
        "relations.mood relations.numbers relations.relation relations.scene",
        "relations.times",
        "relations.topics",
        "relations.ends relations.sections",
        "relations.several",
        "relations.attributes relations.counts relations.visits",
        "relations.reading",
        "keeping library reader",
        "outcome.known",
        "outcome.proposals",
        "outcome.records outcome.wording",
        "outcome.checking outcome.objects outcome.report outcome.sheet",
        "outcome.taking assistant.asking",
        "assistant.hearing deciding.session deciding.page",
        "deciding.view",
        "deciding.server",
    ],
    "search": [
        "index naming",
        "candidates senses",
        "described matcher",
        "shelf",
        "kept search",
        "lookup writing",
        "decisions find names portable",
        "report",
    ],
    "text": [
        "addresses folding terminal words",
        "countries stems tables",
        "blocks person_words",
        "numbers letters persons",
    ],
}
PACKAGE = ROOT / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))


def places(rows):
    return {
        name: (row, at) for row, line in enumerate(rows) for at, name in enumerate(line.split())
    }


RANK = places(ROOMS)
RANK_IN = {room: places(rows) for room, rows in FILES.items()}


def name_of(path):
    """Return the dotted name of a file below the package; that of a package is its own."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}
PACKAGES = {name_of(path) for path in MODULES if path.name == "__init__.py"}


def split(name):
    """Return the room of a name, and the file in it."""
    room, _, file = name.partition(".")
    return room, file


def imported(path):
    """Yield the files of the package that a file imports, wherever in it; not for types only."""
    tree = ast.parse(path.read_text("utf-8"))
    typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "kg":
            base = (node.module or "").removeprefix("kg").removeprefix(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".removeprefix(".")
                yield inner if inner in NAMES else base
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("kg.") for a in node.names if a.name.startswith("kg."))


def is_down(importer, other, rank, apart=frozenset()):
    """Tell whether *other* stands below *importer*, or beside it where that is allowed."""
    (row, at), (other_row, other_at) = rank[importer], rank[other]
    return other_row < row or (other_row == row and other_at < at and importer not in apart)


def test_every_file_has_its_place():
    assert {split(name)[0] for name in NAMES} - {"", "__main__"} == set(RANK)
    files = {room: set() for room in FILES}
    for room, file in map(split, NAMES - PACKAGES):
        if file:
            files[room].add(file)
    assert files == {room: set(rank) - {"__init__"} for room, rank in RANK_IN.items()}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards_only(path):
    room, file = split(name_of(path))
    if room in ("", "__main__"):
        return
    upwards = []
    for other in imported(path):
        other_room, other_file = split(other)
        if other_room != room:
            down = not other_room or is_down(room, other_room, RANK, APART)
        else:
            down = is_down(file or "__init__", other_file or "__init__", RANK_IN[room])
        upwards += [] if down else [other]
    assert upwards == []


def test_no_import_goes_round_in_a_circle():
    """Also where a row would allow it: what a package shows at its face counts as the package."""
    edges = {name_of(path): set(imported(path)) & NAMES for path in MODULES}
    assert [*nx.simple_cycles(nx.DiGraph(edges))] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_small_and_says_what_it_is(path):
    text = path.read_text("utf-8")
    lines = text.splitlines()
    assert len(lines) <= 400
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_what_is_public_says_what_it_gives():
    bare = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in public(ast.parse(path.read_text("utf-8")).body)
        if not ast.get_docstring(node)
    ]
    assert bare == []


def public(body):
    """Yield the public functions and classes of a module, and the public methods of the latter."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            yield from public(node.body if isinstance(node, ast.ClassDef) else [])


HEAVY = {
    "docx",
    "lxml",
    "markdown_it",
    "pypdfium2",
    "rdflib",
    "networkx",
    "openpyxl",
    "pyvis",
    "jinja2",
    "numpy",
    "pyshacl",
    "pyrudof",
    "IPython",
}


def test_heavy_libraries_are_imported_where_they_are_used():
    at_the_top = []
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            at_the_top += [path.name for name in names if name.split(".")[0] in HEAVY]
    assert at_the_top == []


def test_the_core_neither_prints_nor_reads_clock_or_environment():
    calls = []
    for path in MODULES:
        room = split(name_of(path))[0]
        if room in ("cli", "__main__", "worker"):  # the worker's deadline needs a clock
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("print", "time.time", "os.getenv") or called.endswith(
                    (".now", ".today", "environ.get")
                ):
                    calls.append(f"{path.name}:{node.lineno} {called}")
    assert calls == []
