// ---- timeline: bars of what lasted, and what is known of their ends; pure -------------------------------
import { FIRST_DAY, LAST_DAY } from "./dates.js";
// The families of relations that each sort of bar is made of.
export const BAR_SORTS = {
  agreements: ["agreement", "cooperation"],
  projects: ["project", "programme"],
  memberships: ["membership"],
  events: ["event"],
};
const SORT_OF = Object.fromEntries(
  Object.entries(BAR_SORTS).flatMap(([sort, families]) => families.map((family) => [family, sort])),
);
export const sortOfFamily = (family) => SORT_OF[family] ?? "";
const LENGTHS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
/** A day as a number of years, the start of it or with *isEnd* its end. */
export function yearsOf(day, isEnd = false) {
  const [year, month, date] = day.split("-").map(Number);
  return year + (LENGTHS[month - 1] + date - (isEnd ? 0 : 1)) / 365.25;
}

/** Return a bar for each agreement, project and event, and for each membership of one body in another. */
export function barsOf(relations) {
  const bars = new Map();
  for (const each of relations) {
    const sort = sortOfFamily(each.family);
    if (!sort) continue;
    const id = barId(each, sort);
    if (!bars.has(id)) bars.set(id, { id, sort, relations: [], ends: new Set() });
    const bar = bars.get(id);
    bar.relations.push(each);
    [each.a, each.b].filter((end) => end !== id).forEach((end) => bar.ends.add(end));
  }
  for (const bar of bars.values()) bar.bounds = widest(bar.relations.flatMap(({ spans }) => spans));
  return [...bars.values()];
}
function barId(each, sort) {
  if (sort === "agreements") return each.basis || each.id;
  return sort === "memberships" ? (each.a < each.b ? `${each.a}|${each.b}` : `${each.b}|${each.a}`) : each.b;
}
/** The bounds within which something of several spans held. */
function widest(spans) {
  const over = (act, at) => spans.map((span) => span[at]).reduce((p, q) => (act(p, q) ? p : q));
  const [least, most] = [(p, q) => p < q, (p, q) => p > q];
  return [over(least, 0), over(least, 1), over(most, 2), over(most, 3), over(most, 4)];
}
export const isDated = ({ bounds: [, start, end] }) => start !== LAST_DAY || end !== FIRST_DAY;
const SHORT = 1.01; // years within which a start or an end is a date that is merely rough
/** Where a bar begins for the eye: its start where one is said, else where it is first known to have been. */
export function startOf({ bounds: [earliest, latest] }) {
  if (latest === LAST_DAY) return Infinity;
  const [first, known] = [yearsOf(earliest), yearsOf(latest, true)];
  return known - first < SHORT ? first : known;
}

/** Return the pieces of a bar from left to right, in years: each { from, to, look }.
 *  sure: it held; rough: within the year or month that is said; open: no end is said, until *today* it may
 *  have lasted; unknown: it may have been then, nobody says. */
export function piecesOf(bounds, [from, to], today) {
  const [earliest, latest, still, last] = bounds;
  if (latest === LAST_DAY) return cut([{ from: yearsOf(earliest), to: today, look: "unknown" }], from, to);
  const begun = yearsOf(latest, true);
  const first = earliest === FIRST_DAY ? from : yearsOf(earliest);
  const held = Math.max(yearsOf(still, true), begun);
  const pieces = [
    { from: first, to: Math.min(begun, held), look: isRough(earliest, first, begun) },
    { from: begun, to: held, look: "sure" },
    last === LAST_DAY
      ? { from: held, to: Math.max(today, held), look: "open" }
      : { from: held, to: yearsOf(last, true), look: yearsOf(last, true) - held < SHORT ? "rough" : "unknown" },
  ];
  return cut(pieces, from, to);
}
const isRough = (earliest, first, begun) => (earliest !== FIRST_DAY && begun - first < SHORT ? "rough" : "unknown");
function cut(pieces, from, to) {
  return pieces
    .map((piece) => ({ ...piece, from: Math.max(piece.from, from), to: Math.min(piece.to, to) }))
    .filter((piece) => piece.to > piece.from);
}
/** The years that an axis has to show: from the first in which a bar is known to have been to the last, or
 *  this one. How long it may have been before does not stretch the axis. */
export function yearsShown(bars, today) {
  const days = bars.flatMap(({ bounds }) => [bounds[1], bounds[3]]).filter((day) => day !== FIRST_DAY && day !== LAST_DAY);
  const years = [...days.map(yearsOf), ...bars.map(startOf).filter(Number.isFinite)].map(Math.floor);
  const first = years.reduce((p, q) => Math.min(p, q), Math.floor(today));
  const last = years.reduce((p, q) => Math.max(p, q), Math.floor(today));
  return [first, last + 1];
}
/** The years to name on an axis, so that no two stand nearer than *room* pixels. */
export function ticksOf([from, to], wide, room) {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find((each) => (wide * each) / (to - from) >= room) ?? 1000;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step);
}

/** Return groups of bars by *keyOf*, each sorted by its start; the groups in the order of their names,
 *  and what has no date in one group at the end. */
export function groupBars(bars, keysOf, nameOf, compare) {
  const groups = new Map();
  for (const bar of bars) {
    for (const key of isDated(bar) ? keysOf(bar) : ["dateless"]) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(bar);
    }
  }
  const last = (key) => Number(key === "dateless");
  const byStart = (p, q) => startOf(p) - startOf(q) || compare(p.name, q.name) || (p.id < q.id ? -1 : 1);
  return [...groups]
    .sort(([p], [q]) => last(p) - last(q) || compare(nameOf(p), nameOf(q)))
    .map(([key, own]) => ({ key, bars: own.sort(byStart) }));
}
