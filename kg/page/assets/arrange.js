// ---- arrange: where each dot stands; "relations" comes from Python, the others are computed here --
import { FEW_DOTS, arrangeFew } from "./small.js";
const CELL = { x: 104, y: 66 };
/** The most linked first; always in the same order. */
export const byNear = (a, b) => b.near.size - a.near.size || (a.id < b.id ? -1 : 1);
const byLegend = (order) => (a, b) => order.indexOf(a.group) - order.indexOf(b.group) || byNear(a, b);

/**
 * Return the position of each dot, and guides: frames and circles with their captions.
 *
 * A room is what is known besides: the aspect of the stage, positions that Python gave, the order of
 * the kinds, and what countries, kinds and steps are called.
 */
export function arrange(dots, wanted, room) {
  if (wanted.into) return { at: keptAt(dots, room.places[wanted.into]), guides: [] };
  if (wanted.layout === "country") return inCountries(dots, room);
  if (wanted.layout === "kind") return inColumns(dots, room);
  if (wanted.layout === "rings") return inRings(dots, centreOf(dots, wanted), room);
  if (dots.size < FEW_DOTS && dots.size > 1) return { at: arrangeFew(dots, room.aspect), guides: [], set: [...dots.keys()].join() };
  const isPart = [...dots.keys()].every((id) => Object.hasOwn(room.places.overview, id));
  const set_ = isPart ? "overview" : "everything";
  return { at: keptAt(dots, room.places[set_]), guides: [], set: set_ };
}
const keptAt = (dots, places) =>
  new Map([...dots.keys()].map((id) => [id, { x: places[id][0], y: places[id][1] }]));
function centreOf(dots, wanted) {
  const middle = [wanted.centre, wanted.about].find((id) => dots.has(id));
  return middle ?? [...dots.values()].sort(byNear)[0]?.id;
}

/** A frame for each country, as large as what it holds (squarified treemap, Bruls et al. 2000). */
function inCountries(dots, { aspect, order, say }) {
  const held = grouped(dots.values(), (dot) => dot.country ?? "");
  const parts = [...held]
    .map(([id, own]) => ({ id, own: own.sort(byLegend(order)), weight: own.length + 1.6 }))
    .sort((p, q) => q.weight - p.weight || (p.id < q.id ? -1 : 1));
  const area = parts.reduce((sum, part) => sum + part.weight, 0) * CELL.x * CELL.y * 1.15;
  const high = Math.sqrt(area / aspect);
  const [at, guides, frameOf] = [new Map(), [], new Map()];
  for (const { part, x, y, w, h } of treemap(parts, { x: 0, y: 0, w: high * aspect, h: high })) {
    const caption = say.country(part.id);
    const frame = { x: x + 5, y: y + 5, w: w - 10, h: h - 10 };
    guides.push({ frame, caption: `${caption} ${part.own.length}` });
    for (const dot of part.own) frameOf.set(dot.id, frame);
    fillFrame(part.own, { x: x + 5, y: y + 52, w: w - 10, h: h - 58 }, at);
  }
  return { at, guides, frameOf };
}
function grouped(items, keyOf) {
  const found = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(item);
  }
  return found;
}
function treemap(parts, { x, y, w, h }) {
  if (!parts.length) return [];
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const unit = (w * h) / total;
  const short = Math.min(w, h);
  const worst = (row) => {
    const sum = row.reduce((all, part) => all + part.weight * unit, 0);
    const shapes = row.map((part) => (short ** 2 * part.weight * unit) / sum ** 2);
    return Math.max(...shapes.map((shape) => Math.max(shape, 1 / shape)));
  };
  let n = 1;
  while (n < parts.length && worst(parts.slice(0, n + 1)) <= worst(parts.slice(0, n))) n += 1;
  const row = parts.slice(0, n);
  const deep = row.reduce((all, part) => all + part.weight * unit, 0) / short;
  let along = 0;
  const placed = row.map((part) => {
    const long = (part.weight * unit) / deep;
    const box =
      w >= h ? { part, x, y: y + along, w: deep, h: long } : { part, x: x + along, y, w: long, h: deep };
    along += long;
    return box;
  });
  const rest = w >= h ? { x: x + deep, y, w: w - deep, h } : { x, y: y + deep, w, h: h - deep };
  return [...placed, ...treemap(parts.slice(n), rest)];
}
function fillFrame(own, { x, y, w, h }, at) {
  const columns = Math.max(
    1,
    Math.min(own.length, Math.round(Math.sqrt((own.length * w * CELL.y) / (h * CELL.x)))),
  );
  const rows = Math.ceil(own.length / columns);
  own.forEach((dot, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const inRow = row === rows - 1 ? own.length - row * columns : columns;
    at.set(dot.id, {
      x: x + (w * (column + 0.5)) / (rows > 1 ? columns : inRow),
      y: y + (h * (row + 0.4)) / rows,
    });
  });
}

/** A column, or several beside one another, for each kind; the most linked stand on top. */
function inColumns(dots, { aspect, order, say }) {
  const held = grouped([...dots.values()].sort(byLegend(order)), (dot) => dot.group);
  const rows = Math.max(4, Math.ceil(Math.sqrt((dots.size * CELL.x * 1.25) / (CELL.y * aspect))));
  const [at, guides, frameOf] = [new Map(), [], new Map()];
  let x = 0;
  for (const [group, own] of held) {
    const columns = Math.ceil(own.length / rows);
    const wide = columns * CELL.x;
    const deep = Math.ceil(own.length / columns);
    const frame = { x, y: 0, w: wide + 16, h: (rows + 1.4) * CELL.y };
    guides.push({ frame, caption: `${say.kind(group)} ${own.length}` });
    const spot = (i) => ({
      x: x + 8 + (Math.floor(i / deep) + 0.5) * CELL.x,
      y: (1.5 + (i % deep)) * CELL.y,
    });
    own.forEach((dot, i) => at.set(dot.id, spot(i)));
    for (const dot of own) frameOf.set(dot.id, frame);
    x += wide + 26;
  }
  return { at, guides, frameOf };
}

/** Rings by steps around one body, each branch of the tree of shortest paths in its own sector. */
function inRings(dots, centre, { order, say }) {
  const [at, guides] = [new Map(), []];
  if (!centre) return { at, guides };
  const { children, level } = treeFrom(dots, centre, order);
  const leaves = new Map();
  const size = (id) => {
    const sum = children.get(id).reduce((all, each) => all + size(each), 0) || 1;
    leaves.set(id, sum);
    return sum;
  };
  size(centre);
  const radii = ringRadii(level);
  const put = (id, from, to) => {
    const [step, turn] = [level.get(id), (from + to) / 2];
    const r = radii[step];
    at.set(id, { x: Math.cos(turn) * r * 1.25, y: Math.sin(turn) * r });
    let start = from;
    for (const each of children.get(id)) {
      const share = ((to - from) * leaves.get(each)) / leaves.get(id);
      put(each, start, start + share);
      start += share;
    }
  };
  put(centre, -Math.PI / 2, 1.5 * Math.PI);
  radii
    .slice(1)
    .forEach((r, i) => guides.push({ ring: { rx: r * 1.25, ry: r }, caption: say.steps(i + 1) }));
  const lost = [...dots.keys()].filter((id) => !at.has(id)).sort();
  const low = radii.at(-1) + 130;
  const perRow = Math.max(8, Math.round((2 * low) / 90));
  const middle = (Math.min(perRow, lost.length) - 1) / 2;
  lost.forEach((id, i) =>
    at.set(id, { x: ((i % perRow) - middle) * 90, y: low + Math.floor(i / perRow) * 60 }),
  );
  return { at, guides };
}
function treeFrom(dots, centre, order) {
  const level = new Map([[centre, 0]]);
  const children = new Map([[centre, []]]);
  for (const here of level.keys()) {
    const next = [...dots.get(here).near]
      .filter((id) => dots.has(id))
      .map((id) => dots.get(id))
      .sort(byLegend(order));
    for (const { id } of next) {
      if (level.has(id)) continue;
      level.set(id, level.get(here) + 1);
      children.set(id, []);
      children.get(here).push(id);
    }
  }
  return { children, level };
}
function ringRadii(level) {
  const sizes = [];
  for (const step of level.values()) sizes[step] = (sizes[step] ?? 0) + 1;
  const radii = [0];
  for (let step = 1; step < sizes.length; step += 1) {
    radii[step] = Math.max(radii[step - 1] + 150, (sizes[step] * 40) / (2 * Math.PI));
  }
  return radii;
}
