"""What a fact sheet is made of, before anybody decides how it looks."""

from __future__ import annotations

from typing import NamedTuple

from kg.claims.claims import Amount, Claim
from kg.edtf import State
from kg.search.naming import Named


class Line(NamedTuple):
    """One fact: what stands at the other end or the value, by which relation, and the claim of it.

    *things* are those that *text* names. In the sheet of a country *body* is the one of its bodies
    that the fact is about. *details* are what the claim says besides, *remarks* what an editor says
    of it. *claims* are several where agreements join parties; *claim* is then all
    of them in one, and None where the registry says so without a claim. *group* is what lists that
    are too long are divided by. *inverse* lines are to be read from *text* to the thing of the
    sheet. *state* is whether it held at the date asked for, *modality* the word for what was only
    planned, cancelled or postponed.
    """

    text: str
    relation: str = ""
    things: tuple[Named, ...] = ()
    claim: Claim | None = None
    claims: tuple[str, ...] = ()
    body: Named | None = None
    details: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    amount: Amount | None = None
    group: str = ""
    inverse: bool = False
    state: State | None = None
    modality: str = ""


class Section(NamedTuple):
    """Facts of one sort in the order of time; *key* is the same in every language.

    *completeness* says how many sources count where the lines name some of them.
    """

    key: str
    title: str
    lines: tuple[Line, ...]
    completeness: tuple[str, ...] = ()


class Field(NamedTuple):
    """Something that identifies the thing, with one value or several."""

    key: str
    label: str
    values: tuple[str, ...]


class Source(NamedTuple):
    """A source document of the sheet: its number there, and whether its places can be verified."""

    number: int
    id: str
    title: str
    publisher: str | None
    date: str | None
    url: str | None
    held: str


class Sheet(NamedTuple):
    """A fact sheet in one language.

    *left_out* counts the facts that did not hold at *as_of*. *example* is Turtle, of terms only.
    """

    id: str
    iri: str
    title: str
    subtitle: str
    kind: str
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    doubts: tuple[str, ...]
    sources: tuple[Source, ...]
    lang: str
    as_of: str | None
    left_out: int
    version: str
    date: str
    example: str = ""
