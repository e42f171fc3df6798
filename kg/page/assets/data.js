// ---- data: what Python wrote, unfolded ------------------------------------------------------
const DATA = JSON.parse(document.getElementById("data").textContent);
const LANGS = ["en", "cs"];
const FIRST = "0001-01-01";
const LAST = "9999-12-31";
const OPEN = [FIRST, LAST, FIRST, LAST, LAST]; // what an empty bound stands for
const STATUSES = ["stated", "implied", "ambiguous"];
const SCOPES = ["core", "public"];
const $ = (id) => document.getElementById(id);

const pairKey = (a, b) => (a < b ? `${a}|${b}` : `${b}|${a}`);
const textAt = (number) => (number === null ? null : DATA.texts[number]);
/** Records come as their fields and rows; what a row lacks is null. */
const unfold = ({ fields, rows }) =>
  rows.map((row) => Object.fromEntries(fields.map((field, i) => [field, row[i] ?? null])));
const sources = unfold(DATA.sources);
const placeName = ({ source, start, end }) => `ev:${sources[source].id.replace(/^src:/, "")}-${start}-${end}`;
const places = unfold(DATA.places)
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
const nodes = unfold(DATA.nodes).map((node, number) => ({
  id: node.id,
  iri: node.id.startsWith("id:") ? DATA.meta.base + node.id.slice(3) : node.id,
  label: textAt(node.label),
  short: node.short ?? null,
  also: node.also ?? [],
  group: node.group,
  kind: textAt(node.kind),
  country: node.country ?? null,
  community: DATA.communities.of[number] ?? null,
  unresolved: Boolean(node.unresolved),
  degree: node.degree,
  size: node.size,
  note: node.note ?? null,
  facts: (node.facts ?? []).map((fact) => ({ id: fact.id, says: textAt(fact.says), ...unfoldClaim(fact) })),
}));
const relation = (each) => ({
  id: each.id,
  a: nodes[each.a].id,
  b: nodes[each.b].id,
  family: each.family,
  role: textAt(each.label),
  amount: textAt(each.amount ?? null),
  number: each.number ?? null,
  context: textAt(each.context ?? null),
  edge: each.edge ?? "", // the derived edge that it amounts to
  ...unfoldClaim(each),
});
/** Ties by a project stand apart: they are drawn in place of the parts in it, never beside them. */
const relations = [
  ...unfold(DATA.relations).map((each) => ({ ...relation(each), apart: false })),
  ...unfold(DATA.ties).map((each) => ({ ...relation(each), apart: true })),
];
const nodeOf = new Map(nodes.map((node) => [node.id, node]));
const relationOf = new Map(relations.map((each) => [each.id, each]));
const groupOf = new Map(DATA.groups.map((each) => [each.id, each]));
const familyOf = new Map(DATA.families.map((each, order) => [each.id, { ...each, order }]));
const countryNames = new Map(Object.entries(DATA.countries).map(([id, number]) => [id, textAt(number)]));
const relationsOf = new Map(nodes.map(({ id }) => [id, []]));
const pairs = new Map(DATA.lines.map(([a, b]) => [pairKey(nodes[a].id, nodes[b].id), []]));
for (const each of relations) {
  relationsOf.get(each.a).push(each);
  relationsOf.get(each.b).push(each);
  pairs.get(pairKey(each.a, each.b)).push(each);
}

// ---- words ----------------------------------------------------------------------------------
const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));
const t = (key, values = {}) =>
  Object.hasOwn(DATA.words, key) ? fill(DATA.words[key][LANGS.indexOf(state.lang)], values) : key;
const inLang = (pair) => (pair ? apart(pair[LANGS.indexOf(state.lang)] ?? pair[0]) : "");
/** A name that is written from the right, or turns the direction, keeps that to itself. */
const TURNS = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
const apart = (text) => (TURNS.test(text) ? `\u2068${text}\u2069` : text);
const name = (id) => inLang(nodeOf.get(id).label);
const FORMATS = { en: new Intl.NumberFormat("en-GB"), cs: new Intl.NumberFormat("cs-CZ") };
const count = (number) => FORMATS[state.lang].format(number);
/** Mark a text that has no Czech as English, for screen readers and spell checkers. */
const langOf = (pair) => (state.lang === "cs" && pair && !pair[1] ? "en" : null);

/** The relation alone, as a table shows it between its two ends. */
function labelOf(each) {
  const label = each.family === "funding" ? t("label-funding") : inLang(each.role);
  return each.amount ? `${label}: ${inLang(each.amount)}` : label;
}
/** The relation as one sentence. */
function sentenceOf(each) {
  const said = t(`says-${each.apart ? "tie" : each.family}`, { a: name(each.a), b: name(each.b), label: inLang(each.role) });
  return each.amount ? `${said}: ${inLang(each.amount)}.` : `${said}.`;
}
const namedWhat = ({ namedBy }) =>
  Object.hasOwn(DATA.words, `what-${namedBy}`) ? t(`what-${namedBy}`) : namedBy;

// ---- markup: elements are made, text is text -------------------------------------------------
function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "click") made.addEventListener("click", value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child || child === 0));
  return made;
}
const button = (text, click, props = {}) => el("button", { type: "button", click, ...props }, text);
const small = (...children) => el("p", { class: "small" }, ...children);
const figure = (number) => el("span", { class: "number" }, count(number));
const words = (tag, pair, props = {}) => el(tag, { ...props, lang: langOf(pair) }, inLang(pair));
const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
