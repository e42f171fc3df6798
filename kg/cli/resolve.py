"""kg resolve: which records may be about one thing, and what was decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    THING,
    count_words,
    format_option,
    lang_option,
    open_graph,
    output_option,
    scope_option,
    workspace_of,
    workspace_option,
    write_output,
)
from kg.errors import NotFound, UsageError

if TYPE_CHECKING:
    from kg.graph.workspace import Workspace
    from kg.rdf.store import Store
    from kg.search.decisions import Verdict


@click.command("resolve")
@click.argument("thing", type=THING, metavar="[A]", required=False)
@click.argument("other", type=THING, metavar="[B]", required=False)
@click.option("--same", "verdict", flag_value="same", help="They are one: A is retired, B goes on.")
@click.option("--different", "verdict", flag_value="different", help="They are two.")
@click.option("--undecided", "verdict", flag_value="undecided", help="Nobody can tell yet.")
@click.option("--because", metavar="TEXT", help="The reason, for a decision.")
@click.option("--by", default="data editor", show_default=True, help="The office that decides.")
@click.option("--date", metavar="YYYY-MM-DD", help="Day of the decision (default: today).")
@click.option("--again", is_flag=True, help="Replace an earlier decision about the two.")
@click.option("--decided", is_flag=True, help="List the decisions instead of the candidates.")
@format_option("table", "json", "csv", "tsv", "md", default="table")
@output_option
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, metavar="N")
@lang_option
@scope_option
@workspace_option
def command(
    thing: str | None,
    other: str | None,
    verdict: Verdict | None,
    because: str | None,
    by: str,
    date: str | None,
    again: bool,
    decided: bool,
    style: str,
    output: Path,
    limit: int,
    lang: str,
    scope: str,
    folder: Path | None,
) -> None:
    """List records that may be about one thing, or decide about two.

    With A only those that may be A. Candidates come with reasons and a score between 0 and 1;
    nothing is merged by machine, and what is decided is not asked again. A decision is data, in
    graphdata/decisions.ttl: with --same the graph reads B wherever A was recorded; change its
    verdict, or delete it, and that is undone.

    Example: kg resolve the-probation-service gb-nps --different --because "Ireland is meant."
    """
    workspace = workspace_of(folder)
    store = open_graph(workspace, scope)
    if verdict:
        _decide(workspace, store, (thing, other), verdict, (because, by, date), again=again)
        return
    if other or because or date or again:
        raise UsageError("say what was decided: --same, --different or --undecided.")
    rows = _decisions(store, lang) if decided else _candidates(store, thing, lang)
    if not rows:
        raise NotFound("no decisions yet." if decided else "no candidates: nothing to decide.")
    write_output(output, _written(rows[: limit or None], style, lang))
    if limit and len(rows) > limit:
        click.echo(f"{len(rows) - limit} more; --limit 0 shows all", err=True)
    else:
        click.echo(count_words(len(rows), "row"), err=True)


def _decide(
    workspace: Workspace,
    store: Store,
    things: tuple[str | None, str | None],
    verdict: Verdict,
    why: tuple[str | None, str, str | None],
    *,
    again: bool,
) -> None:
    import datetime

    from kg.additions import deciding
    from kg.names import shorten
    from kg.search import decisions

    because, by, date = why
    if not all(things):
        raise UsageError("name both records that you decide about.")
    if not because or not because.strip():
        raise UsageError("say why: --because TEXT.")
    day = date or datetime.date.today().isoformat()
    pair = (str(things[0]), str(things[1]))
    made = decisions.judge(store, pair, verdict, because=because, by=by, date=day)
    decisions.require_consistent(made, decisions.read_decisions(store), again=again)
    if not deciding.decide(workspace, made, again=again):
        click.echo("decided so before; nothing changed", err=True)
        return
    names = shorten(made.a), shorten(made.b)
    said = {
        "same": "{0} is retired; {1} stands for it",
        "different": "{0} and {1} are two",
        "undecided": "{0} and {1} stay undecided",
    }
    click.echo(f"decided in graphdata/decisions.ttl: {said[verdict].format(*names)}", err=True)


Rows = list[dict[str, object]]


def _candidates(store: Store, thing: str | None, lang: str) -> Rows:
    from kg.search import candidates, lookup

    about = lookup.look_up(store, thing) if thing else None
    found = candidates.find_candidates(store, about=about)
    names = _names(store, [end for each in found for end in (each.a, each.b)], lang)
    return [
        {
            "score": each.score,
            "first": names[each.a],
            "second": names[each.b],
            "why": [candidates.say_reason(reason, lang) for reason in each.reasons],
        }
        for each in found
    ]


def _decisions(store: Store, lang: str) -> Rows:
    from kg.search import decisions

    found = decisions.read_decisions(store)
    names = _names(store, [end for each in found for end in (each.a, each.b)], lang)
    return [
        {
            "first": names[each.a],
            "second": names[each.b],
            "verdict": each.verdict,
            "keeps": names[each.kept] if each.kept else None,
            "because": each.because,
            "by": each.by,
            "date": each.date,
        }
        for each in found
    ]


def _names(store: Store, things: list[str], lang: str) -> dict[str, dict[str, str]]:
    """Return each thing as answers show it: its identifier and its name."""
    from kg.names import shorten
    from kg.search.naming import read_profiles
    from kg.text.words import in_language

    profiles = read_profiles(store, things) if things else {}
    labels = {each: in_language(profile.label, lang) for each, profile in profiles.items()}
    return {
        each: {"id": shorten(each), "label": labels.get(each, shorten(each))} for each in things
    }


def _written(rows: Rows, style: str, lang: str) -> bytes:
    if style == "json":
        return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()
    from kg.text.tables import Table, write_table
    from kg.text.words import LANGUAGES, read_words

    words = read_words("search/candidates")
    head = tuple(words[key][LANGUAGES.index(lang)] for key in rows[0])
    cells = [tuple(_cell(key, value, lang) for key, value in row.items()) for row in rows]
    return write_table(Table(head, cells), style).encode()


def _cell(key: str, value: object, lang: str) -> str | None:
    from kg.text.words import LANGUAGES, read_words

    if isinstance(value, dict):
        return f"{value['label']} ({value['id']})"
    if isinstance(value, list):
        return "; ".join(value)
    if key == "verdict":
        return read_words("search/candidates")[str(value)][LANGUAGES.index(lang)]
    return None if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
