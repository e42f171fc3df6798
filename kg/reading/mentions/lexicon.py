"""The names of a graph as a reader of texts needs them: a tree of stems, and what each thing is.

A name is found in any case, with or without the little words; one that holds its country is also
known with the adjective before it and with the country behind it ("the Slovak prison service", "the
Prison Service of Slovakia"), in the languages for which the search has words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kg.imports.meaning import known
from kg.names import ID, shorten
from kg.rdf.store import Store
from kg.reading.mentions.cast import Figure
from kg.reading.mentions.offices import ESTABLISHMENTS, is_link, words_for
from kg.reading.tokens import Token, read_tokens
from kg.search.naming import Naming, read_namings, read_profiles
from kg.search.senses import Lexicon as Senses
from kg.search.senses import read_lexicon
from kg.text.folding import fold
from kg.text.stems import stem

SORTS: Final = known.SORTS | {"pc:Instrument": "instrument", "pc:Practice": "practice"}
_CLASSES: Final = (
    "SELECT ?thing ?class WHERE { ?thing a ?class . FILTER(STRSTARTS(STR(?thing), STR(id:))) }"
)
_AREAS: Final = """
SELECT ?thing ?area WHERE { ?thing pc:jurisdiction|pc:within|pc:inArea ?area
  FILTER(STRSTARTS(STR(?thing), STR(id:))) }"""
_KINDS: Final = """
SELECT ?thing ?kind WHERE { ?thing org:classification|pc:kind ?kind
  FILTER(STRSTARTS(STR(?thing), STR(id:)) && STRSTARTS(STR(?kind), STR(kind:))) }"""
_CODES: Final = """
SELECT ?area ?code WHERE { VALUES ?class { pc:Country pc:SubNationalArea }
  ?area a ?class ; skos:notation ?code }"""
_SHORTEST_PLURAL: Final = 4  # letters
_NUMBERED: Final = frozenset({"no", "nr", "c", "number"})
_BRACKET: Final = re.compile(r"\([^()]*+\)")
_LONGEST: Final = 16  # words of a name


class Entry(NamedTuple):
    """A thing of the graph: what it is, where, and what it is called."""

    key: str
    sort: str
    kind: str
    label: str
    country: str | None


class Spelling(NamedTuple):
    """One way to write a name: of what, its words, and whether it is as the graph has it.

    *language* is that of the name; *without* is a name without its country, which says too little
    alone; *beside* are the stems of place and day, of which one has to stand near the name of an
    event that is called by these.
    """

    key: str
    text: str
    words: tuple[str, ...]
    language: str
    as_known: bool
    without: bool = False
    beside: tuple[tuple[str, ...], ...] = ()


class Node:
    """A word in the tree of names, the words that may follow, and the names that end here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.ends: list[Spelling] = []


Cores = dict[str, list[tuple[tuple[str, ...], str]]]  # by the first three letters: words and key


class Lexicon(NamedTuple):
    """All names as a tree, things by key, the phrases for areas and kinds, bodies by place."""

    root: Node
    entries: dict[str, Entry]
    senses: Senses
    area_names: frozenset[tuple[str, ...]]  # stems of names of areas; other phrases are adjectives
    bodies: dict[tuple[str, str], tuple[str, ...]]  # by country and kind, or office
    codes: dict[str, str]  # areas by ISO 3166 code
    cores: dict[str, Cores]  # proper names of prisons and universities


def figure_of(entry: Entry) -> Figure:
    """Return a thing of the graph as a figure of a document."""
    return Figure(entry.key, entry.key, entry.sort, entry.kind, entry.label, entry.country)


def read_names(store: Store) -> Lexicon:
    """Return the names in a store, and the words by which things can be described."""
    entries = _entries(store)
    namings = [each for each in read_namings(store) if not each.documents]
    senses = read_lexicon(store)
    names = [each for each in namings if each.sort not in ("identifier", "description")]
    areas = [*senses.areas, *(n for n in names if _sort(entries, n.thing) == "area")]
    area_names = frozenset(_stems(each.text) for each in areas)
    phrases = _phrases(senses)
    root = Node()
    for each in [*names, *senses.areas]:
        entry = entries.get(each.thing.removeprefix(ID))
        if entry:
            for spelling in _spellings(each, entry, phrases, area_names):
                _add(root, spelling)
    bodies: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in entries.values():
        if entry.sort == "organisation" and entry.country:
            bodies[entry.country, _office(entry, senses)].append(entry.key)
    codes = {
        code: area.removeprefix(ID) for area, code in sorted(store.rows(_CODES)) if area and code
    }
    return Lexicon(
        root,
        entries,
        senses,
        area_names,
        {pair: tuple(keys) for pair, keys in bodies.items()},
        codes,
        {kind: _cores(kind, names, entries, senses) for kind in sorted(ESTABLISHMENTS)},
    )


def _cores(kind: str, names: Iterable[Naming], entries: dict[str, Entry], senses: Senses) -> Cores:
    """Return what is left of the names of prisons without the words for a prison, in order."""
    found: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    generic = words_for(kind)
    for each in names:
        key = each.thing.removeprefix(ID)
        if key not in entries or entries[key].kind != kind:
            continue
        text = _BRACKET.sub("", each.text)
        words = [one for one in read_tokens(text) if one.stem not in generic and not is_link(one)]
        words = [one for one in words if one.word not in _NUMBERED and not one.word.isdigit()]
        forms = [tuple(one.word for one in words)]
        if len(words) == 2 and text[words[0].end : words[1].start] in "-\u2013":
            forms.append((words[1].word,))  # the second alone, of two towns
        for form in forms:
            if form and len(form) < 5 and not senses.read(" ".join(form)).is_narrow:
                found[form[0][:3]].add((form, key))
    return {start: sorted(several) for start, several in sorted(found.items())}


def _office(entry: Entry, senses: Senses) -> str:
    """Return what sort of body one is: its kind, of ministries with what they care for."""
    if entry.kind != "ministry":
        return entry.kind
    notions = senses.read(entry.label).notions
    field = next((each for each in ("justice", "interior") if each in notions), None)
    return f"ministry-of-{field}" if field else entry.kind


def _sort(entries: dict[str, Entry], thing: str) -> str:
    entry = entries.get(thing.removeprefix(ID))
    return entry.sort if entry else ""


def _entries(store: Store) -> dict[str, Entry]:
    classes = {
        thing: SORTS[shorten(name)]
        for thing, name in sorted(store.rows(_CLASSES), key=str)
        if thing and name and shorten(name) in SORTS
    }
    places: dict[str, str] = {}
    for thing, area in sorted(store.rows(_AREAS), key=str):
        if thing and area:
            places.setdefault(thing, area)
    kinds: dict[str, str] = {}
    for thing, kind in sorted(store.rows(_KINDS), key=str):
        if thing and kind:
            kinds.setdefault(thing, shorten(kind).partition(":")[2])
    found = {}
    for thing, profile in read_profiles(store).items():
        if thing in classes:
            key = thing.removeprefix(ID)
            kind = kinds.get(thing, "")
            place = places.get(thing, "").removeprefix(ID) or None
            found[key] = Entry(key, classes[thing], kind, profile.label.en, place)
    return found


def _phrases(senses: Senses) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases for each area by its key, names and adjectives alike."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for several in senses.phrases.values():
        for phrase, meaning in several:
            if meaning.startswith(ID):
                found[meaning.removeprefix(ID)].append(phrase)
    return found


def _stems(text: str) -> tuple[str, ...]:
    return tuple(each.stem for each in read_tokens(text) if not each.little)


def _parts(text: str) -> Iterator[str]:
    """Yield a name, and where a short form stands behind it in brackets both of them."""
    yield text
    kind, colon, title = text.partition(": ")
    if colon and len(title.split()) > 3:  # "Open Call: Support of …" is also called by its title
        yield title
        yield f"{title} ({kind})"
    if text.endswith(")") and "(" in text:
        whole, _, short = text[:-1].rpartition("(")
        yield whole.strip()
        if is_short_for(short.strip(), whole):
            yield short.strip()


def is_short_for(short: str, whole: str) -> bool:
    """Tell whether an acronym has its letters from a name, in their order.

    >>> is_short_for("EuroPris", "European Organisation of Prison Services")
    True
    >>> is_short_for("CEP", "Electronic monitoring group")
    False
    """
    capitals = [each for each in short if each.isupper()]
    if (
        len(short.split()) > 1
        or len(capitals) < 2
        or short[0].casefold() not in {each.word[0] for each in read_tokens(whole)}
    ):
        return False
    letters = iter(fold(whole))
    return all(each in letters for each in fold(short).replace(" ", ""))


def _spellings(
    naming: Naming,
    entry: Entry,
    phrases: dict[str, list[tuple[str, ...]]],
    area_names: frozenset[tuple[str, ...]],
) -> Iterator[Spelling]:
    for text in _parts(naming.text):
        tokens = read_tokens(text)
        words = tuple(each.stem for each in tokens if not each.little)
        if not words or len(words) > _LONGEST:
            continue
        known = text == naming.text
        made = Spelling(entry.key, text, words, naming.language, known)
        yield made
        if entry.sort == "event" and "," in text:
            yield from _undated(made)
        if entry.sort == "organisation" and entry.country in phrases:
            yield from _moved(made, phrases[entry.country], area_names)


def _undated(made: Spelling) -> Iterator[Spelling]:
    """Yield the name of an event without the place and the day behind it: "RING meeting"."""
    head, *rest = made.text.split(",")
    words = _stems(head)
    beside = tuple(filter(None, (_stems(each) for each in rest)))
    if len(words) > 1 and beside and re.search(r"[^\W\d_a-z]", head[1:]):
        yield made._replace(words=words, as_known=False, beside=beside)


def _moved(
    made: Spelling, phrases: Iterable[tuple[str, ...]], area_names: frozenset[tuple[str, ...]]
) -> Iterator[Spelling]:
    """Yield a name that holds its country with the country in its other places, and without it."""
    phrases = list(phrases)
    words = made.words
    own = max((each for each in phrases if _holds(words, each)), key=len, default=None)
    if own is None:
        return
    at = next(i for i in range(len(words)) if words[i : i + len(own)] == own)
    base = (*words[:at], *words[at + len(own) :])
    if not base:
        return
    for phrase in phrases:
        place = (*base, *phrase) if phrase in area_names else (*phrase, *base)
        if place != words:
            yield made._replace(words=place, as_known=False)
    yield made._replace(words=base, as_known=False, without=True)


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


def _add(root: Node, spelling: Spelling) -> None:
    node = root
    for word in spelling.words:
        node = node.next.setdefault(word, Node())
    node.ends.append(spelling)


def find_names(root: Node, tokens: list[Token]) -> Iterator[tuple[int, int, list[Spelling]]]:
    """Yield where names may stand, as numbers of their first and last token, longest first.

    From each word the tree is walked as far as the words go on: linear in the text, because names
    are short.
    """
    for first, token in enumerate(tokens):
        node = _following(root, token)
        if token.little or node is None:
            continue
        found = [(first, first, node.ends)] if node.ends else []
        at = first
        while node.next and at + 1 < len(tokens):
            at += 1
            if tokens[at].little and tokens[at].stem not in node.next:
                continue
            following = _following(node, tokens[at])
            if following is None:
                break
            node = following
            if node.ends:
                found.append((first, at, node.ends))
        yield from reversed(found)


def _following(node: Node, token: Token) -> Node | None:
    """Return the node behind a word, in the plural too where only its singular is known."""
    word = token.word
    found = node.next.get(token.stem)
    if found is None and word.endswith("s") and len(word) > _SHORTEST_PLURAL:
        found = node.next.get(stem(word[:-1]))
        if found is None and word.endswith("es"):  # a genitive: "des Justizvollzugsdienstes"
            found = node.next.get(stem(word[:-2]))
    return found
