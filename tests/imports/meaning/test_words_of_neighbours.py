"""Words for kinds, roles and statuses in German, Polish and Slovak, as cells hold them."""

from __future__ import annotations

import pytest

from kg.imports.meaning.headings import read_columns
from kg.text.folding import fold
from tests.processes import kg

NAME = "neighbours.csv"
BODIES = {
    "de": [
        ("Gef\u00e4ngnis", "prison-establishment"),
        ("Justizvollzugsanstalt", "prison-establishment"),
        ("Bew\u00e4hrungshilfe", "probation-service"),
        ("JUSTIZVOLLZUG", "prison-service"),
        ("Ministerium", "ministry"),
        ("Netzwerk", "network"),
        ("Stiftung", "foundation"),
    ],
    "pl": [
        ("wi\u0119zienie", "prison-establishment"),
        ("Zak\u0142ad karny", "prison-establishment"),
        ("s\u0142u\u017cba wi\u0119zienna", "prison-service"),
        ("ministerstwo", "ministry"),
        ("sie\u0107", "network"),
        ("fundacja", "foundation"),
    ],
    "sk": [
        ("v\u00e4znica", "prison-establishment"),
        ("v\u00e4zensk\u00e1 slu\u017eba", "prison-service"),
        ("proba\u010dn\u00e1 slu\u017eba", "probation-service"),
        ("ministerstvo", "ministry"),
        ("sie\u0165", "network"),
        ("nad\u00e1cia", "foundation"),
    ],
}
MEMBERS = {
    "de": [("Mitglied", "member"), ("Beobachter", "observer"), ("Partner", "partner")],
    "pl": [("cz\u0142onek", "member"), ("obserwator", "observer"), ("koordynator", "coordinator")],
    "sk": [
        ("\u010dlen", "member"),
        ("pozorovate\u013e", "observer"),
        ("koordin\u00e1tor", "coordinator"),
    ],
}


def asked(root, query):
    done = kg("query", "-f", "csv", "-e", query, cwd=root)
    assert done.returncode == 0, done.stderr
    return [line.split(",") for line in done.stdout.splitlines()[1:]]


@pytest.mark.parametrize("lang", BODIES)
def test_kinds_of_bodies_are_understood(give, root, lang):
    words = BODIES[lang]
    rows = [f"Sample {n},CZ,{word}" for n, (word, _) in enumerate(words)]
    done = give("\n".join(["name,country,kind", *rows]), "--new", "--apply")
    assert done.returncode == 0, done.stdout
    found = asked(root, "SELECT ?n ?k { ?b org:classification ?k ; skos:prefLabel ?n }")
    kinds = {name: kind.rpartition("/")[2] for name, kind in found}
    assert [kinds[f"Sample {n}"] for n in range(len(words))] == [kind for _, kind in words]


@pytest.mark.parametrize("lang", MEMBERS)
def test_roles_are_understood(give, root, lang):
    pairs = list(zip(("alpha", "beta", "gamma"), MEMBERS[lang], strict=True))
    rows = [f"{body},Sample Net (international),{word}" for body, (word, _) in pairs]
    done = give("\n".join(["member,organisation,role", *rows]), "--new", "--apply")
    assert done.returncode == 0, done.stdout
    found = asked(root, "SELECT ?a ?r { ?c pc:agent ?a ; pc:role ?r ; pc:context id:sample-net }")
    said = {body.rpartition("/")[2]: role.rpartition("/")[2] for body, role in found}
    assert said == {body: role for body, (_, role) in pairs}


def test_no_word_names_two_concepts_of_a_scheme():
    found = {}
    for name, words in read_columns()["concepts"].items():
        for word in words:
            about = (name.partition(":")[0], fold(word))
            assert found.setdefault(about, name) == name, word
