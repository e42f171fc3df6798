"""The law of imports: every cell that says something ends in the graph or in a finding."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.graph.workspace import find_workspace
from kg.imports.intake import take_in
from kg.imports.sheets.cells import column_letter
from kg.imports.tables import Options
from tests.miniature import contents
from tests.processes import kg

NAME = "office.csv"
BODIES = {
    "alpha": "id:alpha",
    "Prison Service of Betaland": "id:beta",
    "Probation of Gammaland": "id:gamma",
    "Bureau of Slovakia (SK)": "sk-bureau-of-slovakia",
    "Office nobody knows": "?",
}
COUNTRIES = {"SK": "id:sk", "Poland": "id:pl", "Narnia": "?"}
# What may stand in a column, and how the graph writes it; what is marked ? is never written.
DATES = {"1871": "1871", "14.6.1872": "1872-06-14", "7/1873": "1873-07", "soon": "?"}
ENDS = {"1931": "1931", "soon": "?"}
TEXTS = {"staffing": '"staffing"', "a remark": '"a remark"', "–": ""}
ADDRESSES = {
    "https://a.example/1": "https://a.example/1",
    "https://b.example/x|y": "?",
    "n/a": "",
    "notes.docx": "notes.docx",
}
PAGES = {each: token for each, token in ADDRESSES.items() if each != "notes.docx"}
IDENTIFIERS = {"Q8908": '"Q8908"', "Q1; Q2": '"Q2"', "none": "", "nonsense": "?"}
NAMES = {"Accord one": "Accord one", "Forum two": "Forum two", "Safe Return": "Safe Return"}
SUMS = {"ca. 1 500 000 EUR": "1500000", "lots": "?"}
COLUMNS = {
    "organisations": {
        "name": {
            "Bureau A": '"Bureau A"',
            "Prison Service of Alphaland": "id:alpha",
            "B C": '"B C"',
        },
        "country": COUNTRIES,
        "kind": {"ministry": "kind:ministry", "silver partner": "?", "project": "?"},
        "homepage": PAGES,
        "wikidata": IDENTIFIERS,
        "part of": {"alpha": "id:alpha", "Slovakia": "?"},
        "acronym": {"ABC; DEF": '"DEF"'},
        "founded": {"1793": '"1793"'},
        "as of": ENDS,
        "since": DATES,
        "source": ADDRESSES,
        "note": TEXTS,
        "colour": {"red": "?"},
    },
    "memberships": {
        "member": BODIES,
        "member of": {"net": "id:net", "Slovakia": "?"},
        "role": {"observer": "role:observer", "boss": "?"},
        "since": DATES,
        "until": ENDS,
        "source": ADDRESSES,
        "note": TEXTS,
        "colour": {"red": "?"},
    },
    "agreements": {
        "name": NAMES,
        "party": BODIES,
        "partner": BODIES,
        "kind": {"treaty": "kind:treaty", "project": "?"},
        "since": DATES,
        "until": ENDS,
        "topic": TEXTS,
        "source": ADDRESSES,
        "note": TEXTS,
        "colour": {"red": "?"},
    },
    "projects": {
        "name": NAMES,
        "acronym": {"ABC; DEF": '"DEF"'},
        "lead": BODIES,
        "partner": BODIES,
        "since": DATES,
        "until": ENDS,
        "amount": SUMS,
        "funder": {"net": "id:net", "Slovakia": "?"},
        "topic": TEXTS,
        "source": ADDRESSES,
        "note": TEXTS,
    },
    "events": {
        "name": NAMES,
        "attendee": BODIES,
        "date": DATES,
        "place": {"Oslo": '"Oslo"'},
        "topic": TEXTS,
        "source": ADDRESSES,
        "note": TEXTS,
        "colour": {"red": "?"},
    },
    "visits": {
        "visitor": BODIES,
        "host": BODIES,
        "date": DATES,
        "place": {"Oslo": '"Oslo"'},
        "topic": TEXTS,
        "note": TEXTS,
    },
}
NEEDED = {
    "organisations": ["name"],
    "memberships": ["member", "member of"],
    "agreements": ["party", "partner"],
    "projects": ["name"],
    "events": ["name"],
    "visits": ["visitor", "host", "date"],
}


@st.composite
def tables(draw):
    """A kind of table, its header, and rows of cells, each with how the graph would write it."""
    kind = draw(st.sampled_from(sorted(COLUMNS)))
    more = [each for each in COLUMNS[kind] if each not in NEEDED[kind]]
    heads = draw(st.permutations([*NEEDED[kind], *draw(st.sets(st.sampled_from(more)))]))
    cell = {head: st.sampled_from(["", *COLUMNS[kind][head]]) for head in heads}
    rows = draw(st.lists(st.tuples(*(cell[head] for head in heads)), min_size=1, max_size=4))
    return kind, heads, [row for row in rows if any(row)]


@settings(
    max_examples=150,
    phases=[Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(table=tables())
def test_every_cell_ends_in_the_graph_or_in_a_finding(root, tmp_path, table):
    kind, heads, rows = table
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    path = tmp_path / NAME
    path.write_text(text.getvalue(), "utf-8")
    made = take_in(find_workspace(root), [path], Options(kind=kind, accept_new=True))
    assert made.plan is not None, made.findings
    files = contents(root) | {
        str(change.path.relative_to(root)): change.after for change in made.plan.changes
    }
    written = "".join(text.decode() for text in files.values())
    told = {(each.line, each.column) for each in made.findings}
    held = {each.line for each in made.findings if each.severity == "error" or each.rule == "new"}
    left = {each.line for each in made.findings if each.rule in ("no-row", "doubled", "proposed")}
    for number, row in enumerate(rows, 2):
        if number in held | left:
            continue
        for at, (head, cell) in enumerate(zip(heads, row, strict=True)):
            token = COLUMNS[kind][head].get(cell, "")
            letter = column_letter(at)
            at_cell = (number, letter) in told or (1, letter) in told
            assert token in written or at_cell, (kind, head, cell, made.findings, written)
            assert token != "?" or at_cell, (head, cell)


# All that is to be said


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_all_findings_go_into_a_file(give, tmp_path, ending):
    rows = "member,member of\n" + "".join(f"Bureau {number},net\n" for number in range(250))
    path = tmp_path / f"findings.{ending}"
    done = give(rows, "--findings", path)
    assert "… and 50 more findings" in done.stderr
    text = path.read_text("utf-8-sig")
    found = json.loads(text) if ending == "json" else list(csv.DictReader(io.StringIO(text)))
    assert len(found) == 250
    assert list(found[0]) == ["file", "line", "column", "severity", "rule", "thing", "message"]
    assert (str(found[1]["line"]), found[1]["column"]) == ("3", "A")


def test_findings_are_written_where_there_are_none(give, tmp_path):
    path = tmp_path / "findings.csv"
    assert give("member,member of\nbeta,net\n", "--findings", path).returncode == 0
    assert path.read_text("utf-8-sig").count("\n") == 1


def test_findings_of_facts_go_into_a_file_too(root, tmp_path):
    facts = tmp_path / "facts.jsonl"
    facts.write_text('{"fact": "x"}\n', "utf-8")
    done = kg("import", facts, "--findings", tmp_path / "found.json", cwd=root)
    assert done.returncode in (1, 3)
