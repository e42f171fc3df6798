"""Deciding on proposals: what is kept, who may ask, and what is written."""

from __future__ import annotations

import http.client
import json
import threading
from contextlib import contextmanager

import pytest

from kg.cli.read_review import _write
from kg.errors import KgError, NotFound
from kg.graph.workspace import find_workspace
from kg.reading.deciding.server import MOST, Desk
from kg.reading.deciding.session import Session
from kg.reading.documents.files import read_page
from kg.reading.library import open_library
from kg.reading.outcome import checking
from kg.reading.outcome.proposals import propose
from tests.processes import kg

TEXT = """The Network of Services grows

Alphaville, 3 May 2021

The Prison Service of Betaland has been a member of the Network of Services since 1 May 2021.
The Probation of Gammaland hosted a seminar on 12 May 2019, a talk “straße 𝒳” was given.
The Prison Service of Alphaland signed a memorandum of understanding with the Probation of
Gammaland on 2 May 2021.
"""


def open_session(root, text=None):
    path = root / "doc.txt"
    path.write_text(text or TEXT, encoding="utf-8")
    library = open_library(find_workspace(root))
    proposed = propose(library, read_page(path)._replace(publisher="alpha"))
    return Session(library, checking.check(library, proposed))


@pytest.fixture
def session(root):
    opened = open_session(root)
    yield opened
    opened.close()


def member(session):
    """The proposal that Betaland is a member."""
    return next(each for each in session.entries() if each.proposal.relation.role == "member")


def decisions(session):
    return {each.proposal.number: each.decision for each in session.entries()}


def test_a_step_is_kept_and_can_be_undone(session, root):
    number = member(session).proposal.number
    before = decisions(session)
    session.decide([number], "yes")
    session.edit(number, {"when": "2020/"})
    session.close()
    again = open_session(root)  # as after a crash
    try:
        entry = member(again)
        assert (entry.decision, entry.proposal.relation.when) == ("yes", "2020/")
        assert entry.is_edited
        assert again.undo()
        assert member(again).proposal.relation.when != "2020/"
        assert again.undo()
        assert decisions(again) == before
        assert not again.undo()
    finally:
        again.close()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"decided": 7}', b"\xff\xfe"])
def test_a_damaged_record_of_decisions_is_as_none(session, root, damage):
    session.decide([member(session).proposal.number], "yes")
    session.close()
    session._path.write_bytes(damage)
    again = open_session(root)
    assert set(decisions(again).values()) == {""}
    again.close()


def test_decisions_on_what_is_no_longer_proposed_are_dropped(session, root):
    number = member(session).proposal.number
    session.decide([number], "yes")
    session.close()
    held = json.loads(session._path.read_text("utf-8"))
    held["decided"][str(number)]["place"][1] += 1
    session._path.write_text(json.dumps(held), "utf-8")
    again = open_session(root)
    assert member(again).decision == ""
    again.close()


def test_two_sessions_of_one_document_at_once_are_refused(session, root):
    with pytest.raises(KgError, match="in another window"):
        open_session(root)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"agent": "nobody"}, "no thing that is known"),
        ({"context": "id:nobody"}, "no thing that is known"),
        ({"role": "king"}, "no role that is known"),
        ({"when": "soon"}, "."),
        ({"status": "sure"}, "no status"),
        ({"start": 5, "end": 5}, "no passage"),
        ({"start": -1, "end": 5}, "no passage"),
        ({"start": 0, "end": 10**9}, "no passage"),
    ],
)
def test_an_edit_that_does_not_fit_changes_nothing(session, fields, said):
    number = member(session).proposal.number
    before = session.entries()
    with pytest.raises(KgError, match=said):
        session.edit(number, fields)
    assert session.entries() == before
    assert not session.undo()


def test_a_passage_is_taken_with_whole_words_and_heard_anew(session):
    number = member(session).proposal.number
    start = TEXT.index("etwork of Services since")
    session.edit(number, {"start": start, "end": start + len("etwork of Serv") + 1})
    relation = member(session).proposal.relation
    assert session.text[relation.start : relation.end] == "Network of Services"
    assert "Betaland" in (member(session).silent or "")
    start = TEXT.index("The Prison Service of Betaland")
    session.edit(number, {"start": start, "end": TEXT.index(".", start)})
    assert member(session).silent is None


def test_positions_count_code_points(session):
    place = session.text.index("𝒳")
    session.edit(member(session).proposal.number, {"start": place, "end": place + 1})
    relation = member(session).proposal.relation
    assert session.text[relation.start : relation.end] == "𝒳"


def test_a_new_thing_can_stand_in_a_proposal(session):
    number = member(session).proposal.number
    made = session.add_thing("Guild of Wardens", "organisation", "", "delta")
    session.edit(number, {"context": made})
    assert session.proposed.reading.cast.figures[member(session).proposal.relation.context].name
    with pytest.raises(NotFound):
        session.add_thing("X", "organisation", "", "atlantis")
    with pytest.raises(KgError):
        session.add_thing(" ", "organisation", "", None)


# ---- the server ----


class Client:
    """Asks a server as a browser would, or otherwise."""

    def __init__(self, desk):
        self.port, self.secret = desk.server_port, desk.secret

    def ask(self, method, name, given=None, *, secret=None, kind="application/json", **headers):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = given if isinstance(given, bytes | None) else json.dumps(given).encode()
        if body is not None:
            headers["Content-Type"] = kind
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, f"/{secret or self.secret}/{name}", body, headers)
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer.status, answer.headers, content

    def json(self, name, given=None):
        status, _, content = self.ask("POST" if given is not None else "GET", name, given)
        return status, json.loads(content)


@contextmanager
def serving(session, lang="en"):
    desk = Desk([session], lang, _write)
    thread = threading.Thread(target=desk.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        desk.shutdown()
        thread.join()
        desk.server_close()
        for each in desk.sessions:
            each.close()


@pytest.fixture
def desk(session):
    with serving(session) as opened:
        yield opened


def test_only_who_has_the_address_may_ask_and_only_from_its_own_page(desk):
    client = Client(desk)
    assert desk.server_address[0] == "127.0.0.1"
    assert client.ask("GET", "")[0] == 200
    assert len(desk.secret) >= 32
    own = f"http://127.0.0.1:{desk.server_port}"
    refused = [
        client.ask("GET", "", secret="x"),
        client.ask("GET", "state", secret="ä"[:0] or "none"),
        client.ask("GET", "state", Host="evil.example"),
        client.ask("GET", "state", Host=f"localhost:{desk.server_port}"),
        client.ask("GET", "state", Origin="http://evil.example"),
        client.ask("GET", "state", Origin="null"),
        client.ask("GET", "state", Sec_Fetch_Site="cross-site"),
        client.ask("GET", "state", Sec_Fetch_Site="same-site"),
    ]
    assert {status for status, _, _ in refused} == {403}
    assert client.ask("POST", "undo", {}, Origin=own, Sec_Fetch_Site="same-origin")[0] == 200
    assert all("Access-Control" not in name for _, headers, _ in refused for name in headers)


def test_what_is_no_request_of_the_page_is_refused(desk):
    client = Client(desk)
    bad = [
        client.ask("POST", "decide", b"numbers=1", kind="text/plain"),
        client.ask("POST", "decide", b"numbers=1", kind="application/x-www-form-urlencoded"),
        client.ask("POST", "decide", b"{"),
        client.ask("POST", "decide", []),
        client.ask("POST", "decide", {}),
        client.ask("POST", "decide", {"numbers": "many", "decision": "yes"}),
        client.ask("POST", "undo", {"document": 7}),
    ]
    assert {status for status, _, _ in bad} == {400}
    assert client.ask("POST", "decide", {"numbers": [10**6], "decision": "yes"})[0] == 422
    assert client.ask("GET", "nothing")[0] == 404
    assert client.ask("GET", "decide")[0] == 404  # nothing is changed by an address alone
    line = http.client.HTTPConnection("127.0.0.1", desk.server_port, timeout=60)
    line.putrequest("POST", f"/{desk.secret}/decide")
    line.putheader("Content-Type", "application/json")
    line.putheader("Content-Length", str(MOST + 1))
    line.endheaders()
    assert line.getresponse().status == 400
    line.close()


def test_the_page_can_load_and_leak_nothing(desk):
    _, headers, content = Client(desk).ask("GET", "")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    page = content.decode()
    assert desk.secret not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "innerHTML" not in page


def test_accepting_and_writing_puts_verified_claims_into_the_graph(root, tmp_path):
    session = open_session(root)
    with serving(session) as desk:
        client = Client(desk)
        numbers = [each["number"] for each in client.json("state")[1]["proposals"]]
        status, state = client.json("decide", {"numbers": numbers, "decision": "yes"})
        assert (status, state["accepted"], state["open"]) == (200, len(numbers), 0)
        shown = client.json("preview", {})[1]
        assert shown["can"], shown
        assert any("Betaland" in each for each in shown["sentences"])
        assert client.json("write", {})[1]["written"]
        again = client.json("state")[1]["proposals"]
        states = {each["role"]: each["state"] for each in again}
        assert states["member"] == "same"
        assert not client.json("preview", {})[1]["can"]
    verified = kg("verify", "-C", root, cwd=tmp_path)
    assert "doc" in verified.stdout
    rows = kg("ask", "memberships", "beta", "-C", root, cwd=tmp_path).stdout
    assert "2021" in rows


def test_done_ends_the_command_and_what_was_decided_is_kept(root, tmp_path):
    session = open_session(root)
    with serving(session) as desk:
        number = member(session).proposal.number
        client = Client(desk)
        client.json("decide", {"numbers": [number], "decision": "no"})
        assert client.ask("POST", "done", {})[0] == 200
    again = open_session(root)
    assert member(again).decision == "no"
    again.close()


def test_the_things_of_the_graph_are_found_by_what_people_call_them(desk):
    client = Client(desk)
    found = json.loads(client.ask("GET", "find?q=betaland")[2])["found"]
    assert found[0]["id"] == "beta"
    assert json.loads(client.ask("GET", "find?q=%20")[2])["found"] == []
