"""How much of a document is read, and how rightly: python -m tests.bench.reading.

Each of the five core documents (KG_SOURCES, default ../shared/sources) is read with a registry from
which everything is taken out that is known only through it; right is what the shipped claims say.
Another annotated document may be given: python -m tests.bench.reading TEXT.txt GOLD.json. Rules,
cues and thresholds were tuned on these documents only; figures of others will be lower.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.evidence import support
from kg.graph import reading as graph
from kg.graph.workspace import find_workspace
from kg.names import ID, SRC, expand, shorten
from kg.rdf import store
from kg.rdf.turtle import value
from kg.reading import reader
from kg.reading.mentions.lexicon import read_names
from kg.reading.outcome import objects
from kg.text.folding import fold

DOCUMENTS = ("pms-international", "vscr-memberships", "vscr-2014", "norway-grants-justice", "cep-what-we-do")
LITTLE = {"the", "a", "an", "this", "its", "our"}
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
VISITS = {"visit", "study-visit", "delegation"}


class Gold(NamedTuple):
    """A relation as it ought to be read; every side is a set of keys and folded names."""

    kind: str
    agent: frozenset[str]
    context: frozenset[str]
    when: frozenset[str | None]
    spans: tuple[tuple[int, int], ...]
    text: str
    planned: bool = False
    unnamed: bool = False  # the document gives the other side no name of its own


class Case(NamedTuple):
    """A document with what is to be found in it; *mentions* are ranges with key, where annotated."""

    name: str
    text: str
    language: str
    memory: object
    gold: list[Gold]
    traps: list[Gold]
    persons: list[tuple[int, int]]
    mentions: list[tuple[int, int, str]] | None
    things: frozenset[str]
    publisher: str | None
    issued: str | None


def bare(name):
    """Return a name without case, diacritics and articles."""
    return "".join(word for word in fold(name).split() if word not in LITTLE)


# The core documents


def values_of(triples):
    """Return what is said by subject and property, in short forms."""
    said = {}
    for triple in triples:
        subject = value(triple.subject)
        said.setdefault(subject, {}).setdefault(shorten(triple.predicate.value), []).append(triple.object)
    return said


def first(values, name):
    """Return the first value of a property as text."""
    return value(values[name][0]) if name in values else None


def core_case(name, text, records):
    """Return a core document as a case."""
    own = next(each for each in records if each.file.graph == SRC + name)
    rest = [each for each in records if each is not own]
    things = values_of(t for each in records for t in each.document.triples if value(t.subject).startswith(ID))
    kept = known_elsewhere(rest, things)
    quads = [
        quad
        for quad in graph.as_dataset(rest).quads
        if not (value(quad.subject).startswith(ID) and value(quad.subject) not in kept)
    ]
    said = values_of(own.document.triples)
    memory = store.in_memory(quads)
    source = said[SRC + name]
    publisher = first(source, "dcterms:publisher")
    return Case(
        name, text, "en", memory, list(core_gold(said, things, kept, text)), [], [], None,
        frozenset(key.removeprefix(ID) for key in named_in(said)),
        publisher.removeprefix(ID) if publisher and publisher.startswith(ID) else None,
        first(source, "dcterms:issued"),
    )


def named_in(said):
    """Return all things that the claims of a document name."""
    return {value(each) for values in said.values() for several in values.values() for each in several
            if isinstance(each, ox.NamedNode) and each.value.startswith(ID)}


def known_elsewhere(records, things):
    """Return the things that other documents name, and those by which these are described."""
    named = {value(t.object) for each in records if each.file.graph.startswith(SRC)
             for t in each.document.triples if value(t.object).startswith(ID)}
    waiting, kept = list(named), set()
    while waiting:
        thing = waiting.pop()
        if thing in kept or thing not in things:
            continue
        kept.add(thing)
        waiting += [value(each) for several in things[thing].values() for each in several
                    if isinstance(each, ox.NamedNode) and each.value.startswith(ID)]
    return kept


def core_gold(said, things, kept, text):
    """Yield the relations of a core document."""
    names = {}
    for thing, values in things.items():
        for name in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel"):
            names.setdefault(thing, set()).update(bare(value(each)) for each in values.get(name, ()))
    for values in said.values():
        if first(values, "rdf:predicate") in (expand("skos:altLabel"), expand("skos:hiddenLabel")):
            names.setdefault(first(values, "rdf:subject"), set()).add(bare(first(values, "rdf:object")))
        for each in values.get("pc:asWritten", ()):
            for end in ("pc:agent", "rdf:subject", "pc:reporter"):
                if end in values:
                    names.setdefault(first(values, end), set()).add(bare(value(each)))

    said_in_text = bare(text)

    def ways(thing):
        if not thing:
            return set()
        found = {thing.removeprefix(ID)} | names.get(thing, set())
        kind = (first(things.get(thing, {}), "org:classification") or "").rpartition("/")[2]
        if kind == "delegation":  # the delegation from a country is written as the country
            area = first(things[thing], "pc:jurisdiction")
            found |= {area.removeprefix(ID)} | names.get(area, set()) if area else set()
        return found

    others = {}
    for values in said.values():
        context = first(values, "pc:context")
        if context:
            others.setdefault(context, set()).add(first(values, "pc:agent"))
    for values in said.values():
        about = first(values, "rdf:subject")
        if about and first(values, "rdf:predicate") == expand("pc:inArea"):
            others.setdefault(about, set()).add(first(values, "rdf:object"))
    for claim, values in said.items():
        if "/claim/" not in claim:
            continue
        ends = gold_ends(values, things, ways, others)
        if ends is None:
            continue
        kind, agent, context = ends
        spans = []
        for evidence in values.get("pc:evidence", ()):
            place = said.get(value(evidence), {})
            for each in [place, *(said.get(value(e), {}) for e in place.get("pc:readWith", ()))]:
                if "oa:start" in each:
                    spans.append((int(first(each, "oa:start")), int(first(each, "oa:end"))))
        when = first(values, "pc:when") or first(values, "pc:period")
        context_thing = first(values, "pc:context")
        whens = {when, None if when in (None, "XXXX") else when}
        if when is None and context_thing:
            inner = things.get(context_thing, {})
            whens |= {first(inner, "pc:when")}
            for other in said.values():
                if first(other, "rdf:subject") == context_thing and first(other, "rdf:predicate") == expand("pc:when"):
                    whens |= {first(other, "rdf:object")}
        if first(values, "pc:namedBy") == "country" and first(values, "pc:agent"):
            area = first(things.get(first(values, "pc:agent"), {}), "pc:jurisdiction")
            agent |= ways(area)
        unnamed = bool(context_thing) and not any(
            len(name) > 2 and name in said_in_text for name in names.get(context_thing, ())
        )
        planned = (first(values, "pc:modality") or "").endswith(("planned", "cancelled"))
        yield Gold(kind, frozenset(agent), frozenset(context), frozenset(whens), tuple(spans), shorten(claim), planned, unnamed)


def gold_ends(values, things, ways, others):
    """Return kind and both sides of a claim, None for what is no relation in the format."""
    agent, context = first(values, "pc:agent"), first(values, "pc:context")
    sort = shorten(first(values, "rdf:type") or "")
    if agent and context:
        type_ = shorten(value(things.get(context, {}).get("rdf:type", [ox.Literal("")])[0]))
        role = shorten(first(values, "pc:role"))
        kind = {"pc:Project": "project", "pc:Programme": "project", "pc:Agreement": "agreement",
                "pc:Cooperation": "cooperation", "pc:Event": "event"}.get(type_, "participation")
        concept = first(things.get(context, {}), "pc:kind") or ""
        if kind == "event" and (role == "role:visitor" or concept.rpartition("/")[2] in VISITS):
            kind = "visit"
        if sort == "pc:Membership":
            kind = "membership"
        other = set(ways(context))
        if kind in ("agreement", "cooperation", "visit"):
            for each in others.get(context, ()):
                other |= ways(each) if each != agent else set()
        return kind, ways(agent), other
    if sort == "pc:AttributeClaim":
        name = shorten(first(values, "rdf:predicate"))
        kind = first(things.get(first(values, "rdf:subject"), {}), "pc:kind") or ""
        if name not in ATTRIBUTES or (name == "pc:inArea" and kind.rpartition("/")[2] in VISITS):
            return None  # where a visit went is the other end of the visit
        item = values["rdf:object"][0]
        if isinstance(item, ox.NamedNode):
            return "attribute", ways(first(values, "rdf:subject")), ways(item.value)
        return "attribute", ways(first(values, "rdf:subject")), {bare(item.value), *map(bare, item.value.split("/"))}
    if sort == "pc:Observation":
        other = {first(values, "pc:value")}
        return "observation", ways(first(values, "pc:reporter")), other
    if sort == "pc:FundingClaim":
        funder, funded = first(values, "pc:funder"), first(values, "pc:funded")
        amount = first(values, "pc:amount")
        if funder and funded:
            return "funding", ways(funder), ways(funded)
        return "funding", ways(funded or funder), {bare(f"{amount} EUR"), amount}
    if sort == "pc:InfluenceClaim":
        return "influence", ways(first(values, "pc:influenceFrom")), ways(first(values, "pc:influenceOn"))
    return None


# Annotated documents


def annotated_case(text_file, gold_file, records=None):
    """Return a document annotated in the format of the reading notes, with a registry of its keys."""
    text = text_file.read_bytes().decode()
    said = json.loads(gold_file.read_text("utf-8"))
    memory = store.in_memory(graph.as_dataset(records).quads if records else invented(said))
    things = said["things"]

    def ways(key, name, id_, also):
        found = {bare(name)} if name else set()
        for each in [key, id_, *(also or ())]:
            if each:
                found |= {each} | {bare(other) for other in things.get(each, {}).get("names", ())}
        return frozenset(found)

    gold = []
    for each in said["relations"]:
        context = ways(each.get("context_key"), each.get("context"), each.get("context_id"), each.get("context_also"))
        if each.get("value"):
            context |= {bare(each["value"]), *re.findall(r"^[\d ]+(?= EUR|$)", each["value"])}
            context = frozenset(each.replace(" ", "") for each in context)
        when = {each["when"], *(each.get("when_also") or ())}
        places = [(each["start"], each["end"]), *map(tuple, each.get("read_with") or ()), *map(tuple, (each.get("also_at") or ()))]
        gold.append(Gold(each["kind"], ways(each["agent_key"], each["agent"], each["agent_id"], each.get("agent_also")),
                         context, frozenset(when), tuple(places), each["id"], bool(each.get("planned")) or each.get("held") is False))
    traps = [Gold(each["kind"], frozenset({each["agent_key"] or each["agent_id"]} | {bare(n) for n in things.get(each["agent_id"], {}).get("names", ())}),
                  frozenset({each["context_key"] or each["context_id"]} | {bare(n) for n in things.get(each["context_id"], {}).get("names", ())}),
                  frozenset(), ((each["start"], each["end"]),), each["why"]) for each in said["traps"]]
    mentions = [(m["start"], m["end"], m["key"]) for m in said["mentions"] if m["key"]]
    persons = [(each["start"], each["end"]) for each in said["persons_left_out"]]
    return Case(said["name"], text, said["language"], memory, gold, traps, persons, mentions, frozenset(), None, said.get("date"))


CLASSES = {"country": "pc:Country", "network": "org:Organization", "project": "pc:Project"}


def invented(said):
    """Yield a registry of the things of an annotated document that have a key, by their full names."""
    for key, thing in said["things"].items():
        if thing["key"]:
            node = ox.NamedNode(ID + key)
            kind = thing["type"].replace("_", "-")
            yield ox.Quad(node, ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand(CLASSES.get(kind, "org:Organization"))), ox.NamedNode(expand("id:registry")))
            if kind != "country":
                yield ox.Quad(node, ox.NamedNode(expand("org:classification")), ox.NamedNode(expand(f"kind:{kind}")), ox.NamedNode(expand("id:registry")))
                country = key.partition("-")[0]
                if said["things"].get(country, {}).get("type") == "country":
                    yield ox.Quad(node, ox.NamedNode(expand("pc:jurisdiction")), ox.NamedNode(ID + country), ox.NamedNode(expand("id:registry")))
            for number, name in enumerate(n for n in thing["names"] if not n.lower().startswith("the ")):
                label = "skos:altLabel" if number else "skos:prefLabel"
                yield ox.Quad(node, ox.NamedNode(expand(label)), ox.Literal(name, language="en"), ox.NamedNode(expand("id:registry")))


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
    spans: tuple[int, int]
    wrong: int
    missed: list[Gold]
    false: list[dict]


def sentence_of(outline, text, start, end):
    """Return the range of the sentences that a span touches."""
    touched = [each for each in outline.sentences if each.start < end and start < each.end]
    return (min([start, *(e.start for e in touched)]), max([end, *(e.end for e in touched)]))


def fits(gold, row, outline, text):
    """Tell whether a proposed relation is one that was annotated."""
    if gold.kind != row["kind"]:
        return False
    low, high = sentence_of(outline, text, row["start"], row["end"])
    if not any(start < high and low < end for start, end in gold.spans):
        return False
    side = {row["agent"], bare(row["agent"]), row["agent_text"]} - {""}
    other = {row["context_text"], bare(str(row["context"] or "")), row["context"], bare(str(row["value"] or "")), row["value"], str(row["value"] or "").replace(" ", "")} - {"", None}
    if not side & gold.agent and gold.kind in ("agreement", "cooperation", "visit"):
        return bool(side & gold.context and other & gold.agent)
    if not side & gold.agent:
        return False
    if other & gold.context or (gold.unnamed and row["described"]):
        return True
    # "the twinning project" is the "Twinning project with Finland in Albania".
    return any(len(a) > 8 and len(b) > 8 and (a in b or b in a) for a in other for b in gold.context)


def same_date(when, allowed):
    """Tell whether a date is right; "2009/" and "2009" tell the same beginning."""
    def plain(date):
        return (date or "").rstrip("/") or None
    return plain(when) in {plain(each) for each in allowed} or (when is None and "XXXX" in allowed)


def measure(case):
    """Return how one document was read, and the seconds it took."""
    lexicon = read_names(case.memory)
    read = reader.read(case.text, lexicon, case.language, publisher=case.publisher, issued=case.issued)
    rows = list(objects.relations(read, case.name))
    for row, relation in zip(rows, read.relations, strict=True):
        for end in ("agent", "context"):
            place = getattr(relation, f"{end}_at")
            row[f"{end}_text"] = bare(case.text[slice(*place)]) if place else ""
        row["described"] = (relation.context or "").startswith("x:d")
    found, right, dated, false, hits = set(), 0, 0, [], 0
    for row in rows:
        matches = [n for n, gold in enumerate(case.gold) if fits(gold, row, read.outline, case.text)]
        if not matches:
            false.append(row)
            continue
        right += 1
        found.update(matches)
        hits += any(same_date(row["when"], case.gold[n].when) for n in matches)
    dated = hits
    wrong = sum(
        any(fits(trap._replace(kind=row["kind"]), row, read.outline, case.text) and not row["planned"] for trap in case.traps)
        or any(case.gold[n].planned and not row["planned"] and row["kind"] != "attribute" for n in range(len(case.gold)) if fits(case.gold[n], row, read.outline, case.text))
        or any(one < row["end"] and row["start"] < other and bare(case.text[one:other]) in (bare(row["agent"]), bare(str(row["context"]))) for one, other in case.persons)
        for row in rows
    )
    missed = [gold for n, gold in enumerate(case.gold) if n not in found]
    return Score(case.name, len(case.gold), len(rows), len(found), right, dated, mentions(case, read), (0, 0), wrong, missed, false)


def mentions(case, read):
    """Return known things to find, found, proposed and right."""
    known = [(each, read.cast.of(each)) for each in read.cast.mentions if read.cast.of(each).key or read.cast.of(each).candidates]
    named = {key.removeprefix(ID) for key in read_keys(case)}
    if case.mentions is not None:
        wanted = case.mentions
        hit = sum(any(m.start < end and start < m.end and key in (f.key, *f.candidates) for m, f in known) for start, end, key in wanted)
        right = sum(any(m.start < end and start < m.end and key in (f.key, *f.candidates) for start, end, key in wanted) for m, f in known)
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
    return {row[0] for row in case.memory.rows("SELECT DISTINCT ?thing WHERE { ?thing skos:prefLabel ?x FILTER(STRSTARTS(STR(?thing), STR(id:))) }")}


def cases(folder, records):
    """Yield the five core documents."""
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        texts[support_digest(path)] = path.read_bytes().decode()
    for name in DOCUMENTS:
        own = next(each for each in records if each.file.graph == SRC + name)
        digest = next(value(t.object) for t in own.document.triples if t.predicate.value == expand("pc:documentDigest"))
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
        chosen = [annotated_case(files[n], files[n + 1], None if invented_ else records) for n in range(0, len(files), 2)]
    else:
        chosen = list(cases(Path(os.environ.get("KG_SOURCES", "../shared/sources")), records))
    print(f"{'document':24} {'mentions R':>10} {'P':>5} {'gold':>5} {'prop.':>6} {'recall':>7} {'prec.':>6} {'date':>5} {'wrong':>5} {'s':>5}")
    scores = []
    for case in chosen:
        begin = time.perf_counter()
        score = measure(case)
        scores.append(score)
        show(score, time.perf_counter() - begin)
        if verbose:
            for gold in score.missed:
                print("   missed", gold.kind, gold.text, "|", [case.text[s:e][:90] for s, e in gold.spans[:1]])
            for row in score.false:
                print("   false ", row["kind"], row["role"], row["agent"], "->", row["context"] or row["value"], "|", repr(case.text[row["start"]:row["end"]][:110]))
    total = [sum(getattr(each, name) for each in scores) for name in ("gold", "proposed", "found", "right", "dated", "wrong")]
    ments = tuple(sum(each.mentions[n] for each in scores) for n in range(4))
    show(Score("all", *total[:5], ments, (0, 0), total[5], [], []), 0)


def show(score, seconds):
    """Print a line of the table."""
    wanted, hit, proposed, right = score.mentions
    def share(part, whole):
        return f"{part / whole:.2f}" if whole else "–"
    print(f"{score.name:24} {share(hit, wanted):>10} {share(right, proposed):>5} {score.gold:5} {score.proposed:6} "
          f"{share(score.found, score.gold):>7} {share(score.right, score.proposed):>6} {share(score.dated, score.right):>5} {score.wrong:5} {seconds:5.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
