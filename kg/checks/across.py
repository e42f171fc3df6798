"""Checks: rules that cross records, each a SPARQL file in ontology/checks.

A rule is a plain SELECT whose first column is the thing that a finding is about. Its header says
how bad that is and what to tell a person, with the other columns filled in:

    # severity: error
    # en: {amount} of what? Give pc:currency.
    # cs: …
    # scope: all                          (optional: only when public pages are read too)
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, Final, NamedTuple

import pyoxigraph as ox

from kg import worker
from kg.errors import Finding, Interrupted, KgError, QueryError, SourceError, SourceErrors
from kg.files import read_text
from kg.graph.derivation import PACE, ask_rule, say_limit
from kg.graph.workspace import Workspace, rule_files
from kg.names import shorten
from kg.rdf.store import LocalStore
from kg.text.folding import show
from kg.text.words import LANGUAGES

TIMEOUT: Final = 10.0  # seconds of processor time for one rule; the slowest takes some hundredths
_SEVERITIES: Final = ("error", "warning", "info")


class Rule(NamedTuple):
    """One rule: where it stands, what it is called, how bad it is, what it says, what it asks."""

    file: str
    name: str
    severity: str
    messages: dict[str, str]
    scope: str
    query: str


def read_rules(workspace: Workspace, *, scope: str = "all") -> list[Rule]:
    """Return the rules of a workspace that hold in *scope*, in the order of their numbers.

    Raises SourceErrors that list every file without a proper header.
    """
    rules, errors = [], []
    for path in rule_files(workspace, "checks"):
        try:
            rules.append(_read(read_text(path, name=workspace.name(path)), workspace.name(path)))
        except SourceError as error:
            errors.append(error)
    if errors:
        raise SourceErrors(errors)
    return [rule for rule in rules if rule.scope in ("", scope)]


def run_rules(
    store: LocalStore, rules: Iterable[Rule], *, lang: str = "en", timeout: float = TIMEOUT
) -> list[Finding]:
    """Return what the rules find in *store*, without file and line.

    A rule gets *timeout* seconds of processor time, and more for many triples. Raises SourceErrors
    that name every rule that is no SELECT, does not end, or says something that it does not ask.
    """
    every = list(rules)
    # One process for all of them; where one is wrong, one for each, to name it and all like it.
    with suppress(QueryError):
        return _run(store, every, lang, timeout)
    findings: list[Finding] = []
    errors: list[SourceError] = []
    for rule in every:
        try:
            findings += _run(store, [rule], lang, timeout)
        except QueryError as error:
            errors.append(_named(error, rule, store))
    if errors:
        raise SourceErrors(errors)
    return findings


def _read(text: str, name: str) -> Rule:
    header = dict(re.findall(r"^# (\w+): (.*\S)\s*$", text, re.MULTILINE))
    severity, scope = header.get("severity", ""), header.get("scope", "")
    if severity not in _SEVERITIES:
        message = "no severity. Write a line `# severity: error`, warning or info."
        raise SourceError(message, file=name, line=1)
    for lang in LANGUAGES:
        if lang not in header:
            raise SourceError(f"no message. Write a line `# {lang}: …`.", file=name, line=1)
    title = re.sub(r"^\d+-|\.rq$", "", name.rpartition("/")[2])
    return Rule(name, title, severity, {lang: header[lang] for lang in LANGUAGES}, scope, text)


def _run(store: LocalStore, rules: list[Rule], lang: str, timeout: float) -> list[Finding]:
    """Return what rules find, asked in one process that has to end in time."""
    answer = io.BytesIO()

    def ask(output: IO[bytes]) -> int:
        for number, rule in enumerate(rules):
            for cells in _ask(store, rule):
                output.write(json.dumps([number, cells]).encode() + b"\n")
        return 0

    try:
        worker.run(ask, output=answer, processor=timeout + store.size() / PACE)
    except Interrupted:  # it is the whole command that was stopped, not a query
        raise KeyboardInterrupt from None
    rows = [(rules[number], row) for number, row in map(json.loads, answer.getvalue().splitlines())]
    return [
        Finding(None, None, rule.severity, rule.name, row["thing"], _say(rule, row, lang))
        for rule, row in rows
    ]


def _ask(store: LocalStore, rule: Rule) -> Iterator[dict[str, str | None]]:
    """Yield the rows of a rule; work for another process."""
    results = ask_rule(store, rule.query, file=rule.file)
    if not isinstance(results, ox.QuerySolutions):
        raise QueryError("a rule must be a SELECT query.", file=rule.file)
    names = [variable.value for variable in results.variables]
    if names[:1] != ["thing"]:
        raise QueryError("the first column of a rule must be ?thing.", file=rule.file)
    if unknown := set(re.findall(r"\{(\w+)\}", " ".join(rule.messages.values()))) - set(names):
        raise QueryError(f"its message names ?{min(unknown)}, a column it lacks.", file=rule.file)
    for row in results:
        cells = {name: getattr(row[name], "value", None) for name in names}
        if cells["thing"] is not None:
            yield cells


def _say(rule: Rule, row: dict[str, str | None], lang: str) -> str:
    """Return the message of a rule with the cells of a row filled in."""

    def fill(match: re.Match[str]) -> str:
        cell = row[match[1]]
        return "?" if cell is None else show(shorten(cell))

    said = re.sub(r"\{(\w+)\}", fill, rule.messages[lang])
    return f"{shorten(row['thing'] or '')}: {said}"


def _named(error: KgError, rule: Rule, store: LocalStore) -> SourceError:
    """Return an error of a rule with the file of the rule and the next step."""
    if limit := re.match(r"stopped after (.* of processor time)", error.message):
        return SourceError(say_limit(store, limit[1]), file=rule.file)
    what = re.split(r"[;]| Ask for| Change the| Correct the", error.message)[0].strip().rstrip(".")
    message = f"{what}. Correct the rule."
    return SourceError(message, file=rule.file, line=error.line, column=error.column)
