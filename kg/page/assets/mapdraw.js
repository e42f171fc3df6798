// ---- mapdraw: the map as a drawing, the same on the screen, in files and on paper ------------------------
import { inTheme, paper } from "./colours.js";
import { DATA, familyOf, groupOf } from "./data.js";
import { landOf } from "./land.js";
import { bent, placeNames, sizeOfCountry } from "./map.js";
import { codeOf } from "./mapscene.js";
import { svgMark } from "./marks.js";
import { svg } from "./markup.js";
import { fixed, measure, sheetText } from "./type.js";
import { familyName, inLang, t } from "./words.js";
const SIZE = 11.5; // pixels of a name
let land = null; // made when first wanted
const landNow = () => (land ??= landOf(DATA.map));

/** Return the groups of a drawing: land, lines, dots, names. *hovered* is the id of a dot or line. */
export function drawnMap(map, place, camera, room, focus, hovered = null) {
  const shown = { ...map, dots: map.dots.filter((dot) => !isBehind(dot, place.plates, camera)) };
  const names = namesOnMap(shown, room);
  return [
    landGroup(place.look, camera, focus),
    lineGroup(map.lines.filter(({ isStrong }) => !isStrong), hovered),
    ...(camera.k > 1.02 ? place.plates.map(plateBeside) : []),
    lineGroup(map.lines.filter(({ isStrong }) => isStrong), hovered),
    svg("g", { class: "leaders" }, ...names.filter(({ isLed }) => isLed).map((each) => leaderOf(each, shown))),
    svg("g", { class: "dots" }, ...shown.dots.map(dotMark), ...map.bodies.map(dotMark)),
    svg("g", { class: "captions" }, ...map.captions.map(captionText)),
    svg("g", { class: "names" }, ...names.map((each) => nameText(each, map))),
    ...plateOf(map, names, hovered, room),
  ];
}
/** A pale dot that the zoomed map has moved behind those that stand beside it. */
const isBehind = ({ x, y, side, isDimmed }, plates, { k }) =>
  k > 1.02 && !side && isDimmed && plates.some(([left, top, wide, high]) => x > left && x < left + wide && y > top && y < top + high);
/** The land under one transformation, so that moving it costs nothing. */
function landGroup(look, { x, y, k, w, h }, focus) {
  const scale = look.k * k;
  const shift = [(look.x - x) * k + w / 2, (look.y - y) * k + h / 2];
  const { outlines, borders } = landNow();
  const own = (focus?.dots ?? []).map((dot) => outlines.get(codeOf(dot))).filter(Boolean);
  const hairline = { "stroke-width": fixed(0.8 / scale), "stroke-linejoin": "round" };
  return svg(
    "g",
    { class: "land", transform: `translate(${fixed(shift[0])} ${fixed(shift[1])}) scale(${scale.toFixed(4)})` },
    svg("path", { d: [...outlines.values()].join(""), fill: paper.land, stroke: paper.land, ...hairline }),
    ...own.map((d) => svg("path", { d, fill: paper.accent, "fill-opacity": 0.22 })),
    svg("path", { d: borders, fill: "none", stroke: paper.paper, ...hairline }),
  );
}
const lineGroup = (lines, hovered) =>
  svg("g", { fill: "none", "stroke-linecap": "round" }, ...lines.map((line) => linePath(line, hovered)));
function linePath(line, hovered) {
  const isOver = hovered === line.key;
  return svg("path", {
    ...{ d: bent(line.curve), "data-line": line.key, stroke: line.isDimmed ? paper.soft : inTheme(line.family) },
    ...{ "stroke-width": fixed(line.width + (isOver ? 1.2 : 0)), "stroke-opacity": isOver ? 1 : alphaOf(line) },
    ...(line.dash.length ? { "stroke-dasharray": line.dash.join(" ") } : {}),
  });
}
/** What lies behind those that stand beside the map, so that they can be read when it is zoomed. */
const plateBeside = ([x, y, width, height]) =>
  svg("rect", { x, y, width, height, fill: paper.paper, "fill-opacity": 0.78 });
/** Projects join many at once, so that their lines are the palest; what is chosen is the strongest. */
function alphaOf({ isDimmed, isStrong, isFaint, isBeside, family }) {
  if (isDimmed) return 0.06;
  if (isStrong) return 0.85;
  if (isFaint) return 0.16;
  return ({ project: 0.3 }[family.id] ?? 0.6) * (isBeside ? 0.5 : 1);
}
function dotMark(dot) {
  const { shape, hollow } = markOfDot(dot);
  const mark = { shape, hollow, r: dot.r, fill: dot.isBody || dot.isOne ? inTheme(groupOf.get(dot.group)) : paper.accent };
  const parts = [];
  if (dot.within) parts.push(ringAround(dot, dot.r + 2.6, paper.accent, 0.9 + Math.log2(dot.within) * 0.5, 0.55));
  if (dot.isChosen) parts.push(ringAround(dot, dot.r + 4.6, paper.ink, 2, 1));
  const title = svg("title", {}, inLang(dot.label));
  const drawn = svgMark({ ...mark, unsure: Boolean(dot.unresolved) }, dot.x, dot.y);
  return svg("g", { "data-dot": dot.id, opacity: dot.isDimmed ? 0.25 : 1 }, title, ...parts, drawn);
}
const markOfDot = (dot) => (dot.isBody || dot.isOne ? groupOf.get(dot.group) : { shape: "dot", hollow: false });
const ringAround = ({ x, y }, r, stroke, width, alpha) =>
  svg("circle", {
    ...{ cx: fixed(x), cy: fixed(y), r: fixed(r), fill: "none", stroke },
    ...{ "stroke-width": fixed(width), "stroke-opacity": alpha },
  });

/** The names that have room, each beside its own dot. */
export function namesOnMap(map, room) {
  const side = Math.min(168, room.w * 0.15);
  const all = [...map.dots, ...map.bodies].map((dot) => ({
    ...dot,
    r: dot.r + (dot.isChosen ? 5 : dot.within ? 2.5 : 0),
    bold: dot.isChosen,
    texts: textsOf(dot, dot.side === "left" || dot.side === "right" ? side : 170),
  }));
  return placeNames(all, room, (text, bold) => measure(text, SIZE, bold) + 2);
}
/** A name in full, or its acronym or code; what is too long is cut in the middle. */
function textsOf({ label, code, side, isChosen }, most) {
  const full = inLang(label);
  const fits = (text) => measure(text, SIZE, false) <= most;
  if (fits(full)) return code && !isChosen ? [full, code] : [full];
  return code ? [code] : [cutTo(full, fits), ...(side ? [] : [cutTo(full, (text) => measure(text, SIZE, false) <= most / 2)])];
}
function cutTo(text, fits) {
  let kept = text.length;
  const cut = () => `${text.slice(0, Math.ceil(kept / 2)).trimEnd()}…${text.slice(text.length - Math.floor(kept / 2)).trimStart()}`;
  while (kept > 4 && !fits(cut())) kept -= 1;
  return cut();
}
const captionText = ({ x, y, side, isBody }) =>
  sheetText(t(isBody ? "map-bodies" : "map-beyond"), x + (side === "right" ? 6 : -6), y + 4, {
    ...{ "text-anchor": side === "right" ? "end" : "start", "font-size": SIZE, fill: paper.soft },
    ...{ stroke: paper.paper, "stroke-width": 3, "stroke-opacity": 0.85, "paint-order": "stroke" },
  });
/** The line from a dot to a name that found no room beside it. */
function leaderOf({ id, box }, map) {
  const dot = [...map.dots, ...map.bodies].find((each) => each.id === id);
  const end = { x: Math.min(Math.max(dot.x, box[0]), box[2]), y: Math.min(Math.max(dot.y, box[1]), box[3]) };
  return svg("line", {
    ...{ "data-leader": id, x1: fixed(dot.x), y1: fixed(dot.y), x2: fixed(end.x), y2: fixed(end.y) },
    ...{ stroke: paper.ink, "stroke-width": 0.9, "stroke-opacity": 0.7 },
  });
}
function nameText({ id, text, box, bold }, map) {
  const dot = map.dots.find((each) => each.id === id) ?? map.bodies.find((each) => each.id === id);
  return sheetText(text, (box[0] + box[2]) / 2, box[3] - 3, {
    ...{ "text-anchor": "middle", "font-size": SIZE, "font-weight": bold ? 650 : 400, "data-name": id },
    ...{ fill: paper.ink, "fill-opacity": dot.isDimmed ? 0.35 : 1 },
    ...{ stroke: paper.paper, "stroke-width": 3, "stroke-opacity": 0.85, "paint-order": "stroke", "stroke-linejoin": "round" },
  });
}
/** The whole name of what is under the pointer, on a plate, unless it stands there anyway. */
function plateOf(map, names, hovered, room) {
  const dot = [...map.bodies, ...map.dots].find(({ id }) => id === hovered);
  if (!dot || names.some(({ id, text }) => id === hovered && text === inLang(dot.label))) return [];
  const text = inLang(dot.label);
  const wide = measure(text, SIZE + 0.5, true) + 16;
  const left = Math.min(Math.max(dot.x - wide / 2, 4), Math.max(room.w - wide - 4, 4));
  const top = dot.y - dot.r - 30 > 4 ? dot.y - dot.r - 30 : dot.y + dot.r + 8;
  return [
    svg(
      "g",
      { class: "plate" },
      svg("rect", { x: fixed(left), y: fixed(top), width: fixed(wide), height: 22, rx: 4, fill: paper.paper, stroke: paper.edge }),
      sheetText(text, left + wide / 2, top + 15, { "text-anchor": "middle", "font-size": SIZE + 0.5, "font-weight": 600, fill: paper.ink }),
    ),
  ];
}

/** What sizes, rims and widths mean; a sample is 26 by 16 pixels. */
export function signsOfMap() {
  const circle = (bodies) => svg("circle", { cx: 13, cy: 8, r: Math.min(sizeOfCountry(bodies) * 0.55, 8), fill: paper.accent });
  const line = (family, width, dash) =>
    svg("line", { x1: 1, x2: 25, y1: 8, y2: 8, stroke: inTheme(familyOf.get(family)), "stroke-width": width, ...(dash.length ? { "stroke-dasharray": dash.map((each) => each * 0.75).join(" ") } : {}) });
  const rim = svg("g", {}, svg("circle", { cx: 13, cy: 8, r: 3.4, fill: paper.accent }), ringAround({ x: 13, y: 8 }, 6, paper.accent, 1.4, 0.7));
  const measures = [[circle(40), t("map-size")], [rim, t("map-within")], [line("agreement", 4.5, []), t("map-width")]];
  const body = svgMark({ ...groupOf.get("international"), r: 5, fill: inTheme(groupOf.get("international")) }, 13, 8);
  const families = ["agreement", "cooperation", "project"].map((family) => [line(family, 2, familyOf.get(family).dashes), familyName(family)]);
  return { measures, signs: [...measures, [body, t("group-international")], ...families] };
}
