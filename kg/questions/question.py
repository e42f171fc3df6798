"""A question as its file says it: what it is called, what it needs, what its columns are."""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.claims.provenance import Provenance

SORTS: Final = ("param", "option", "flag")
# Things by what they are, concepts by their scheme, and plain values.
THINGS: Final = (
    *("thing", "organisation", "area", "project", "programme", "agreement", "cooperation"),
    *("event", "instrument", "practice", "document"),
)
CONCEPTS: Final = ("role", "kind", "indicator", "strength", "status")
VALUES: Final = ("date", "number", "text")
MARKS: Final = ("optional", "several", "bodies")
# What a body may stand for besides itself; a parameter with the mark `bodies` brings these flags.
ROLL_UP: Final = "roll-up"
REGIONS: Final = "regions"
# What a row about a relation carries behind its own columns, and what it may carry besides.
MODALITY: Final = "modality"
OTHER_STATUS: Final = "other_status"
CARRIED: Final = (
    *(MODALITY, "status", OTHER_STATUS, "since", "until", "attested", "named_by"),
    *(*Provenance._fields[4:], "note"),
)
CERTAINTY: Final = "certainty"
COMPLETENESS: Final = "completeness"


class Parameter(NamedTuple):
    """What a question needs to know: how it is given, of which types, and what it means.

    *types* are words of `THINGS`, `CONCEPTS` or `VALUES`; *choices* stand in their place where one
    of a few words is wanted. *marks* are words of `MARKS`: what is marked `bodies` stands for the
    bodies of a country, and with a flag for more. *default* are the words where none are given.
    """

    name: str
    sort: str
    types: tuple[str, ...]
    choices: tuple[str, ...]
    marks: tuple[str, ...]
    default: tuple[str, ...]
    meaning: tuple[str, str]

    @property
    def optional(self) -> bool:
        """Whether the question can do without it."""
        return self.sort != "param" or "optional" in self.marks

    @property
    def several(self) -> bool:
        """Whether more than one may be given."""
        return "several" in self.marks

    @property
    def variable(self) -> str:
        """The name of its variable in the query."""
        return self.name.replace("-", "_")

    @property
    def variables(self) -> tuple[str, ...]:
        """All names by which the query may ask for it; a date also has a first and a last day."""
        days = ("_first", "_last") if "date" in self.types else ()
        return tuple(self.variable + end for end in ("", *days))


class Column(NamedTuple):
    """A column of the answer and its heading in each language; one is for programs only."""

    name: str
    heading: tuple[str, str]
    hidden: bool = False


class Question(NamedTuple):
    """A question as its file says it.

    *grounds* are the variables that its rows rest on, *line* is that before its query. *counts*
    are a parameter, and the role or class of that which its rows name of it, where sources may
    count or list it too. *planned* shows also what was only planned, without being asked.
    """

    name: str
    file: str
    title: tuple[str, str]
    answers: tuple[str, str]
    empty: tuple[str, str] | None
    note: tuple[str, str] | None
    example: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    grounds: tuple[str, ...]
    counts: tuple[str, str | None] | None
    planned: bool
    query: str
    line: int

    @property
    def arguments(self) -> tuple[Parameter, ...]:
        """The parameters that are given by their place."""
        return tuple(each for each in self.parameters if each.sort == "param")


class Point(NamedTuple):
    """From where an answer is given: its language, a date, one document alone (or all).

    *since* and *until* limit when a relation began; *planned* shows also what was only planned,
    cancelled or postponed.
    """

    lang: str = "en"
    as_of: str | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None
    planned: bool = False
