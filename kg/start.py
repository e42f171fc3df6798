"""Start: the two commands that people wait for most, without the framework of the command line.

``kg query`` and ``kg find`` with plain words (a few options, each with its value as the next word)
are understood here in a fraction of the time that importing the framework takes. Everything else,
and whatever is not plain or goes wrong in a way that is not foreseen here, is left to `kg.cli`,
which reads the same words anew: so these are the same commands, only sooner.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kg import stopping
from kg.errors import KgError, QueryError

PATIENCE: Final = 60.0  # seconds for one rule of derivation; the slowest takes some hundredths
# The options of each command that are plain, and the name of what each of them gives.
_OPTIONS: Final = {
    "query": {"-e": "query", "--expression": "query", "-f": "style", "--format": "style"},
    "find": {"-f": "style", "--format": "style", "--limit": "limit", "--lang": "lang"},
}
_FORMATS: Final = {
    "query": ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt", "jsonld"),
    "find": ("table", "csv", "tsv", "json", "md"),
}
_LIMIT: Final = 20  # things


class _NotPlain(Exception):
    """What the framework has to read."""


class _Words(NamedTuple):
    """A command, its words, and its options by their names."""

    command: str
    words: tuple[str, ...]
    options: Mapping[str, str]


def main() -> None:
    """Run the command line; end the process with the exit code of the contract."""
    with stopping.stoppable():
        code = run_plain(sys.argv[1:])
    if code is None:
        from kg import cli

        cli.main()
        return
    sys.stderr.flush()
    os._exit(code)  # nothing is left to tidy up, and tidying a large store takes long


def run_plain(words: list[str]) -> int | None:
    """Run a command of plain words and return its exit code, None where `kg.cli` has to."""
    try:
        given = _read(words)
        for number in range(3):
            os.fstat(number)
        return _COMMANDS[given.command](given)
    except KeyboardInterrupt:
        sys.stderr.write(f"\n{stopping.SAID}\n")
        return stopping.CODE
    except Exception:  # read anew, it is said as for every command
        return None


def _read(words: list[str]) -> _Words:
    command = words[0] if words else ""
    if command not in _OPTIONS:
        raise _NotPlain
    known = {**_OPTIONS[command], "-C": "folder"}
    plain, options, rest = [], dict[str, str](), iter(words[1:])
    for word in rest:
        if not word.startswith("-"):
            plain.append(word)
        elif word not in known or known[word] in options:
            raise _NotPlain
        else:
            value = next(rest, "-")
            if value.startswith("-") or not value:
                raise _NotPlain
            options[known[word]] = value
    if options.get("style", "table") not in _FORMATS[command]:
        raise _NotPlain
    return _Words(command, tuple(plain), options)


def _query(given: _Words) -> int:
    from kg import worker
    from kg.rdf import sparql
    from kg.rdf.results import FORMATS, check_format

    if len(given.words) + ("query" in given.options) != 1 or not worker.CAN_FORK:
        raise _NotPlain
    text = given.options.get("query") or _text_of(given.words[0])
    form, _, names_dataset = sparql.inspect(text)
    if names_dataset:
        raise _NotPlain
    style = given.options.get("style") or FORMATS[form][0]
    check_format(style, form)
    from kg.graph.part import open_for
    from kg.graph.workspace import cache_folder, find_workspace
    from kg.rdf.answering import Question, answer

    worker.arm(PATIENCE)
    folder = Path(given.options["folder"]) if "folder" in given.options else None
    said = KgError("reading was stopped after 60 s of processor time; --timeout raises the limit.")
    with worker.watch(lambda _: said, seconds=PATIENCE):
        store = open_for(
            find_workspace(folder),
            text,
            scope="all",
            folder=cache_folder(os.environ),
            warn=lambda words: sys.stderr.write(f"{words}\n"),
        )
    try:
        content, count = answer(store, Question(text, style, width=_width()))
    except KgError as error:  # it may have taken long: it is not asked a second time
        if given.words and isinstance(error, QueryError) and error.line is not None:
            error.file = given.words[0]
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    _write(content)
    if form != "ASK":
        noun = "row" if form == "SELECT" else "triple"
        sys.stderr.write(f"{count:,} {noun}{'' if count == 1 else 's'}\n")
    return 0 if count else 1


def _find(given: _Words) -> int:
    from kg.graph.workspace import cache_folder, find_workspace
    from kg.search.find import find_some
    from kg.search.names import open_names
    from kg.search.report import write_hits

    number, lang = given.options.get("limit", str(_LIMIT)), given.options.get("lang", "en")
    if not (number.isascii() and number.isdecimal() and int(number)) or lang not in ("en", "cs"):
        raise _NotPlain
    folder = Path(given.options["folder"]) if "folder" in given.options else None
    workspace, cache = find_workspace(folder), cache_folder(os.environ)
    shelf = open_names(workspace, scope="all", folder=cache, warn=_tell)
    limit, text = int(number), " ".join(given.words)
    found, many = find_some(shelf, text, limit=limit)
    if not found:
        raise _NotPlain  # what is said then takes longer than the framework
    style = given.options.get("style", "table")
    _write(write_hits(found, style, lang, width=_width()).encode())
    cut = f"; --limit {many} shows all {many:,}" if many > limit else ""
    shown = min(limit, many)
    _tell(f"{shown:,} thing{'' if shown == 1 else 's'}{cut}.")
    return 0


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _write(content: bytes) -> None:
    """Write to stdout, past its buffer: what cannot be written must not wait there."""
    left = memoryview(content)
    while left:
        left = left[os.write(1, left) :]


def _text_of(file: str) -> str:
    from kg.files import read_text

    return read_text(Path(file))


def _width() -> int:
    """Return how many columns there are to write in: those of the terminal, else 100."""
    if not sys.stdout.isatty():
        return 100
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


_COMMANDS: Final = {"query": _query, "find": _find}
