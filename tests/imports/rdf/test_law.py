"""The law of an import of RDF: every statement is in the graph, or is counted in a finding.

Both sides are counted, property by property: what the records say of a statement, by a reader that
knows nothing of how they were made, and what the findings count.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.additions.records import Source, Text
from kg.graph import reading
from kg.graph.workspace import find_workspace
from kg.imports.graphs import read_graphs
from kg.imports.meaning.known import read_background
from kg.imports.rdf import reading as rdf_reading
from kg.names import expand, shorten
from tests.miniature import make_workspace

SCHEMA, ORG, SKOS = "https://schema.org/", "http://www.w3.org/ns/org#", "skos:"
NODES = [f"https://e.example/{letter}" for letter in "abcdef"]
NAMES = [
    "Prison Service of Alphaland",
    "House of Return",
    "Guild",
    "Network of Services",
    "",
    "Řád",
]
CLASSES = [
    "http://www.w3.org/ns/org#Organization",
    "http://www.w3.org/ns/org#OrganizationalUnit",
    "https://schema.org/NGO",
    "http://xmlns.com/foaf/0.1/Person",
    "https://schema.org/Project",
    "https://e.example/Thing",
]
COUNTRIES = {"SK": "sk", "PL": "pl", "Slovakia": "sk", "Nowhereland": "none", "XX": "none"}
nodes = st.sampled_from(NODES)


def text(value, lang=""):
    return f'"{value}"' + (f"@{lang}" if lang else "")


def pairs(name, values):
    return st.tuples(nodes, st.just(name), values)


texts = st.builds(text, st.sampled_from(NAMES), st.sampled_from(["", "en", "cs", "de"]))
iris = st.sampled_from([*NODES, "https://far.example/z"]).map("<{}>".format)
countries = st.sampled_from(list(COUNTRIES)).map(text)
days = st.sampled_from(["2011", "2013-05", "31.2.2014", "2014-01-01", "soon"]).map(text)
pages = st.sampled_from(["https://p.example/", "https://q.example/en", "no page"]).map(text)
statements = st.one_of(
    pairs("rdf:type", st.sampled_from(CLASSES).map("<{}>".format)),
    pairs("skos:prefLabel", texts),
    pairs("skos:altLabel", texts),
    pairs("schema:url", pages),
    pairs("schema:addressCountry", countries),
    pairs("schema:foundingDate", days),
    pairs("org:subOrganizationOf", iris),
    pairs("org:memberOf", iris),
    pairs("org:hasMember", iris),
    pairs("owl:sameAs", iris),
    pairs("schema:numberOfThings", days),
    pairs("dcterms:identifier", texts),
)
memberships = st.lists(
    st.tuples(nodes, nodes, st.none() | days, st.none() | st.sampled_from(["observer", "x y"])),
    max_size=2,
)


def written(said, joined):
    """Return N-Triples of statements and of memberships, which are nodes of their own."""
    lines = {f"<{node}> <{expand(name)}> {value} ." for node, name, value in said}
    for number, (body, context, day, role) in enumerate(joined):
        node = f"_:m{number}"
        lines.add(f"{node} <{expand('rdf:type')}> <{ORG}Membership> .")
        lines.add(f"{node} <{ORG}member> <{body}> .")
        lines.add(f"{node} <{ORG}organization> <{context}> .")
        if day:
            lines.add(f"{node} <{SCHEMA}startDate> {day} .")
        if role:
            lines.add(f"{node} <{ORG}role> {text(role)} .")
    return "\n".join(sorted(lines)) + "\n"


TRIPLE = re.compile(r'(\S+) <([^>]*)> (?:<([^>]*)>|"([^"]*)"(?:@(\S+))?|(_:\S+)) \.')


def triples(content):
    for line in content.splitlines():
        subject, name, iri, literal, lang, blank = TRIPLE.fullmatch(line).groups()
        yield subject.strip("<>"), name, iri or blank or literal, lang, literal is not None


class Records:
    """What records say, asked statement by statement."""

    def __init__(self, read, content):
        self.said = list(triples(content))
        self.things = read.records.things
        self.claims = read.records.statements
        self.keys = {iri: thing.key for thing in self.things for iri in thing.same_as}

    def thing(self, node):
        key = self.keys.get(node)
        return next((each for each in self.things if each.key == key), None)

    def claims_of(self, node, attribute):
        key = self.keys.get(node)
        return [
            each for each in self.claims if key and (each.about, each.attribute) == (key, attribute)
        ]

    def joins(self, body, context):
        keys = self.keys.get(body), self.keys.get(context)
        return [each for each in self.claims if all(keys) and (each.agent, each.context) == keys]

    def ends(self, node):
        found = {name: value for subject, name, value, *_ in self.said if subject == node}
        return found[f"{ORG}member"], found[f"{ORG}organization"]

    def has(self, subject, name, value, lang, literal):
        """Tell whether the records say what a statement says."""
        short = shorten(name)
        if subject.startswith("_:"):
            return self.has_of_membership(subject, short, value)
        if short in ("org:memberOf", "org:hasMember"):
            ends = (subject, value) if short == "org:memberOf" else (value, subject)
            return bool(self.joins(*ends))
        thing = self.thing(subject)
        return thing is not None and self.has_of_thing(thing, subject, short, (value, lang or "en"))

    def has_of_thing(self, thing, subject, short, said):
        value = said[0]
        claims = self.claims_of(subject, short)
        texts = {each.value.text for each in claims if each.value}
        keys = {each.value_key for each in claims if each.value_key}
        names = {(each.text, each.language) for each in (*thing.labels, *thing.aliases)}
        of_a_body = thing.type.startswith("org:")
        return {
            "rdf:type": value in (CLASSES[:3] if of_a_body else CLASSES[4:5]),
            "skos:prefLabel": said in names,
            "skos:altLabel": said in names,
            "schema:url": value in {thing.homepage, *texts},
            "schema:addressCountry": thing.country == COUNTRIES.get(value),
            "owl:sameAs": value in thing.same_as,
            "org:subOrganizationOf": self.keys.get(value) in keys,
        }.get(short, value in texts)

    def has_of_membership(self, node, short, value):
        claims = self.joins(*self.ends(node))
        if short == "schema:startDate":
            return any((each.when or "").startswith(value) for each in claims)
        if short == "org:role":
            words = {text.text for each in claims for _, text in each.details}
            return any(each.role == f"role:{value}" for each in claims) or value in words
        return bool(claims)


class Files:
    """The files of a small workspace, read once."""

    def __init__(self, root):
        self.records = list(reading.read(find_workspace(root)))

    def __repr__(self):
        return "the files of a small workspace"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    return Files(make_workspace(tmp_path_factory.mktemp("law")))


def counted(findings):
    """Return how many statements the findings count, by property or class."""
    found = Counter()
    for each in findings:
        if match := re.match(r"(\S+) \((once|([0-9,]+) times)\) ", each.message):
            found[match[1]] += int(match[3].replace(",", "")) if match[3] else 1
    return found


@given(said=st.lists(statements, max_size=14), joined=memberships)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_statement_is_in_the_records_or_counted(known, tmp_path, said, joined):
    content = written(said, joined)
    path = tmp_path / "others.nt"
    path.write_text(content, encoding="utf-8")
    if not content.strip():
        return
    background = read_background(known.records)

    def describe(path, lang, mentions):
        return Source(mentions.mint("others"), Text(path.name, lang), lang)

    try:
        read = read_graphs([path], background, (), describe, accept_new=True)
    except rdf_reading.SourceError:
        return  # nothing in it is in terms that are known: the file is refused whole
    told = Records(read, content)
    lost, missing = Counter(), counted(read.findings)
    for each in told.said:
        name = each[2] if each[1] == expand("rdf:type") else each[1]
        lost[shorten(name)] += not told.has(*each)
    assert +lost == missing, content + "\n".join(map(str, read.findings))
