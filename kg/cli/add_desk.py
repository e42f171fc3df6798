"""The desk of kg add: what is known in the workspace, what people call it, what is asked for."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kg.additions.records import NewClaim, Passage, Source
from kg.cli.add_documents import Cited, Said, cite, read_digests
from kg.cli.options import workspace_of
from kg.errors import NotFound, UsageError
from kg.names import ID, expand
from kg.text.numbers import whole_number
from kg.text.terminal import visible
from kg.text.words import LANGUAGES, in_language

if TYPE_CHECKING:
    from kg.claims.claims import Names
    from kg.graph.registry import Registry
    from kg.graph.terms import Terms
    from kg.graph.workspace import Workspace
    from kg.rdf.store import Store


class Where(NamedTuple):
    """Where a claim is written, how sure it is and when it holds, as the options say."""

    source: str | None
    title: str | None
    url: str | None
    publisher: str | None
    source_language: str | None
    source_date: str | None
    text: Path | None
    quote: str | None
    nth: int | None
    read_with: tuple[str, ...]
    not_named: str | None
    passage: str | None
    status: str
    when: str | None
    since: str | None
    until: str | None
    attested: str | None
    note: str | None


def need(value: str | None, what: str) -> str:
    """Return a value, asked for where a person sits at a terminal and has not given it.

    Raises UsageError where there is nobody to ask.
    """
    if value:
        return value
    if not sys.stdin.isatty():
        raise UsageError(f"{what} is missing. kg add KIND --help lists what a record needs.")
    return str(click.prompt(what, err=True))


class Desk:
    """The workspace of a command: what is known there, and what people call it."""

    def __init__(self, folder: Path | None) -> None:
        from kg.graph.registry import read_registry

        self.workspace: Workspace = workspace_of(folder)
        self.workspace.require_own()
        self.registry: Registry = read_registry(self.workspace)
        self.cited: Cited | None = None
        self.quoted = False
        self._names: Names | None = None

    def key(self, words: str) -> str:
        """Return the key of the thing that the words stand for: an identifier, IRI or name.

        Raises NotFound with what is close.
        """
        bare = words.removeprefix(ID).removeprefix("id:")
        if bare in self.registry:
            return bare
        from kg.search import lookup

        thing = lookup.look_up(self.store, words)
        if not thing.startswith(ID):
            raise UsageError(f"{words!r} is no thing of the registry. Name a thing.")
        return thing.removeprefix(ID)

    def thing(self, words: str | None, what: str) -> str:
        """Return the key of a thing, asked for again where a person sits at a terminal.

        Raises NotFound with what is close where nobody can be asked.
        """
        said = need(words, what)
        while True:
            try:
                return self.key(said)
            except (NotFound, UsageError) as error:
                if not sys.stdin.isatty():
                    raise
                click.echo(str(error), err=True)
                said = str(click.prompt(what, err=True))

    def area(self, words: str) -> str | None:
        """Return the key of the country or region that the words name, or None."""
        try:
            key = self.key(words)
        except (NotFound, UsageError):
            return None
        return key if self.registry[key].is_area else None

    @functools.cached_property
    def terms(self) -> Terms:
        """The terms of the ontology."""
        from kg.graph.terms import read_terms

        return read_terms(self.workspace)

    def claim(self, statement: NewClaim, where: Where) -> tuple[list[Source], NewClaim]:
        """Return a claim with source, status and dates, and its source where that is new."""
        cited = self.cite(where)
        statement = statement._replace(
            sources=(cited.key,),
            status=where.status,
            when=when_of(where),
            attested=_date("--attested", where.attested),
            note=where.note,
        )
        return list(cited.new), _grounded(statement, cited, self.digests.get(cited.key), where)

    @functools.cached_property
    def store(self) -> Store:
        """All that is asserted, for looking up what people call things."""
        from kg.graph import reading as graph
        from kg.graph.identity import understand
        from kg.rdf import store

        said = understand(graph.as_dataset(graph.read(self.workspace)))
        return store.in_memory(said.quads)

    def titles(self, kind: str) -> dict[str, str]:
        """Return what a kind is called, in English and Czech."""
        found = self.terms.titles.get(expand(f"kind:{kind.removeprefix('kind:')}"), {})
        return {lang: found.get(lang) or kind for lang in LANGUAGES}

    def label(self, key: str, lang: str) -> str:
        """Return the name of a thing in a language."""
        from kg.claims.reading import read_names

        if self._names is None:
            self._names = read_names(self.store)
        return in_language(self._names.of(ID + key), lang)

    def tell_known(self, *keys: str) -> None:
        """Say at a terminal or in a log what stands already between the things of these keys."""
        from kg.additions.known import say_known

        known = [each for each in dict.fromkeys(keys) if each in self.registry]
        for line in say_known(self.store, known) if len(known) > 1 else ():
            click.echo(f"known: {visible(line)}", err=True)

    @functools.cached_property
    def digests(self) -> dict[str, str | None]:
        """The digest of the text of each document by its key, None where no text is held."""
        return read_digests(self.workspace)

    def cite(self, where: Where) -> Cited:
        """Return the document that the options name or describe, once for each command."""
        if self.cited is None:
            key = where.source
            if key is None and where.text is None:
                key = need(None, "the source (--source)")
            if where.url and not (where.title or where.text):
                where = where._replace(title=need(None, "the title of the source (--title)"))
            said = Said(
                key.removeprefix("src:") if key else None,
                where.text,
                where.title,
                where.url,
                self.key(where.publisher) if where.publisher else None,
                where.source_language,
                _date("--source-date", where.source_date),
            )
            self.quoted = where.quote is not None
            self.cited = cite(self.workspace, said, self.digests)
        return self.cited


def date_of(option: str, words: str) -> str:
    """Return a date as people write it as EDTF. Raises UsageError for one that is none."""
    return _date(option, words) or ""


def when_of(where: Where) -> str | None:
    """Return the date that the options give as EDTF. Raises UsageError for what is none."""
    if where.since or where.until:
        if where.when:
            raise UsageError("give --when, or --since and --until.")
        since, until = _date("--since", where.since), _date("--until", where.until)
        return f"{since or ''}/{until or ''}"
    return _date("--when", where.when)


def _date(option: str, words: str | None) -> str | None:
    """Return a date as people write it as EDTF. Raises UsageError for one that is none."""
    from kg.imports.meaning.dates import read_date

    if words is None:
        return None
    try:
        date = read_date(words)
    except ValueError as error:
        raise UsageError(f"{option}: {error}.") from error
    if date.remark:
        raise UsageError(f"{option}: {date.remark}. Write it like 2014-09-03.")
    if date.noted:
        raise UsageError(f"{option}: {words!r} says more than {date.edtf}. Give that and a --note.")
    return date.edtf


def _grounded(statement: NewClaim, cited: Cited, held: str | None, where: Where) -> NewClaim:
    """Return a statement with the passage on which it rests; *held* is the digest of the text."""
    from kg.additions import quotations

    source = cited.key
    if where.quote is None and (where.read_with or where.nth):
        raise UsageError("--read-with and --nth go with --quote.")
    if where.quote is None and where.passage is None:
        if held is not None or cited.page is not None:
            how = '--quote "words of the text", or --passage START-END --text FILE'
            raise UsageError(f"say where src:{source} says so: {how}.")
        return quotations.explain(statement, where.not_named)
    if where.quote is not None and where.passage is not None:
        raise UsageError("give --quote or --passage.")
    if cited.text is None:
        if held is None:
            raise UsageError(f"src:{source} has no text here, so it has no passages.")
        raise UsageError(f"the text of src:{source} is not kept here. Give it with --text FILE.")
    if where.quote is not None:
        said = quotations.Quotation(where.quote, where.nth, where.read_with, where.not_named)
        return quotations.quote(statement, said, cited.text, step="Choose one with --nth N.")
    passage = _counted(where.passage or "", cited.text)
    return quotations.explain(statement._replace(passage=passage), where.not_named)


def _counted(words: str, text: str) -> Passage:
    """Return the passage START-END with its seal. Raises UsageError where it is none of *text*."""
    from kg.evidence import texts

    start, end = (whole_number(each) for each in words.partition("-")[::2])
    if start is None or end is None or start >= end:
        raise UsageError(f"{words!r} is no passage: write START-END in characters.")
    if end > len(text):
        raise UsageError(f"the passage ends after the text, which has {len(text):,} characters.")
    return Passage(start, end, texts.digest(text[start:end]))
