// ---- model: what is visible, near, joined; pure functions of data and state ----------------------
const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
function period(text) {
  const [year, month, day] = text.split("-");
  const last = day ?? (month ? String(daysIn(Number(year), Number(month))).padStart(2, "0") : "31");
  return [`${year}-${month ?? "01"}-${day ?? "01"}`, `${year}-${month ?? "12"}-${last}`];
}
/** Four answers to "did it hold then?"; the first that fits (the rule stands in the help). */
function answer([earliestStart, latestStart, earliestEnd, latestEnd, presumedUntil], text) {
  const [first, last] = period(text);
  if (latestStart <= last && earliestEnd >= first) return "yes";
  if (earliestStart > last || latestEnd < first) return "no";
  return latestStart <= last && first <= presumedUntil ? "presumed" : "unknown";
}

const CERTAINTY = ["yes", "presumed", "unknown", "no"];
const surest = (spans, text) =>
  CERTAINTY[Math.min(...spans.map((span) => CERTAINTY.indexOf(answer(span, text))))];
/** What can be drawn at all: the ties of bodies, their memberships, or everything that is stated. */
const isOffered = (each) => (state.edge ? each.edge === state.edge : !each.apart);

/** Return the visible nodes, the visible relations with their answer, and who is near whom. */
function look() {
  const off = Object.fromEntries(
    ["kinds", "lines", "status", "scope"].map((key) => [key, new Set(listed(key))]),
  );
  const inScope = (each) => !off.scope.size || [...each.scopes].some((scope) => !off.scope.has(scope));
  const isHome = (id) => !state.country || nodeOf.get(id).country === state.country;
  let shown = new Set(nodes.filter((node) => !off.kinds.has(node.group)).map((node) => node.id));
  if (off.scope.size) shown = new Set([...shown].filter((id) => isSupported(id, inScope)));
  const drawn = new Map();
  for (const each of relations) {
    if (!isOffered(each) || off.lines.has(each.family) || off.status.has(each.status)) continue;
    if (!shown.has(each.a) || !shown.has(each.b) || !inScope(each)) continue;
    if (!isHome(each.a) && !isHome(each.b)) continue;
    const when = state.asof ? surest(each.spans, state.asof) : "yes";
    if (when !== "no") drawn.set(each.id, when);
  }
  const linked = new Set([...drawn.keys()].flatMap((id) => [relationOf.get(id).a, relationOf.get(id).b]));
  if (state.country) shown = new Set([...shown].filter((id) => isHome(id) || linked.has(id)));
  if (state.alone) shown = new Set([...shown].filter((id) => linked.has(id)));
  const seen = { nodes: shown, relations: drawn, near: nearness(shown, drawn.keys()) };
  return state.about ? within(seen, around(seen, state.about, Number(state.depth || 1))) : seen;
}
/** A thing belongs to a scope by what is said of it there; one of which nothing is said, to each. */
function isSupported(id, inScope) {
  const said = [...relationsOf.get(id), ...nodeOf.get(id).facts];
  return !said.length || said.some(inScope);
}
function nearness(shown, drawn) {
  const near = new Map([...shown].map((id) => [id, new Set()]));
  for (const id of drawn) {
    const { a, b } = relationOf.get(id);
    near.get(a).add(b);
    near.get(b).add(a);
  }
  return near;
}
function within(seen, kept) {
  const inside = ([id]) => kept.has(relationOf.get(id).a) && kept.has(relationOf.get(id).b);
  const drawn = new Map([...seen.relations].filter(inside));
  return { nodes: kept, relations: drawn, near: nearness(kept, drawn.keys()) };
}

/** Return what lies within some steps, in the order in which it is reached. */
function around(seen, start, depth) {
  const reached = new Set(seen.nodes.has(start) ? [start] : []);
  let edge = [...reached];
  for (let step = 0; step < depth; step += 1) {
    edge = edge
      .flatMap((id) => [...seen.near.get(id)].sort())
      .filter((id) => !reached.has(id) && reached.add(id));
  }
  return reached;
}
/** Return a shortest path, always the same one, or null. */
function path(seen, from, to) {
  if (!seen.nodes.has(from) || !seen.nodes.has(to)) return null;
  const before = new Map([[from, null]]);
  const queue = [from];
  for (const here of queue) {
    if (before.has(to)) break;
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
const shownOf = (seen, id) => relationsOf.get(id).filter((each) => seen.relations.has(each.id));
const ofPair = (seen, key) => (pairs.get(key) ?? []).filter((each) => seen.relations.has(each.id));
const tally = (items, key) =>
  items.reduce((sums, each) => sums.set(each[key], (sums.get(each[key]) ?? 0) + 1), new Map());
