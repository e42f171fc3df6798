"""Accepted proposals as records, in the one form in which everything enters the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.additions.coining import base_of, base_of_body, name_shared
from kg.additions.records import NewClaim, Passage, Records, Text, Thing
from kg.evidence.texts import digest
from kg.evidence.wordmatch import Name, even, is_named
from kg.imports.meaning.mentions import NO_ENGLISH, Mentions, labels_of
from kg.reading.library import Library
from kg.reading.mentions.cast import Figure
from kg.reading.outcome.known import PROPERTIES
from kg.reading.outcome.proposals import Proposal, Proposed
from kg.reading.relations.relation import Range, Relation
from kg.text.words import LANGUAGES

_CLASSES: Final = {
    "project": ("pc:Project", "project"),
    "programme": ("pc:Programme", "programme"),
    "agreement": ("pc:Agreement", "agreement"),
    "cooperation": ("pc:Cooperation", "general"),
    "event": ("pc:Event", "event"),
    "visit": ("pc:Event", "visit"),
    "instrument": ("pc:Instrument", "law"),
    "practice": ("pc:Practice", "practice"),
}
_UNITS: Final = frozenset(
    {"organisational-unit", "expert-group", "office", "prison-establishment", "collective"}
)
_MEMBERS: Final = frozenset(
    ("member", "founding-member", "affiliate-member", "honorary-member", "member-state")
)
_STANDING: Final = frozenset({"membership", "participation", "cooperation", "project"})
_UNNAMED: Final = (
    (
        "pc:notNamed",
        Text("The document speaks for its publisher and does not name it in this place.", "en"),
    ),
)
_UNWRITTEN: Final = frozenset({"cancelled", "postponed", "country", "predecessor"})


class Writer:
    """Makes records of proposals of one document; `records` gives all of them.

    Names as the text has them become names of this document where the graph does not have them.
    """

    def __init__(self, library: Library, proposed: Proposed) -> None:
        self._library = library
        self._proposed = proposed
        self._figures = proposed.reading.cast.figures
        self._mint = Mentions(library.background._replace(taken=set(library.background.taken)))
        self._keys: dict[str, str] = {}
        self._things: dict[str, Thing] = {}
        self._unnamed: dict[str, None] = {}
        self._contexts: dict[tuple[str, ...], str] = {}
        self._aliases: dict[tuple[str, str], NewClaim] = {}
        self.of: list[int] = []  # the number of the proposal of each statement

    def records(self, accepted: Iterable[Proposal]) -> Records:
        """Return what the accepted proposals say, with their source and all that is new."""
        accepted = list(accepted)
        self._parties = _parties(accepted)
        statements: list[NewClaim] = []
        for proposal in accepted:
            for each in self._said(proposal):
                statements.append(each)
                self.of.append(proposal.number)
        aliases = list(self._aliases.values())
        self.of += [0] * len(aliases)
        source = self._proposed.source._replace(unnamed=tuple(self._unnamed))
        return Records(tuple(self._things.values()), (source,), (*statements, *aliases))

    # Things

    def _key(self, figure_id: str) -> str:
        figure = self._figures[figure_id]
        if figure.key:
            return figure.key
        if figure_id not in self._keys:
            shared = figure.id.startswith("x:d") and figure_id in self._parties
            self._keys[figure_id] = self._agreed(figure) if shared else self._new(figure)
        return self._keys[figure_id]

    def _new(self, figure: Figure) -> str:
        if figure.sort == "organisation":
            base = base_of_body(figure.name, figure.country)
            kind = f"kind:{figure.kind}" if figure.kind else None
            type_ = "org:OrganizationalUnit" if figure.kind in _UNITS else "org:Organization"
        else:
            sort = figure.sort if figure.sort in _CLASSES else "event"
            type_, usual = _CLASSES[sort]
            base = base_of(sort, figure.name)
            kind = f"kind:{figure.kind or usual}"
        key = self._mint.mint(base)
        unresolved = figure.kind == "unresolved"
        note = "Of what sort it is the document does not say." if unresolved else None
        names = (Text(figure.name, "en"),)
        thing = Thing(key, type_, names, kind=kind, country=figure.country, note=note)
        self._add(thing._replace(unresolved=unresolved), figure.language)
        return key

    def _add(self, thing: Thing, language: str = "en") -> None:
        """Take note of a new thing; an English name is needed, and another one stands for it."""
        name = thing.labels[0].text
        if language != "en":
            note = " ".join(filter(None, (thing.note, NO_ENGLISH)))
            thing = thing._replace(labels=(*thing.labels, Text(name, language)), note=note)
        self._things[thing.key] = thing

    def _label(self, key: str, lang: str) -> str:
        thing = self._things.get(key)
        if thing is None:
            return self._library.background.catalogue.label(key, lang)
        names = {each.language: each.text for each in thing.labels}
        return names.get(lang, thing.labels[0].text)

    def _shared(self, sort: str, kind: str, bodies: tuple[str, ...], when: str | None) -> str:
        """Return the key of what bodies share without a name, such as an agreement or a visit."""
        about = (sort, kind, *bodies, when or "")
        if about not in self._contexts:
            type_, usual = _CLASSES[sort]
            key = self._mint.mint(base_of(sort, None, bodies, when))
            titles = self._library.background.titles.get(f"kind:{kind or usual}", (kind, kind))
            who = {lang: [self._label(each, lang) for each in bodies] for lang in LANGUAGES}
            names = name_shared(dict(zip(LANGUAGES, titles, strict=True)), who, when)
            self._add(Thing(key, type_, labels_of(names), kind=f"kind:{kind or usual}"))
            self._contexts[about] = key
        return self._contexts[about]

    # Statements

    def _ends(self, relation: Relation) -> Iterator[tuple[Range | None, str]]:
        yield relation.agent_at, relation.agent
        if relation.context:
            yield relation.context_at, relation.context

    def _said(self, proposal: Proposal) -> Iterator[NewClaim]:
        """Yield what a proposal says: further evidence of what is known, or claims of its own."""
        relation = proposal.relation
        if proposal.state != "same" or proposal.dates_itself:
            yield from self._statements(relation)
            return
        for place, figure in self._ends(relation):
            if self._figures[figure].key:
                self._end(figure, place)
        for claim in proposal.claims[: 2 if proposal.shared else 1]:
            if not self._library.says(self._proposed.source.key, claim):
                passage = self._passage(relation.start, relation.end, relation.read_with)
                yield NewClaim(
                    "pc:Claim", (self._proposed.source.key,), passage=passage, seconds=claim
                )

    def _statements(self, relation: Relation) -> Iterator[NewClaim]:
        match relation.kind:
            case "cooperation":
                yield from self._cooperation(relation)
            case "agreement":
                yield from self._agreement(relation)
            case "visit":
                yield from self._visit(relation)
            case "attribute":
                yield from self._attribute(relation)
            case "observation":
                yield self._observation(relation)
            case "funding":
                yield self._funding(relation)
            case "influence":
                yield self._claim(relation, "pc:InfluenceClaim")._replace(
                    influencer=self._end(relation.agent, relation.agent_at),
                    influenced=self._end(relation.context, relation.context_at),
                )
            case _:
                yield self._part(relation, self._end(relation.context, relation.context_at))

    def _end(self, figure_id: str | None, place: Range | None) -> str:
        """Return the key of an end, and see to it that the document names it as it does."""
        assert figure_id is not None
        key = self._key(figure_id)
        # An agreement without a name is known by its parties, whatever else is accepted.
        agreed = figure_id.startswith("x:d") and self._figures[figure_id].sort == "agreement"
        if place and place != (0, 0) and not agreed:
            self._name(key, place)
        return key

    def _name(self, key: str, place: Range) -> None:
        """Give a thing the name by which the text calls it, for this document alone."""
        said = self._proposed.page.text[slice(*place)]
        names = self._names(key)
        if any(is_named(even(said), Name(each)) for each in names) or (key, said) in self._aliases:
            return
        language = self._proposed.source.language
        source = self._proposed.source.key
        self._aliases[key, said] = NewClaim(
            "pc:AttributeClaim",
            (source,),
            about=key,
            attribute="skos:altLabel",
            value=Text(" ".join(said.split()), language),
            name_in=source,
            passage=self._passage(*place),
        )

    def _names(self, key: str) -> list[str]:
        if key in self._things:
            thing = self._things[key]
            return [each.text for each in (*thing.labels, *thing.aliases)]
        known = self._library.background.catalogue.get(key)
        return [known.label, *known.names] if known else []

    def _part(self, relation: Relation, context: str, role: str | None = None) -> NewClaim:
        role = role or relation.role
        membership = relation.kind == "membership" and role in _MEMBERS
        claim = "pc:Membership" if membership else "pc:Participation"
        area = self._figures[relation.agent].sort == "area"
        attested = None if relation.when or relation.kind not in _STANDING else self._attested()
        return self._claim(relation, claim)._replace(
            agent=self._end(relation.agent, relation.agent_at),
            context=context,
            role=f"role:{role}",
            named_by="country" if area else None,
            attested=attested,
        )

    def _attested(self) -> str | None:
        date = self._proposed.source.date
        return date[:4] if date else None

    def _claim(self, relation: Relation, claim: str) -> NewClaim:
        when = None if relation.when and "XXXX" in relation.when else relation.when
        return NewClaim(
            claim,
            (self._proposed.source.key,),
            status=relation.status,
            when=when,
            note=relation.reason if relation.status != "stated" else None,
            modality=relation.modality,
            details=_UNNAMED if (0, 0) in (relation.agent_at, relation.context_at) else (),
            passage=self._passage(relation.start, relation.end, relation.read_with),
        )

    def _passage(self, start: int, end: int, read_with: Iterable[Range] = ()) -> Passage:
        text = self._proposed.page.text
        others = [
            Passage(one, other, digest(text[one:other]))
            for one, other in dict.fromkeys(read_with)
            if not (start <= one and other <= end) and one < other
        ]
        return Passage(start, end, digest(text[start:end]), tuple(others))

    def _cooperation(self, relation: Relation) -> Iterator[NewClaim]:
        assert relation.context is not None
        bodies = tuple(sorted((self._key(relation.agent), self._key(relation.context))))
        key = self._shared("cooperation", "general", bodies, None)
        for each in (relation, _turned(relation)):
            yield self._part(each, key, "cooperating-party")

    def _agreement(self, relation: Relation) -> Iterator[NewClaim]:
        assert relation.context is not None
        described = relation.context.startswith("x:d")
        place = None if described else relation.context_at
        yield self._part(relation, self._end(relation.context, place))

    def _agreed(self, figure: Figure) -> str:
        """Return the key of an agreement without a name: it is called by its parties."""
        bodies = tuple(sorted({self._key(each) for each in self._parties[figure.id]}))
        return self._shared("agreement", figure.kind, bodies, None)

    def _visit(self, relation: Relation) -> Iterator[NewClaim]:
        """Yield who went where: an event of its own, which the document leaves unnamed."""
        assert relation.context is not None
        other = self._figures[relation.context]
        if other.sort == "visit":
            yield self._part(relation, self._end(relation.context, relation.context_at))
            return
        bodies: tuple[str, ...] = (self._key(relation.agent), self._key(relation.context))
        if other.sort == "place":
            bodies = bodies[:1]
        key = self._shared("visit", "visit", bodies, relation.when)
        if relation.named_at:
            self._name(key, relation.named_at)
        else:
            self._unnamed[key] = None
        yield self._part(relation, key)
        if other.sort == "organisation":
            turned = _turned(relation)
            yield self._part(turned, key, "host" if relation.role == "visitor" else "visitor")
        elif other.sort == "area":
            place = self._claim(relation, "pc:AttributeClaim")._replace(about=key, modality=None)
            yield place._replace(attribute="pc:inArea", value_key=bodies[1], when=None)
            self._name(bodies[1], relation.context_at or (relation.start, relation.end))

    def _attribute(self, relation: Relation) -> Iterator[NewClaim]:
        if relation.role in _UNWRITTEN:
            return
        about = self._end(relation.agent, relation.agent_at)
        made = self._claim(relation, "pc:AttributeClaim")._replace(about=about, modality=None)
        language = self._proposed.source.language
        if relation.role in ("place", "seat"):
            assert relation.context is not None
            if self._figures[relation.context].sort == "area":
                area = self._end(relation.context, relation.context_at)
                yield made._replace(attribute="pc:inArea", value_key=area, when=None)
            else:
                name = Text(self._figures[relation.context].name, language)
                yield made._replace(attribute="pc:place", value=name, when=None)
        elif relation.role in ("start", "end"):
            when = f"{relation.value}/" if relation.role == "start" else f"/{relation.value}"
            value = Text(when, None, "edtf:EDTF")
            yield made._replace(attribute="pc:when", value=value, when=None)
        elif relation.context:
            other = self._end(relation.context, relation.context_at)
            yield made._replace(attribute=PROPERTIES[relation.role], value_key=other)
        else:
            yield made._replace(
                attribute=PROPERTIES[relation.role],
                value=_value(relation, language),
                when=relation.when if relation.role == "former-name" else None,
            )

    def _observation(self, relation: Relation) -> NewClaim:
        made = self._claim(relation, "pc:Observation")._replace(
            about=self._end(relation.agent, relation.agent_at),
            indicator=f"indicator:{relation.indicator}",
            number=relation.number,
            bound=relation.bound or "exact",
        )
        other = self._key(relation.counterpart) if relation.counterpart else None
        return made._replace(counterpart=other)

    def _funding(self, relation: Relation) -> NewClaim:
        if relation.context is None:
            return self._claim(relation, "pc:FundingClaim")._replace(
                funded=self._end(relation.agent, relation.agent_at),
                amount=relation.number,
                currency=relation.currency,
                bound=relation.bound,
                stage="total",
            )
        return self._claim(relation, "pc:FundingClaim")._replace(
            funder=self._end(relation.agent, relation.agent_at),
            funded=self._end(relation.context, relation.context_at),
        )


def _value(relation: Relation, language: str) -> Text:
    """Return the value of an attribute: a date with its type, a name in its language."""
    said = relation.value or ""
    if relation.role in ("founded", "deadline"):
        types = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
        return Text(said, None, types.get(len(said), "edtf:EDTF"))
    return Text(said, language)


def _turned(relation: Relation) -> Relation:
    """Return a relation seen from its other end."""
    assert relation.context is not None
    return relation._replace(
        agent=relation.context,
        context=relation.agent,
        agent_at=relation.context_at,
        context_at=relation.agent_at,
    )


def _parties(accepted: Iterable[Proposal]) -> dict[str, list[str]]:
    """Return the parties of each agreement among proposals."""
    found: dict[str, list[str]] = {}
    for each in accepted:
        if each.relation.kind == "agreement" and each.relation.context:
            found.setdefault(each.relation.context, []).append(each.relation.agent)
    return found


def without_lonely(accepted: Iterable[Proposal], proposed: Proposed) -> list[Proposal]:
    """Return proposals without new agreements that have one party only."""
    accepted = list(accepted)
    figures = proposed.reading.cast.figures
    parties = _parties(accepted)
    lonely = {
        figure.id
        for figure in figures.values()
        if figure.sort == "agreement"
        and figure.key is None
        and len(set(parties.get(figure.id, ()))) < 2
    }
    return [
        each
        for each in accepted
        if each.relation.context not in lonely and each.relation.agent not in lonely
    ]
