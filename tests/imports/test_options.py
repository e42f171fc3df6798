"""What a person says beside a table: it applies, or is refused; and it is kept for next year."""

from __future__ import annotations

import pytest

from tests.miniature import contents
from tests.processes import kg

NAME = "office.csv"
ROWS = "Who,Whom,Art\nalpha,gamma,Silber\n"
WORDS = ("--kind", "agreements", "--map", "Who=party", "--map", "Whom=party", "--map", "Art=-")


def source(root):
    return (root / "graphdata/sources/public/office.ttl").read_text("utf-8")


def test_options_are_kept_beside_the_table_and_read_from_there(give, root, tmp_path):
    done = give(ROWS, *WORDS, "--set", "since=2014", "--save-profile")
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "office.toml").read_text("utf-8").splitlines()[1:] == [
        "[import]",
        'kind = "agreements"',
        "",
        "[import.map]",
        '"Who" = "party"',
        '"Whom" = "party"',
        '"Art" = "-"',
        "",
        "[import.set]",
        '"since" = "2014"',
    ]
    again = give(ROWS, "--apply")
    assert again.stderr.startswith("with the options of office.toml\n")
    assert "2  new claims" in again.stdout
    assert '"2014/"' in source(root)


def test_a_profile_of_last_year_is_named(give, tmp_path):
    give(ROWS, *WORDS, "--save-profile", name="first.csv")
    done = give(ROWS, "--profile", tmp_path / "first.toml", name="second.csv")
    assert done.returncode == 0, done.stdout
    assert "with the options of first.toml" in done.stderr


def test_the_command_line_counts_more_than_a_profile(give, root, tmp_path):
    give(ROWS, *WORDS, "--set", "since=2014", "--save-profile")
    give(ROWS, "--set", "since=2015", "--apply")
    assert '"2015/"' in source(root)


def test_what_is_no_profile_is_refused(give, tmp_path):
    path = tmp_path / "other.toml"
    for text in ("[import\n", "[tool]\nx = 1\n", "[import]\ncolour = 'red'\n"):
        path.write_text(text, "utf-8")
        done = give(ROWS, "--profile", path)
        assert done.returncode == 3, text
        assert done.stderr.splitlines()[-1].startswith("other.toml: error:")


def test_what_is_said_of_the_document_is_written(give, root):
    rows = "party,party,note\nalpha,gamma,eine Bemerkung\n"
    words = ("--title", "Partners of 2025", "--publisher", "alpha", "--date", "2025")
    assert give(rows, *words, "--lang", "cs", "--apply").returncode == 0
    assert 'dcterms:title "Partners of 2025"@cs' in source(root)
    assert 'dcterms:issued "2025"^^xsd:gYear' in source(root)
    assert give(rows, *words, "--lang", "cs", "--apply").returncode == 0


def test_what_is_said_otherwise_of_a_document_that_is_known_is_refused(give, root):
    rows = "party,party\nalpha,gamma\n"
    give(rows, "--date", "2025", "--apply")
    before = contents(root)
    done = give(rows, "--date", "2026", "--apply")
    assert (done.returncode, contents(root)) == (2, before)
    assert "src:office is known, and has '2025'" in done.stderr
    assert kg("check", cwd=root).returncode == 0


BAD_PROFILES = {
    "no table": ("import = 3\n", "no table [import]"),
    "a list of tables": ("[[import]]\nkind = 'memberships'\n", "no table [import]"),
    "a number as a column": ("[import.map]\na = 3\n", "map = {'a': 3} is no option"),
    "a list as a value": ("[import.set]\nrole = [1]\n", "set = {'role': [1]} is no option"),
    "an unknown kind": ("[import]\nkind = 'nothing'\n", "kind: 'nothing' is not one of"),
    "an unknown language": ("[import]\nlang = 'xx'\n", "lang: 'xx' is not one of"),
    "no date": ("[import]\ndate = '2014-99'\n", "date: --date: "),
    "no encoding": ("[import]\nencoding = 'punycode'\n", "'punycode' is no encoding"),
    "an encoding that is never one": ("[import]\nencoding = 'undefined'\n", "is no encoding"),
}


@pytest.mark.parametrize("what", BAD_PROFILES)
def test_a_profile_says_nothing_that_the_command_line_would_refuse(give, tmp_path, what):
    text, said = BAD_PROFILES[what]
    path = tmp_path / "bad.toml"
    path.write_text(text)
    done = give(ROWS, "--profile", path)
    assert done.returncode == 3, done.stderr
    assert said in done.stderr
