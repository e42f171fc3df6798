"""Turtle in and out: one strict reader, one deterministic writer.

The writer lays a graph out as a ledger: subjects sorted, the type first, then names, then what the
claim says on one line and when and where on the next, so that a new membership with its evidence
changes five lines and no other. The same triples give the same bytes in any order, under any hash
seed and locale, and every literal keeps the form in which it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.errors import SourceError
from kg.names import EV, ID, PREFIXES, SRC, TIE, expand, shorten, split

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Tags = Mapping[tuple[str, str], str]

MAX_DEPTH: Final = 256
MAX_TERM: Final = 10_000_000  # characters of a literal, an IRI or a comment; the parser takes 16 MB

_XSD: Final = PREFIXES["xsd"]
_TYPE: Final = expand("rdf:type")

# Predicates that share a line, in reading order; every other predicate has a line of its own.
_LINES: Final[tuple[tuple[str, ...], ...]] = (
    ("rdf:type", "oa:hasSource", "oa:start", "oa:end", "pc:sheet", "pc:row"),
    ("skos:prefLabel",),
    ("skos:altLabel",),
    ("skos:hiddenLabel",),
    ("rdfs:label",),
    ("pc:agent", "pc:context", "pc:role"),
    ("rdf:subject", "rdf:predicate", "rdf:object"),
    ("pc:influenceFrom", "pc:influenceOn"),
    ("pc:funder", "pc:funded"),
    ("pc:verdict", "pc:keeps"),
    ("pc:reporter", "pc:counterpart", "pc:indicator", "pc:period"),
    ("pc:value", "pc:amount", "pc:currency", "pc:bound"),
    ("pc:status", "pc:when", "pc:attested", "pc:evidence"),
)
_PLACE: Final = {
    expand(name): (row, column)
    for row, line in enumerate(_LINES)
    for column, name in enumerate(line)
}
# Numbers that every reader keeps as they are without quotes; rdflib makes 1 of a bare 01 or +1.
_BARE: Final = {
    _XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    _XSD + "decimal": re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,6}"),
    _XSD + "double": re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE_TEXT: Final = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_CAPITAL_TAG: Final = re.compile(r"@[a-z0-9-]*+[A-Z]")

# A section is a namespace; sections are set apart by an empty line, in this order, others last.
_SECTIONS: Final = (SRC, ID, PREFIXES["claim"], TIE, EV)

# Possessive repeats (*+) never go back, and what is not closed reaches to the end of its line or of
# the text: so every character is read once, however hostile the text is.
_TOKEN: Final = re.compile(
    r"""(?P<escape>\\.)
      | (?P<comment>\#[^\n]*+)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+(?:\\[uU][0-9A-Fa-f]++[^<>"{}|^`\\\x00-\x20]*+)*+>)
      | (?P<string>\"\"\"(?:[^"\\]++|\\.|"(?!""))*+(?:\"\"\"|\Z)
                  | '''(?:[^'\\]++|\\.|'(?!''))*+(?:'''|\Z)
                  | "(?:[^"\\\n]++|\\.)*+"? | '(?:[^'\\\n]++|\\.)*+'?)
      | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
      | (?P<blank>(?<![\w-])_:)
      | (?P<open><<|[\[({])
      | (?P<close>>>|[\])}])""",
    re.VERBOSE | re.DOTALL,
)


class Document(NamedTuple):
    """What a Turtle file says: its triples, and the language tags that were written in capitals."""

    triples: list[ox.Triple]
    tags: dict[tuple[str, str], str]


def read(text: str, *, name: str) -> Document:
    """Return the triples of a Turtle text, literals as written.

    Raises SourceError with line and column where the text is no Turtle, and for a relative IRI: a
    path of this machine must never become data.
    """
    refuse_deep_nesting(text, name)
    refuse_long_terms(text, name)
    try:
        quads = ox.parse(input=text, format=ox.RdfFormat.TURTLE)
        triples = [quad.triple for quad in quads]
    except SyntaxError as error:
        raise syntax_error(error, text, name) from error
    except MemoryError as error:
        raise SourceError("too long for the parser. Split the file.", file=name) from error
    return Document(triples, capital_tags(text))


def syntax_error(error: SyntaxError, text: str, name: str, syntax: str = "Turtle") -> SourceError:
    """Return the parser's complaint as one sentence with a place and a next step."""
    advice = _advice(str(error), text, syntax)
    return SourceError(advice, file=name, line=error.lineno, column=error.offset)


def refuse_deep_nesting(text: str, name: str) -> None:
    """Raise SourceError where brackets nest deeper than the parser survives; also for JSON."""
    depth = 0
    if sum(map(text.count, ("[", "(", "{", "<<"))) > MAX_DEPTH:
        for match in _TOKEN.finditer(text):
            depth += (match.lastgroup == "open") - (match.lastgroup == "close")
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, match.start()) + 1
                message = f"brackets nested more than {MAX_DEPTH} deep. Write it flatter."
                raise SourceError(message, file=name, line=line)


def refuse_long_terms(text: str, name: str) -> None:
    """Raise SourceError for a literal, an IRI or a comment that is longer than anything real."""
    if len(text) <= MAX_TERM:
        return
    for match in _TOKEN.finditer(text):
        if match.end() - match.start() > MAX_TERM:
            line = text.count("\n", 0, match.start()) + 1
            sort = {"string": "literal", "iri": "IRI"}.get(match.lastgroup or "", "comment")
            message = f"a {sort} of more than {MAX_TERM:,} characters. Shorten it."
            raise SourceError(message, file=name, line=line)


def capital_tags(text: str) -> dict[tuple[str, str], str]:
    """Return {(literal, tag in small letters): tag as written} for tags that hold a capital.

    The parser makes tags small; an export has to keep them as they were.
    """
    if not _CAPITAL_TAG.search(text):
        return {}
    tags, string = {}, ""
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "tag" and match[0] != match[0].lower() and string:
            tags[_unquote(string), match[0][1:].lower()] = match[0][1:]
        string = match[0] if match.lastgroup == "string" else ""
    return tags


def first_comment(text: str) -> int | None:
    """Return the line of the first ``#`` comment, or None: comments do not survive a writer."""
    return _first(text, "comment")


def first_blank_node(text: str) -> int | None:
    """Return the line of the first blank node (``_:``, ``[`` or ``(``), or None."""
    return _first(text, "blank", "open")


def find_line(text: str, *names: str) -> int | None:
    """Return the line on which the *names* stand one below the other, as far as they do.

    Names are IRIs or texts as in the data. The line of the last name that was found is returned,
    None where not even the first one stands there.
    """
    position, found = 0, None
    for name in names:
        match = _mention(name).search(text, position)
        if match is None:
            return found
        position = match.start()
        found = text.count("\n", 0, position) + 1
    return found


def write(triples: Iterable[ox.Triple], *, tags: Tags | None = None) -> str:
    """Return the canonical Turtle of *triples*, with the prefixes that it uses.

    >>> print(write([ox.Triple(ox.NamedNode(expand("id:cep")), ox.NamedNode(expand("rdf:type")),
    ...                        ox.NamedNode(expand("org:Organization")))]), end="")
    @prefix id: <https://w3id.org/pencoop/id/> .
    @prefix org: <http://www.w3.org/ns/org#> .
    <BLANKLINE>
    id:cep a org:Organization .
    """
    writer = _Writer(tags or {})
    subjects: dict[Term, dict[ox.NamedNode, set[Term]]] = {}
    for triple in triples:
        objects = subjects.setdefault(triple.subject, {}).setdefault(triple.predicate, set())
        objects.add(triple.object)
    lines, section = [], None
    for subject in sorted(subjects, key=_subject_key):
        key = _subject_key(subject)
        if section is not None and section != key[0]:
            lines.append("")
        section = key[0]
        lines.append(writer.block(subject, subjects[subject]))
    header = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in sorted(writer.used)]
    return "\n".join([*header, *([""] if header else []), *lines]) + "\n" if lines else ""


def value(term: Term | ox.DefaultGraph) -> str:
    """Return the IRI, the label of the blank node, or the text of the literal."""
    return str(term) if isinstance(term, ox.Triple | ox.DefaultGraph) else term.value


def term_text(term: Term, tags: Tags | None = None, used: set[str] | None = None) -> str:
    """Return a term in Turtle, prefixed where it can be; *used* takes note of the prefix."""
    if isinstance(term, ox.NamedNode):
        return _iri_text(term.value, used)
    if isinstance(term, ox.BlankNode):
        return str(term)
    if isinstance(term, ox.Triple):
        parts = (term.subject, term.predicate, term.object)
        return "<<( " + " ".join(term_text(part, tags, used) for part in parts) + " )>>"
    text = '"' + _UNSAFE_TEXT.sub(_escape, term.value) + '"'
    if term.language:
        direction = f"--{term.direction}" if term.direction else ""
        return f"{text}@{(tags or {}).get((term.value, term.language), term.language)}{direction}"
    datatype = term.datatype.value
    if datatype == _XSD + "string":
        return text
    if datatype in _BARE and _BARE[datatype].fullmatch(term.value):
        return term.value
    return f"{text}^^{_iri_text(datatype, used)}"


class _Writer:
    """Blocks of Turtle; the text and place of a name that comes again is worked out once."""

    def __init__(self, tags: Tags) -> None:
        self.used: set[str] = set()
        self._tags = tags
        self._texts: dict[ox.NamedNode, str] = {}
        self._verbs: dict[ox.NamedNode, tuple[tuple[int, int, str], tuple[int, str], str]] = {}

    def block(self, subject: Term, predicates: dict[ox.NamedNode, set[Term]]) -> str:
        rows: dict[tuple[int, str], list[str]] = {}
        for (_, row, verb), objects in sorted(
            (self._verb(each), objects) for each, objects in predicates.items()
        ):
            rows.setdefault(row, []).append(f"{verb} {self._objects(objects)}")
        lines = [" ;\n    ".join(row) if _long(row) else " ; ".join(row) for row in rows.values()]
        first = " " if (0, "") in rows else "\n    "
        return self._text(subject) + first + " ;\n    ".join(lines) + " ."

    def _objects(self, objects: set[Term]) -> str:
        if len(objects) == 1:
            return self._text(next(iter(objects)))
        return " ,\n        ".join(map(self._text, sorted(objects, key=_object_key)))

    def _verb(self, name: ox.NamedNode) -> tuple[tuple[int, int, str], tuple[int, str], str]:
        """Return where a predicate stands, in which row, and its text."""
        if name not in self._verbs:
            text = "a" if name.value == _TYPE else self._text(name)
            self._verbs[name] = _predicate_key(name), _row(name), text
        return self._verbs[name]

    def _text(self, term: Term) -> str:
        if not isinstance(term, ox.NamedNode):
            return term_text(term, self._tags, self.used)
        text = self._texts.get(term)
        if text is None:
            text = self._texts[term] = _iri_text(term.value, self.used)
        return text


def _long(row: list[str]) -> bool:
    """Tell whether predicates that share a line must not: one of them has several values."""
    return any("\n" in text for text in row)


def _row(predicate: Term) -> tuple[int, str]:
    place = _PLACE.get(value(predicate))
    return (place[0], "") if place else (len(_LINES), value(predicate))


def _predicate_key(predicate: Term) -> tuple[int, int, str]:
    row, column = _PLACE.get(value(predicate), (len(_LINES), 0))
    return row, column, shorten(value(predicate))


def _subject_key(subject: Term) -> tuple[int, str]:
    name = value(subject)
    if not isinstance(subject, ox.NamedNode):
        return len(_SECTIONS) + 1, name
    for rank, namespace in enumerate(_SECTIONS):
        if name.startswith(namespace):
            return rank, name
    return len(_SECTIONS), name


def _object_key(term: Term) -> tuple[int, str, str, str]:
    if isinstance(term, ox.Literal):
        return 2, term.language or "", term.value, term.datatype.value
    return (0 if isinstance(term, ox.NamedNode) else 1), value(term), "", ""


def _iri_text(iri: str, used: set[str] | None) -> str:
    parts = split(iri)
    if parts is None:
        return f"<{iri}>"  # the parser has checked it: nothing in it needs an escape
    if used is not None:
        used.add(parts[0])
    return f"{parts[0]}:{parts[1]}"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def _first(text: str, *kinds: str) -> int | None:
    starts = (match.start() for match in _TOKEN.finditer(text) if match.lastgroup in kinds)
    start = next(starts, None)
    return None if start is None else text.count("\n", 0, start) + 1


def _unquote(string: str) -> str:
    """Return the value of a Turtle string token."""
    parsed = list(ox.parse(input=f"<a:a> <a:a> {string} .", format=ox.RdfFormat.TURTLE))
    return value(parsed[0].object)


def _mention(name: str) -> re.Pattern[str]:
    """Return a pattern for a name as it may stand in a file: full, prefixed, or as a literal."""
    forms = {re.escape(name), re.escape(shorten(name))}
    if name == _TYPE:
        forms.add(r"\ba\b")
    return re.compile(r"(?<![\w-])(?:" + "|".join(sorted(forms)) + r")(?![\w-])")


def _advice(message: str, text: str, syntax: str) -> str:
    """Return the parser's message in the project's words."""
    said = re.sub(r"^Parser error (at|between) line .*?: | \(line \d+\)$", "", message)
    said = said.replace("\n", "\\n").replace("\r", "\\r")
    if re.match(r"\s*<(!doctype )?html", text, re.IGNORECASE):
        return f"this looks like an HTML page, not {syntax}. Download the data itself."
    if "No scheme found" in said or "relative IRI" in said:
        return "a relative IRI. Write the full IRI or a prefixed name such as id:cep."
    prefix = re.search(r"The prefix (\S*:) has not been declared", said)
    if prefix:
        return f"the prefix {prefix[1]} is not declared. Add its @prefix line or correct it."
    return f"not {syntax}: {said}. Correct the text at this place."
