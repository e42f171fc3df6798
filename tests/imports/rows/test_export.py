"""The graph as a workbook, edited and imported again."""

from __future__ import annotations

import datetime
import re
import shutil
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.imports.sheets.files import read_sheets
from kg.imports.sheets.writing import Head, Page, write_workbook
from tests import spreadsheets
from tests.miniature import DOCUMENT, contents, put
from tests.processes import ROOT, kg

NET = "graphdata/registry/organisations/net.ttl"
SHEETS = 7


@pytest.fixture
def export(root, tmp_path):
    """A function that exports the workbook of the miniature and returns its path."""

    def exporting(*words):
        path = tmp_path / "graph.xlsx"
        done = kg("export", "-f", "xlsx", "-o", path, *words, cwd=root)
        assert done.returncode == 0, done.stderr
        return path

    return exporting


@pytest.fixture
def edit(export, root):
    """A function that changes cells of the workbook, imports it, and returns how that ended.

    Cells are given by sheet, the text that their row holds, and the header of their column.
    """

    def editing(*cells, rows=(), lang="en"):
        path = export("--lang", lang)
        book = openpyxl.load_workbook(path)
        for sheet, words, header, text in cells:
            find(book[sheet], words, header).value = text
        for sheet, row in rows:
            heads = [cell.value for cell in book[sheet][1]]
            book[sheet].append([row.get(head) for head in heads])
        book.save(path)
        return kg("import", path, "--apply", cwd=root)

    return editing


def find(sheet, words, header):
    """Return the cell in the first row that holds a text, in the column of that header."""
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if words in [cell.value for cell in row]:
            return row[heads.index(header)]
    raise AssertionError((words, heads))


def changed(before, after):
    """Return the lines that two states of a folder do not share, marked - and +."""
    lines = [
        {(name, line) for name, text in each.items() for line in text.decode().splitlines()}
        for each in (before, after)
    ]
    gone = [f"- {line.strip()}" for _, line in sorted(lines[0] - lines[1])]
    return gone + [f"+ {line.strip()}" for _, line in sorted(lines[1] - lines[0])]


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_a_workbook_that_was_not_edited_changes_nothing(root, export, lang):
    before = contents(root)
    done = kg("import", export("--lang", lang), "--apply", cwd=root)
    assert (done.returncode, contents(root)) == (0, before), done.stdout
    assert "0 files written" in done.stderr


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_the_whole_graph_goes_out_and_comes_back_unchanged(tmp_path, lang):
    for part in ("ontology", "graphdata"):
        shutil.copytree(ROOT / part, tmp_path / part)
    before = contents(tmp_path)
    path = tmp_path / "graph.xlsx"
    assert kg("export", "-f", "xlsx", "--lang", lang, "-o", path, cwd=tmp_path).returncode == 0
    done = kg("import", path, "--apply", cwd=tmp_path)
    path.unlink()
    assert (done.returncode, contents(tmp_path)) == (0, before), done.stdout


def test_what_has_no_sheet_is_counted(root, tmp_path):
    put(
        root,
        "graphdata/sources/core/doc2.ttl",
        'src:doc2 a pc:SourceDocument ; dcterms:title "Two"@en ; dcterms:language "en" .'
        " ev:doc2-1 a pc:Evidence ; oa:hasSource src:doc2 ."
        " claim:alpha-kind a pc:AttributeClaim ; rdf:subject id:alpha ;"
        " rdf:predicate pc:statedKind ; rdf:object 'service'@en ;"
        " pc:status status:stated ; pc:evidence ev:doc2-1 .",
    )
    done = kg("export", "-f", "xlsx", "-o", tmp_path / "a.xlsx", cwd=root)
    assert "1 claim of other sorts" in done.stderr


def test_a_workbook_is_the_same_every_time(export):
    assert export().read_bytes() == export().read_bytes()


def resave(path):
    """Change a workbook as spreadsheets do: shared texts, numbers and dates in place of texts."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                text = str(cell.value or "")
                if re.fullmatch(r"\d+", text):
                    cell.value, cell.number_format = int(text), "General"
                if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                    cell.value = datetime.datetime.fromisoformat(text)
                    cell.number_format = "d.m.yyyy"
    book.save(path)
    spreadsheets.share_strings(path, SHEETS)


def test_what_a_spreadsheet_does_to_cells_is_no_edit(root, export):
    text = (root / DOCUMENT).read_text("utf-8").replace('"2014"^^edtf', '"2014-03-01"^^edtf')
    (root / DOCUMENT).write_text(text, "utf-8")
    before = contents(root)
    path = export()
    resave(path)
    done = kg("import", path, "--apply", cwd=root)
    assert (done.returncode, contents(root)) == (0, before), done.stdout


def test_only_the_edits_are_a_difference(root, edit):
    before = contents(root)
    done = edit(
        ("Memberships", "alpha-in-net", "as of", "červen 2010"),
        ("Agreements", "alpha-in-agr", "name", "Memorandum, Alphaland and Betaland"),
        ("Agreements", "beta-in-agr", "certainty", "withdrawn"),
        ("Organisations", "net", "name in Czech", "Síť služeb"),
        ("Projects", "gamma-in-prj", "role", "partner"),
        ("Memberships", "beta-in-net", "note", "Asked in 2025."),
    )
    assert done.returncode == 0, done.stdout
    seen = 'pc:when "2009/"^^edtf:EDTF ; pc:attested "2010-06"^^edtf:EDTF'
    assert changed(before, contents(root)) == [
        '- skos:prefLabel "Memorandum: Alphaland – Betaland"@en .',
        '- skos:prefLabel "Network of Services"@en ;',
        "- pc:agent id:gamma ; pc:context id:prj ; pc:role role:junior-partner ;",
        '- pc:status status:stated ; pc:when "2009/"^^edtf:EDTF ; pc:evidence ev:doc-0-9 .',
        '- skos:editorialNote "Member or participant."@en .',
        '+ skos:prefLabel "Memorandum, Alphaland and Betaland"@en .',
        '+ "Network of Services"@en ;',
        '+ skos:prefLabel "Síť služeb"@cs ,',
        "+ pc:agent id:gamma ; pc:context id:prj ; pc:role role:partner ;",
        f"+ pc:status status:stated ; {seen} ; pc:evidence ev:doc-0-9 .",
        '+ pc:status status:withdrawn ; pc:attested "2014"^^edtf:EDTF ; pc:evidence ev:doc-0-9 .',
        '+ skos:editorialNote "Asked in 2025."@en .',
    ]
    assert "claim:alpha-in-net: pc:attested: — → 2010-06" in done.stdout


def test_an_emptied_cell_takes_the_value_away(root, edit):
    edit(("Agreements", "alpha-in-agr", "as of", None))
    text = (root / DOCUMENT).read_text("utf-8")
    assert text.count('pc:attested "2014"') == 1


def test_a_claim_that_two_documents_make_is_edited_in_both(root, edit):
    put(
        root,
        "graphdata/sources/public/page.ttl",
        'src:page a pc:SourceDocument ; dcterms:title "Page"@en ; dcterms:language "en" .'
        " ev:page-1 a pc:Evidence ; oa:hasSource src:page ."
        " claim:alpha-in-net a pc:Membership ; pc:agent id:alpha ; pc:context id:net ;"
        " pc:role role:member ; pc:status status:stated ; pc:when '2009/'^^edtf:EDTF ;"
        " pc:evidence ev:page-1 .",
    )
    assert edit(("Memberships", "alpha-in-net", "as of", "2011")).returncode == 0
    for name in (DOCUMENT, "graphdata/sources/public/page.ttl"):
        assert '"2011"' in (root / name).read_text("utf-8")


def test_new_rows_are_new_claims(root, edit):
    row = {"member of": "Network of Services", "body": "Probation of Gammaland", "since": "2020"}
    party = {"identifier": "agr", "body": "gamma", "role": "party", "certainty": "stated"}
    done = edit(rows=[("Memberships", row | {"role": "observer"}), ("Agreements", party)])
    assert done.returncode == 0, done.stdout
    assert "2  new claims: gamma-in-agr, gamma-in-net-2" in done.stdout


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (("Memberships", "alpha-in-net", "when", "31.2.2014"), "is no day of the calendar"),
        (("Memberships", "alpha-in-net", "role", "membre"), "Did you mean “member”?"),
        (("Memberships", "alpha-in-net", "role", None), "needs it"),
        (("Memberships", "alpha-in-net", "identifier of the body", "beta"), "is not edited"),
        (("Memberships", "alpha-in-net", "body", "Beta"), "Edit it there"),
        (("Memberships", "alpha-in-net", "source", "page"), "is not edited"),
        (("Memberships", "alpha-in-net", "claim", "alpha-in-nothing"), "is not known"),
        (("Organisations", "net", "name", None), "needs it"),
        (("Organisations", "net", "kind", "bank"), "is no kind that is known"),
    ],
)
def test_an_edit_that_cannot_be_is_told_and_nothing_is_written(root, edit, cell, said):
    before = contents(root)
    done = edit(cell)
    assert done.returncode == 1, done.stdout
    assert f"graph.xlsx!{cell[0]}:" in done.stdout
    assert said in done.stdout
    assert contents(root) == before


def test_one_thing_with_two_names_is_told_with_both_rows(edit):
    done = edit(
        ("Agreements", "alpha-in-agr", "name", "One name"),
        ("Agreements", "beta-in-agr", "name", "Another name"),
    )
    assert done.returncode == 1
    assert "row 2 says otherwise" in done.stdout
    assert "0 files" in done.stderr or "nothing is written" in done.stderr


def test_a_text_that_looks_like_a_formula_is_none_and_comes_back(root, export):
    text = (root / NET).read_text("utf-8").replace("Network of Services", "=HYPERLINK(1)")
    (root / NET).write_text(text, "utf-8")
    path = export()
    cell = find(openpyxl.load_workbook(path)["Organisations"], "net", "name")
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    with zipfile.ZipFile(path) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())
    before = contents(root)
    assert kg("import", path, "--apply", cwd=root).returncode == 0
    assert contents(root) == before


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5))
@settings(max_examples=40)
def test_every_text_that_is_written_is_read(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "texts.xlsx"
    heads = [Head("one"), Head("two", "a note", ("=x", "y")), Head("three")]
    path.write_bytes(write_workbook([Page("Texts", heads, rows)]))
    read = [row.cells for row in read_sheets(path)[0].rows[1:]]
    kept = [tuple(text.strip() for text in row) for row in rows]
    failed = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)")
    expected = [row for row in kept if any(row) and not any(map(failed.fullmatch, row))]
    assert [tuple((*row, "", "", "")[:3]) for row in read] == expected


def test_a_text_that_no_cell_can_hold_is_told(root, tmp_path):
    text = (root / NET).read_text("utf-8").replace("Network of Services", "x" * 40_000)
    (root / NET).write_text(text, "utf-8")
    done = kg("export", "-f", "xlsx", "-o", tmp_path / "a.xlsx", cwd=root)
    assert done.returncode == 3
    assert "is too long for a workbook" in done.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_a_workbook_holds_what_the_scope_holds(root, export):
    put(
        root,
        "graphdata/sources/public/page.ttl",
        'src:page a pc:SourceDocument ; dcterms:title "Page"@en ; dcterms:language "en" .',
    )
    rows = {
        scope: openpyxl.load_workbook(export("--scope", scope))["Sources"].max_row
        for scope in ("core", "all")
    }
    assert rows == {"core": 2, "all": 3}
    assert kg("export", "-f", "xlsx", "--asserted", cwd=root).returncode == 2


def test_deleted_rows_are_asked_about(export, root):
    path = export()
    book = openpyxl.load_workbook(path)
    sheet = book["Memberships"]
    rows = sheet.max_row
    sheet.delete_rows(rows)
    book.save(path)
    before = contents(root)
    done = kg("import", path, "--apply", cwd=root)
    assert rows > 3, "a sheet that lacks half of its rows is a part"
    assert (done.returncode, contents(root)) == (1, before)
    assert "is not listed any more. Has it ended, was it a mistake?" in done.stdout


def test_another_date_of_what_was_read_in_a_passage_needs_its_own_source(root, edit):
    before = contents(root)
    done = edit(("Memberships", "alpha-in-net", "when", "2011/"))
    assert (done.returncode, contents(root)) == (1, before)
    assert "rests on a passage that was read, and it does not name the date 2011/" in done.stdout
    assert "Give the date a source of its own" in done.stdout


def test_the_date_that_the_passage_names_corrects_the_claim(root, edit, tmp_path):
    text = "Our service joined the Network of Services in 2012."
    (tmp_path / "page.txt").write_text(text, "utf-8")
    added = kg(
        *("add", "membership", "beta", "net", "--since", "2011", "--source", "page-of-beta"),
        *("--text", tmp_path / "page.txt", "--quote", "joined the Network of Services in 2012"),
        *("--not-named", "the page is that of the body", "--yes"),
        cwd=root,
    )
    assert added.returncode == 0, added.stdout + added.stderr
    assert edit(("Memberships", "2011/", "when", "2012/")).returncode == 0
    assert edit(("Memberships", "2012/", "when", "2013/")).returncode == 1


def test_a_row_of_its_own_with_a_source_gives_the_other_date(root, edit):
    row = {
        "identifier": "net",
        "identifier of the body": "alpha",
        "role": "member",
        "when": "2011/",
    }
    row["source"] = "https://example.org/list"
    withdrawn = ("Memberships", "alpha-in-net", "certainty", "withdrawn")
    done = edit(withdrawn, rows=[("Memberships", row)])
    assert done.returncode == 0, done.stdout
    assert kg("check", cwd=root).returncode == 0
