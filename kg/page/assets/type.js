// ---- type: how wide words are, and how names break into rows --------------------------------------------
import { paper } from "./colours.js";
import { svg } from "./markup.js";
export const FONT = 'Inter, "Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
export const SIZES = { plain: 11.5, hub: 12.5, bold: 13 };
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
export const fixed = (value) => value.toFixed(1);
export const sheetText = (text, x, y, extra = {}) =>
  svg("text", { x: fixed(x), y: fixed(y), fill: paper.ink, "font-size": 12, ...extra }, text);
/** Break a text into rows of some width. */
export function rowsThatFit(text, size, wide) {
  const rows = [""];
  for (const word of text.slice(0, 2000).split(" ")) {
    const longer = rows.at(-1) ? `${rows.at(-1)} ${word}` : word;
    if (measure(longer, size, true) <= wide || !rows.at(-1)) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows;
}
