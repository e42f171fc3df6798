"""Requests to a server: what it answers, or in a sentence what it does instead of answering.

A busy server is asked again a few times, a redirection is never followed, an answer that is too
long or breaks off is none; name, password and token go to no other address.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from contextlib import suppress
from email.message import Message
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.errors import KgError, QueryError
from kg.text.folding import show
from kg.text.numbers import whole_number

MAX_ANSWER: Final = 1024**3  # bytes
TIMEOUT: Final = 60.0  # seconds without a byte
_TRIES: Final = 4
_LONGEST_WAIT: Final = 30.0  # seconds before a busy server is asked again
_BUSY: Final = (429, 502, 503, 504)
_NOT_DONE: Final = (429, 503)  # what a server that says so has surely not begun


class Login(NamedTuple):
    """Who asks: a name with its password, or a token; nothing for a server that asks for none.

    *variables* are the names under which the environment has them, for messages.
    """

    user: str = ""
    password: str = ""
    token: str = ""
    variables: str = "KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN"


class _Bounds(NamedTuple):
    timeout: float
    most: int
    again: tuple[int, ...]  # statuses after which the same is asked again


class Answer(NamedTuple):
    """What a server answered."""

    body: bytes
    media_type: str
    headers: HTTPMessage


def post(  # noqa: PLR0913 - what is sent, where, as whom, how long and how much to bear
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    login: Login,
    timeout: float = TIMEOUT,
    most: int = MAX_ANSWER,
    changes: bool = False,
) -> Answer:
    """Return what a server answers to *body*, at most so many bytes.

    *timeout* are seconds of silence. What *changes* something is asked for again only where it was
    surely not begun. Raises QueryError where it refuses what was asked, KgError
    where it does not answer, or with something else.
    """
    from urllib.request import Request

    given = {"User-Agent": "kg", **headers}
    if login.token:
        given["Authorization"] = f"Bearer {login.token}"
    request = Request(url, data=body, headers=given)
    again = _NOT_DONE if changes else _BUSY
    return _send(_opener(url, login), request, login, _Bounds(timeout, most, again))


def read_netrc(url: str, path: Path | None = None) -> Login:
    """Return the login that the person's file .netrc has for the host of an address, if any.

    Raises KgError where the file cannot be read.
    """
    from netrc import NetrcParseError, netrc
    from urllib.parse import urlsplit

    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # no address: who asks it says so
        return Login()
    try:
        found = netrc(path).authenticators(host)
    except FileNotFoundError:
        return Login()
    except (OSError, NetrcParseError, UnicodeDecodeError, RuntimeError) as error:
        raise KgError(f".netrc cannot be read ({type(error).__name__}). Correct it.") from error
    return Login(found[0], found[2] or "") if found else Login()


def require_address(address: str, what: str) -> None:
    """Raise KgError where an address is none of the web; *what* it should be is said."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, a port that is none
        sound = False
    if not sound:
        raise KgError(
            f"{address!r} is no {what}. Give an address that starts with http:// or https://."
        )
    if "@" in address.split("/")[2]:  # it is not shown again
        raise KgError(
            f"the address of the {what} has a name or password in it, which everybody sees. Leave"
            " them out: they come from the environment."
        )


def _send(opener: Any, request: Any, login: Login, bounds: _Bounds) -> Answer:  # noqa: ANN401 - of urllib, which is loaded late
    from urllib.error import HTTPError

    url = request.full_url
    for left in reversed(range(_TRIES)):
        try:
            with opener.open(request, timeout=bounds.timeout) as answer:
                return _whole(answer, url, bounds.most)
        except HTTPError as error:
            with error:
                if error.code not in bounds.again or not left:
                    raise _refusal(error, url, login) from error
            time.sleep(_wait(error.headers, _TRIES - left))
        except (HTTPException, ConnectionResetError) as error:
            raise KgError(f"{url} broke off its answer. Try again.") from error
        except TimeoutError as error:
            raise _silence(url, bounds.timeout) from error
        except OSError as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise _silence(url, bounds.timeout) from error
            raise KgError(f"{url} does not answer. Check the address and the network.") from error
    raise AssertionError("the last try returns or raises")


def _whole(answer: Any, url: str, most: int) -> Answer:  # noqa: ANN401 - of urllib
    body = answer.read(most + 1)
    length = answer.headers.get("Content-Length")
    if len(body) > most:
        raise KgError(f"{url} answers with more than {most:,} bytes. Ask for less.")
    if len(body) < (whole_number(length) or 0):
        raise KgError(f"{url} broke off after {len(body):,} bytes. Try again.")
    return Answer(body, answer.headers.get_content_type(), answer.headers)


def _silence(url: str, timeout: float) -> KgError:
    return KgError(f"{url} was silent for {timeout:g} s. Try again, or ask for less.")


def _wait(headers: Message, tries: int) -> float:
    """Return the seconds before a busy server is asked again, as it said or twice as long.

    A date that it says is one of its own clock.
    """
    said = headers.get("Retry-After", "")
    number = whole_number(said)
    seconds = 0.5 * 2**tries if number is None else float(number)
    if said and number is None:
        from email.utils import parsedate_to_datetime

        with suppress(ValueError, TypeError):
            later, now = map(parsedate_to_datetime, (said, headers.get("Date", "")))
            seconds = max(0.0, (later - now).total_seconds())
    return min(seconds, _LONGEST_WAIT)


def _refusal(error: Any, url: str, login: Login) -> KgError:  # noqa: ANN401 - an HTTPError
    """Return what a status other than success means, as a sentence with a next step."""
    code = error.code
    told, _, _ = error.read(500).decode("utf-8", "replace").partition("SPARQL query:")
    detail = show(re.sub(r"\s+", " ", told).strip())  # Virtuoso repeats the query behind it
    said = f": {detail}" if detail and not detail.startswith("<") else ""
    if 300 <= code < 400:
        return KgError(f"{url} leads on to {error.headers.get('Location')}. Give that address.")
    if code in (401, 403):
        step = f"Set {login.variables}"
        return KgError(f"{url} lets nobody in without a name and password ({code}). {step}.")
    if code in _BUSY:
        return KgError(f"{url} is too busy ({code}){said}. Try again later.")
    if code in (404, 405, 501):
        return KgError(f"{url} is no address for this ({code}). Give the one of the endpoint.")
    if code >= 500:
        return KgError(f"{url} failed ({code}){said}. Ask for less, or look into its log.")
    return QueryError(f"{url} refused the query ({code}){said}")


def _opener(url: str, login: Login) -> Any:  # noqa: ANN401 - urllib is loaded late
    """Return what opens an address: without redirections, with name and password if asked."""
    from urllib import request

    class Stay(request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    handlers: list[Any] = [Stay]
    if login.user and not login.token:
        held = request.HTTPPasswordMgrWithDefaultRealm()
        held.add_password(None, url, login.user, login.password)
        handlers += [request.HTTPBasicAuthHandler(held), request.HTTPDigestAuthHandler(held)]
    return request.build_opener(*handlers)
