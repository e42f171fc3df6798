"""A session: what a person has decided on the proposals of a document, kept after every step.

It lies beside the kept text in the private folder of the workspace, so that a crash or a closed
browser loses nothing. One session of a document is open at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg import edtf
from kg.errors import KgError, NotFound
from kg.files import read_bytes, write_atomically
from kg.reading import keeping
from kg.reading.library import Library
from kg.reading.mentions.cast import Figure
from kg.reading.outcome import checking
from kg.reading.outcome.proposals import Proposal, Proposed, why_unsure

DECISIONS: Final = ("yes", "no", "")
STATUSES: Final = ("stated", "implied", "ambiguous")
SORTS: Final = ("organisation", "project", "programme", "agreement", "event", "instrument")
_STEPS: Final = 500  # that can be undone
_ENDS: Final = ("agent", "context")
_NEW: Final = "x:n"


class Entry(NamedTuple):
    """A proposal as it stands now: the decision, and what its passage does not name."""

    proposal: Proposal
    decision: str
    is_edited: bool
    silent: str | None


class Session:
    """The decisions on one document. Raises KgError where another process holds it."""

    def __init__(self, library: Library, proposed: Proposed) -> None:
        self.library = library
        self.proposed = proposed
        self._path = keeping.keep(library.workspace, proposed.page, proposed.source.key)
        self._path = self._path.with_name(f".{self._path.stem}.decided.json")
        self._lock = _hold(self._path.with_suffix(".lock"))
        self._decided: dict[str, dict[str, Any]] = {}
        self._things: list[dict[str, str | None]] = []
        self._steps: list[str] = []
        self._heard: tuple[str, dict[int, str]] = ("", {})
        self._read()

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.proposed.page.text

    def close(self) -> None:
        """Let go of the document; what was decided stays."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def entries(self) -> list[Entry]:
        """Return all proposals with their edits and decisions, in the order of the text."""
        made = [self._edited(each) for each in self.proposed.proposals]
        silent = self._silent([each for each in made if self._is_own(each.number)])
        return [
            Entry(
                each,
                self._of(each.number).get("decide", ""),
                self._is_own(each.number),
                silent.get(each.number),
            )
            for each in sorted(made, key=lambda one: (one.relation.start, one.number))
        ]

    def accepted(self) -> tuple[Proposed, list[Proposal]]:
        """Return the document, and of its proposals those that were accepted."""
        made = [self._edited(each) for each in self.proposed.proposals]
        yes = [each for each in made if self._of(each.number).get("decide") == "yes"]
        return self._with(made), yes

    # ---- steps -----------------------------------------------------------------------------------

    def decide(self, numbers: Iterable[int], decision: str) -> None:
        """Accept or reject proposals, or leave them open again. Raises NotFound for others."""
        if decision not in DECISIONS:
            raise NotFound(f"{decision!r} is no decision.")
        known = {each.number for each in self.proposed.proposals}
        wanted = list(numbers)
        if strange := set(wanted) - known:
            raise NotFound(f"there is no proposal {min(strange)}.")
        self._remember()
        for number in wanted:
            self._of(number)["decide"] = decision
        self._write()

    def edit(self, number: int, fields: Mapping[str, Any]) -> None:
        """Change parts of a proposal. Raises NotFound or KgError for what does not fit."""
        proposal = next((each for each in self.proposed.proposals if each.number == number), None)
        if proposal is None:
            raise NotFound(f"there is no proposal {number}.")
        checked = self._checked(fields)
        self._remember()
        self._of(number).setdefault("fields", {}).update(checked)
        self._write()

    def add_thing(self, name: str, sort: str, kind: str, country: str | None) -> str:
        """Make a new thing that proposals can name; return its id."""
        if not name.strip() or sort not in SORTS:
            raise KgError("a new thing needs a name and a sort.")
        if country and country not in self.library.registry:
            raise NotFound(f"{country} is no country that is known.")
        self._remember()
        key = f"{_NEW}{len(self._things) + 1}"
        made = {"id": key, "name": name.strip(), "sort": sort, "kind": kind, "country": country}
        self._things.append(made)
        self._add_figures()
        self._write()
        return key

    def undo(self) -> bool:
        """Take the last step back; tell whether there was one."""
        if not self._steps:
            return False
        self._load(json.loads(self._steps.pop()))
        self._write()
        return True

    # ---- how it is kept --------------------------------------------------------------------------

    def _state(self) -> dict[str, Any]:
        return {"decided": self._decided, "things": self._things}

    def _remember(self) -> None:
        self._steps = [*self._steps[1 - _STEPS :], json.dumps(self._state())]

    def _write(self) -> None:
        held = {**self._state(), "steps": self._steps[-20:]}
        write_atomically(self._path, (json.dumps(held, ensure_ascii=False) + "\n").encode())

    def _read(self) -> None:
        if not self._path.exists():
            return
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            held = json.loads(read_bytes(self._path))
            self._load(held)
            self._steps = [str(each) for each in held.get("steps", [])]

    def _load(self, state: Mapping[str, Any]) -> None:
        """Take over what was kept, as far as it fits the proposals of today."""
        self._things = [dict(each) for each in state["things"]]
        self._add_figures()
        places = {str(each.number): _place(each) for each in self.proposed.proposals}
        self._decided = {
            number: dict(each)
            for number, each in state["decided"].items()
            if each.get("place") == places.get(number)
        }

    def _of(self, number: int) -> dict[str, Any]:
        place = next(
            (_place(each) for each in self.proposed.proposals if each.number == number), None
        )
        return self._decided.setdefault(str(number), {"place": place})

    # ---- proposals as they stand -----------------------------------------------------------------

    def _edited(self, proposal: Proposal) -> Proposal:
        fields = dict(self._of(proposal.number).get("fields", {}))
        if not fields:
            return proposal
        if "read_with" in fields:
            fields["read_with"] = tuple(map(tuple, fields["read_with"]))
        figures = self.proposed.reading.cast.figures
        for name in _ENDS:  # the words there are a name of the other thing, not of this one
            old = getattr(proposal.relation, name)
            if name in fields and old and figures[old].key:
                fields[f"{name}_at"] = None
        relation = proposal.relation._replace(**fields)
        doubt = why_unsure(relation, figures)
        moved = bool({"agent", "context", "role", "when"} & set(fields))
        state = "new" if moved and proposal.state == "same" else proposal.state
        return proposal._replace(relation=relation, doubt=doubt, state=state)

    def _is_own(self, number: int) -> bool:
        """Tell whether a person changed a proposal; the others have been checked."""
        return bool(self._of(number).get("fields"))

    def _silent(self, proposals: list[Proposal]) -> dict[int, str]:
        key = json.dumps([each.relation for each in proposals])
        if self._heard[0] != key:
            found = checking.silent(self.library, self._with(proposals)) if proposals else {}
            self._heard = key, found
        return self._heard[1]

    def _with(self, proposals: list[Proposal]) -> Proposed:
        return self.proposed._replace(proposals=proposals)

    def _add_figures(self) -> None:
        cast = self.proposed.reading.cast
        for each in self._things:
            cast.figures[each["id"] or ""] = Figure(
                each["id"] or "",
                None,
                each["sort"] or "",
                each["kind"] or "",
                each["name"] or "",
                each["country"],
            )

    def _checked(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a relation that a person gave. Raises what `edit` raises."""
        checked: dict[str, Any] = {}
        for name in _ENDS:
            if fields.get(name):
                checked[name] = self._figure(str(fields[name]))
        if "role" in fields:
            checked["role"] = self._role(str(fields["role"]))
        if "when" in fields:
            checked["when"] = _date(str(fields["when"] or "").strip())
        if "status" in fields:
            if fields["status"] not in STATUSES:
                raise NotFound(f"{fields['status']!r} is no status.")
            checked["status"] = fields["status"]
        if "value" in fields:
            checked["value"] = str(fields["value"])
        checked |= self._span(fields)
        return checked

    def _figure(self, said: str) -> str:
        """Return the id of a thing of the document or of the graph, made known to the document."""
        figures = self.proposed.reading.cast.figures
        if said in figures:
            return said
        key = said.removeprefix("id:")
        thing = self.library.background.catalogue.get(key)
        if thing is None:
            raise NotFound(f"{said!r} is no thing that is known.")
        label = self.library.background.catalogue.label(key)
        figures[key] = Figure(key, key, thing.sort, "", label)
        return key

    def _role(self, said: str) -> str:
        known = {each.relation.role for each in self.proposed.proposals}
        if said not in known and f"role:{said}" not in self.library.background.titles:
            raise NotFound(f"{said!r} is no role that is known.")
        return said

    def _span(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return a span of the text that was chosen, with whole words at its ends."""
        if "start" not in fields and "end" not in fields:
            return {}
        start, end = int(fields.get("start", -1)), int(fields.get("end", -1))
        if not 0 <= start < end <= len(self.text):
            raise KgError("no passage of the text. Mark some words of it.")
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start and self.text[start - 1].isalnum() and self.text[start].isalnum():
            start -= 1
        while end < len(self.text) and self.text[end].isalnum() and self.text[end - 1].isalnum():
            end += 1
        return {"start": start, "end": end}


def _place(proposal: Proposal) -> list[Any]:
    """Return by what a proposal is known again when the document is read anew."""
    relation = proposal.relation
    return [relation.kind, relation.start, relation.end, relation.agent, relation.context]


def _date(said: str) -> str | None:
    if not said:
        return None
    try:
        if "XXXX" not in said:
            edtf.bounds(said)
    except ValueError as error:
        raise KgError(f"{error}.") from error
    return said


def _hold(path: Path) -> Any:  # noqa: ANN401 - an open file, or nothing where a system has no locks
    """Return a file that is locked for this process until it is closed."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    held = path.open("w", encoding="utf-8")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        message = "this document is being decided on in another window. End that first."
        raise KgError(message, file=str(path)) from error
    return held
