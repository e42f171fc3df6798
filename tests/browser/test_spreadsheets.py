"""What leaves the page for a spreadsheet: the rows of a selection, of the view, of everything."""

from __future__ import annotations

import csv
import io

import pytest

from kg.claims.provenance import provenance
from kg.network.network import PARTNERS
from tests.browser.pages import until


def save(tab, which, path):
    """Save a table and return where it lies."""
    tab.click("#save summary")
    with tab.expect_download() as saved:
        tab.click(f"#save-{which}")
    saved.value.save_as(path)
    return path


def sheets(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [dict(zip(head, row, strict=True)) for row in rows]
        for sheet in book
        for head, *rows in [list(sheet.iter_rows(values_only=True))]
    }


def test_all_partners_of_a_body_with_dates_and_reasons(visit, address, network, tmp_path):
    tab = visit(f"{address}#sel=cz-vscr")
    book = sheets(save(tab, "xlsx-selection", tmp_path / "partners.xlsx"))
    ties = [tie for tie in network.ties if "id:cz-vscr" in (tie.a, tie.b)]
    expected = {
        tie.id: (provenance(tie.claim).since, provenance(tie.claim).until)
        for tie in ties
        if tie.edge == PARTNERS
    }
    rows = book["Partners"]
    assert {row["Identifier"]: (row["Since"], row["Until"]) for row in rows} == expected
    names = {node.id: node.label.en for node in network.nodes}
    others = {names[tie.b if tie.a == "id:cz-vscr" else tie.a] for tie in ties}
    assert {row["Partner"] for row in rows} == others
    assert all(row["Document"] for row in rows)


@pytest.mark.parametrize("range_", ["selection", "view", "everything"])
def test_workbook_and_csv_of_a_range_hold_the_same_relations(visit, address, tmp_path, range_):
    tab = visit(f"{address}#sel=cep&kinds=event")
    book = sheets(save(tab, f"xlsx-{range_}", tmp_path / "out.xlsx"))
    text = save(tab, f"csv-{range_}", tmp_path / "out.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["id"] for row in rows} == {row["Identifier"] for row in book["Relations"]}
    visible = {each["id"] for each in tab.evaluate("kg.visible().relations")}
    told = {row["id"] for row in rows}
    if range_ == "view":
        assert told == visible
    else:
        assert (told < visible) is (range_ == "selection")
    assert {row["Identifier"] for row in book["Documents"]} == {
        source for row in rows for source in row["source"].split()
    }


def test_cells_are_parted_by_semicolons_for_czech_spreadsheets(visit, address, tmp_path):
    tab = visit(f"{address}#lang=cs")
    text = save(tab, "csv-view", tmp_path / "cs.csv").read_text("utf-8-sig")
    assert text.startswith("id;from;from_name;")
    assert sheets(save(tab, "xlsx-view", tmp_path / "cs.xlsx")).keys() == {
        "Vztahy",
        "Body",
        "Dokumenty",
    }


def test_nothing_selected_is_no_table(visit, address):
    tab = visit(address)
    tab.click("#save summary")
    until(tab, "document.querySelector('#save-xlsx-selection') !== null")
    assert tab.is_disabled("#save-xlsx-selection")
    assert not tab.is_disabled("#save-xlsx-view")
