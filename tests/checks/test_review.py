"""kg check as a whole: where a finding stands, what silences it, and in which form it is told."""

from __future__ import annotations

import json
import re
import shutil
from xml.etree import ElementTree as ET

import pytest

from kg.checks import files, report
from kg.checks.review import load_checked, review
from kg.errors import Finding, FindingsError
from kg.graph import reading
from kg.graph.workspace import find_workspace
from kg.text import folding
from tests.miniature import (
    ALPHA,
    CLAIMS,
    DOCUMENT,
    NAMES,
    PARTICIPATIONS,
    PREFIXED,
    participation,
    put,
)
from tests.processes import kg

BETA = "graphdata/registry/organisations/beta.ttl"
AGREEMENT = "graphdata/registry/agreements/agr.ttl"


def found(root, *, severities=("error", "warning"), **options):
    every = review(find_workspace(root), **options)
    return [each for each in every if each.severity in severities]


def say(root, more="", old="", new=""):
    """Write the document of the miniature with a change and something more."""
    put(
        root,
        DOCUMENT,
        CLAIMS + (PARTICIPATIONS.replace(old, new) if old else PARTICIPATIONS) + more,
    )


MONEY = (
    "claim:a-funds a pc:FundingClaim ; pc:funded id:prj ; pc:amount 5.0 ;"
    " pc:status status:stated ; pc:evidence ev:doc-0-9 .\n"
)
IMPLIED = participation("beta", "prj", "partner", "; pc:status status:implied")


def rules(root):
    return [each.rule for each in found(root)]


def rename(root, text, name=ALPHA):
    """Give alpha another English name."""
    path = root / name
    path.write_text(path.read_text("utf-8").replace("Prison Service of Alphaland", text), "utf-8")


# ---- The graph of the repository ----


def test_the_graph_has_no_errors_and_these_warnings(workspace, golden):
    said = review(workspace)
    assert [each for each in said if each.severity == "error"] == []
    golden("warnings.txt", report.as_text([each for each in said if each.severity == "warning"]))


def test_what_the_core_leaves_open_is_told_as_info(workspace):
    said = {(each.rule, each.message) for each in review(workspace, scope="core")}
    rows = "the rows by country give 41 of 63; 22 not attributed."
    total = "claim:cz-prisons-incoming-delegation-count-2014"
    both = "both operator and promoter: it runs id:prog-cz-justice and promotes id:prj-cz-pdp1."
    assert ("rows-below-total", f"{total}: {rows}") in said
    assert ("operator-and-promoter", f"id:cz-moj: {both}") in said
    assert {"unresolved", "Agreement-when", "Event-when"} <= {rule for rule, _ in said}


@pytest.fixture(scope="module")
def core(workspace, tmp_path_factory):
    """A workspace with the registry and the core of the repository, as if that were everything."""
    root = tmp_path_factory.mktemp("core")
    shutil.copytree(workspace.root / "ontology", root / "ontology")
    leave = shutil.ignore_patterns("public")
    shutil.copytree(workspace.root / "graphdata", root / "graphdata", ignore=leave)
    return root


@pytest.fixture(scope="module")
def found_before(core):
    """What is said of it as it is."""
    return {each.message for each in found(core)}


@pytest.fixture
def change(core):
    """A function that changes a source of the core until the test has ended."""
    before = {}

    def write(source, old, new):
        path = core / f"graphdata/sources/core/{source}.ttl"
        before[path] = path.read_text("utf-8")
        assert before[path].count(old) == 1
        path.write_text(before[path].replace(old, new), "utf-8")

    yield write
    for path, text in before.items():
        path.write_text(text, "utf-8")


DEADLINE = "deadline-after-event"
STATED = "\n    pc:status status:stated"


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (
            (
                "vscr-2014",
                'indicator:outgoing-trip-count ; pc:period "2014"^^edtf:EDTF ;\n    pc:value 63',
                'indicator:outgoing-trip-count ; pc:period "2014"^^edtf:EDTF ;\n    pc:value 64',
            ),
            "parts-and-total",
        ),
        (
            (
                "norway-grants-justice",
                "id:prj-cz-vol ; rdf:predicate pc:partOfProgramme",
                "id:prj-cz-vol ; rdf:predicate dcterms:isPartOf",
            ),
            "stated-projects",
        ),
        (
            (
                "cep-what-we-do",
                f'"2025-09-15"^^xsd:date ;{STATED}',
                f'"2025-10-15"^^xsd:date ;{STATED}',
            ),
            DEADLINE,
        ),
    ],
)
def test_a_changed_number_or_date_of_the_core_is_found(core, found_before, change, words, rule):
    change(*words)
    assert [rule] == [each.rule for each in found(core) if each.message not in found_before]


# ---- Where a finding stands ----


def test_a_finding_stands_where_its_thing_is_described(root):
    say(root, MONEY)
    [said] = found(root)
    lines = (root / DOCUMENT).read_text("utf-8").splitlines()
    assert (said.file, said.rule) == (DOCUMENT, "amount-without-currency")
    assert lines[said.line - 1].startswith("claim:a-funds a ")
    assert said.message == "claim:a-funds: 5 of what? Give pc:currency."


def test_the_line_is_that_of_the_description_not_of_a_mention(root):
    text = PREFIXED + CLAIMS + PARTICIPATIONS
    text += "claim:aa dcterms:relation claim:zz ; a pc:Claim ; pc:status status:stated ;\n"
    text += "    pc:evidence ev:doc-0-9 .\nclaim:zz a pc:Claim ; pc:evidence ev:doc-0-9 .\n"
    (root / DOCUMENT).write_text(text, encoding="utf-8")
    [said] = found(root)
    assert (said.rule, said.line) == ("Claim-status", len(text.splitlines()))


def test_findings_are_sorted_by_file_and_line(root):
    (root / AGREEMENT).unlink()
    rename(root, "Prison Service of Betaland")
    said = review(find_workspace(root))
    assert sorted(said, key=lambda each: (each.file or "", each.line or 0)) == said
    assert len({each.file for each in said}) > 2


# ---- What is silent ----


def test_an_error_of_a_record_makes_no_nonsense_elsewhere(root):
    say(root, old="alpha-in-agr a pc:Participation ; pc:agent", new="x a pc:Claim ; pc:agnet")
    [said] = found(root)  # not: no agent, agreement with one party
    assert (said.rule, said.message) == (
        "unknown-name",
        "pc:agnet is not known. Did you mean pc:agent?",
    )


def test_a_date_that_cannot_be_read_does_not_stop_the_rest(root):
    say(root, MONEY, '"2009/"', '"2009-2012"')
    assert sorted(rules(root)) == ["amount-without-currency", "value"]


def test_a_thing_in_the_place_of_a_date_is_found_with_its_line(root):
    say(root, "", '"2009/"^^edtf:EDTF', "id:net")
    [said] = found(root)
    assert said.message == 'pc:when: id:net is no EDTF date. Write "2014"^^edtf:EDTF.'
    assert said.file == DOCUMENT


def test_a_blank_node_makes_no_nonsense(root):
    text = PREFIXED + CLAIMS + PARTICIPATIONS + "claim:x a pc:Participation ; pc:agent [] .\n"
    (root / DOCUMENT).write_text(text, encoding="utf-8")
    assert rules(root) == ["blank-node"]


def test_a_build_stops_at_the_first_kind_of_errors_and_names_all_of_it(root):
    rename(root, "Prison Service of Betaland")
    say(root, participation("gamma", "agr", "party", "; pc:role role:host"))
    with pytest.raises(FindingsError) as caught:
        load_checked(find_workspace(root))
    said = {each.rule for each in caught.value.findings}
    assert said == {"duplicate-label", "Participation-role"}
    assert caught.value.exit_code == 1


def test_a_build_counts_infos_and_shows_warnings(root):
    say(root, IMPLIED)
    ended = kg("build", cwd=root)
    assert ended.returncode == 0
    [line] = [each for each in ended.stderr.splitlines() if "warning" in each]
    assert line.startswith(f"{DOCUMENT}:")
    assert "        1  warnings\n" in ended.stdout
    assert ": info: " not in ended.stderr


# ---- Names ----


@pytest.mark.parametrize(
    ("name", "rule", "part"),
    [
        ("Prison Service of Betaland", "duplicate-label", "is also that of id:alpha"),
        ("Prison Service  of Betaland", "duplicate-label", "is also that of id:alpha"),
        ("Prison\u00a0Service of Betaland", "duplicate-label", "is also that of id:alpha"),
        ("PRISON SERVICE of Betaland", "similar-label", "is nearly that of id:alpha"),
        ("Prison-Service of Bétaland", "similar-label", "is nearly that of id:alpha"),
    ],
)
def test_two_bodies_with_one_name_are_found(root, name, rule, part):
    rename(root, name)
    [said] = found(root)
    assert (said.rule, said.thing and said.thing.rpartition("/")[2]) == (rule, "beta")
    assert said.file == BETA
    assert part in said.message


def test_composed_and_decomposed_letters_are_one_name(root):
    rename(root, "Věznice")
    text = f"id:beta a {NAMES['organisations/beta']} ."
    put(root, BETA, text.replace("Prison Service of Betaland", "Ve\u030cznice"))
    assert rules(root) == ["duplicate-label"]


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u202e", "\ufeff", "\u2066"])
def test_a_character_that_nobody_sees_is_found_and_shown(root, character):
    rename(root, f"Prison{character} Service of Alphaland")
    [said] = found(root)
    assert said.rule == "invisible-character"
    assert f"“Prison\\u{ord(character):04x} Service" in said.message


def test_a_hidden_character_does_not_hide_a_duplicate(root):
    rename(root, "Prison Service\u200b of Betaland")
    assert sorted(rules(root)) == ["duplicate-label", "invisible-character"]


@pytest.mark.parametrize("text", ["دستگاه\u200cها", "Vězeňská služba ČR", "Κύπρος", "A – B", ""])
def test_what_a_script_needs_is_no_hidden_character(text):
    assert not folding.has_invisible(text)


def test_names_of_different_sorts_of_things_may_be_equal(root):
    text = "id:prj a pc:Project ; skos:prefLabel 'Network of Services'@en ."
    put(root, "graphdata/registry/projects/prj.ttl", text)
    assert found(root) == []


def test_a_retired_thing_may_keep_its_name(root):
    text = f"id:old a {NAMES['organisations/alpha']} ; dcterms:isReplacedBy id:alpha ;"
    retired = text + " <http://www.w3.org/2002/07/owl#deprecated> true ."
    put(root, "graphdata/registry/organisations/old.ttl", retired)
    assert found(root) == []


# ---- Forms ----

SAID = [
    Finding(
        "a b/č.ttl", 7, "error", "value", "https://w3id.org/pencoop/id/x", "id:x: bad \x07<&>."
    ),
    Finding("a b/č.ttl", None, "warning", "shape", None, "look."),
    Finding(None, None, "info", "value", None, "told."),
]


def test_text_says_file_line_severity_and_sentence():
    assert report.as_text(SAID).splitlines() == [
        "a b/č.ttl:7: error: id:x: bad \\x07<&>.",
        "a b/č.ttl: warning: look.",
        "info: told.",
    ]


def test_json_has_the_keys_of_the_contract():
    rows = json.loads(report.as_json(SAID))
    assert all(
        list(row) == ["file", "line", "severity", "rule", "thing", "message"] for row in rows
    )
    assert (rows[0]["thing"], rows[1]["thing"], rows[2]["line"]) == ("id:x", None, None)
    assert json.loads(report.as_json([])) == []


def test_sarif_is_one_run_with_rules_and_places():
    log = json.loads(report.as_sarif(SAID))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    assert "sarif-schema-2.1.0" in log["$schema"]
    driver, results = log["runs"][0]["tool"]["driver"], log["runs"][0]["results"]
    assert driver["name"] == "kg"
    assert [rule["id"] for rule in driver["rules"]] == ["shape", "value"]
    assert [result["level"] for result in results] == ["error", "warning", "note"]
    for result in results:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%C4%8D.ttl"
    assert place["region"] == {"startLine": 7}
    assert "region" not in results[1]["locations"][0]["physicalLocation"]
    assert results[2]["locations"] == []


def test_junit_fails_for_errors_only():
    suites = ET.fromstring(report.as_junit(SAID).encode())
    [suite] = suites
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "0")
    assert [len(case.findall("failure")) for case in suite] == [1, 0, 0]
    assert suite[0].find("failure").get("message") == "id:x: bad \ufffd<&>."
    strict = ET.fromstring(report.write(SAID, "junit", strict=True).encode())
    assert int(strict.get("failures")) == sum(each.severity != "info" for each in SAID)
    [suite] = ET.fromstring(report.as_junit([]).encode())
    assert (suite.get("tests"), suite.get("failures"), len(suite)) == ("1", "0", 1)


@pytest.mark.parametrize("style", report.FORMATS)
def test_every_form_can_be_written_to_a_file(root, style):
    rename(root, "Prison Service of Betaland")
    ended = kg("check", "-f", style, "-o", "said", cwd=root)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("1 error, 0 warnings, ")
    assert "duplicate-label" in (root / "said").read_text("utf-8") or style == "text"


def test_check_speaks_czech(root):
    rename(root, "Prison Service of Betaland")
    ended = kg("check", "--lang", "cs", cwd=root)
    assert (
        "graphdata/registry/organisations/beta.ttl:6: error: id:beta: název"
        " „Prison Service of Betaland“ má i id:alpha. Odlište je názvem, nebo je slučte.\n"
    ) in ended.stdout
    assert "id:net: Český název není zaznamenán." in ended.stdout


ENGLISH = re.compile(
    r"\b(an|and|it|is|not|of|or|the|before|write|use|make|give|correct|read)\b", re.IGNORECASE
)
VALUES = """"2014-13-45"^^edtf:EDTF , "2007-2012"^^edtf:EDTF , "2015/2014"^^edtf:EDTF ,
    "a/b/c"^^edtf:EDTF , "soon"^^edtf:EDTF , "2014-02-30"^^xsd:date , "2014"^^xsd:date , "2014" ,
    "1,5"^^xsd:decimal , "2014-21"^^edtf:EDTF , "201X"^^edtf:EDTF , "2014-XX"^^edtf:EDTF ,
    "{2014,2015}"^^edtf:EDTF , "2014-09-15T10:00"^^edtf:EDTF , "Y170000"^^edtf:EDTF ,
    "2014-?06"^^edtf:EDTF , "27.1.2015"^^edtf:EDTF"""


def test_what_is_said_of_single_records_is_put_into_czech(root):
    text = f"""claim:x a pc:Claim ; pc:when {VALUES} ; pc:agnet id:alhpa , id:xyz ;
    pc:role role:king ; pc:evidence [] . # why
id:gamma pc:place "Brno"@cs ."""
    (root / DOCUMENT).write_text(PREFIXED + CLAIMS.replace("src:doc", "src:dok") + text, "utf-8")
    put(root, ALPHA, "id:alpha a org:Organization . id:omega a org:Organization .")
    for name in ("areas/empty", "areas/Omega"):
        (root / f"graphdata/registry/{name}.ttl").touch()
    put(root, "graphdata/registry/areas/Omega.ttl", "id:Omega a org:Organization .")
    workspace = find_workspace(root)
    czech = files.find_findings(reading.read(workspace), lang="cs")
    assert len({each.rule for each in czech}) == 8
    assert len(czech) == len(files.find_findings(reading.read(workspace)))
    for each in czech:
        assert not ENGLISH.search(re.sub("“.*”|'.*?'", "", each.message)), each.message
    assert {each.message for each in czech} <= {
        each.message for each in review(workspace, lang="cs")
    }


def test_strict_makes_a_warning_count(root):
    say(root, IMPLIED)
    assert kg("check", cwd=root).returncode == 0
    ended = kg("check", "--strict", cwd=root)
    assert (ended.returncode, ended.stderr[:22]) == (1, "0 errors, 1 warning, 8")


@pytest.mark.parametrize(
    ("file", "text", "part"),
    [
        ("ontology/shapes.ttl", "nonsense", "ontology/shapes.ttl:1:1: error: not Turtle"),
        ("ontology/checks/99-x.rq", "SELECT", "ontology/checks/99-x.rq:1: error: no severity"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_broken_shape_or_rule_ends_with_code_three(root, command, file, text, part):
    (root / file).write_text(text)
    ended = kg(command, cwd=root)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.startswith(part)
    assert ended.stderr.count("\n") == 1
