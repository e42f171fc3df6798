"""Every shape and every rule: what it finds, what it lets pass, and what it says."""

from __future__ import annotations

import os
import re
import signal

import pyoxigraph as ox
import pytest

from kg.checks import across, shacl
from kg.errors import SourceError, SourceErrors
from kg.graph import derivation, reading
from kg.graph.workspace import find_workspace
from kg.names import PREFIXES, REGISTRY_GRAPH, SRC, expand, shorten
from kg.rdf import dataset, store, turtle
from tests.check_examples import EVIDENCE, GOOD, PREFIXED, RULES, SHAPES, WORLD
from tests.processes import ROOT

WORKSPACE = find_workspace(ROOT)


@pytest.fixture(scope="session")
def ontology():
    """The quads of the ontology."""
    return reading.as_dataset([r for r in reading.read(WORKSPACE) if r.in_ontology]).quads


@pytest.fixture(scope="session")
def forms():
    return shacl.read_shapes(WORKSPACE)


def quads(text, name=REGISTRY_GRAPH):
    return dataset.in_graph(turtle.read(PREFIXED + text, name="x.ttl").triples, ox.NamedNode(name))


# ---- Shapes ----

WRONG = [(shape, example) for shape, examples in SHAPES.items() for example in examples]


def test_every_shape_that_speaks_has_an_example_and_both_languages(forms):
    assert {shorten(shape).removeprefix("pcsh:") for shape in forms.messages} == set(SHAPES)
    assert all(set(said) == {"en", "cs"} for said in forms.messages.values())
    for said in forms.messages.values():
        assert all(text.endswith(".") for text in said.values()), said


def test_good_records_have_no_findings(ontology, forms):
    assert shacl.validate([*ontology, *quads(GOOD)], forms) == []


WARNINGS = {"Claim-note", "Organisation-kind", "Named-other"}
INFOS = {
    "Agreement-when",
    "Event-participants",
    "Event-when",
    "Organisation-Czech",
    "Project-when",
    "SourceDocument-date",
}


@pytest.mark.parametrize(("shape", "example"), WRONG)
def test_a_wrong_record_is_found_by_its_shape(ontology, forms, shape, example):
    thing, old, new = example
    assert GOOD.count(old) == 1, "the example changes one place"
    found = shacl.validate([*ontology, *quads(GOOD.replace(old, new))], forms)
    if thing.startswith("_:"):  # a blank node has a finding of its own
        assert found == []
        return
    [said] = [each for each in found if (each.rule, each.thing) == (shape, expand(thing))]
    assert said.message.startswith(thing)
    assert said.message.endswith(forms.messages[expand(f"pcsh:{shape}")]["en"])
    expected = "info" if shape in INFOS else "warning" if shape in WARNINGS else "error"
    assert expected == said.severity


def test_what_is_wrong_is_shown_with_its_value(ontology, forms):
    many = 'pc:agent "T\\u200b" , "U" , id:law'
    text = GOOD.replace("pc:agent id:two ; pc:context id:talk", many)
    found = shacl.validate([*ontology, *quads(text)], forms)
    [said] = [each.message for each in found if each.rule == "Participation-agent"]
    assert said.startswith("claim:two-in-talk (id:law, “T\\u200b”, “U”): Name exactly one")


def test_a_shape_speaks_czech(ontology, forms):
    text = GOOD.replace('skos:prefLabel "Way"@en', 'skos:prefLabel "Cesta"@cs')
    [said] = shacl.validate([*ontology, *quads(text)], forms, lang="cs")
    assert said.message == "id:way: Uveďte hlavní název v angličtině."


@pytest.mark.parametrize("engine", ["pySHACL", "rudof"])
def test_the_judge_agrees_with_other_engines(ontology, forms, engine):
    """All wrong records together, each under names of its own."""
    texts = [GOOD.replace(*example[1:]) for _, example in WRONG if example[0] != "_:b"]
    renamed = [
        re.sub(r"\b(id|claim|ev|src|tie|decision):(?=[a-z])", rf"\1:v{n}-", text)
        for n, text in enumerate(texts)
    ]
    data = [*ontology, *quads("\n".join(renamed))]
    ours = {(each.thing, each.rule, each.severity) for each in shacl.validate(data, forms)}
    assert len(ours) > len(texts)
    assert ours == (by_pyshacl if engine == "pySHACL" else by_rudof)(data, forms)


def by_rudof(data, forms):
    """Return what rudof finds: thing, shape, severity."""
    pyrudof = pytest.importorskip("pyrudof", reason="pyrudof has no wheel for this system")
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_shacl(forms.text, reader_mode=pyrudof.ReaderMode.Strict)
    triples = ox.serialize({quad.triple for quad in data}, format=ox.RdfFormat.N_TRIPLES)
    engine.read_data(triples.decode(), format=pyrudof.RDFFormat.NTriples)
    names = {"Violation": "error", "Warning": "warning", "Info": "info"}
    return {
        (each.focus_node, str(each.source_shape).rpartition("#")[2], names[each.severity])
        for each in engine.validate_shacl()
        if not each.focus_node.startswith("_:")
    }


def by_pyshacl(data, forms):
    """Return what pySHACL finds: thing, shape, severity."""
    import pyshacl
    import rdflib

    plain = rdflib.Graph()
    for quad in dataset.to_rdflib(data).quads():
        plain.add(quad[:3])
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        wanted = rdflib.Graph().parse(data=forms.text, format="turtle")
        _, report, _ = pyshacl.validate(plain, shacl_graph=wanted, inference="none")
    finally:
        rdflib.NORMALIZE_LITERALS = before
    sh = rdflib.Namespace(PREFIXES["sh"])
    names = {sh.Violation: "error", sh.Warning: "warning", sh.Info: "info"}
    return {
        (
            str(report.value(each, sh.focusNode)),
            str(report.value(each, sh.sourceShape)).rpartition("#")[2],
            names[report.value(each, sh.resultSeverity)],
        )
        for each in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


SHAPE = """
pcsh:S a sh:NodeShape ; sh:targetClass pc:Claim ; sh:property pcsh:P .
pcsh:P a sh:PropertyShape ; sh:path pc:agent ; sh:minCount 1 .
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "part"),
    [
        ("sh:minCount 1 .", "sh:minCount 1 . .", 3, "not Turtle"),
        ("sh:minCount", "sh:mincount", 3, "sh:mincount is no term of SHACL Core"),
        ("sh:path pc:agent ; ", "", 3, "pcsh:P has no sh:path"),
        ("sh:property pcsh:P", "sh:property pcsh:Q", 2, "pcsh:Q is not described here"),
        (
            "sh:minCount 1",
            'sh:minCount "one"',
            3,
            "sh:minCount leads to a whole number, not to 'one'",
        ),
        ("sh:minCount 1", "sh:lessThan 5", 3, "sh:lessThan leads to a name, not to '5'"),
        ("sh:minCount 1", "sh:pattern pc:agent", 3, "sh:pattern leads to text"),
        ("sh:minCount 1", "sh:in 5", None, "not SHACL"),
        ("sh:minCount 1", 'sh:pattern "("', None, "sh:pattern is no regular expression"),
        ("sh:minCount 1", "sh:sparql pcsh:Q", 3, "sh:sparql is no term of SHACL Core"),
    ],
)
def test_a_broken_shape_is_an_error_with_file_and_line(root, old, new, line, part):
    assert SHAPE.count(old) == 1
    head = "".join(f"@prefix {p}: <{PREFIXES[p]}> . " for p in ("pc", "pcsh", "sh"))
    (root / "ontology/shapes.ttl").write_text(head + SHAPE.replace(old, new))
    workspace = find_workspace(root)
    with pytest.raises(SourceError, match=part) as caught:
        shacl.validate(quads(GOOD), shacl.read_shapes(workspace))
    place = f":{line}:" if line else ": error:"
    assert str(caught.value).startswith(f"ontology/shapes.ttl{place}")
    assert caught.value.exit_code == 3


def test_a_workspace_may_have_no_shapes(root):
    (root / "ontology/shapes.ttl").unlink()
    assert shacl.read_shapes(find_workspace(root)) is None


# ---- Rules ----

CASES = [
    pytest.param(rule, *example, id=f"{rule}-{n}")
    for rule, examples in RULES.items()
    for n, example in enumerate(examples)
]
ALL = {rule.name: rule for rule in across.read_rules(WORKSPACE)}


@pytest.mark.parametrize(("rule", "things", "said", "document"), CASES)
def test_a_rule_finds_what_is_wrong_and_nothing_else(ontology, rule, things, said, document):
    memory = store.in_memory(
        [*ontology, *quads(WORLD + said), *quads(EVIDENCE + document, SRC + "d")]
    )
    derivation.derive(memory, WORKSPACE)
    found = across.run_rules(memory, [ALL[rule]], lang="cs" if document else "en")
    assert things == sorted(shorten(each.thing) for each in found)
    for each in found:
        assert (each.severity, each.rule) == (ALL[rule].severity, rule)
        assert re.fullmatch(r"\S+: .*[.?]", each.message)
        assert "{" not in each.message


def test_every_rule_has_examples_of_both_kinds():
    assert set(RULES) == set(ALL)
    for rule, examples in RULES.items():
        assert {bool(things) for things, _, _ in examples} == {True, False}, rule


def test_rules_are_numbered_and_say_it_in_two_languages():
    names = [path.name for path in sorted((ROOT / "ontology/checks").glob("*"))]
    assert all(re.fullmatch(r"\d\d-[a-z]+(-[a-z]+)*\.rq", name) for name in names)
    assert len({name[:2] for name in names}) == len(names)
    for rule in ALL.values():
        variables = [set(re.findall(r"{\w+}", text)) for text in rule.messages.values()]
        assert variables[0] == variables[1], rule.file
        assert rule.messages["en"] != rule.messages["cs"]


def test_a_rule_for_the_whole_is_left_out_of_the_core():
    core = {rule.name for rule in across.read_rules(WORKSPACE, scope="core")}
    assert set(ALL) - core == {"stated-projects", "one-party", "no-participant", "no-claim"}


HEADER = "# severity: error\n# en: Wrong {x}.\n# cs: Špatně {x}.\n"


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("SELECT ?thing { ?thing ?p ?o }", ":1", "no severity"),
        (HEADER.replace("error", "fatal") + "SELECT ?thing ?x { ?thing ?p ?x }", ":1", "severity"),
        (HEADER[:33] + "\nSELECT ?thing ?x { ?thing ?p ?x }", ":1", "no message"),
        (HEADER + "SELECT ?thing ?x {\n ?thing ?p }", ":5:12", "not SPARQL"),
        (HEADER + "SELECT ?x ?thing { ?thing ?p ?x }", "", "first column"),
        (HEADER + "SELECT ?thing ?y { ?thing ?p ?y }", "", "names ?x, a column it lacks"),
        (HEADER + "ASK { ?thing ?p ?x }", "", "must be a SELECT"),
        (
            HEADER + "SELECT ?thing ?x { SERVICE <http://127.0.0.1:9/> { ?thing ?p ?x } }",
            ":4:20",
            "SERVICE asks another server",
        ),
    ],
)
def test_a_broken_rule_is_an_error_with_file_and_line(root, text, place, part):
    (root / "ontology/checks/99-bad.rq").write_text(text, encoding="utf-8")
    with pytest.raises(SourceErrors) as caught:
        across.run_rules(store.in_memory(), across.read_rules(find_workspace(root)))
    assert str(caught.value).startswith(f"ontology/checks/99-bad.rq{place}: error: ")
    assert part in str(caught.value)
    assert caught.value.exit_code == 3


def test_all_broken_rules_are_named(root):
    for name in ("97-one", "98-two"):
        (root / f"ontology/checks/{name}.rq").write_text("nonsense")
    with pytest.raises(SourceErrors) as caught:
        across.read_rules(find_workspace(root))
    assert [error.file for error in caught.value.errors] == [
        "ontology/checks/97-one.rq",
        "ontology/checks/98-two.rq",
    ]


ENDLESS = HEADER + (
    "SELECT ?thing (COUNT(*) AS ?x) { ?thing ?p ?o . ?a ?b ?c . ?d ?e ?f } GROUP BY ?thing"
)


def test_a_rule_that_never_ends_is_stopped_and_named(root, ontology):
    (root / "ontology/checks/98-endless.rq").write_text(ENDLESS, encoding="utf-8")
    rules = across.read_rules(find_workspace(root))
    with pytest.raises(SourceErrors) as caught:
        across.run_rules(store.in_memory(ontology), rules, timeout=0.5)
    [error] = caught.value.errors
    assert str(error).startswith(
        "ontology/checks/98-endless.rq: error: stopped after 3 s of processor time,"
        " the limit for a rule over "
    )
    assert "Correct the rule" not in str(error)


class CtrlC:
    """A store at which somebody presses Ctrl-C while it is asked."""

    def size(self):
        return 0

    def query(self, _):
        os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_in_a_rule_stops_the_whole_command():
    with pytest.raises(KeyboardInterrupt):
        across.run_rules(CtrlC(), across.read_rules(WORKSPACE))
