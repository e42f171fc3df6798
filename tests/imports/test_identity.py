"""What tells agreements, events and projects of tables apart, and that held rows leave nothing."""

from __future__ import annotations

import shutil

import pytest

from tests.miniature import contents, without_rows
from tests.processes import kg

NAME = "office.csv"


def asked(root, query):
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode == 0, done.stderr
    return sorted(done.stdout.replace("https://w3id.org/pencoop/", "").splitlines()[1:])


def parties(root):
    """Each agreement that the tables made, with those who take part in it."""
    found = {}
    for line in asked(root, "SELECT ?c ?a { ?x pc:context ?c ; pc:agent ?a . ?c a pc:Agreement }"):
        context, agent = line.replace("id/", "").split(",")
        found.setdefault(context, set()).add(agent)
    return {key: who for key, who in found.items() if key != "agr"}


TITLED = (
    "name;party;party;signed\n"
    "Memorandum of Understanding;alpha;gamma;2014\n"
    "Memorandum of Understanding;alpha;Institute (SK);2016\n"
    "Memorandum of Understanding;beta;gamma;2019\n"
)


def test_one_title_of_several_agreements_joins_nobody_with_a_third(give, root):
    done = give(TITLED, "--new", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(map(sorted, parties(root).values())) == [
        ["alpha", "gamma"],
        ["alpha", "sk-institute"],
        ["beta", "gamma"],
    ]
    assert kg(
        "query", "-e", "ASK { id:beta pc:partnersWith id:sk-institute }", cwd=root
    ).stdout == ("false\n")
    assert kg("check", cwd=root).returncode == 0
    after = contents(root)
    assert give(TITLED, "--new", "--apply").returncode == 0
    assert contents(root) == after


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0)])
def test_the_order_of_rows_makes_no_difference(give, root, tmp_path, order):
    other = shutil.copytree(root, tmp_path / "other")
    assert give(TITLED, "--new", "--apply").returncode == 0
    head, *rows = TITLED.splitlines(keepends=True)
    text = "".join([head, *(rows[at] for at in order)])
    assert give(text, "--new", "--apply", "-C", other).returncode == 0
    assert without_rows(other) == without_rows(root)


def test_two_agreements_of_the_same_bodies_in_different_years_stay_two(give, root):
    done = give("party,party,signed\nalpha,gamma,2009\nalpha,gamma,2019\n", "--apply")
    assert done.returncode == 0, done.stdout
    assert sorted(parties(root)) == ["agr-alpha-gamma", "agr-alpha-gamma-2"]


def test_parties_in_rows_of_their_own_make_one_agreement_if_title_and_date_are_equal(give, root):
    rows = "name,body,signed\nAccord,alpha,2014\nAccord,gamma,2014\nAccord,beta,2016\n"
    done = give(rows, "--kind", "agreements", "--apply", "--skip")
    assert "office.csv:4: error: an agreement with one party" in done.stdout
    assert list(parties(root).values()) == [{"alpha", "gamma"}]


def test_another_agreement_beside_one_of_the_same_parties_waits(give, root, tmp_path):
    give("party,party,signed\nalpha,gamma,2009\n", "--apply", name="first.csv")
    before = contents(root)
    review = tmp_path / "names.csv"
    done = give("party,party,signed\nalpha,gamma,2019\n", "--new", "--apply", "--review", review)
    assert (done.returncode, contents(root)) == (1, before)
    assert "Did you mean id:agr-alpha-gamma" in done.stdout
    text = review.read_text("utf-8-sig")
    review.write_text(text.replace(",,,office.csv:2", ",new,,office.csv:2"), "utf-8")
    done = give("party,party,signed\nalpha,gamma,2019\n", "--apply", "--review", review)
    assert done.returncode == 0, done.stdout
    assert sorted(parties(root)) == ["agr-alpha-gamma", "agr-alpha-gamma-2"]


def test_a_title_alone_proposes(give, root):
    rows = "name,party,party\nMemorandum: Alphaland – Betaland,alpha,gamma\n"
    done = give(rows, "--new")
    assert "Did you mean id:agr" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("party", ["", "alpha"])
def test_an_agreement_without_two_parties_is_refused(give, root, party):
    before = contents(root)
    done = give(f"name,party,party\nAccord,{party},\n", "--apply", "--skip")
    assert (done.returncode, contents(root)) == (1, before)
    assert "an agreement with" in done.stdout


def test_an_event_of_one_name_in_two_years_is_two(give, root):
    rows = "name,date,place,attendee\nForum,2021,Oslo,alpha\nForum,2022,Oslo,alpha\n"
    assert give(rows, "--kind", "events", "--apply").returncode == 0
    found = asked(root, "SELECT ?w { ?c pc:when ?w ; pc:role role:attendee }")
    assert found == ["2021", "2022"]
    assert len(asked(root, "SELECT ?e { ?e a pc:Event }")) == 2


def test_rows_of_participants_share_the_date_of_the_first(give, root):
    rows = "name,date,place,attendee\nForum,2021,Oslo,alpha\nForum,,,beta\n"
    assert give(rows, "--kind", "events", "--apply").returncode == 0
    assert len(asked(root, "SELECT ?e { ?e a pc:Event }")) == 1


def test_an_event_without_participants_keeps_date_place_and_topic(give, root):
    rows = "name,date,place,topic\nForum,12.5.2021,Oslo,reform\n"
    assert give(rows, "--kind", "events", "--apply").returncode == 0
    said = asked(
        root, "SELECT ?p ?o { ?c rdf:subject id:ev-forum ; rdf:predicate ?p ; rdf:object ?o }"
    )
    assert [line.rpartition("#")[2] for line in said] == [
        "place,Oslo",
        "topic,reform",
        "when,2021-05-12",
    ]
    assert kg("check", cwd=root).returncode == 0


def test_a_project_of_one_name_in_two_periods_is_two(give, root):
    rows = "name,lead,since,until\nReturn,alpha,2010,2012\nReturn,beta,2020,2022\n"
    done = give(rows, "--kind", "projects", "--apply")
    assert done.returncode == 0, done.stdout
    assert len(asked(root, "SELECT ?e { ?e a pc:Project FILTER (?e != id:prj) }")) == 2
    assert kg("check", cwd=root).returncode == 0


def test_a_project_of_a_known_name_and_no_period_waits(give, root):
    done = give("name,lead\nBack to life,gamma\n", "--kind", "projects")
    assert "Did you mean id:prj" in done.stdout


# Countries and bodies


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("member,member of\nalpha,Slovakia\n", ":2:B:"),
        ("name,country,part of\nInstitute,SK,Slovakia\n", ":2:C:"),
        ("name,lead,funder\nReturn,alpha,Slovakia\n", ":2:C:"),
        ("name,country,kind\nSlovakia,SK,ministry\n", ":2:A:"),
    ],
)
def test_a_country_is_no_body(give, root, text, place):
    before = contents(root)
    done = give(text, "--new", "--apply", "--skip")
    assert f"office.csv{place} error: “Slovakia” is a country, and no body" in done.stdout
    assert (done.returncode, contents(root)) == (1, before)


def test_codes_of_countries_are_left_to_countries(give, root):
    rows = "identifier,name,country,kind\nmu,Mu Board,SK,ngo\n"
    done = give(rows, "--kind", "organisations", "--new", "--apply")
    assert "office.csv:2:A: error: “mu” is the code of a country" in done.stdout


def test_a_country_whose_code_is_taken_gets_another_identifier(give, root):
    path = root / "graphdata/registry/organisations/net.ttl"
    text = path.read_text("utf-8").replace("id:net", "id:ec").replace("Network of", "Circle of")
    path.with_name("ec.ttl").write_text(text, "utf-8")
    rows = "name,country,kind\nBoard,Ecuador,ngo\n"
    done = give(rows, "--kind", "organisations", "--new", "--apply")
    assert done.returncode == 0, done.stdout
    home = asked(root, "SELECT ?a { ?x skos:prefLabel 'Board'@en ; pc:jurisdiction ?a }")
    assert home == ["id/area-ec"]
    assert give(rows, "--kind", "organisations", "--new").stdout.startswith("      0  new things")


def test_a_file_may_be_called_like_a_country(give, root):
    rows = "member,member of\nInstitute (Mauritius),net\n"
    assert give(rows, "--new", "--apply", name="mu.csv").returncode == 0
    assert asked(root, "SELECT ?x { ?x a pc:Country ; skos:notation 'MU' }") == ["id/mu"]


# What is held back


HELD = "name,country,homepage,source\n{}Sound Office,SK,https://sound.example,https://a.example/x\n"


@pytest.mark.parametrize(
    "row",
    [
        "Academy,PL,ftp://academy.example,https://b.example/x\n",
        "Academy,PL,https://academy.example/a b,https://b.example/x\n",
        "Academy,PL,https://academy.example,http://b exa.example/[x]\n",
    ],
)
def test_a_row_that_is_held_back_leaves_nothing_behind(give, root, row):
    options = ("--kind", "organisations", "--new", "--apply", "--skip")
    assert give(HELD.format(row), *options).returncode == 1
    after = contents(root)
    assert not any("academy" in path or "/pl.ttl" in path for path in after)
    assert not any("b-example" in path for path in after)
    assert any(path.endswith("sk-sound-office.ttl") for path in after)


def test_a_row_waits_for_the_one_that_describes_its_body(give, root):
    rows = (
        "name,country,kind,part of\n"
        "North Prison,SK,,Head Office\n"
        "Head Office,SK,no such kind,\n"
        "South Prison,SK,,\n"
    )
    done = give(rows, "--kind", "organisations", "--new", "--apply", "--skip")
    assert (
        "office.csv:2: error: names id:sk-head-office, and row 3 that describes it" in done.stdout
    )
    made = [path for path in contents(root) if "/sk-" in path]
    assert [path.rpartition("/")[2] for path in made] == ["sk-south-prison.ttl"]


def test_a_superior_may_stand_in_a_later_row(give, root):
    rows = "name,country,part of\nNorth Prison,SK,Head Office\nHead Office,SK,\n"
    done = give(rows, "--kind", "organisations", "--new", "--apply")
    assert done.returncode == 0, done.stdout
    said = asked(root, "SELECT ?o { ?c rdf:predicate org:subOrganizationOf ; rdf:object ?o }")
    assert said == ["id/sk-head-office"]


@pytest.mark.parametrize("blank", ["NA", "n/a", "null", "n.d.", "–", "?"])
def test_what_people_write_for_nothing_is_nothing(give, root, blank):
    done = give(f"name,party,party,party,signed\nAccord,alpha,gamma,{blank},{blank}\n", "--apply")
    assert done.returncode == 0, done.stdout
    assert list(parties(root).values()) == [{"alpha", "gamma"}]


def test_na_in_a_column_of_countries_is_namibia(give, root):
    rows = "name,country,kind\nBoard,NA,ngo\n"
    assert give(rows, "--kind", "organisations", "--new", "--apply").returncode == 0
    assert (root / "graphdata/registry/areas/na.ttl").exists()


@pytest.mark.parametrize("word", ["international", "mezin\u00e1rodn\u00ed", "unknown"])
def test_a_body_of_no_one_country_is_taken(give, root, word):
    rows = f"name,kind,country\nOpen Network,network,{word}\nSound Office,office,SK\n"
    done = give(rows, "--kind", "organisations", "--new", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (root / "graphdata/registry/organisations/open-network.ttl").exists()
