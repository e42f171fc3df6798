"""What kg check would call an error is not imported: told before anything is written."""

from __future__ import annotations

import pytest

from kg.additions import plan
from kg.checks import review
from kg.graph.workspace import find_workspace
from kg.imports.intake import take_in
from kg.imports.tables import Options
from tests.miniature import PREFIXED, contents, put
from tests.processes import kg

UNITS = "identifier,name,kind,country,part of\nunit-a,Unit A,prison service,Deltaland,Unit B\n"
LOOP = UNITS + "unit-b,Unit B,prison service,Deltaland,Unit A\n"
PART = "id:gamma org:subOrganizationOf id:beta . id:beta org:subOrganizationOf id:gamma ."
FILES = {
    "a table": ("units.csv", LOOP, "units.csv: error: id:unit-a: a cycle of parts"),
    "own terms": ("own.ttl", PREFIXED + PART, "beta.ttl:6: error: id:beta: a cycle of parts"),
}


@pytest.mark.parametrize("what", FILES)
def test_an_import_that_makes_an_error_is_refused_whole(root, what):
    name, text, said = FILES[what]
    (root / name).write_text(text)
    before = contents(root / "graphdata")
    ended = kg("import", name, "--new", "--apply", "--skip", cwd=root)
    assert ended.returncode == 1
    assert said in ended.stdout
    assert "nothing is written" in ended.stderr
    assert contents(root / "graphdata") == before


def test_what_was_wrong_before_stops_no_import(root):
    beta = "id:beta a org:FormalOrganization ; org:classification kind:prison-service ;"
    beta += " skos:prefLabel 'Prison Service of Betaland'@en ; org:subOrganizationOf id:beta ."
    put(root, "graphdata/registry/organisations/beta.ttl", beta)
    (root / "m.csv").write_text(
        "member,member of,since,source\n"
        "Prison Service of Betaland,Network of Services,2010,https://example.org/a\n"
    )
    wrong = [each for each in review.review(find_workspace(root)) if each.severity == "error"]
    assert [each.rule for each in wrong] == ["cycle"]
    made = take_in(find_workspace(root), [root / "m.csv"], Options())
    assert made.is_whole
    assert made.plan
    plan.apply(find_workspace(root), made.plan)
    again = [each for each in review.review(find_workspace(root)) if each.severity == "error"]
    assert again == wrong
