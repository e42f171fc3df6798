"""What is wrong with the files: each rule with a bad record, its line, and the next step."""

from __future__ import annotations

import pytest

from kg.checks import files
from kg.graph import reading
from kg.graph.workspace import find_workspace
from tests.miniature import ALPHA, CLAIMS, DOCUMENT, NAMES, PREFIXED, participation, put
from tests.processes import kg


def find(root):
    return files.find_findings(reading.read(find_workspace(root)))


def test_the_miniature_has_no_findings(root):
    assert find(root) == []


GOOD = "claim:x a pc:Participation ; pc:agent id:alpha ; pc:context id:agr ; pc:role role:party"
NAME = f"id:alpha a {NAMES['organisations/alpha']}"


@pytest.mark.parametrize(
    ("file", "text", "rule", "part"),
    [
        (DOCUMENT, f"{GOOD} ; pc:satus status:stated .", "unknown-name", "Did you mean pc:status?"),
        (DOCUMENT, "claim:x a pc:Memebership .", "unknown-name", "Did you mean pc:Membership?"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:agent id:alpa .", "unknown-name", "id:alpha?"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:agent id:xyz .", "unknown-name", "Describe it first"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:role role:partyy .", "unknown-name", "role:party?"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:role role:king .", "unknown-name", "ontology/"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:evidence ev:doc-0-8 .", "unknown-name", "ev:doc-0-9?"),
        (DOCUMENT, "claim:x a pc:Claim ; org:membrOf id:net .", "unknown-name", "org:memberOf?"),
        (DOCUMENT, "claim:x pc:agent id:alpha .", "unknown-name", "claim:x is not known"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:agent [] .", "blank-node", "Give it an IRI"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:agent _:b .", "blank-node", "Give it an IRI"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:agent ( id:alpha ) .", "blank-node", "Give it an IRI"),
        (DOCUMENT, "claim:x a pc:Claim . # why", "comment", "skos:editorialNote"),
        (DOCUMENT, 'claim:x a pc:Claim ; pc:when "2014-13-45"^^edtf:EDTF .', "value", "2014-13-45"),
        (DOCUMENT, 'claim:x a pc:Claim ; pc:when "2007-2012"^^edtf:EDTF .', "value", "2007/2012"),
        (DOCUMENT, 'claim:x a pc:Claim ; pc:when "2015/2014"^^edtf:EDTF .', "value", "2014 is ear"),
        (
            DOCUMENT,
            'claim:x a pc:Claim ; pc:when "2014/2013-06-01"^^edtf:EDTF .',
            "value",
            "2013-06-01 is earlier than 2014",
        ),
        (DOCUMENT, 'claim:x a pc:Claim ; pc:when "2014"^^xsd:gYear .', "value", "edtf:EDTF"),
        (DOCUMENT, 'claim:x a pc:Claim ; pc:when "2014" .', "value", "edtf:EDTF"),
        (DOCUMENT, "claim:x a pc:Claim ; pc:when 2014 .", "value", "edtf:EDTF"),
        (
            DOCUMENT,
            'claim:x a pc:Claim ; dcterms:issued "2014-02-30"^^xsd:date .',
            "value",
            "2014-02",
        ),
        (DOCUMENT, 'claim:x a pc:Claim ; dcterms:issued "2014"^^xsd:date .', "value", "YYYY-MM-DD"),
        (DOCUMENT, 'claim:x a pc:Claim ; pc:value "١"^^xsd:integer .', "value", "xsd:integer"),
        (DOCUMENT, 'claim:x a pc:Claim ; pc:value "1,5"^^xsd:decimal .', "value", "xsd:decimal"),
        (ALPHA, f"{NAME} .\nid:omega a org:Organization .", "one-thing-per-file", "id:omega does"),
        (ALPHA, "id:beta skos:altLabel 'B'@en .", "one-thing-per-file", "id:beta does not belong"),
        (
            "graphdata/registry/organisations/Omega.ttl",
            "id:Omega a org:Organization .",
            "identifier",
            "'Omega' is no identifier",
        ),
        (
            "graphdata/sources/core/other.ttl",
            "claim:x a pc:Claim .",
            "source-record",
            "describes no src:other",
        ),
    ],
)
def test_a_bad_record_raises_the_finding_of_its_rule(root, file, text, rule, part):
    first = PREFIXED + (CLAIMS + participation("alpha", "agr", "party") if file == DOCUMENT else "")
    path = put(root, file, "")
    path.write_text(first + text, encoding="utf-8")
    if file == ALPHA and "id:beta" in text:  # beside the record that is missing now
        rules = {"one-thing-per-file", "unknown-name"}
    else:
        rules = {rule}
    found = find(root)
    assert rules == {finding.rule for finding in found}
    [said] = [finding for finding in found if finding.rule == rule and finding.file == file]
    assert part in said.message
    assert said.severity == "error"
    assert said.message.endswith((".", "?"))
    if rule in ("unknown-name", "blank-node", "comment", "value"):
        lines = (first + text).splitlines()
        assert "claim:x" in lines[said.line - 1]


def test_every_wrong_line_is_named_once(root):
    bad = "".join(
        f"claim:x{n} a pc:Claim ; pc:agnet id:alpha ; pc:agent id:alhpa .\n" for n in "123"
    )
    (root / DOCUMENT).write_text(PREFIXED + CLAIMS + bad, encoding="utf-8")
    lines = sorted(finding.line for finding in find(root))
    first = (PREFIXED + CLAIMS).count("\n") + 1
    assert [n for n in range(first, first + 3) for _ in range(2)] == lines


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "@prefix id: <http://a/> .\n"])
@pytest.mark.parametrize("file", ["graphdata/registry/areas/empty.ttl", "ontology/empty.ttl"])
def test_an_empty_file_is_a_warning(root, file, text):
    (root / file).write_text(text)
    [finding] = find(root)
    assert (finding.severity, finding.rule, finding.file) == ("warning", "empty-file", file)
    assert "0 triples" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        'claim:x a pc:Claim ; pc:when "2014/2014-03-01"^^edtf:EDTF ; pc:evidence ev:doc-0-9 .',
        'claim:x a pc:Claim ; pc:when "XXXX"^^edtf:EDTF .',
        'claim:x a pc:Claim ; skos:editorialNote "a # b _:c [d] (e) <f> . ; pc:agnet id:x" .',
        'claim:x a pc:Claim ; dcterms:issued "2014-02-28Z"^^xsd:date .',
        "claim:x a pc:Claim ; dcterms:relation <http://example.org/not%20ours> .",
        "claim:x a pc:Claim . claim:y owl:deprecated true ; dcterms:isReplacedBy claim:x .",
    ],
)
def test_what_is_right_raises_nothing(root, text):
    put(root, DOCUMENT, CLAIMS + participation("alpha", "agr", "party") + text)
    assert find(root) == []


def test_findings_come_in_the_order_of_files_and_lines(root):
    for file in (DOCUMENT, ALPHA):
        path = root / file
        wrong = PREFIXED + "id:alpha pc:wrong 1 .\nid:alpha pc:bad 2 .\n"
        path.write_text(path.read_text("utf-8") + wrong, encoding="utf-8")
    found = [(finding.file, finding.line) for finding in find(root)]
    assert sorted(found) == found


@pytest.mark.parametrize("name", ["registry/alone.ttl", "sources/lost.ttl", "notes.ttl"])
def test_a_file_that_nobody_reads_is_named(root, name):
    put(root, f"graphdata/{name}", "@prefix id: <https://w3id.org/pencoop/id/> .\n")
    found = files.find_stray_files(find_workspace(root))
    assert [(each.file, each.severity) for each in found] == [(f"graphdata/{name}", "warning")]
    ended = kg("build", cwd=root)
    assert ended.returncode == 0
    assert f"graphdata/{name}:1: warning: this file is not read." in ended.stderr


@pytest.mark.parametrize(
    "name", ["registry/organisations/alpha.ttl", "sources/core/doc.ttl", "registry/areas/delta.ttl"]
)
def test_an_emptied_file_is_one_warning_and_no_flood(root, name):
    (root / "graphdata" / name).write_text("")
    ended = kg("build", cwd=root)
    assert ended.returncode == 0
    warning, empty, page = ended.stderr.splitlines()
    assert warning == f"graphdata/{name}:1: warning: 0 triples. Fill the file or delete it."
    assert page.startswith("Open the network")
    assert empty == ""
