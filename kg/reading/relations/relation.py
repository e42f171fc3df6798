"""A relation as a text says it, and how far it can be relied on."""

from __future__ import annotations

from typing import NamedTuple

Range = tuple[int, int]


class Relation(NamedTuple):
    """What one place of a document says, in plain values.

    *agent* and *context* are ids of figures; where the other end is a text or number, that is
    *value*. *when* is EDTF, with ``XXXX`` for a year that the document does not say. *start* to
    *end* is the span, *read_with* are further ones without which it cannot be understood;
    *agent_at*, *context_at* and *date_at* are where its parts stand, *named_at* where the text
    speaks of a visit of which the ends are the visitor and what was visited. *modality* is planned,
    cancelled or postponed; *cue* the words by which it was found, *reason* why it is not simply
    stated.
    """

    kind: str
    role: str
    agent: str
    context: str | None = None
    value: str | None = None
    when: str | None = None
    status: str = "stated"
    modality: str | None = None
    start: int = 0
    end: int = 0
    read_with: tuple[Range, ...] = ()
    agent_at: Range | None = None
    context_at: Range | None = None
    date_at: Range | None = None
    cue: str = ""
    reason: str | None = None
    number: str | None = None
    currency: str | None = None
    bound: str | None = None
    counterpart: str | None = None
    indicator: str | None = None
    named_at: Range | None = None

    @property
    def about(self) -> tuple[str | None, ...]:
        """What makes it this relation and no other."""
        return (self.kind, self.role, self.agent, self.context, self.value, self.counterpart)
