"""Tables as offices keep them: what is read, what a person can say, and that nothing is lost."""

from __future__ import annotations

import openpyxl
import pytest

from tests import spreadsheets
from tests.miniature import contents
from tests.processes import kg

NAME = "office.csv"
BODIES = ("--kind", "organisations", "--new", "--apply")


def asked(root, query):
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode == 0, done.stderr
    return sorted(done.stdout.replace("https://w3id.org/pencoop/", "").splitlines()[1:])


def record(root, key, folder="organisations"):
    return (root / f"graphdata/registry/{folder}/{key}.ttl").read_text("utf-8")


# What kind of table it is


def test_the_kind_that_was_read_is_said_first(give):
    done = give("Party A,Party B,Title,Signed\nalpha,gamma,Accord,2012\n")
    assert done.stderr.startswith("office.csv: read as agreements, 1 row\n")
    assert done.returncode == 0


def test_a_list_of_partners_is_one_of_organisations_and_not_of_documents(give, root):
    rows = "Organization Name,URL,Mission\nAlliance (SK),https://alliance.example/,Helps people\n"
    done = give(rows, "--new", "--apply")
    assert done.stderr.startswith("office.csv: read as organisations")
    assert "Helps people" in record(root, "sk-alliance")


@pytest.mark.parametrize("name", ["projects_2024.csv", "agreements_2024.csv"])
def test_columns_of_projects_are_read_as_projects(give, root, name):
    rows = "Project,Organisation,Role,Start,End,Budget\nReturn,alpha,lead,2020,2022,5000 EUR\n"
    done = give(rows, "--apply", name=name)
    assert "read as projects" in done.stderr
    found = asked(root, "SELECT ?a ?r { ?c pc:agent ?a ; pc:role ?r ; pc:context id:prj-return }")
    assert found == ["id/alpha,concept/role/lead"]


def test_a_column_of_bodies_that_is_not_read_is_no_success(give, root):
    before = contents(root)
    rows = "party,party,signed,Ours\nalpha,gamma,2014,Prison Service of Betaland\n"
    done = give(rows, "--apply")
    assert (done.returncode, contents(root)) == (1, before)
    assert "office.csv:1:D: error: the column “Ours” is not read" in done.stdout
    assert "--map 'Ours=party' gives it a meaning" in done.stdout


def test_a_column_that_fits_nothing_is_shown_with_samples_and_what_it_may_be(give):
    rows = "member,member of,Q,W\n" + "".join(
        f"{body},net,{year},colour {year}\n" for body, year in (("alpha", 2001), ("beta", 2002))
    )
    done = give(rows)
    assert "office.csv:1:C: info: the column “Q” is not read (2 cells: “2001”, “2002”)." in (
        done.stdout
    )
    assert "--map 'Q=since' gives it a meaning, =- leaves it out." in done.stdout
    assert "--map 'W=FIELD'" in done.stdout


# What a person says of a table


def test_one_word_says_it_for_all_rows(give, root):
    rows = "iso2,member,year of accession\nSK,Slovakia,2012\nPL,Poland,2005\n"
    done = give(rows, "--kind", "memberships", "--set", "member of=net", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    found = asked(root, "SELECT ?a ?w { ?c pc:agent ?a ; pc:context id:net ; pc:when ?w }")
    assert found[1:] == ["id/pl,2005/", "id/sk,2012/"]


def test_a_country_may_be_said_for_all_rows(give, root):
    done = give("name,kind\nNorth Prison,prison\n", *BODIES, "--set", "country=SK")
    assert done.returncode == 0, done.stdout
    assert "pc:jurisdiction id:sk" in record(root, "sk-north-prison")


def test_what_a_row_says_counts_more_than_what_is_said_for_all(give, root):
    rows = "member,member of,since\ngamma,net,2001\nbeta,net,\n"
    assert give(rows, "--set", "since=2009", "--apply").returncode == 0
    found = asked(root, "SELECT ?a ?w { ?c pc:agent ?a ; pc:context id:net ; pc:when ?w }")
    assert found[1:] == ["id/beta,2009/", "id/gamma,2001/"]


def test_a_table_without_a_header(give, root):
    words = ("--no-header", "--kind", "memberships", "--map", "A=member", "--map", "B=since")
    done = give("alpha,2001\nbeta,2002\n", *words, "--set", "context=net", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(asked(root, "SELECT ?a { ?c pc:agent ?a ; pc:context id:net ; pc:when ?w }")) == 3


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("--map", "Category=-", "--map", "Status=-"), ""),
        (("--unknown", "note"), "Category: Silver partner"),
    ],
)
def test_own_words_for_kind_and_status_have_a_way_out(give, root, words, kept):
    rows = "Name,Country,Category,Status\nBureau,SK,Silver partner,TENTATIVE\n"
    before = contents(root)
    done = give(rows, "--new", "--apply", "--skip")
    assert (done.returncode, contents(root)) == (1, before)
    assert "--map 'Category=-' leaves the column out" in done.stdout
    assert give(rows, "--new", "--apply", *words).returncode == 0
    assert kept in record(root, "sk-bureau")


def test_a_kind_of_something_else_is_no_kind_of_an_agreement(give):
    done = give("party,party,kind\nalpha,gamma,project\n")
    assert "office.csv:2:C: error: “project” is no kind of what this table is about" in done.stdout


@pytest.mark.parametrize(
    ("rows", "kind", "claim"),
    [
        ("member,since\nbeta,2001\n", "memberships", "?c pc:agent id:beta ; pc:context id:net"),
        ("member of,since\nalpha,2001\n", "memberships", "?c pc:agent id:net"),
        ("name,partner\nReturn,beta\n", "projects", "?c pc:agent id:net ; pc:role role:partner"),
        ("name,attendee\nForum,beta\n", "events", "?c pc:agent id:net ; pc:role role:attendee"),
        ("host,date\nbeta,2001\n", "visits", "?c pc:agent id:net ; pc:role role:visitor"),
        ("visitor,date\nbeta,2001\n", "visits", "?c pc:agent id:net ; pc:role role:host"),
        (
            "indicator,value,when\noutgoing trips,3,2014\n",
            "observations",
            "?c pc:reporter id:net",
        ),
    ],
)
def test_the_body_whose_table_it_is_stands_for_the_side_that_lacks(give, root, rows, kind, claim):
    done = give(rows, "--kind", kind, "--own", "net", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert kg("query", "-e", f"ASK {{ {claim} }}", cwd=root).stdout == "true\n"


def test_a_table_of_organisations_has_no_other_side(give):
    done = give("name,country\nBureau,SK\n", "--kind", "organisations", "--own", "net")
    assert done.returncode == 2
    assert "--kind cooperations" in done.stderr


def test_a_standing_cooperation_needs_no_document(give, root):
    rows = "Partner,Country,Since,Areas of cooperation\nProbation of Gammaland,,2017,training\n"
    done = give(rows, "--kind", "cooperations", "--own", "alpha", "--apply")
    assert done.returncode == 0, done.stdout
    assert asked(root, "SELECT ?k { ?x a pc:Cooperation ; pc:kind ?k }") == ["concept/kind/general"]
    ask = "ASK { id:alpha pc:cooperatesWith id:gamma }"
    assert kg("query", "-e", ask, cwd=root).stdout == "true\n"
    assert kg("check", cwd=root).returncode == 0


# Cells


def test_the_role_of_a_row_is_that_of_its_parties(give, root):
    rows = "kind,party,party,role,since\nagreement,alpha,gamma,prospective party,2023\n"
    assert give(rows, "--apply").returncode == 0
    found = asked(root, "SELECT ?r { ?c pc:agent ?a ; pc:role ?r ; pc:context id:agr-alpha-gamma }")
    assert found == ["concept/role/prospective-party"] * 2


def test_commas_part_bodies_where_each_is_known(give, root):
    rows = (
        "visitor,host,when\n"
        '"Prison Service of Alphaland, Probation of Gammaland (Deltaland)",beta,2018\n'
    )
    assert give(rows, "--apply").returncode == 0
    found = asked(root, "SELECT ?a { ?c pc:agent ?a ; pc:role role:visitor }")
    assert found == ["id/alpha", "id/gamma"]


def test_commas_between_known_and_unknown_bodies_are_asked_about(give):
    done = give('visitor,host,when\n"Prison Service of Alphaland, Bureau",beta,2018\n', "--new")
    assert done.returncode == 1
    assert "may be several bodies. Part them with semicolons" in done.stdout


@pytest.mark.parametrize(
    ("amount", "bound"),
    [("ca. 1 500 000", "about"), ("over 1500000", "moreThan"), ("1500000", "exact")],
)
def test_how_exact_a_sum_is_stands_before_it_or_beside_it(give, root, amount, bound):
    rows = f"name,lead,since,amount (EUR)\nReturn,alpha,2020,{amount}\n"
    assert give(rows, "--kind", "projects", "--apply").returncode == 0
    found = asked(root, "SELECT ?a ?b ?c { ?x pc:amount ?a ; pc:bound ?b ; pc:currency ?c }")
    assert found == [f"1500000,{bound},EUR"]


def test_a_column_may_say_how_exact_a_sum_is(give, root):
    rows = "name,lead,amount,currency,bound\nReturn,alpha,5000,EUR,at least\n"
    assert give(rows, "--kind", "projects", "--apply").returncode == 0
    assert asked(root, "SELECT ?b { ?x pc:amount ?a ; pc:bound ?b }") == ["atLeast"]


def test_a_row_that_stands_twice_is_said_and_read_once(give, root):
    rows = "visitor,host,date\nalpha,Slovakia,2019-05-02\nalpha,Slovakia,2019-05-02\n"
    done = give(rows, "--apply")
    assert "office.csv:3: warning: the same as row 2, read once." in done.stdout
    assert "office.csv:2:B: warning: “Slovakia” is a country" in done.stdout
    assert len(asked(root, "SELECT ?c { ?c pc:role role:visitor }")) == 1


def test_countries_are_paired_with_bodies_in_their_order(give, root):
    rows = "party a,party b,country a,country b\nBureau,Office,SK,PL\n"
    words = ("--map", "country a=country", "--map", "country b=country", "--new", "--apply")
    assert give(rows, *words).returncode == 0
    assert sorted(path.rpartition("/")[2] for path in contents(root) if "organisations/" in path)[
        -2:
    ] == ["pl-office.ttl", "sk-bureau.ttl"]


def test_names_keep_the_language_of_their_header(give, root):
    rows = "Nazwa organizacji,Name in English,Kraj\nBiuro Wymiaru,Sentence Office,PL\n"
    assert give(rows, *BODIES).returncode == 0
    text = record(root, "pl-sentence-office")
    assert '"Biuro Wymiaru"@pl' in text
    assert '"Sentence Office"@en' in text


def test_a_name_in_one_other_language_stands_for_the_english_one(give, root):
    assert give("Nazwa organizacji,Kraj\nBiuro Wymiaru,PL\n", *BODIES).returncode == 0
    text = record(root, "pl-biuro-wymiaru")
    assert '"Biuro Wymiaru"@pl' in text
    assert "No English name was given." in text


# Identifiers of others, homepages


def test_bare_identifiers_are_taken(give, root):
    rows = "Name,Country,Wikidata,ROR\nAcademy,SK,Q2382930,05a28rw58\n"
    assert give(rows, *BODIES).returncode == 0
    text = record(root, "sk-academy")
    assert '"Q2382930"^^pc:WikidataIdentifier' in text
    assert '"05a28rw58"^^pc:RorIdentifier' in text


def test_a_bar_parts_addresses_and_two_columns_are_one_list(give, root):
    rows = "Name,Country,Same as,ISNI\nAcademy,SK,https://a.example/1|https://b.example/2,"
    assert give(f"{rows}https://isni.org/isni/0000000109435850\n", *BODIES).returncode == 0
    text = record(root, "sk-academy").partition("schema:sameAs")[2]
    assert text.count("<https://") == 3


@pytest.mark.parametrize("cell", ["no identifier", "https://a.example/x y"])
def test_what_is_no_identifier_is_told_at_its_cell(give, root, cell):
    before = contents(root)
    done = give(f"Name,Country,Same as\nAcademy,SK,{cell}\n", *BODIES)
    assert (done.returncode, contents(root)) == (1, before)
    assert "office.csv:2:C: error:" in done.stdout


def test_a_body_is_known_by_the_identifier_of_another_register(give, root):
    give("Name,Country,Wikidata\nAcademy,SK,Q2382930\n", *BODIES)
    done = give("Name,Country,Wikidata\nThe Academy,SK,Q2382930\n", *BODIES)
    assert done.returncode == 0, done.stdout
    assert '"The Academy"@en' in record(root, "sk-academy")


def test_another_homepage_and_kind_of_a_known_body_are_said(give, root):
    rows = "Name,Country,Kind,Homepage\nAcademy,SK,{},https://{}.example/\n"
    give(rows.format("prison service", "one"), *BODIES)
    after = contents(root)
    done = give(rows.format("ministry", "other"), *BODIES)
    assert "office.csv:2:C: warning: id:sk-academy has “prison service” in the graph" in done.stdout
    assert "office.csv:2:D: warning: id:sk-academy has “https://one.example/”" in done.stdout
    assert contents(root) == after


def test_a_second_homepage_is_a_claim(give, root):
    rows = "Name,Country,Homepage\nAcademy,SK,https://a.example; https://b.example\n"
    assert give(rows, *BODIES).returncode == 0
    found = asked(root, "SELECT ?o { ?c rdf:predicate schema:url ; rdf:object ?o }")
    assert found == ["https://b.example"]


def test_source_date_and_certainty_of_a_body_stand_as_a_claim(give, root):
    rows = "Name,Country,Founded,As of,Source\nAcademy,SK,1993,2021,https://reg.example/a\n"
    assert give(rows, *BODIES).returncode == 0
    found = asked(
        root,
        "SELECT ?p ?o ?w ?u { ?c rdf:subject id:sk-academy ; rdf:predicate ?p ; rdf:object ?o ;"
        " pc:attested ?w ; pc:evidence/oa:hasSource/schema:url ?u }",
    )
    assert [line.rpartition("/")[0].partition(",")[2] for line in found] == [
        "Academy,2021,https://reg.example",
        "1993,2021,https://reg.example",
    ]
    assert kg("check", cwd=root).returncode == 0


def test_a_cell_that_has_no_place_is_said(give):
    done = give("Name,Country,Since\nAcademy,SK,2010\n", *BODIES)
    assert "office.csv:2:C: warning: “2010” is not taken" in done.stdout


# Lines that are no rows


def test_headings_totals_and_notes_are_left_out_and_listed(give, root):
    rows = (
        "name,party 1,party 2,signed\n"
        "Europe,,,\n"
        "Accord,alpha,gamma,2014\n"
        ",,,\n"
        "?,–,n/a,\n"
        "name,party 1,party 2,signed\n"
        "Bilateral ones,,,\n"
        "Total,,,1\n"
        "Note: as of 2020,,,\n"
    )
    done = give(rows, "--apply")
    assert done.returncode == 0, done.stdout
    left = [line for line in done.stdout.splitlines() if "left out" in line]
    assert [line.partition("left out: ")[2].partition(" (")[0] for line in left] == [
        *("a heading", "it says nothing", "the header once more", "a heading", "a total", "a note")
    ]
    assert asked(root, "SELECT ?x { ?x a pc:Agreement }") == ["id/agr", "id/agr-alpha-gamma"]


def test_merged_cells_are_a_heading_of_a_list_of_bodies(root, tmp_path):
    path = spreadsheets.write(
        tmp_path / "bodies.xlsx",
        {
            "Organisations": [
                ["name", "country", "kind"],
                ["Partners", "", ""],
                ["Bureau", "SK", ""],
            ]
        },
        lambda book: book["Organisations"].merge_cells("A2:C2"),
    )
    done = kg("import", path, "--new", "--apply", cwd=root)
    assert "left out: a heading (“Partners”)" in done.stdout
    assert not any("partners" in name for name in contents(root) if "registry" in name)


def test_a_template_has_a_sheet_that_is_filled_in_in_the_language_of_the_user(root, tmp_path):
    path = tmp_path / "dohody.xlsx"
    words = ("import", "--template", "agreements", "--lang", "cs", "-o", path)
    assert kg(*words, cwd=root).returncode == 0
    book = openpyxl.load_workbook(path)
    head, row = ([cell.value for cell in row] for row in book["Příklad"].iter_rows(max_row=2))
    assert row[head.index("smluvní strana 1")] == "Vězeňská služba Examplie"
    assert row[head.index("druh")] == "memorandum o porozumění"
    assert row[head.index("země 2")] == "PL"
    rules = book["Dohody"].data_validations.dataValidation
    assert len(rules) >= 4, "drop-down lists for kind and countries"
    assert "\n0 rows" in kg("import", path, cwd=root).stderr
