"""Ledger entries: the triples in which the graph writes a thing, a source or a claim.

A claim comes without its subject, as pairs of property and value: `kg.additions.minting` names it
once it is known whether an equal claim exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from kg import edtf
from kg.additions.records import NewClaim, Passage, Source, TableRow, Text, Thing
from kg.names import CLAIM, EV, ID, SRC, TOTAL, expand
from kg.text.words import LANGUAGES, read_words

Pair = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]

ANY_AREA: Final = TOTAL.removeprefix(ID)
# Where a thing lies, by what it is; an organisation is competent for its country.
_PLACE: Final = {"pc:SubNationalArea": "pc:within"}
_PREFERRED: Final = expand("skos:prefLabel")
_NAMES: Final = {expand(f"skos:{name}") for name in ("prefLabel", "altLabel", "hiddenLabel")}
# What a thing may have several of.
_SEVERAL: Final = _NAMES | {
    expand(name) for name in ("org:identifier", "schema:sameAs", "pc:possiblySameAs")
}
_LEDGER: Final = ox.NamedNode(expand("id:observations"))


@lru_cache(maxsize=50_000)
def node(name: str) -> ox.NamedNode:
    """Return the term of a prefixed name or an IRI."""
    return ox.NamedNode(expand(name))


def literal(text: Text) -> ox.Literal:
    """Return a text as a literal, its form as written."""
    if text.language:
        return ox.Literal(text.text, language=text.language.lower())
    return ox.Literal(text.text, datatype=node(text.datatype) if text.datatype else None)


def thing_triples(thing: Thing, known: Iterable[ox.Triple] = ()) -> set[ox.Triple]:
    """Return what the registry says of a thing, beside what its file says already.

    Nothing is replaced: another preferred name in the same language becomes one of the others, and
    a kind, place, homepage or note is added only where there is none.
    """
    subject = ox.NamedNode(ID + thing.key)
    triples = {ox.Triple(subject, name, value) for name, value in _thing(thing)}
    known = set(known)
    if not known:
        return triples
    held = {each.predicate.value for each in known}
    names = {each.object for each in known if each.predicate.value in _NAMES}
    languages = {
        each.object.language
        for each in known
        if each.predicate.value == _PREFERRED and isinstance(each.object, ox.Literal)
    }
    more = set()
    for triple in triples:
        name, value = triple.predicate.value, triple.object
        if name in _NAMES and value in names:
            continue
        if name == _PREFERRED and isinstance(value, ox.Literal) and value.language in languages:
            more.add(ox.Triple(triple.subject, node("skos:altLabel"), value))
        elif name in _SEVERAL or name not in held:
            more.add(triple)
    return more


def source_triples(source: Source) -> set[ox.Triple]:
    """Return the record of a source, with the seal of its text where that is held."""
    subject = ox.NamedNode(SRC + source.key)
    return {ox.Triple(subject, name, value) for name, value in _source(source)}


def unnamed_triples(source: Source) -> set[ox.Triple]:
    """Return which things a source leaves unnamed: all that is added to one that is known."""
    subject = ox.NamedNode(SRC + source.key)
    name = node("pc:leavesUnnamed")
    return {ox.Triple(subject, name, ox.NamedNode(ID + key)) for key in source.unnamed}


def claim_pairs(claim: NewClaim, whole: str | None = None) -> set[Pair]:
    """Return what a claim says, without its evidence; *whole* is the claim about the whole set."""
    pairs = {(node(name), value) for name, value in _claim(claim)}
    if whole:
        pairs.add((node("pc:partOfTotal"), ox.NamedNode(CLAIM + whole)))
    return pairs


def total_area() -> Thing:
    """Return the area that stands for all of them: what a number has that is not broken down."""
    words = read_words("additions/triples")["total"]
    labels = tuple(Text(name, lang) for lang, name in zip(LANGUAGES, words, strict=True))
    note = "Counterpart of an observation that is not broken down by area."
    return Thing(ANY_AREA, "pc:Area", labels, note=note)


def claim_triples(
    name: str, pairs: set[Pair], source: str, place: Passage | TableRow | None = None
) -> set[ox.Triple]:
    """Return a claim as it stands in the file of one source, with the evidence that cites it.

    Without a *place* the source is cited as a whole.
    """
    subject = ox.NamedNode(CLAIM + name)
    return {
        *(ox.Triple(subject, predicate, value) for predicate, value in pairs),
        ox.Triple(subject, node("pc:evidence"), evidence_of(source, place)),
        *_cited(source, place),
    }


def evidence_of(source: str, place: Passage | TableRow | None) -> ox.NamedNode:
    """Return the name of the evidence that a place in a source is.

    That of a row has an underscore, which no key has, so that it is never that of another source.
    """
    if isinstance(place, TableRow):
        sheet = f"sheet{place.place}-" if place.sheet else ""
        return ox.NamedNode(f"{EV}{source}_{sheet}row{place.number}")
    span = f"{place.start}-{place.end}" if place else "1"
    return ox.NamedNode(f"{EV}{source}-{span}")


def is_of_table(evidence: str, source: str) -> bool:
    """Tell whether evidence, by its IRI, is a source as a whole or a row of it."""
    return evidence == f"{EV}{source}-1" or evidence.startswith(f"{EV}{source}_")


def _cited(source: str, place: Passage | TableRow | None) -> Iterator[ox.Triple]:
    """Yield a piece of evidence, and those that it is read with."""
    evidence = evidence_of(source, place)
    yield ox.Triple(evidence, node("rdf:type"), node("pc:Evidence"))
    yield ox.Triple(evidence, node("oa:hasSource"), ox.NamedNode(SRC + source))
    if isinstance(place, TableRow):
        row = ox.Literal(str(place.number), datatype=node("xsd:integer"))
        yield ox.Triple(evidence, node("pc:row"), row)
        if place.sheet:
            yield ox.Triple(evidence, node("pc:sheet"), ox.Literal(place.sheet))
    elif passage := place:
        for name, number in (("oa:start", passage.start), ("oa:end", passage.end)):
            yield ox.Triple(
                evidence, node(name), ox.Literal(str(number), datatype=node("xsd:integer"))
            )
        yield ox.Triple(evidence, node("pc:spanDigest"), ox.Literal(passage.digest))
        for other in passage.read_with:
            yield ox.Triple(evidence, node("pc:readWith"), evidence_of(source, other))
            yield from _cited(source, other)


def _thing(thing: Thing) -> Iterator[Pair]:
    organisation = thing.type.startswith("org:")
    yield node("rdf:type"), node(thing.type)
    for name, texts in (
        ("skos:prefLabel", thing.labels),
        ("skos:altLabel", thing.aliases),
        ("skos:hiddenLabel", thing.hidden),
        ("org:identifier", thing.identifiers),
    ):
        yield from ((node(name), literal(text)) for text in texts)
    if thing.kind:
        yield node("org:classification" if organisation else "pc:kind"), node(thing.kind)
    if thing.country and thing.country != thing.key:
        place = _PLACE.get(thing.type, "pc:jurisdiction" if organisation else "pc:inArea")
        yield node(place), ox.NamedNode(ID + thing.country)
    if thing.notation:
        yield node("skos:notation"), ox.Literal(thing.notation)
    if thing.homepage:
        yield node("schema:url"), _address(thing.homepage)
    yield from ((node("schema:sameAs"), ox.NamedNode(iri)) for iri in thing.same_as)
    for key in thing.possible_same_as:
        yield node("pc:possiblySameAs"), ox.NamedNode(ID + key)
    if thing.unresolved:
        yield node("pc:status"), node("status:ambiguous")
    if thing.note:
        yield _note(thing.note)


def _source(source: Source) -> Iterator[Pair]:
    yield node("rdf:type"), node("pc:SourceDocument")
    yield node("dcterms:title"), literal(source.title)
    yield node("dcterms:language"), ox.Literal(source.language)
    if source.url:
        yield node("schema:url"), _address(source.url)
    if source.publisher:
        yield node("dcterms:publisher"), ox.NamedNode(ID + source.publisher)
    if source.publisher_name:
        yield node("dc:publisher"), ox.Literal(source.publisher_name)
    if source.date:
        yield node("dcterms:issued"), literal(Text(source.date, None, edtf.datatype(source.date)))
    if source.retrieved:
        yield node("pc:retrieved"), ox.Literal(source.retrieved, datatype=node("xsd:date"))
    if source.quality:
        yield node("pc:sourceQuality"), ox.Literal(source.quality, language="en")
    if source.digest:
        yield node("pc:documentDigest"), ox.Literal(source.digest)
        whole = node("xsd:integer")
        yield node("pc:codePoints"), ox.Literal(str(source.length), datatype=whole)
    yield from ((node("pc:leavesUnnamed"), ox.NamedNode(ID + key)) for key in source.unnamed)
    if source.note:
        yield _note(source.note)


def _claim(said: NewClaim) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield "rdf:type", node(said.claim)
    for name, key in _ends(said):
        if key is not None:
            yield name, ox.NamedNode(key if ":" in key else ID + key)
    yield from _terms(said)
    yield from _numbers(said)
    if said.value is not None:
        yield "rdf:object", literal(said.value)
    if said.claim == "pc:Observation":
        yield "qb:dataSet", _LEDGER
        yield "pc:period", _edtf(said.when or edtf.NOT_STATED)
    elif said.when:
        yield "pc:when", _edtf(said.when)
    if said.attested:
        yield "pc:attested", _edtf(said.attested)
    if said.note:
        yield "skos:editorialNote", ox.Literal(said.note, language="en")
    yield from ((name, literal(text)) for name, text in said.details)


def _ends(said: NewClaim) -> Iterator[tuple[str, str | None]]:
    """Yield the things that a statement joins, each with its property."""
    counted = said.claim == "pc:Observation"
    yield "pc:agent", said.agent
    yield "pc:context", said.context
    yield "pc:reporter" if counted else "rdf:subject", said.about
    yield "rdf:object", said.value_key
    yield "pc:influenceFrom", said.influencer
    yield "pc:influenceOn", said.influenced
    yield "pc:funder", said.funder
    yield "pc:funded", said.funded
    yield "pc:counterpart", said.counterpart or (ANY_AREA if counted else None)
    yield "pc:nameIn", SRC + said.name_in if said.name_in else None


def _terms(said: NewClaim) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield "pc:status", node(f"status:{said.status}")
    for name, term in (
        ("pc:role", said.role),
        ("rdf:predicate", said.attribute),
        ("pc:indicator", said.indicator),
        ("pc:modality", f"modality:{said.modality}" if said.modality else None),
    ):
        if term:
            yield name, node(term)
    for name, word in (
        ("pc:namedBy", said.named_by),
        ("pc:currency", said.currency),
        ("pc:bound", said.bound),
        ("pc:stage", said.stage),
        ("pc:scope", said.scope),
        ("pc:subset", said.subset),
    ):
        if word:
            yield name, ox.Literal(word)
    if said.closed is not None:
        yield "pc:closed", ox.Literal(str(said.closed).lower(), datatype=node("xsd:boolean"))


def _numbers(said: NewClaim) -> Iterator[tuple[str, ox.Literal]]:
    for name, number in (("pc:amount", said.amount), ("pc:value", said.number)):
        if number is not None:
            kind = "xsd:decimal" if "." in number else "xsd:integer"
            yield name, ox.Literal(number, datatype=node(kind))


def _note(text: str) -> Pair:
    return node("skos:editorialNote"), ox.Literal(text, language="en")


def _address(url: str) -> ox.Literal:
    return ox.Literal(url, datatype=node("xsd:anyURI"))


def _edtf(date: str) -> ox.Literal:
    return ox.Literal(date, datatype=node("edtf:EDTF"))
