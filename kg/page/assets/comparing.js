// ---- comparing: two things side by side; the rules of kg.network.comparison; pure ---------------------
import { surest } from "./dates.js";
import { fold } from "./folding.js";

export const SECTIONS = [
  ...["identity", "between", "memberships", "members", "agreements", "partners", "projects", "programmes"],
  ...["events", "structure", "funding", "influence", "counts"],
];
// The section of a relation by its family, as seen from its first end and from its second.
const SEEN = {
  membership: ["memberships", "members"],
  agreement: ["agreements", "agreements"],
  cooperation: ["agreements", "agreements"],
  project: ["projects", "projects"],
  programme: ["programmes", "programmes"],
  event: ["events", "events"],
  party: ["agreements", "agreements"],
  structure: ["structure", "structure"],
  funding: ["funding", "funding"],
  influence: ["influence", "influence"],
};
const KNOWN_FIRST = { kind: 0, country: 1, also: 2 }; // then what documents say
const BETWEEN = ["agreement", "cooperation"];
const isTie = (each) => each.edge === "partnersWith";
const AGREEMENT = ["agreement", "ujednání"];

/** Return the lines about two things, section by section, what is common first.
 *
 * Each has section, item, label, year, and what is said of the first (a) and of the second (b):
 * lists of { said, claim }. With *asof* only what may have held then. *graph* has nodes, relations,
 * relationsOf and countryNames.
 */
export function compareTwo(graph, one, other, asof = "") {
  const held = (claim) => !asof || surest(claim.spans, asof) !== "no";
  const sides = [one, other].map((id) => aspectsOf(graph, id, held).filter(({ item }) => item !== one && item !== other));
  const lines = [...between(graph, one, other, held), ...joined(sides)];
  return lines.map((line) => ({ ...line, side: sideOf(line) })).sort(byOrder);
}
const sideOf = ({ a, b }) => (a.length && b.length ? "both" : a.length ? "a" : "b");
/** What both have to do with, in whatever way: identifiers, in the order of the lines. */
export function commonOf(lines, graph) {
  const theirs = new Set(lines.filter(({ b }) => b.length).map(({ item }) => item));
  const ours = lines.filter(({ a, item }) => a.length && theirs.has(item) && graph.nodeOf.has(item));
  return [...new Set(ours.map(({ item }) => item))];
}

/** What joins the two themselves, once for each relation, as said of its first end. */
function between({ relationsOf }, one, other, held) {
  const joins = ({ a, b, apart }) => !apart && [a, b].includes(one) && [a, b].includes(other);
  return relationsOf
    .get(one)
    .filter((each) => joins(each) && held(each))
    .map((each) => {
      const said = [{ said: each.amount ?? each.role, claim: each }];
      const isBoth = BETWEEN.includes(each.family) || isTie(each);
      const of = (end) => (isBoth || each.a === end ? said : []);
      return { section: "between", item: each.id, label: each.context ?? each.role, year: "", a: of(one), b: of(other) };
    });
}
/** Everything that is said of a thing. */
function aspectsOf(graph, id, held) {
  const node = graph.nodeOf.get(id);
  const own = graph.relationsOf.get(id).filter(held);
  const isTold = (each) => each.apart || (isTie(each) && each.family === "cooperation"); // among the ties
  return [
    ...identity(graph, node),
    ...own.filter((each) => !isTold(each)).map((each) => ofRelation(graph, each, id)),
    ...own.filter(isTie).map((each) => ofTie(graph, each, id)),
    ...node.facts.filter(held).map(ofFact),
  ];
}
function identity(graph, node) {
  const known = [["kind", node.kind]];
  if (node.country) known.push(["country", graph.countryNames.get(node.country)]);
  for (const name of node.also) known.push(["also", [name, null]]);
  const aspect = ([label, value]) => ({ section: "identity", item: null, label: [label, null], year: "" , said: value, claim: null });
  return known.map(aspect);
}
const otherEnd = (each, id) => (each.a === id ? each.b : each.a);
const thingAspect = (section, each, node, said) => ({ section, item: node.id, label: node.label, year: "", said, claim: each });
function ofRelation({ nodeOf }, each, id) {
  const node = nodeOf.get(otherEnd(each, id));
  const said = each.amount ?? each.role;
  if (each.family !== "count") return thingAspect(SEEN[each.family][each.a === id ? 0 : 1], each, node, said);
  const label = [0, 1].map((at) => `${each.role[at] ?? each.role[0]}: ${node.label[at] ?? node.label[0]}`);
  return { ...thingAspect("counts", each, node, said), item: `${each.role[0]} ${node.id}`, label, year: datedAs(each) };
}
function ofTie({ nodeOf }, each, id) {
  const node = nodeOf.get(otherEnd(each, id));
  return thingAspect("partners", each, node, each.family === "agreement" ? AGREEMENT : each.role);
}
function ofFact(fact) {
  const section = fact.isNumber ? "counts" : "identity";
  return { section, item: null, label: fact.label, year: fact.isNumber ? datedAs(fact) : "", said: fact.value, claim: fact };
}
/** The date of a number as its source gives it. */
const datedAs = ({ since, until }) => (since === until ? (since ?? "") : `${since ?? ""}/${until ?? ""}`);

/** The aspects of both sides, together where they are about the same. */
function joined(sides) {
  const found = new Map();
  sides.forEach((aspects, at) => {
    for (const { section, item, label, year, said, claim } of aspects) {
      const key = JSON.stringify([section, item ?? label[0], year]);
      if (!found.has(key)) found.set(key, { section, item, label, year, a: [], b: [] });
      found.get(key)[at ? "b" : "a"].push({ said, claim });
    }
  });
  return [...found.values()];
}
const SIDES = ["both", "a", "b"];
function lineRank({ section, side, item, label, year }) {
  const at = SECTIONS.indexOf(section);
  if (section === "identity") return [at, KNOWN_FIRST[label[0]] ?? 3, fold(label[0]), "", ""];
  return [at, SIDES.indexOf(side), fold(label[0]), year, item ?? ""];
}
function byOrder(one, other) {
  const [p, q] = [lineRank(one), lineRank(other)];
  const at = p.findIndex((value, i) => value !== q[i]);
  return at < 0 ? 0 : p[at] < q[at] ? -1 : 1;
}
