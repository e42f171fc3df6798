"""How much of a document is read, and how rightly: python -m tests.bench.reading.

Each of the five core documents (in the folder KG_SOURCES) is read in a workspace from which
everything is taken out that is known only through it; right is what the shipped claims say, as
`tests.bench.reading_score` compares it. Proposals are counted as a person sees them: after the
naming check of `kg verify`. Another annotated document may be given:
python -m tests.bench.reading TEXT.txt GOLD.json. Rules, cues and thresholds were tuned on these
documents and the annotated example only; figures of others will be lower.

-v prints what was missed and what is wrong, --misses counts what was missed by its cause.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.graph import reading as graph
from kg.graph.workspace import find_workspace
from kg.names import ID, REGISTRY_GRAPH, SRC, expand, shorten
from kg.rdf.turtle import value
from kg.reading.documents.page import Page
from kg.reading.library import open_library
from kg.reading.outcome import checking, objects
from kg.reading.outcome.proposals import propose
from kg.reading.outcome.records import without_lonely
from tests.bench.reading_score import (
    CAUSES,
    Gold,
    assign,
    bare,
    causes,
    fits,
    same_date,
)

DOCUMENTS = (
    "pms-international",
    "vscr-memberships",
    "vscr-2014",
    "norway-grants-justice",
    "cep-what-we-do",
)
HEAD = (
    "document                 mentions R     P  gold  prop. recall prec.  date spans wrong     s\n"
    "(spans: pass the naming check; wrong: traps, persons, what is planned shown as held)"
)
# Attributes that the format of annotated documents has; kinds as stated, topics and the like are
# no relations there.
ATTRIBUTES = {
    "org:subOrganizationOf": "part-of",
    "dcterms:isPartOf": "part-of",
    "pc:eventOf": "event-of",
    "pc:partOfSeries": "event-of",
    "pc:partOfProgramme": "part-of-programme",
    "pc:inArea": "place",
    "pc:place": "place",
    "schema:foundingDate": "founded",
    "pc:succeededBy": "successor",
    "pc:formerName": "former-name",
    "pc:registrationDeadline": "deadline",
    "pc:when": "period",
}
NAMING = (expand("skos:altLabel"), expand("skos:hiddenLabel"))
KINDS = {
    "pc:Project": "project",
    "pc:Programme": "project",
    "pc:Agreement": "agreement",
    "pc:Cooperation": "cooperation",
    "pc:Event": "event",
}
VISITS = {"visit", "study-visit", "delegation"}
FOLDERS = []


class Case(NamedTuple):
    """A document with what is to be found in it; *mentions* are ranges with key, if annotated."""

    name: str
    text: str
    language: str
    library: object
    gold: list[Gold]
    traps: list[Gold]
    persons: list[tuple[int, int]]
    mentions: list[tuple[int, int, str]] | None
    things: frozenset[str]
    publisher: str | None
    issued: str | None


# The core documents


def values_of(triples):
    """Return what is said by subject and property, in short forms."""
    said = {}
    for triple in triples:
        subject = value(triple.subject)
        said.setdefault(subject, {}).setdefault(shorten(triple.predicate.value), []).append(
            triple.object
        )
    return said


def first(values, name):
    """Return the first value of a property as text."""
    return value(values[name][0]) if name in values else None


def core_case(name, text, records):
    """Return a core document as a case."""
    own = next(each for each in records if each.file.graph == SRC + name)
    rest = [each for each in records if each is not own]
    things = values_of(
        t for each in records for t in each.document.triples if value(t.subject).startswith(ID)
    )
    kept = known_elsewhere(rest, things)
    said = values_of(own.document.triples)
    library = open_library(workspace_of(rest, kept))
    source = said[SRC + name]
    publisher = first(source, "dcterms:publisher")
    return Case(
        name,
        text,
        "en",
        library,
        list(CoreGold(said, things, text).relations()),
        [],
        [],
        None,
        frozenset(key.removeprefix(ID) for key in named_in(said)),
        publisher.removeprefix(ID) if publisher and publisher.startswith(ID) else None,
        first(source, "dcterms:issued"),
    )


def workspace_of(records, kept):
    """Return a workspace of its own with files, of the registry those of the things to be kept."""
    root = Path(tempfile.mkdtemp())
    FOLDERS.append(root)
    (root / "graphdata").mkdir()
    for each in records:
        own = {value(t.subject) for t in each.document.triples}
        if each.file.graph == REGISTRY_GRAPH and not own & kept:
            continue
        path = root / each.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each.text, "utf-8")
    return find_workspace(root)


def invented_workspace(said, records):
    """Return a workspace whose registry has the things of an annotated document, by their names."""
    workspace = workspace_of([each for each in records if each.in_ontology], frozenset())
    folder = workspace.root / "graphdata/registry/organisations"
    folder.mkdir(parents=True)
    (workspace.root / "graphdata/sources/core").mkdir(parents=True)
    by_thing = {}
    for quad in invented(said):
        by_thing.setdefault(quad.subject.value, []).append(quad.triple)
    for thing, triples in by_thing.items():
        lines = "".join(f"{each} .\n" for each in triples)
        (folder / f"{thing.removeprefix(ID)}.ttl").write_text(lines, "utf-8")
    return find_workspace(workspace.root)


def named_in(said):
    """Return all things that the claims of a document name."""
    return {
        value(each)
        for values in said.values()
        for several in values.values()
        for each in several
        if isinstance(each, ox.NamedNode) and each.value.startswith(ID)
    }


def known_elsewhere(records, things):
    """Return the things that other documents name, and those by which these are described."""
    named = {
        value(t.object)
        for each in records
        if each.file.graph.startswith(SRC)
        for t in each.document.triples
        if value(t.object).startswith(ID)
    }
    waiting, kept = list(named), set()
    while waiting:
        thing = waiting.pop()
        if thing in kept or thing not in things:
            continue
        kept.add(thing)
        waiting += [
            value(each)
            for several in things[thing].values()
            for each in several
            if isinstance(each, ox.NamedNode) and each.value.startswith(ID)
        ]
    return kept


class CoreGold:
    """The relations that a core document makes, read from its claims."""

    def __init__(self, said, things, text):
        self.said, self.things, self.text = said, things, bare(text)
        self.names = {}
        for thing, values in things.items():
            for name in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"):
                self.call(thing, map(value, values.get(name, ())))
        self.others, self.series = {}, {}
        for values in said.values():
            if first(values, "rdf:predicate") == expand("pc:partOfSeries"):
                series = first(values, "rdf:object")
                self.series.setdefault(first(values, "rdf:subject"), set()).add(series)
            self.take_names(values)
            context, about = first(values, "pc:context"), first(values, "rdf:subject")
            if context:
                self.others.setdefault(context, set()).add(first(values, "pc:agent"))
            if about and first(values, "rdf:predicate") == expand("pc:inArea"):
                self.others.setdefault(about, set()).add(first(values, "rdf:object"))

    def call(self, thing, names):
        """Take note of names of a thing."""
        self.names.setdefault(thing, set()).update(map(bare, names))

    def take_names(self, values):
        """Take note of the names that a claim gives."""
        if first(values, "rdf:predicate") in NAMING:
            self.call(first(values, "rdf:subject"), [first(values, "rdf:object")])
        for end in ("pc:agent", "rdf:subject", "pc:reporter"):
            if end in values:
                self.call(first(values, end), map(value, values.get("pc:asWritten", ())))

    def ways(self, thing):
        """Return the key and the names of a thing; a delegation is also called by its country."""
        if not thing:
            return set()
        found = {thing.removeprefix(ID)} | self.names.get(thing, set())
        if not self.is_named(thing):
            for series in self.series.get(thing, ()):
                found |= {series.removeprefix(ID)} | self.names.get(series, set())
        if self.kind(thing, "org:classification") == "delegation":
            area = first(self.things[thing], "pc:jurisdiction")
            found |= self.ways(area)
        return found

    def kind(self, thing, name="pc:kind"):
        """Return the local name of the kind of a thing."""
        return (first(self.things.get(thing, {}), name) or "").rpartition("/")[2]

    def relations(self):
        """Yield every claim that is a relation in the format of annotated documents.

        A cooperation is one relation of two bodies there, and two claims here.
        """
        pairs = set()
        for claim, values in self.said.items():
            if self.is_cooperation(values):
                pair = frozenset({first(values, "pc:agent"), *self.parties(values)})
                if pair in pairs:
                    continue
                pairs.add(pair)
            ends = self.ends(values) if "/claim/" in claim else None
            if ends is None:
                continue
            kind, agent, context = ends
            if first(values, "pc:namedBy") == "country" and first(values, "pc:agent"):
                area = self.things.get(first(values, "pc:agent"), {})
                agent = agent | self.ways(first(area, "pc:jurisdiction"))
            yield Gold(
                kind,
                frozenset(agent),
                frozenset(context),
                frozenset(self.whens(values)),
                tuple(self.spans(values)),
                shorten(claim),
                (first(values, "pc:modality") or "").endswith(("planned", "cancelled")),
                frozenset(self.unnamed(values)),
            )

    def is_cooperation(self, values):
        """Tell whether a claim is the part of a body in a cooperation."""
        context = first(values, "pc:context")
        type_ = first(self.things.get(context, {}), "rdf:type") if context else None
        return shorten(type_ or "") == "pc:Cooperation"

    def parties(self, values):
        """Return the other parts of what a claim says that a body has part in."""
        context, agent = first(values, "pc:context"), first(values, "pc:agent")
        return sorted(each for each in self.others.get(context, ()) if each and each != agent)

    def unnamed(self, values):
        """Yield the sides of a claim of which no name stands in the text."""
        for side, name in (("context", "pc:context"), ("agent", "rdf:subject")):
            thing = first(values, name)
            if thing and not self.is_named(thing):
                yield side

    def is_named(self, thing):
        """Tell whether a name of a thing stands in the text."""
        return any(len(each) > 2 and each in self.text for each in self.names.get(thing, ()))

    def spans(self, values):
        """Yield the passages of a claim, with those that they are read with."""
        for evidence in values.get("pc:evidence", ()):
            place = self.said.get(value(evidence), {})
            further = [self.said.get(value(each), {}) for each in place.get("pc:readWith", ())]
            for each in [place, *further]:
                if "oa:start" in each:
                    yield int(first(each, "oa:start")), int(first(each, "oa:end"))

    def whens(self, values):
        """Return the dates that are right: that of the claim, else that of its context."""
        when, context = first(values, "pc:when") or first(values, "pc:period"), None
        if when in (None, "XXXX"):
            context = first(values, "pc:context")
        found = {when}
        if context:
            found.add(first(self.things.get(context, {}), "pc:when"))
            for other in self.said.values():
                about = first(other, "rdf:subject"), first(other, "rdf:predicate")
                if about == (context, expand("pc:when")):
                    found.add(first(other, "rdf:object"))
        return found

    def ends(self, values):
        """Return kind and both sides of a claim, None for what is no relation in the format."""
        sort = shorten(first(values, "rdf:type") or "")
        if first(values, "pc:agent") and first(values, "pc:context"):
            return self.part(values, sort)
        if sort == "pc:AttributeClaim":
            return self.attribute(values)
        if sort == "pc:Observation":
            return (
                "observation",
                self.ways(first(values, "pc:reporter")),
                {first(values, "pc:value")},
            )
        if sort == "pc:FundingClaim":
            funder, funded = first(values, "pc:funder"), first(values, "pc:funded")
            if funder and funded:
                return "funding", self.ways(funder), self.ways(funded)
            amount = first(values, "pc:amount")
            return "funding", self.ways(funded or funder), {bare(f"{amount} EUR"), amount}
        if sort == "pc:InfluenceClaim":
            influenced = self.ways(first(values, "pc:influenceOn"))
            return "influence", self.ways(first(values, "pc:influenceFrom")), influenced
        return None

    def part(self, values, sort):
        """Return kind and sides of a participation."""
        agent, context = first(values, "pc:agent"), first(values, "pc:context")
        type_ = shorten(first(self.things.get(context, {}), "rdf:type") or "")
        kind = KINDS.get(type_, "participation")
        visitor = shorten(first(values, "pc:role")) == "role:visitor"
        if kind == "event" and (visitor or self.kind(context) in VISITS):
            kind = "visit"
        kind = "membership" if sort == "pc:Membership" else kind
        other = self.ways(context)
        if kind in ("agreement", "cooperation", "visit"):
            for each in self.others.get(context, ()):
                other = other | (self.ways(each) if each != agent else set())
        return kind, self.ways(agent), other

    def attribute(self, values):
        """Return kind and sides of an attribute; where a visit went is the end of the visit."""
        name, about = shorten(first(values, "rdf:predicate")), first(values, "rdf:subject")
        if name not in ATTRIBUTES or (name == "pc:inArea" and self.kind(about) in VISITS):
            return None
        item = values["rdf:object"][0]
        if isinstance(item, ox.NamedNode):
            return "attribute", self.ways(about), self.ways(item.value)
        return "attribute", self.ways(about), {bare(item.value), *map(bare, item.value.split("/"))}


# Annotated documents


def annotated_case(text_file, gold_file, records, *, keyed):
    """Return an annotated document; *keyed* is one whose keys are those of the graph.

    Of another one the registry has the things that have a key in it.
    """
    text = text_file.read_bytes().decode()
    said = json.loads(gold_file.read_text("utf-8"))
    library = open_library(find_workspace() if keyed else invented_workspace(said, records))
    things = said["things"]

    def ways(key, name, id_, also):
        found = {bare(name)} if name else set()
        for each in [key, id_, *(also or ())]:
            if each:
                found |= {each} | {bare(other) for other in things.get(each, {}).get("names", ())}
        return frozenset(found)

    gold = []
    for each in said["relations"]:
        context = ways(
            each.get("context_key"),
            each.get("context"),
            each.get("context_id"),
            each.get("context_also"),
        )
        if each.get("value"):
            context |= {bare(each["value"]), *re.findall(r"^[\d ]+(?= EUR|$)", each["value"])}
            context = frozenset(each.replace(" ", "") for each in context)
        when = {each["when"], *(each.get("when_also") or ())}
        places = [
            (each["start"], each["end"]),
            *map(tuple, each.get("also_at") or ()),
        ]
        gold.append(
            Gold(
                each["kind"],
                ways(each["agent_key"], each["agent"], each["agent_id"], each.get("agent_also")),
                context,
                frozenset(when),
                tuple(places),
                each["id"],
                bool(each.get("planned")) or each.get("held") is False,
            )
        )
    traps = [
        Gold(
            each["kind"],
            frozenset(
                {each["agent_key"] or each["agent_id"]}
                | {bare(n) for n in things.get(each["agent_id"], {}).get("names", ())}
            ),
            frozenset(
                {each["context_key"] or each["context_id"]}
                | {bare(n) for n in things.get(each["context_id"], {}).get("names", ())}
            ),
            frozenset(),
            ((each["start"], each["end"]),),
            each["why"],
        )
        for each in said["traps"]
    ]
    mentions = [(m["start"], m["end"], m["key"]) for m in said["mentions"] if m["key"]]
    persons = [(each["start"], each["end"]) for each in said["persons_left_out"]]
    return Case(
        said["name"],
        text,
        said["language"],
        library,
        gold,
        traps,
        persons,
        mentions,
        frozenset(),
        None,
        said.get("date"),
    )


CLASSES = {"country": "pc:Country", "network": "org:Organization", "project": "pc:Project"}


def invented(said):
    """Yield a registry of the things of an annotated document, by their full names."""
    for key, thing in said["things"].items():
        if thing["key"]:
            node = ox.NamedNode(ID + key)
            kind = thing["type"].replace("_", "-")
            yield ox.Quad(
                node,
                ox.NamedNode(expand("rdf:type")),
                ox.NamedNode(expand(CLASSES.get(kind, "org:Organization"))),
                ox.NamedNode(expand("id:registry")),
            )
            if kind != "country":
                yield ox.Quad(
                    node,
                    ox.NamedNode(expand("org:classification")),
                    ox.NamedNode(expand(f"kind:{kind}")),
                    ox.NamedNode(expand("id:registry")),
                )
                country = key.partition("-")[0]
                if said["things"].get(country, {}).get("type") == "country":
                    yield ox.Quad(
                        node,
                        ox.NamedNode(expand("pc:jurisdiction")),
                        ox.NamedNode(ID + country),
                        ox.NamedNode(expand("id:registry")),
                    )
            for number, name in enumerate(
                n for n in thing["names"] if not n.lower().startswith("the ")
            ):
                label = "skos:altLabel" if number else "skos:prefLabel"
                yield ox.Quad(
                    node,
                    ox.NamedNode(expand(label)),
                    ox.Literal(name, language="en"),
                    ox.NamedNode(expand("id:registry")),
                )


# Measuring


class Score(NamedTuple):
    """Counts of one document."""

    name: str
    gold: int
    proposed: int
    found: int
    right: int
    dated: int
    mentions: tuple[int, int, int, int]
    spans: tuple[int, int, int]
    wrong: int
    missed: list[Gold]
    false: list[dict]
    misdated: list[tuple[dict, frozenset[str | None]]]
    causes: Counter[tuple[str, str]]


def measure(case):
    """Return how one document was read."""
    page = Page(
        case.text,
        title=case.name,
        language=case.language,
        publisher=case.publisher,
        date=case.issued,
    )
    raw = propose(case.library, page, key=case.name)
    raw = raw._replace(proposals=without_lonely(raw.proposals, raw))
    silent = checking.silent(case.library, raw)
    proposed = checking.check(case.library, raw)
    left = checking.silent(case.library, proposed)
    read = proposed.reading
    relations = [each.relation for each in proposed.proposals]
    said = objects.relations(read._replace(relations=relations), case.name)
    rows = [
        row | {"described": described(read, each)}
        for row, each in zip(said, relations, strict=True)
    ]
    stands = assign(case.gold, rows, read.outline)
    counted = [  # names are no relations among the shipped claims
        (row, at)
        for row, at in zip(rows, stands, strict=True)
        if not (at is None and case.mentions is None and row["role"] == "acronym")
    ]
    hits = [(row, at) for row, at in counted if at is not None and at >= 0]
    dates = [(row, case.gold[at].when) for row, at in hits]
    missed = [gold for n, gold in enumerate(case.gold) if n not in {at for _, at in hits}]
    names = {each for figure in read.cast.figures.values() for each in names_of(figure, read)}
    return Score(
        case.name,
        len(case.gold),
        len(counted),
        len(hits),
        sum(at is not None for _, at in counted),
        sum(same_date(row["when"], allowed) for row, allowed in dates),
        mentions(case, read),
        (len(rows) - len(left), len(rows), len(silent)),
        sum(is_wrong(case, row, read.outline) for row in rows),
        missed,
        [row for row, at in counted if at is None],
        [
            (row, case.gold[at].when)
            for row, at in hits
            if not same_date(row["when"], case.gold[at].when)
        ],
        causes(missed, rows, names, read.outline),
    )


def names_of(figure, read):
    """Yield how a thing of a text is called there, with the key."""
    yield from filter(None, (figure.key, bare(figure.name)))
    yield from figure.candidates


def described(read, relation):
    """Return the sorts of the ends of a relation to which the text gives no name, else None."""
    ends = (read.cast.figures.get(each or "") for each in (relation.agent, relation.context))
    return [each.sort if each and each.id.startswith("x:d") else None for each in ends]


def is_wrong(case, row, outline):
    """Tell whether a proposal is a trap, of a person, or of what is only planned as if it were."""
    if not row["planned"]:
        if any(fits(trap._replace(kind=row["kind"]), row, outline) for trap in case.traps):
            return True
        held = [gold for gold in case.gold if fits(gold, row, outline)]
        if held and all(gold.planned for gold in held) and row["kind"] != "attribute":
            return True
    ends = {bare(row["agent"]), bare(row["context"] or "")}
    return any(bare(case.text[one:other]) in ends for one, other in case.persons)


def mentions(case, read):
    """Return known things to find, found, proposed and right."""
    known = [
        (each, read.cast.of(each))
        for each in read.cast.mentions
        if read.cast.of(each).key or read.cast.of(each).candidates
    ]
    named = {key.removeprefix(ID) for key in read_keys(case)}
    if case.mentions is not None:
        wanted = case.mentions
        hit = sum(
            any(m.start < end and start < m.end and key in (f.key, *f.candidates) for m, f in known)
            for start, end, key in wanted
        )
        right = sum(
            any(
                m.start < end and start < m.end and key in (f.key, *f.candidates)
                for start, end, key in wanted
            )
            for m, f in known
        )
        return len(wanted), hit, len(known), right
    wanted = hit = 0
    for gold in case.gold:
        for side in (gold.agent, gold.context):
            keys = side & named & case.things
            if keys:
                wanted += 1
                hit += any(f.key in keys or keys & set(f.candidates) for m, f in known)
    right = sum(bool({f.key, *f.candidates} & case.things) or f.sort == "area" for _, f in known)
    return wanted, hit, len(known), right


def read_keys(case):
    """Return the things that the registry of a case has."""
    return {
        row[0]
        for row in case.library.memory.rows(
            "SELECT DISTINCT ?thing WHERE { ?thing skos:prefLabel ?x "
            "FILTER(STRSTARTS(STR(?thing), STR(id:))) }"
        )
    }


def cases(folder, records):
    """Yield the five core documents."""
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        texts[support_digest(path)] = path.read_bytes().decode()
    for name in DOCUMENTS:
        own = next(each for each in records if each.file.graph == SRC + name)
        digest = next(
            value(t.object)
            for t in own.document.triples
            if t.predicate.value == expand("pc:documentDigest")
        )
        if digest in texts:
            yield core_case(name, texts[digest], records)


def support_digest(path):
    """Return the digest of a file."""
    from hashlib import sha256

    return sha256(path.read_bytes()).hexdigest()


def main(args):
    """Print the table; with -v what was missed and what was wrong."""
    verbose = "-v" in args
    files = [Path(each) for each in args if not each.startswith("-")]
    records = graph.read(find_workspace())
    if files:
        invented_ = "--graph" not in args
        chosen = [
            annotated_case(files[n], files[n + 1], records, keyed=not invented_)
            for n in range(0, len(files), 2)
        ]
    else:
        if not os.environ.get("KG_SOURCES"):
            sys.exit(
                "KG_SOURCES names no folder with the five texts. Set it, or give TEXT and GOLD."
            )
        chosen = list(cases(Path(os.environ["KG_SOURCES"]), records))
    print(HEAD)
    scores = []
    for case in chosen:
        begin = time.perf_counter()
        score = measure(case)
        scores.append(score)
        show(score, time.perf_counter() - begin)
        if verbose:
            explain(case, score)
    total = [
        sum(getattr(each, name) for each in scores)
        for name in ("gold", "proposed", "found", "right", "dated", "wrong")
    ]
    ments = tuple(sum(each.mentions[n] for each in scores) for n in range(4))
    spans = tuple(sum(each.spans[n] for each in scores) for n in range(3))
    show(Score("all", *total[:5], ments, spans, total[5], [], [], [], Counter()), 0)
    print(f"Proposals whose first passage lacked something, now widened or left out: {spans[2]}")
    if "--misses" in args:
        show_causes(sum((each.causes for each in scores), Counter()))
    for folder in FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)


def explain(case, score):
    """Print what was missed, what is wrong, and which dates are."""
    for gold in score.missed:
        said = case.text[slice(*gold.spans[0])][:90] if gold.spans else ""
        ends = [
            min(side, key=lambda each: ("-" not in each, len(each)), default="")
            for side in gold[1:3]
        ]
        print("   missed", gold.kind, gold.text, ends, repr(said))
    for row in score.false:
        other = row["context"] or row["value"]
        print(
            "   false ", row["kind"], row["role"], row["agent"], "->", other, "|", row["span"][:110]
        )
    for row, allowed in score.misdated:
        other = row["context"] or row["value"]
        print("   date  ", row["kind"], row["agent"], "->", other, row["when"], "not", *allowed)


def show_causes(counted):
    """Print how many relations were missed, by kind and cause."""
    print(f"\n{'missed':14}", *(f"{cause:>14}" for cause in CAUSES))
    for kind in sorted({kind for kind, _ in counted}):
        print(f"{kind:14}", *(f"{counted[kind, cause] or '':>14}" for cause in CAUSES))
    sums = (sum(n for (_, each), n in counted.items() if each == cause) for cause in CAUSES)
    print(f"{'all':14}", *(f"{each:>14}" for each in sums))


def show(score, seconds):
    """Print a line of the table."""
    wanted, hit, proposed, right = score.mentions

    def share(part, whole):
        return f"{part / whole:.2f}" if whole else "–"

    cells = [
        f"{score.name:24}",
        f"{share(hit, wanted):>10}",
        f"{share(right, proposed):>5}",
        f"{score.gold:5}",
        f"{score.proposed:6}",
        f"{share(score.found, score.gold):>7}",
        f"{share(score.right, score.proposed):>5}",
        f"{share(score.dated, score.found):>5}",
        f"{share(*score.spans[:2]):>5}",
        f"{score.wrong:5}",
        f"{seconds:5.1f}",
    ]
    print(" ".join(cells))


if __name__ == "__main__":
    main(sys.argv[1:])
