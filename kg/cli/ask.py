"""kg ask: the named questions, each with its own help."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

import click

from kg.cli.options import (
    ReadFrom,
    as_of_option,
    count_words,
    format_option,
    lang_option,
    output_option,
    output_width,
    source_options,
    sources_option,
    timeout_option,
    within,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.cli.passages import excerpts_of
from kg.errors import KgError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kg.graph.workspace import Workspace
    from kg.questions import Parameter, Question
    from kg.questions.question import Point
    from kg.questions.report import Answer
    from kg.rdf.store import Store

_FORMATS: Final = ("table", "csv", "tsv", "json", "md")


class _Asked(NamedTuple):
    question: Question
    given: dict[str, list[str]]
    point: Point
    style: str


class Questions(click.Group):
    """The questions as commands, each read from its file when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all questions."""
        from kg.questions import list_questions

        return list_questions(_workspace(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command that asks a question. Raises UsageError with the nearest name."""
        from kg.questions import find_question

        return _command(find_question(cmd_name, _workspace(ctx)), ctx.params.get("lang") or "en")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each question answers, in a line."""
        from kg.questions import read_questions

        with formatter.section("Questions"):
            questions = read_questions(_workspace(ctx))
            formatter.write_dl([(each.name, each.answers[0]) for each in questions])


@click.group(
    "ask", cls=Questions, invoke_without_command=True, subcommand_metavar="[QUESTION [ARGS]...]"
)
@format_option(*_FORMATS, default="table")
@lang_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, style: str, lang: str, folder: Path | None) -> None:
    """Answer a named question, or list the questions.

    Every row says how sure it is, since when, and where it is read. Exit code 1: not stated.

    Example: kg ask members cep --as-of 2014
    """
    if ctx.invoked_subcommand is None:
        from kg.questions import read_questions
        from kg.questions.report import write_catalogue

        questions = read_questions(_workspace(ctx))
        listed = write_catalogue(questions, style, lang=lang, width=output_width())
        write_output(Path("-"), listed.encode())
        return
    ctx.default_map = {ctx.invoked_subcommand: {"style": style, "lang": lang, "folder": folder}}


def _workspace(ctx: click.Context) -> Workspace | None:
    """Return the workspace that may hold questions of its own."""
    with suppress(KgError):  # the command itself says what is wrong, where it needs one
        return workspace_of(ctx.params.get("folder"))
    return None


def _command(question: Question, lang: str) -> click.Command:
    """Return a question as a command, with its parameters and what is common to all questions."""
    at = 1 if lang == "cs" else 0

    @as_of_option
    @click.option("--since", metavar="DATE", help="Only what began then or later.")
    @click.option("--until", metavar="DATE", help="Only what began then or earlier.")
    @click.option("--planned", is_flag=True, help="Also what is planned, cancelled or postponed.")
    @click.option("--document", metavar="SOURCE", help="Only what this document says.")
    @sources_option
    @click.option("--query", "show_query", is_flag=True, help="Print the query, do not ask it.")
    @timeout_option
    @format_option(*_FORMATS, default="table")
    @output_option
    @lang_option
    @source_options
    def ask(**words: Any) -> int:  # noqa: ANN401 - whatever click has parsed
        given = {each.name: _listed(words.pop(each.variable)) for each in question.parameters}
        return _ask(question, {name: said for name, said in given.items() if said}, **words)

    asking = click.command(question.name, help=_help(question, at))(ask)
    asking.params[:0] = [_click_parameter(each, at) for each in question.parameters]
    return asking


def _help(question: Question, at: int) -> str:
    from kg.text.words import read_words

    words = read_words("questions/answers")
    columns = ", ".join(f"{each.name} ({each.heading[at]})" for each in question.columns)
    return (
        f"{question.answers[at]}\n\n{words['columns'][at]}: {columns}.\n\n"
        f"{words['example'][at]}: kg ask {question.name} {question.example}"
    )


def _click_parameter(each: Parameter, at: int) -> click.Parameter:
    number, names = -1 if each.several else 1, [f"--{each.name}", each.variable]
    if each.sort == "flag":
        return click.Option(names, is_flag=True, help=f"{each.meaning[at]}.")

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return _complete(each, ctx, incomplete)

    if each.sort == "param":
        name = each.variable.upper()
        shown = f"[{name}]" if each.optional else name
        return click.Argument(
            [each.variable],
            required=False,
            nargs=number,
            metavar=f"{shown}..." if each.several else shown,
            shell_complete=complete,
        )
    return click.Option(
        names,
        multiple=each.several,
        metavar=f"[{'|'.join(each.choices)}]" if each.choices else each.types[0].upper(),
        help=f"{each.meaning[at]}.",
        shell_complete=complete,
    )


def _complete(each: Parameter, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """Return what a parameter may be that begins so: a choice, a concept, an identifier."""
    from click.shell_completion import CompletionItem

    from kg.cli.completion import concepts, identifiers
    from kg.questions.question import CONCEPTS

    if each.choices:
        return [CompletionItem(word) for word in each.choices if word.startswith(incomplete)]
    schemes = [word for word in each.types if word in CONCEPTS]
    found = [item for scheme in schemes for item in concepts(ctx, incomplete, scheme)]
    return [*found, *identifiers(ctx, incomplete, each.types)]


def _listed(words: str | bool | tuple[str, ...] | None) -> list[str]:
    """Return what click has parsed as a list of words; a flag that is set is one word."""
    if isinstance(words, tuple):
        return list(words)
    return [str(words)] if words else []


def _ask(
    question: Question,
    given: dict[str, list[str]],
    *,
    as_of: str | None,
    since: str | None,
    until: str | None,
    planned: bool,
    document: str | None,
    sources: Path | None,
    show_query: bool,
    timeout: float,
    style: str,
    output: Path,
    lang: str,
    source: ReadFrom,
) -> int:
    from kg.questions.answers import write_query
    from kg.questions.arguments import gather
    from kg.questions.question import Point

    given = gather(question, (), given)
    point = Point(lang, as_of, document, since, until, planned)
    with within(timeout):
        store = source.open_derived()
    if show_query:
        write_output(output, write_query(store, question, given, point).encode())
        return 0
    asked = _Asked(question, given, point, style)
    text, said, count = _answer(store, asked, sources, timeout)
    write_output(output, text.encode())
    for line in [*([count_words(count, "row")] if count else []), *said]:
        click.echo(line, err=True)
    return 0 if count else 1


def _answer(
    store: Store, asked: _Asked, sources: Path | None, timeout: float
) -> tuple[str, list[str], int]:
    """Return the reply, what is to be said beside it, and the number of rows, from a worker."""
    from kg import worker
    from kg.questions.answers import answer
    from kg.questions.report import write_reply

    excerpts = excerpts_of(store, sources, asked.point.lang) if sources else None
    width = output_width()

    def job(result: IO[bytes]) -> int:
        found = answer(store, asked.question, asked.given, asked.point)
        text = write_reply(found, asked.style, width=width, excerpts=excerpts)
        result.write(json.dumps([text, _beside(found, asked.style)]).encode())
        return len(found.rows)

    kept = io.BytesIO()
    count = worker.run(job, output=kept, timeout=timeout, outward=True)
    text, said = json.loads(kept.getvalue())
    return text, said, count


def _beside(found: Answer, style: str) -> list[str]:
    """Return what is said on stderr: what a table does not hold already."""
    if style not in ("table", "md"):
        return [*found.remarks, *([found.note] if found.note else [])]
    return [*found.remarks] if found.rows else []
