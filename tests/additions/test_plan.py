"""The ledger: what records add to the files, once, wholly or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal

import pytest

from kg.additions import plan as ledger
from kg.additions.records import NewClaim, Records, Source, Text, Thing
from kg.errors import KgError
from kg.graph.workspace import find_workspace
from tests.miniature import ALPHA, DOCUMENT, contents, put
from tests.processes import kg, python

PAGE = Source("page", Text("Members", "en"), "en", url="https://net.example/members")
OTHER = Source("other", Text("Our networks", "en"), "en", url="https://beta.example/networks")
OMEGA = Thing(
    "omega",
    "org:FormalOrganization",
    (Text("Prison Service of Omegaland", "en"),),
    kind="kind:prison-service",
    aliases=(Text("PSO", "en"),),
    country="delta",
)
MEMBER = NewClaim(
    "pc:Membership",
    ("page",),
    agent="omega",
    context="net",
    role="role:member",
    when="2012/",
    note="Listed on the page.",
)


def write(root, *statements, things=(OMEGA,), sources=(PAGE, OTHER), keep=False):
    workspace = find_workspace(root)
    plan = ledger.plan(workspace, Records(things, sources, statements), keep_things=keep)
    ledger.apply(workspace, plan)
    return plan


def read(root, name):
    return (root / name).read_text("utf-8")


def body(text):
    """A file without its prefixes."""
    return text.partition("\n\n")[2]


def test_records_become_sorted_turtle_with_evidence_that_cites(root):
    write(root, MEMBER, sources=(PAGE,))
    assert body(read(root, "graphdata/registry/organisations/omega.ttl")) == (
        """id:omega a org:FormalOrganization ;
    skos:prefLabel "Prison Service of Omegaland"@en ;
    skos:altLabel "PSO"@en ;
    org:classification kind:prison-service ;
    pc:jurisdiction id:delta .
"""
    )
    assert body(read(root, "graphdata/sources/public/page.ttl")) == (
        """src:page a pc:SourceDocument ;
    dcterms:language "en" ;
    dcterms:title "Members"@en ;
    schema:url "https://net.example/members"^^xsd:anyURI .

claim:omega-in-net a pc:Membership ;
    pc:agent id:omega ; pc:context id:net ; pc:role role:member ;
    pc:status status:stated ; pc:when "2012/"^^edtf:EDTF ; pc:evidence ev:page-1 ;
    skos:editorialNote "Listed on the page."@en .

ev:page-1 a pc:Evidence ; oa:hasSource src:page .
"""
    )


def test_what_was_written_passes_the_check(root):
    write(root, MEMBER, sources=(PAGE,))
    ended = kg("check", cwd=root)
    assert (ended.returncode, "error" in ended.stdout) == (0, False), ended.stdout


def test_the_same_records_twice_change_nothing(root):
    write(root, MEMBER)
    before = contents(root)
    again = write(root, MEMBER)
    assert (again.things, again.claims, again.seconded, again.changes) == ((), (), (), ())
    assert contents(root) == before


def test_a_plan_alone_changes_nothing(root):
    before = contents(root)
    plan = ledger.plan(find_workspace(root), Records((OMEGA,), (PAGE,), (MEMBER,)))
    assert len(plan.changes) == 2
    assert contents(root) == before


def test_one_relation_from_two_sources_is_one_claim_with_two_evidences(root):
    write(root, MEMBER)
    plan = write(root, MEMBER._replace(sources=("other",)))
    assert (plan.claims, plan.seconded) == ((), ("omega-in-net",))
    for source in ("page", "other"):
        text = read(root, f"graphdata/sources/public/{source}.ttl")
        assert "claim:omega-in-net a pc:Membership" in text
        assert f"pc:evidence ev:{source}-1" in text


@pytest.mark.parametrize(
    "difference",
    [
        {"role": "role:founding-member"},
        {"when": "2013/"},
        {"status": "implied"},
        {"named_by": "country"},
    ],
    ids=str,
)
def test_claims_that_differ_are_two_side_by_side(root, difference):
    plan = write(root, MEMBER, MEMBER._replace(**difference))
    assert plan.names == ("omega-in-net", "omega-in-net-2")


def test_claims_seen_at_two_dates_are_two(root):
    plan = write(root, MEMBER._replace(attested="2014"), MEMBER._replace(attested="2020"))
    assert plan.names == ("omega-in-net", "omega-in-net-2")


@pytest.mark.parametrize("first", [0, 1])
def test_a_source_without_a_date_is_further_evidence_of_one_with_a_date(root, first):
    dated = MEMBER._replace(attested="2014", sources=("other",))
    said = [MEMBER, dated] if first == 0 else [dated, MEMBER]
    assert write(root, *said).names == ("omega-in-net", "omega-in-net")
    assert write(root, *said).changes == ()
    assert "pc:attested" not in read(root, "graphdata/sources/public/page.ttl")
    assert 'pc:attested "2014"' in read(root, "graphdata/sources/public/other.ttl")


def test_other_words_for_the_same_are_the_same_claim(root):
    plan = write(root, MEMBER, MEMBER._replace(note="Also named in the text.", sources=("other",)))
    assert plan.names == ("omega-in-net", "omega-in-net")


def test_a_claim_of_the_core_gets_the_evidence_of_a_page_and_stays_as_it_is(root):
    before = read(root, DOCUMENT)
    said = MEMBER._replace(agent="alpha", when="2009/")
    assert write(root, said, things=()).seconded == ("alpha-in-net",)
    assert read(root, DOCUMENT) == before
    assert "claim:alpha-in-net a pc:Membership" in read(root, "graphdata/sources/public/page.ttl")


def test_a_known_thing_gets_what_it_lacks_and_keeps_what_it_has(root):
    more = OMEGA._replace(
        key="alpha", labels=(Text("Alpha Prisons", "en"), Text("Vězeňská služba", "cs")), aliases=()
    )
    write(root, MEMBER._replace(agent="alpha", when="2009/"), things=(more,))
    assert body(read(root, ALPHA)) == (
        """id:alpha a org:FormalOrganization ;
    skos:prefLabel "Vězeňská služba"@cs ,
        "Prison Service of Alphaland"@en ;
    skos:altLabel "Alpha Prisons"@en ;
    org:classification kind:prison-service ;
    pc:jurisdiction id:delta .
"""
    )


def test_known_things_can_be_kept_as_they_are(root):
    before = read(root, ALPHA)
    write(root, MEMBER, things=(OMEGA, OMEGA._replace(key="alpha")), keep=True)
    assert read(root, ALPHA) == before


def test_a_file_with_a_comment_is_refused_before_anything_is_written(root):
    put(
        root,
        DOCUMENT,
        read(root, DOCUMENT).partition("\n\n")[2] + "# hand-written\n",
        canonical=False,
    )
    before = contents(root)
    with pytest.raises(KgError, match=r"doc\.ttl:\d+: error: a comment would be lost"):
        write(root, MEMBER._replace(sources=("doc",)))
    assert contents(root) == before


def test_a_file_that_changed_since_the_plan_is_not_overwritten(root):
    workspace = find_workspace(root)
    plan = ledger.plan(workspace, Records((OMEGA._replace(key="alpha"),), (PAGE,), (MEMBER,)))
    (root / ALPHA).write_text(read(root, ALPHA).replace("Alphaland", "Alpha"), "utf-8")
    before = contents(root)
    with pytest.raises(KgError, match=r"alpha\.ttl: error: changed while"):
        ledger.apply(workspace, plan)
    assert contents(root) == before


def test_a_folder_that_cannot_be_written_stays_as_it_is(root, monkeypatch):
    before = contents(root)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KgError, match="no space left"):
        write(root, MEMBER)
    monkeypatch.undo()
    assert contents(root) == before
    assert sorted(path.name for path in root.iterdir()) == ["graphdata", "ontology"]


def test_two_commands_do_not_write_at_once(root, monkeypatch):
    monkeypatch.setattr("kg.files.PATIENCE", 0)
    workspace = find_workspace(root)
    plan = ledger.plan(workspace, Records((OMEGA,), (PAGE,), (MEMBER,)))
    handle = os.open(root, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)  # another command holds it
    with pytest.raises(KgError, match=r"process \d+ \(.*\) is changing"):
        ledger.apply(workspace, plan)
    os.close(handle)
    ledger.apply(workspace, plan)


JOB = """
import os, signal, sys
from pathlib import Path
from kg.additions import plan as ledger
from kg.additions.records import Records
from kg.graph.workspace import find_workspace
from tests.additions.test_plan import MEMBER, OMEGA, PAGE
things = tuple(OMEGA._replace(key=f"omega-{n}") for n in range(20))
said = tuple(MEMBER._replace(agent=f"omega-{n}") for n in range(20))
workspace = find_workspace(Path(sys.argv[1]))
plan = ledger.plan(workspace, Records(things, (PAGE,), said))
moment, steps, signal_sent = int(sys.argv[2]), 0, getattr(signal, sys.argv[3])
def count(event, arguments):
    global steps
    if event in ("open", "os.link", "os.mkdir", "os.remove", "os.rmdir", "ctypes.dlopen"):
        steps += 1
        if steps == moment:
            os.kill(os.getpid(), signal_sent)
sys.addaudithook(count)
ledger.apply(workspace, plan)
print(steps)
"""


def change_until(root, moment, sent="SIGKILL"):
    """Change 21 files, and stop the process at a step of its work with the disk (0: never)."""
    return python(JOB, root, str(moment), sent)


def test_kill_9_leaves_the_old_files_or_the_new_ones(root, tmp_path):
    old = contents(root)
    steps = int(change_until(shutil.copytree(root, tmp_path / "whole"), 0).stdout)
    new = contents(tmp_path / "whole")
    assert len(new) - len(old) == 21
    found = []
    for moment in range(1, steps, 9):
        target = shutil.copytree(root, tmp_path / f"moment-{moment}")
        assert change_until(target, moment).returncode == -signal.SIGKILL
        left = {
            name: content
            for name, content in contents(target).items()
            if not name.startswith(".graphdata.kg-")
        }
        found.append("old" if left == old else "new" if left == new else "a mixture")
    assert set(found) == {"old", "new"}


def test_ctrl_c_changes_nothing_or_all_and_leaves_no_remains(root, tmp_path):
    old = contents(root)
    steps = int(change_until(shutil.copytree(root, tmp_path / "whole"), 0).stdout)
    new = contents(tmp_path / "whole")
    for moment in range(1, steps, 40):
        target = shutil.copytree(root, tmp_path / f"moment-{moment}")
        change_until(target, moment, "SIGINT")
        assert contents(target) in (old, new)


def test_the_remains_of_a_killed_command_are_removed_by_the_next(root):
    assert change_until(root, 40).returncode == -signal.SIGKILL
    assert list(root.glob(".graphdata.kg-*")) != []
    write(root, MEMBER)
    assert sorted(path.name for path in root.iterdir()) == ["graphdata", "ontology"]
