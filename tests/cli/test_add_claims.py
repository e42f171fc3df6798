"""kg add: every class of claims, identifiers that nobody has to invent, what is known first."""

from __future__ import annotations

import pytest

from tests.cli.test_add import NEW_SOURCE, PAGE, add, at_terminal
from tests.miniature import contents
from tests.processes import kg

SAID = {
    "attribute": (
        ("attribute", "net", "founded", "1981"),
        "New statement: Network of Services, founded: 1981 (page)",
    ),
    "attribute that leads to a thing": (
        ("attribute", "alpha", "successor-of", "beta"),
        "New statement: Prison Service of Betaland, succeeded by: Prison Service of Alphaland",
    ),
    "part of": (
        ("part-of", "beta", "net"),
        "New statement: Prison Service of Betaland, part of: Network of Services (page)",
    ),
    "place that is an area": (
        ("place", "net", "Deltaland"),
        "New statement: Network of Services, in area: Deltaland (page)",
    ),
    "place that is a town": (
        ("place", "net", "Delta City"),
        "New statement: Network of Services, place: Delta City (page)",
    ),
    "topic": (
        ("topic", "prj", "reintegration", "--lang", "en"),
        "New statement: Back to life, topic: reintegration (page)",
    ),
    "influence": (
        ("influence", "alpha", "beta"),
        "New influence: experience from Prison Service of Alphaland shaped",
    ),
    "observation": (
        ("observation", "net", "member-count", "1 200", "--when", "2024"),
        "New count: members, Network of Services: 1\u202f200, 2024 (page)",
    ),
    "enumeration": (
        *(("enumeration", "net", "member services", "--role", "member", "--number", "3"),),
        "New list of Network of Services: member services: 3 (page)",
    ),
}


@pytest.mark.parametrize(("words", "sentence"), SAID.values(), ids=SAID)
def test_every_class_of_claims_is_written_and_is_sound(root, words, sentence):
    ended = add(root, *words, *NEW_SOURCE)
    assert ended.returncode == 0, ended.stderr
    assert sentence in ended.stderr
    assert kg("check", cwd=root).returncode == 0
    assert kg("fmt", "--check", cwd=root).returncode == 0


def test_an_attribute_that_is_none_is_refused_with_those_that_are(root):
    before = contents(root)
    ended = add(root, "attribute", "net", "foundedd", "1981", *NEW_SOURCE)
    assert ended.returncode == 2
    assert "'foundedd' is no attribute. Choose one of access," in ended.stderr
    assert contents(root) == before


def test_an_agreement_is_called_by_its_parties_as_an_import_calls_it(root):
    parties = ("--with", "alpha", "--with", "gamma")
    words = ("agreement", *parties, "--kind", "memorandum", "--when", "2014-06", *NEW_SOURCE)
    assert add(root, *words).returncode == 0
    added = contents(root / "graphdata/registry")
    path = root / "table.csv"
    path.write_text(
        "kind,party 1,party 2,when,source\n"
        "memorandum,Prison Service of Alphaland,Probation of Gammaland,2014-06,"
        "https://example.org/members\n"
    )
    for name in ("graphdata/registry/agreements/agr-alpha-gamma.ttl", PAGE):
        (root / name).unlink()
    ended = kg("import", str(path), "--apply", cwd=root)
    assert ended.returncode == 0, ended.stderr
    name = "agreements/agr-alpha-gamma.ttl"
    assert contents(root / "graphdata/registry")[name] == added[name]


def test_a_second_thing_of_the_same_makings_gets_a_number(root):
    words = ("agreement", "--with", "alpha", "--with", "gamma", *NEW_SOURCE)
    assert add(root, *words, "--when", "2014").returncode == 0
    assert add(root, *words, "--when", "2015").returncode == 0
    found = {path.stem for path in (root / "graphdata/registry/agreements").iterdir()}
    assert found == {"agr", "agr-alpha-gamma", "agr-alpha-gamma-2"}


def test_one_name_for_two_things_is_refused(root):
    words = ("project", "--name", "Open doors", "--with", "alpha", *NEW_SOURCE)
    assert add(root, *words).returncode == 0
    ended = add(root, *words)
    assert ended.returncode == 1
    assert "is also that of id:prj-open-doors" in ended.stderr


def test_a_body_is_called_after_its_country(root):
    add(root, "organisation", "--name", "Academy", "--country", "Deltaland")
    assert (root / "graphdata/registry/organisations/delta-academy.ttl").exists()


def test_what_is_known_between_two_things_is_said_before_anything_is_written(root):
    words = ("membership", "alpha", "net", "--since", "2010", *NEW_SOURCE)
    ended = add(root, *words, yes=False)
    first = ended.stderr.splitlines()[0]
    assert first == (
        "known: Prison Service of Alphaland – member – Network of Services, since 2009 (src:doc)"
    )


def test_a_document_is_registered_by_itself(root):
    text = root / "report.txt"
    text.write_text("Annual report\n\nThe Network has 3 members.\n")
    ended = add(root, "source", "--text", str(text), "--publisher", "net", "--source-date", "2024")
    assert ended.returncode == 0, ended.stderr
    again = add(root, "source", "--text", str(text))
    assert (again.returncode, "registered already" in again.stderr) == (0, True)
    assert kg("check", cwd=root).returncode == 0


def test_a_page_that_is_cited_gets_an_identifier_of_its_title(root):
    ended = add(root, "source", "--title", "Yearbook 2024", "--url", "https://example.org/y")
    assert ended.returncode == 0, ended.stderr
    assert (root / "graphdata/sources/public/yearbook-2024.ttl").exists()


def test_an_unfinished_name_is_asked_for_again(root):
    words = ["membership", "--since", "2018", "--title", "Members", "--url", "https://e.org/"]
    code, said = at_terminal(root, words, "Prison Serv\nbeta\nnet\npage\ny\n")
    assert code == 0, said
    assert "'Prison Serv' is not known. Did you mean" in said
    assert "claim:beta-in-net-2" in (root / PAGE).read_text("utf-8")
