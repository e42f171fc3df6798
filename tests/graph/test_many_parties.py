"""Rules are bounded by what they write: ties of pairs where there are few, none in a crowd."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.miniature import CLAIMS, DOCUMENT, derive, participation, put
from tests.processes import kg

TIES = "SELECT ?a ?b WHERE { ?tie a pc:Tie ; pc:from ?a ; pc:to ?b ; pc:basis id:agr }"
RESTS = (
    "SELECT ?a ?b ?claim WHERE { ?t a pc:Tie ; pc:from ?a ; pc:to ?b ; prov:wasDerivedFrom ?claim }"
)
ROLES = "SELECT ?a ?b ?r ?s WHERE { ?t pc:from ?a ; pc:to ?b ; pc:fromRole ?r ; pc:toRole ?s }"


def parties(number, role="party", context="agr"):
    return "".join(participation(f"b{n}", context, role) for n in range(number))


@pytest.fixture
def crowd(root):
    """A workspace with an agreement of so many parties, and a function that asks its graph."""

    def make(number, more=""):
        put(root, DOCUMENT, CLAIMS + parties(number) + more)
        return derive(root)

    return make


def test_every_two_parties_of_a_small_agreement_are_tied_by_their_own_claims(crowd):
    ask = crowd(12)
    pairs = sorted(permutations((f"https://w3id.org/pencoop/id/b{n}" for n in range(12)), 2))
    assert ask(TIES) == pairs
    rests = {}
    for a, b, claim in ask(RESTS):
        rests.setdefault((a, b), set()).add(claim.rpartition("/")[2])
    short = {pair: {f"{each.rpartition('/')[2]}-in-agr" for each in pair} for pair in pairs}
    assert rests == short
    assert len(ask(ROLES)) == len(pairs)


def test_roles_of_a_tie_are_those_of_its_ends_in_its_basis_and_of_no_other(crowd):
    more = participation("b0", "prj", "promoter") + participation("b1", "prj", "partner")
    ask = crowd(2, more)
    found = {
        (a[-2:], b[-2:], r.rpartition("/")[2], s.rpartition("/")[2]) for a, b, r, s in ask(ROLES)
    }
    assert found == {
        ("b0", "b1", "party", "party"),
        ("b1", "b0", "party", "party"),
        ("b0", "b1", "promoter", "partner"),
        ("b1", "b0", "partner", "promoter"),
    }


@pytest.mark.parametrize(("number", "ties"), [(50, 50 * 49), (51, 0), (1_000, 0)])
def test_a_crowd_makes_no_pairs_but_everybody_takes_part(crowd, number, ties):
    ask = crowd(number)
    assert len(ask(TIES)) == ties
    assert len(ask("SELECT ?a WHERE { ?a pc:partyTo id:agr }")) == number
    assert bool(ask("SELECT ?c WHERE { ?c a pc:MultilateralContext }")) == (not ties)


def test_two_bodies_of_very_many_claims_are_a_crowd_too(crowd):
    more = "".join(
        participation("b0", "agr", "party", f'; pc:when "{1000 + n}"^^edtf:EDTF').replace(
            "claim:b0-in-agr", f"claim:b0-in-agr-{n + 2}"
        )
        for n in range(260)
    )
    assert not crowd(2, more)(TIES)


def test_who_asks_for_partners_is_told_of_the_crowd(root):
    names = "".join(
        f"id:b{n} a org:FormalOrganization ; org:classification kind:prison-service ;"
        f" skos:prefLabel 'Service {n} of Alphaland'@en .\n"
        for n in range(3)
    )
    for number, line in enumerate(names.splitlines()):
        put(root, f"graphdata/registry/organisations/b{number}.ttl", line)
    put(root, DOCUMENT, CLAIMS + parties(60))
    said = " ".join(kg("ask", "partners", "b0", cwd=root).stdout.split())
    assert "(agr) is carried by 60 bodies: so many are no partners" in said
    said = " ".join(kg("ask", "partners", "b0", "--lang", "cs", cwd=root).stdout.split())
    assert "nese 60 subjekt" in said
