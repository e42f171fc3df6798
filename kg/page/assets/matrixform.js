// ---- matrixform: the form that shows who belongs to what as a table of squares ---------------------------
import { pick, select } from "./choose.js";
import { countryNames, nodeOf, pairKey, relationOf } from "./data.js";
import { byBlocks, byCount, compareRows, squareKey, squaresOf } from "./matrix.js";
import { drawnMatrix, signsOfMatrix } from "./matrixdraw.js";
import { $, button, el, small } from "./markup.js";
import { seen } from "./scene.js";
import { foldKey } from "./stage.js";
import { set, state } from "./state.js";
import { count, inLang, langOf, name, t } from "./words.js";
const MEMBERS = ["membership"]; // the families of relations that it shows
const matrixTools = el("div", { class: "tools-of-form", role: "group" });
const matrixWords = el("p", { class: "compared", role: "status" });
const matrixScroll = el("div", { class: "scroll", tabindex: 0, role: "region" });
const matrixFrame = el("div", { class: "matrix" }, matrixTools, matrixWords, matrixScroll);
let matrix = null; // rows, columns and squares, in the order in which they are shown
matrixFrame.addEventListener("keydown", walkMatrix);

const shortName = (id) => nodeOf.get(id).short ?? name(id);
function sortedMatrix() {
  const found = squaresOf([...seen.relations.keys()].map((id) => relationOf.get(id)));
  const { compare } = new Intl.Collator(state.lang);
  const order = state.order === "blocks" ? byBlocks : byCount;
  return { ...found, ...order(found, (p, q) => compare(name(p), name(q))) };
}
function openMatrix(stage) {
  matrix = null;
  stage.append(matrixFrame);
  foldKey(true);
}
function drawMatrix(isNew) {
  if (isNew || !matrix) {
    matrix = sortedMatrix();
    matrixTools.replaceChildren(...toolsOfMatrix());
    matrixTools.setAttribute("aria-label", t("matrix-tools"));
    matrixScroll.setAttribute("aria-label", t("form-matrix"));
    const held = matrixScroll.scrollTop;
    matrixScroll.replaceChildren(matrix.rows.length ? tableOfMatrix() : small(t("matrix-empty")));
    matrixScroll.scrollTop = held;
  }
  markMatrix();
}
function toolsOfMatrix() {
  const option = (text, key, value) =>
    button(text, () => set({ [key]: value }), { "aria-pressed": String(state[key] === value) });
  const sorting = el("span", { class: "joined" }, option(t("matrix-count"), "order", ""), option(t("matrix-blocks"), "order", "blocks"));
  const only = isOnlyMembers();
  const parts = button(t("matrix-parts"), () => set({ parts: only ? "" : "hide", edge: "" }), { "aria-pressed": String(!only) });
  const key = marksNow().map((mark) =>
    el("span", {}, el("span", { class: `square ${mark}`, "aria-hidden": "true" }), t(`matrix-${mark}`)));
  return [el("span", {}, t("matrix-sorted")), sorting, parts, el("span", { class: "keys small" }, ...key)];
}

const isOnlyMembers = () => state.parts === "hide" || state.edge === "memberOf";
const marksNow = () => (isOnlyMembers() ? ["member", "likely"] : ["member", "likely", "part"]);

// ---- the table -------------------------------------------------------------------------------------------
function tableOfMatrix() {
  const heads = matrix.columns.map((id) =>
    el("th", { scope: "col", "data-column": id }, el("div", {}, button(shortName(id), () => select(id), { title: name(id), tabindex: -1, lang: langOf(nodeOf.get(id).label) }))));
  const corner = el("td", { class: "corner small" }, t("matrix-hint"));
  const sums = new Map(matrix.columns.map((id) => [id, 0]));
  for (const { column } of matrix.squares.values()) sums.set(column, sums.get(column) + 1);
  const totals = matrix.columns.map((id) => el("td", { class: "small", "data-column": id }, count(sums.get(id))));
  const head = el("thead", {}, el("tr", {}, corner, ...heads), el("tr", { class: "sums" }, el("td", { class: "small" }, t("matrix-sum")), ...totals));
  const caption = el("caption", { class: "visually-hidden" }, t("matrix-caption"));
  const made = el("table", { class: "squares" }, caption, head, el("tbody", {}, ...matrix.rows.map(rowOfMatrix)));
  (made.querySelector("tbody button") ?? {}).tabIndex = 0;
  return made;
}
function rowOfMatrix(id) {
  const { label, country } = nodeOf.get(id);
  const where = country && country !== id ? el("span", { class: "small" }, inLang(countryNames.get(country))) : null;
  const head = el("th", { scope: "row" }, button(inLang(label), () => takeRow(id), { class: "go", title: inLang(label), lang: langOf(label), tabindex: -1 }), where);
  return el("tr", { "data-row": id }, head, ...matrix.columns.map((column) => cellOfMatrix(id, column)));
}
function cellOfMatrix(row, column) {
  const square = matrix.squares.get(squareKey(row, column));
  if (!square) return el("td", { "data-column": column });
  const roles = [...new Set(square.relations.map((each) => inLang(each.role)))].join(", ");
  const answers = square.relations.map(({ id }) => seen.relations.get(id));
  const unsure = answers.includes("yes") ? "" : ` ${answers.includes("presumed") ? "presumed" : "unknown"}`;
  const said = t("matrix-square", { a: name(row), b: name(column), what: t(`matrix-${square.mark}`), role: roles, when: inLang(square.relations[0].when) });
  const sign = el("span", { class: `square ${square.mark}${unsure}`, "aria-hidden": "true" });
  const take = button("", () => pick(pairKey(row, column)), { class: "cell", "aria-label": said, title: said, tabindex: -1, "data-square": square.key });
  take.append(sign, el("span", { class: "year", "aria-hidden": "true" }, square.year));
  return el("td", { "data-column": column }, take);
}
/** The first row that is taken is read, the second is compared with it, the third begins anew. */
function takeRow(id) {
  const isSecond = state.sel && state.sel !== id && !state.with && matrix.rows.includes(state.sel);
  if (isSecond) set({ with: id, line: "", to: "" });
  else select(id);
}
/** Rows, columns and the square that are chosen, and two rows in words. */
function markMatrix() {
  const chosen = new Set([state.sel, state.with, ...state.line.split("|")].filter(Boolean));
  for (const row of matrixScroll.querySelectorAll("tbody tr")) row.classList.toggle("chosen", chosen.has(row.dataset.row));
  for (const cell of matrixScroll.querySelectorAll("[data-column]"))
    cell.classList.toggle("chosen", chosen.has(cell.dataset.column));
  for (const cell of matrixScroll.querySelectorAll(".cell")) {
    const [row, column] = cell.dataset.square.split("|");
    cell.setAttribute("aria-pressed", String(state.line === pairKey(row, column)));
  }
  const isPair = [state.sel, state.with].every((id) => matrix.rows.includes(id));
  matrixWords.hidden = !isPair;
  matrixWords.textContent = isPair ? saidOfRows(state.sel, state.with) : "";
}
function saidOfRows(a, b) {
  const { both, onlyA, onlyB } = compareRows(matrix, matrix.columns, a, b);
  const list = (ids) => ids.map(shortName).join(", ") || t("matrix-none");
  return [
    t("matrix-both", { list: list(both) }),
    t("matrix-only", { name: name(a), list: list(onlyA) }),
    t("matrix-only", { name: name(b), list: list(onlyB) }),
  ].join(" ");
}
/** Arrow keys go to the next square or name in their direction. */
function walkMatrix(event) {
  const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  const from = document.activeElement?.closest?.("th, td");
  if (!way || !from || !matrixScroll.contains(from)) return;
  const { rows } = matrixScroll.querySelector("table");
  let [row, column] = [from.parentElement.rowIndex + way[0], from.cellIndex + way[1]];
  while (rows[row]?.cells[column]) {
    const next = rows[row].cells[column].querySelector("button");
    if (next) {
      for (const each of matrixScroll.querySelectorAll("button[tabindex='0']")) each.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      break;
    }
    [row, column] = [row + way[0], column + way[1]];
  }
  event.preventDefault();
}
function revealMatrix() {
  const chosen = matrixScroll.querySelector("[aria-pressed='true'], tbody tr.chosen");
  chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export const matrixForm = {
  name: "matrix",
  isOffered: () => [...relationOf.values()].some(({ edge }) => edge === "memberOf"),
  wanted: (own) => ({
    ...{ ...own, families: MEMBERS, alone: "hide", into: "", layout: "" },
    edge: own.edge === "memberOf" || own.parts === "hide" ? "memberOf" : "",
  }),
  open: openMatrix,
  close: () => (matrixFrame.remove(), foldKey(false)),
  draw: drawMatrix,
  fit: () => {},
  reveal: revealMatrix,
  isAsLargeAsStage: () => true,
  zoom: () => {},
  signs: () => signsOfMatrix(marksNow()),
  drawing: (room) => drawnMatrix(matrix, room),
  spot: (id) => {
    const cell = matrixScroll.querySelector(`[data-square="${id}"], [data-row="${id}"] th button, th[data-column="${id}"] button`);
    const [own, all] = [cell, $("network")].map((each) => each.getBoundingClientRect());
    return { x: own.x + own.width / 2 - all.x, y: own.y + own.height / 2 - all.y };
  },
};
