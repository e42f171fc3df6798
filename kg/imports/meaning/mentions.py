"""Names in a file, each resolved to a thing of the graph, to a new thing, or to a question.

Nothing is merged by machine: what is only close to a name of the graph waits for a person, and so
does what is new. What was decided before is used again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kg.additions.coining import base_of_body, free_key
from kg.additions.records import Text, Thing
from kg.errors import Finding
from kg.imports.meaning.conjunctions import find_doubt, part_joined
from kg.imports.meaning.countries import INTERNATIONAL, code_of, known_countries
from kg.imports.meaning.decided import LEAVE_OUT, NEW, Asked, Chosen
from kg.imports.meaning.headings import read_columns
from kg.imports.meaning.known import Background
from kg.imports.meaning.matching import Known, Meaning, Possible
from kg.text.folding import fold
from kg.text.words import join_words

BODY: Final = "organisation"
_NAMED_WITH_COUNTRY: Final = re.compile(r"(\S|\S.*\S)\s*\(([^()]+)\)")
_BETWEEN: Final = re.compile(r"(,\s*+|(?<!\s)\s++[/+&]\s++)")
_SIGNS: Final = re.compile(r",|(?<!\s)\s++[/+]\s++")
_JOINED: Final = "kind:network"  # of a new body of which only its members are known
NO_ENGLISH: Final = "No English name was given."


class Meant(NamedTuple):
    """The thing that a name means; *by_country* where the name is that of a country only."""

    key: str
    by_country: bool = False


class CellPlace(NamedTuple):
    """Where a name stands: a sheet, a row and, in a table, a column, as findings show it."""

    sheet: str
    row: int
    column: str | None

    def finding(self, message: str, *, severity: str, rule: str, thing: str | None) -> Finding:
        """Return a finding here."""
        return Finding(self.sheet, self.row, severity, rule, thing, message, self.column)


class Mentions:
    """The names of an import: what they mean, which things are new, and what is to be decided."""

    def __init__(
        self,
        background: Background,
        decisions: Sequence[Chosen] = (),
        *,
        accept_new: bool = False,
    ) -> None:
        self._known = background
        self._decided = {each.about: each for each in decisions}
        self._elsewhere = _agreed(each for each in decisions if each.country)
        self._accept_new = accept_new
        self._minted: dict[str, int] = {}  # the last number of each base
        self._memory: dict[tuple[str, tuple[str, ...], str | None], Meant | Meaning] = {}
        self.things: dict[str, Thing] = {}
        self.asked: list[Asked] = []
        self.matched: dict[str, int] = {}  # how many names were found, by how

    def body(
        self, mention: str, place: CellPlace, *, country: str | None = None, lang: str = "en"
    ) -> Meant | Finding:
        """Return the body that a name means, or why it is not known."""
        mention, country = self._split(mention, country)
        return self._resolve(mention, (BODY,), place, country, lang)

    def look_up(self, mention: str, country: str | None, lang: str) -> Meant | Meaning:
        """Return the body that a name means, or what is known of the name; nothing is asked."""
        mention, country = self._split(mention, country)
        return self._find(mention, (BODY,), country, lang)

    def settle(self, meaning: Meaning, place: CellPlace, lang: str) -> Meant | Finding:
        """Return the new body of a name that was looked up, or why it waits.

        Of a body without a country nobody knows where it is: it is in none.
        """
        if not self._may_add(meaning):
            return self.ask(meaning, place)
        decided = self._home(meaning.mention, meaning.country)
        home = meaning.country if decided is None else decided
        return self._new_body(meaning, INTERNATIONAL if home is None else home, place, lang)

    def decided_home(self, mention: str, country: str | None) -> str | None:
        """Return the country in which a person said that a new body of that name is, or None."""
        return self._home(*self._split(mention, country))

    def other(self, mention: str, sorts: Sequence[str], place: CellPlace) -> Meant | Finding:
        """Return the thing of one of *sorts* that a name means, or why it is not known."""
        return self._resolve(mention, tuple(sorts), place, None, None)

    def joined(self, mention: str, place: CellPlace, lang: str) -> Meant | Finding:
        """Return the body of that name which others have joined; a new one is a network.

        Where nobody says in which country it is, it is in none. What is called like an agreement
        is taken for a body only where a person decides so.
        """
        mention, country = self._split(mention, None)
        about = (mention, (BODY,), country)
        if about in self._memory:
            return self._resolve(mention, (BODY,), place, country, None)
        found = self._find(*about, lang)
        if isinstance(found, Meaning) and self._may_add(found):
            if self._decision(mention, BODY, country) or not self._is_agreement(mention):
                home = self._home(mention, country)
                home = (country or INTERNATIONAL) if home is None else home
                return self._new_body(found, home, place, lang, kind=_JOINED)
            said = f"“{mention}” is called like an agreement, which --new takes for no body."
            step = "Decide in the list of --review, or read it with --kind agreements."
            return self.ask(found, place)._replace(message=f"{said} {step}")
        self._memory[about] = found
        return found if isinstance(found, Meant) else self.ask(found, place)

    def _is_agreement(self, mention: str) -> bool:
        """Tell whether a name has a word for agreements of some kind in it."""
        sorts = set(self._known.narrower("kind:agreement"))
        words = (word for word, kind in self._known.concepts["kind"].items() if kind in sorts)
        said = f" {fold(mention)} "
        return any(
            f" {word} " in said for word in (*words, *map(fold, read_columns()["agreement-words"]))
        )

    def area(self, text: str, place: CellPlace, lang: str | None = None) -> Meant | Finding:
        """Return the country or area that a name or code means; a country that lacks is added."""
        key = self._known.countries.find(text, lang)
        if key:
            self._add_country(key)
            return Meant(key, by_country=True)
        several = self._known.countries.among(text, lang)
        said = "may be several countries" if several else "is no country that is known"
        message = f"“{text}” {said}. {self._known.countries.advise(text, lang)}"
        return place.finding(message, severity="error", rule="unknown-country", thing=None)

    def parts(self, text: str) -> list[str] | None:
        """Return the names that commas, signs or *and* part in a text, where each is known.

        None where the text is one name, [] where only some of those that signs part are known.
        """
        if joined := part_joined(text, self._bodies_named):
            return joined
        pieces = _BETWEEN.split(text)  # names, and between them what parts them
        if len(pieces) == 1 or self._knows(text):
            return None
        found: list[str] | None = []
        while pieces and found is not None:
            ends = range(len(pieces), 0, -2)
            end = next((n for n in ends if self._knows("".join(pieces[:n]).strip())), None)
            found = None if end is None else [*found, "".join(pieces[:end]).strip()]
            pieces = pieces[(end or 0) + 1 :]
        if found:
            return found
        signs = _SIGNS.split(text)
        some = any(self._knows_body(piece.strip()) for piece in signs)
        return [] if len(signs) > 1 and some else None

    def doubt(
        self, text: str, beside: Callable[[], str | None], place: CellPlace
    ) -> Finding | None:
        """Return a finding where a name may be two that a word joins; a person is asked."""
        sides = find_doubt(text, self._bodies_named)
        mention, country = self._split(text, beside() if sides else None)
        if sides is None or self._knows(text) or self._decision(mention, BODY, country):
            return None
        said = f"“{text[:120]}” may be two bodies, “{sides[0][:60]}” and “{sides[1][:60]}”."
        step = "Part them with a semicolon, or decide in the list of --review that it is one."
        asked = self.ask(self._known.catalogue.match(mention, (BODY,), country), place)
        return asked._replace(message=f"{said} {step}", rule="several", severity="error")

    def _bodies_named(self, name: str) -> frozenset[str]:
        """Return the bodies that a text names or may name; a word for a kind alone names none."""
        if fold(name) in self._known.concepts["kind"]:
            return frozenset()
        mention, country = self._split(name, None)
        if decided := self._decision(mention, BODY, country):
            return frozenset({fold(mention) if decided.decision == NEW else decided.decision})
        found = self._known.catalogue.exact(mention, (BODY,), country)
        keys = [found.key, *(each.key for each in found.candidates)] if found else []
        return frozenset(filter(None, keys))

    def _knows(self, name: str) -> bool:
        return self._known.countries.find(name.strip()) is not None or self._knows_body(name)

    def _knows_body(self, name: str) -> bool:
        mention, country = self._split(name.strip(), None)
        found = self._known.catalogue.match(mention, (BODY,), country).key
        return found is not None or self._decision(mention, BODY, country) is not None

    def mint(self, base: str) -> str:
        """Return an identifier that nobody has, made of *base*, and take it.

        The codes of countries are left to countries.
        """
        first = self._minted.get(base, 1)
        key, number = free_key(base, self._known.taken, reserved=known_countries(), first=first)
        self._minted[base] = number
        self._known.taken.add(key)
        return key

    def add(self, thing: Thing, sort: str, *, country: str | None = None) -> None:
        """Take note of a thing that the file describes; its names are known from now on."""
        self.things[thing.key] = thing
        names = tuple(text.text for text in (*thing.labels, *thing.aliases))
        czech = next((text.text for text in thing.labels if text.language == "cs"), None)
        self._known.taken.add(thing.key)
        known = Known(thing.key, sort, names[0], names, country, czech=czech)
        # Names of one list are of different things unless they are equal.
        self._known.catalogue.add(known, close=False)

    def ask(self, meaning: Meaning, place: CellPlace) -> Finding:
        """Take note that a person has to decide about a name; return the finding that says so."""
        where = ":".join(str(each) for each in place if each is not None)
        self.asked.append(Asked(meaning, where))
        return self._say(meaning, place)

    def decide(self, meaning: Meaning, place: CellPlace) -> str | Finding:
        """Return what was decided about a thing: its key or `NEW`; else ask, and say so."""
        decided = self._decision(meaning.mention, meaning.sort, meaning.country)
        if decided is None:
            return self.ask(meaning, place)
        if decided.decision == LEAVE_OUT:
            return self._say(meaning, place)
        return decided.decision

    def _resolve(
        self,
        mention: str,
        sorts: tuple[str, ...],
        place: CellPlace,
        country: str | None,
        lang: str | None,
    ) -> Meant | Finding:
        about = (mention, sorts, country)
        known = self._memory.get(about)
        if known is None:
            known = self._find(mention, sorts, country, lang)
            if isinstance(known, Meaning) and lang is not None and self._may_add(known):
                home = self._home(known.mention, known.country)
                return self._new_body(known, known.country if home is None else home, place, lang)
            self._memory[about] = known
            if isinstance(known, Meaning):
                return self.ask(known, place)
        return known if isinstance(known, Meant) else self._say(known, place)

    def _find(
        self, mention: str, sorts: tuple[str, ...], country: str | None, lang: str | None
    ) -> Meant | Meaning:
        meaning = self._known.catalogue.match(mention, sorts, country)
        decided = self._decision(mention, meaning.sort, country)
        meant = decided.decision if decided else NEW
        if meant not in (NEW, LEAVE_OUT) and meaning.how != "identifier":
            meaning = meaning._replace(state="matched", key=meant, how="decision")
        elif decided and not meaning.key and (known := self._at_home(mention, country)):
            meaning = meaning._replace(state="matched", key=known, how="decision")
        if meaning.key:
            self.matched[meaning.how] = self.matched.get(meaning.how, 0) + 1
            return Meant(meaning.key, by_country=self._is_country(meaning.key))
        areas = self._known.countries.among(mention, lang) if BODY in sorts else ()
        if not areas or decided:
            return meaning
        if len(areas) > 1:  # a nickname that is a code of another country
            candidates = tuple(Possible(key, self._name(key), 1.0) for key in areas)
            return meaning._replace(state="proposed", how="several", candidates=candidates)
        self._add_country(areas[0])
        return Meant(areas[0], by_country=True)

    def _is_country(self, key: str) -> bool:
        """Tell whether a key is that of a country or area; a country that lacks is added."""
        known = self._known.catalogue.get(key)
        if known is None and code_of(key) in known_countries():
            self._add_country(key)
            return True
        return known is not None and known.sort == "area"

    def _name(self, key: str) -> str:
        country = known_countries().get(code_of(key))
        return country.en if country else self._known.catalogue.label(key)

    def _decision(self, mention: str, sort: str, country: str | None) -> Chosen | None:
        """Return what was decided about a name; without a country, what holds in whichever one."""
        about = (fold(mention), sort)
        exact = self._decided.get((*about, country or ""))
        return exact or (self._elsewhere.get(about) if country is None else None)

    def _home(self, mention: str, country: str | None) -> str | None:
        decided = self._decision(mention, BODY, country)
        if decided is None or decided.decision != NEW:
            return None
        said = decided.home or (decided.country if country is None else "")
        return self._known.countries.find(said) if said else None

    def _at_home(self, mention: str, country: str | None) -> str | None:
        """Return the body of that name in the country that was decided for it, or None."""
        home = self._home(mention, country)
        found = None if home is None else self._known.catalogue.exact(mention, (BODY,), home)
        known = self._known.catalogue.get(found.key) if found and found.key else None
        return known.key if known and (known.country or INTERNATIONAL) == home else None

    def _may_add(self, meaning: Meaning) -> bool:
        decided = self._decision(meaning.mention, meaning.sort, meaning.country)
        if decided:
            return decided.decision == NEW
        return self._accept_new and meaning.state == "new"

    def _new_body(
        self,
        meaning: Meaning,
        home: str | None,
        place: CellPlace,
        lang: str,
        *,
        kind: str | None = None,
    ) -> Meant | Finding:
        key = self._mint_body(meaning.mention, home, place)
        if isinstance(key, Finding):
            return key
        labels = labels_of({lang: meaning.mention})
        note = NO_ENGLISH if lang != "en" else None
        thing = Thing(key, "org:Organization", labels, kind, country=home or None, note=note)
        self.add(thing, BODY, country=home)
        return Meant(key)

    def _mint_body(self, name: str, country: str | None, place: CellPlace) -> str | Finding:
        if country is None:
            step = "Write its country behind the name, in brackets, “international” or “unknown”."
            message = f"“{name}” is new, and its country is not given. {step}"
            return place.finding(message, severity="error", rule="no-country", thing=None)
        if country != INTERNATIONAL:
            self._add_country(country)
        return self.mint(base_of_body(name, country))

    def _split(self, mention: str, country: str | None) -> tuple[str, str | None]:
        """Return a name without the country that stands behind it in brackets, and the country."""
        match = _NAMED_WITH_COUNTRY.fullmatch(mention)
        named = self._known.countries.find(match[2]) if match else None
        if match is None or named is None:
            return mention, country
        whole = self._known.catalogue.match(mention, (BODY,))
        return (mention, country) if whole.key else (match[1], named)

    def _add_country(self, key: str) -> None:
        known = self._known.catalogue.get(key)
        if known is None or known.sort != "area":
            country = known_countries()[code_of(key)]
            names = labels_in(country.en, country.cs)
            self.add(Thing(key, "pc:Country", names, notation=country.key.upper()), "area")

    def _say(self, meaning: Meaning, place: CellPlace) -> Finding:
        decided = self._decision(meaning.mention, meaning.sort, meaning.country)
        if decided and decided.decision == LEAVE_OUT:
            message = f"“{meaning.mention}” is left out, as was decided."
            return place.finding(message, severity="info", rule="left-out", thing=None)
        if meaning.candidates:
            options = [f"id:{each.key} ({each.name})" for each in meaning.candidates]
            said = "is the name of several" if meaning.how == "several" else "is not known"
            message = f"“{meaning.mention}” {said}. Did you mean {join_words(options, 'or').en}?"
            return place.finding(message, severity="warning", rule="proposed", thing=None)
        step = "Accept it with --new or in the list of --review, or correct the name."
        message = f"“{meaning.mention}” is new. {step}"
        return place.finding(message, severity="warning", rule="new", thing=None)


def _agreed(decisions: Iterable[Chosen]) -> dict[tuple[str, str], Chosen]:
    """Return what was decided about names where all countries have the same decision."""
    found: dict[tuple[str, str], Chosen] = {}
    several = set()
    for each in decisions:
        about = each.about[:2]
        other = found.setdefault(about, each)
        new = each.decision == NEW and each.country != other.country  # another one in each
        if new or each.decision != other.decision:
            several.add(about)
    return {about: each for about, each in found.items() if about not in several}


def labels_in(en: str | None, cs: str | None) -> tuple[Text, ...]:
    """Return names as preferred labels; English is required, and Czech stands for it."""
    return labels_of({lang: name for lang, name in (("en", en), ("cs", cs)) if name})


def labels_of(names: Mapping[str, str]) -> tuple[Text, ...]:
    """Return names by language as preferred labels; where none is English, the first stands for it.

    >>> [label.language for label in labels_of({"de": "Justizvollzug"})]
    ['en', 'de']
    """
    english = names.get("en") or next(iter(names.values()), "")
    others = (Text(name, lang) for lang, name in names.items() if lang != "en")
    return (Text(english, "en"), *others)
