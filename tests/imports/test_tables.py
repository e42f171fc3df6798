"""Tables of an office, from a file to the ledger, as a person meets it."""

from __future__ import annotations

import pytest

from kg.cli.import_ import KINDS
from kg.imports.meaning.columns import KINDS as ALL_KINDS
from tests import spreadsheets
from tests.miniature import ALPHA, contents
from tests.processes import kg

NAME = "office.csv"
HEAD = "party 1,party 2,kind,signed,source\n"
ROW = "alpha,gamma,memorandum,14.6.2024,https://example.org/a\n"


def refused(give, root, text, place, said):
    """Assert that a file is found wrong at this place, and that nothing of it is written."""
    before = contents(root)
    done = give(text, "--apply")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{NAME}{place}" in done.stdout
    assert said in done.stdout
    assert contents(root) == before


def claims(root):
    return (
        kg(
            *("query", "-f", "csv", "-e"),
            "SELECT ?agent ?role ?context ?when ?status ?url WHERE { ?c pc:agent ?agent ;"
            " pc:role ?role ; pc:context ?context ; pc:status ?status ;"
            " pc:evidence/oa:hasSource ?s . ?s a ?t ."
            " FILTER NOT EXISTS { ?s pc:documentDigest ?d } OPTIONAL { ?c pc:when ?when }"
            " OPTIONAL { ?s schema:url ?url } } ORDER BY ?c",
            cwd=root,
        )
        .stdout.replace("https://w3id.org/pencoop/", "")
        .splitlines()[1:]
    )


def test_a_dry_run_changes_nothing_and_says_what_it_would(give, root):
    before = contents(root)
    done = give(HEAD + ROW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2  new claims: alpha-in-agr-alpha-gamma, gamma-in-agr-alpha-gamma" in done.stdout
    assert "would be written" in done.stderr
    assert contents(root) == before


def test_the_same_file_twice_changes_nothing(give, root):
    assert give(HEAD + ROW, "--apply").returncode == 0
    after = contents(root)
    again = give(HEAD + ROW, "--apply")
    assert (again.returncode, contents(root)) == (0, after)
    assert "0 files written" in again.stderr
    assert claims(root) == [
        f"id/{body},concept/role/party,id/agr-alpha-gamma,2024-06-14/,concept/status/stated,"
        "https://example.org/a"
        for body in ("alpha", "gamma")
    ]


def test_what_was_written_passes_the_checks(give, root):
    give(HEAD + ROW, "--apply")
    assert kg("check", cwd=root).returncode == 0
    assert kg("fmt", "--check", cwd=root).returncode == 0


def test_a_row_without_a_source_cites_the_spreadsheet_itself(give, root):
    give("party 1,party 2\nalpha,gamma\n", "--apply", "--publisher", "alpha", "--date", "3/2025")
    text = (root / "graphdata/sources/public/office.ttl").read_text("utf-8")
    assert 'dcterms:title "office.csv"@en' in text
    assert "dcterms:publisher id:alpha" in text
    assert 'dcterms:issued "2025-03"^^xsd:gYearMonth' in text


def test_a_czech_table_is_read_like_an_english_one(give, root):
    text = (
        "Strana;Partner;Země;Druh dohody;Datum podpisu;Poznámka\n"
        "alpha;Prison Service of Betaland;;Memorandum o porozumění;září 2014;zkouška\n"
    )
    done = give(text.encode("cp1250"), "--apply")
    assert done.returncode == 0, done.stdout
    assert "Windows-1250" in done.stdout
    assert ",2014-09/," in claims(root)[0]
    assert "zkouška" in (root / "graphdata/sources/public/office.ttl").read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        ("alpha,gamma,memorandum,31.2.2024,", ":2:D: error:", "'31.2.2024' is no day"),
        ("alpha,gamma,memorandun,,", ":2:C: error:", "Did you mean “memorandum of understanding”?"),
        ("alpha,alpha,,,", ":2:B: error:", "a body cannot partner itself"),
        ("alpha,gamma,,,,,x", ":2:G: error:", "more cells than the header"),
        ("alpha,Probation of Gamaland,,,", ":2:B: warning:", "Did you mean id:gamma"),
        ("alpha,Institute of Nowhere (Narnia),,,", ":2:B: warning:", "is new"),
        ("alpha,#REF!,,,", ":2:B: error:", "a formula gives that failed"),
        ("alpha,,,,", ":2: error:", "an agreement with one party"),
    ],
)
def test_what_is_wrong_is_told_by_file_row_and_column(give, root, row, place, said):
    refused(give, root, HEAD + row + "\n", place, said)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name,country,kind\nInstitute,Slovekia,ngo\n", "office.csv:2:B:"),
        ("party 1,party 2,country\nalpha,Institute,Slovekia\n", "office.csv:2:C:"),
    ],
)
def test_an_unknown_country_is_told_with_what_is_near(give, text, place):
    done = give(text, "--new")
    assert done.returncode == 1
    assert f"{place} error: “Slovekia” is no country that is known. Did you mean s" in done.stdout
    assert done.stdout.count("Slovekia") == 1


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2014", "2009", "ends before it starts"),
        ("6/7/2014", "", "may be 2014-07-06 or 2014-06-07"),
    ],
)
def test_dates_that_cannot_be_or_could_be_others_are_said(give, since, until, said):
    done = give(f"party 1,party 2,since,until\nalpha,gamma,{since},{until}\n")
    assert said in done.stdout
    assert done.returncode == 1


def test_wrong_rows_are_left_out_only_when_that_is_asked_for(give, root):
    text = HEAD + ROW + "alpha,nobody like this,,,\n"
    assert give(text, "--apply").returncode == 1
    assert claims(root) == []
    assert give(text, "--apply", "--skip").returncode == 1
    assert len(claims(root)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("member,since\nalpha,2009\n", "the column “member of” is missing"),
        ("member,member of,network\na,b,c\n", "mean the same"),
        ("alpha gamma\n", "no column is known"),
        ("", "no rows"),
        ("name,note\nA,b\n", "Say which with --kind"),
        ("návštěvník,host,datum\nA,b,2014\n", "one meaning in English, another in Czech"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused_as_a_whole(give, text, said):
    done = give(text)
    assert done.returncode == 3, done.stdout
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_column_gets_its_meaning_from_the_person(give):
    text = "Kdo,S kým,party 1\nx,y,alpha\n"
    assert "is not read" in give(text).stdout
    done = give(
        "Kdo,S kým\nalpha,gamma\n",
        "--map",
        "Kdo=party",
        "--map",
        "B=role:party",
        "--kind",
        "agreements",
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert give("a,b\n1,2\n", "--map", "a").returncode == 2
    assert give("a,b\n1,2\n", "--map", "a=nonsense").returncode == 2


# Names that wait for a person


def test_a_new_body_needs_a_yes_and_gets_an_identifier_of_its_own(give, root):
    text = "member,member of\nInstitute of Nowhere (Slovakia),net\n"
    assert give(text, "--apply").returncode == 1
    done = give(text, "--apply", "--new")
    assert done.returncode == 0, done.stdout
    made = root / "graphdata/registry/organisations/sk-institute-of-nowhere.ttl"
    assert '"Institute of Nowhere"@en' in made.read_text("utf-8")
    assert (root / "graphdata/registry/areas/sk.ttl").exists()
    assert kg("check", cwd=root).returncode == 0


def test_new_identifiers_never_collide(give, root):
    text = "member,country,member of\nInstitute!,SK,net\nInstitute?,SK,net\n"
    done = give(
        "name,country,kind\nInstitute A,SK,ngo\n", "--apply", "--new", "--kind", "organisations"
    )
    assert done.returncode == 0, done.stdout
    give("name,country,kind\nInstitute (A),SK,ngo\n", "--apply", "--new", "--kind", "organisations")
    names = sorted(path.stem for path in (root / "graphdata/registry/organisations").glob("sk-*"))
    assert names == ["sk-institute-a"], text


def test_a_new_body_without_a_country_is_asked_for_it(give):
    done = give("member,member of\nInstitute of Nowhere,net\n", "--new")
    assert "its country is not given" in done.stdout
    assert done.returncode == 1


def test_decisions_are_read_from_the_review_list_and_kept(give, root, tmp_path):
    text = "member,member of\nProbation of Gamaland,net\nBetaland Prisons,net\n"
    review = tmp_path / "names.csv"
    give(text, "--review", review)
    lines = review.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("mention,sort,country,state,proposal")
    assert lines[1].startswith(
        "Probation of Gamaland,organisation,,proposed,gamma,Probation of Gammaland,"
    )
    decided = "mention,sort,decision,reason\nProbation of Gamaland,organisation,yes,typing error\n"
    decided = decided.replace("decision", "proposal,decision").replace(",yes", ",gamma,yes")
    review.write_text(decided + "Betaland Prisons,organisation,,beta,asked\n", "utf-8")
    done = give(text, "--review", review, "--apply", "--by", "the office")
    assert done.returncode == 0, done.stdout
    kept = (root / "graphdata/mentions.csv").read_text("utf-8").splitlines()
    assert kept[2].startswith("Probation of Gamaland,organisation,,gamma,typing error,the office,2")
    assert give(text, "--apply").returncode == 0
    assert give("member,member of\nbetaland PRISONS,net\n", name="more.csv").returncode == 0


@pytest.mark.parametrize(
    ("decided", "returncode", "said"),
    [
        (("alpha", "alpha"), 0, ""),
        (("alpha", "gamma"), 1, "“The Board” is new"),
        (("new", "new"), 1, "its country is not given"),
    ],
)
def test_a_name_without_a_country_is_what_was_decided_in_every_country_or_is_asked_for(
    give, tmp_path, decided, returncode, said
):
    (tmp_path / "mini/graphdata/mentions.csv").write_text(
        "mention,sort,country,decision,reason,by,date\n"
        f"The Board,organisation,ie,{decided[0]},asked,office,2026-01-01\n"
        f"The Board,organisation,dk,{decided[1]},asked,office,2026-01-01\n",
        "utf-8",
    )
    done = give("member,member of\nThe Board,net\n", "--new")
    assert (done.returncode, said in done.stdout) == (returncode, True), done.stdout + done.stderr


def test_the_coverage_of_facts_is_refused_for_tables(give, root, tmp_path):
    before = contents(root)
    done = give(HEAD + ROW, "--coverage", tmp_path / "became.csv", "--apply")
    assert (done.returncode, contents(root)) == (2, before)
    assert "--coverage goes with facts" in done.stderr


def test_what_was_decided_to_leave_out_stays_out(give, tmp_path):
    review = tmp_path / "names.csv"
    review.write_text("mention,sort,decision\nNobody,organisation,leave out\n", "utf-8")
    done = give("member,member of\nNobody,net\n", "--review", review, "--apply", "--skip")
    assert "is left out, as was decided" in done.stdout


def test_a_name_of_a_country_only_makes_no_partner(give, root):
    give("party 1,party 2,since\nalpha,Deltaland,2014\n", "--apply")
    assert [line.split(",")[4] for line in claims(root)] == [
        "concept/status/stated",
        "concept/status/ambiguous",
    ]
    ask = "ASK { id:alpha pc:partnersWith id:delta }"
    assert kg("query", "-e", ask, cwd=root).stdout == "false\n"


def test_one_identifier_with_two_names_is_told_with_both_rows(give, root):
    text = "identifier,name,country,kind\nfund,Fund,SK,foundation\nfund,Other,SK,foundation\n"
    done = give(text, "--apply", "--kind", "organisations")
    assert done.returncode == 1
    assert "office.csv:3:B: error: id:fund stands also in row 2" in done.stdout
    text = "identifier,name,party 1,party 2\nx,One,alpha,beta\nx,Two,alpha,gamma\n"
    assert "office.csv:3:B: error: id:x is “One” in another row" in give(text).stdout


def test_a_retired_body_is_no_match_and_proposes_what_replaced_it(give, root):
    path = root / ALPHA.replace("alpha", "old")
    text = (root / ALPHA).read_text("utf-8").replace("id:alpha", "id:old")
    text = text.replace("Prison Service of Alphaland", "Former Guard of Alphaland")
    prefixes = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    prefixes += "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    path.write_text(
        prefixes + text + "id:old owl:deprecated true ; dcterms:isReplacedBy id:alpha .\n", "utf-8"
    )
    done = give("member,member of\nFormer Guard of Alphaland,net\n")
    assert "Did you mean id:alpha" in done.stdout


def test_a_review_list_holds_no_formula(give, tmp_path):
    give("member,member of\n=HYPERLINK(1),net\n", "--review", tmp_path / "names.csv")
    assert "\n'=HYPERLINK(1)," in (tmp_path / "names.csv").read_text("utf-8-sig")


# Kinds of rows


def test_an_office_lists_its_partners_alone(give, root):
    text = "Partner;Forma spolupráce;Od\nbeta;dohoda;2014\ngamma;MoU;5/2015\n"
    words = ("--kind", "agreements", "--map", "Forma spolupráce=kind", "--own")
    assert "an agreement with one party" in give(text, *words[:-1]).stdout
    assert "Did you mean id:alpha" in give(text, *words, "Prison Servis of Alphaland").stderr
    assert give(text, *words, "alpha", "--apply").returncode == 0
    assert [line.split(",")[0] for line in claims(root)] == [
        *("id/alpha", "id/alpha", "id/beta", "id/gamma"),
    ]


def test_a_visit_is_an_event_with_visitor_and_host(give, root):
    give("visitor,host,date,place,topic\nalpha,beta,10–11 September 2025,Town,staff\n", "--apply")
    assert [line.split(",")[:4] for line in claims(root)] == [
        [
            "id/alpha",
            "concept/role/visitor",
            "id/ev-visit-alpha-beta-2025-09",
            "2025-09-10/2025-09-11",
        ],
        ["id/beta", "concept/role/host", "id/ev-visit-alpha-beta-2025-09", "2025-09-10/2025-09-11"],
    ]


def test_a_project_has_roles_dates_and_money(give, root):
    text = (
        "name,lead,partners,since,until,amount,funder,source\n"
        "Safe Return,alpha,beta; gamma,2021,2023,120 000 EUR,net,https://safe.example\n"
    )
    assert give(text, "--apply").returncode == 0
    roles = {tuple(line.split(",")[:2]) for line in claims(root)}
    assert roles == {
        ("id/alpha", "concept/role/lead"),
        ("id/beta", "concept/role/partner"),
        ("id/gamma", "concept/role/partner"),
    }
    text = (root / "graphdata/sources/public/safe-example.ttl").read_text("utf-8")
    assert 'pc:amount 120000 ; pc:currency "EUR"' in text
    assert '"2021/2023"^^edtf:EDTF' in text
    assert kg("check", cwd=root).returncode == 0


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1.250", "may be thousands or decimals"),
        ("lots", "is no number"),
        ("5", "without a currency"),
    ],
)
def test_a_sum_that_is_not_clear_is_refused(give, amount, said):
    done = give(f"name,lead,partners,amount\nSafe,alpha,beta,{amount}\n")
    assert said in done.stdout
    assert done.returncode == 1


def test_a_count_is_an_observation(give, root):
    text = "body,indicator,value,counterpart,when\nalpha,outgoing trips,63,Slovakia,2014\n"
    assert give(text, "--apply").returncode == 0
    text = (root / "graphdata/sources/public/office.ttl").read_text("utf-8")
    assert (
        "pc:reporter id:alpha ; pc:counterpart id:sk ; pc:indicator indicator:outgoing-trip-count"
        in text
    )
    assert "pc:value 63" in text


# ---- Identifiers, homepages and names ------------------------------------------------------------

GIVEN = "thing,scheme,value,source,checked\n"


def record(root, path=ALPHA):
    return (root / path).read_text("utf-8")


def test_what_is_given_to_a_thing_goes_into_its_record_and_stands_as_a_claim(give, root):
    page = "https://register.example/alpha"
    rows = (
        f"alpha,wikidata,https://www.wikidata.org/wiki/q8908,{page},30.11.2026\n"
        f"Prison Service of Alphaland,ROR,https://ror.org/05a28rw58,{page},30.11.2026\n"
        f"alpha,homepage,https://alpha.example,{page},30.11.2026\n"
        f"alpha,name@de,Vollzug Alphaland,{page},30.11.2026\n"
        f"Slovakia,wikidata,Q214,{page},\n"
    )
    done = give(GIVEN + rows, "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    text = record(root)
    assert '"05a28rw58"^^pc:RorIdentifier' in text
    assert '"Q8908"^^pc:WikidataIdentifier' in text
    assert '"Vollzug Alphaland"@de' in text
    assert 'schema:url "https://alpha.example"^^xsd:anyURI' in text
    assert '"Q214"^^pc:WikidataIdentifier' in record(root, "graphdata/registry/areas/sk.ttl")
    asked = kg(
        *("query", "-f", "csv", "-e"),
        "SELECT ?p ?o ?w ?link { ?c rdf:subject id:alpha ; rdf:predicate ?p ; rdf:object ?o ;"
        " pc:attested ?w ; pc:evidence/oa:hasSource/schema:url ?page } ORDER BY ?o",
        cwd=root,
    )
    said = [line.split(",")[:3] for line in asked.stdout.splitlines()[1:]]
    assert [(row[1], row[2]) for row in said] == [
        ("05a28rw58", "2026-11-30"),
        ("Q8908", "2026-11-30"),
        ("Vollzug Alphaland", "2026-11-30"),
        ("https://alpha.example", "2026-11-30"),
    ]
    links = kg("query", "-f", "csv", "-e", "SELECT ?l { id:alpha schema:sameAs ?l }", cwd=root)
    assert set(links.stdout.split()[1:]) == {
        "http://www.wikidata.org/entity/Q8908",
        "https://ror.org/05a28rw58",
    }
    assert kg("check", cwd=root).returncode == 0


def test_identifiers_brought_in_twice_change_nothing(give, root):
    text = GIVEN + "alpha,isni,0000 0001 2103 2683,,2026-11-30\nalpha,name@cs,Vězení,,\n"
    assert give(text, "--apply").returncode == 0
    after = contents(root)
    assert "0 files written" in give(text, "--apply").stderr
    assert contents(root) == after


def test_a_czech_table_of_identifiers_is_read_like_an_english_one(give, root):
    text = "věc;schéma;hodnota;zdroj;ověřeno\nalpha;IČO;708 88 060;Rejstřík;30. 11. 2026\n"
    done = give(text, "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"70888060"^^pc:IcoIdentifier' in record(root)
    assert 'dcterms:title "Rejstřík"@cs' in record(root, "graphdata/sources/public/rejstrik.ttl")


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("alpha,ror,05a28rw59,,", "C", "no ROR identifier: its check digits do not fit"),
        ("alpha,ico,70888061,,", "C", "no company number (IČO): its check digits do not fit"),
        ("alpha,viaf,123,,", "B", "“viaf” is no scheme that is known. Choose one of wikidata"),
        ("alpha,homepage,alpha.example,,", "C", "“alpha.example” is no address"),
        ("alpha,ror,,,", "A", "the value is empty. Fill it in"),
        ("alpha,ror,05a28rw58,,yesterday", "E", "yesterday"),
        ("Nobody at all,ror,05a28rw58,,", "A", "“Nobody at all” is new"),
    ],
)
def test_what_is_wrong_with_an_identifier_is_told_at_its_cell(give, root, row, column, said):
    refused(give, root, GIVEN + row + "\n", f":2:{column}: ", said)


def test_a_homepage_that_differs_in_form_only_stays_as_it_is_written(give, root):
    give(GIVEN + "alpha,homepage,https://alpha.example,,\n", "--apply")
    give(GIVEN + "alpha,homepage,http://alpha.example/,https://other.example,\n", "--apply")
    assert record(root).count("alpha.example") == 1
    said = (root / "graphdata/sources/public/other-example.ttl").read_text("utf-8")
    assert 'rdf:object "https://alpha.example"^^xsd:anyURI' in said


def test_two_homepages_of_one_thing_are_told(give):
    rows = "alpha,homepage,https://a.example,,\nalpha,homepage,https://b.example,,\n"
    done = give(GIVEN + rows)
    assert done.returncode == 1
    assert "another row gives https://a.example. Keep one." in done.stdout


def test_sheets_are_read_by_their_names_and_bodies_first(root, tmp_path):
    path = spreadsheets.write(
        tmp_path / "partners.xlsx",
        {
            "Členství": [["člen", "členství v", "od"], ["Institut", "net", 2013]],
            "Organizace": [
                ["Partneři 2025"],
                [],
                ["název", "země", "druh"],
                ["Institut", "SK", "nadace"],
            ],
            "Notes": [["call them"]],
        },
    )
    spreadsheets.share_strings(path, 3)
    done = kg("import", path, "--new", "--apply", cwd=root)
    assert done.returncode == 0, done.stdout
    assert "partners.xlsx!Notes: warning: no columns that are known" in done.stdout
    assert "2013/" in claims(root)[0]
    made = (root / "graphdata/registry/organisations/sk-institut.ttl").read_text("utf-8")
    assert "kind:foundation" in made
    assert "No English name was given." in made


def test_cells_that_look_like_formulas_stay_texts(give, root):
    give("party 1,party 2,note\nalpha,gamma,'=HYPERLINK(1)\nalpha,beta,=1+1\n", "--apply")
    text = (root / "graphdata/sources/public/office.ttl").read_text("utf-8")
    assert '"=1+1"@en' in text


def test_a_template_for_each_kind_is_read_back(root, tmp_path):
    assert KINDS == ALL_KINDS
    for kind in KINDS[:-1]:
        for lang, ending in (("en", "csv"), ("cs", "xlsx")):
            path = tmp_path / f"{kind}.{ending}"
            assert (
                kg("import", "--template", kind, "--lang", lang, "-o", path, cwd=root).returncode
                == 0
            )
            done = kg("import", path, cwd=root)
            assert "read as" in done.stderr
            assert "\n0 rows" in done.stderr, done.stdout + done.stderr


def test_a_template_is_the_same_every_time(root, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        kg("import", "--template", "agreements", "-o", tmp_path / name, cwd=root)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_shipped_data_stay_as_they_are(tmp_path):
    (tmp_path / "a.csv").write_text("party 1,party 2\ncz-pms,cz-vscr\n", "utf-8")
    assert kg("import", "a.csv", cwd=tmp_path).returncode == 0
    assert kg("import", "a.csv", "--apply", cwd=tmp_path).returncode == 2
