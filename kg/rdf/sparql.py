"""What a SPARQL query is, seen before the engine sees it; the engine's refusals in plain words.

The engine's parser recurses (a few kilobytes of brackets end the process) and its SERVICE cannot be
switched off, so a query is read here first, token by token, after the grammar of SPARQL 1.1 and 1.2
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar). The engine reads without tokens: SERVICEex:a
is SERVICE ex:a to it, trueSERVICE is true and SERVICE, ex:a.b.SERVICE is ex:a.b and SERVICE, and
'<' after a value compares even where '<…>' could be an IRI. Each is settled or refused here.
FROM passes with any IRI: the engine loads no graph, and one that it does not hold is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.text.words import did_you_mean

MAX_BYTES: Final = 100_000
MAX_DEPTH: Final = 64
FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_READ_ONLY: Final = "and queries are read-only. Edit the files of graphdata instead."

_UPDATES: Final = {*re.findall(r"\w+", "INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH")}
_WORDS: Final = _UPDATES.union(
    re.findall(
        r"\w*",  # with the empty word, for tokens that are none
        """A ABS ADJUST ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT
        CONTAINS COUNT DATA DATATYPE DAY DEFAULT DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS
        FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HASLANG HASLANGDIR HAVING HOURS IF IN
        INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES
        LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OBJECT OFFSET OPTIONAL
        ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT
        SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS
        STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TO TRIPLE TRUE
        TZ UCASE UNDEF UNION URI USING UUID VALUES VERSION WHERE YEAR""",
    )
)

_BASE: Final = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MARKS: Final = r"\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"


def _compile(base: str, marks: str) -> re.Pattern[str]:
    """Return the pattern of a token, for texts whose letters are *base* and *marks*.

    That of ASCII compiles in a twentieth of the time, and most queries are no more.
    """
    chars = rf"{base}_0-9{marks}\-"
    local = rf"(?:[{base}_:0-9]|{_ESCAPED})(?:\.*+(?:[{chars}:]|{_ESCAPED}))*+"
    return re.compile(  # possessive repeats (*+) keep it linear: the text may be hostile
        rf"""(?P<space>[ \t\r\n]++|\#[^\r\n]*+)
    |(?P<string>'''(?:'{{0,2}}(?:[^'\\]|\\[\s\S]))*+'''
        |\"\"\"(?:"{{0,2}}(?:[^"\\]|\\[\s\S]))*+\"\"\"
        |'(?!'')(?:[^'\\\r\n]|\\[^\r\n])*+'|"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*+")
    |(?P<variable>[?$][{base}_0-9][{base}_0-9{marks}]*+)
    |(?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
    |(?P<blank>_:[{base}_0-9](?:\.*+[{chars}])*+)
    |(?P<word>[{base}](?:\.*+[{chars}])*+(?::(?:{local})?)?|:(?:{local})?)
    |(?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
    |(?P<sign>\^\^|&&|\|\||!=|>=|>>|<=|<<|[{{}}()\[\].,;=!+*/|^?~<>-])""",
        re.VERBOSE,
    )


@cache
def _compile_wide() -> re.Pattern[str]:
    return _compile(_BASE, _MARKS)


_TOKEN: Final = _compile("A-Za-z", "")
_IRI: Final = re.compile(r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\[uU][0-9A-Fa-f]{4})*+>")
# With '//' after its scheme it is no comparison; without one of these marks it could hide nothing.
_DOUBTFUL_IRI: Final = re.compile(r"<(?![A-Za-z][\w+.-]*+://)[^'#(]*+['#(].*>")
_TWO_DOTS: Final = re.compile(r"[^:]*+:(?:[^\\.]|\\.)*+\.++(?:[^\\.]|\\.)++\.")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\\\")

_CLOSERS: Final = {")": "(", "]": "[", "}": "{", ">>": "<<"}
_VALUES: Final = ("string", "variable", "number", "blank", "prefixed", "language", "iri")
_CLAUSES: Final = {
    **dict.fromkeys(("FILTER", "BIND"), "one"),
    **dict.fromkeys(("SELECT", "BY", "HAVING"), "many"),
    **dict.fromkeys(("WHERE", "FROM", "VALUES", "LIMIT", "OFFSET", "ORDER", "GROUP"), ""),
}


class Token(NamedTuple):
    """One token: its kind, its text, its 0-based position, and the nesting just after it."""

    kind: str
    text: str
    at: int
    depth: int = 0

    @property
    def word(self) -> str:
        """The keyword in capitals, or nothing."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def prefix(self) -> str:
        """What stands before the colon."""
        return self.text.partition(":")[0]


class Inspection(NamedTuple):
    """What a query is: its form (UPDATE only where allowed), its nesting, whether it has FROM."""

    form: str
    depth: int
    names_dataset: bool = False


class _Frame(NamedTuple):
    opener: Token
    expression: bool = False  # a bracket in which '<' after a value compares
    clause: str = ""  # "one" or "many": the next bracket, or every bracket, holds an expression


def inspect(query: str, *, allow: frozenset[str] = frozenset()) -> Inspection:
    """Return what *query* is; *allow* may hold SERVICE, LOAD and UPDATE.

    Raises QueryError, with line and column, for what is refused; its cost the worker limits.
    """
    if (size := len(query.encode("utf-8", "surrogatepass"))) > MAX_BYTES:
        raise QueryError(f"the query has {size:,} bytes, the limit is {MAX_BYTES:,}. Split it.")
    # SPARQL 1.1 (section 19.2) resolves escapes before it reads, SPARQL 1.2 and the engine do not.
    for text in dict.fromkeys((_ESCAPE.sub(_character, query), query)):
        if (refusal := _forbidden(list(_readable(text)), allow)) is not None:
            raise _wrong(text, *refusal)
    found = list(tokens(query))
    form = _form(query, found, allow)
    if stranger := next((token for token in found if token.word not in _WORDS), None):
        hint = did_you_mean(stranger.word, _WORDS, "A name needs a prefix, a variable a '?'.").en
        raise _wrong(query, stranger.at, f"{stranger.text[:40]!r} is no word of SPARQL. {hint}")
    depth = max(token.depth for token in found)
    return Inspection(form, depth, any(token.word == "FROM" for token in found))


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text* without blanks and comments.

    Raises QueryError for what cannot be read, brackets that do not pair, and nesting (brackets, and
    prefix operators in a row) beyond `MAX_DEPTH`.
    """
    before, at, row = Token("", "", 0), 0, 0
    stack = [_Frame(before)]
    pattern = _TOKEN if text.isascii() else _compile_wide()
    while at < len(text):
        compares = stack[-1].expression and _is_value(before)
        kind, end = _lex(pattern, text, at, compares=compares)
        if kind != "space":
            token = Token(kind, text[at:end], at)
            _refuse_doubtful(text, stack[-1], before, token)
            _follow(text, stack, token)
            row = row + 1 if token.text in ("!", "+", "-", "^") else 0
            before = token._replace(depth=len(stack) - 1 + row)
            if before.depth > MAX_DEPTH:
                raise _wrong(text, at, f"nested deeper than {MAX_DEPTH} levels. Nest it less.")
            yield before
        at = end
    if len(stack) > 1:
        opener = stack[-1].opener
        raise _wrong(text, opener.at, f"{opener.text!r} is not closed. Close it, or remove it.")


def explain(error: SyntaxError, query: str, *, bound: Mapping[str, str] = PREFIXES) -> QueryError:
    """Return the engine's refusal of *query* (prefixes *bound*) with place and next step."""
    found = list(_readable(query))
    known = {*bound, *(name.prefix for word, name in pairwise(found) if word.word == "PREFIX")}
    for token in found:
        if token.kind == "prefixed" and (prefix := token.prefix) not in known:
            step = f"{did_you_mean(prefix, known).en} Declare it: PREFIX {prefix}: <IRI>."
            return _wrong(query, token.at, f"the prefix {prefix}: is not declared. {step.lstrip()}")
    at, sentence = _furthest(error, query, bound)
    at = next((token.at for token in found if token.at + len(token.text) > at), len(query))
    near = query[at : at + 40].partition("\n")[0] or "the end"
    said = sentence or f"the query is not SPARQL from about {near!r} on"
    return _wrong(query, at, f"{said}. Check what stands there.")


def _lex(pattern: re.Pattern[str], text: str, at: int, *, compares: bool) -> tuple[str, int]:
    """Return the kind and the end of the token, blank or comment that begins at *at*."""
    if compares and text.startswith("<<", at):
        return "sign", at + 1
    if not compares and (match := _IRI.match(text, at)):
        return "iri", match.end()
    if match := pattern.match(text, at):
        kind = str(match.lastgroup)
        return "prefixed" if kind == "word" and ":" in match[0] else kind, match.end()
    if text[at] in "\"'":
        raise _wrong(text, at, "the string that begins here is not closed. Close it.")
    raise _wrong(text, at, f"{text[at]!r} cannot stand outside strings and IRIs. Remove it.")


def _is_value(token: Token) -> bool:
    return token.kind in _VALUES or token.text.upper() in (")", "]", "TRUE", "FALSE")


def _follow(text: str, stack: list[_Frame], token: Token) -> None:
    """Keep the stack of open brackets, and whether they hold expressions, up to date."""
    frame = stack[-1]
    if token.word in _CLAUSES:
        stack[-1] = frame._replace(clause=_CLAUSES[token.word])
    elif token.text in _CLOSERS.values():
        if token.text == "{":
            stack[-1] = frame._replace(clause="")
        stack.append(_Frame(token, token.text == "(" and (frame.expression or frame.clause != "")))
    elif token.text in _CLOSERS:
        if frame.opener.text != _CLOSERS[token.text]:
            raise _wrong(text, token.at, f"{token.text!r} closes nothing. Remove it, or open it.")
        stack.pop()
        if stack[-1].clause == "one":
            stack[-1] = stack[-1]._replace(clause="")


def _refuse_doubtful(text: str, frame: _Frame, before: Token, token: Token) -> None:
    """Refuse what the engine may read in another way than the standard."""
    step = ""
    if token.kind == "prefixed" and _TWO_DOTS.match(token.text):
        step = "has more than one dot, which the engine cannot read. Write the IRI in full."
    if frame.opener.text == "(" and _is_value(before) and _DOUBTFUL_IRI.fullmatch(token.text):
        step = "may be an IRI or a comparison. Put a blank after '<', or write the whole IRI."
    if step:
        raise _wrong(text, token.at, f"{token.text[:40]!r} {step}")


def _readable(text: str) -> Iterator[Token]:
    with suppress(QueryError):  # what comes before the mistake is still worth a look
        yield from tokens(text)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2] or "110000", 16)
    return chr(code) if code < 0x110000 else escape[0]


def _forbidden(found: Sequence[Token], allow: frozenset[str]) -> tuple[int, str] | None:
    """Return the position of the first token that *allow* does not cover, and what to say."""
    for place, token in enumerate(found):
        if token.word == "LOAD" and "LOAD" not in allow:
            return token.at, f"LOAD is an update, {_READ_ONLY}"
        if "SERVICE" not in allow and _is_service(found, place):
            return token.at, "SERVICE asks another server, which is off. Read its data with --data."
    return None


def _is_service(found: Sequence[Token], place: int) -> bool:
    """Return whether the engine may take the token at *place*, or its beginning, for SERVICE."""
    token = found[place]
    if token.kind != "prefixed" or "SERVICE" not in token.prefix.upper() or not token.depth:
        return "SERVICE" in token.word
    # A name stands before a group only after GRAPH or as an object; '{' '|' begins an annotation.
    after = [follower.text for follower in found[place + 1 : place + 3]]
    return after[:1] == ["{"] and after != ["{", "|"] and found[place - 1].word != "GRAPH"


def _form(query: str, found: Sequence[Token], allow: frozenset[str]) -> str:
    first = next(iter(found[_prologue(query, found) :]), Token("", "", len(query)))
    if first.word in FORMS:
        return first.word
    if first.word in _UPDATES:
        if "UPDATE" in allow:
            return "UPDATE"
        raise _wrong(query, first.at, f"{first.word} is an update, {_READ_ONLY}")
    begin = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with"
    hint = did_you_mean(first.text.upper(), FORMS, "Check what stands first.").en
    raise _wrong(query, first.at, f"{begin} {first.text[:40]!r}. {hint}")


def _prologue(query: str, found: Sequence[Token]) -> int:
    place = 0
    while place < len(found) and found[place].word in ("BASE", "PREFIX", "VERSION"):
        kinds = [token.kind for token in found[place + 1 : place + 3]]
        if found[place].word == "PREFIX" and kinds != ["prefixed", "iri"]:
            raise _wrong(query, found[place].at, "write a prefix as PREFIX name: <IRI>.")
        place += 3 if found[place].word == "PREFIX" else 2
    return place


def _wrong(text: str, at: int, message: str) -> QueryError:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return QueryError(message, line=line, column=column)


def _furthest(error: SyntaxError, query: str, prefixes: Mapping[str, str]) -> tuple[int, str]:
    """Return the position where the engine's parser began to fail, and its complaint.

    It names the position after as many characters as a keyword has; blanks added give it enough.
    """
    import pyoxigraph as ox

    try:
        ox.Store().query(query + "\n" + " " * 20, prefixes=dict(prefixes))
    except SyntaxError as padded:
        error = padded
    match = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", str(error), re.DOTALL)
    if match is None:
        return 0, ""
    at = sum(len(row) + 1 for row in query.split("\n")[: int(match[1]) - 1]) + int(match[2]) - 1
    items = re.sub(r'"(?:\\.|[^"\\])*+"?|\[[^\]]*+\]?', "", match[3]).split(", ")
    keywords = [len(item) for item in items if re.fullmatch(r"\w{2,}", item)]
    sentence = next((item for item in items if re.search(r"[a-z] [a-z]", item)), "")
    return max(at - max(keywords, default=0), 0), sentence.strip().rstrip(".")
