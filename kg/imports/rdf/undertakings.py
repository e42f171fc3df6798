"""Projects, programmes and events of a graph in the terms of others.

A node is known by its IRI or an address. Its name alone proposes: it is a thing of the graph where
also the period, another name or one who takes part is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg import edtf
from kg.additions.coining import base_of
from kg.additions.records import Text, Thing
from kg.errors import Finding
from kg.imports.meaning.decided import NEW
from kg.imports.meaning.known import Background
from kg.imports.meaning.matching import Meaning, Possible
from kg.imports.meaning.mentions import CellPlace, Mentions
from kg.imports.rdf.names import Names, read_names
from kg.imports.rdf.nodes import Nodes, Statement
from kg.imports.rdf.periods import Period, read_period
from kg.names import CLAIM, ID, expand
from kg.text.folding import fold

_WHEN: Final = expand("pc:when")


class Sort(NamedTuple):
    """A sort of undertaking: class, what it may be mixed up with, usual kind."""

    type: str
    sort: str
    kind: str


SORTS: Final = {
    "projects": Sort("pc:Project", "project", "kind:project"),
    "programmes": Sort("pc:Programme", "programme", "kind:programme"),
    "events": Sort("pc:Event", "event", "kind:event"),
    "cooperations": Sort("pc:Cooperation", "cooperation", "kind:general"),
}


class Undertaking(NamedTuple):
    """A node that is a project, programme or event: its key, when it was, and what tells that."""

    key: str
    sort: Sort
    name: str
    period: Period
    names: Names
    taken: tuple[Statement, ...]


class Undertakings:
    """Makes undertakings of nodes."""

    def __init__(self, nodes: Nodes, known: Background, mentions: Mentions) -> None:
        self._nodes = nodes
        self._known = known
        self._mentions = mentions
        self._kept: _Kept | None = None

    def read(
        self, node: str, outside: Mapping[str, str], agents: Iterable[str], place: CellPlace
    ) -> Undertaking | Finding:
        """Return the undertaking that a node is, or why it waits.

        *outside* are things by their addresses, *agents* the keys of those who take part.
        """
        sort = SORTS[self._nodes.sort(node) or "projects"]
        names, period = read_names(self._nodes, node), read_period(self._nodes, node)
        if not names.main:
            message = f"<{node}> has no name. Give it one, such as skos:prefLabel."
            return place.finding(message, severity="error", rule="node", thing=None)
        if period.problem:
            return place.finding(period.problem, severity="error", rule="cell", thing=None)
        same = [each.value for each in self._nodes.about(node, "same_as")]
        nodes = self._nodes.all_of(node)
        key = next((outside[each] for each in (*nodes, *same) if each in outside), None)
        if key is None or key not in self._known.taken:
            found = self._by_name(names, sort, period, set(agents), place)
            if isinstance(found, Finding):
                return found
            key = found or self._new(names, sort, period, sorted(agents))
        self._describe(key, node, names, sort, same)
        taken = (*names.said, *period.said, *self._nodes.types(node))
        said = self._nodes.about(node, "same_as")
        return Undertaking(key, sort, names.main, period, names, (*taken, *said))

    def _by_name(
        self, names: Names, sort: Sort, period: Period, agents: set[str], place: CellPlace
    ) -> str | Finding | None:
        """Return the thing of that name, None for a new one, or the question which of them it is.

        A name that was decided about means what was decided.
        """
        matches = [self._known.catalogue.match(each, (sort.sort,)) for each in names.preferred]
        keys = list(dict.fromkeys(each.key for each in matches if each.key))
        keys += [
            each.key for match in matches if match.how == "several" for each in match.candidates
        ]
        if not keys:
            return None
        alike = [key for key in keys if self._agrees(key, names, period, agents)]
        if len(alike) == 1:
            return alike[0]
        if all(self._differs(key, period) for key in keys):
            return None
        label = self._known.catalogue.label
        possible = tuple(Possible(key, label(key), 1.0) for key in keys[:3])
        meaning = Meaning(names.main, sort.sort, None, "proposed", None, "several", possible)
        decided = self._mentions.decide(meaning, place)
        return None if decided == NEW else decided

    def _agrees(self, key: str, names: Names, period: Period, agents: set[str]) -> bool:
        """Tell whether more than the name is the same."""
        kept = self._keeping()
        if agents & kept.agents.get(key, set()):
            return not self._differs(key, period)
        if period.when and period.when in kept.dates.get(key, ()):
            return True
        known = self._known.catalogue.get(key)
        held = {fold(each) for each in (known.names if known else ())}
        return any(fold(each.text) in held for each in names.aliases)

    def _differs(self, key: str, period: Period) -> bool:
        """Tell whether both periods are known, and cannot be the same."""
        dates = self._keeping().dates.get(key, set())
        return bool(period.when and dates) and not any(
            _overlap(period.when or "", each) for each in dates
        )

    def _keeping(self) -> _Kept:
        if self._kept is None:
            self._kept = _read_kept(self._known)
        return self._kept

    def _new(self, names: Names, sort: Sort, period: Period, agents: list[str]) -> str:
        """Return the identifier of a new undertaking: who cooperates, how the others are called."""
        acronym = next((each.text for each in names.aliases), names.main)
        return self._mentions.mint(base_of(sort.sort, acronym, agents, period.when))

    def _describe(self, key: str, node: str, names: Names, sort: Sort, same: Iterable[str]) -> None:
        known = self._known.catalogue.get(key)
        is_known = ID + key in self._known.data
        labels = names.labels
        if is_known and not any(each.language == "en" for each in labels):
            labels = (Text(known.label if known else key, "en"), *labels)
        pages = [*self._nodes.all_of(node), *same]
        thing = Thing(
            key,
            known.type if is_known and known and known.type else sort.type,
            labels,
            kind=None if is_known else self._nodes.concept(node) or sort.kind,
            aliases=names.aliases,
            hidden=names.hidden,
            same_as=tuple(sorted({each for each in pages if each.startswith("http")})),
            note=None if is_known else names.note,
        )
        self._mentions.add(thing, sort.sort)


class _Kept(NamedTuple):
    """What the graph says of undertakings: their dates, and who takes part."""

    dates: Mapping[str, set[str]]
    agents: Mapping[str, set[str]]


def _read_kept(known: Background) -> _Kept:
    dates: dict[str, set[str]] = defaultdict(set)
    agents: dict[str, set[str]] = defaultdict(set)
    subject, predicate = expand("rdf:subject"), expand("rdf:predicate")
    for iri, values in known.data.items():
        if not iri.startswith(CLAIM):
            continue
        for about in values.get(subject, ()):
            if any(each.value == _WHEN for each in values.get(predicate, ())):
                said = (each.value for each in values.get(expand("rdf:object"), ()))
                dates[about.value.removeprefix(ID)].update(said)
        for context in values.get(expand("pc:context"), ()):
            key = context.value.removeprefix(ID)
            agents[key] |= {
                each.value.removeprefix(ID) for each in values.get(expand("pc:agent"), ())
            }
            dates[key] |= {each.value for each in values.get(_WHEN, ())}
    return _Kept(dates, agents)


def _overlap(one: str, other: str) -> bool:
    """Tell whether two dates may be of one thing: their bounds meet."""
    try:
        first, second = edtf.bounds(one), edtf.bounds(other)
    except ValueError:
        return True
    return first.earliest_start <= second.latest_end and second.earliest_start <= first.latest_end
