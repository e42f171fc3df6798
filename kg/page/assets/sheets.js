// ---- sheets: the rows of a selection, of the view, of everything, for spreadsheets ------------------------
import { contextOf, countryNames, graph, nodeOf, nodes, places, relationOf, relations, relationsBy, sources } from "./data.js";
import { byTime } from "./dates.js";
import { path, shownOf } from "./model.js";
import { scene, seen } from "./scene.js";
import { state } from "./state.js";
import { inLang, labelOf, name, sentenceOf, t } from "./words.js";
export const RANGES = ["selection", "view", "everything"];

/** The relations of a range, the oldest first. */
export function relationsOfRange(range) {
  const found = range === "everything" ? relations.filter(({ apart }) => !apart) : range === "view" ? inView() : chosen();
  return [...found].sort(byTime);
}
const inView = () => [...seen.relations.keys()].map((id) => relationOf.get(id));
/** What the panel tells of: of a thing, of two, of a way, of a line, of an agreement, of a document. */
function chosen() {
  if (state.basis) return relationsBy("basis", state.basis);
  if (state.source) return relationsBy("source", state.source);
  if (state.sel && state.to) return alongPath(path(seen, state.sel, state.to) ?? []);
  if (state.sel) return [state.sel, state.with].filter(Boolean).flatMap((id) => shownOf(graph, seen, id));
  if (state.dot) return inView().filter(({ a, b }) => isBehindDot(a) || isBehindDot(b));
  return scene.lines.get(state.line)?.relations ?? [];
}
const isBehindDot = (id) => scene.dots.get(state.dot)?.members.includes(id);
const alongPath = (steps) =>
  inView().filter(({ a, b }) => steps.some((id, i) => i && [a, b].includes(id) && [a, b].includes(steps[i - 1])));

const citedPlaces = ({ evidence }) => evidence.map((number) => places[number]);
const distinctTexts = (texts) => [...new Set(texts.filter(Boolean))].join("; ");
const countryName = (id) => (nodeOf.get(id).country ? inLang(countryNames.get(nodeOf.get(id).country)) : "");
/** What is said of a relation behind its two ends: how sure, when, and where it is read. */
const SAID = {
  when: (each) => inLang(each.when),
  since: ({ since }) => since,
  until: ({ until }) => until,
  status: ({ status }) => t(`status-${status}`),
  answer: ({ id }) => (state.asof && seen.relations.has(id) ? `${state.asof}: ${t(seen.relations.get(id))}` : ""),
  document: (each) => distinctTexts(citedPlaces(each).map(({ source }) => sources[source].title)),
  address: (each) => distinctTexts(citedPlaces(each).map(({ source }) => sources[source].url)),
  identifier: ({ id }) => id,
};
const RELATIONS = {
  from: ({ a }) => name(a),
  "from-country": ({ a }) => countryName(a),
  relation: labelOf,
  to: ({ b }) => name(b),
  "to-country": ({ b }) => countryName(b),
  context: ({ context }) => (context ? inLang(context) : ""),
  ...SAID,
};
const asRows = (columns, items) => [
  Object.keys(columns).map((key) => t(`column-${key}`)),
  ...items.map((each) => Object.values(columns).map((cell) => cell(each) ?? "")),
];
/** The partners of a body, one row for each pair and reason. */
function partnersOf(id) {
  const other = ({ a, b }) => (a === id ? b : a);
  const ties = graph.relationsOf.get(id).filter(({ edge }) => edge === "partnersWith");
  const by = (each) => (each.apart ? t("common-project") : inLang(each.role));
  const columns = {
    partner: (each) => name(other(each)),
    country: (each) => countryName(other(each)),
    kind: (each) => inLang(nodeOf.get(other(each)).kind),
    by,
    context: (each) => inLang(contextOf.get(each.basis).label),
    ...SAID,
  };
  return asRows(columns, ties.sort(byTime));
}
const THINGS_COLUMNS = {
  name: ({ label }) => inLang(label),
  kind: ({ kind }) => inLang(kind),
  country: ({ id }) => countryName(id),
  also: ({ also }) => also.join("; "),
  neighbours: ({ id }) => seen.near.get(id)?.size ?? 0,
  identifier: ({ id }) => id,
};
const SOURCES_COLUMNS = {
  document: ({ title }) => title,
  publisher: ({ publisher }) => publisher,
  date: ({ date }) => date,
  language: ({ language }) => language,
  address: ({ url }) => url,
  identifier: ({ id }) => id,
};
/** The sheets of a range, each { name, rows }: relations, partners where a body is chosen, things, documents. */
export function sheetsOf(range) {
  const own = relationsOfRange(range);
  const ends = range === "view" ? [...seen.nodes] : [...new Set(own.flatMap(({ a, b }) => [a, b]))];
  const things = range === "everything" ? nodes : ends.map((id) => nodeOf.get(id));
  const read = new Set(own.flatMap(({ evidence }) => evidence.map((number) => places[number].source)));
  const partners = range === "selection" && state.sel && !state.to ? partnersOf(state.sel) : [];
  return [
    ...(partners.length > 1 ? [{ name: t("sheet-partners"), rows: partners }] : []),
    { name: t("sheet-relations"), rows: asRows(RELATIONS, own) },
    { name: t("sheet-things"), rows: asRows(THINGS_COLUMNS, things) },
    { name: t("sheet-sources"), rows: asRows(SOURCES_COLUMNS, [...read].sort((a, b) => a - b).map((number) => sources[number])) },
  ];
}

const placeCell = (each, textOf) => [...new Set(citedPlaces(each).map(textOf))].join(" ");
const MACHINE = {
  id: ({ id }) => id,
  from: ({ a }) => a,
  from_name: ({ a }) => name(a),
  relation: labelOf,
  to: ({ b }) => b,
  to_name: ({ b }) => name(b),
  family: ({ family }) => family,
  status: ({ status }) => status,
  since: ({ since }) => since,
  until: ({ until }) => until,
  when: (each) => inLang(each.when),
  as_of: ({ id }) => state.asof && seen.relations.has(id) && `${state.asof}: ${seen.relations.get(id)}`,
  named_by: ({ namedBy }) => namedBy,
  source: (each) => placeCell(each, ({ source }) => sources[source].id),
  evidence: (each) => placeCell(each, ({ id }) => id),
  held: (each) => placeCell(each, ({ start }) => (start === null ? "cited" : "verified")),
  says: sentenceOf,
};
/** The relations of a range as rows for programs: their columns have one name in every language. */
export const machineRows = (range) => [
  Object.keys(MACHINE),
  ...relationsOfRange(range).map((each) => Object.values(MACHINE).map((cell) => cell(each) || "")),
];
