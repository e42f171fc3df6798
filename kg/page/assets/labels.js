// ---- labels: greedy, no two ever on one another -------------------------------------------------------
import { byNear } from "./arrange.js";
import { toPicture } from "./camera.js";
import { paper, withAlpha } from "./colours.js";
import { fitted } from "./framing.js";
import { grow } from "./marks.js";
import { hovered } from "./pointing.js";
import { asked, dressed, scene } from "./scene.js";
import { isWide, stageSize } from "./stage.js";
import { FONT, SIZES, measure, rowsOf } from "./type.js";
import { scaleNow, view } from "./view.js";
import { inLang } from "./words.js";
export let labels = []; // boxes in the units of the picture, as drawn
let labelKey = "";
/** Boxes by the cells that they touch, so that a collision is found without asking all of them. */
function grid(size) {
  const cells = new Map();
  const touch = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const keys = ([x1, y1, x2, y2]) => {
    const found = [];
    for (let x = Math.floor(x1 / size); x <= Math.floor(x2 / size); x += 1)
      for (let y = Math.floor(y1 / size); y <= Math.floor(y2 / size); y += 1) found.push(`${x},${y}`);
    return found;
  };
  return {
    add: (box) => keys(box).forEach((key) => (cells.get(key) ?? cells.set(key, []).get(key)).push(box)),
    hits: (box) => keys(box).some((key) => (cells.get(key) ?? []).some((other) => touch(box, other))),
    weigh: (box) => {
      const hit = keys(box).flatMap((key) => (cells.get(key) ?? []).filter((other) => touch(box, other)));
      return [...new Set(hit)].reduce((sum, { weight }) => sum + weight, 0);
    },
  };
}

/** Place captions, numbers, and the names of dots: the picked and the most linked first. */
export function placeLabels(scale, limits, wanted = wantedLabels()) {
  const [taken, icons] = [grid(140 / scale), grid(140 / scale)];
  for (const [id, { x, y }] of scene.at) {
    const mark = scene.marks.get(id);
    const r = mark.r * grow(scale) * 1.05;
    const weight = Math.max(1, (mark.r / 6) ** 2); // to cover a large one is worse
    if (mark.alpha === 1) icons.add(Object.assign([x - r, y - r, x + r, y + r], { weight }));
  }
  const placed = [...captions(scale, taken), ...numbers(scale, taken, icons)];
  for (const each of wanted) {
    const found = placeLabel(each, scale, limits, taken, icons);
    if (found) taken.add(found.box);
    if (found) placed.push(found);
  }
  return placed;
}
/** In which order dots get their names, and which ones must. */
const HUBS = 8;
function wantedLabels() {
  const lit_ = [...scene.dots.values()].filter((dot) => !scene.light || scene.light.dots.has(dot.id));
  const isPicked = (dot) => scene.marks.get(dot.id).chosen;
  const rank = (dot) => (isPicked(dot) ? 1e6 : 0) + dot.near.size * 10 - (dot.group === "area" ? 15 : 0);
  const hubs = new Set(
    [...scene.dots.values()]
      .sort(byNear)
      .slice(0, HUBS)
      .map(({ id }) => id),
  );
  return lit_
    .sort((a, b) => rank(b) - rank(a) || byNear(a, b))
    .map((dot) => {
      const [picked, isHub] = [isPicked(dot), hubs.has(dot.id)];
      return { dot, bold: picked || isHub, must: picked || (isHub && !scene.frameOf) };
    });
}
/** On a phone the acronym comes first; elsewhere it stands in where the name has no room. */
function namesFor({ label, short }, bold) {
  const full = rowsOf(inLang(label), bold && isWide() ? 3 : 2);
  if (!short) return [full];
  return isWide() ? [full, [short]] : [[short], full];
}
function placeLabel({ dot, must, bold }, scale, limits, taken, icons) {
  const quiet = ["area", "event", "text", "practice"].includes(dot.group) && !scene.marks.get(dot.id).chosen;
  const size = (bold ? SIZES.bold : SIZES.plain) / scale;
  for (const rows of namesFor(dot, bold)) {
    const wide = Math.max(...rows.map((row) => measure(row, size, bold))) + 5 / scale;
    const high = rows.length * size * 1.2 + 2 / scale;
    const box = bestPlace({ dot, wide, high, must, scale, limits }, taken, icons, scene.frameOf?.get(dot.id));
    if (box) return { id: dot.id, rows, box, size, bold: bold && dot.group !== "area", quiet, plate: must };
  }
  return null;
}
/** The first free place around a dot; a name that must be there may cover others, at a price. */
function bestPlace(label, taken, icons, frame) {
  const { dot, must, scale, limits, wide, high } = label;
  const mark = scene.marks.get(dot.id);
  const r = mark.r * grow(scale) * 1.15 + (mark.chosen ? 7 : 2.5) / scale;
  const isOut = (box) =>
    (frame && (box[0] < frame.x || box[2] > frame.x + frame.w || box[3] > frame.y + frame.h)) ||
    (limits && (box[0] < limits[0] || box[2] > limits[1]));
  let best = null;
  for (let ring = 0; ring < (must ? 4 : 1) && !(best?.cost < 1); ring += 1) {
    const spots = spotsAround(scene.at.get(dot.id), r + ring * high * 0.28, 2 / scale, wide, high);
    for (const [at, [left, top]] of spots.entries()) {
      const box = [left, top, left + wide, top + high];
      if (isOut(box) || taken.hits(box)) continue;
      const cost = icons.weigh(box) * 2 + ring * 3 + at * 0.1;
      if ((must || cost < 1) && (!best || cost < best.cost)) best = { box, cost };
    }
  }
  if (!best && must && frame) return bestPlace(label, taken, icons, null);
  return best?.box ?? null;
}
/** Below, above, right, left, and then the corners. */
function spotsAround({ x, y }, d, gap, wide, high) {
  const [near, middle, centre] = [d * 0.7, y - high / 2, x - wide / 2];
  return [
    [centre, y + d],
    [centre, y - d - high],
    [x + d + gap, middle],
    [x - d - gap - wide, middle],
    [x + near, y + near],
    [x - near - wide, y + near],
    [x + near, y - near - high],
    [x - near - wide, y - near - high],
  ];
}
/** The caption of a frame stands inside its upper edge, that of a ring on its highest point. */
function captions(scale, taken) {
  const size = SIZES.plain / scale;
  return scene.guides.flatMap(({ frame, ring, caption }) => {
    const width = (rows) => Math.max(...rows.map((row) => measure(row, size, true))) + 6 / scale;
    const halves = rowsOf(caption, 2, Math.ceil(caption.length / 2) + 3);
    const rows = [[caption], halves].find((each) => !frame || width(each) < frame.w - 4 / scale);
    if (!rows) return [];
    const wide = width(rows);
    const [x, y] = frame ? [frame.x + 4 / scale, frame.y + 4 / scale] : [-wide / 2, -ring.ry - size * 0.7];
    const box = [x, y, x + wide, y + rows.length * size * 1.25];
    if (taken.hits(box)) return [];
    taken.add(box);
    return [{ id: null, rows, box, size, bold: true, quiet: true }];
  });
}
/** The number of each counted line stands beside its middle, clear of dots and of one another. */
function numbers(scale, taken, icons) {
  const size = 11 / scale;
  const placed = [];
  for (const { key, a, b, relations: own } of scene.lines.values()) {
    const numbers_ = own.map((each) => each.number).filter(Boolean);
    if (!numbers_.length || asked.into || scene.strokes.get(key).dimmed) continue;
    const rows = [numbers_.join(" · ")];
    const [p, q] = [scene.at.get(a), scene.at.get(b)];
    const wide = measure(rows[0], size, true) + 4 / scale;
    const boxes = [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26].map((part) => {
      const [x, y] = [p.x + (q.x - p.x) * part, p.y + (q.y - p.y) * part];
      return [x - wide / 2, y - size * 0.7, x + wide / 2, y + size * 0.7];
    });
    const box = boxes.find((each) => !taken.hits(each) && !icons.hits(each));
    if (!box) continue;
    taken.add(box);
    placed.push({ id: null, rows, box, size, bold: true });
  }
  return placed;
}

/** Where names may stand while the whole is in view, or what is in the light is. */
function limitsNow(scale) {
  const isWhole = fitted && Math.abs(scale / fitted - 1) < 0.01;
  if (!isWhole && !scene.light) return null;
  return [4, stageSize().width - 4].map((x) => toPicture(view.camera, { x, y: 0 }).x);
}
export function settleLabels() {
  const scale = scaleNow();
  const key = `${dressed}|${scale.toPrecision(3)}|${isWide()}`;
  if (key !== labelKey) labels = placeLabels(scale, limitsNow(scale));
  labelKey = key;
}
/** Names that must be there keep the lines behind them pale; dots stay as they are. */
export function drawPlates(context) {
  context.fillStyle = withAlpha(paper.paper, 0.75);
  const [x1, y1, x2, y2] = [0, 1, 2, 3];
  for (const { plate, box } of labels) {
    if (plate) context.fillRect(box[x1], box[y1], box[x2] - box[x1], box[y2] - box[y1]);
  }
}
export function drawLabels(context) {
  const scale = scaleNow();
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const label of labels) writeLabel(context, label, scale);
  const over = scene.dots.get(hovered.dot);
  if (!over || labels.some(({ id }) => id === over.id)) return;
  const alone = [grid(1e6), grid(1e6)];
  writeLabel(context, placeLabel({ dot: over, must: true, bold: true }, scale, null, ...alone), scale, 6);
}
function writeLabel(context, { rows, box, size, bold, quiet }, scale, halo = 3.2) {
  context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
  context.lineWidth = halo / scale;
  context.strokeStyle = withAlpha(paper.paper, 0.92);
  context.fillStyle = quiet ? paper.soft : paper.ink;
  rows.forEach((row, i) => {
    const [x, y] = [(box[0] + box[2]) / 2, box[1] + 1 / scale + i * size * 1.2];
    context.strokeText(row, x, y);
    context.fillText(row, x, y);
  });
}
