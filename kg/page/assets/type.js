// ---- type: how wide words are, and how names break into rows --------------------------------------------
import { paper } from "./colours.js";
import { svg } from "./markup.js";
export const FONT = 'Inter, "Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
export const SIZES = { plain: 11.5, bold: 13 };
const widths = new Map();
const measuring = document.createElement("canvas").getContext("2d");
export function measure(text, size, bold) {
  const key = `${bold ? "b" : ""}${text}`;
  if (!widths.has(key)) {
    measuring.font = `${bold ? "600 " : ""}100px ${FONT}`;
    widths.set(key, measuring.measureText(text).width / 100);
  }
  return widths.get(key) * size;
}
/** Break a name into rows of some letters; what does not fit ends in an ellipsis. */
export function rowsOf(text, rowsMost, most = 22) {
  const rows = [""];
  for (const word of text.slice(0, 300).split(/\s+/)) {
    const row = rows.at(-1);
    if (!row) rows[rows.length - 1] = word;
    else if (row.length + word.length < most) rows[rows.length - 1] = `${row} ${word}`;
    else if (rows.length < rowsMost) rows.push(word);
    else return [...rows.slice(0, -1), `${row.slice(0, most)}…`];
  }
  return rows.map((row) => (row.length > most + 6 ? `${row.slice(0, most + 5)}…` : row));
}
export const fixed = (value) => value.toFixed(1);
export const sheetText = (text, x, y, extra = {}) =>
  svg("text", { x: fixed(x), y: fixed(y), fill: paper.ink, "font-size": 12, ...extra }, text);
