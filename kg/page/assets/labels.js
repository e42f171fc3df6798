// ---- labels: the names in the network, by weight and each beside its dot ---------------------------------
import { byNear } from "./arrange.js";
import { toPicture, toScreen } from "./camera.js";
import { paper, withAlpha } from "./colours.js";
import { boundsOnStage, extent } from "./framing.js";
import { grow } from "./marks.js";
import { rowsOf, shortNames } from "./naming.js";
import { findPlace, openBoard } from "./placing.js";
import { hovered } from "./pointing.js";
import { asked, dressed, isFolded, scene } from "./scene.js";
import { isWide } from "./stage.js";
import { state } from "./state.js";
import { FONT, SIZES, measure } from "./type.js";
import { scaleNow, view } from "./view.js";
import { inLang } from "./words.js";
const HUBS = 10; // so many of the most linked have a name in every arrangement
const ROOM = 6500; // square pixels of the picture for each name
const LEAST_NAMES = 14;
export let labels = []; // boxes in the units of the picture, as drawn
let labelKey = "";
let shorts = new Map();
let shortsKey = "";

/** Place captions, numbers, and the names of dots: the picked and the most linked first. */
export function placeLabels(scale, bounds) {
  const inPixels = bounds && [bounds.left, bounds.top, bounds.right, bounds.bottom].map((each) => each * scale);
  const dots = dotsInPixels(scale);
  const all = openBoard(dots);
  const lit = scene.light ? openBoard(dots.filter(({ id }) => scene.light.dots.has(id)), all.names) : all;
  const placed = [...captions(scale, all), ...numbers(scale, all)];
  for (const each of wantedLabels(scale, bounds)) {
    const dot = all.dotOf.get(each.dot.id);
    const wish = { dot, variants: variantsOf(each), must: false, bounds: frameFor(each.dot, scale) ?? inPixels };
    const board = each.isLit ? lit : all;
    const sought = [[wish, all], [wish, board], ...(each.must ? [[{ ...wish, must: true, bounds: inPixels }, board]] : [])];
    const found = firstOf(sought, (own) => findPlace(...own));
    if (!found) continue;
    all.add(found.box);
    placed.push({ ...found.variant, id: each.dot.id, box: found.box, line: found.line, quiet: each.quiet });
  }
  return placed.map((label) => inPicture(label, scale));
}
/** What is found first, without looking further. */
function firstOf(items, find_) {
  for (const item of items) {
    const found = find_(item);
    if (found) return found;
  }
  return null;
}
const inPicture = (label, scale) => ({
  ...label,
  size: label.size / scale,
  box: label.box.map((each) => each / scale),
  line: label.line?.map(({ x, y }) => ({ x: x / scale, y: y / scale })) ?? null,
});
function dotsInPixels(scale) {
  return [...scene.at]
    .filter(([id]) => !isFolded(id))
    .map(([id, { x, y }]) => {
      const mark = scene.marks.get(id);
      return { id, x: x * scale, y: y * scale, r: mark.r * grow(scale) * scale * 1.12, weight: mark.r ** 2 };
    });
}
/** A name stays in the frame of its country, if it can. */
function frameFor(dot, scale) {
  const frame = scene.frameOf?.get(dot.id);
  return frame ? [frame.x, frame.y, frame.x + frame.w, frame.y + frame.h].map((each) => each * scale) : null;
}

/** Which dots get a name, in what order, and which must: the picked and the most linked of those in view. */
function wantedLabels(scale, bounds) {
  const dots = [...scene.dots.values()].filter(({ id }) => !isFolded(id));
  const isInView = ({ id }) => !bounds || standsIn(bounds, scene.at.get(id));
  const hubs = new Set(dots.filter(isInView).sort(byNear).slice(0, HUBS).map(({ id }) => id));
  const isPicked = ({ id }) => scene.marks.get(id).chosen;
  const isLit = ({ id }) => !scene.light || scene.light.dots.has(id);
  const isMinor = ({ group }) => ["area", "event", "text", "practice"].includes(group);
  const rank = (dot) =>
    (isPicked(dot) ? 1e6 : 0) + (isLit(dot) ? 1e5 : 0) + dot.near.size * 10 - (dot.group === "area" ? 15 : 0);
  const wanted = dots.filter((dot) => isLit(dot) || hubs.has(dot.id));
  const room = roomFor(scale);
  const isNamed = (dot, i) => i < room || hubs.has(dot.id) || isPicked(dot);
  const sorted = wanted.sort((a, b) => rank(b) - rank(a) || byNear(a, b)).filter(isNamed);
  return sorted.map((dot) => ({
    dot,
    ...{ bold: isPicked(dot), hub: hubs.has(dot.id), isLit: isLit(dot) },
    must: isPicked(dot) || hubs.has(dot.id),
    quiet: !isLit(dot) || (isMinor(dot) && !isPicked(dot)),
  }));
}
const standsIn = ({ left, right, top, bottom }, { x, y }) => x > left && x < right && y > top && y < bottom;
/** How many names a picture of this size holds; by weight, so that the rest stays unnamed. */
function roomFor(scale) {
  const { left, right, top, bottom } = extent();
  const area = (right - left + 160 / scale) * (bottom - top + 80 / scale) * scale ** 2;
  return Math.max(LEAST_NAMES + HUBS, Math.round(area / ROOM));
}
/** Full name, acronym, or on a phone the acronym first. */
function variantsOf({ dot, bold, hub }) {
  const { short } = shortsNow().get(dot.id);
  const size = bold ? SIZES.bold : hub ? SIZES.hub : SIZES.plain;
  const full = fullNames(dot, (bold || hub) && isWide() ? 3 : 2);
  const least = short ? [[short]] : hub ? [rowsOf(inLang(dot.label), 1, 16)] : [];
  const all = short && !isWide() ? [...least, ...full] : [...full, ...least];
  return all.map((each) => sized({ rows: each, size, bold }));
}
/** The name in some rows, and in two; where it has to be cut, without the first words that others share. */
function fullNames(dot, rows) {
  const whole = rowsOf(inLang(dot.label), rows);
  const { rest } = shortsNow().get(dot.id);
  const full = whole.join().includes("…") ? rowsOf(rest, rows) : whole;
  return full.length > 2 ? [full, rowsOf(rest, 2)] : [full];
}
const sized = (variant) => ({
  ...variant,
  wide: Math.max(...variant.rows.map((row) => measure(row, variant.size, variant.bold))) + 4,
  high: variant.rows.length * variant.size * 1.2 + 2,
});
function shortsNow() {
  const key = `${state.lang}|${scene.dots.size}|${dressed}`;
  if (key === shortsKey) return shorts;
  shortsKey = key;
  shorts = shortNames([...scene.dots.values()].map((dot) => ({ ...dot, name: inLang(dot.label) })));
  return shorts;
}

/** The caption of a frame stands inside its upper edge, that of a ring on its highest point. */
function captions(scale, board) {
  const size = SIZES.plain;
  return scene.guides.flatMap(({ frame, ring, caption }) => {
    const halves = rowsOf(caption, 2, Math.ceil(caption.length / 2) + 3);
    const fits = (rows) => !frame || widthOf(rows, size) + 6 < frame.w * scale - 4;
    const rows = [[caption], halves].find(fits);
    if (!rows) return [];
    const wide = widthOf(rows, size) + 6;
    const [x, y] = frame ? [frame.x * scale + 4, frame.y * scale + 4] : [-wide / 2, -ring.ry * scale - size * 0.7];
    const box = [x, y, x + wide, y + rows.length * size * 1.25];
    if (board.isTaken(box)) return [];
    board.add(box);
    return [{ id: null, rows, box, size, bold: true, quiet: true }];
  });
}
const widthOf = (rows, size) => Math.max(...rows.map((row) => measure(row, size, true)));
/** The number of each counted line stands beside its middle, clear of dots and of one another. */
function numbers(scale, board) {
  const size = 11;
  return [...scene.lines.values()].flatMap(({ key, a, b, relations }) => {
    const said = relations.map((each) => each.number).filter(Boolean);
    if (!said.length || asked.into || scene.strokes.get(key).dimmed || isFolded(a)) return [];
    const rows = [said.join(" · ")];
    const [p, q] = [scene.at.get(a), scene.at.get(b)];
    const wide = measure(rows[0], size, true) + 4;
    const boxes = [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26].map((part) => {
      const [x, y] = [(p.x + (q.x - p.x) * part) * scale, (p.y + (q.y - p.y) * part) * scale];
      return [x - wide / 2, y - size * 0.7, x + wide / 2, y + size * 0.7];
    });
    const box = boxes.find((each) => !board.isTaken(each) && !board.dotsAt(each).length);
    if (!box) return [];
    board.add(box);
    return [{ id: null, rows, box, size, bold: true }];
  });
}

export function settleLabels() {
  const scale = scaleNow();
  const bounds = boundsOnStage();
  const key = JSON.stringify([dressed, scale.toPrecision(3), isWide(), bounds]);
  if (key !== labelKey) labels = placeLabels(scale, bounds);
  labelKey = key;
}

// ---- drawing ---------------------------------------------------------------------------------------------
export function drawLabels(context, camera) {
  const scale = camera.k;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  const [low, high] = [toPicture(camera, { x: 0, y: 0 }), toPicture(camera, { x: camera.w, y: camera.h })];
  const isCut = ([left, top, right, bottom]) => left < low.x || top < low.y || right > high.x || bottom > high.y;
  for (const label of labels) if (!isCut(label.box)) writeLabel(context, label, scale);
  writeHovered(context, scale);
}
/** The name of the dot under the pointer stands on a plate, within the frame. */
function writeHovered(context, scale) {
  const over = scene.dots.get(hovered.dot);
  if (!over || labels.some(({ id }) => id === over.id)) return;
  const { x, y } = toScreen(view.camera, scene.at.get(over.id));
  const dot = { id: over.id, x, y, r: scene.marks.get(over.id).r * grow(scale) * scale };
  const variants = [sized({ rows: rowsOf(inLang(over.label), 4, 30), size: SIZES.bold, bold: false })];
  const bounds = [6, 6, view.camera.w - 6, view.camera.h - 6];
  const found = findPlace({ dot, variants, must: true, bounds }, openBoard([]));
  if (!found) return;
  const corner = toPicture(view.camera, { x: found.box[0], y: found.box[1] });
  const box = [corner.x, corner.y, corner.x + variants[0].wide / scale, corner.y + variants[0].high / scale];
  const pad = 4 / scale;
  context.fillStyle = paper.paper;
  context.strokeStyle = paper.edge;
  context.lineWidth = 1 / scale;
  context.beginPath();
  context.roundRect(box[0] - pad, box[1] - pad, box[2] - box[0] + 2 * pad, box[3] - box[1] + 2 * pad, pad);
  context.fill();
  context.stroke();
  writeLabel(context, { ...variants[0], size: variants[0].size / scale, box }, scale);
}
function writeLabel(context, { rows, box, size, bold, quiet, line }, scale) {
  if (line) drawLeader(context, line, scale, quiet ? paper.edge : paper.ink);
  context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
  context.lineWidth = 3.2 / scale;
  context.strokeStyle = withAlpha(paper.paper, 0.92);
  context.fillStyle = quiet ? paper.soft : paper.ink;
  rows.forEach((row, i) => {
    const [x, y] = [(box[0] + box[2]) / 2, box[1] + 1 / scale + i * size * 1.2];
    context.strokeText(row, x, y);
    context.fillText(row, x, y);
  });
}
function drawLeader(context, [from, to], scale, colour_) {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  for (const [colour, wide] of [[withAlpha(paper.paper, 0.8), 3], [colour_, 0.9]]) {
    context.strokeStyle = colour;
    context.lineWidth = wide / scale;
    context.stroke();
  }
}
