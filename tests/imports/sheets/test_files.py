"""Cells of CSV, TSV and XLSX files, and files that only look like tables."""

from __future__ import annotations

import datetime
import re
import zipfile

import pytest

from kg.errors import SourceError
from kg.imports.sheets.files import read_sheets
from tests import spreadsheets


@pytest.fixture
def table(tmp_path):
    """A function that writes a file and returns its one sheet."""

    def reading(data: str | bytes, name: str = "a.csv"):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        (sheet,) = read_sheets(path)
        return sheet

    return reading


def cells(sheet):
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize(
    "text",
    [
        "name,seat\nA,Praha\n",
        "name;seat\nA;Praha\n",
        "name\tseat\r\nA\tPraha\r\n",
        "name|seat\nA|Praha\n",
        "sep=;\nname;seat\nA;Praha\n",
        "\ufeffname,seat\n\n ,\n A ,Praha\n",
        'name,seat\n"A","Praha"',
    ],
)
def test_delimiter_mark_and_empty_rows_are_found_out(table, text):
    assert cells(table(text)) == [("name", "seat"), ("A", "Praha")]


def test_a_delimiter_inside_texts_does_not_mislead(table):
    text = "partner;note\nA;first, second, third\nB;one, two\n"
    assert {len(row) for row in cells(table(text))} == {2}


def test_rows_bear_the_line_on_which_they_begin(table):
    sheet = table('name,note\n"A","two\nlines"\nB,x\n')
    assert [row.number for row in sheet.rows] == [1, 2, 4]


def test_windows_1250_is_read_and_said(table):
    sheet = table("název;místo\nVěznice;Žatec\n".encode("cp1250"))
    assert cells(sheet)[1] == ("Věznice", "Žatec")
    assert "Windows-1250" in sheet.remarks[0].message


def test_utf16_of_excel_is_read(table):
    assert cells(table("název\tmísto\nA\tŽatec\n".encode("utf-16"), "a.txt"))[1] == ("A", "Žatec")


@pytest.mark.parametrize("size", [1_000_000, 10_000_000])
def test_a_cell_of_megabytes_is_a_finding_and_nothing_more(table, size):
    sheet = table(f"name,note\nA,{'x' * size}\n")
    assert cells(sheet)[1] == ("A", "")
    (finding,) = sheet.remarks
    assert (finding.line, finding.column) == (2, "B")
    assert f"a cell of {size:,} characters" in finding.message


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b'name,note\nA,"open\nB,x\n', "a.csv", "a.csv:2: error: a quotation mark is not closed"),
        (b"name\0,note\n", "a.csv", "no text file"),
        (b"na\x81me\npr\x98son\nb\x83dy\n", "a.csv", "Say which with --encoding"),
        (b"<!DOCTYPE html><p>404", "a.csv", "looks like a web page"),
        (b"%PDF-1.7", "a.csv", "a PDF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.xls", "a damaged spreadsheet"),
        (b"\x1f\x8b\x08", "a.csv", "a compressed file"),
        (b"name,note\n", "a.xlsx", "no XLSX workbook"),
        (b"PK\x03\x04 nonsense", "a.xlsx", "a damaged workbook"),
    ],
)
def test_what_is_no_table_is_named(table, data, name, said):
    with pytest.raises(SourceError) as caught:
        table(data, name)
    assert said in str(caught.value)


# Workbooks


def test_values_are_read_as_a_person_sees_them(tmp_path):
    def dress(book):
        formats = ["d.m.yyyy", "mmmm yyyy", "yyyy", "[$-405]mmmm yyyy;@", "General"]
        for cell, form in zip(book["A"][2], formats, strict=False):
            cell.number_format = form

    day = datetime.datetime(2014, 6, 1)
    rows = [["x"] * 8, [day, day, day, day, 2013.0, 0.5, True, "=1+1 as text"]]
    rows[1][7] = "text"
    (sheet,) = read_sheets(spreadsheets.write(tmp_path / "a.xlsx", {"A": rows}, dress))
    assert cells(sheet)[1] == (
        *("2014-06-01", "2014-06", "2014", "2014-06"),
        *("2013", "0.5", "TRUE", "text"),
    )


def test_a_formula_is_never_computed(tmp_path):
    path = spreadsheets.write(tmp_path / "a.xlsx", {"A": [["name"], ["=1+1"], ["=2+2"]]})
    spreadsheets.change_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb"(<f>2\+2</f>)<v[^>]*>(</v>)?", rb"\1<v>9</v>", xml),
    )
    (sheet,) = read_sheets(path)
    assert cells(sheet) == [("name",), ("9",)]
    said = {finding.line: (finding.severity, finding.message) for finding in sheet.remarks}
    assert said[2][0] == "error"
    assert "a formula without a value" in said[2][1]
    assert "its last value, '9', was taken" in said[3][1]


def test_merged_cells_and_hidden_sheets_are_said(tmp_path):
    def dress(book):
        book["A"].merge_cells("A2:A3")
        book["B"].sheet_state = "hidden"

    path = tmp_path / "a.xlsx"
    spreadsheets.write(path, {"A": [["n"], ["x"], ["y"]], "B": [["secret"]]}, dress)
    shown, hidden = read_sheets(path)
    assert "A2 to A3 are merged" in shown.remarks[0].message
    assert hidden.rows == ()
    assert "hidden and was not read" in hidden.remarks[0].message
    assert cells(read_sheets(path, sheet="B")[0]) == [("secret",)]


def test_an_unknown_sheet_is_told_with_those_that_there_are(tmp_path):
    path = spreadsheets.write(tmp_path / "a.xlsx", {"A": [["n"]], "B": [["m"]]})
    with pytest.raises(SourceError, match="Its sheets are: A, B"):
        read_sheets(path, sheet="C")


def test_texts_outside_the_cells_are_read_as_well(tmp_path):
    path = spreadsheets.write(tmp_path / "a.xlsx", {"A": [["name"], ["Věznice & spol."]]})
    spreadsheets.share_strings(path, 1)
    assert cells(read_sheets(path)[0]) == [("name",), ("Věznice & spol.",)]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    with pytest.raises(SourceError, match="would unpack to 100 MB"):
        read_sheets(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_declares_entities_is_refused(tmp_path, encoding):
    path = spreadsheets.write(tmp_path / "a.xlsx", {"A": [["name"]]})
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    spreadsheets.change_part(path, "xl/worksheets/sheet1.xml", lambda _: bomb.encode(encoding))
    with pytest.raises(SourceError, match="declares a document type"):
        read_sheets(path)


def test_another_archive_is_no_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(SourceError, match="no XLSX workbook"):
        read_sheets(path)
