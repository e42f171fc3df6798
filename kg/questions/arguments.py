"""Arguments: the words after a question, and the things, concepts and values that they mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from kg import edtf
from kg.claims.coverage import count_sources
from kg.errors import Unknown, UsageError
from kg.names import BASE, ID, PREFIXES, expand, shorten
from kg.questions import Parameter, Question
from kg.questions.binding import Term
from kg.questions.question import CONCEPTS, REGIONS, ROLL_UP
from kg.rdf.store import Store
from kg.search.lookup import identify
from kg.text.folding import fold
from kg.text.words import did_you_mean

Words = Mapping[str, Sequence[str]]  # what was said for each parameter
Terms = dict[str, tuple[Term, ...]]  # what it means

_DATE: Final = ox.NamedNode(PREFIXES["xsd"] + "date")
_CLASSES: Final = {
    "organisation": ("org:Organization", "org:FormalOrganization", "org:OrganizationalUnit"),
    "area": ("pc:Area", "pc:Country", "pc:SubNationalArea"),
    "document": ("pc:SourceDocument",),
    **{
        word: (f"pc:{word.capitalize()}",)
        for word in ("project", "programme", "agreement", "cooperation", "event")
    },
    "instrument": ("pc:Instrument",),
    "practice": ("pc:Practice",),
}


def gather(question: Question, places: Sequence[str], named: Words) -> dict[str, list[str]]:
    """Return the words for each parameter, those given by their place and those given by name.

    Raises UsageError where something is missing, unknown, or too much.
    """
    given = {name: list(words) for name, words in named.items()}
    known = {each.name: each for each in question.parameters}
    if stranger := next((name for name in given if name not in known), None):
        step = _advise(stranger, list(known)) if known else "It needs nothing."
        raise UsageError(f"{question.name} knows no {_cut(stranger)!r}. {step}")
    rest = list(places)
    for each in question.arguments:
        if rest and each.name not in given:
            given[each.name], rest = (rest, []) if each.several else (rest[:1], rest[1:])
        if not each.optional and not given.get(each.name):
            raise UsageError(f"{question.name} needs {each.name.upper()}: {each.meaning[0]}.")
    if rest:
        raise UsageError(f"{_cut(rest[0])!r} is one word too many for {question.name}.")
    if twice := next(
        (n for n, words in given.items() if len(words) > 1 and not known[n].several), None
    ):
        raise UsageError(f"{twice} of {question.name} may be given only once.")
    return {name: words for name, words in given.items() if words}


def understand(
    question: Question, given: Words, store: Store, misnamed: list[tuple[str, str]] | None = None
) -> Terms:
    """Return the terms that the *given* words stand for, by parameter; a flag that is set is true.

    *misnamed* collects the words that are a known wrong name, each with the thing in its short
    form. Raises NotFound where a name is not known or not unique, UsageError where a value does
    not fit.
    """
    wrong: list[tuple[str, str]] = [] if misnamed is None else misnamed
    return {
        each.name: tuple(_term(each, word, store, wrong) for word in given[each.name])
        for each in question.parameters
        if given.get(each.name)
    }


def fill_in(question: Question, meant: Terms, store: Store, lang: str) -> Terms:
    """Return the values of the variables of a question.

    A concept stands for its narrower ones too; a country for its bodies; a date also for its first
    and its last day; what has a default and is not given takes that.
    """
    values: Terms = {"lang": (ox.Literal(lang),)}
    flags = {name for name in (ROLL_UP, REGIONS) if name in meant}
    for each in question.parameters:
        if each.name in (ROLL_UP, REGIONS):
            continue  # they have no variable: what they add is part of the others
        if each.sort == "flag":
            values[each.variable] = (ox.Literal(each.name in meant),)
        elif terms := meant.get(each.name) or tuple(
            _term(each, w, store, []) for w in each.default
        ):
            values[each.variable] = _widened(each, terms, flags, store)
            if "date" in each.types:
                first, last = edtf.days(terms[0].value)
                values[f"{each.variable}_first"] = (ox.Literal(first, datatype=_DATE),)
                values[f"{each.variable}_last"] = (ox.Literal(last, datatype=_DATE),)
    return values


def _term(parameter: Parameter, word: str, store: Store, misnamed: list[tuple[str, str]]) -> Term:
    if parameter.sort == "flag":
        return ox.Literal(True)
    if parameter.choices:
        return ox.Literal(_choose(parameter, word))
    match parameter.types[0]:
        case "date":
            return ox.Literal(_require_date(word, parameter.name))
        case "number":
            return _number(word, parameter.name)
        case "text":
            return ox.Literal(word)
        case scheme if scheme in CONCEPTS:
            return ox.NamedNode(_concept(scheme, word, store))
    return ox.NamedNode(_thing(parameter, word, store, misnamed))


def _widened(
    parameter: Parameter, terms: tuple[Term, ...], flags: Collection[str], store: Store
) -> tuple[Term, ...]:
    """Return the terms with what they stand for besides themselves."""
    paths = ["skos:broader+"] if {*parameter.types} & {*CONCEPTS} else []
    if "bodies" in parameter.marks:
        unit = "org:subOrganizationOf*/" if ROLL_UP in flags else ""
        region = "/pc:within*" if REGIONS in flags else ""
        paths += [f"{unit}pc:jurisdiction{region}"]
        paths += ["org:subOrganizationOf+"] * (ROLL_UP in flags) + ["pc:within+"] * (
            REGIONS in flags
        )
    more = (_reached(path, terms, store) for path in paths)
    return tuple(dict.fromkeys([*terms, *(term for several in more for term in several)]))


def _reached(path: str, terms: Iterable[Term], store: Store) -> list[Term]:
    """Return from where a path leads to one of the terms."""
    # Each term stands in the path itself: Virtuoso walks none whose end VALUES gives.
    ways = " UNION ".join(f"{{ ?more {path} {term} }}" for term in terms)
    query = f"SELECT DISTINCT ?more {{ {ways} }} ORDER BY ?more"
    return [ox.NamedNode(iri) for (iri,) in store.rows(query) if iri]


def _thing(parameter: Parameter, word: str, store: Store, misnamed: list[tuple[str, str]]) -> str:
    try:
        iri, naming = identify(store, word)
    except Unknown as error:
        silence = f"Under this name it is not stated in {count_sources(store)} sources looked at."
        raise Unknown(f"{error.message} {silence}") from error
    if naming and naming.sort == "misspelling":
        misnamed.append((naming.text, shorten(iri)))
    kinds = kinds_of(store, iri)
    if "thing" in parameter.types or {*kinds} & {*parameter.types}:
        return iri
    said = f"{shorten(iri)} is {_either(kinds)}" if kinds else f"{shorten(iri)} does not fit"
    raise UsageError(f"{said}. {parameter.name} has to be {_either(parameter.types)}.")


def fits(parameter: Parameter, term: Term, store: Store) -> bool:
    """Tell whether a thing is one of those that a parameter takes."""
    if not isinstance(term, ox.NamedNode) or not term.value.startswith(ID):
        return False
    return "thing" in parameter.types or bool({*kinds_of(store, term.value)} & {*parameter.types})


def kinds_of(store: Store, iri: str) -> list[str]:
    """Return the words of `THINGS` for what a thing is."""
    classes = {each for (each,) in store.rows(f"SELECT ?class {{ <{iri}> a ?class }}")}
    return [kind for kind, names in _CLASSES.items() if classes & set(map(expand, names))]


def _concept(scheme: str, word: str, store: Store) -> str:
    """Return the concept of a scheme with this identifier or name."""
    known: dict[str, str] = {}
    query = f"""SELECT DISTINCT ?concept ?label WHERE {{
        ?concept skos:inScheme <{BASE}concept/{scheme}> ; skos:prefLabel|skos:altLabel ?label
        }} ORDER BY ?concept ?label"""
    for iri, label in store.rows(query):
        assert iri is not None  # the query binds both
        assert label is not None
        known[fold(shorten(iri).partition(":")[2])] = iri
        known.setdefault(fold(label), iri)
    if (found := known.get(fold(word.removeprefix(f"{scheme}:")))) is None:
        own = sorted({shorten(iri).partition(":")[2] for iri in known.values()})
        raise UsageError(f"{_cut(word)!r} is no {scheme}. {_advise(word, own)}")
    return found


def _choose(parameter: Parameter, word: str) -> str:
    if word not in parameter.choices:
        step = _advise(word, parameter.choices)
        raise UsageError(f"{_cut(word)!r} is no {parameter.name}. {step}")
    return word


def _require_date(word: str, name: str) -> str:
    try:
        edtf.days(word)
    except ValueError as error:
        raise UsageError(f"{name}: {_cut(str(error))}.") from error
    return word


def _number(word: str, name: str) -> ox.Literal:
    if not word.isdecimal() or len(word) > 18:
        raise UsageError(f"{name}: {_cut(word)!r} is no whole number.")
    return ox.Literal(int(word))


def _advise(word: str, known: Sequence[str]) -> str:
    return did_you_mean(word, known, f"Choose of {', '.join(known)}.").en


def _either(words: Iterable[str]) -> str:
    *first, last = [f"{'an' if word[0] in 'aeio' else 'a'} {word}" for word in words]
    return f"{', '.join(first)} or {last}" if first else last


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
