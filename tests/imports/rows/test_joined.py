"""Organisations that others have joined and that the graph does not know yet."""

from __future__ import annotations

NAME = "office.csv"
HEAD = "member,organisation,since\n"


def test_an_organisation_that_is_new_is_a_network_once(give, root):
    rows = f"{HEAD}alpha,Exemplary Wardens Forum,2010\nbeta,Exemplary Wardens Forum,2012\n"
    held = give(rows, "--apply")
    assert (held.returncode, "“Exemplary Wardens Forum” is new" in held.stdout) == (1, True)
    done = give(rows, "--new", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is new: a network, in no country that is named" in done.stdout
    path = root / "graphdata/registry/organisations/exemplary-wardens-forum.ttl"
    record = path.read_text("utf-8")
    assert "org:classification kind:network" in record
    assert "pc:jurisdiction" not in record
    assert "0 files would be written" in give(rows, "--new").stderr


def test_its_country_may_stand_behind_its_name(give, root):
    done = give(f"{HEAD}alpha,Exemplary Wardens Forum (SK),2010\n", "--new", "--apply")
    assert done.returncode == 0, done.stdout + done.stderr
    path = root / "graphdata/registry/organisations/sk-exemplary-wardens-forum.ttl"
    assert "pc:jurisdiction id:sk" in path.read_text("utf-8")


def test_what_is_called_like_an_agreement_is_no_body_that_one_joins(give):
    done = give(f"{HEAD}alpha,Convention on Exemplary Matters,2010\n", "--new", "--apply")
    assert done.returncode == 1
    assert "is called like an agreement, which --new takes for no body" in done.stdout
