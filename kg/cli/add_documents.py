"""The documents of kg add: known, new from a file, and the text in which a quotation stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.additions.records import Source, Text
from kg.errors import NotFound, SourceError, UsageError

if TYPE_CHECKING:
    from kg.graph.workspace import Workspace
    from kg.reading.documents.page import Page


class Said(NamedTuple):
    """What the options say of a document; *publisher* is a key, the date is EDTF."""

    key: str | None = None
    text: Path | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    date: str | None = None

    @property
    def is_described(self) -> bool:
        """Tell whether it is described as a new one is."""
        return bool(self.title or self.url)


class Cited(NamedTuple):
    """The document that a claim cites: its key, its record where that is new, and its text.

    *page* is to be kept, where the document is registered with its text.
    """

    key: str
    new: tuple[Source, ...] = ()
    text: str | None = None
    page: Page | None = None


def read_digests(workspace: Workspace) -> dict[str, str | None]:
    """Return the digest of the text of each document by its key, None where no text is held."""
    from kg.graph import reading as graph
    from kg.graph.workspace import source_files
    from kg.names import expand
    from kg.rdf.turtle import value

    found: dict[str, str | None] = {}
    wanted = expand("pc:documentDigest")
    for record in graph.read_files(workspace, source_files(workspace)):
        said = (
            value(each.object) for each in record.document.triples if each.predicate.value == wanted
        )
        found[record.file.path.stem] = next(said, None)
    return found


def cite(workspace: Workspace, said: Said, known: Mapping[str, str | None]) -> Cited:
    """Return the document of the options; *known* are digests by key.

    Raises NotFound for one that is not known and not described, SourceError for a file that is
    not its text, UsageError where it is not said which.
    """
    if said.text is not None and (said.key is None or said.key not in known):
        return _from_file(said, said.text, known)
    if said.key is None:
        raise UsageError("the source (--source) is missing. Name a document, or give --text FILE.")
    if said.key not in known and not said.is_described:
        raise _unknown(said.key, known)
    digest = known.get(said.key)
    text = None
    if digest is not None:
        text = _text_of(said.key, said.text, digest) if said.text else _kept(workspace, digest)
    elif said.text is not None:
        raise UsageError(f"src:{said.key} has no text here, so it has no passages.")
    return Cited(said.key, (_record(said, said.key),) if said.is_described else (), text)


def _from_file(said: Said, path: Path, known: Mapping[str, str | None]) -> Cited:
    """Return a document by its text: the one that has it already, or a new one."""
    from kg.evidence.texts import digest
    from kg.reading.documents.files import read_page
    from kg.text.folding import slug

    page = read_page(path)
    seal = digest(page.text)
    same = next((key for key, each in known.items() if each == seal), None)
    if same is not None:
        if said.key is not None:
            raise NotFound(f"this text is registered already: src:{same}. Give --source {same}.")
        return Cited(same, text=page.text)
    language = said.language or page.language or "en"
    page = page._replace(
        title=said.title or page.title,
        url=said.url or page.url,
        date=said.date or page.date,
        language=language,
    )
    key = said.key or _free(slug(page.title or "") or "document", known)
    source = Source(
        key,
        Text(page.title or "untitled", language),
        language,
        page.url,
        said.publisher,
        publisher_name=None if said.publisher else page.publisher,
        date=page.date,
        digest=seal,
        length=len(page.text),
    )
    return Cited(key, (source,), page.text, page)


def _record(said: Said, key: str) -> Source:
    """Return the record of a page that is cited as a whole."""
    if said.title is None:
        raise UsageError("the title of the source (--title) is missing.")
    language = said.language or "en"
    title = Text(said.title, language)
    return Source(key, title, language, said.url, said.publisher, date=said.date)


def _text_of(key: str, path: Path, digest: str) -> str:
    """Return the text of a document that is held, out of a file."""
    from kg.evidence import texts
    from kg.files import read_bytes
    from kg.reading.documents.files import ENDINGS, read_page

    reading = texts.explain(read_bytes(path), {digest})
    if reading is not None:
        return reading.text
    if path.suffix.lower() in ENDINGS:
        text = read_page(path).text
        if texts.digest(text) == digest:
            return text
    message = f"not the text of src:{key}. Give the file that its digest was taken of."
    raise SourceError(message, file=str(path))


def _kept(workspace: Workspace, digest: str) -> str | None:
    from kg.evidence.texts import find_kept_text

    return find_kept_text(workspace, digest)


def _unknown(key: str, known: Mapping[str, str | None]) -> NotFound:
    from kg.text.words import nearest

    close = nearest(key, known)
    step = f"Did you mean src:{close[0]}? " if close else ""
    new = "A new one needs --title and --url, or its --text."
    return NotFound(f"the source src:{key} is not known. {step}{new}")


def _free(base: str, known: Mapping[str, str | None]) -> str:
    keys = (base if number == 1 else f"{base}-{number}" for number in range(1, len(known) + 2))
    return next(each for each in keys if each not in known)
