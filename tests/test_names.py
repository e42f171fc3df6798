"""IRIs and their short forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import names


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("id:cep", "https://w3id.org/pencoop/id/cep"),
        ("role:member", "https://w3id.org/pencoop/concept/role/member"),
        ("pc:Claim", "https://w3id.org/pencoop/ns#Claim"),
        ("org:memberOf", "http://www.w3.org/ns/org#memberOf"),
        ("schema:sameAs", "https://schema.org/sameAs"),
    ],
)
def test_a_prefixed_name_and_its_iri_are_two_forms_of_one_name(curie, iri):
    assert iri == names.expand(curie)
    assert curie == names.shorten(iri)


def test_an_iri_expands_to_itself():
    assert names.expand("http://example.org/a:b") == "http://example.org/a:b"


@pytest.mark.parametrize(
    "name",
    ["nobody:cep", "cep", ":cep", "", "urn:a:b", "https:/one.slash/id/cep", "mailto:a", "x:y/z"],
)
def test_what_has_no_bound_prefix_stays_as_it_is(name):
    assert names.expand(names.shorten(name)) == name


@pytest.mark.parametrize(
    "local",
    ["", "a/b", "a.b", "a.", "-a", "a-", "a%20b", "č", "a b", "a'b", "a(b", "a#b", "a\n"],
)
def test_a_name_that_some_reader_would_not_take_stays_an_iri(local):
    iri = names.ID + local
    assert iri == names.shorten(iri)


@given(st.sampled_from(sorted(names.PREFIXES)), st.text(max_size=20))
def test_shortening_and_expanding_leads_back(prefix, local):
    iri = names.PREFIXES[prefix] + local
    assert iri == names.expand(names.shorten(iri))


def test_every_prefix_has_an_iri_of_its_own():
    assert len(names.PREFIXES) == len(set(names.PREFIXES.values()))


@pytest.mark.parametrize("text", ["cep", "cz-pms", "prj-cz-pdp1", "1"])
def test_identifiers_of_the_contract(text):
    assert names.IDENTIFIER.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["", "CEP", "a--b", "-a", "a-", "a_b", "a/b", "..", "a.b", "č", "a\n", "%2e%2e", "a b"]
)
def test_identifiers_that_the_contract_forbids(text):
    assert not names.IDENTIFIER.fullmatch(text)
