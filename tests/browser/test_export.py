"""The view as a drawing, a picture, a table and on paper."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET

from kg.claims.provenance import provenance


def test_drawing_is_well_formed_and_holds_every_name(tab, network):
    root = ET.fromstring(tab.evaluate("kg.svg()"))
    text = {each.strip() for each in root.itertext()}
    assert {node.label.en for node in network.nodes} <= text
    assert not [each for each in root.iter() if each.tag.endswith("script")]


def test_drawing_says_what_it_is_and_under_which_filters(visit, address):
    tab = visit(address + "#kinds=event&asof=2014&country=no")
    text = " ".join(ET.fromstring(tab.evaluate("kg.svg()")).itertext())
    for said in (
        *("Network of penal cooperation", "As of 2014", "Norway", "without: Events"),
        *("Data 0.", "5 documents", "Prison and probation", "Standing cooperation"),
    ):
        assert said in text


def test_picture_file_shows_more_than_paper(tab):
    assert tab.evaluate("kg.png()") > 100_000


def test_drawing_of_a_dark_page_is_light(visit, address):
    tab = visit(address + "#theme=dark")
    with tab.expect_download() as saved:
        tab.click("#save summary")
        tab.click("#save-svg")
    assert 'fill="#ffffff"' in saved.value.path().read_text("utf-8")
    assert tab.get_attribute("html", "data-theme") == "dark"


def test_table_file_holds_the_visible_relations_with_their_provenance(visit, address, network):
    tab = visit(address + "#lines=event,structure&asof=2014")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(tab.evaluate("kg.csv()")))}
    visible = {each["id"] for each in tab.evaluate("kg.visible().relations")}
    assert set(rows) == visible
    for each in network.relations:
        if each.id in visible:
            where, row = provenance(each.claim), rows[each.id]
            assert (row["status"], row["since"], row["until"]) == (
                where.status, where.since or "", where.until or ""
            )  # fmt: skip
            assert row["source"] == " ".join(where.source)
            assert row["evidence"] == " ".join(where.evidence)
            assert row["as_of"]


def test_saving_gives_files(tab):
    for kind, button in (
        ("svg", "svg"),
        ("png", "png"),
        ("csv", "csv-view"),
        ("xlsx", "xlsx-view"),
    ):
        tab.click("#save summary")
        with tab.expect_download() as saved:
            tab.click(f"#save-{button}")
        name = saved.value.suggested_filename
        assert name.startswith("pencoop-")
        assert name.endswith(f".{kind}")


def test_paper_has_the_whole_picture_on_its_first_page_and_then_the_tables(tab):
    paper = tab.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b(?!s)", paper)) > 3
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.set_viewport_size({"width": 1030, "height": 700})  # A4 across without its margins
    sheet = tab.locator("#paper svg").bounding_box()
    assert abs(sheet["width"] / sheet["height"] - 1500 / 1060) < 0.6
    assert sheet["height"] <= 700
    tables = tab.locator("#nodes-table").bounding_box()
    assert tables["y"] >= sheet["y"] + sheet["height"]
    shown = [tab.locator(f"#{which}-table tbody tr").count() for which in ("nodes", "relations")]
    assert shown == [len(tab.evaluate(f"kg.visible().{which}")) for which in ("nodes", "relations")]
    assert min(shown) > 100
    assert not tab.is_visible("main")
