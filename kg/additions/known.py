"""What the graph says already between things, shown to who adds something about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.claims.claims import Names
from kg.claims.statements import Statement, Statements, read_statements
from kg.claims.wording import say_amount, say_when
from kg.names import ID
from kg.rdf.store import Store
from kg.text.words import Words, plain, read_words


def say_known(store: Store, keys: Sequence[str], most: int = 10) -> list[str]:
    """Return sentences in English on what is said between the things of these keys.

    These are the claims that join two of them, and those by which two of them share one context;
    *most* of them at the most, and how many more there are.
    """
    said = read_statements(store)
    found: dict[str, Statement] = {}
    for one, other in combinations(dict.fromkeys(ID + key for key in keys), 2):
        found |= {each.claim.id: each for each in _between(said, one, other)}
    lines = [_sentence(each, said.names) for _, each in sorted(found.items())]
    if len(lines) > most:
        lines[most:] = [f"and {len(lines) - most} more"]
    return lines


def _between(said: Statements, one: str, other: str) -> Iterator[Statement]:
    """Yield what is said of both of two things, and of each in what they share."""
    mine, theirs = said.about.get(one, ()), said.about.get(other, ())
    yield from (each for each in mine if other in (each.subject, each.object))
    shared = {each.object for each in mine if _takes_part(each, one)}
    shared &= {each.object for each in theirs if _takes_part(each, other)}
    for each in (*mine, *theirs):
        if each.object in shared and each.sort == "participation":
            yield each


def _takes_part(said: Statement, thing: str) -> bool:
    return said.sort == "participation" and said.subject == thing and bool(said.object)


def _sentence(said: Statement, names: Names) -> str:
    value = said.value
    if said.object:
        other = names.of(said.object)
    else:
        words = (
            say_amount(value, read_words(), "en") if value and not isinstance(value, str) else ""
        )
        other = plain(words or str(value or ""))
    parts: list[Words] = [names.of(said.subject), names.of(said.relation), other]
    sources = ", ".join(dict.fromkeys(each.source for each in said.claim.evidence))
    middle = " – ".join(each.en for each in parts if each.en)
    return f"{middle}, {say_when(said.claim, read_words(), 'en')} ({sources})"
