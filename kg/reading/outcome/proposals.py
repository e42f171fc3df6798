"""Proposals: each relation of a document with what is known of it, and how sure it is.

Everything here is plain values, so that a list, a table or a page can show them and give back what
a person decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kg.additions.records import Source, Text
from kg.evidence.texts import digest
from kg.imports.meaning.matching import Possible
from kg.names import SRC
from kg.reading import reader
from kg.reading.documents.page import Page
from kg.reading.library import Library
from kg.reading.mentions.cast import Figure
from kg.reading.outcome.known import KnownClaims, State
from kg.reading.reader import Reading
from kg.reading.relations.relation import Relation
from kg.text.folding import slug


class Proposal(NamedTuple):
    """A relation, what the graph says of it, and why it is not sure (None where it is).

    *claims* are the names of the known claims, *whens* their dates; *shared* is the key of the
    cooperation or visit of the graph that both ends share.
    """

    number: int
    relation: Relation
    state: State
    claims: tuple[str, ...] = ()
    whens: tuple[str | None, ...] = ()
    doubt: str | None = None
    shared: str | None = None

    @property
    def is_sure(self) -> bool:
        """Tell whether a script may accept it unseen."""
        return self.doubt is None

    @property
    def dates_itself(self) -> bool:
        """Tell whether the known part has a date that the text does not give.

        The text is evidence of the relation then, and none of a day in another document.
        """
        if self.shared or self.relation.kind in ("attribute", "observation", "funding"):
            return False
        return bool(self.whens) and self.whens[0] != self.relation.when


class NewThing(NamedTuple):
    """A thing that the graph does not have, and what of it may be the same."""

    figure: Figure
    close: tuple[Possible, ...] = ()


class Proposed(NamedTuple):
    """What reading a document gave: its page and source, what it names and what it proposes.

    *registered* tells that the graph has the source already; *before* is the key of an earlier
    version at the same address, of which *gone* are the claims that this one does not repeat.
    """

    page: Page
    source: Source
    reading: Reading
    proposals: list[Proposal]
    things: list[NewThing]
    registered: bool = False
    before: str | None = None
    gone: tuple[str, ...] = ()


def propose(library: Library, page: Page, *, key: str | None = None) -> Proposed:
    """Return what a page names and says, each relation judged against the graph of a library."""
    source, registered = source_of(library, page, key)
    read = reader.read(
        page.text,
        library.lexicon,
        source.language,
        publisher=source.publisher,
        issued=page.date,
    )
    known = KnownClaims(library.memory)
    _match_new(library, read)
    _match_contexts(known, read)
    proposals = []
    lonely = _lonely(read)
    for number, relation in enumerate(read.relations, 1):
        judged, shared = known.judge(relation, read.cast.figures)
        doubt = why_unsure(relation, read.cast.figures)
        if relation.context in lonely:
            doubt = "the document names one party only"
        if judged.state == "contradicts":
            doubt = "it contradicts what is known"
        proposals.append(
            Proposal(number, relation, judged.state, judged.claims, judged.when, doubt, shared)
        )
    before = library.source_at(page.url) if page.url and not registered else None
    gone = _gone(library, before, proposals) if before else ()
    things = [NewThing(each, close) for each, close in _new_things(library, read)]
    return Proposed(page, source, read, proposals, things, registered, before, gone)


def _lonely(read: Reading) -> set[str]:
    """Return the new agreements of which a document names one party only."""
    parties: dict[str, set[str]] = defaultdict(set)
    for each in read.relations:
        if each.kind == "agreement" and each.context:
            parties[each.context].add(each.agent)
    figures = read.cast.figures
    return {each for each, of in parties.items() if len(of) < 2 and figures[each].key is None}


def why_unsure(relation: Relation, figures: dict[str, Figure]) -> str | None:
    """Return why a person should see a relation before it is written, None where it is sure."""
    ends = [figures[each] for each in (relation.agent, relation.context) if each]
    if any(each.candidates for each in ends):
        return "several things have this name"
    if any(each.key is None and each.sort not in ("agreement", "visit") for each in ends):
        return "one of its ends is new"
    if relation.status != "stated":
        return f"it is {relation.status}"
    if relation.modality:
        return f"it is {relation.modality}"
    if relation.when and "XXXX" in relation.when:
        return "its year is not written"
    return None


def source_of(library: Library, page: Page, key: str | None) -> tuple[Source, bool]:
    """Return the record of the source of a page, and whether the graph has it."""
    seal = digest(page.text)
    known = library.source_of(seal)
    publisher = _publisher(library, page.publisher)
    language = page.language or "en"
    title = Text(page.title or "untitled", language)
    name = known or key or _free_key(library, page)
    source = Source(
        name,
        title,
        language,
        url=page.url,
        publisher=publisher or _publisher_of(library, known),
        publisher_name=None if publisher else page.publisher,
        date=page.date,
        digest=seal,
        length=len(page.text),
        retrieved=page.retrieved,
    )
    return source, known is not None


def _publisher(library: Library, name: str | None) -> str | None:
    if name is None:
        return None
    return library.background.catalogue.match(name, ("organisation",)).key


def _publisher_of(library: Library, source: str | None) -> str | None:
    if source is None:
        return None
    rows = library.memory.rows(
        f"SELECT ?body WHERE {{ <{SRC}{source}> dcterms:publisher ?body "
        "FILTER (STRSTARTS(STR(?body), STR(id:))) }"
    )
    return next((body.rpartition("/")[2] for (body,) in rows if body), None)


def _free_key(library: Library, page: Page) -> str:
    base = slug(page.title or "document") or "document"
    taken = {
        each.file.path.stem for each in library.records if each.file.graph.startswith(SRC)
    } | library.background.taken
    keys = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in keys if each not in taken)


def _match_new(library: Library, read: Reading) -> None:
    """Give new things the key of what the registry has under their name, in whatever spelling."""
    catalogue = library.background.catalogue
    for figure in [*read.cast.figures.values()]:
        if figure.key or figure.candidates or figure.id.startswith("x:d"):
            continue
        sort = {"programme": "programme"}.get(figure.sort, figure.sort)
        if sort not in ("organisation", "project", "programme", "event", "agreement"):
            continue
        meaning = catalogue.match(figure.name, (sort,), figure.country)
        if meaning.key:
            read.cast.figures[figure.id] = figure._replace(key=meaning.key)
        elif meaning.how == "several":
            keys = tuple(each.key for each in meaning.candidates)
            read.cast.figures[figure.id] = figure._replace(candidates=keys)


def _match_contexts(known: KnownClaims, read: Reading) -> None:
    """Give agreements without a name the key of what their parties share in the graph."""
    figures = read.cast.figures
    parties: dict[str, set[str]] = defaultdict(set)
    whens: dict[str, str | None] = {}
    for each in read.relations:
        if each.kind == "agreement" and each.context and figures[each.context].key is None:
            parties[each.context].add(figures[each.agent].key or "")
            whens[each.context] = whens.get(each.context) or each.when
    for context, bodies in parties.items():
        if "" not in bodies and (
            key := known.find_context("pc:Agreement", bodies, whens[context], figures[context].kind)
        ):
            figures[context] = figures[context]._replace(key=key)


def _new_things(library: Library, read: Reading) -> Iterable[tuple[Figure, tuple[Possible, ...]]]:
    used = {
        each for relation in read.relations for each in (relation.agent, relation.context) if each
    }
    for figure in read.cast.figures.values():
        if figure.id in used and figure.key is None and not figure.candidates:
            close: tuple[Possible, ...] = ()
            if figure.sort in ("organisation", "project", "programme") and figure.id[:3] != "x:d":
                close = library.background.catalogue.close(
                    figure.name, (figure.sort,), figure.country
                )
            yield figure, close


def _gone(library: Library, before: str, proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """Return the claims of the earlier version that the new one does not repeat."""
    repeated = {claim for each in proposals for claim in each.claims}
    rows = library.memory.rows(
        f"SELECT DISTINCT ?claim WHERE {{ GRAPH <{SRC}{before}> {{ ?claim pc:evidence ?any }} }}"
    )
    names = sorted(claim.rpartition("/")[2] for (claim,) in rows if claim)
    return tuple(each for each in names if each not in repeated)
