// ---- map: where countries stand, how lines bend, where names go, how bodies fan out; pure --------------
const ROW = 30; // pixels from one to the next of those that stand beside the map
const MARGIN = 26;

/** Return the points of a map in pixels of a room: what has its place in Europe, and beside it the rest.
 *  *dots* are { id, x, y, isBody, isRest }, without x and y where the map has no place for one. */
export function placeOnMap(dots, { w, h }, frame) {
  const isHere = ({ x, y }) => x !== undefined && inFrame(frame, x, y);
  const here = dots.filter(isHere);
  const beside = dots.filter((dot) => !isHere(dot));
  const { columns, foot } = w < h ? { columns: [[], []], foot: rowsBelow(beside, w) } : { columns: sidesOf(beside), foot: [] };
  const side = Math.min(190, w * 0.17);
  const margin = columns.map((column) => (column.length ? side : 0));
  const low = foot.length ? foot.length * 34 + 12 : 0;
  const free = { left: margin[0], right: w - margin[1], top: 0, bottom: h - low };
  const look = fillBox(here, free, w < h ? 22 : 40);
  const at = new Map(here.map(({ id, x, y }) => [id, { x: x * look.k + look.x, y: y * look.k + look.y, side: "" }]));
  const captions = [];
  columns.forEach((column, i) => stack(column, i ? w - MARGIN : MARGIN, h, i ? "right" : "left", at, captions));
  foot.forEach((row, i) => spreadRow(row, w, h - low + 20 + i * 34, at));
  const plates = [[0, 0, margin[0], h], [w - margin[1], 0, margin[1], h], [0, h - low, w, low]];
  return { at, look, captions, plates: plates.filter(([, , wide, high]) => wide && high) };
}
const inFrame = ([left, top, right, bottom], x, y) => x > left && x < right && y > top && y < bottom + 60;
/** Who stands left and right of the map: bodies of no country left, countries where they lie. */
function sidesOf(beside) {
  const height = (dot) => Math.atan2(dot.y ?? 0, Math.abs(dot.x ?? 1));
  const bySide = (p, q) => orderBeside(p) - orderBeside(q) || height(p) - height(q) || (p.id < q.id ? -1 : 1);
  const left = beside.filter((dot) => dot.isBody || (dot.x ?? 1) < 0).sort(bySide);
  return [left, beside.filter((dot) => !left.includes(dot)).sort(bySide)];
}
/** Bodies of no country come first, then all others of none, then the countries beyond. */
const orderBeside = ({ isBody, isRest }) => (isBody ? Number(Boolean(isRest)) : 2);
function rowsBelow(beside, w) {
  const most = Math.max(1, Math.floor(w / 62));
  const count = Math.ceil(beside.length / most);
  const sorted = [...beside].sort((p, q) => orderBeside(p) - orderBeside(q) || (p.id < q.id ? -1 : 1));
  const each = Math.ceil(sorted.length / Math.max(count, 1));
  return Array.from({ length: count }, (_, i) => sorted.slice(i * each, (i + 1) * each));
}
function spreadRow(row, w, y, at) {
  row.forEach(({ id }, i) => at.set(id, { x: (w * (i + 0.5)) / row.length, y, side: "below" }));
}
/** One under another, with room for a caption above the bodies and above the countries. */
function stack(column, x, h, side, at, captions) {
  const starts = column.map((dot, i) => !i || dot.isBody !== column[i - 1].isBody);
  const slots = column.length + 1.1 * starts.filter(Boolean).length;
  const step = Math.min(ROW, (h - 24) / Math.max(slots, 1));
  let y = (h - step * slots) / 2 + step / 2;
  column.forEach((dot, i) => {
    if (starts[i]) captions.push({ x, y: y + step * 0.5, side, isBody: Boolean(dot.isBody) });
    y += step * 1.1 * Number(starts[i]);
    at.set(dot.id, { x, y, side });
    y += step;
  });
}
/** How to look at the points of a map so that they fill a box: pixels to a unit, and where 0,0 comes. */
function fillBox(points, { left, right, top, bottom }, pad) {
  const [x0, x1] = ends(points.map(({ x }) => x));
  const [y0, y1] = ends(points.map(({ y }) => y));
  const wide = (right - left - 2 * pad) / Math.max(x1 - x0, 1);
  const k = Math.min(wide, (bottom - top - 2 * pad) / Math.max(y1 - y0, 1));
  return { k, x: (left + right - (x0 + x1) * k) / 2, y: (top + bottom - (y0 + y1) * k) / 2 };
}
const ends = (values) => (values.length ? [Math.min(...values), Math.max(...values)] : [0, 0]);

/** A line from one dot to another, bent upwards so that lines of one place lie beside one another. */
export function bend(p, q, by = 0.14) {
  const [a, b] = p.x < q.x || (p.x === q.x && p.y < q.y) ? [p, q] : [q, p];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return { a, c: { x: (a.x + b.x) / 2 + dy * by, y: (a.y + b.y) / 2 - dx * by }, b };
}
export const bent = ({ a, c, b }) => {
  const [p, q, r] = [a, c, b].map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`);
  return `M${p}Q${q} ${r}`;
};
/** A point of the line, from 0 at one end to 1 at the other. */
export function alongBend({ a, c, b }, part) {
  const [p, q, r] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2];
  return { x: p * a.x + q * c.x + r * b.x, y: p * a.y + q * c.y + r * b.y };
}

/** Which bodies are partners of which: a key for each pair that some relations join. */
export const pairsOf = (relations) => new Set(relations.map(({ a, b }) => (a < b ? `${a}|${b}` : `${b}|${a}`)));
export const sizeOfCountry = (bodies) => 3.4 + 1.5 * Math.sqrt(bodies);
export const widthOfPairs = (pairs) => 0.7 + 0.72 * Math.log2(1 + pairs);

const RING = 30; // pixels from a country to its first bodies, and from ring to ring
const GAP = 17; // pixels between two bodies of a ring
/** Return where the bodies of a country stand around it, in pixels; each looks towards its partners. */
export function fanOut(bodies, middle, core) {
  const sorted = [...bodies].sort((p, q) => p.turn - q.turn || (p.id < q.id ? -1 : 1));
  const rings = ringsFor(sorted.length, core);
  const at = new Map();
  const ringOf = (i) => rings[i % rings.length];
  const places = Math.ceil(sorted.length / rings.length) * rings.length; // the last and the first are neighbours
  sorted.forEach(({ id }, i) => {
    const turn = (2 * Math.PI * (i + 0.5)) / places - Math.PI;
    at.set(id, { x: middle.x + Math.cos(turn) * ringOf(i), y: middle.y + Math.sin(turn) * ringOf(i), turn });
  });
  return at;
}
/** The fewest rings, as near as may be, on which so many have room. */
function ringsFor(count, core) {
  for (let n = 1; ; n += 1) {
    const inner = Math.max(core + RING, (GAP * count) / (2 * Math.PI * n));
    if (inner <= 66 || n === 3) return Array.from({ length: n }, (_, i) => inner + i * GAP);
  }
}

const LED = 12; // so many of the weightiest have a name in any case, farther off at the end of a line
/** Put names next to their dots, the weightiest first; what finds no room goes without, or at the end of a
 *  line. *dots* are { id, x, y, r, weight, texts, bold, side }; the texts from the best to the shortest. */
export function placeNames(dots, { w, h }, measure) {
  const placed = [];
  const sorted = [...dots].sort((p, q) => q.weight - p.weight || (p.id < q.id ? -1 : 1));
  sorted.forEach((dot, rank) => {
    const near = nameFor(dot, dots, placed, { w, h }, measure);
    const name = near ?? (rank < LED ? ledName(dot, dots, placed, { w, h }, measure) : null);
    if (name) placed.push(name);
  });
  return placed;
}
/** A name at the end of a line to its dot, as near as there is room for it. */
function ledName(dot, dots, placed, { w, h }, measure) {
  const isClear = (box) =>
    box[0] > 2 && box[1] > 2 && box[2] < w - 2 && box[3] < h - 2 &&
    !placed.some((other) => overlap(box, other.box)) &&
    dots.every((other) => farFrom(box, other) > other.r + 1);
  for (const text of dot.texts) {
    const box = boxesAround(dot, measure(text, dot.bold)).find(isClear);
    if (box) return { id: dot.id, text, box, bold: Boolean(dot.bold), isLed: true };
  }
  return null;
}
/** Boxes all around a dot, ever farther from it. */
function boxesAround({ x, y, r }, wide) {
  return Array.from({ length: 160 }, (_, i) => {
    const [turn, far] = [((i % 16) * Math.PI) / 8, r + 16 + 12 * Math.floor(i / 16)];
    const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
    const left = x + dx * far - (wide * (1 - Math.round(dx * 1.2))) / 2;
    return [left, y + dy * far - HIGH / 2, left + wide, y + dy * far + HIGH / 2];
  });
}
const HIGH = 13; // pixels of a line of text
function nameFor(dot, dots, placed, room, measure) {
  for (const text of dot.texts) {
    const wide = measure(text, dot.bold);
    const box = boxesBeside(dot, wide).find((each) => isFree(each, dot, dots, placed, room));
    if (box) return { id: dot.id, text, box, bold: Boolean(dot.bold) };
  }
  return null;
}
/** Where a name may stand: below, above, right, left, and across the corners. */
function boxesBeside({ x, y, r, side }, wide) {
  const gap = r + 3;
  const across = r * 0.72 + 2;
  const box = (left, top) => [left, top, left + wide, top + HIGH];
  const beside = { left: box(x + gap, y - HIGH / 2), right: box(x - gap - wide, y - HIGH / 2) };
  if (side === "left" || side === "right") return [beside[side]];
  if (side === "below") return [box(x - wide / 2, y + gap)];
  return [
    ...[box(x - wide / 2, y + gap), box(x - wide / 2, y - gap - HIGH), beside.left, beside.right],
    ...[box(x + across, y + across), box(x - across - wide, y + across)],
    ...[box(x + across, y - across - HIGH), box(x - across - wide, y - across - HIGH)],
  ];
}
/** Whether a name covers nothing, stays in the room, and lies nearer to its own dot than to any other. */
function isFree(box, dot, dots, placed, { w, h }) {
  if (box[0] < 2 || box[1] < 2 || box[2] > w - 2 || box[3] > h - 2) return false;
  if (placed.some((other) => overlap(box, other.box))) return false;
  const own = farFrom(box, dot) - dot.r;
  return dots.every((other) => other === dot || farFrom(box, other) - other.r > Math.max(own, 1));
}
const overlap = (p, q) => p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
export const farFrom = ([left, top, right, bottom], { x, y }) =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
