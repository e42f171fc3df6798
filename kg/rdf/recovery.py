"""RDF with broken places: what is sound is read, and each broken statement is told by its line.

N-Triples and N-Quads have a statement on each line; in Turtle and TriG statements end with a dot
outside of texts and brackets. What nothing can be told apart in, as in XML, stays refused whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

import pyoxigraph as ox

_LINES: Final = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_STATEMENTS: Final = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)
_MOST: Final = 1000  # broken places; with more of them the file is something else
_HEAD: Final = re.compile(r"\s*(?:@prefix|@base|prefix\b|base\b|@version|version\b)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What a dot may stand in without ending a statement. Nothing here can be tried in two ways, so the
# time is linear in the text.
_TOKEN: Final = re.compile(
    r"""\#[^\n]*
      | <[^<>"{}|^`\\\n]*>
      | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"
      | '''(?:[^'\\]|\\.|'(?!''))*'''
      | "(?:[^"\\\n]|\\.)*"
      | '(?:[^'\\\n]|\\.)*'
      | (?P<open>[\[({])
      | (?P<close>[\])}])
      | (?P<end>\.(?=\s|\#|\Z))""",
    re.VERBOSE | re.DOTALL,
)
_PARAGRAPH: Final = re.compile(r"[^\S\n]*\n[^\S\n]*\n")


class Broken(NamedTuple):
    """A piece of a file that is no RDF: the line on which it begins, and what is wrong with it."""

    line: int
    message: str


def parse(text: str, syntax: ox.RdfFormat, base: str | None) -> tuple[list[ox.Quad], list[Broken]]:
    """Return the quads of the sound statements, and the broken ones.

    Raises SyntaxError where the text is broken as a whole or names relative IRIs without a base.
    """
    try:
        quads = _lenient(text, syntax, base)
        broken: list[Broken] = []
    except SyntaxError:
        if syntax in _LINES:
            quads, broken = _by_line(text, syntax)
        elif syntax in _STATEMENTS:
            quads, broken = _by_statement(text, syntax, base)
        else:
            raise
        if not quads or len(broken) > _MOST:
            raise
    if base is None:
        _refuse_relative(quads, text, syntax)
    return quads, broken


def _refuse_relative(quads: list[ox.Quad], text: str, syntax: ox.RdfFormat) -> None:
    """Raise SyntaxError for an IRI without a scheme, at its place where the parser finds it."""
    relative = (iri for quad in quads for iri in iris(quad.triple) if not _SCHEME.match(iri))
    if (first := next(relative, None)) is not None:
        list(ox.parse(input=text, format=syntax))
        raise SyntaxError(f"No scheme found in {first!r}")


def iris(triple: ox.Triple) -> Iterator[str]:
    """Yield the IRIs of a triple, the datatype of a text included."""
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode):
            yield term.value
        elif isinstance(term, ox.Literal) and not term.language:
            yield term.datatype.value


@lru_cache(maxsize=100_000)
def is_iri(text: str) -> bool:
    """Tell whether a text is an IRI as the standard has it.

    >>> is_iri("https://example.org/a b")
    False
    """
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _lenient(text: str, syntax: ox.RdfFormat, base: str | None) -> list[ox.Quad]:
    return list(ox.parse(input=text, format=syntax, base_iri=base, lenient=True))


def _by_line(text: str, syntax: ox.RdfFormat) -> tuple[list[ox.Quad], list[Broken]]:
    quads: list[ox.Quad] = []
    broken = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            quads += _lenient(line, syntax, None)
        except SyntaxError as error:
            broken.append(Broken(number, _reason(error)))
            if len(broken) > _MOST:
                break
    return quads, broken


def _by_statement(
    text: str, syntax: ox.RdfFormat, base: str | None
) -> tuple[list[ox.Quad], list[Broken]]:
    """Return the quads of each statement, parsed with the prefixes that stand before it."""
    head = ""
    quads: list[ox.Quad] = []
    broken: list[Broken] = []
    for line, piece in _pieces(text):
        if not piece.strip() or len(broken) > _MOST:
            continue
        try:
            quads += _lenient(head + piece, syntax, base)
        except SyntaxError as error:
            inside = max((error.lineno or 1) - 1 - head.count("\n"), 0)
            begins = len(piece) - len(piece.lstrip())
            first = line + piece.count("\n", 0, begins)
            broken.append(Broken(max(first, line + inside), _reason(error)))
            continue
        if _HEAD.match(piece):
            head += piece.rstrip() + "\n"
    return quads, broken


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the statements of a Turtle text, each with the line on which it begins.

    A bracket that is never closed ends with the paragraph, so that it takes no other one with it.
    """
    start, depth, line = 0, 0, 1
    for match in _TOKEN.finditer(text):
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth = max(depth - 1, 0)
        elif match["end"] and (not depth or _PARAGRAPH.match(text, match.end())):
            yield line, text[start : match.end()]
            line += text.count("\n", start, match.end())
            start, depth = match.end(), 0
    yield line, text[start:]


def _reason(error: SyntaxError) -> str:
    """Return what the parser says, without its own account of the place."""
    said = re.sub(r"^Parser error (at|between) line .*?: | \(line \d+\)$", "", str(error))
    return said.replace("\n", "\\n").replace("\r", "\\r")
