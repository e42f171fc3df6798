"""Blocks: the one layout of all reports, as text and as Markdown."""

from __future__ import annotations

import pytest

from kg.text.blocks import Heading, Item, Items, Paragraph, as_markdown, as_text
from kg.text.tables import Table
from kg.text.terminal import cells

REPORT = [
    Heading("Ways", 1),
    Paragraph(["One sentence.", "Another."]),
    Heading("First *way*"),
    Items(
        [
            Item("Alpha to beta.", "1.", "1. ", ["since 2009", "characters 1–2"]),
            Item("Besides.", "+", "   - "),
        ],
        indent=2,
        hang=6,
    ),
    Table(("What", "Who"), [("part", None)]),
    Paragraph(["Noted."]),
    Paragraph(["Close."], indent=2, close=True),
]


def test_a_report_as_text():
    assert as_text(REPORT) == (
        "Ways\n\nOne sentence.\nAnother.\n\nFirst *way*\n"
        "  1.  Alpha to beta.\n      since 2009\n      characters 1–2\n  +   Besides.\n\n"
        "What  Who\n----  ---\npart\n\nNoted.\n  Close.\n"
    )


def test_a_report_as_markdown():
    assert as_markdown(REPORT) == (
        "# Ways\n\nOne sentence. Another.\n\n## First \\*way\\*\n\n"
        "1. Alpha to beta.  \n   since 2009  \n   characters 1–2  \n   - Besides.\n\n"
        "| What | Who |\n| --- | --- |\n| part |  |\n\nNoted.\n\nClose.\n"
    )


@pytest.mark.parametrize("width", [16, 20, 40])
def test_lines_are_wrapped_below_their_beginning_and_lose_no_word(width):
    text = "Some words of a sentence that is longer than the line"
    items = Items([Item(text, "[1]"), Item(text, "[100]")], indent=2, hang=6)
    lines = as_text([items], width=width).splitlines()
    assert max(map(cells, lines)) <= width
    assert " ".join(" ".join(lines).split()) == f"[1] {text} [100] {text}"
    starts = [line for line in lines if not line.startswith("      ")]
    assert [line.split()[0] for line in starts] == ["[1]", "[100]"]


def test_without_a_width_nothing_is_wrapped():
    long = "word " * 100 + "end"
    assert as_text([Heading(long), Items([Item(long)])]) == f"{long}\n- {long}\n"


def test_no_text_steers_a_terminal_or_a_page():
    bad = "\x1b[31m<b>"
    blocks = [Heading(bad), Paragraph([bad]), Items([Item(bad, details=[bad])])]
    assert "\x1b" not in as_text(blocks, width=80) + as_markdown(blocks)
    assert "<b>" not in as_markdown(blocks)


def test_nothing_is_left_of_an_empty_block():
    assert as_markdown([Paragraph([]), Paragraph(["Said."])]) == "Said.\n"
