"""A SPARQL 1.1 endpoint somewhere else: asked and changed over the SPARQL 1.1 Protocol.

Everything that such a server may do instead of answering ends as a sentence (`kg.web`). What it
does silently is found out: that its default graph is not the union of its graphs, and that it cuts
long answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

import pyoxigraph as ox

from kg import web
from kg.errors import KgError, QueryError
from kg.names import PREFIXES
from kg.rdf import parts
from kg.rdf.parts import Parts
from kg.rdf.store import UNION_GRAPH, Over, Results, Row, plain
from kg.text.numbers import whole_number
from kg.web import Answer, Login

_RESULTS: Final = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_JSON: Final = ("application/sparql-results+json", "application/json")
_GRAPHS: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
_ROWS_WANTED: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
# Asked for rows and triples at once, Virtuoso answers CONSTRUCT with rows.
_TRIPLES_WANTED: Final = "application/n-triples, text/turtle;q=0.9"
_MOST_ROWS: Final = "X-SPARQL-MaxRows"  # Virtuoso says so where it cuts answers
_LIMIT: Final = re.compile(r"\blimit\s+(\d+)", re.IGNORECASE)
_FEW: Final = 1_000  # triples; no server cuts so short an answer
# A hundred thousand rows of nothing: a server that cuts answers says at which row it does.
_TEN: Final = " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "abcde")
_PROBE: Final = f"SELECT ?nothing WHERE {{ {_TEN} }}"
# Virtuoso writes a truth value as a number into JSON.
_TRUTH: Final = re.compile(
    rb'("datatype": "http://www\.w3\.org/2001/XMLSchema#boolean", "value": ")([01])"'
)
# What Virtuoso keeps for itself among the graphs of the people.
_OF_SERVER: Final = (
    "http://www.openlinksw.com/schemas/",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/sparql",
    "urn:activitystreams-owl:map",
    "urn:core:services:sparql",
    "urn:rules.skos",
)
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
        divided = parts.divide(text)
        more = self._dataset if over == "union" else []
        answer = self._answer(text, more, form=divided.form)
        results: Results = _parsed(answer, self.url)
        most = whole_number(answer.headers.get(_MOST_ROWS))
        if most is not None and isinstance(results, ox.QuerySolutions):
            return self._uncut(answer, most, divided, more)
        if _is_virtuoso(answer) and isinstance(results, ox.QueryTriples):
            self._refuse_cut_triples(answer, divided, more)
        return results

    def construct(self, text: str) -> Iterator[ox.Triple]:
        """Yield the triples of a CONSTRUCT over what it names itself, as many as the server gives.

        Whoever asks has to count them. Raises KgError where the server gives no triples.
        """
        results = _parsed(self._answer(text, [], form="CONSTRUCT"), self.url)
        if not isinstance(results, ox.QueryTriples):
            raise KgError(f"{self.url} does not answer CONSTRUCT with triples.")
        yield from results

    def rows(self, text: str) -> list[Row]:
        """Return the rows of a SELECT as plain strings."""
        return plain(self.query(text))

    def update(self, text: str) -> None:
        """Change what the server holds. Raises QueryError where it refuses, KgError if it fails."""
        self._post(self.update_url, [("update", _header() + text)], changes=True)

    def named_graphs(self) -> list[str]:
        """Return the IRIs of the named graphs that hold something."""
        names = filter(None, (row[0] for row in self._direct(_NAMED_GRAPHS)))
        return sorted(name for name in names if not is_of_server(name))

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
        return bool(_parsed(self._answer(text), self.url))

    def _direct(self, text: str) -> list[Row]:
        return plain(self.query(text, over="query"))

    def _uncut(
        self, answer: Answer, most: int, divided: Parts, more: list[tuple[str, str]]
    ) -> Results:
        """Return an answer anew where it cannot have been cut, and in parts where it can be."""
        results = _solutions(answer, self.url)
        variables = [each.value for each in results.variables]
        count = sum(1 for _ in results)
        wanted = _LIMIT.findall(divided.body)
        if count < most or (wanted and int(wanted[-1]) <= most):
            whole: Results = _solutions(answer, self.url)
            return whole
        if not divided.is_divisible or answer.media_type not in _JSON or not variables:
            raise QueryError(
                f"{self.url} gives at most {most:,} rows, and there may be more. Ask for parts of"
                " it by a FILTER, or for all of it without ORDER BY, LIMIT and FROM."
            )
        return self._in_parts(divided, variables, most, more)

    def _in_parts(
        self, divided: Parts, variables: list[str], most: int, more: list[tuple[str, str]]
    ) -> Results:
        """Return the rows of all parts of a query. Raises KgError where rows are missing."""
        total = self._count(divided, more)
        rows: list[object] = []
        left = parts.starts(2 * total // most + 1)
        while left:
            start = left.pop()
            some = _rows(self._answer(parts.part(divided, variables, start), more), self.url)
            if len(some) < most:
                rows += some
            elif len(start) < parts.LONGEST:
                left += [start + digit for digit in parts.starts(16)]
            else:
                raise QueryError(f"{self.url} gives at most {most:,} rows of {total:,}. Ask less.")
        if len(rows) != total:
            raise KgError(
                f"{self.url} counts {total:,} rows and gives {len(rows):,}. Something changed"
                " there; ask again."
            )
        said = {"head": {"vars": variables}, "results": {"bindings": rows}}
        whole: Results = ox.parse_query_results(json.dumps(said), ox.QueryResultsFormat.JSON)
        return whole

    def _refuse_cut_triples(
        self, answer: Answer, divided: Parts, more: list[tuple[str, str]]
    ) -> None:
        """Raise QueryError where triples may have been cut: this server does not say so."""
        if answer.body.count(b"\n") < _FEW or divided.form != "CONSTRUCT":
            return
        count = self._count(divided, more)
        if self.most_rows is not None and count >= self.most_rows:
            raise QueryError(
                f"{self.url} makes triples of at most {self.most_rows:,} rows, and this has"
                f" {count:,}. Ask for parts of it by a FILTER, or take all by kg pull."
            )

    def _count(self, divided: Parts, more: list[tuple[str, str]]) -> int:
        answer = self._answer(parts.count_rows(divided), more)
        counted = plain(_parsed(answer, self.url))
        number = whole_number(counted[0][0]) if counted and counted[0] else None
        if number is None:
            raise KgError(f"{self.url} does not count. Its answer may be cut; ask for less.")
        return number

    @cached_property
    def most_rows(self) -> int | None:
        """How many rows a server gives at most, where it says so."""
        return whole_number(self._answer(_PROBE).headers.get(_MOST_ROWS))

    def _answer(
        self, text: str, more: list[tuple[str, str]] | None = None, *, form: str = "SELECT"
    ) -> Answer:
        triples = form in ("CONSTRUCT", "DESCRIBE")
        fields = [("query", _header() + text), *(more or [])]
        return self._post(self.url, fields, _TRIPLES_WANTED if triples else _ROWS_WANTED)

    def _post(
        self,
        url: str,
        fields: list[tuple[str, str]],
        accept: str = _ROWS_WANTED,
        *,
        changes: bool = False,
    ) -> Answer:
        from urllib.parse import urlencode

        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        return web.post(
            url, body, headers, login=self._login, timeout=self._timeout, changes=changes
        )


def is_of_server(graph: str) -> bool:
    """Tell whether a graph is one that a server keeps for itself."""
    return graph.startswith(_OF_SERVER)


def _is_virtuoso(answer: Answer) -> bool:
    return (answer.headers.get("Server") or "").startswith("Virtuoso")


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
    body = answer.body
    if _is_virtuoso(answer):
        body = _TRUTH.sub(lambda match: match[1] + (b'true"', b'false"')[match[2] == b"0"], body)
    try:
        list_ = ox.parse_query_results(body, _RESULTS[answer.media_type])
        if isinstance(list_, ox.QuerySolutions):
            for _ in list_:  # what is half there is not seen before its end
                pass
            return ox.parse_query_results(body, _RESULTS[answer.media_type])
        return list_
    except (SyntaxError, ValueError, OSError) as error:
        raise _broken(url) from error


def _rows(answer: Answer, url: str) -> list[object]:
    """Return the rows of an answer in JSON as they stand there."""
    _solutions(answer, url)
    found: list[object] = json.loads(answer.body)["results"]["bindings"]
    return found


def _broken(url: str) -> KgError:
    return KgError(f"{url} gave half an answer, or none that can be read. Try again.")
