// ---- model: what is visible, near, joined; pure functions of data and state ----------------------
import { surest } from "./dates.js";
const HIDING = ["kinds", "lines", "status", "scope"]; // keys that list what is hidden
/** What can be drawn at all: the ties of bodies, their memberships, or everything that is stated. */
export const isOffered = (each, { edge }) => (edge ? each.edge === edge : !each.apart);
export const listed = (text) => text.split(",").filter(Boolean);

/** Return the visible nodes, the visible relations with their answer, and who is near whom. */
export function look(graph, wanted) {
  const { nodes, relations, nodeOf, relationOf } = graph;
  const off = Object.fromEntries(HIDING.map((key) => [key, new Set(listed(wanted[key]))]));
  const inScope = (each) => !off.scope.size || [...each.scopes].some((scope) => !off.scope.has(scope));
  const isHome = (id) => !wanted.country || nodeOf.get(id).country === wanted.country;
  let shown = new Set(nodes.filter((node) => !off.kinds.has(node.group)).map((node) => node.id));
  if (off.scope.size) shown = new Set([...shown].filter((id) => isSupported(graph, id, inScope)));
  const drawn = new Map();
  for (const each of relations) {
    if (!isOffered(each, wanted) || off.lines.has(each.family) || off.status.has(each.status)) continue;
    if (!shown.has(each.a) || !shown.has(each.b) || !inScope(each)) continue;
    if (!isHome(each.a) && !isHome(each.b)) continue;
    const when = wanted.asof ? surest(each.spans, wanted.asof) : "yes";
    if (when !== "no") drawn.set(each.id, when);
  }
  const linked = new Set([...drawn.keys()].flatMap((id) => [relationOf.get(id).a, relationOf.get(id).b]));
  if (wanted.country) shown = new Set([...shown].filter((id) => isHome(id) || linked.has(id)));
  if (wanted.alone) shown = new Set([...shown].filter((id) => linked.has(id)));
  const seen = { nodes: shown, relations: drawn, near: nearness(graph, shown, drawn.keys()) };
  return wanted.about ? within(graph, seen, around(seen, wanted.about, Number(wanted.depth || 1))) : seen;
}
/** A thing belongs to a scope by what is said of it there; one of which nothing is said, to each. */
function isSupported(graph, id, inScope) {
  const said = [...graph.relationsOf.get(id), ...graph.nodeOf.get(id).facts];
  return !said.length || said.some(inScope);
}
function nearness({ relationOf }, shown, drawn) {
  const near = new Map([...shown].map((id) => [id, new Set()]));
  for (const id of drawn) {
    const { a, b } = relationOf.get(id);
    near.get(a).add(b);
    near.get(b).add(a);
  }
  return near;
}
function within(graph, seen, kept) {
  const { relationOf } = graph;
  const inside = ([id]) => kept.has(relationOf.get(id).a) && kept.has(relationOf.get(id).b);
  const drawn = new Map([...seen.relations].filter(inside));
  return { nodes: kept, relations: drawn, near: nearness(graph, kept, drawn.keys()) };
}

/** Return what lies within some steps, in the order in which it is reached. */
export function around(seen, start, depth) {
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
export function path(seen, from, to) {
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
export const shownOf = ({ relationsOf }, seen, id) => relationsOf.get(id).filter((each) => seen.relations.has(each.id));
export const ofPair = ({ pairs }, seen, key) => (pairs.get(key) ?? []).filter((each) => seen.relations.has(each.id));
export const tally = (items, key) =>
  items.reduce((sums, each) => sums.set(each[key], (sums.get(each[key]) ?? 0) + 1), new Map());
