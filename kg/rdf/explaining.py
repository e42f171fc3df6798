"""Explaining: how a query is answered, in words: what is derived, looked up first, and slow."""

from __future__ import annotations

from collections.abc import Sequence

from kg.rdf import syntax_tree
from kg.rdf.advice import advise, order, say, say_pattern
from kg.rdf.store import Store
from kg.rdf.syntax import Bind, Block, Filter, Group, Select, Triple


def explain(
    store: Store, text: str, *, lang: str, rules: Sequence[str] | None, derives: bool
) -> str:
    """Return lines about a query: rules that it needs, its patterns in order, and advice.

    *rules* are those that run for it, None for all; with *derives* false nothing is derived. Each
    pattern comes with the number of triples of *store* that fit it by itself.
    """
    query = syntax_tree.read(text)
    if query is None:
        return say("unread", lang) + "\n"
    lines = [say("needs", lang, rules=_rules(rules, lang))] if derives else []
    lines.append(say("plan", lang))
    lines += _plan(store, query.where, 1)
    found = advise(text)
    lines.append(say("advice" if found else "fine", lang))
    lines += ["  " + say("line", lang, line=each.line, said=each.said) for each in found]
    return "\n".join(lines) + "\n"


def _rules(rules: Sequence[str] | None, lang: str) -> str:
    return say("all" if rules is None else "none", lang) if not rules else ", ".join(rules)


def _plan(store: Store, group: Group, depth: int) -> list[str]:
    """Return a line for each pattern, then the groups inside, each farther in."""
    lines = []
    for triple in order(group):
        [(count,)] = store.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {_alone(triple)} }}")
        lines.append(f"{'  ' * depth}{int(count or 0):>9,}  {say_pattern(triple)}")
    for element in group.elements:
        inner: tuple[Group, ...] = ()
        name = ""
        if isinstance(element, Block):
            inner, name = element.groups, element.kind
        elif isinstance(element, Select):
            inner, name = (element.where,), "SELECT"
        elif isinstance(element, Filter | Bind) and element.expression.groups:
            inner, name = element.expression.groups, "EXISTS"
        for each in inner:
            lines.append(f"{'  ' * depth}{name}")
            lines += _plan(store, each, depth + 1)
    return lines


def _alone(triple: Triple) -> str:
    """Return a pattern as SPARQL, with its path as one step where it has several."""
    verb = f"<{triple.path.iri}>" if triple.path.iri else "?p"
    ends = [each.replace("?.", "?blank") for each in (triple.subject, triple.object)]
    if triple.path.names and not triple.path.iri:
        names = " ".join(f"<{name}>" for name in sorted(triple.path.names))
        return f"VALUES ?p {{ {names} }} ?s ?p ?o"
    return f"{ends[0]} {verb} {ends[1]}"
