"""A SPARQL 1.1 endpoint somewhere else: asked and changed over the SPARQL 1.1 Protocol.

Everything that such a server may do instead of answering ends as a sentence (`kg.web`). What it
does silently is found out: that its default graph is not the union of its graphs, and that it cuts
long answers.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Final

import pyoxigraph as ox

from kg import web
from kg.errors import KgError, QueryError
from kg.names import PREFIXES
from kg.rdf.store import UNION_GRAPH, Over, Results, Row, plain
from kg.web import Answer, Login

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


class Endpoint:
    """An endpoint at an address; *update* is where it takes changes (default: guessed)."""

    def __init__(
        self,
        url: str,
        *,
        update: str | None = None,
        login: Login | None = None,
        timeout: float = web.TIMEOUT,
    ) -> None:
        for address in (url, update):
            if address is not None:
                web.require_address(address, "endpoint")
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

    def _uncut(self, answer: Answer, most: int, text: str) -> Results:
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

    def _post(self, url: str, fields: list[tuple[str, str]]) -> Answer:
        from urllib.parse import urlencode

        headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        return web.post(url, body, headers, login=self._login, timeout=self._timeout)


def _header() -> str:
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def _parsed(answer: Answer, url: str) -> Any:  # noqa: ANN401 - results of each form of query
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


def _solutions(answer: Answer, url: str) -> Any:  # noqa: ANN401 - solutions or a boolean
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
