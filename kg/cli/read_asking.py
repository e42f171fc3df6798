"""What a document does not say of itself, asked where a person sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.text.words import Messages, in_language

if TYPE_CHECKING:
    from kg.reading.documents.page import Page
    from kg.reading.library import Library

_say: Final = Messages(__name__)
_TRIES: Final = 3  # answers to one question


def complete(
    library: Library, pages: list[tuple[Path, Page]], lang: str
) -> list[tuple[Path, Page]]:
    """Return the pages with what a person answered; an empty answer leaves a thing out.

    Nobody is asked where there is no terminal, and nothing of a text that is registered.
    """
    from kg.evidence.texts import digest

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return pages
    return [
        (file, page if library.source_of(digest(page.text)) else _asked(file, page, lang))
        for file, page in pages
    ]


def _asked(file: Path, page: Page, lang: str) -> Page:
    questions: tuple[tuple[str, Callable[[str], str | None]], ...] = (
        ("publisher", str),
        ("date", _date),
        ("url", _address),
        ("retrieved", _day),
    )
    missing = [name for name, _ in questions if getattr(page, name) is None]
    if missing:
        click.echo(in_language(_say("missing", file=str(file)), lang), err=True)
    answers: dict[str, str] = {}
    for name, read in questions:
        if name not in missing or (name == "retrieved" and not (page.url or answers.get("url"))):
            continue
        answer = _answer(name, read, lang)
        if answer:
            answers[name] = answer
    return type(page)(**{**page._asdict(), **answers})


def _answer(name: str, read: Callable[[str], str | None], lang: str) -> str | None:
    """Return what a person answers, None for nothing; what cannot be read is asked again."""
    for _ in range(_TRIES):
        said = click.prompt(in_language(_say(name), lang), default="", show_default=False, err=True)
        if not said.strip():
            return None
        if value := read(said.strip()):
            return value
        click.echo(in_language(_say(f"no-{name}", said=said.strip()), lang), err=True)
    return None


def _date(said: str) -> str | None:
    from kg.imports.meaning.dates import read_date

    try:
        return read_date(said).edtf
    except ValueError:
        return None


def _day(said: str) -> str | None:
    day = _date(said)
    return day if day and len(day) == len("2024-03-05") and day.replace("-", "").isdigit() else None


def _address(said: str) -> str | None:
    return said if said.startswith(("http://", "https://")) and " " not in said else None
