// ---- data: what Python wrote, unfolded ------------------------------------------------------
import { FIRST_DAY, LAST_DAY } from "./dates.js";
import { namesOf } from "./finder.js";
export const DATA = JSON.parse(document.getElementById("data").textContent);
const OPEN = [FIRST_DAY, LAST_DAY, FIRST_DAY, LAST_DAY, LAST_DAY]; // what an empty bound stands for

export const pairKey = (a, b) => (a < b ? `${a}|${b}` : `${b}|${a}`);
const textAt = (number) => (number === null ? null : DATA.texts[number]);
/** Records come as their fields and rows; what a row lacks is null. */
const unfold = ({ fields, rows }) =>
  rows.map((row) => Object.fromEntries(fields.map((field, i) => [field, row[i] ?? null])));
export const sources = unfold(DATA.sources);
const placeName = ({ source, start, end }) => `ev:${sources[source].id.replace(/^src:/, "")}-${start}-${end}`;
export const places = unfold(DATA.places)
  .map((place) => ({ start: null, end: null, excerpt: null, ...place }))
  .map((place) => ({ ...place, id: place.id ?? placeName(place) }));

const boundsAt = (number) => DATA.bounds[number].map((day, i) => day || OPEN[i]);
/** Texts, dates and bounds that many share are kept once and referred to by number. */
function unfoldClaim(each) {
  const [en, cs, since, until] = DATA.dates[each.date];
  return {
    status: each.status ?? "stated",
    when: [en, cs],
    since,
    until,
    bounds: boundsAt(each.bounds),
    spans: (each.spans ?? [each.bounds]).map(boundsAt), // it held when it held in one of them
    note: each.note ?? null,
    namedBy: each.namedBy ?? null,
    details: (each.details ?? []).map(([label, text]) => [textAt(label), text]),
    evidence: each.evidence,
    scopes: new Set(each.evidence.map((number) => (places[number].start === null ? "public" : "core"))),
  };
}
const AREA_CODE = /^[A-Z]{2}(-[A-Z0-9]+)?$/; // ISO 3166
const OTHER = new Set(["name", "alias", "former"]);
/** The other names of a thing, and the code of an area: no wrong ones, nor those of one document. */
function otherNames(node, number) {
  const isOne = ({ sort, text }) => OTHER.has(sort) || (node.group === "area" && AREA_CODE.test(text));
  const names = namesOf(DATA.search, { id: node.id, label: textAt(node.label) }, number).slice(0, -1);
  return [...new Set(names.filter(isOne).map(({ text }) => text))].filter((name) => !textAt(node.label).includes(name));
}
function unfoldFact(fact) {
  const [label, value] = [textAt(fact.label), textAt(fact.value)];
  const says = [0, 1].map((at) => `${label[at] ?? label[0]}: ${value[at] ?? value[0]}`);
  return { id: fact.id, label, value, says, isNumber: Boolean(fact.number), ...unfoldClaim(fact) };
}
export const nodes = unfold(DATA.nodes).map((node, number) => ({
  id: node.id,
  iri: node.id.startsWith("id:") ? DATA.meta.base + node.id.slice(3) : node.id,
  label: textAt(node.label),
  short: node.short ?? null,
  also: otherNames(node, number),
  group: node.group,
  kind: textAt(node.kind),
  country: node.country ?? null,
  community: DATA.communities.of[number] ?? null,
  unresolved: Boolean(node.unresolved),
  degree: node.degree,
  size: node.size,
  note: node.note ?? null,
  facts: (node.facts ?? []).map(unfoldFact),
}));
/** What makes lines: agreements, cooperations, projects that both ends carry. */
export const contexts = unfold(DATA.contexts).map(({ id, label }) => ({ id, label: textAt(label) }));
const bareName = (id) => id.slice(3);
/** How a relation is named by what it joins, where it has no other name. */
function usualName({ a, b, basis }) {
  const ends = [nodes[a].id, nodes[b].id].map(bareName);
  return isGiven(basis) ? `tie:${ends.join("-to-")}-by-${bareName(contexts[basis].id)}` : `claim:${ends.join("-in-")}`;
}
const isGiven = (value) => value !== null && value !== undefined;
const relation = (each) => ({
  id: each.id ?? usualName(each),
  a: nodes[each.a].id,
  b: nodes[each.b].id,
  family: each.family,
  role: textAt(each.label),
  amount: textAt(each.amount ?? null),
  number: each.number ?? null,
  context: textAt(each.context ?? null),
  edge: each.edge ?? "", // the derived edge that it amounts to
  rung: each.rung ?? null, // how strong a tie is, 1 for the strongest
  basis: isGiven(each.basis) ? contexts[each.basis].id : "", // what makes the line
  ...unfoldClaim(each),
});
/** Ties by a project stand apart: they are drawn in place of the parts in it, never beside them. */
export const relations = [
  ...unfold(DATA.relations).map((each) => ({ ...relation(each), apart: false })),
  ...unfold(DATA.ties).map((each) => ({ ...relation(each), apart: true })),
];
export const nodeOf = new Map(nodes.map((node) => [node.id, node]));
export const relationOf = new Map(relations.map((each) => [each.id, each]));
export const groupOf = new Map(DATA.groups.map((each) => [each.id, each]));
export const familyOf = new Map(DATA.families.map((each, order) => [each.id, { ...each, order }]));
export const countryNames = new Map(Object.entries(DATA.countries).map(([id, number]) => [id, textAt(number)]));
export const relationsOf = new Map(nodes.map(({ id }) => [id, []]));
export const pairs = new Map(DATA.lines.map(([a, b]) => [pairKey(nodes[a].id, nodes[b].id), []]));
for (const each of relations) {
  relationsOf.get(each.a).push(each);
  relationsOf.get(each.b).push(each);
  pairs.get(pairKey(each.a, each.b)).push(each);
}
export const contextOf = new Map(contexts.map((each) => [each.id, each]));
export const sourceOf = new Map(sources.map((each) => [each.id, each]));
/** What an agreement or cooperation makes, or what is read in a document. */
export function relationsBy(key, id) {
  if (key === "basis") return relations.filter(({ basis, apart }) => basis === id && !apart);
  const isReadThere = ({ evidence }) => evidence.some((number) => sources[places[number].source].id === id);
  return relations.filter((each) => !each.apart && isReadThere(each));
}
/** Everything that the model asks for. */
export const graph = { nodes, relations, nodeOf, relationOf, relationsOf, pairs, countryNames };
