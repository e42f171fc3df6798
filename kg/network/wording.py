"""A relation, a label, a fact of the network in words."""

from __future__ import annotations

from collections.abc import Mapping

from kg.claims.wording import say_amount
from kg.network.network import Fact, Node, Relation
from kg.text.words import LANGUAGES, Vocabulary, fill, in_language


def say_relation(each: Relation, ends: Mapping[str, Node], words: Vocabulary, lang: str) -> str:
    """Return one sentence that says what joins the two ends.

    *ends* holds the nodes of the network by their identifiers.
    """
    names = {"a": in_language(ends[each.a].label, lang), "b": in_language(ends[each.b].label, lang)}
    label = in_language(each.label, lang)
    family = "tie" if each.symmetric and each.family == "project" else each.family
    said = fill(words[f"says-{family}"][LANGUAGES.index(lang)], names | {"label": label})
    amount = f": {say_amount(each.amount, words, lang)}" if each.amount else ""
    return f"{said}{amount}."


def say_label(each: Relation, words: Vocabulary, lang: str) -> str:
    """Return the relation alone, as a table shows it between its two ends."""
    at = LANGUAGES.index(lang)
    label = (
        words["label-funding"][at] if each.family == "funding" else in_language(each.label, lang)
    )
    return f"{label}: {say_amount(each.amount, words, lang)}" if each.amount else label


def say_fact(fact: Fact, words: Vocabulary, lang: str) -> str:
    """Return what is said about one thing alone, as "label: value"."""
    value = fact.value if isinstance(fact.value, str) else say_amount(fact.value, words, lang)
    return f"{in_language(fact.label, lang)}: {value}"
