"""Names as people ask for bodies, made from the registry: 500 of seven sorts, and what is meant.

A query stands for the one body that it fits: what fits two in the registry is not asked.
"""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from typing import NamedTuple

from kg.names import ID
from kg.text.folding import fold

KINDS = {
    "prison-service": {
        "en": "prison service", "cs": "vězeňská služba", "sk": "väzenská služba",
        "pl": "służba więzienna", "de": "Strafvollzug",
    },
    "probation-service": {
        "en": "probation service", "cs": "probační služba", "sk": "probačná služba",
        "pl": "służba probacyjna", "de": "Bewährungshilfe",
    },
    "ministry": {
        "en": "ministry of justice", "cs": "ministerstvo spravedlnosti",
        "sk": "ministerstvo spravodlivosti", "pl": "ministerstwo sprawiedliwości",
        "de": "Justizministerium",
    },
}  # fmt: skip
ESTABLISHMENTS = ["Věznice {}", "Väznica {}", "Zakład Karny {}", "Gefängnis {}", "{} prison"]
# Endings of Czech words in the genitive, in the order in which they are tried.
CASES = [
    ("služba", "služby"), ("správa", "správy"), ("ministerstvo", "ministerstva"),
    ("úřad", "úřadu"),
    ("věznice", "věznice"), ("akademie", "akademie"), ("institut", "institutu"),
    ("ústav", "ústavu"),
    ("univerzita", "univerzity"), ("rada", "rady"), ("asociace", "asociace"), ("centrum", "centra"),
    ("organizace", "organizace"), ("sdružení", "sdružení"), ("síť", "sítě"), ("výbor", "výboru"),
]  # fmt: skip


class Asked(NamedTuple):
    """A name that is asked for: in one text, and as a cell with the country in another."""

    sort: str
    text: str
    mention: str
    country: str | None
    thing: str


class Body(NamedTuple):
    """A body of the registry: its key, its names by language, country, its kind."""

    key: str
    names: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    country: str | None
    country_names: tuple[str, ...]
    kind: str


def ask(bodies: list[Body], size: int = 500, seed: int = 13) -> list[Asked]:
    """Return so many names, of all sorts alike where the registry has enough."""
    chosen = random.Random(seed)
    sorts = [
        list(each(bodies, chosen))
        for each in (
            *(_with_country, _without_its_country, _by_kind, _acronyms, _misspelt),
            *(_inflected, _in_another_language),
        )
    ]
    for each in sorts:
        chosen.shuffle(each)
    found: list[Asked] = []
    while len(found) < size and any(sorts):
        found += [some.pop() for some in sorts if some]
    return found[:size]


def _unique(bodies: list[Body]) -> Counter[tuple[str, str | None]]:
    """Return how many bodies bear each name in each country."""
    return Counter(
        pair
        for body in bodies
        for pair in {
            (fold(text), body.country) for text in (*(n for _, n in body.names), *body.aliases)
        }
    )


def _with_country(bodies, chosen):
    known = _unique(bodies)
    for body in bodies:
        for language, name in body.names:
            if body.country and language == "en" and known[fold(name), body.country] == 1:
                place = chosen.choice(body.country_names)
                yield Asked("country", f"{name} ({place})", name, body.country, body.key)


def _without_its_country(bodies, chosen):
    cut = [(_cut(body), body) for body in bodies if body.country]
    known = Counter((fold(text), body.country) for text, body in cut if text)
    whole = _unique(bodies)
    for text, body in cut:
        if text and known[fold(text), body.country] == 1 and not whole[fold(text), body.country]:
            place = chosen.choice(body.country_names)
            yield Asked("bare", f"{text}, {place}", text, body.country, body.key)


def _cut(body: Body) -> str | None:
    """Return the English name of a body without "of Poland" or "of the Polish Republic"."""
    name = next((text for language, text in body.names if language == "en"), "")
    for place in sorted(body.country_names, key=len, reverse=True):
        rest = re.sub(rf",? (of|in|for)( the)? {re.escape(place)}$|^{re.escape(place)} ", "", name)
        if rest != name and " " in rest:
            return rest
    return None


def _by_kind(bodies, chosen):
    count = Counter((body.kind, body.country) for body in bodies)
    for body in bodies:
        if body.kind in KINDS and body.country and "-" not in body.country:
            right = body.kind != "ministry" or "justice" in fold(body.names[0][1] + body.key)
            if right and count[body.kind, body.country] == 1:
                for language, text in KINDS[body.kind].items():
                    place = body.country_names[0 if language == "en" else -1]
                    if language in ("en", "cs"):
                        yield Asked("kind", f"{text} {place}", text, body.country, body.key)
                    else:
                        yield Asked("kind", f"{text} {place}", text, body.country, body.key)


def _acronyms(bodies, chosen):
    known = _unique(bodies)
    for body in bodies:
        for alias in body.aliases:
            short = alias.isupper() and 3 <= len(alias) <= 8 and alias.isalpha()
            if short and body.country and known[fold(alias), body.country] == 1:
                place = body.country_names[0]
                yield Asked("acronym", f"{alias} {place}", alias, body.country, body.key)


def _misspelt(bodies, chosen):
    known = _unique(bodies)
    for body in bodies:
        name = body.names[0][1]
        if len(name) > 12 and known[fold(name), body.country] == 1:
            wrong = _misspell(name, chosen)
            yield Asked("typo", wrong, wrong, body.country, body.key)


def _misspell(name: str, chosen: random.Random) -> str:
    at = chosen.choice([n for n in range(1, len(name) - 1) if name[n : n + 2].isalpha()])
    letter = chosen.choice(string.ascii_lowercase)
    return chosen.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ]
    )


def _inflected(bodies, chosen):
    known = _unique(bodies)
    for body in bodies:
        for language, name in body.names:
            if language == "cs" and known[fold(name), body.country] == 1:
                words = [_genitive(word) for word in name.split()]
                if " ".join(words) != name:
                    text = " ".join(words)
                    yield Asked("case", text, text, body.country, body.key)


def _genitive(word: str) -> str:
    for ending, other in CASES:
        if word.lower() == ending:
            return word[0] + other[1:]
    return re.sub(r"(sk|n)á$", r"\1é", re.sub(r"(sk|n)ý$", r"\1ého", word))


def _in_another_language(bodies, chosen):
    """Ask for prisons by their towns, with the word for a prison in another language."""
    towns = Counter()
    named = []
    for body in bodies:
        name = next((text for language, text in body.names if language == "en"), "")
        match = re.fullmatch(r"([^\W\d_]\w+(?: \w+)?) Prison", name)
        if match and body.country:
            towns[match[1]] += 1
            named.append((match[1], body))
    for town, body in named:
        if towns[town] == 1:
            for pattern in ESTABLISHMENTS[:4]:
                text = pattern.format(town)
                yield Asked("language", text, text, body.country, body.key)


def read_bodies(background) -> list[Body]:
    """Return the bodies that a background knows."""
    found = []
    for thing in background.catalogue:
        if thing.sort != "organisation":
            continue
        labels = background.data[ID + thing.key]
        names, aliases = [], []
        for name, values in labels.items():
            for each in values:
                if name.endswith("#prefLabel"):
                    names.append((each.language, each.value))
                elif name.endswith("#altLabel"):
                    aliases.append(each.value)
        names.sort(key=lambda pair: (pair[0] != "en", pair))
        place = background.data.get(ID + (thing.country or ""), {})
        places = sorted(
            (each.language != "en", each.value)
            for name, values in place.items()
            if name.endswith("#prefLabel")
            for each in values
        )
        kind = next(
            (
                each.value.rpartition("/")[2]
                for name, values in labels.items()
                if name.endswith("#classification")
                for each in values
            ),
            "",
        )
        country = thing.country.partition("-")[0] if thing.country else None
        texts = tuple(text for _, text in places)
        if names and (texts or not thing.country):
            found.append(Body(thing.key, tuple(names), tuple(aliases), country, texts, kind))
    return found
