"""Coining: the identifier and the names of a new thing, whichever way it enters the graph.

What bodies share (an agreement, a cooperation, a visit) is called after them; everything else after
its own name. Adding, importing and reading coin here, so that one fact gets one identifier.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import count
from typing import Final

from kg import edtf
from kg.claims.wording import say_point
from kg.names import is_identifier
from kg.text.folding import slug

# How the identifiers of a sort of things begin; those of bodies begin with their country.
PREFIXES: Final = {
    "agreement": "agr",
    "cooperation": "coop",
    "project": "prj",
    "programme": "prog",
    "event": "ev",
    "visit": "ev-visit",
    "instrument": "ins",
    "practice": "practice",
}
_SHARED: Final = frozenset({"agreement", "cooperation"})
_DATED: Final = frozenset({"event", "visit"})
_MOST: Final = 4  # bodies in a name


def base_of_body(name: str, country: str | None) -> str:
    """Return what the identifier of a body is made of: its country and its name.

    >>> base_of_body("Prison Service", "sk")
    'sk-prison-service'
    """
    base = slug(name) or "body"
    return base if not country or base.startswith(f"{country}-") else f"{country}-{base}"


def base_of(
    sort: str, name: str | None, bodies: Sequence[str] = (), when: str | None = None
) -> str:
    """Return what the identifier of a thing of a sort is made of.

    *bodies* are the keys of those who share it, *when* is an EDTF date.

    >>> base_of("visit", None, ["cz-vscr", "at-moj"], "2014-06-03")
    'ev-visit-cz-vscr-at-moj-2014-06'
    """
    if name and sort not in _SHARED:
        return f"{PREFIXES[sort]}-{slug(name) or 'unnamed'}"
    dated = [slug(when[:7])] if when and sort in _DATED else []
    if not bodies and name:
        dated = [slug(name) or "unnamed"]
    return "-".join([PREFIXES[sort], *list(dict.fromkeys(bodies))[:2], *dated])


def free_key(
    base: str, taken: Container[str], *, reserved: Container[str] = (), first: int = 1
) -> tuple[str, int]:
    """Return an identifier that is neither taken nor reserved, and the number that it needed.

    It is made of *base*; *first* is the number with which to begin.
    """
    for number in count(first):
        key = base if number == 1 else f"{base}-{number}"
        if key not in taken and key not in reserved and is_identifier(key):
            return key, number
    raise AssertionError  # never reached: there is always one more number


def name_shared(
    titles: Mapping[str, str],
    bodies: Mapping[str, Sequence[str]],
    when: str | None,
    numbers: Sequence[str] = (),
) -> dict[str, str]:
    """Return names made of a title, up to four bodies and the date, in each language of *titles*.

    *bodies* are their names by language, English where that of a title is not among them;
    *numbers* are those of registers, and stand behind in brackets.
    """
    made = {}
    for lang, title in titles.items():
        spoken = lang if lang in bodies else "en"
        who = " – ".join(list(dict.fromkeys(bodies[spoken]))[:_MOST])
        dated = f", {say_span(when, spoken)}" if _is_dated(when) else ""
        made[lang] = f"{title[:1].upper()}{title[1:]}" + (f": {who}" if who else "") + dated
        made[lang] += f" ({', '.join(numbers)})" if numbers else ""
    return made


def _is_dated(when: str | None) -> bool:
    return bool(when) and edtf.parse(when or "")[0] not in ("", "..")


def say_span(when: str | None, lang: str) -> str:
    """Return the beginning of a date in words, and its end where it is known and another day."""
    start, _, end = (when or "").partition("/")
    ends = [each for each in dict.fromkeys((start, end)) if each not in ("", "..")]
    return " – ".join(say_point(each, lang) for each in ends)
