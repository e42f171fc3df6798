"""The graph in every syntax: the same facts, the same forms, the same bytes."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError, UsageError
from kg.rdf import turtle, writers
from kg.rdf.dataset import Dataset, in_graph, to_rdflib
from tests.miniature import ALPHA, PREFIXED, contents, make_workspace
from tests.processes import python
from tests.rdf.test_turtle import FRAGILE, iris, literals, plain_term

ENDINGS = {"jsonld": "json-ld", "xml": "xml", "nt": "nt", "nq": "nquads", "trig": "trig"}
ENGINE = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}
WITH_GRAPHS = ("nq", "trig", "jsonld")
GRAPH = ox.NamedNode("http://g/1")


def quads(text, name=GRAPH):
    document = turtle.read(PREFIXED + text, name="a.ttl")
    return Dataset(in_graph(document.triples, name), document.tags)


def canonical(several):
    """Return the digestible form of quads: canonical N-Quads after RDFC-1.0."""
    dataset = ox.Dataset(several)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def expected(dataset, rdf_format):
    if rdf_format in WITH_GRAPHS:
        return set(dataset.quads)
    return {ox.Quad(each.subject, each.predicate, each.object) for each in dataset.quads}


def by_rdflib(data, rdf_format):
    """Return what a second parser reads, as plain terms with the name of the graph."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=ENDINGS.get(rdf_format, "turtle"))
    return {
        (*map(plain_term, (s, p, o)), str(g) if g is not None else "")
        for s, p, o, g in dataset.quads()
    }


@pytest.mark.parametrize("rdf_format", writers.FORMATS)
def test_the_whole_graph_comes_back_from_every_syntax(built, rdf_format):
    data = writers.export(built.dataset, rdf_format)
    again = set(ox.parse(input=data, format=ENGINE[rdf_format]))
    assert expected(built.dataset, rdf_format) == again
    assert canonical(expected(built.dataset, rdf_format)) == canonical(again)


@pytest.mark.parametrize("rdf_format", ["ttl", "nt", "nq", "trig", "xml"])
def test_a_second_parser_reads_the_whole_graph(built, rdf_format):
    data = writers.export(built.dataset, rdf_format).decode()
    with_graphs = rdf_format in WITH_GRAPHS
    first = {
        (*map(plain_term, triple), str(graph))
        for *triple, graph in to_rdflib(built.dataset.quads).quads()
    }
    second = by_rdflib(data, rdf_format)
    if with_graphs:
        assert first == second
    else:
        assert {each[:3] for each in first} == {each[:3] for each in second}


@pytest.mark.parametrize("rdf_format", writers.FORMATS)
@pytest.mark.parametrize("form", FRAGILE)
def test_a_literal_is_exported_as_it_was_written(rdf_format, form):
    if rdf_format == "xml" and form == r'"\u0000"':
        pytest.skip("no XML document can hold this character; see the next test")
    dataset = quads(f"id:a pc:when {form} .")
    data = writers.export(dataset, rdf_format)
    [again] = ox.parse(input=data, format=ENGINE[rdf_format])
    written = dataset.quads[0].object
    assert (written.value, written.language, written.datatype) == (
        again.object.value,
        again.object.language,
        again.object.datatype,
    )
    if rdf_format != "jsonld":  # rdflib changes forms when it reads JSON-LD
        [second] = by_rdflib(data.decode(), rdf_format)
        [first] = to_rdflib(dataset.quads).objects()
        assert plain_term(first) == second[2]
    if written.language:
        tag = form.rpartition("@")[2]
        assert tag.encode() in data


@pytest.mark.parametrize("rdf_format", writers.FORMATS)
def test_what_a_syntax_cannot_say_is_refused_and_never_garbled(rdf_format):
    dataset = quads(r'id:a pc:when "\u0000", "\u001B[31m" .')
    if rdf_format == "xml":
        with pytest.raises(KgError, match="Choose ttl, nq or trig"):
            writers.export(dataset, rdf_format)
        return
    data = writers.export(dataset, rdf_format)
    assert expected(dataset, rdf_format) == set(ox.parse(input=data, format=ENGINE[rdf_format]))


datasets = st.lists(
    st.builds(ox.Quad, iris, iris, iris | literals, iris | st.just(ox.DefaultGraph())), max_size=8
)


@given(datasets, st.sampled_from(["ttl", "nt", "nq", "trig", "jsonld"]))
@settings(max_examples=150)
def test_any_dataset_comes_back(several, rdf_format):
    dataset = Dataset(several, {})
    data = writers.export(dataset, rdf_format)
    assert expected(dataset, rdf_format) == set(ox.parse(input=data, format=ENGINE[rdf_format]))
    assert data == writers.export(Dataset(several[::-1], {}), rdf_format)


@given(datasets)
def test_xml_says_it_or_refuses(several):
    dataset = Dataset(several, {})
    try:
        data = writers.export(dataset, "xml")
    except KgError:
        return
    assert expected(dataset, "xml") == set(ox.parse(input=data, format=ENGINE["xml"]))


@pytest.mark.parametrize("rdf_format", ["nt", "nq"])
def test_lines_are_canonical_and_sorted(built, rdf_format):
    lines = writers.export(built.dataset, rdf_format).split(b"\n")
    assert lines[-1] == b""
    assert sorted(set(lines[:-1])) == lines[:-1]
    if rdf_format == "nq":
        dataset = ox.Dataset(built.dataset.quads)
        assert sorted(f"{quad} .".encode() for quad in dataset) == lines[:-1]


def test_one_literal_with_capitals_and_one_without_stay_apart_by_text():
    dataset = quads("id:a pc:when 'x'@EN-gb , 'y'@en-gb , 'z'@en-GB .")
    for rdf_format in writers.FORMATS:
        data = writers.export(dataset, rdf_format).decode()
        found = sorted(re.findall(r"en-gb", data, re.IGNORECASE))
        assert found == ["EN-gb", "en-GB", "en-gb"], rdf_format
        assert "kgtag" not in data


def test_an_unknown_format_is_a_wrong_word():
    with pytest.raises(UsageError, match="is no export format"):
        writers.export(Dataset([], {}), "csv")


@pytest.mark.parametrize("rdf_format", writers.FORMATS)
def test_an_empty_graph_is_a_valid_document(rdf_format):
    data = writers.export(Dataset([], {}), rdf_format)
    assert list(ox.parse(input=data, format=ENGINE[rdf_format])) == []


def test_two_exports_are_the_same_bytes(tmp_path):
    """Under any hash seed and locale; each way is one process that writes all formats."""
    root = make_workspace(tmp_path)
    (root / ALPHA).write_text(
        PREFIXED + "id:alpha a org:Organization ; skos:prefLabel 'Ž'@EN-gb, 'š'@cs, 'a'@en .",
        encoding="utf-8",
    )
    ways = [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONHASHSEED": "random", "LC_ALL": "C"},
    ]
    code = (
        "import sys\nfrom kg.cli import run\n"
        f"for name in {writers.FORMATS!r}:\n"
        "    assert run(['export', '-f', name, '-o', f'{sys.argv[1]}/{name}']) == 0\n"
    )
    for number, env in enumerate(ways):
        assert python(code, f"way{number}", cwd=root, env=env).returncode == 0
    first, *others = [contents(root / f"way{number}") for number in range(len(ways))]
    assert set(first) == set(writers.FORMATS)
    assert all(first.values())
    assert others == [first, first]
