"""The bodies of a graph in the terms of others: which thing of the graph each node is.

A node is known by its IRI, by an address or identifier that the graph has of it, or by its names in
its country. Two nodes that the file does not say to be one are never one for their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from kg.additions.records import Text, Thing
from kg.errors import Finding
from kg.imports.meaning.known import Background, Values
from kg.imports.meaning.matching import Meaning
from kg.imports.meaning.mentions import BODY, CellPlace, Meant, Mentions
from kg.imports.rdf.identifiers import Identifier, form_of, outside_keys, read_identifiers
from kg.imports.rdf.names import Names, read_names
from kg.imports.rdf.nodes import Nodes, Statement
from kg.imports.rdf.places import Place, Places
from kg.names import ID, expand, shorten
from kg.text.addresses import is_web_address
from kg.text.folding import fold

_SAME: Final = "same_as"
_HOME: Final = expand("pc:jurisdiction")
_FORMAL: Final = frozenset(
    ("FormalOrganization", "RegisteredOrganization", "LegalEntity", "PublicOrganisation")
)


class Body(NamedTuple):
    """A node that is a body: what it means, and what else is said of it that goes into claims.

    *taken* are statements that go into its record, *unread* those that say what cannot be read or
    what the graph says otherwise, each with the reason. *pages*, *kinds* in words, *identifiers*
    and *former* names become claims.
    """

    meant: Meant
    name: str
    taken: tuple[Statement, ...]
    unread: tuple[tuple[Statement, str], ...]
    pages: tuple[Statement, ...] = ()
    kinds: tuple[tuple[str, Statement], ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    former: tuple[Text, ...] = ()


class _Seen(NamedTuple):
    """What was found out about a node that is a body."""

    node: str
    meant: Meant
    names: Names
    country: str | None
    place: Place
    same: list[tuple[str, Statement | None]]
    identifiers: list[Identifier]


class _Looked(NamedTuple):
    """What a node says of itself, and what the graph knows of it: keys, or what its name means."""

    names: Names
    country: str | None
    place: Place
    same: list[tuple[str, Statement | None]]
    identifiers: list[Identifier]
    keys: tuple[str, ...]
    found: Meant | Meaning | None


class Bodies:
    """Makes bodies of nodes: all are looked up first, then each is read.

    *homeless* are the names of new ones of which nobody says in which country they are.
    """

    def __init__(self, nodes: Nodes, known: Background, mentions: Mentions) -> None:
        self._nodes = nodes
        self._known = known
        self._mentions = mentions
        self.places = Places(nodes, known)
        self._outside = outside_keys(known)
        self._owners: dict[str, str] = {}
        self._described: set[str] = set()
        self.homeless: dict[str, str] = {}
        self._looked: dict[str, _Looked] = {}
        self._made_here: dict[str, dict[str | None, Meant]] = {}

    def look_up(self, nodes: Iterable[str]) -> None:
        """Find what the graph knows of nodes, before anything new is added to it."""
        for node in nodes:
            names = read_names(self._nodes, node, self._known.countries)
            where = self.places.place(node)
            country = where.country if where.country is not None else names.country
            same, identifiers = self._addresses(node), read_identifiers(self._nodes, node)
            keys = self._keys(node, names, country, [*same, *identifiers])
            found: Meant | Meaning | None = None
            if len(keys) == 1:
                found = Meant(min(keys))
            elif names.main and not keys and not where.several:
                found = self._mentions.look_up(names.main, country, names.lang)
                decided = self._mentions.decided_home(names.main, country)
                country = country if decided is None else decided
            self._looked[node] = _Looked(
                names, country, where, same, identifiers, tuple(sorted(keys)), found
            )

    def read(self, node: str, place: CellPlace) -> Body | Finding:
        """Return the body that a node is, which was looked up before, or why it waits."""
        looked = self._looked[node]
        name = looked.names.main
        if not name:
            message = f"{_show(node)} has no name. Give it one, such as skos:prefLabel."
            return _report(place, message)
        if len(looked.place.several) > 1:
            listed = " and ".join(looked.place.several)
            return _report(place, f"“{name}” lies in {listed}. Keep one country.", name)
        if len(looked.keys) > 1:
            listed = " and ".join(f"id:{key}" for key in looked.keys)
            return _report(place, f"“{name}” may be {listed}. Keep what is of one.", name)
        meant = self._meant(node, looked, place)
        if isinstance(meant, Finding):
            return meant
        if twin := self._twin(node, meant):
            message = f"{_show(node)} has the name and country of {_show(twin)}: “{name}”."
            return _report(place, f"{message} Say owl:sameAs if they are one.", name)
        return self._made(_Seen(node, meant, *looked[:5]))

    def _keys(
        self,
        node: str,
        names: Names,
        country: str | None,
        addresses: Iterable[tuple[str, Statement | None] | Identifier],
    ) -> set[str]:
        """Return the things of the graph that a node may be: by addresses, else by its names."""
        forms = [form_of(each) for each in addresses]
        nodes = self._nodes.all_of(node)
        keys = {self._outside[each] for each in (*nodes, *forms) if each in self._outside}
        if keys:
            count = self._mentions.matched.get("identifier", 0)
            self._mentions.matched["identifier"] = count + 1
            return keys
        exact = self._known.catalogue.exact
        matches = (exact(each, (BODY,), country) for each in names.preferred)
        return {each.key for each in matches if each and each.key}

    def _meant(self, node: str, looked: _Looked, place: CellPlace) -> Meant | Finding:
        """Return the thing that a node is: one of the graph, one of the file, or a new one."""
        if isinstance(looked.found, Meant):
            return looked.found
        assert looked.found is not None
        name = fold(looked.found.mention)
        made = self._made_here.get(name, {})
        if looked.country in made:
            return made[looked.country]
        if node.startswith("_:") and looked.country is None and len(made) == 1:
            return next(iter(made.values()))
        meant = self._mentions.settle(looked.found, place, looked.names.lang)
        if isinstance(meant, Meant) and looked.country is None:
            self.homeless[node] = looked.names.main
        if isinstance(meant, Meant):
            self._made_here.setdefault(name, {})[looked.country] = meant
        return meant

    def _twin(self, node: str, meant: Meant) -> str | None:
        """Return another node with an IRI that is this thing already, or None."""
        if meant.by_country:
            return None
        owner = self._owners.setdefault(meant.key, node)
        if owner == node or node.startswith("_:"):
            return None
        if owner.startswith("_:"):
            self._owners[meant.key] = node
            return None
        return owner

    def _made(self, seen: _Seen) -> Body:
        """Return the body, and add its record to what the import describes."""
        known = self._known.data.get(ID + seen.meant.key, {})
        taken = [*seen.names.said, *self._nodes.types(seen.node)]
        unread = [(each, "no one country that is known") for each in seen.place.unread]
        country, instead = self._country(seen, known)
        if instead:
            unread += [(each, instead) for each in seen.place.said]
        else:
            taken += seen.place.said
        pages, extra, wrong = self._pages(seen, known)
        concept, kinds, told = self._kind(seen, known)
        taken += [*pages, *told]
        if seen.meant.by_country:  # the record of a country is none of a body's
            return Body(seen.meant, seen.names.main, tuple(taken), (*unread, *wrong))
        self._describe(seen, country, concept, pages[0].value if pages else None)
        taken += [each for _, each in seen.same if each]
        taken += [part for each in seen.identifiers if each.known for part in each.said]
        return Body(
            seen.meant,
            seen.names.main,
            tuple(taken),
            (*unread, *wrong),
            tuple(extra),
            tuple(kinds),
            tuple(each for each in seen.identifiers if not each.known),
            seen.names.former,
        )

    def _country(self, seen: _Seen, known: Values) -> tuple[str | None, str | None]:
        """Return the country that goes into the record, or what the graph says instead."""
        home = {each.value for each in known.get(_HOME, ())}
        if seen.country and home and ID + seen.country not in home:
            return None, f"the graph says {', '.join(sorted(map(shorten, home)))}"
        if seen.place.country is not None and seen.country != seen.place.country:
            return seen.country, "another country was decided in the review list"
        return seen.country, None

    def _describe(
        self, seen: _Seen, country: str | None, concept: str | None, homepage: str | None
    ) -> None:
        key, names = seen.meant.key, seen.names
        before = self._mentions.things.get(key)
        known = self._known.catalogue.get(key)
        is_known = ID + key in self._known.data
        sort = known.type if known and known.type and is_known else self._class(seen.node)
        labels = names.labels
        if is_known and (names.note or not any(each.language == "en" for each in labels)):
            own = Text(known.label if known else key, "en")  # the graph has an English name
            labels = (own, *(each for each in labels if each.language != "en"))
        thing = Thing(
            key,
            sort,
            labels,
            kind=concept,
            aliases=names.aliases,
            hidden=names.hidden,
            country=country or (before.country if before else None) or None,
            homepage=homepage,
            identifiers=tuple(each.text for each in seen.identifiers if each.known),
            same_as=tuple(sorted({iri for iri, _ in seen.same})),
            note=None if is_known else names.note,
        )
        if before and key in self._described:
            thing = _joined(before, thing)
        self._described.add(key)
        self._mentions.add(thing, BODY, country=thing.country)

    def _class(self, node: str) -> str:
        """Return the class of a body that is new."""
        classes = {re.split("[/#]", each.value)[-1] for each in self._nodes.types(node)}
        if classes & {"OrganizationalUnit", "OrganisationUnit"}:
            return "org:OrganizationalUnit"
        return "org:FormalOrganization" if classes & _FORMAL else "org:Organization"

    def _addresses(self, node: str) -> list[tuple[str, Statement | None]]:
        """Return the addresses at which others describe a node, its own included."""
        said = self._nodes.about(node, _SAME)
        own = filter(is_web_address, self._nodes.all_of(node))
        found: list[tuple[str, Statement | None]] = [(each, None) for each in own]
        return found + [(each.value, each) for each in said if is_web_address(each.value)]

    def _pages(
        self, seen: _Seen, known: Values
    ) -> tuple[list[Statement], list[Statement], list[tuple[Statement, str]]]:
        """Return the homepage for the record, further ones, and what is no address.

        The record of a thing that has a homepage keeps it; another one becomes a claim.
        """
        held = {each.value for each in known.get(expand("schema:url"), ())}
        before = self._mentions.things.get(seen.meant.key)
        held |= {before.homepage} if before and before.homepage else set()
        taken: list[Statement] = []
        extra: list[Statement] = []
        wrong = []
        for each in self._nodes.about(seen.node, "homepage"):
            if not is_web_address(each.value):
                wrong.append((each, "no address of a page"))
            elif each.value in held or not held:
                held.add(each.value)
                taken.append(each)
            else:
                extra.append(each)
        return taken, extra, wrong

    def _kind(
        self, seen: _Seen, known: Values
    ) -> tuple[str | None, list[tuple[str, Statement]], list[Statement]]:
        """Return the kind for the record, kinds in words for claims, and what the record tells.

        A thing that is known keeps its kind.
        """
        held = {each.value for each in known.get(expand("org:classification"), ())}
        kind: str | None = None
        words: list[tuple[str, Statement]] = []
        told = []
        for each in self._nodes.about(seen.node, "kind"):
            names = word_of(self._nodes, each)
            concepts = (self._known.concept("kind", name) for name in names)
            concept = next(filter(None, concepts), None)
            if concept and (concept == kind or expand(concept) in held or not (kind or known)):
                kind = kind or (None if known else concept)
                told += [each, *read_names(self._nodes, each.value).said]
            elif names:
                words.append((names[0], each))
        return kind or (None if known else self._nodes.concept(seen.node)), words, told


def word_of(nodes: Nodes, said: Statement) -> list[str]:
    """Return the words for a concept: a text, the names of its node, the end of its address."""
    if said.lang is not None:
        return [said.value]
    names = read_names(nodes, said.value)
    last = re.split(r"[/#]", said.value.rstrip("/#"))[-1]
    words = [*names.preferred, *(each.text for each in names.aliases)]
    return words if said.value.startswith("_:") else [*words, last.replace("_", " ")]


def _joined(before: Thing, thing: Thing) -> Thing:
    """Return a record with what another node, which is the same thing, says of it besides."""
    languages = {each.language for each in before.labels}
    others = (each for each in thing.labels if each.language in languages)
    more = (
        *before.aliases,
        *thing.aliases,
        *(each for each in others if each not in before.labels),
    )
    return before._replace(
        labels=(*before.labels, *(each for each in thing.labels if each.language not in languages)),
        aliases=tuple(dict.fromkeys(more)),
        hidden=tuple(dict.fromkeys((*before.hidden, *thing.hidden))),
        same_as=tuple(sorted({*before.same_as, *thing.same_as})),
        identifiers=tuple(dict.fromkeys((*before.identifiers, *thing.identifiers))),
        homepage=before.homepage or thing.homepage,
        country=before.country or thing.country,
        kind=before.kind or thing.kind,
    )


def _show(node: str) -> str:
    return "a node without an IRI" if node.startswith("_:") else f"<{node}>"


def _report(place: CellPlace, message: str, thing: str | None = None) -> Finding:
    return place.finding(message, severity="error", rule="node", thing=thing)
