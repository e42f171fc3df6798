"""Names that are put together of identifiers: no two things ever get the same one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.names import is_identifier, join_names
from tests.miniature import CLAIMS, DOCUMENT, derive, participation, put

PARTS = st.lists(st.sampled_from(["a", "and", "to", "by", "b", "1"]), min_size=1, max_size=4)
IDENTIFIERS = PARTS.map("-".join)
PAIRS = st.tuples(IDENTIFIERS, IDENTIFIERS)


@given(PAIRS, PAIRS)
def test_two_pairs_never_join_to_one_name(one, other):
    assert (join_names(one, "and") == join_names(other, "and")) == (one == other)


def test_plain_identifiers_are_joined_plainly():
    assert join_names(["alpha", "beta"], "and") == "alpha-and-beta"
    assert join_names(["north", "south-and-west"], "and") == "north--and--south-and-west"


def test_devices_of_windows_are_no_identifiers():
    assert not any(map(is_identifier, ["con", "prn", "aux", "nul", "com1", "lpt9", "a--b", "A"]))
    assert all(map(is_identifier, ["cep", "con-1", "com10", "cz-pms"]))


def test_ties_of_different_ends_have_different_names(root):
    pairs = {"k1": ("a", "b-to-c"), "k2": ("a-to-b", "c"), "by-k3": ("d", "e"), "k3": ("d", "e-by")}
    claims = "".join(
        participation(body, name, "party") for name, ends in pairs.items() for body in ends
    )
    for name in pairs:
        text = f"id:{name} a pc:Agreement ; skos:prefLabel 'Deal {name}'@en ."
        put(root, f"graphdata/registry/agreements/{name}.ttl", text)
    put(root, DOCUMENT, CLAIMS + claims)
    ask = derive(root)
    found = ask("SELECT ?tie ?a ?b ?c WHERE { ?tie pc:from ?a ; pc:to ?b ; pc:basis ?c }")
    assert len({row[0] for row in found}) == len(found) == 2 * len(pairs)
