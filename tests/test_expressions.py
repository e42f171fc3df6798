"""Regular expressions meet the texts of strangers: none of them may go back over what it has read.

Each expression of the package is taken out of the source, and repeated pieces of what it looks for
are given to it. An expression whose work grows with the square of its input would need hours here,
and a worse one would never end; one that reads on and on is done in a moment.
"""

from __future__ import annotations

import ast
import importlib
import re
import signal
from collections.abc import Iterator
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

from kg.imports.meaning import dates
from tests.processes import ROOT

LENGTHS = (1_000, 10_000, 100_000)
PATIENCE = 5  # seconds of processor time for one text; linear work takes some hundredths
CALLS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
SHORT = {"kg/imports/meaning/dates.py"}  # reads short texts only, see the last test
MOST = 12  # pieces of an expression that are combined


def expressions() -> dict[str, re.Pattern]:
    """Every expression in the source by its place: those of constants, and those written in calls.

    What a function puts together from values is tested where the function is.
    """
    found = {}
    for path in sorted((ROOT / "kg").rglob("[!_]*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name in SHORT:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (pattern := _written(node)) is not None:
                found[f"{name}:{node.lineno} {node.func.attr}"] = pattern
        module = importlib.import_module(name.removesuffix(".py").replace("/", "."))
        for label, value in vars(module).items():
            values = value.values() if isinstance(value, dict) else [value]
            for number, each in enumerate(values):
                if isinstance(each, re.Pattern):
                    found[f"{name} {label} {number}"] = each
    different = {(each.pattern, each.flags): place for place, each in found.items()}
    return {place: found[place] for place in different.values()}


def _written(call: ast.Call) -> re.Pattern | None:
    """The expression of a call such as re.sub("a+", …), where it stands there in full."""
    function = call.func
    if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)):
        return None
    if function.value.id != "re" or function.attr not in CALLS or not call.args:
        return None
    first = call.args[0]
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str | bytes):
        return None
    words = [*call.args[1:], *(each.value for each in call.keywords)]
    flags = [getattr(re, each.attr) for each in words if _is_flag(each)]
    return re.compile(first.value, *flags[:1])


def _is_flag(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(
        getattr(re, node.attr, None), re.RegexFlag
    )


def pieces(pattern: re.Pattern) -> list[str]:
    """Texts that parts of an expression match: what a hostile text would be made of."""
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    found = dict.fromkeys(_samples(parser.parse(text, flags | re.UNICODE)))
    plain = dict.fromkeys(each[:1] for each in found if each)
    return [*found, *plain, "a", "1", " ", "!", "\n"]


def _samples(parsed: object) -> Iterator[str]:
    """A text for each sequence inside an expression, and for each single part of it."""
    parts = [_sample(operation, value) for operation, value in parsed]
    yield "".join(parts)[:40]
    needed = [part for (_, value), part in zip(parsed, parts, strict=True) if not _may_lack(value)]
    yield "".join(needed)[:40]
    for (_, value), part in zip(parsed, parts, strict=True):
        yield part[:40]
        for each in _inside(value):
            yield from _samples(each)


def _may_lack(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 3 and value[0] == 0


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, parser.SubPattern):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _inside(each)


def _sample(operation: object, value: object) -> str:
    match operation:
        case codes.LITERAL:
            return chr(value)
        case codes.NOT_LITERAL | codes.ANY:
            return "x"
        case codes.IN:
            return _member(value)
        case codes.BRANCH:
            return "".join(_sample(*each) for each in value[1][0])
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            return "".join(_sample(*each) for each in value[2]) * min(max(value[0], 2), value[1], 4)
        case codes.SUBPATTERN:
            return "".join(_sample(*each) for each in value[3])
        case codes.ATOMIC_GROUP:
            return "".join(_sample(*each) for each in value)
    return ""


def _member(choices: list) -> str:
    found = ""
    negated = choices[0][0] is codes.NEGATE
    for operation, value in choices:
        match operation:
            case codes.LITERAL:
                found = found or chr(value)
            case codes.RANGE:
                found = found or chr(value[0])
            case codes.CATEGORY:
                digit = value in (codes.CATEGORY_DIGIT, codes.CATEGORY_WORD)
                found = found or ("1" if digit else " ")
    return "x" if negated else found


def texts(pattern: re.Pattern, length: int) -> Iterator[str]:
    """Hostile texts of about a length: a beginning, a piece again and again, an end that fails."""
    found = pieces(pattern)
    wholes = [each for each in found if len(each) > 1][:MOST] or found[:1]
    few = 4 if length > LENGTHS[0] else 0
    starts = dict.fromkeys(each[:size] for each in wholes for size in range(0, 6, 5 if few else 1))
    units = [*found[:MOST], *(a + b for a, b in product(found[: MOST // 2], repeat=2))]
    for start, unit in product(starts, filter(None, dict.fromkeys(found[:few] if few else units))):
        yield start + unit * (length // len(unit)) + "\x00!"


def uses() -> dict[str, set[str]]:
    """How the constants are used, where that can be seen: by a file and a name, the methods."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "kg").rglob("[!_]*.py")):
        for name, method in re.findall(
            r"\b(_[A-Z_]+)(?:\[[^\[\]]*\])?\.(\w+)", path.read_text("utf-8")
        ):
            if method in CALLS:
                found.setdefault(f"{path.relative_to(ROOT).as_posix()} {name}", set()).add(method)
    return found


EXPRESSIONS = expressions()
USED = uses()


@pytest.mark.parametrize("place", EXPRESSIONS)
def test_an_expression_reads_a_text_once(place):
    pattern = EXPRESSIONS[place]
    used = USED.get(place.rpartition(" ")[0]) or {place.rpartition(" ")[2]}
    ways = [pattern.fullmatch, *([pattern.search] if used - {"fullmatch", "match"} else [])]

    def give_up(*_):
        raise AssertionError(f"{place}: {pattern.pattern!r} goes back over {text[:60]!r}…")

    before = signal.signal(signal.SIGVTALRM, give_up)
    try:
        for length in LENGTHS:
            for text in texts(pattern, length):
                given = (
                    text.encode("latin-1", "replace")
                    if isinstance(pattern.pattern, bytes)
                    else text
                )
                signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
                for way in ways:
                    way(given)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("unit", ["od ", "- ", "1-", "1 ", ". ", "a", "to "])
def test_a_text_too_long_for_a_date_is_none(unit):
    with pytest.raises(ValueError, match="is no date: it is too long"):
        dates.read_date(unit * 100_000)
