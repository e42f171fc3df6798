"""Spreadsheets of other programs: .xls and .ods, with the same guards."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress

import pytest

from kg.errors import SourceError
from kg.imports.sheets.files import read_sheets
from tests import spreadsheets
from tests.processes import ROOT, kg

OLD = ROOT / "tests/data/members.xls"
ROWS = [
    ["member", "member of", "since"],
    ["House of Return (Slovakia)", "Network of Services", "2011-03-01"],
    ["\u017dlut\u00e1 slu\u017eba (Slovakia)", "Network of Services", "2014"],
]
REPEATED = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell{}/></table:table-row>'
)


def test_an_old_workbook_is_read_with_what_is_odd_in_it():
    visible, hidden = read_sheets(OLD)
    assert [row.cells[:3] for row in visible.rows][1:3] == [
        ("Prison Service of Alphaland", "Network of Services", "2011-03-01"),
        ("\u017dlut\u00e1 slu\u017eba (Slovakia)", "Network of Services", "2014"),
    ]
    assert [row.cells[3] for row in visible.rows][1:3] == ["3", "TRUE"]
    assert "A4 to A5 are merged" in str(visible.remarks[0])
    assert "the sheet is hidden" in str(hidden.remarks[0])
    assert [row.cells for row in read_sheets(OLD, sheet="Notes")[0].rows] == [("x",)]
    with pytest.raises(SourceError, match="has no sheet 'Other'"):
        read_sheets(OLD, sheet="Other")


def test_a_spreadsheet_of_open_document_is_read_whatever_is_empty_behind(tmp_path):
    empty = REPEATED.format(1_048_573, ' table:number-columns-repeated="1024"')
    (sheet,) = read_sheets(spreadsheets.write_ods(tmp_path / "a.ods", ROWS, empty))
    assert sheet.name == "Members"
    assert [list(row.cells) for row in sheet.rows] == ROWS
    assert [row.number for row in sheet.rows] == [1, 2, 3]


@pytest.mark.parametrize("name", ["members.ods", "members.xls"])
def test_it_goes_into_the_graph_like_any_table(root, tmp_path, name):
    path = tmp_path / name
    if name.endswith("ods"):
        spreadsheets.write_ods(path, ROWS)
    else:
        shutil.copy(OLD, path)
    done = kg("import", path, "--new", "--apply", "--skip", cwd=root)
    assert (root / "graphdata/registry/organisations/sk-zluta-sluzba.ttl").exists(), done.stdout
    assert f"{name}!" in done.stdout + done.stderr


def test_dates_that_are_all_the_first_of_a_month_are_said(tmp_path):
    rows = [["since"], ["2011-03-01"], ["2012-05-01"], ["2014-01-01"]]
    (sheet,) = read_sheets(spreadsheets.write_ods(tmp_path / "a.ods", rows))
    assert "every date here is the first of a month" in str(sheet.remarks[0])


@pytest.mark.parametrize(
    ("more", "start"),
    [
        (
            REPEATED.format(999_999_999, ' table:number-columns-repeated="9999999"').replace(
                "<table:table-cell", '<table:table-cell office:value-type="float" office:value="1"'
            ),
            "",
        ),
        (
            REPEATED.format(2_000_000_000, "")
            + REPEATED.format(1, ' office:value-type="float" office:value="1"'),
            "",
        ),
        ("<table:table-row><text:p>" + "x" * 30_000_000 + "</text:p></table:table-row>", ""),
        ("", '<!DOCTYPE a [<!ENTITY b "c">]>'),
        ("<table:table-row>", ""),
    ],
    ids=["far both ways", "far down", "bomb", "entities", "broken"],
)
def test_what_would_take_the_machine_is_refused(tmp_path, more, start):
    path = spreadsheets.write_ods(tmp_path / "a.ods", ROWS, more, start=start)
    with pytest.raises(SourceError) as caught:
        read_sheets(path)
    assert "a.ods" in str(caught.value)


def test_what_only_bears_the_name_is_refused(tmp_path):
    for name in ("a.ods", "a.xls"):
        (tmp_path / name).write_bytes(b"name,country\nA,SK\n")
        with pytest.raises(SourceError, match="whatever its name says"):
            read_sheets(tmp_path / name)


@pytest.mark.parametrize("end", [".ods", ".xlsx"])
def test_an_archive_that_is_damaged_anywhere_is_refused_or_read(tmp_path, end):

    rnd = random.Random(20261201)
    path = tmp_path / f"a{end}"
    if end == ".ods":
        spreadsheets.write_ods(path, ROWS)
    else:
        spreadsheets.write(path, {"A": ROWS})
    sound = path.read_bytes()
    for _ in range(150):
        damaged = bytearray(sound)
        for place in rnd.sample(range(4, len(sound)), rnd.choice([1, 4, 40])):
            damaged[place] = rnd.randrange(256)
        path.write_bytes(damaged[: rnd.choice([len(sound), rnd.randrange(30, len(sound))])])
        with suppress(SourceError):
            read_sheets(path)
