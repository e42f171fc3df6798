// ---- model: what is visible, near, joined; pure functions of data and state ----------------------
import { began, surest } from "./dates.js";
const HIDING = ["kinds", "lines", "status", "scope"]; // keys that list what is hidden
/** What can be drawn at all: the ties of bodies, their memberships, or everything that is stated. */
export const isOffered = (each, { edge, families }) =>
  (edge ? each.edge === edge : !each.apart) && (!families || families.includes(each.family));
export const listed = (text) => text.split(",").filter(Boolean);

/** Return the visible nodes, the visible relations with their answer, and who is near whom. */
export function look(graph, wanted) {
  const off = Object.fromEntries(HIDING.map((key) => [key, new Set(listed(wanted[key]))]));
  const isHome = (id) => !wanted.country || graph.nodeOf.get(id).country === wanted.country;
  const here = thingsIn(graph, off);
  const drawn = linesAmong(graph, wanted, off, here);
  for (const [id, { a, b }] of drawn) {
    const when = isHome(a) || isHome(b) ? answerOf(graph.relationOf.get(id), wanted) : "no";
    if (when === "no") drawn.delete(id);
    else drawn.set(id, when);
  }
  const linked = new Set([...drawn.keys()].flatMap((id) => [graph.relationOf.get(id).a, graph.relationOf.get(id).b]));
  const isKept = (id) => linked.has(id) || (isHome(id) && !wanted.alone);
  const shown = new Set([...here].filter(isKept));
  const seen = { nodes: shown, relations: drawn, near: nearness(graph, shown, drawn.keys()) };
  const near = wanted.about ? within(graph, seen, around(seen, wanted.about, Number(wanted.depth || 1))) : seen;
  return wanted.plus ? withMore(graph, near, wanted) : near;
}
const inScope = (off) => (each) => !off.scope.size || [...each.scopes].some((scope) => !off.scope.has(scope));
function thingsIn(graph, off) {
  const shown = graph.nodes.filter((node) => !off.kinds.has(node.group)).map(({ id }) => id);
  return new Set(off.scope.size ? shown.filter((id) => isSupported(graph, id, inScope(off))) : shown);
}
/** The relations between some things that no filter takes off, whenever they held. */
function linesAmong({ relations }, wanted, off, here) {
  const isIn = inScope(off);
  const isOn = (each) => isOffered(each, wanted) && !off.lines.has(each.family) && !off.status.has(each.status);
  const among = relations.filter((each) => isOn(each) && here.has(each.a) && here.has(each.b) && isIn(each));
  return new Map(among.map((each) => [each.id, each]));
}
/** How surely it held then; "no" too where it did not begin in the time that is asked for. */
function answerOf({ spans }, { asof, since, until, when: off }) {
  if ((since || until) && !began(spans, since, until)) return "no";
  if (!asof) return "yes";
  const when = surest(spans, asof);
  return off && listed(off).includes(when) ? "no" : when;
}
/** What is seen, and some things beside it with all that they are directly linked to. */
function withMore(graph, seen, wanted) {
  const [shown, drawn] = [new Set(seen.nodes), new Map(seen.relations)];
  for (const id of listed(wanted.plus)) {
    const own = graph.relationsOf.get(id).filter((each) => answerOf(each, wanted) !== "no");
    const offered = own.filter((each) => isOffered(each, wanted));
    shown.add(id);
    for (const each of offered.length ? offered : own.filter(({ apart }) => !apart)) {
      drawn.set(each.id, answerOf(each, wanted));
      shown.add(each.a).add(each.b);
    }
  }
  return { nodes: shown, relations: drawn, near: nearness(graph, shown, drawn.keys()) };
}
/** A thing belongs to a scope by what is said of it there; one of which nothing is said, to each. */
function isSupported(graph, id, isIn) {
  const said = [...graph.relationsOf.get(id), ...graph.nodeOf.get(id).facts];
  return !said.length || said.some(isIn);
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
