"""What the graph knows already, as an import needs it: things by their names, concepts, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.checks.vocabulary import Vocabulary
from kg.graph.reading import Record
from kg.imports.meaning.columns import Roles
from kg.imports.meaning.countries import Countries
from kg.imports.meaning.headings import read_columns
from kg.imports.meaning.matching import Catalogue, Known, lexicon_of
from kg.names import ID, PREFIXES, SRC, expand, shorten
from kg.rdf.turtle import value
from kg.text.folding import fold

SORTS: Final = {
    "org:Organization": "organisation",
    "org:FormalOrganization": "organisation",
    "org:OrganizationalUnit": "organisation",
    "pc:Project": "project",
    "pc:Programme": "programme",
    "pc:Agreement": "agreement",
    "pc:Cooperation": "cooperation",
    "pc:Event": "event",
    "pc:Country": "area",
    "pc:SubNationalArea": "area",
    "pc:Area": "area",
}
_TYPE: Final = expand("rdf:type")
_DEPRECATED: Final = expand("owl:deprecated")
_REPLACED: Final = expand("dcterms:isReplacedBy")
_BROADER: Final = expand("skos:broader")
_LABEL: Final = expand("skos:prefLabel")
_NAMES: Final = tuple(expand(f"skos:{each}") for each in ("prefLabel", "altLabel", "hiddenLabel"))
_PLACES: Final = tuple(expand(each) for each in ("pc:jurisdiction", "pc:within", "pc:inArea"))
_KINDS: Final = tuple(expand(each) for each in ("org:classification", "pc:kind"))

Values = Mapping[str, list[ox.NamedNode | ox.Literal]]


class Background(NamedTuple):
    """What is known: things, countries, and concepts and sources by their folded names.

    *concepts* are by scheme: ``concepts["kind"]["memorandum"] == "kind:memorandum"``; *titles* are
    the names of concepts as (English, Czech); *sources* are keys by title and by address; *taken*
    are all identifiers of things and sources; *broader* is the concept above each concept; *data*
    is what is said of each thing, claim and document, by property, whatever file says it; *matches*
    are pairs of a term of ours and a foreign one that is close; *outside* are things by the
    addresses at which others describe them; *vocabulary* is all that is described; *derived* are
    the properties that rules derive and nobody writes; *said* reads all that is asserted and
    derived; *text_of* gives the text of a document by its key, None where it is not at hand.
    """

    catalogue: Catalogue
    countries: Countries
    concepts: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, tuple[str, str]]
    roles: Roles
    sources: dict[str, str]
    taken: set[str]
    broader: Mapping[str, str]
    data: Mapping[str, Values]
    matches: tuple[tuple[str, str], ...]
    outside: Mapping[str, str]
    vocabulary: Vocabulary
    derived: frozenset[str]
    said: Callable[[], frozenset[ox.Triple]] = frozenset
    text_of: Callable[[str], str | None] = lambda key: None

    def concept(self, scheme: str, words: str) -> str | None:
        """Return the concept of a scheme that words name: ``kind:memorandum``, or None."""
        return self.concepts.get(scheme, {}).get(fold(words.removeprefix(f"{scheme}:")))

    def narrower(self, concept: str) -> list[str]:
        """Return a concept and those below it, sorted."""
        found, grown = {concept}, True
        while grown:
            more = {name for name, above in self.broader.items() if above in found} - found
            found, grown = found | more, bool(more)
        return sorted(found)


def read_background(records: Iterable[Record]) -> Background:
    """Return what the files of a workspace know."""
    ontology, data = _by_subject(records)
    titles = {
        shorten(iri): (_in(values, "en") or shorten(iri), _in(values, "cs") or shorten(iri))
        for iri, values in ontology.items()
        if _LABEL in values
    }
    things = [_thing(iri, values, titles) for iri, values in data.items() if iri.startswith(ID)]
    known = [each for each in things if each is not None]
    areas = [
        (each.key, name) for each in known if each.sort == "area" for name in _codes(each, data)
    ]
    kinds = {
        name.removeprefix("kind:"): both
        for name, both in titles.items()
        if name.startswith("kind:")
    }
    return Background(
        catalogue=Catalogue(
            _named_in_claims(known, data),
            lexicon_of({each.key: each.names for each in known if each.sort == "area"}, kinds),
        ),
        countries=Countries(areas, frozenset(each.key for each in known if each.sort != "area")),
        concepts=_concepts(titles),
        titles=titles,
        roles=_roles(titles),
        sources=_sources(data),
        data=data,
        matches=tuple(
            (shorten(iri), match.value)
            for iri, values in ontology.items()
            for match in values.get(expand("skos:closeMatch"), ())
        ),
        outside={
            each.value: iri.removeprefix(ID)
            for iri, values in data.items()
            if iri.startswith(ID)
            for each in values.get(expand("schema:sameAs"), ())
        },
        derived=_derived(ontology),
        vocabulary=Vocabulary(frozenset(ontology), frozenset(data)),
        broader={
            shorten(iri): shorten(values[_BROADER][0].value)
            for iri, values in ontology.items()
            if _BROADER in values
        },
        taken={shorten(iri).partition(":")[2] for iri in data if iri.startswith((ID, SRC))},
    )


def _by_subject(
    records: Iterable[Record],
) -> tuple[dict[str, Values], dict[str, Values]]:
    ontology: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    data: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for record in records:
        target = ontology if record.in_ontology else data
        for triple in record.document.triples:
            values = target.setdefault(value(triple.subject), defaultdict(list))
            if triple.object not in values[triple.predicate.value]:
                values[triple.predicate.value].append(triple.object)  # type: ignore[arg-type]
    return dict(ontology), dict(data)


def _thing(iri: str, values: Values, titles: Mapping[str, tuple[str, str]]) -> Known | None:
    types = [shorten(each.value) for each in values.get(_TYPE, [])]
    sort = next((SORTS[each] for each in types if each in SORTS), None)
    if sort is None or _DEPRECATED in values:
        return None
    names = [each.value for name in _NAMES for each in values.get(name, [])]
    place = next((each.value for name in _PLACES for each in values.get(name, [])), None)
    kind = next((shorten(each.value) for name in _KINDS for each in values.get(name, [])), "")
    return Known(
        key=iri.removeprefix(ID),
        sort=sort,
        label=_in(values, "en") or (names[0] if names else shorten(iri)),
        names=tuple(names),
        country=place.removeprefix(ID) if place else None,
        descriptions=titles.get(kind, ()) if sort == "organisation" else (),
        czech=_in(values, "cs"),
        type=types[0],
        kind=kind.removeprefix("kind:") or None,
    )


def _named_in_claims(known: list[Known], data: Mapping[str, Values]) -> list[Known]:
    """Return things with the names that claims give them, and descriptions with their country.

    A name that is understood in one source only is a description: it proposes, and never decides.
    """
    names: dict[str, list[str]] = defaultdict(list)
    within: dict[str, list[str]] = defaultdict(list)
    for values in data.values():
        if _REPLACED in values:  # a retired name proposes what has taken its place
            new = values[_REPLACED][0].value.removeprefix(ID)
            within[new] += [each.value for name in _NAMES for each in values.get(name, ())]
        said = {each.value for each in values.get(expand("rdf:predicate"), [])}
        if said & {expand("skos:altLabel"), expand("pc:formerName")}:
            (about,) = values[expand("rdf:subject")][:1]
            target = within if expand("pc:nameIn") in values else names
            target[about.value.removeprefix(ID)] += [
                each.value for each in values.get(expand("rdf:object"), [])
            ]
    return [
        each._replace(
            names=(*each.names, *names[each.key]),
            descriptions=(*_described(each, data), *within[each.key]),
        )
        for each in known
    ]


def _described(thing: Known, data: Mapping[str, Values]) -> tuple[str, ...]:
    """Return what sort of body of which country it is: how people name bodies of elsewhere."""
    place = data.get(ID + (thing.country or ""), {})
    names = (_in(place, "en"), _in(place, "cs"))
    pairs = zip(thing.descriptions, names, strict=False)
    return tuple(f"{kind} {name}" for kind, name in pairs if name)


def _codes(area: Known, data: Mapping[str, Values]) -> list[str]:
    codes = data[ID + area.key].get(expand("skos:notation"), [])
    return [area.key, *area.names, *(each.value for each in codes)]


def _concepts(titles: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {"kind": {}, "role": {}, "status": {}, "indicator": {}}
    for name, both in titles.items():
        scheme, _, local = name.partition(":")
        if scheme in found:
            for word in (*both, local):
                found[scheme].setdefault(fold(word), name)
    for name, words in read_columns()["concepts"].items():
        for word in words:
            found[name.partition(":")[0]].setdefault(fold(word), name)
    return found


def _roles(titles: Mapping[str, tuple[str, str]]) -> Roles:
    roles = {name: both for name, both in titles.items() if name.startswith("role:")}
    return Roles(
        {fold(en): name for name, (en, _) in roles.items()},
        {fold(cs): name for name, (_, cs) in roles.items()},
    )


def _derived(ontology: Mapping[str, Values]) -> frozenset[str]:
    """Return the properties that follow from claims and are never written."""
    found = {expand(name) for name in ("org:member", "org:organization", "org:role", "rdfs:label")}
    for iri, values in ontology.items():
        comments = (each.value for each in values.get(expand("rdfs:comment"), ()))
        if any(each.startswith("derived, never edited") for each in comments):
            found.add(iri)
        found |= {each.value for each in values.get(expand("pc:directProperty"), ())}
    return frozenset(found)


def _sources(data: Mapping[str, Values]) -> dict[str, str]:
    found: dict[str, str] = {}
    for iri, values in data.items():
        if iri.startswith(SRC):
            key = iri.removeprefix(SRC)
            for name in (expand("dcterms:title"), expand("schema:url")):
                found |= {address_of(each.value): key for each in values.get(name, [])}
            found[key] = key
    return found


def address_of(text: str) -> str:
    """Return a title or address of a document so that two that mean one are equal."""
    return text.rstrip("/").casefold()


def _in(values: Values, language: str) -> str | None:
    labels = values.get(_LABEL, [])
    texts = [each.value for each in labels if getattr(each, "language", None) == language]
    return texts[0] if texts else None


def find_source(background: Background, words: str) -> str | None:
    """Return the key of the source that a title, an address or an identifier names, or None."""
    return background.sources.get(
        address_of(words.removeprefix("src:").removeprefix(PREFIXES["src"]))
    )
