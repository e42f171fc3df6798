"""The view as a drawing, a picture, a table and on paper."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest

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


NEIGHBOURS = (
    "Norwegian Correctional Service",
    "Probation and Mediation Service of the Czech Republic",
)


def texts(tab, sheet="a4"):
    """Return every text of the drawing, joined."""
    return " ".join(ET.fromstring(tab.evaluate(f"kg.svg('{sheet}')")).itertext())


@pytest.mark.parametrize(
    ("state", "head"),
    [
        ("sel=cep", "Confederation of European Probation"),
        ("sel=no-kdi&to=efrj", "From Norwegian Correctional Service to European Forum for"),
        ("line=id:cz-pms|id:cep", "Probation and Mediation Service"),
        ("view=members", "Who is a member of what"),
    ],
)
def test_drawing_is_headed_by_what_is_chosen_in_it(visit, address, state, head):
    tab = visit(f"{address}#{state}")
    assert head in tab.evaluate("kg.headline()")
    assert " ".join(tab.evaluate("kg.headline()").split()[:3]) in texts(tab)
    with tab.expect_download() as saved:
        tab.click("#save summary")
        tab.click("#save-svg")
    first = tab.evaluate("kg.headline()").split()[0].casefold()
    assert saved.value.suggested_filename.startswith(f"pencoop-{first}")


def test_drawing_of_a_choice_is_nearer_than_that_of_everything(visit, address):
    def apart(tab):
        """How far two neighbours stand from one another on the sheet."""
        root = ET.fromstring(tab.evaluate("kg.svg()"))
        titles = {}
        for each in root.iter("{http://www.w3.org/2000/svg}g"):
            named = each.find("{http://www.w3.org/2000/svg}title")
            if named is not None:
                mark = list(each)[1]
                point = mark.get("points", "").split(" ")[0].split(",")
                titles[named.text] = [
                    float(mark.get("cx") or point[0]),
                    float(mark.get("cy") or point[1]),
                ]
        (x, y), (u, v) = (titles[name] for name in NEIGHBOURS)
        return ((x - u) ** 2 + (y - v) ** 2) ** 0.5

    assert apart(visit(address + "#sel=no-kdi")) > 1.15 * apart(visit(address))


def test_drawing_has_the_key_of_colours_dashes_sizes_and_widths(visit, address):
    said = texts(visit(address + "#asof=2014&colour=country"))
    for part in (
        "Czechia",
        "others",
        "presumed",
        "unknown",
        "neighbours here",
        "12 relations",
    ):
        assert part in said


def test_drawing_has_the_shape_of_a_sheet_or_a_slide(tab):
    for sheet, ratio in (("a4", 297 / 210), ("slide", 16 / 9)):
        root = ET.fromstring(tab.evaluate(f"kg.svg('{sheet}')"))
        assert abs(int(root.get("width")) / int(root.get("height")) - ratio) < 0.01


def pages_of(paper):
    return len(re.findall(rb"/Type /Page\b(?!s)", paper))


def test_paper_has_the_picture_and_what_is_chosen_with_its_sources_on_two_sheets(visit, address):
    tab = visit(address + "#sel=cz-pms")
    assert pages_of(tab.pdf(prefer_css_page_size=True)) == 2
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.set_viewport_size({"width": 1030, "height": 700})  # A4 across without its margins
    sheet = tab.locator("#paper > svg").bounding_box()
    assert abs(sheet["width"] / sheet["height"] - 1500 / 1060) < 0.6
    assert sheet["height"] <= 700
    shown = tab.locator("#panel [data-relation]").count()
    assert tab.locator("#paper .printed ul li").count() >= min(shown, 1)
    sources = tab.locator("#paper .printed ol li").count()
    assert sources >= 1
    assert f"[{sources}]" in tab.inner_text("#paper .printed")
    assert not tab.is_visible("main")
    assert not tab.is_visible("#tables")


def test_paper_of_no_choice_is_one_sheet(tab):
    assert pages_of(tab.pdf(prefer_css_page_size=True)) == 1


def test_tables_are_printed_where_they_are_asked_for(tab):
    tab.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
    tab.click("#save summary")
    tab.click("#print-tables")
    tab.emulate_media(media="print")
    shown = [tab.locator(f"#{which}-table tbody tr").count() for which in ("nodes", "relations")]
    assert shown == [len(tab.evaluate(f"kg.visible().{which}")) for which in ("nodes", "relations")]
    assert min(shown) > 100
    assert tab.is_visible("#tables")
