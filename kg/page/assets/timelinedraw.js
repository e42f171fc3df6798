// ---- timelinedraw: a bar and its axis, the same on the screen, in files and on paper -----------------------
import { inTheme, paper } from "./colours.js";
import { familyOf } from "./data.js";
import { blocksFor } from "./matrixdraw.js";
import { svg } from "./markup.js";
import { isDated, piecesOf, ticksOf, yearsOf } from "./timeline.js";
import { fixed, sheetText } from "./type.js";
import { t } from "./words.js";
const FAMILY = { agreements: "agreement", projects: "project", memberships: "membership", events: "event" };
const THICK = 7; // of a bar on the screen
export const colourOfBar = ({ sort }) => inTheme(familyOf.get(FAMILY[sort]));
export const todayInYears = () => yearsOf(new Date().toISOString().slice(0, 10));

/** Gradients and hatching for each sort of bars; *name* keeps the ids of two drawings apart. */
export function patternsOf(sorts, name) {
  return svg(
    "defs",
    {},
    ...sorts.flatMap((sort) => {
      const colour = colourOfBar({ sort });
      return [
        svg("linearGradient", { id: `${name}-fade-${sort}` }, svg("stop", { offset: 0, "stop-color": colour, "stop-opacity": 0.85 }), svg("stop", { offset: 1, "stop-color": colour, "stop-opacity": 0.08 })),
        svg(
          "pattern",
          { id: `${name}-hatch-${sort}`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
          svg("rect", { width: 6, height: 6, fill: colour, "fill-opacity": 0.07 }),
          svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: colour, "stroke-width": 2.2, "stroke-opacity": 0.5 }),
        ),
      ];
    }),
  );
}
/** The pieces of a bar at a height, within an axis that begins at *left* and is *wide* pixels. */
export function barDrawn(bar, axis, left, wide, y, name, thick = THICK) {
  const x = (year) => left + ((year - axis[0]) / (axis[1] - axis[0])) * wide;
  const colour = colourOfBar(bar);
  const pieces = piecesOf(bar.bounds, axis, todayInYears());
  const looks = {
    sure: { fill: colour },
    rough: { fill: colour, "fill-opacity": 0.5 },
    open: { fill: `url(#${name}-fade-${bar.sort})` },
    unknown: { fill: `url(#${name}-hatch-${bar.sort})` },
  };
  const drawn = pieces.map((piece) => {
    const [from, to] = [x(piece.from), x(piece.to)];
    return svg("rect", { "data-look": piece.look, x: fixed(from), y: fixed(y - thick / 2), width: fixed(Math.max(to - from, 1.5)), height: fixed(thick), ...looks[piece.look] });
  });
  return [...drawn, ...dotOfBar(bar, pieces, x, y, thick)];
}
/** A dot where it began: filled on a day or within a month, a rim where only the year is known. */
function dotOfBar(bar, pieces, x, y, thick) {
  const colour = colourOfBar(bar);
  const first = pieces[0];
  if (!isDated(bar) || !first || first.look === "unknown") return [];
  const isExact = first.look === "sure" || first.to - first.from < 0.1;
  const at = first.from + (first.look === "rough" && isExact ? (first.to - first.from) / 2 : 0);
  return [svg("circle", { cx: fixed(x(at)), cy: fixed(y), r: fixed(thick * 0.57), fill: isExact ? colour : paper.paper, stroke: colour, "stroke-width": 1.6 })];
}
/** The years above, their lines through all rows, the range that is chosen, and today. */
export function axisDrawn(axis, left, wide, height, range) {
  const x = (year) => left + ((year - axis[0]) / (axis[1] - axis[0])) * wide;
  const ticks = ticksOf(axis, wide, 56);
  const today = x(todayInYears());
  const chosen = range
    ? [svg("rect", { class: "range", x: fixed(x(range[0])), y: 0, width: fixed(Math.max(x(range[1]) - x(range[0]), 1)), height, fill: paper.accent, "fill-opacity": 0.09 })]
    : [];
  return [
    ...chosen,
    ...ticks.map((year) => svg("line", { x1: fixed(x(year)), x2: fixed(x(year)), y1: 0, y2: height, stroke: paper.line })),
    svg("line", { class: "today", x1: fixed(today), x2: fixed(today), y1: 0, y2: height, stroke: paper.accent, "stroke-dasharray": "3 3" }),
  ];
}
export function yearsDrawn(axis, left, wide, y) {
  const x = (year) => left + ((year - axis[0]) / (axis[1] - axis[0])) * wide;
  return ticksOf(axis, wide, 56).map((year) => sheetText(String(year), x(year), y, { "text-anchor": "middle", "font-size": 11, fill: paper.soft }));
}

/** Return all rows in a room of some size, as a group of SVG. *rows* are { text } for a group, or { bar, textFor }
 *  with the name for a width and size. */
export function drawnTimeline(rows, axis, range, { w, h }) {
  const blocks = blocksFor(rows.length);
  const each = Math.ceil(rows.length / blocks);
  const wide = (w - 56 - 24 * (blocks - 1)) / blocks;
  const high = Math.min((h - 32) / Math.max(each, 1), 18);
  const sorts = [...new Set(rows.filter(({ bar }) => bar).map(({ bar }) => bar.sort))];
  const parts = Array.from({ length: blocks }, (_, i) =>
    svg("g", { transform: `translate(${fixed(28 + i * (wide + 24))} 0)` }, ...rowsDrawn(rows.slice(i * each, (i + 1) * each), axis, range, wide, high)));
  return svg("g", {}, patternsOf(sorts, "sheet"), ...parts);
}
function rowsDrawn(rows, axis, range, all, high) {
  const size = Math.min(11.5, high * 0.78);
  const left = all * 0.42;
  const wide = all - left - 6;
  const y = (i) => 26 + (i + 0.5) * high;
  const grid = svg("g", { transform: "translate(0 26)" }, ...axisDrawn(axis, left, wide, high * rows.length, range));
  const drawn = rows.flatMap(({ bar, text, textFor }, i) => {
    const label = (words, more) => sheetText(words, 0, y(i) + size * 0.35, { "font-size": fixed(size), ...more });
    if (!bar) return [label(text, { "font-weight": 650 })];
    return [label(textFor(left - 10, size), {}), ...barDrawn(bar, axis, left, wide, y(i), "sheet", Math.min(THICK, high * 0.5))];
  });
  return [...yearsDrawn(axis, left, wide, 16), grid, ...drawn];
}

/** What the pieces of a bar say; a sample is 26 by 16 pixels. *where* keeps the ids of two keys apart: a
 *  pattern of what is not displayed, as the page on paper, paints nothing. */
export function signsOfTimeline(sort, where) {
  const fill = { sure: colourOfBar({ sort }), rough: colourOfBar({ sort }), open: `url(#${where}-open-fade-${sort})`, unknown: `url(#${where}-unknown-hatch-${sort})` };
  const sample = (look) =>
    svg("g", {}, patternsOf([sort], `${where}-${look}`), svg("rect", { x: 1, y: 4, width: 24, height: 8, fill: fill[look], ...(look === "rough" ? { "fill-opacity": 0.5 } : {}) }));
  return Object.keys(fill).map((look) => [sample(look), t(`timeline-${look}`)]);
}
