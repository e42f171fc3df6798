"""Again is an update: a table that is imported once more, with what changed since."""

from __future__ import annotations

import csv
import random
import shutil

import pytest

from tests.miniature import contents
from tests.processes import kg

NAME = "office.csv"
HEAD = "party,partner,kind,signed,note\n"
FIRST = "alpha,gamma,memorandum,2014,\n"


def asked(root, query):
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode == 0, done.stderr
    return sorted(done.stdout.replace("https://w3id.org/pencoop/", "").splitlines()[1:])


def dates(root):
    return asked(
        root, "SELECT ?a ?w { ?c pc:context id:agr-alpha-gamma ; pc:agent ?a ; pc:when ?w }"
    )


def decide(path, **words):
    """Fill in a review list: the decision about each mention that begins with a word."""
    lines = path.read_text("utf-8-sig").splitlines()
    for at, line in enumerate(lines[1:], 1):
        for mention, decision in words.items():
            if line.startswith((mention, f'"{mention}')):
                start, _, reason, place = line.rsplit(",", 3)
                lines[at] = ",".join([start, decision, reason, place])
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_corrected_date_is_an_edit_of_the_claim(give, root):
    assert give(HEAD + FIRST, "--apply").returncode == 0
    done = give(HEAD + FIRST.replace("2014", "3.5.2015"), "--apply")
    assert done.returncode == 0, done.stdout
    assert "claim:alpha-in-agr-alpha-gamma: pc:when: 2014/ → 2015-05-03/" in done.stdout
    assert dates(root) == ["id/alpha,2015-05-03/", "id/gamma,2015-05-03/"]
    label = asked(root, "SELECT ?l { id:agr-alpha-gamma skos:prefLabel ?l }")
    assert [line.rpartition(", ")[2] for line in label] == ['3. května 2015"', '3 May 2015"']
    after = contents(root)
    assert give(HEAD + FIRST.replace("2014", "3.5.2015"), "--apply").returncode == 0
    assert contents(root) == after
    assert kg("check", cwd=root).returncode == 0


def test_a_note_is_edited_and_not_heaped_up(give, root):
    give(HEAD + FIRST.replace("2014,", "2014,one"), "--apply")
    give(HEAD + FIRST.replace("2014,", "2014,two"), "--apply")
    found = asked(root, "SELECT ?n { ?c pc:context id:agr-alpha-gamma ; skos:editorialNote ?n }")
    assert found == ["two", "two"]


def test_a_member_is_known_by_member_and_body(give, root):
    give("member,member of,since\nbeta,net,2001\ngamma,net,2002\n", "--apply")
    done = give("member,member of,since\ngamma,net,2003\nbeta,net,2001\n", "--apply")
    assert done.returncode == 0, done.stdout
    found = asked(root, "SELECT ?a ?w { ?c pc:context id:net ; pc:agent ?a ; pc:when ?w }")
    assert found[1:] == ["id/beta,2001/", "id/gamma,2003/"]


def test_another_agreement_beside_the_one_of_last_year_waits(give, root):
    give(HEAD + FIRST, "--apply")
    after = contents(root)
    done = give(HEAD + FIRST + FIRST.replace("2014", "2019"), "--apply")
    assert (done.returncode, contents(root)) == (1, after)
    assert "Did you mean id:agr-alpha-gamma" in done.stdout


def test_the_same_parties_in_another_table_are_no_update(give, root):
    give(HEAD + FIRST, "--apply")
    done = give(HEAD + FIRST.replace("2014", "2015"), "--apply", name="other.csv")
    assert done.returncode == 1
    assert dates(root) == ["id/alpha,2014/", "id/gamma,2014/"]


@pytest.mark.parametrize(
    ("decision", "left"),
    [
        ("mistake", ["id/gamma,2002/"]),
        ("ended 2010", ["id/beta,2001/2010", "id/gamma,2002/"]),
        ("not listed", ["id/beta,2001/", "id/gamma,2002/"]),
    ],
)
def test_a_row_that_is_missing_is_asked_about(give, root, tmp_path, decision, left):
    give("member,member of,since\nbeta,net,2001\ngamma,net,2002\n", "--apply")
    after = contents(root)
    review = tmp_path / "names.csv"
    rows = "member,member of,since\ngamma,net,2002\n"
    done = give(rows, "--apply", "--review", review)
    assert (done.returncode, contents(root)) == (1, after)
    assert (
        "“Prison Service of Betaland” in “Network of Services” (claim:beta-in-net-2)" in done.stdout
    )
    decide(review, **{"claim:beta-in-net-2": decision})
    done = give(rows, "--apply", "--review", review)
    assert done.returncode == 0, done.stdout + done.stderr
    found = asked(
        root,
        "SELECT ?a ?w { ?c pc:context id:net ; pc:agent ?a ; pc:when ?w ;"
        " pc:status status:stated }",
    )
    assert found[1:] == left
    assert give(rows, "--apply").returncode == 0


@pytest.mark.parametrize(
    ("decision", "said"),
    [("maybe later", "decides nothing"), ("nobody-here", "id:nobody-here of")],
)
def test_a_word_that_decides_nothing_is_an_error(give, tmp_path, decision, said):
    review = tmp_path / "names.csv"
    rows = "member,member of\nBetaland Prisons,net\n"
    give(rows, "--review", review)
    assert "decision (yes, new, leave out, or an identifier" in review.read_text("utf-8-sig")
    decide(review, Betaland=decision)
    done = give(rows, "--review", review)
    assert done.returncode in (1, 3)
    assert said in done.stderr


def test_candidates_stand_in_the_review_list_with_country_and_kind(give, tmp_path):
    review = tmp_path / "names.csv"
    give("member,member of\nProbation of Gamaland,net\n", "--review", review)
    text = review.read_text("utf-8-sig")
    assert "gamma (Probation of Gammaland; Deltaland, probation service)" in text


def test_a_claim_that_rests_on_more_than_its_table_is_not_edited(give, root):
    give("member,member of,since,source\nbeta,net,2001,\n", "--apply")
    give("member,member of,since\nbeta,net,2001\n", "--apply", name="second.csv")
    after = contents(root)
    done = give("member,member of,since\nbeta,net,2002\n", "--apply")
    assert (done.returncode, contents(root)) == (1, after)
    assert "Give the row a source of its own" in done.stdout


# Five years of one table

YEARS = [
    {"beta": "2001", "gamma": "2002"},
    {"beta": "2001", "gamma": "2002", "Bureau (SK)": "2003"},
    {"beta": "5/2001", "gamma": "2002", "Bureau (SK)": "2003"},
    {"beta": "5/2001", "gamma": "2002", "Bureau (SK)": "2003", "Office (PL)": "2005"},
    {"beta": "5/2001", "gamma": "14.6.2002", "Bureau (SK)": "2004", "Office (PL)": "2005"},
]


@pytest.mark.parametrize("seed", [1, 2])
def test_five_versions_in_any_order_of_rows_end_as_the_last_one(give, root, tmp_path, seed):
    once = shutil.copytree(root, tmp_path / "once")
    shuffle = random.Random(seed).shuffle
    for year in YEARS:
        rows = [f"{member},net,{since}\n" for member, since in year.items()]
        shuffle(rows)
        text = "member,member of,since\n" + "".join(rows)
        done = give(text, "--new", "--apply")
        assert done.returncode == 0, done.stdout + done.stderr
    assert give(text, "--new", "--apply", "-C", once).returncode == 0
    assert contents(root) == contents(once)


def test_what_would_change_is_told_in_the_sentences_of_diff(give, root):
    done = give(HEAD + FIRST)
    assert "Probation of Gammaland" in done.stdout
    give(HEAD + FIRST, "--apply")
    done = give(HEAD + FIRST.replace("2014", "2015"))
    told = [line for line in done.stdout.splitlines() if "2014" in line and "2015" in line]
    assert any("claim:" not in line for line in told), done.stdout


def test_all_changes_are_told_where_that_is_asked_for(give):
    rows = "member,member of\n" + "".join(f"Bureau {number} (SK),net\n" for number in range(30))
    some, everything = give(rows, "--new"), give(rows, "--new", "--all")
    assert "more changes; --all tells them" in some.stderr
    assert everything.stdout.count("Bureau 29") > some.stdout.count("Bureau 29")


# The country that a person writes in the review list


def settle_in(review, mention, country):
    """Take a name in a review list as new, in this country."""
    with review.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert [row[0] for row in rows] == [mention]
    at = next(n for n, name in enumerate(head) if name.startswith("decision"))
    rows[0][head.index("country")], rows[0][at] = country, "new"
    with review.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


ZED = "Exemplary Academy of Zed"
_NODE = (
    "@prefix org: <http://www.w3.org/ns/org#> . @prefix schema: <https://schema.org/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    f'<https://zed.example/> a org:FormalOrganization ; skos:prefLabel "{ZED}"@en'
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", f"institution,country,homepage\n{ZED},,https://zed.example/\n"),
        ("b.csv", f"institution,country,homepage\n{ZED},PL,https://zed.example/\n"),
        ("c.csv", f"member,member of\n{ZED},net\n"),
        ("d.csv", f"member,country,member of\n{ZED},PL,net\n"),
        ("e.ttl", _NODE + " .\n"),
        ("f.ttl", _NODE + ' ; schema:addressCountry "PL" .\n'),
    ],
)
def test_the_country_in_the_review_list_is_that_of_the_new_body(give, root, tmp_path, name, text):
    review = tmp_path / "names.csv"
    give(text, "--review", review, name=name)
    settle_in(review, ZED, "Slovakia")
    done = give(text, "--review", review, "--apply", name=name)
    assert done.returncode == 0, done.stdout + done.stderr
    written = root / "graphdata/registry/organisations/sk-exemplary-academy-of-zed.ttl"
    assert "pc:jurisdiction id:sk" in written.read_text("utf-8")
    again = give(text, "--review", review, name=name)
    assert "0 files would be written" in again.stderr, again.stdout + again.stderr


def test_a_country_in_the_review_list_that_is_none_is_named(give, root, tmp_path):
    review = tmp_path / "names.csv"
    text = f"member,member of\n{ZED},net\n"
    give(text, "--review", review)
    settle_in(review, ZED, "Slovakistan")
    before = contents(root)
    done = give(text, "--review", review, "--apply")
    assert (done.returncode != 0, contents(root)) == (True, before)
    assert "says country 'Slovakistan' of" in done.stderr
