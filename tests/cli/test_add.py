"""kg add: one record, shown before it is written, refused with what is close."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from hashlib import sha256

import pytest

from kg.names import expand
from tests.miniature import ALPHA, CLAIMS, DOCUMENT, NAMES, contents, derive, put
from tests.processes import LIMIT, environment, kg

NEW_SOURCE = ("--source", "page", "--title", "Members", "--url", "https://example.org/members")
PAGE = "graphdata/sources/public/page.ttl"
MEMBER = ("membership", "beta", "net", "--since", "2018", *NEW_SOURCE)
TEXT = "The Service has been a member of the Network since 2018. So it says."


def add(root, *words, yes=True):
    return kg("add", *words, *(["--yes"] if yes else []), cwd=root)


def told(ended):
    """Return what was said of the change, without what was known before."""
    return [line for line in ended.stderr.splitlines() if not line.startswith("known: ")]


def test_a_membership_is_written_with_its_new_source(root):
    before = contents(root)
    ended = add(root, *MEMBER)
    assert (ended.returncode, told(ended)) == (
        0,
        [
            "New membership: Prison Service of Betaland in Network of Services, since 2018 (page)",
            "New source: Members",
            f"written: {PAGE}",
        ],
    )
    after = contents(root)
    assert {name for name in after if after[name] != before.get(name)} == {PAGE}
    assert after[PAGE].decode().partition("\n\n")[2] == (
        "src:page a pc:SourceDocument ;\n"
        '    dcterms:language "en" ;\n'
        '    dcterms:title "Members"@en ;\n'
        '    schema:url "https://example.org/members"^^xsd:anyURI .\n'
        "\n"
        "claim:beta-in-net-2 a pc:Membership ;\n"
        "    pc:agent id:beta ; pc:context id:net ; pc:role role:member ;\n"
        '    pc:status status:stated ; pc:when "2018/"^^edtf:EDTF ; pc:evidence ev:page-1 .\n'
        "\n"
        "ev:page-1 a pc:Evidence ; oa:hasSource src:page .\n"
    )
    assert kg("fmt", "--check", cwd=root).returncode == 0
    assert kg("check", cwd=root).returncode == 0


def test_without_a_yes_the_change_is_shown_and_nothing_is_written(root):
    before = contents(root)
    ended = add(root, *MEMBER, yes=False)
    assert ended.returncode == 0
    assert f"--- /dev/null\n+++ {PAGE}\n" in ended.stdout
    assert "+claim:beta-in-net-2 a pc:Membership ;\n" in ended.stdout
    assert ended.stderr.endswith("nothing is written; --yes writes it\n")
    assert contents(root) == before


def test_the_same_record_twice_changes_nothing(root):
    add(root, *MEMBER)
    before = contents(root)
    ended = add(root, *MEMBER)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert told(ended) == ["it stands there already; nothing is written"]
    assert contents(root) == before


def test_a_further_source_says_the_same_claim(root):
    add(root, *MEMBER)
    other = ("--source", "second", "--title", "More", "--url", "https://example.org/more")
    ended = add(root, *MEMBER[:5], *other)
    assert "Further evidence: membership of Prison Service of Betaland" in ended.stderr
    text = (root / "graphdata/sources/public/second.ttl").read_text("utf-8")
    assert "claim:beta-in-net-2 a pc:Membership ;" in text


def test_an_agreement_comes_with_its_parties_at_one_stroke(root):
    ended = add(
        *(root, "agreement", "agr-2", "--name", "Memorandum 2", "--name-cs", "Memorandum 2"),
        *("--with", "Prison Service of Betaland", "--with", "gamma", "--kind", "memorandum"),
        *("--when", "2014-06", *NEW_SOURCE),
    )
    assert told(ended) == [
        "New memorandum of understanding: Memorandum 2",
        "New party: Prison Service of Betaland in Memorandum 2, June 2014 (page)",
        "New party: Probation of Gammaland in Memorandum 2, June 2014 (page)",
        "Now partners: Prison Service of Betaland and Probation of Gammaland, through Memorandum 2",
        "New source: Members",
        f"written: graphdata/registry/agreements/agr-2.ttl, {PAGE}",
    ]
    assert kg("check", "--strict", cwd=root).returncode == 0


def test_an_event_has_roles_of_its_own(root):
    words = ("event", "visit", "--name", "Visit", "--kind", "visit", "--when", "2014-06")
    ended = add(root, *words, "--with", "alpha=visitor", "--with", "beta=host", *NEW_SOURCE)
    assert "New participation: Prison Service of Betaland in Visit, host, June 2014 (page)" in (
        ended.stderr
    )


def test_an_organisation_has_names_kind_place_and_identifiers(root):
    ended = add(
        *(root, "organisation", "eta", "--name", "Eta Service", "--name-cs", "Služba Eta"),
        *("--alias", "ETA", "--alias", "Služba@cs", "--kind", "network", "--country", "Deltaland"),
        *("--homepage", "https://eta.example.org/", "--ror", "https://ror.org/05a28rw58"),
    )
    assert told(ended)[1] == "New network: Eta Service, Deltaland"
    path = root / "graphdata/registry/organisations/eta.ttl"
    assert path.read_text("utf-8").partition("\n\n")[2] == (
        "id:eta a org:Organization ;\n"
        '    skos:prefLabel "Služba Eta"@cs ,\n        "Eta Service"@en ;\n'
        '    skos:altLabel "Služba"@cs ,\n        "ETA"@en ;\n'
        "    org:classification kind:network ;\n"
        '    org:identifier "05a28rw58"^^pc:RorIdentifier ;\n'
        "    pc:jurisdiction id:delta ;\n"
        '    schema:url "https://eta.example.org/"^^xsd:anyURI .\n'
    )


def test_a_former_name_has_an_end_and_is_found(root):
    words = ("name", "net", "Roundtable of Services", "--former", "--until", "2003")
    ended = add(root, *words, *NEW_SOURCE)
    assert told(ended)[0] == (
        "Former name: Network of Services: “Roundtable of Services”, until 2003 (page)"
    )
    found = kg("find", "roundtable", cwd=root)
    assert "id:net" in found.stdout
    assert "Roundtable of Services (former name)" in found.stdout


def test_a_name_of_today_and_a_sum_of_money(root):
    add(root, "name", "net", "NoS", *NEW_SOURCE)
    ended = add(
        *(root, "funding", "prj", "--funder", "net", "--amount", "6 000 000", "--currency", "EUR"),
        *("--bound", "moreThan", "--stage", "planned", *NEW_SOURCE[:2]),
    )
    assert told(ended)[0] == (
        "New funding: Network of Services funds Back to life: more than 6\u202f000\u202f000 EUR"
        " (planned) (page)"
    )


def test_a_successor_leaves_two_bodies_two(root):
    ended = add(root, "successor", "gamma", "beta", "--when", "2015", *NEW_SOURCE)
    assert told(ended)[0] == (
        "New statement: Probation of Gammaland, succeeded by: Prison Service of Betaland, 2015"
        " (page)"
    )
    rows = derive(root)("SELECT ?new { id:gamma pc:succeededBy ?new }")
    assert rows == [(expand("id:beta"),)]
    assert kg("check", cwd=root).returncode == 0


def test_identifiers_are_added_to_what_is_known(root):
    ended = add(root, "identifier", "alpha", "--wikidata", "q42", "--isni", "0000 0001 2103 2683")
    assert told(ended)[0] == (
        "Added: Prison Service of Alphaland: identifier:"
        " “0000000121032683” (ISNI), “Q42” (Wikidata identifier)"
    )
    text = (root / ALPHA).read_text("utf-8")
    assert '"0000000121032683"^^pc:IsniIdentifier ,\n        "Q42"^^pc:WikidataIdentifier' in text
    assert "no identifier. Give one of --wikidata" in add(root, "identifier", "alpha").stderr


def test_a_passage_of_a_text_is_sealed(root, tmp_path):
    held = CLAIMS.replace("0" * 64, sha256(TEXT.encode()).hexdigest(), 1)
    put(root, DOCUMENT, held.replace("900", str(len(TEXT))))
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    words = ("membership", "beta", "net", "--source", "doc", "--passage", "4-56")
    ended = add(root, *words, "--text", path)
    assert ended.returncode == 0, ended.stderr
    seal = sha256(TEXT[4:56].encode()).hexdigest()
    lines = (root / DOCUMENT).read_text("utf-8")
    assert "ev:doc-4-56 a pc:Evidence ; oa:hasSource src:doc ; oa:start 4 ; oa:end 56 ;" in lines
    assert f'pc:spanDigest "{seal}"' in lines
    assert "Network since" not in lines
    other = tmp_path / "other.txt"
    other.write_text("Something else.", encoding="utf-8")
    assert "not the text of src:doc" in add(root, *words, "--text", other).stderr
    assert "ends after the text" in add(root, *words[:-1], "4-560", "--text", path).stderr
    assert "is no passage" in add(root, *words[:-1], "56-4", "--text", path).stderr
    assert "has no text here" in add(root, *MEMBER, "--passage", "0-4").stderr


B_IN_NET = ("membership", "beta", "net")
EVENT = ("event", "e", "--name", "E")
BAD = {
    "unknown body": (("membership", "gama", "net", *NEW_SOURCE), 1, "id:gamma"),
    "unknown role": ((*B_IN_NET, "--role", "membr", *NEW_SOURCE), 1, "mean role:member?"),
    "unknown kind": ((*EVENT, "--kind", "vist"), 1, "Did you mean kind:visit"),
    "kind of another sort": ((*EVENT, "--kind", "project"), 2, "kg add project"),
    "unknown source": ((*B_IN_NET, "--source", "dok"), 1, "Did you mean src:doc?"),
    "no source": (B_IN_NET, 2, "the source (--source) is missing"),
    "no passage": ((*B_IN_NET, "--source", "doc"), 2, "say where src:doc says so"),
    "no date": ((*B_IN_NET, "--when", "some day", *NEW_SOURCE), 2, "is no date"),
    "two dates": ((*B_IN_NET, "--when", "2014", "--since", "9", *NEW_SOURCE), 2, "give --when, or"),
    "reversed": ((*B_IN_NET, "--when", "2014/2013", *NEW_SOURCE), 2, "ends before it starts"),
    "itself": (("membership", "net", "net", *NEW_SOURCE), 1, "takes part in itself"),
    "no note": ((*B_IN_NET, "--status", "implied", *NEW_SOURCE), 1, "no note says why"),
    "taken": (("project", "prj", "--name", "P"), 1, "prj is known already: Back to life."),
    "no name": (("project", "p2"), 2, "the name in English (--name) is missing"),
    "no identifier": (("project", "P 2", "--name", "P"), 1, "is no identifier"),
    "same name": (("project", "p2", "--name", "Back to life"), 1, "is also that of id:p2"),
    "number": (("funding", "prj", "--amount", "much", *NEW_SOURCE), 2, "'much' is no number"),
    "currency": (("funding", "prj", "--amount", "5", *NEW_SOURCE), 1, "Give the currency"),
    "digits": (("identifier", "net", "--lei", "506700GE1G29325QX364"), 2, "check digits"),
    "nobody": (("practice", "p2", "--name", "P", "--with", "net"), 2, "nobody takes part"),
    "untitled": ((*B_IN_NET, "--source", "x", "--url", "https://x.org"), 2, "(--title) is missing"),
    "address": ((*B_IN_NET, *NEW_SOURCE[:-1], "x.org"), 1, "is no address"),
    "unknown thing": (("thing", "x"), 2, "No such command 'thing'"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_record_is_refused_with_the_next_step(root, case):
    words, code, said = BAD[case]
    before = contents(root)
    ended = add(root, *words)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert said in ended.stderr
    assert contents(root) == before


def test_the_shipped_data_stay_as_they_are(tmp_path):
    ended = kg("add", *MEMBER, "--yes", cwd=tmp_path)
    assert ended.returncode == 2
    assert "the shipped data stay as they are" in ended.stderr


def test_a_thing_that_has_errors_elsewhere_can_be_added_to(root):
    put(root, ALPHA, f"id:alpha a {NAMES['organisations/alpha']} ; pc:jurisdiction id:nowhere .")
    assert add(root, *MEMBER).returncode == 0


# ---- With a person at the terminal ----


def at_terminal(root, words, typed):
    """Run kg add with a terminal as its input; return exit code and what it said."""
    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "add", *words],
            cwd=root,
            env=environment(),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        os.write(ours, typed.encode())
        _, said = process.communicate(timeout=LIMIT)
    finally:
        os.close(ours)
        os.close(theirs)
    return process.returncode, said


def test_what_is_missing_is_asked_for_and_then_the_yes(root):
    words = ["membership", "--since", "2018", "--title", "Members", "--url", "https://e.org/"]
    code, said = at_terminal(root, words, "beta\nnet\npage\ny\n")
    assert code == 0
    assert "who takes part: " in said
    assert f"Write {PAGE}? [y/N]: " in said
    assert "claim:beta-in-net-2" in (root / PAGE).read_text("utf-8")


def test_a_no_at_the_terminal_writes_nothing(root):
    before = contents(root)
    code, said = at_terminal(root, MEMBER, "n\n")
    assert code == 0
    assert said.endswith("nothing is written; --yes writes it\n")
    assert contents(root) == before
