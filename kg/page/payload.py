"""What the network page shows, as plain JSON: things, relations, evidence, words and looks.

What many relations share (texts, dates, bounds, places, sources) stands there once and is referred
to by its number; what is usual (a status of "stated", no note) is left out. Ties by a project stand
beside the relations: they are drawn where it is asked who partners with whom, and else the parts in
the project are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, NotRequired, TypedDict, cast

from kg.claims import wording
from kg.claims.claims import Claim, Evidence
from kg.claims.provenance import provenance
from kg.edtf import FIRST_DAY, LAST_DAY
from kg.names import ID
from kg.network.network import PARTNERS, Fact, Network, Node, Relation
from kg.network.strength import Ladder
from kg.page.picture import Picture
from kg.page.vis import LINES, LOOKS, PALETTE, Json, vis_data
from kg.page.world import map_of
from kg.search.portable import portable_names
from kg.text.addresses import is_web_address
from kg.text.words import LANGUAGES, Vocabulary, Words, read_words

_RECORDS: Final = ("nodes", "relations", "ties", "contexts", "places", "sources")
_OPEN: Final = (FIRST_DAY, LAST_DAY)
_SHORT: Final = re.compile(r"(?=(?:.{0,9}[^\W\d_a-z]){2})[^\W_][\w.& -]{1,9}")


class Meta(TypedDict):
    """What the page says about the data: title by language, version, and a date if it has one.

    *total* counts the things that there are, where the page holds only a part of them.
    """

    title: dict[str, str]
    version: str
    date: NotRequired[str]
    state: NotRequired[str]
    total: NotRequired[int]


class Record(NamedTuple):
    """What a document's record says of it beside what its evidence has, None where it does not."""

    language: str | None = None
    retrieved: str | None = None


class Beside(NamedTuple):
    """What is read of a store beside the network itself.

    *ladder* says how strong a tie is; *records* are those of documents by their identifiers;
    *indexed* makes the search for things of these names, as `kg.search.portable` does.
    """

    ladder: Ladder = Ladder({}, {})
    records: Mapping[str, Record] = {}
    indexed: Callable[[Mapping[str, Words]], Json] | None = None


def payload(
    drawn: Network,
    picture: Picture,
    *,
    meta: Meta,
    excerpts: Mapping[str, Sequence[str]] | None = None,
    beside: Beside | None = None,
) -> Json:
    """Return everything the page shows, as plain JSON values.

    *excerpts* are the passages to show beside their evidence, by its identifier, in pieces of which
    every second is marked.
    """
    words = read_words() | read_words("network/compare")
    texts, dates, bounds, places, sources, contexts = (_Pool() for _ in range(6))
    pools = _Pools(
        *(texts, dates, bounds, places, sources, contexts),
        *(excerpts or {}, words, beside or Beside(), {}),
    )
    number = {node.id: at for at, node in enumerate(drawn.nodes)}
    vis_nodes, vis_edges, _ = vis_data(drawn, picture.everything)
    nodes = [_node(n, vis["size"], pools) for n, vis in zip(drawn.nodes, vis_nodes, strict=True)]
    lines = [_relation(each, number, pools) for each in drawn.lines]
    relations, ties = lines[: len(drawn.relations)], lines[len(drawn.relations) :]
    named = {n.country: n.country_label or Words(n.country) for n in drawn.nodes if n.country}
    shown: Json = {
        "meta": {**meta, "base": ID},
        "words": {key: list(texts) for key, texts in words.items()},
        **_looks(),
        "nodes": nodes,
        "relations": relations,
        "ties": ties,
        "lines": [[number[str(edge["from"])], number[str(edge["to"])]] for edge in vis_edges],
        "countries": {country: pools.text(label) for country, label in sorted(named.items())},
        "at": {"everything": picture.everything, "overview": picture.overview, **picture.many},
        "communities": _communities(picture.communities, number),
        "views": [view._asdict() for view in picture.views],
        "stories": [
            {**story._asdict(), "steps": [step._asdict() for step in story.steps]}
            for story in picture.stories
        ],
        "into": picture.into,
        "map": map_of(drawn),
    }
    content = pools.content()
    return {**shown, **content, "search": _search(drawn, content, pools)}


def _search(drawn: Network, content: Json, pools: _Pools) -> Json:
    """Return the index of what the page can show: things, then what makes lines, then documents."""
    labels = {node.id: node.label for node in drawn.nodes}
    for context, label in pools.contexts:
        labels.setdefault(str(context), cast("Words", label))
    for source in cast("list[Json]", content["sources"]):
        labels[str(source["id"])] = Words(str(source["title"]))
    if pools.beside.indexed:
        return pools.beside.indexed(labels)
    others = {node.id: node.aliases for node in drawn.nodes}
    return portable_names((label, others.get(name, ())) for name, label in labels.items())


def _looks() -> Json:
    return {
        "groups": [
            {"id": group, "shape": shape, "hollow": hollow, "light": light, "dark": dark}
            for group, (shape, hollow, light, dark) in LOOKS.items()
        ],
        "families": [
            {"id": family, "light": light, "dark": dark, "dashes": dashes}
            for family, (light, dark, dashes) in LINES.items()
        ],
        "palette": [{"light": light, "dark": dark} for light, dark in PALETTE],
    }


def _communities(found: Sequence[Sequence[str]], number: Mapping[str, int]) -> Json:
    """Return by whom each community is named, and to which one each thing belongs."""
    of: list[int | None] = [None] * len(number)
    for at, members in enumerate(found):
        for member in members:
            of[number[member]] = at
    return {"names": [members[0] for members in found], "of": of}


class _Pool(dict[tuple[object, ...], int]):
    """Values in the order in which they came, each with its number."""

    def number(self, *value: object) -> int:
        return self.setdefault(value, len(self))


class _Pools(NamedTuple):
    """Everything that is kept once."""

    texts: _Pool
    dates: _Pool
    bounds: _Pool
    places: _Pool
    sources: _Pool
    contexts: _Pool
    excerpts: Mapping[str, Sequence[str]]
    words: Vocabulary
    beside: Beside
    known: dict[tuple[object, ...], int]  # numbers of what was kept before, by what was given

    def text(self, text: Words) -> int:
        return self.texts.number(text.en, text.cs)

    def said(self, texts: Iterator[str]) -> int:
        """Keep a text that was made in every language."""
        return self.texts.number(*texts)

    def date(self, claim: Claim) -> int:
        """Keep what the dates of a claim say; the same dates are put in words once."""
        given = claim.when, claim.attested
        if given not in self.known:
            said = (wording.say_when(claim, self.words, lang) for lang in LANGUAGES)
            self.known[given] = self.dates.number(*said, *_since_and_until(claim))
        return self.known[given]

    def context(self, each: Relation) -> int:
        """Keep the agreement, cooperation or project that makes a line."""
        return self.contexts.number(each.basis, each.context or each.label)

    def place(self, place: Evidence) -> int:
        if place not in self.known:
            self.known[place] = self._new_place(place)
        return self.known[place]

    def _new_place(self, place: Evidence) -> int:
        address = place.url if is_web_address(place.url or "") else None
        source = self.sources.number(
            place.source, place.title, place.publisher, place.date, address
        )
        return self.places.number(place.id, source, place.start, place.end, place.sheet, place.row)

    def content(self) -> Json:
        """Return the lists; a source has the fields of its evidence, a place its excerpt.

        A place that is called by its document and position goes without its name, and a day that
        stands for none is empty.
        """
        source = ("id", "title", "publisher", "date", "url")
        records = self.beside.records
        place = ("id", "source", "start", "end", "sheet", "row")
        places = [dict(zip(place, each, strict=True)) for each in self.places]
        documents = [str(each[0]).removeprefix("src:") for each in self.sources]
        for each in places:
            for name in ("sheet", "row"):
                if each[name] is None:
                    del each[name]
            if passage := self.excerpts.get(str(each["id"])):
                each["excerpt"] = list(passage)
            document = documents[cast("int", each["source"])]
            if each["id"] == f"ev:{document}-{each['start']}-{each['end']}":
                del each["id"]
        content = {
            "dates": [list(each) for each in self.dates],
            "bounds": [["" if day in _OPEN else day for day in each] for each in self.bounds],
            "sources": [
                {
                    **dict(zip(source, each, strict=True)),
                    **_given(**records.get(str(each[0]), Record())._asdict()),
                }
                for each in self.sources
            ],
            "contexts": [
                {"id": name, "label": self.text(cast("Words", label))}
                for name, label in self.contexts
            ],
            "rungs": [
                self.text(rung.label)
                for rung in sorted(self.beside.ladder.rungs.values(), key=lambda rung: rung.place)
            ],
            "places": places,
        }
        return {"texts": [list(each) for each in self.texts], **content}


def _node(node: Node, size: object, pools: _Pools) -> Json:
    return {
        "id": node.id,
        "label": pools.text(node.label),
        "group": node.group,
        "kind": pools.text(node.kind),
        "degree": node.degree,
        "size": size,
        **_given(
            short=next(filter(_SHORT.fullmatch, node.aliases), None),
            country=node.country,
            regions=[pools.text(region) for region in node.regions],
            unresolved=node.unresolved,
            note=node.note,
            facts=[_fact(fact, pools) for fact in node.facts],
        ),
    }


def _fact(fact: Fact, pools: _Pools) -> Json:
    value = fact.value
    if isinstance(value, str):
        said = pools.text(Words(value))
    else:
        said = pools.said(wording.say_amount(value, pools.words, lang) for lang in LANGUAGES)
    return {
        "id": fact.id,
        "label": pools.text(fact.label),
        "value": said,
        **_given(number=int(not isinstance(value, str))),
        **_claim(fact.claim, pools),
    }


def _relation(each: Relation, number: Mapping[str, int], pools: _Pools) -> Json:
    said: dict[str, object] = {}
    if amount := each.amount:
        said["amount"] = pools.said(
            wording.say_amount(amount, pools.words, lang) for lang in LANGUAGES
        )
        said |= {"number": amount.number} if each.family == "count" else {}
    return {
        "id": each.id,
        "a": number[each.a],
        "b": number[each.b],
        "family": each.family,
        "label": pools.text(each.label),
        **({"context": pools.text(each.context)} if each.context else {}),
        **_given(edge=each.edge.partition(":")[2], rung=_rung(each, pools.beside.ladder)),
        **({"basis": pools.context(each)} if each.basis else {}),
        **said,
        **_claim(each.claim, pools),
    }


def _rung(each: Relation, ladder: Ladder) -> int | None:
    """Return on which rung two partners stand by a tie, 1 for the strongest."""
    rung = ladder.rung(each) if each.edge == PARTNERS else None
    return rung.place if rung else None


def _claim(claim: Claim, pools: _Pools) -> Json:
    return {
        "date": pools.date(claim),
        "bounds": pools.bounds.number(*claim.bounds),
        **_given(spans=[pools.bounds.number(*span) for span in claim.spans]),
        "evidence": [pools.place(place) for place in claim.evidence],
        **_given(
            status=claim.status if claim.status != "stated" else None,
            note=claim.note,
            namedBy=claim.named_by,
            details=[[pools.text(label), text] for label, text in claim.details],
        ),
    }


def _since_and_until(claim: Claim) -> tuple[str | None, str | None]:
    """Return both ends of a date, none of one that is malformed, as in files from elsewhere."""
    try:
        where = provenance(claim)
    except ValueError:
        return None, None
    return where.since, where.until


def _given(**values: object) -> Json:
    """Return only what there is something to say of."""
    return {key: value for key, value in values.items() if value}


def fold(content: Json) -> Json:
    """Return the same with each list of records as its fields and rows, which is half as long.

    The fields that most records have come first; a row ends with its last value. A relation that is
    named by its ends goes without its name.
    """
    folded = dict(content)
    for key in ("relations", "ties"):
        folded[key] = [_without_name(each, content) for each in cast("list[Json]", content[key])]
    return {key: _folded(value) if key in _RECORDS else value for key, value in folded.items()}


def _without_name(each: Json, content: Json) -> Json:
    """Return a relation without a name that says nothing but what it joins."""

    def name(records: str, end: str) -> str:
        return str(cast("list[Json]", content[records])[cast("int", each[end])]["id"])[3:]

    a, b = name("nodes", "a"), name("nodes", "b")
    tie = f"tie:{a}-to-{b}-by-{name('contexts', 'basis')}" if "basis" in each else ""
    is_usual = each["id"] == (tie or f"claim:{a}-in-{b}")
    return {key: value for key, value in each.items() if not (is_usual and key == "id")}


def _folded(records: object) -> Json:
    assert isinstance(records, list)
    given = Counter(key for each in records for key, value in each.items() if value is not None)
    fields = [key for key, _ in given.most_common()]
    rows = [[each.get(field) for field in fields] for each in records]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return {"fields": fields, "rows": rows}
