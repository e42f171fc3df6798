// ---- matrixdraw: the matrix of members as a drawing, for files and paper ----------------------------------
import { inTheme, paper } from "./colours.js";
import { familyOf, nodeOf } from "./data.js";
import { squareKey } from "./matrix.js";
import { svg } from "./markup.js";
import { fixed, measure, sheetText } from "./type.js";
import { name, t } from "./words.js";
const MOST_ROWS = 56; // more stand in blocks, side by side
const MOST_BLOCKS = 3;
/** In how many blocks so many rows stand, so that they can be read. */
export const blocksFor = (rows) => Math.min(Math.max(Math.ceil(rows / MOST_ROWS), 1), MOST_BLOCKS);
const TOP = 130; // room for the names of columns
const NAMES = 0.44; // of a block, for the names of rows

/** Return the squares in a room of some size, as a group of SVG. */
export function drawnMatrix({ rows, columns, squares }, { w, h }) {
  const blocks = blocksFor(rows.length);
  const wide = Math.min((w - 40) / blocks - 20, 860);
  const each = Math.ceil(rows.length / blocks);
  const high = Math.min((h - TOP - 10) / Math.max(each, 1), 21);
  const parts = Array.from({ length: blocks }, (_, i) =>
    svg(
      "g",
      { transform: `translate(${fixed(28 + i * (wide + 24))} 0)` },
      ...blockOf(rows.slice(i * each, (i + 1) * each), columns, squares, { wide, high }),
    ),
  );
  return svg("g", {}, ...parts);
}
function blockOf(rows, columns, squares, { wide, high }) {
  const left = wide * NAMES;
  const step = (wide - left) / Math.max(columns.length, 1);
  const size = Math.min(12, high * 0.78);
  const x = (i) => left + (i + 0.5) * step;
  const y = (i) => TOP + (i + 0.5) * high;
  const big = Math.min(11.5, step * 0.8);
  const heads = columns.map((id, i) =>
    sheetText(cutEnd(nodeOf.get(id).short ?? name(id), big, 150), 0, 0, { "font-size": fixed(big), "font-weight": 600, transform: `translate(${fixed(x(i))} ${TOP - 8}) rotate(-48)` }));
  const bands = columns.filter((_, i) => i % 2 === 0).map((_, i) =>
    svg("rect", { x: fixed(x(2 * i) - step / 2), y: TOP, width: fixed(step), height: fixed(high * rows.length), fill: paper.ground }));
  const names = rows.map((id, i) =>
    sheetText(cutEnd(name(id), size, left - 14), left - 10, y(i) + size * 0.35, { "text-anchor": "end", "font-size": fixed(size) }));
  const drawn = rows.flatMap((row, i) =>
    columns.flatMap((column, j) => {
      const square = squares.get(squareKey(row, column));
      return square ? squareDrawn(square, x(j), y(i), Math.min(high * 0.72, 13), step) : [];
    }));
  return [...bands, ...heads, ...names, ...drawn];
}
function squareDrawn({ mark, year }, x, y, side, step) {
  const colour = inTheme(familyOf.get("membership"));
  const left = x - Math.min(step * 0.3, 16);
  const looks = looksOfSquare(mark, colour);
  const inset = mark === "part" ? 0.7 : 0;
  return [
    svg("rect", { x: fixed(left + inset), y: fixed(y - side / 2 + inset), width: fixed(side - 2 * inset), height: fixed(side - 2 * inset), rx: 2, ...looks }),
    ...(year && step > 34 ? [sheetText(year, left + side + 3, y + side * 0.3, { fill: paper.soft, "font-size": fixed(Math.min(9, side)) })] : []),
  ];
}
/** A text that ends in an ellipsis where it would be wider than its room. */
export function cutEnd(text, size, most) {
  if (measure(text, size, false) <= most) return text;
  let kept = text.length;
  while (kept > 3 && measure(`${text.slice(0, kept)}…`, size, false) > most) kept -= 1;
  return `${text.slice(0, kept).trimEnd()}…`;
}
/** What a square says; a sample is 26 by 16 pixels. */
export function signsOfMatrix(marks) {
  const colour = inTheme(familyOf.get("membership"));
  const sample = (mark) => svg("rect", { x: mark === "part" ? 7.3 : 6.5, y: mark === "part" ? 2.3 : 1.5, width: mark === "part" ? 11.4 : 13, height: mark === "part" ? 11.4 : 13, rx: 2, ...looksOfSquare(mark, colour) });
  return marks.map((mark) => [sample(mark), t(`matrix-${mark}`)]);
}
const looksOfSquare = (mark, colour) =>
  ({ member: { fill: colour }, likely: { fill: colour, "fill-opacity": 0.42 }, part: { fill: "none", stroke: colour, "stroke-width": 1.4 } })[mark];
