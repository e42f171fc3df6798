"""Imports point downwards, modules stay small, and what is public says what it gives."""

from __future__ import annotations

import ast

import pytest

from tests.miniature import ROOT

# From the ground up. A module may import from the rows above its own, and to the left in its row.
ORDER = [
    "errors",
    "names",
    "records",
    "files folders worker watchdog",
    "edtf identifiers jsonld entities sparql",
    "turtle",
    "store",
    "workspace",
    "graph rdf_files rules",
    "understanding derivation vocabulary",
    "findings labels shapes",
    "terminal tables texts anchoring wordmatch",
    "speech_queries speech documents",
    "complaints czech",
    "verification evidence_report",
    "reanchoring",
    "checks review reports",
    "network_queries claims amounts network wording provenance relation_rows",
    "forces packing layout communities views picture drawing payload",
    "revisions vicinity versions comparison changes claim_phrases claim_changes evidence_changes",
    "thing_changes derived_changes change_report patches",
    "naming wordindex facets profiles search lookup hits",
    "statements factsheets extracts",
    "coverage grounds questions replies arguments captions answers",
    "strength routing projection",
    "paths",
    "tracing",
    "path_reports",
    "aspects juxtaposition juxtaposition_reports",
    "centrality densities measures measure_reports",
    "page",
    "network_exports exports description statistics citation",
    "formatting entries registry",
    "minting vetting fact_terms",
    "replacements ledger decisions candidates fact_tables fact_claims",
    "facts additions",
    "cells",
    "text_cells workbook_cells dates countries columns matching",
    "sheets workbooks",
    "background mention_decisions templates",
    "mentions",
    "row_cells workbook",
    "edits",
    "draft",
    "contexts row_identifiers row_records table_files foreign_terms",
    "rdf_places own_triples rdf_rows",
    "rdf_import",
    "table_import",
    "table_intake",
    "intake",
    "build",
    "cache",
    "analysis api",
    "cli",
]
RANK = {name: (row, at) for row, line in enumerate(ORDER) for at, name in enumerate(line.split())}
PACKAGE = ROOT / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "cli" if parts[0] == "cli" else parts[0]


def imported(path):
    """Yield the modules of the package that a file imports, wherever in it; not for types only."""
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
        if isinstance(node, ast.ImportFrom) and node.module == "kg":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("kg."))


def test_every_module_has_its_place():
    places = {name_of(path) for path in MODULES} - {"__init__", "__main__"}
    assert set(RANK) >= places


def test_imports_point_downwards_only():
    upwards = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path in MODULES
        for other in imported(path)
        if name_of(path) in RANK and other in RANK and other != name_of(path)
        if RANK[other] >= RANK[name_of(path)]
    ]
    assert upwards == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_small_and_says_what_it_is(path):
    text = path.read_text("utf-8")
    lines = text.splitlines()
    assert len(lines) <= 300 or "300" in "\n".join(lines[:12])
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
        if name_of(path) in ("cli", "__main__", "worker"):  # the worker's deadline needs a clock
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("print", "time.time", "os.getenv") or called.endswith(
                    (".now", ".today", "environ.get")
                ):
                    calls.append(f"{path.name}:{node.lineno} {called}")
    assert calls == []
