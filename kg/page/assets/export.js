// ---- export: the view as a drawing, a picture, a table, an address ---------------------------------------
import { readColours } from "./colours.js";
import { $, button, el, figure } from "./markup.js";
import { dress } from "./scene.js";
import { SHEETS, drawing } from "./sheet.js";
import { RANGES, machineRows, relationsOfRange, sheetsOf } from "./sheets.js";
import { hashOf, state } from "./state.js";
import { fileName } from "./titles.js";
import { t } from "./words.js";
import { asCsv, asWorkbook } from "./workbook.js";
/** XML has no place for control characters, so that something else stands for them. */
const legible = (text) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
export const svgText = (sheet = "a4") =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${legible(new XMLSerializer().serializeToString(drawing(sheet)))}\n`;

/** The relations of a range as CSV, with the mark by which spreadsheets know UTF-8. */
export const csvText = (range = "view") => asCsv(machineRows(range), state.lang);
const TABLES = { csv: "text/csv;charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
/** The ranges of which tables can be saved, each with its number of relations. */
export function tablesOut() {
  const save = (range, suffix) => () =>
    download(suffix === "csv" ? `\ufeff${csvText(range)}` : asWorkbook(sheetsOf(range)), TABLES[suffix], suffix);
  const row = (range) => {
    const n = relationsOfRange(range).length;
    const buttons = Object.keys(TABLES).map((suffix) =>
      button(suffix.toUpperCase(), save(range, suffix), { id: `save-${suffix}-${range}`, disabled: !n }),
    );
    return el("li", { class: "row" }, el("span", {}, t(`range-${range}`), " ", figure(n)), el("span", { class: "joined" }, ...buttons));
  };
  $("tables-out").replaceChildren(...RANGES.map(row));
}
export function download(content, type, suffix) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el("a", { href: address, download: `${fileName()}.${suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
export async function png(sheet = "a4") {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(onPaper(() => svgText(sheet)))}`;
  await picture.decode();
  const canvas = el("canvas", { width: 2 * SHEETS[sheet].wide, height: 2 * SHEETS[sheet].high });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
/** Copy the address of this view; where that is not allowed, show it to be copied by hand. */
export async function copyLink() {
  const address = location.href.split("#")[0] + hashOf();
  try {
    if (self !== top) throw new Error("a frame may not write there");
    await navigator.clipboard.writeText(address);
    $("said").textContent = t("link-copied");
  } catch {
    $("link").hidden = false;
    $("link").value = address;
    $("link").select();
  }
}
/** What is on the sheet is light, whatever the screen is. */
export function onPaper(make) {
  const before = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  readColours();
  dress();
  const made = make();
  document.documentElement.dataset.theme = before;
  readColours();
  dress();
  return made;
}
