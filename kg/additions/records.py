"""Records: what an import says, in plain values, before it is known how the graph writes it.

Every reader of a format (a spreadsheet, RDF, annotated facts) makes these, and `kg.additions.plan`
turns them into Turtle files. Keys are identifiers without a prefix (``cz-vscr``); terms are
prefixed names (``role:member``); dates are EDTF texts at the precision of the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kg.names import shorten
from kg.rdf import turtle


class Origin(NamedTuple):
    """Where a record was read, for messages: a file, a line or row in it, a sheet, a column."""

    file: str
    line: int | None = None
    sheet: str | None = None
    column: str | None = None


class Text(NamedTuple):
    """A literal: its text with a language or, as a prefixed name, a datatype."""

    text: str
    language: str | None = None
    datatype: str | None = None


class Thing(NamedTuple):
    """Something that exists: names, kind, place and outside identifiers, nothing that needs proof.

    *labels* are the preferred names, one in a language; *notation* is a code such as ``CZ``;
    *homepage* and *same_as* are addresses; *possible_same_as* are keys of candidates, never merged;
    *unresolved* marks a thing of which the sources do not say what it is, and wants a *note*.
    """

    key: str
    type: str  # the class, such as "org:FormalOrganization"
    labels: tuple[Text, ...]
    kind: str | None = None
    aliases: tuple[Text, ...] = ()
    hidden: tuple[Text, ...] = ()  # misspellings, for search only
    country: str | None = None  # of a part of a country: the country in which it lies
    notation: str | None = None
    homepage: str | None = None
    identifiers: tuple[Text, ...] = ()
    same_as: tuple[str, ...] = ()
    possible_same_as: tuple[str, ...] = ()
    unresolved: bool = False
    note: str | None = None
    origin: Origin | None = None


class Source(NamedTuple):
    """A document or page from which statements were taken; *publisher* is a key or a name.

    *digest* and *length* (code points) are those of its text, where that is held; *unnamed* are
    the keys of things of which it speaks without giving them a name.
    """

    key: str
    title: Text
    language: str
    url: str | None = None
    publisher: str | None = None
    publisher_name: str | None = None
    date: str | None = None
    quality: str | None = None  # why it weighs less than a body's own page: "encyclopaedia"
    note: str | None = None
    digest: str | None = None
    length: int | None = None
    unnamed: tuple[str, ...] = ()
    origin: Origin | None = None
    retrieved: str | None = None  # the day on which the text was taken from its address


class Passage(NamedTuple):
    """A place in a source whose text is held, in code points, and the SHA-256 of what it says.

    *read_with* are further places of the source that tell whom or what it means.
    """

    start: int
    end: int
    digest: str
    read_with: tuple[Passage, ...] = ()


class TableRow(NamedTuple):
    """A row of a table that is a source itself: its number in the file, and its sheet, if any.

    *place* counts the sheets of a workbook from 1.
    """

    number: int
    sheet: str | None = None
    place: int = 1


class NewClaim(NamedTuple):
    """One claim that one source or several make; the fields of its class are set, the others None.

    A participation has *agent*, *context*, *role*; an attribute *about*, *attribute* and either
    *value* or *value_key*; an influence *influencer* and *influenced*; a funding *funder*,
    *funded* or both, with *amount*, *currency*, *bound*, *stage*, *scope*; an observation *about*,
    *indicator*, *number*, *bound* and, where it has them, *counterpart*, *subset*, *currency*;
    its date is *when*. The office of an *attribute* is its *role*.
    *passage* is where it stands, in the one source whose text is held; *row* in the one source that
    is a table; without either the source is cited as a whole. *details* are further properties in
    the words of the source, such as ``pc:roleAsStated``; *modality* tells whether it came about.
    An enumeration has a *context*, tells in ``pc:topic`` what it lists and by *closed* whether it
    names them all, and may have a *role*, a *number* with its *bound*, and a *subset*.
    With *seconds*, the name of a known claim, this is further evidence of that, as it is known.
    """

    claim: str  # the class, such as "pc:Membership"
    sources: tuple[str, ...]
    status: str = "stated"
    when: str | None = None
    attested: str | None = None
    named_by: str | None = None
    note: str | None = None
    agent: str | None = None
    context: str | None = None
    role: str | None = None
    about: str | None = None
    attribute: str | None = None
    value: Text | None = None
    value_key: str | None = None
    name_in: str | None = None  # the one source in which a name is understood
    influencer: str | None = None
    influenced: str | None = None
    funder: str | None = None
    funded: str | None = None
    amount: str | None = None
    currency: str | None = None
    stage: str | None = None
    scope: str | None = None
    indicator: str | None = None
    number: str | None = None
    bound: str | None = None
    counterpart: str | None = None
    subset: str | None = None  # of what is counted, the part that the number is limited to
    modality: str | None = None
    closed: bool | None = None
    whole: NewClaim | None = None  # the observation of the whole set, for that of a subset
    details: tuple[tuple[str, Text], ...] = ()
    passage: Passage | None = None
    row: TableRow | None = None
    seconds: str | None = None
    origin: Origin | None = None


class Edit(NamedTuple):
    """What is to be said of a subject in the place of what was said, by one property (IRIs)."""

    subject: str
    predicate: str
    old: frozenset[ox.NamedNode | ox.Literal]
    new: frozenset[ox.NamedNode | ox.Literal]
    origin: Origin | None = None

    def __str__(self) -> str:
        said = [", ".join(sorted(map(turtle.value, each))) or "—" for each in (self.old, self.new)]
        return f"{shorten(self.subject)}: {shorten(self.predicate)}: {said[0]} → {said[1]}"


class Own(NamedTuple):
    """Triples in the terms of the project, taken as they are: of things and of documents by key.

    *folders* are the folders of things that are new; *claims* are described in the documents;
    *tags* as in `kg.rdf.turtle`.
    """

    things: Mapping[str, frozenset[ox.Triple]]
    sources: Mapping[str, frozenset[ox.Triple]]
    folders: Mapping[str, str]
    claims: tuple[str, ...]
    tags: turtle.Tags


class Records(NamedTuple):
    """Everything that an import says: what is new, what replaces, and triples in own terms."""

    things: tuple[Thing, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[NewClaim, ...] = ()
    edits: tuple[Edit, ...] = ()
    own: tuple[Own, ...] = ()
