// ---- paper: the picture, what is chosen in it and its sources, on a sheet or two -------------------------
import { places, sources } from "./data.js";
import { onPaper } from "./export.js";
import { $, el } from "./markup.js";
import { drawing } from "./sheet.js";
import { relationsOfRange } from "./sheets.js";
import { PAGE, showRows } from "./tables.js";
import { headline } from "./titles.js";
import { inLang, sentenceOf, t } from "./words.js";
const MOST_PRINTED = 55; // relations; the tables have all
let withTables = false;

/** Lay out what is printed; the tables only where they were asked for. */
export function layPaper() {
  const chosen = relationsOfRange("selection");
  $("paper").replaceChildren(onPaper(drawing), ...(chosen.length ? [printedSelection(chosen)] : []));
  document.body.classList.toggle("with-tables", withTables);
  if (withTables) showRows(Infinity);
}
export function clearPaper() {
  $("paper").replaceChildren();
  if (withTables) showRows(PAGE);
  withTables = false;
}
export function printTables() {
  withTables = true;
  print();
}
/** What is said, the oldest first, each with the numbers of the documents in which it is read. */
function printedSelection(chosen) {
  const printed = chosen.slice(0, MOST_PRINTED);
  const read = [...new Set(printed.flatMap(({ evidence }) => evidence.map((number) => places[number].source)))];
  const numbers = ({ evidence }) =>
    [...new Set(evidence.map((number) => read.indexOf(places[number].source) + 1))].map((n) => `[${n}]`).join(" ");
  const row = (each) =>
    el("li", {}, sentenceOf(each), " ", el("span", { class: "small" }, `${inLang(each.when)}, ${t(`status-${each.status}`)} ${numbers(each)}`));
  const more = chosen.length - printed.length;
  return el(
    "div",
    { class: "printed" },
    el("h2", {}, headline()),
    el("ul", {}, ...printed.map(row)),
    more > 0 && el("p", {}, t("print-more", { n: more })),
    el("h3", {}, t("print-sources")),
    el("ol", {}, ...read.map(printedSource)),
  );
}
function printedSource(number) {
  const { title, publisher, date, url } = sources[number];
  return el("li", {}, [title, publisher, date, url].filter(Boolean).join(", "));
}
