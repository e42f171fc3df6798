"""A SPARQL 1.1 endpoint somewhere else: asked and changed over the SPARQL 1.1 Protocol.

Everything that such a server may do instead of answering ends as a sentence: silence, a web page, a
redirection, a refusal, half an answer. What it does silently is found out: that its default graph
is not the union of its graphs, and that it cuts long answers. A server that is busy is asked again
a few times; name, password and token are sent to no other address.
"""

from __future__ import annotations

import re
import time
from functools import cached_property
from http.client import HTTPException, HTTPMessage
from typing import Any, Final, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.names import PREFIXES
from kg.rdf.store import UNION_GRAPH, Over, Results, Row, plain
from kg.text.folding import show

MAX_ANSWER: Final = 1024**3  # bytes
TIMEOUT: Final = 60.0  # seconds without a byte
_TRIES: Final = 4
_LONGEST_WAIT: Final = 30.0  # seconds before a busy server is asked again
_BUSY: Final = (429, 502, 503, 504)
_RESULTS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_GRAPHS: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
_ACCEPT: Final = (
    "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8,"
    " application/sparql-results+xml;q=0.7"
)
_MOST_ROWS: Final = "X-SPARQL-MaxRows"  # Virtuoso says so where it cuts answers
_LIMIT: Final = re.compile(r"\blimit\s+(\d+)", re.IGNORECASE)
_NAMED_GRAPHS: Final = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


class Login(NamedTuple):
    """Who asks: a name with its password, or a token; nothing for a server that asks for none."""

    user: str = ""
    password: str = ""
    token: str = ""


class _Answer(NamedTuple):
    body: bytes
    media_type: str
    headers: HTTPMessage


class Endpoint:
    """An endpoint at an address; *update* is where it takes changes (default: guessed)."""

    def __init__(
        self,
        url: str,
        *,
        update: str | None = None,
        login: Login | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        for address in (url, update):
            if address is not None:
                _require_address(address)
        self.url = url
        self.update_url = update or re.sub(r"/query/?$", "/update", url)
        self._login = login or Login()
        self._timeout = timeout

    def query(self, text: str, *, over: Over = "union") -> Results:
        """Return the results of a query.

        Over the union, a server that holds it as a graph is told so, and one whose default graph is
        empty is told to take all its graphs. Raises QueryError where it refuses the query or cuts
        the answer, KgError where it does not answer.
        """
        fields = [("query", _header() + text)]
        if over == "union":
            fields += self._dataset
        answer = self._post(self.url, fields)
        results: Results = _parsed(answer, self.url)
        most = answer.headers.get(_MOST_ROWS, "")
        if most.isdigit() and isinstance(results, ox.QuerySolutions):
            return self._uncut(answer, int(most), text)
        return results

    def rows(self, text: str) -> list[Row]:
        """Return the rows of a SELECT as plain strings."""
        return plain(self.query(text))

    def update(self, text: str) -> None:
        """Change what the server holds. Raises QueryError where it refuses, KgError if it fails."""
        self._post(self.update_url, [("update", _header() + text)])

    def named_graphs(self) -> list[str]:
        """Return the IRIs of the named graphs that hold something."""
        return sorted(filter(None, (row[0] for row in self._direct(_NAMED_GRAPHS))))

    @cached_property
    def _dataset(self) -> list[tuple[str, str]]:
        """What a query over the union says of its dataset: nothing where the server unites it."""
        union = UNION_GRAPH.value
        if self._ask(f"ASK {{ GRAPH <{union}> {{ ?s ?p ?o }} }}"):
            default = [union]
        elif not self._ask("ASK { ?s ?p ?o }") and self._ask("ASK { GRAPH ?g { ?s ?p ?o } }"):
            default = self.named_graphs()
        else:
            return []
        named = [graph for graph in self.named_graphs() if graph != union]
        return [
            *(("default-graph-uri", graph) for graph in default),
            *(("named-graph-uri", graph) for graph in named),
        ]

    def _ask(self, text: str) -> bool:
        return bool(_parsed(self._post(self.url, [("query", text)]), self.url))

    def _direct(self, text: str) -> list[Row]:
        return plain(_parsed(self._post(self.url, [("query", _header() + text)]), self.url))

    def _uncut(self, answer: _Answer, most: int, text: str) -> Results:
        """Return an answer anew where it cannot have been cut, refuse it where it may be."""
        count = sum(1 for _ in _solutions(answer, self.url))
        wanted = _LIMIT.findall(text)
        if count >= most and not (wanted and int(wanted[-1]) <= most):
            step = f"Ask for parts of it, with ORDER BY, LIMIT {most:,} and OFFSET"
            raise QueryError(
                f"{self.url} gives at most {most:,} rows, and there may be more. {step}."
            )
        whole: Results = _solutions(answer, self.url)
        return whole

    def _post(self, url: str, fields: list[tuple[str, str]]) -> _Answer:
        from urllib.parse import urlencode
        from urllib.request import Request

        headers = {"Accept": _ACCEPT, "User-Agent": "kg"}
        if token := self._login.token:
            headers["Authorization"] = f"Bearer {token}"
        request = Request(url, data=urlencode(fields).encode(), headers=headers)
        return _send(_opener(url, self._login), request, url, self._timeout)


def _send(opener: Any, request: Any, url: str, timeout: float) -> _Answer:  # noqa: ANN401 - of urllib, which is loaded late
    """Return what a server answers, asked again where it is busy."""
    from urllib.error import HTTPError

    for left in reversed(range(_TRIES)):
        try:
            with opener.open(request, timeout=timeout) as answer:
                body = answer.read(MAX_ANSWER + 1)
                length = answer.headers.get("Content-Length")
                if len(body) > MAX_ANSWER:
                    raise KgError(
                        f"{url} answers with more than {MAX_ANSWER:,} bytes. Ask for less."
                    )
                if length and length.isdigit() and len(body) < int(length):
                    raise KgError(f"{url} broke off after {len(body):,} bytes. Try again.")
                return _Answer(body, answer.headers.get_content_type(), answer.headers)
        except HTTPError as error:
            with error:
                if error.code not in _BUSY or not left:
                    raise _refusal(error, url) from error
            time.sleep(_wait(error.headers.get("Retry-After", ""), _TRIES - left))
        except (HTTPException, ConnectionResetError) as error:
            raise KgError(f"{url} broke off its answer. Try again.") from error
        except TimeoutError as error:
            raise _silence(url, timeout) from error
        except OSError as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise _silence(url, timeout) from error
            raise KgError(f"{url} does not answer. Check the address and the network.") from error
    raise AssertionError("the last try returns or raises")


def _silence(url: str, timeout: float) -> KgError:
    return KgError(f"{url} was silent for {timeout:g} s. Try again, or ask for less.")


def _wait(said: str, tries: int) -> float:
    """Return the seconds before a busy server is asked again, as it said or twice as long."""
    seconds = float(said) if said.isdigit() else 0.5 * 2**tries
    return min(seconds, _LONGEST_WAIT)


def _refusal(error: Any, url: str) -> KgError:  # noqa: ANN401 - an HTTPError
    """Return what a status other than success means, as a sentence with a next step."""
    code = error.code
    detail = show(re.sub(r"\s+", " ", error.read(500).decode("utf-8", "replace")).strip())
    said = f": {detail}" if detail and not detail.startswith("<") else ""
    if 300 <= code < 400:
        return KgError(f"{url} leads on to {error.headers.get('Location')}. Give that address.")
    if code in (401, 403):
        return KgError(
            f"{url} lets nobody in without a name and password ({code}). Set KG_ENDPOINT_USER and"
            " KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN."
        )
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


def _require_address(address: str) -> None:
    if not address.startswith(("http://", "https://")):
        raise KgError(
            f"{address!r} is no endpoint. Give an address that starts with http:// or https://."
        )


def _header() -> str:
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def _parsed(answer: _Answer, url: str) -> Any:  # noqa: ANN401 - results of each form of query
    if answer.media_type in _RESULTS:
        return _solutions(answer, url)
    if answer.media_type in _GRAPHS:
        try:
            quads = list(ox.parse(input=answer.body, format=_GRAPHS[answer.media_type]))
        except SyntaxError as error:
            raise _broken(url) from error
        store = ox.Store()
        store.extend(quads)
        return store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    if answer.media_type in ("text/html", "application/xhtml+xml"):
        raise KgError(f"{url} answers with a web page. Give the address of the endpoint itself.")
    raise KgError(f"{url} answers with {answer.media_type}, which is no result of SPARQL.")


def _solutions(answer: _Answer, url: str) -> Any:  # noqa: ANN401 - solutions or a boolean
    try:
        list_ = ox.parse_query_results(answer.body, _RESULTS[answer.media_type])
        if isinstance(list_, ox.QuerySolutions):
            for _ in list_:  # what is half there is not seen before its end
                pass
            return ox.parse_query_results(answer.body, _RESULTS[answer.media_type])
        return list_
    except (SyntaxError, ValueError, OSError) as error:
        raise _broken(url) from error


def _broken(url: str) -> KgError:
    return KgError(f"{url} gave half an answer, or none that can be read. Try again.")
