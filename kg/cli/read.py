"""kg read: documents into proposed claims, each with the words that show it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    count_words,
    format_option,
    lang_option,
    language_tag,
    output_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from kg.reading.documents.page import Page
    from kg.reading.library import Library
    from kg.reading.outcome.proposals import Proposed


def _identifier(_context: click.Context, _option: click.Parameter, words: str | None) -> str | None:
    """Return an identifier of a record without its prefix. Raises UsageError for what is none."""
    from kg.names import is_identifier

    key = None if words is None else words.removeprefix("src:")
    if key is not None and (not is_identifier(key) or len(key) > 120):
        raise UsageError(
            f"{key[:40]!r} is no identifier. Use small letters, digits and single hyphens."
        )
    return key


@click.command("read")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="FILE|DIR...")
@format_option("table", "jsonl", default="table")
@output_option
@click.option("--accept", type=click.Choice(["sure"]), help="Write what is sure, unseen.")
@click.option("--review", is_flag=True, help="Decide in a browser, on this machine only.")
@click.option("--assistant", metavar="URL", help="A language model of yours: its chat endpoint.")
@click.option("--model", metavar="NAME", help="Which model the assistant is.")
@click.option("--title", metavar="TEXT", help="Its title (default: what the document says).")
@click.option("--publisher", metavar="BODY", help="Who published it.")
@click.option("--date", metavar="DATE", help="When it was issued.")
@click.option("--url", metavar="URL", help="Its address.")
@click.option("--retrieved", metavar="DAY", help="The day on which it was taken from there.")
@click.option("--source-language", metavar="TAG", callback=language_tag, help="Its language.")
@click.option("--key", metavar="ID", callback=_identifier, help="The identifier of its record.")
@lang_option
@workspace_option
def command(
    paths: tuple[Path, ...],
    style: str,
    output: Path,
    accept: str | None,
    review: bool,
    assistant: str | None,
    model: str | None,
    title: str | None,
    publisher: str | None,
    date: str | None,
    url: str | None,
    retrieved: str | None,
    source_language: str | None,
    key: str | None,
    lang: str,
    folder: Path | None,
) -> int:
    """Read documents and propose the claims that they make.

    It reads .txt .md .html .pdf .docx .eml and folders of them. Without more it lists what it
    found and writes nothing. With -o NAME.xlsx or NAME.csv it writes a table with a column decide;
    kg import takes it back. The texts stay in .kg/texts, which git ignores.

    \b
    -f jsonl       mentions and relations, one JSON object on each line
    --accept sure  write the relations between known things that are plainly stated
    --review       text and proposals side by side in a browser, decided by keys
    --assistant    also what a language model finds; nothing is sent anywhere without it

    Exit code 1: nothing was found.

    Example: kg read minutes.docx -o proposals.xlsx
    """
    from kg.reading.documents.files import find_documents
    from kg.reading.documents.page import Page
    from kg.reading.library import open_library

    if not paths:
        raise UsageError("give the documents to read.")
    files = find_documents(paths)
    if len(files) > 1 and (title or url or key or retrieved):
        raise UsageError("--title, --url, --retrieved and --key are for one document.")
    if bool(assistant) != bool(model):
        raise UsageError("--assistant URL and --model NAME go together.")
    if accept and style == "jsonl":
        raise UsageError("-f jsonl writes nothing into the graph. Leave out --accept.")
    workspace = workspace_of(folder)
    pages = _pages(files)
    given = {"title": title, "publisher": publisher, "date": _day(date), "url": url}
    given |= {"language": source_language, "retrieved": _whole_day(retrieved)}
    told = {name: value for name, value in given.items() if value}
    pages = [(file, Page(**{**page._asdict(), **told})) for file, page in pages]
    library = open_library(workspace)
    if accept or review or output.suffix.lower() in (".xlsx", ".csv"):
        from kg.cli.read_asking import complete

        pages = complete(library, pages, lang)
    read = _read(library, pages, key)
    _say(pages, read, lang)
    if assistant:
        from kg.cli.read_assistant import assist

        read = assist(read, assistant, model or "")
    if review:
        from kg.cli.read_review import review as decide

        return decide(library, read, lang)
    _show(library, pages, read, style=style, output=output, lang=lang, quiet=accept is not None)
    if accept:
        return _accept(library, read, lang)
    if len(pages) < len(files):
        return 3
    return 0 if any(each.proposals for each in read) else 1


def _pages(files: list[Path]) -> list[tuple[Path, Page]]:
    """Return the documents as pages; of several, one that is no text is said and passed over."""
    from kg.reading.documents.files import read_page

    pages = []
    for file in files:
        try:
            pages.append((file, read_page(file)))
        except KgError as error:
            if len(files) == 1:
                raise
            click.echo(str(error), err=True)
    return pages


def _show(
    library: Library,
    pages: list[tuple[Path, Page]],
    read: list[Proposed],
    *,
    style: str,
    output: Path,
    lang: str,
    quiet: bool,
) -> None:
    """Write what was read in the form that was asked for."""
    from kg.reading.outcome import checking, objects, report

    if style == "jsonl":
        pairs = zip(pages, read, strict=True)
        lines = [
            objects.write(one, file.stem, checking.silent(library, one)) for (file, _), one in pairs
        ]
        write_output(output, "".join(lines).encode())
    elif output.suffix.lower() in (".xlsx", ".csv"):
        _write_table(library, read, output, lang)
    elif not quiet:
        lists = [report.write(library, each, lang) for each in read]
        write_output(output, "\n".join(lists).encode())


def _day(date: str | None) -> str | None:
    from kg.imports.meaning.dates import read_date

    try:
        return read_date(date).edtf if date else None
    except ValueError as error:
        raise UsageError(f"--date: {error}.") from error


def _whole_day(date: str | None) -> str | None:
    """Return a day as ISO 8601 has it. Raises UsageError for what is no day."""
    day = _day(date)
    if day is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise UsageError(f"--retrieved: {date} is no day. Write it as 2024-03-05.")
    return day


def _read(library: Library, pages: list[tuple[Path, Page]], key: str | None) -> list[Proposed]:
    from kg.cli.progress import progress
    from kg.reading.outcome import checking
    from kg.reading.outcome.proposals import propose

    read = []
    with progress() as step:
        for number, (_, page) in enumerate(pages):
            step("reading the documents", number, len(pages))
            read.append(checking.check(library, propose(library, page, key=key)))
    return read


def _say(pages: list[tuple[Path, Page]], read: list[Proposed], lang: str) -> None:
    """Write what was left out of documents, and what their records lack."""
    from kg.reading.outcome.report import say_missing

    for (file, page), proposed in zip(pages, read, strict=True):
        for remark in page.remarks:
            click.echo(f"{file}: {remark}", err=True)
        if lacks := say_missing(proposed, lang):
            click.echo(f"{file}: {lacks}", err=True)


def _write_table(library: Library, read: list[Proposed], output: Path, lang: str) -> None:
    from kg.reading import keeping
    from kg.reading.outcome import sheet

    library.workspace.require_own()
    for each in read:
        keeping.keep(library.workspace, each.page, each.source.key)
    workbook = output.suffix.lower() == ".xlsx"
    write_output(output, sheet.write(library, read, lang, workbook=workbook))
    number = sum(len(each.proposals) for each in read)
    step = "Write yes in the column decide, then: kg import"
    click.echo(f"{count_words(number, 'proposal')} in {output}. {step} {output} --apply", err=True)


def _accept(library: Library, read: list[Proposed], lang: str) -> int:
    """Write what is sure; return the exit code."""
    from kg.cli.read_writing import show, write
    from kg.reading.outcome.report import say_registered
    from kg.reading.outcome.taking import take

    library.workspace.require_own()
    for each in filter(None, (say_registered(one, lang) for one in read)):
        click.echo(each, err=True)
    chosen = [(each, [one for one in each.proposals if one.is_sure]) for each in read]
    taken = take(library, chosen)
    if not show(taken):
        return 1
    write(library, taken, read)
    return 0
