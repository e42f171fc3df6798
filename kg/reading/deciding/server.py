"""The server of the page: on this machine only, for the one who has the address, until the end.

It listens at 127.0.0.1 on a free port. Every address begins with a secret that is made for the one
run; a request that names another host or comes from another page is refused, so that no website
can act in the name of the person. The page loads nothing from anywhere else.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, cast
from urllib.parse import parse_qs, urlsplit

from kg.errors import KgError
from kg.reading.deciding import page, view
from kg.reading.deciding.session import Session
from kg.reading.outcome.taking import Taken, take

MOST: Final = 1_000_000  # bytes of a request
_HOST: Final = "127.0.0.1"
_JSON: Final = "application/json"

Write = Callable[[Taken, Session], Session]


class Desk(ThreadingHTTPServer):
    """The server with its sessions; *write* writes what was accepted and gives the session anew."""

    daemon_threads = True

    def __init__(self, sessions: Sequence[Session], lang: str, write: Write) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.sessions = list(sessions)
        self.lang = lang
        self.secret = secrets.token_urlsafe(24)
        self.hand = threading.Lock()  # one step at a time
        self.write = write

    @property
    def address(self) -> str:
        """Where the page is, with the secret."""
        return f"http://{_HOST}:{self.server_port}/{self.secret}/"

    def end(self) -> None:
        """Stop serving, from whichever thread."""
        threading.Thread(target=self.shutdown, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "kg"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer({"": self._page, "text": self._text, "state": self._state, "find": self._find})

    def do_POST(self) -> None:
        self._answer(
            {
                "decide": self._decide,
                "edit": self._edit,
                "thing": self._thing,
                "undo": self._undo,
                "preview": self._preview,
                "write": self._write,
                "done": self._done,
            }
        )

    # ---- what each address does ------------------------------------------------------------------

    def _page(self, _: Session, __: Mapping[str, Any]) -> None:
        made, policy = page.render(self.desk.lang, len(self.desk.sessions))
        self._send(made.encode(), "text/html; charset=utf-8", policy)

    def _text(self, session: Session, _: Mapping[str, Any]) -> None:
        titles = [each.proposed.source.title.text for each in self.desk.sessions]
        self._send_json({**view.show_text(session), "documents": titles})

    def _state(self, session: Session, _: Mapping[str, Any]) -> None:
        self._send_json(view.show_state(session, self.desk.lang))

    def _find(self, session: Session, given: Mapping[str, Any]) -> None:
        words = str(given.get("q", ""))[:200]
        self._send_json({"found": view.find_things(session, words, self.desk.lang)})

    def _decide(self, session: Session, given: Mapping[str, Any]) -> None:
        session.decide([int(each) for each in given["numbers"]], str(given["decision"]))
        self._state(session, given)

    def _edit(self, session: Session, given: Mapping[str, Any]) -> None:
        session.edit(int(given["number"]), given["fields"])
        self._state(session, given)

    def _thing(self, session: Session, given: Mapping[str, Any]) -> None:
        country = str(given["country"]) if given.get("country") else None
        made = session.add_thing(
            str(given["name"]), str(given["sort"]), str(given.get("kind", "")), country
        )
        self._send_json({"id": made, **view.show_state(session, self.desk.lang)})

    def _undo(self, session: Session, given: Mapping[str, Any]) -> None:
        session.undo()
        self._state(session, given)

    def _preview(self, session: Session, _: Mapping[str, Any]) -> None:
        self._send_json(view.show_taken(self._taken(session), self.desk.lang))

    def _write(self, session: Session, given: Mapping[str, Any]) -> None:
        taken = self._taken(session)
        shown = view.show_taken(taken, self.desk.lang)
        if shown["can"]:
            at = self.desk.sessions.index(session)
            self.desk.sessions[at] = session = self.desk.write(taken, session)
        self._send_json({"written": shown["can"], "findings": shown["findings"]})

    def _done(self, _: Session, __: Mapping[str, Any]) -> None:
        self._send_json({})
        self.desk.end()

    def _taken(self, session: Session) -> Taken:
        proposed, yes = session.accepted()
        return take(session.library, [(proposed, yes)])

    # ---- who may ask, and how it is answered -----------------------------------------------------

    @property
    def desk(self) -> Desk:
        """The server that this request came to."""
        return cast("Desk", self.server)

    def _answer(self, acts: Mapping[str, Callable[[Session, Mapping[str, Any]], None]]) -> None:
        address = urlsplit(self.path)
        secret, _, name = address.path.removeprefix("/").partition("/")
        if not self._may_ask(secret):
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        act = acts.get(name)
        if act is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        try:
            given = self._given(address.query)
            with self.desk.hand:
                act(self.desk.sessions[int(given.get("document", 0))], given)
        except KgError as error:
            self._send_json({"error": view.say_error(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            self._send_json({"error": "not understood"}, HTTPStatus.BAD_REQUEST)

    def _may_ask(self, secret: str) -> bool:
        own = f"{_HOST}:{self.desk.server_port}"
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        return (
            hmac.compare_digest(secret.encode(), self.desk.secret.encode())
            and self.headers.get("Host") == own
            and origin in (None, f"http://{own}")
            and site in ("none", "same-origin")
        )

    def _given(self, query: str) -> Mapping[str, Any]:
        """Return what a request gives. Raises ValueError where it is none of ours."""
        if self.command == "GET":
            return {name: values[0] for name, values in parse_qs(query).items()}
        length = int(self.headers.get("Content-Length", "0"))
        if self.headers.get_content_type() != _JSON or not 0 <= length <= MOST:
            raise ValueError("no JSON, or too long")
        given = json.loads(self.rfile.read(length) or b"{}")
        if not isinstance(given, dict):
            raise TypeError("no object")
        return given

    def _send_json(self, value: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(json.dumps(value, ensure_ascii=False).encode(), _JSON, status=status)

    def _send(
        self, body: bytes, kind: str, policy: str = "default-src 'none'", *, status: int = 200
    ) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", policy),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the address holds a secret."""
