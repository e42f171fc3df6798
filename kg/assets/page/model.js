// ---- data ---------------------------------------------------------------------------------
const DATA = JSON.parse(document.getElementById("data").textContent);
const LANGS = ["en", "cs"];
const PAGE = 200;
const FIRST = "0001-01-01";
const LAST = "9999-12-31";
const STATUSES = ["stated", "implied", "ambiguous"];
const nodeOf = new Map(DATA.nodes.map((node) => [node.id, node]));
const relationOf = new Map(DATA.relations.map((each) => [each.id, each]));
const pairKey = (a, b) => (a < b ? `${a}|${b}` : `${b}|${a}`);
const pairs = new Map(); // all relations of each pair, in order
for (const each of DATA.relations) {
  const key = pairKey(each.a, each.b);
  if (!pairs.has(key)) pairs.set(key, []);
  pairs.get(key).push(each);
}
const spot = new Map(DATA.vis.nodes.map((each) => [each.id, each]));
const groupOf = new Map(DATA.groups.map((each) => [each.id, each]));
const familyOrder = new Map(DATA.families.map((each, i) => [each.id, i]));
const $ = (id) => document.getElementById(id);

// ---- words --------------------------------------------------------------------------------
const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));
const t = (key, values = {}) =>
  Object.hasOwn(DATA.words, key) ? fill(DATA.words[key][LANGS.indexOf(state.lang)], values) : key;
const inLang = (pair) => (pair ? (pair[LANGS.indexOf(state.lang)] ?? pair[0]) : "");
const name = (id) => inLang(nodeOf.get(id).label);
/** Mark a text that has no Czech as English, for screen readers and spell checkers. */
const langOf = (pair) => (state.lang === "cs" && pair && pair[1] === null ? "en" : null);

function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "click") made.addEventListener("click", value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}
const words = (tag, pair, props = {}) => el(tag, { ...props, lang: langOf(pair) }, inLang(pair));

// ---- state and hash -----------------------------------------------------------------------
const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const known = (allowed) => (text) => text.split(",").filter((each) => allowed.includes(each)).join(",");
const thing = (text) => [text, `id:${text}`].find((each) => nodeOf.has(each)) ?? "";
const CHECKS = {
  sel: thing,
  line: (text) => (pairs.has(text) ? text : ""),
  depth: (text) => (/^[1-3]$/.test(text) ? text : ""),
  to: thing,
  kinds: known(DATA.groups.map((each) => each.id)),
  lines: known(DATA.families.map((each) => each.id)),
  status: known(STATUSES),
  asof: (text) => (PERIOD.test(text) ? text : ""),
  lang: (text) => (LANGS.includes(text) ? text : ""),
  theme: (text) => (["light", "dark"].includes(text) ? text : ""),
};
const state = Object.fromEntries(Object.keys(CHECKS).map((key) => [key, ""]));
state.lang = DATA.lang;

function readHash(hash) {
  let given;
  try {
    given = new URLSearchParams(hash.replace(/^#/, ""));
  } catch {
    return;
  }
  for (const key of Object.keys(CHECKS)) {
    const value = CHECKS[key](given.get(key) ?? "");
    state[key] = value || (key === "lang" ? DATA.lang : "");
  }
}

function writeHash() {
  const kept = new URLSearchParams();
  for (const key of Object.keys(CHECKS)) {
    if (!state[key] || (key === "lang" && state.lang === DATA.lang)) continue;
    kept.set(key, ["sel", "to"].includes(key) ? state[key].replace(/^id:/, "") : state[key]);
  }
  try {
    history.replaceState(null, "", kept.size ? `#${kept}` : location.pathname + location.search);
  } catch {
    /* a page inside a frame has no address of its own */
  }
}
const listed = (key) => state[key].split(",").filter(Boolean);
function toggle(key, id) {
  const off = listed(key);
  set({ [key]: (off.includes(id) ? off.filter((each) => each !== id) : [...off, id]).join(",") });
}
function set(changes) {
  Object.assign(state, changes);
  update();
}

// ---- model: what is visible, near, joined -------------------------------------------------
const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
function period(text) {
  const [year, month, day] = text.split("-");
  const last = day ?? (month ? String(daysIn(Number(year), Number(month))).padStart(2, "0") : "31");
  return [`${year}-${month ?? "01"}-${day ?? "01"}`, `${year}-${month ?? "12"}-${last}`];
}
/** Four answers to "did it hold then?"; the first that fits (the rule is said beside the slider). */
function answer([earliestStart, latestStart, earliestEnd, latestEnd], text) {
  const [first, last] = period(text);
  if (latestStart <= last && earliestEnd >= first) return "yes";
  if (earliestStart > last || latestEnd < first) return "no";
  return latestStart <= last ? "presumed" : "unknown";
}

function look() {
  const off = { kinds: new Set(listed("kinds")), lines: new Set(listed("lines")), status: new Set(listed("status")) };
  const nodes = new Set(DATA.nodes.filter((node) => !off.kinds.has(node.group)).map((node) => node.id));
  const relations = new Map();
  for (const each of DATA.relations) {
    if (off.lines.has(each.family) || off.status.has(each.status)) continue;
    if (!nodes.has(each.a) || !nodes.has(each.b)) continue;
    const when = state.asof ? answer(each.bounds, state.asof) : "yes";
    if (when !== "no") relations.set(each.id, when);
  }
  const near = new Map([...nodes].map((id) => [id, new Set()]));
  for (const id of relations.keys()) {
    const { a, b } = relationOf.get(id);
    near.get(a).add(b);
    near.get(b).add(a);
  }
  return { nodes, relations, near };
}

function around(seen, start, depth) {
  const reached = new Set(seen.nodes.has(start) ? [start] : []);
  let edge = [...reached];
  for (let step = 0; step < depth; step += 1) {
    edge = edge.flatMap((id) => [...seen.near.get(id)]).filter((id) => !reached.has(id) && reached.add(id));
  }
  return reached;
}

function path(seen, from, to) {
  if (!seen.nodes.has(from) || !seen.nodes.has(to)) return null;
  const before = new Map([[from, null]]);
  const queue = [from];
  while (queue.length && !before.has(to)) {
    const here = queue.shift();
    for (const next of [...seen.near.get(here)].sort()) {
      if (before.has(next)) continue;
      before.set(next, here);
      queue.push(next);
    }
  }
  if (!before.has(to)) return null;
  const steps = [];
  for (let here = to; here !== null; here = before.get(here)) steps.unshift(here);
  return steps;
}
const ofPair = (seen, key) => pairs.get(key).filter((each) => seen.relations.has(each.id));
const shownOf = (seen, id) => DATA.relations.filter((each) => seen.relations.has(each.id) && (each.a === id || each.b === id));

/** Return the nodes and pairs in the light, or null where nothing is picked out. */
function lit(seen) {
  if (state.sel && state.to) {
    const steps = path(seen, state.sel, state.to) ?? [state.sel, state.to];
    return { nodes: new Set(steps), pairs: new Set(steps.slice(1).map((id, i) => pairKey(steps[i], id))) };
  }
  if (state.sel) {
    const nodes = around(seen, state.sel, Number(state.depth || 1));
    const inside = ([key, [{ a, b }]]) =>
      nodes.has(a) && nodes.has(b) && (state.depth > 1 || a === state.sel || b === state.sel) && key;
    return { nodes, pairs: new Set([...pairs].map(inside).filter(Boolean)) };
  }
  if (state.line) return { nodes: new Set(state.line.split("|")), pairs: new Set([state.line]) };
  return null;
}
