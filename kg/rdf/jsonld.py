"""JSON-LD from outside: nothing is fetched, nothing is read from a path, no value is lost.

A context is taken from the document itself or, for schema.org, from the copy that travels with kg;
any other is refused by its name. A key that stands twice in an object is refused, because readers
of JSON keep one of the two without a word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

from kg.errors import SourceError

_BUNDLED: Final = re.compile(r"https?://schema\.org/?(docs/jsonldcontext\.json(ld)?)?")


def prepare(text: str, *, name: str) -> str:
    """Return a JSON-LD text in which contexts that travel with kg are written out.

    The text must not be nested deeper than Python reads. Raises SourceError with line and column
    where it is no JSON, and for a key that stands twice.
    """
    data = _parse(text, name)
    if any(_BUNDLED.fullmatch(each) for each in _outside(data)):
        return json.dumps(_with_copies(data), ensure_ascii=False)
    return text


def foreign_context(text: str) -> str | None:
    """Return the first context of a JSON document that neither stands in it nor travels with kg."""
    contexts = _outside(json.loads(text))
    return next((each for each in contexts if not _BUNDLED.fullmatch(each)), None)


def _parse(text: str, name: str) -> Any:  # noqa: ANN401 - any JSON value
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(value := dict(found)) == len(found):
            return value
        keys = [key for key, _ in found]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise SourceError(
            f"the key {json.dumps(doubled, ensure_ascii=False)} stands twice in one object, and"
            " one value would be lost. Write a list.",
            file=name,
            line=_repeated(text, doubled),
        )

    def constant(word: str) -> float:
        raise SourceError(f"{word} is no JSON value. Write it as a text.", file=name)

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        advice = "this looks like an HTML page, not JSON-LD. Download the data itself."
        if not re.match(r"\s*<", text):
            advice = f"not JSON-LD: {error.msg}. Correct the text at this place."
        raise SourceError(advice, file=name, line=error.lineno, column=error.colno) from error
    except (RecursionError, ValueError) as error:  # a number of more digits than Python reads
        raise SourceError(f"not JSON-LD: {error}.", file=name) from error


def _repeated(text: str, key: str) -> int:
    """Return the line on which a key stands for the second time."""
    places = [match.start() for match in re.finditer(re.escape(json.dumps(key)) + r"\s*:", text)]
    place = places[1] if len(places) > 1 else 0
    return text.count("\n", 0, place) + 1


def _outside(data: object) -> Iterator[str]:
    """Yield the addresses of contexts that do not stand in the document."""
    if isinstance(data, list):
        for each in data:
            yield from _outside(each)
    elif isinstance(data, dict):
        for key, inner in data.items():
            if key == "@context":
                yield from (each for each in _listed(inner) if isinstance(each, str))
            if key == "@import" and isinstance(inner, str):
                yield inner
            yield from _outside(inner)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _with_copies(data: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return the document with the bundled context in the place of its address."""
    if isinstance(data, list):
        return [_with_copies(each) for each in data]
    if not isinstance(data, dict):
        return data
    return {
        key: _context(inner) if key == "@context" else _with_copies(inner)
        for key, inner in data.items()
    }


def _context(value: object) -> object:
    if isinstance(value, list):
        return [_context(each) for each in value]
    known = isinstance(value, str) and _BUNDLED.fullmatch(value)
    return _read_copy() if known else value


def _read_copy() -> object:
    text = files("kg").joinpath("rdf/schema-org.json").read_text(encoding="utf-8")
    return json.loads(text)["@context"]
