"""What cells of real tables mean, to the graph: countries, dates, persons, encodings."""

from __future__ import annotations

import pytest

NAME = "office.csv"


def written(root, name="office"):
    """Return the Turtle of the document that an import made."""
    return (root / f"graphdata/sources/public/{name}.ttl").read_text("utf-8")


def bodies(root):
    """Return the keys of the bodies that the registry holds."""
    return {path.stem for path in (root / "graphdata/registry/organisations").glob("*.ttl")}


def test_a_cell_about_a_person_is_left_out_and_its_row_goes_on(give, root):
    done = give(
        "Party 1;Party 2;Since;Note\n"
        "alpha;gamma;2014;Contact: Ing. Karel Novák, karel@example.org, +420 222 333 444\n",
        *("--kind", "agreements", "--apply"),
    )
    assert done.returncode == 0
    assert "office.csv:2:D: warning:" in done.stdout
    assert "Persons are no part of the graph" in done.stdout
    text = written(root)
    assert '"2014/"' in text
    assert not any(word in text for word in ("Karel", "example.org", "222"))


def test_a_code_is_a_country_before_it_is_a_nickname(give, root):
    text = "Name,Country,Kind\nExample Guard Corps,CR,prison service\n"
    assert give(text, "--new", "--apply").returncode == 0
    assert "cr-example-guard-corps" in bodies(root)


def test_a_nickname_that_is_another_country_s_code_is_asked_about(give, root):
    text = "Název;Země;Druh\nVzorová stráž;CR;vězeňská služba\nJiná stráž;ČR;vězeňská služba\n"
    done = give(text, "--new", "--apply", "--skip")
    assert "“CR” may be several countries. It may be CR (Costa Rica) or CZ (Czechia)" in done.stdout
    assert {key[:3] for key in bodies(root) if key.endswith("straz")} == {"cz-"}


def test_a_column_with_one_month_first_is_month_first(give, root):
    text = "party 1,party 2,since\nalpha,gamma,3/4/2014\nbeta,gamma,3/25/2015\n"
    done = give(text, "--kind", "agreements", "--apply")
    assert done.returncode == 0, done.stdout
    assert '"2014-03-04/"' in written(root)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2014", "na dobu neurčitou", ['pc:when "2014/.."']),
        ("k 31. 12. 2020", "", ['pc:attested "2020-12-31"']),
        ("jaro 2019", "trvá", ['pc:when "2019-21/.."']),
        ("konec roku 2019", "trvá", ['pc:when "2019/.."', "konec roku 2019"]),
        ("po roce 2014", "", ["po roce 2014"]),
    ],
)
def test_words_of_registers_are_dates_or_notes(give, root, since, until, said):
    text = f"party 1,party 2,since,until\nalpha,gamma,{since},{until}\n"
    done = give(text, "--kind", "agreements", "--apply")
    assert done.returncode == 0, done.stdout
    assert [each for each in said if each not in written(root)] == []


def test_an_encoding_that_is_not_clear_is_refused_and_can_be_said(give, root):
    data = "Name;Country;Kind\nPaďour;CZ;prison service\n".encode("windows-1250")
    before = bodies(root)
    done = give(data, "--new", "--apply")
    assert done.returncode == 3
    assert "Say which with --encoding" in done.stderr
    assert bodies(root) == before
    assert give(data, "--new", "--apply", "--encoding", "windows-1250").returncode == 0
    assert "cz-padour" in bodies(root)
