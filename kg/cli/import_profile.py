"""Profiles of kg import: the options with which a table was read, kept beside it for next year."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kg.errors import SourceError
from kg.files import read_text, write_atomically

_HEAD: Final = "# Options of kg import for this table; the command line counts more.\n"
_TABLE: Final = "import"
_TEXTS: Final = (
    *("kind", "sheet", "encoding", "base", "own", "source", "title", "publisher", "date", "lang"),
)
_FLAGS: Final = ("no_header", "unknown_as_notes", "accept_new")
_MAPS: Final = ("given", "for_all")
_NAMES: Final = {"given": "map", "for_all": "set", "accept_new": "new", "unknown_as_notes": "notes"}


def beside(path: Path) -> Path:
    """Return where the profile of a table stands: ``partners.toml`` beside ``partners.csv``."""
    return path.with_suffix(".toml") if path.name else path / "import.toml"


def read_profile(path: Path) -> dict[str, Any]:
    """Return the options of a profile, as `Options` calls them.

    Raises SourceError for a file that is none, or holds what is no option.
    """
    try:
        said = tomllib.loads(read_text(path, name=path.name))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"no profile: {error}. Save it anew.", file=path.name) from error
    options: dict[str, Any] = {}
    known = {_NAMES.get(name, name).replace("_", "-"): name for name in (*_TEXTS, *_FLAGS, *_MAPS)}
    table = said.get(_TABLE, {})
    for word, value in table.items() if isinstance(table, dict) else ():
        name = known.get(word)
        if name is None or not _is_right(name, value):
            message = f"{word} = {value!r} is no option of an import. Delete the line."
            raise SourceError(message, file=path.name)
        options[name] = value
    if not options:
        step = "--save-profile writes one."
        raise SourceError(f"no profile: it has no table [{_TABLE}]. {step}", file=path.name)
    return options


def _is_right(name: str, value: object) -> bool:
    """Tell whether a value is of the sort that an option takes."""
    if name in _MAPS:
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    return isinstance(value, str if name in _TEXTS else bool)


def with_profile(words: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of the command line with those of a profile where it says nothing."""
    joined = {name: value or profile.get(name, value) for name, value in words.items()}
    for name in _MAPS:
        joined[name] = {**profile.get(name, {}), **words.get(name, {})}
    return joined


def write_profile(path: Path, words: Mapping[str, Any]) -> None:
    """Write the options of a command as a profile."""
    lines = [f"[{_TABLE}]"]
    for name in (*_TEXTS, *_FLAGS):
        if words.get(name):
            value = "true" if name in _FLAGS else _quoted(words[name])
            lines.append(f"{_NAMES.get(name, name).replace('_', '-')} = {value}")
    for name in _MAPS:
        if words.get(name):
            lines += ["", f"[{_TABLE}.{_NAMES[name]}]"]
            lines += [f"{_quoted(key)} = {_quoted(said)}" for key, said in words[name].items()]
    write_atomically(path, (_HEAD + "\n".join(lines) + "\n").encode())


def _quoted(text: str) -> str:
    """Return a text as TOML writes it, which is as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
