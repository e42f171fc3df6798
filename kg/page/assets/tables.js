// ---- tables: the same in words ---------------------------------------------------------------------------
import { pick } from "./choose.js";
import { countryNames, nodeOf, pairKey, places, relationOf, sources } from "./data.js";
import { byTime } from "./dates.js";
import { fold } from "./folding.js";
import { $, button, el, words } from "./markup.js";
import { seen } from "./scene.js";
import { book, set, state } from "./state.js";
import { go } from "./statements.js";
import { count, inLang, labelOf, name, namedWhat, t } from "./words.js";
export const PAGE = 500;
const sorting = { nodes: [0, 1], relations: [0, 1] };
const starts = { nodes: 0, relations: 0 };
const sought = { nodes: "", relations: "" };
let pageSize = PAGE; // paper shows all
export function showRows(most) {
  pageSize = most;
  ["nodes", "relations"].forEach(table);
}
const proofText = (each) =>
  each.evidence.map((number) => placeText(places[number])).join("; ") || t("no-evidence");
function placeText({ source, start, end }) {
  const where = start === null ? t("cited") : `${start}–${end}, ${t("verified")}`;
  return `${sources[source].title}, ${where}`;
}
const namedText = (each) => (each.namedBy ? ` · ${t("named-tag", { what: namedWhat(each) })}` : "");
const statusText = (each) => t(`status-${each.status}`) + namedText(each);
const whenText = (each) => (state.asof ? `${t(seen.relations.get(each.id))}, ` : "") + inLang(each.when);
const lineOf = (each) => button(labelOf(each), () => pickLine(each), { class: "go" });
function pickLine(each) {
  if (state.into) set({ into: "" });
  pick(pairKey(each.a, each.b));
}
const countryOf = (node) => (node.country ? inLang(countryNames.get(node.country)) : "");
const COLUMNS = {
  nodes: [
    (node) => inLang(node.label),
    (node) => inLang(node.kind),
    countryOf,
    (node) => seen.near.get(node.id).size,
  ],
  relations: [(each) => name(each.a), labelOf, (each) => name(each.b), whenText, statusText, proofText],
};
const CELLS = {
  nodes: (node) => {
    const country = node.country ? words("span", countryNames.get(node.country)) : "";
    return [go(node.id), words("span", node.kind), country, count(seen.near.get(node.id).size)];
  },
  relations: (each) => [
    go(each.a),
    lineOf(each),
    go(each.b),
    whenText(each),
    statusText(each),
    proofText(each),
  ],
};
const HEADS = {
  nodes: ["name", "kind", "country", "neighbours"],
  relations: ["from", "relation", "to", "when", "status", "evidence"],
};

/** The rows in order: those that the picture shows, and of these the ones that hold what is sought. */
function rowsFor(which) {
  const [ids, itemOf] = which === "nodes" ? [seen.nodes, nodeOf] : [seen.relations.keys(), relationOf];
  const shown = [...ids].map((id) => itemOf.get(id));
  const wanted = fold(sought[which].trim());
  const holds = (item) => COLUMNS[which].some((text) => fold(String(text(item))).includes(wanted));
  const kept = wanted ? shown.filter(holds) : shown;
  const [column, way] = sorting[which];
  const isDated = HEADS[which][column] === "when";
  const collator = new Intl.Collator(state.lang, { numeric: true });
  return kept
    .map((item) => [String(COLUMNS[which][column](item)), item])
    .sort(([a, p], [b, q]) => way * (isDated ? byTime(p, q) : collator.compare(a, b)) || (p.id < q.id ? -1 : 1))
    .map(([, item]) => item);
}
function table(which) {
  const made = $(`${which}-table`);
  const items = rowsFor(which);
  const start = starts[which] < items.length ? starts[which] : 0;
  const cell = (content, i) => (i ? el("td", {}, content) : el("th", { scope: "row" }, content));
  const row = (item) => el("tr", { "data-id": item.id }, ...CELLS[which](item).map(cell));
  made.tBodies[0].replaceChildren(...items.slice(start, start + pageSize).map(row));
  made.dataset.total = which === "nodes" ? seen.nodes.size : seen.relations.size;
  const [column, way] = sorting[which];
  const sorted = way > 0 ? "ascending" : "descending";
  [...made.tHead.rows[0].cells].forEach((head, i) =>
    head.setAttribute("aria-sort", i === column ? sorted : "none"),
  );
  pager(which, start, items.length);
}
function pager(which, start, total) {
  const turn = (by) => () => {
    starts[which] = start + by;
    table(which);
    $(`${which}-table`).scrollIntoView({ block: "start" });
  };
  const end = Math.min(start + pageSize, total);
  const bar = [
    el("span", {}, t("rows", { from: count(total ? start + 1 : 0), to: count(end), total: count(total) })),
  ];
  if (start > 0) bar.push(button(t("previous"), turn(-pageSize)));
  if (end < total) bar.push(button(t("next"), turn(pageSize)));
  $(`${which}-pager`).replaceChildren(...bar);
}
export function openTables() {
  for (const which of ["nodes", "relations"]) {
    const label = { nodes: "nodes-table", relations: "relations-table" }[which];
    const head = (key, i) =>
      el(
        "th",
        { scope: "col" },
        button(t(key), () => sortBy(which, i), { "data-t": key }),
      );
    const made = el(
      "table",
      { id: label },
      el("caption", { "data-t": label }, t(label)),
      el("thead", {}, el("tr", {}, ...HEADS[which].map(head))),
      el("tbody"),
    );
    const region = {
      class: "wide",
      tabindex: 0,
      role: "region",
      "data-label": label,
      "aria-label": t(label),
    };
    const parts = [el("div", { class: "seek" }, seekField(which)), el("div", region, made)];
    $(`${which}-box`).replaceChildren(...parts, el("div", { class: "pager", id: `${which}-pager` }));
  }
}
function seekField(which) {
  const label = { nodes: "nodes-filter", relations: "relations-filter" }[which];
  const field = el("input", {
    type: "search",
    id: label,
    autocomplete: "off",
    "data-label": label,
    "aria-label": t(label),
    "data-hint": "filter-rows",
    placeholder: t("filter-rows"),
  });
  field.addEventListener("input", () => {
    sought[which] = field.value;
    starts[which] = 0;
    table(which);
  });
  return field;
}
function sortBy(which, column) {
  sorting[which] = [column, sorting[which][0] === column ? -sorting[which][1] : 1];
  starts[which] = 0;
  table(which);
}
let tablesKey = "";
export function tables() {
  const key = JSON.stringify([...book.dataKeys, "plus", "lang"].map((each) => state[each]));
  if (key !== tablesKey) ["nodes", "relations"].forEach(table); // a selection alone does not change them
  tablesKey = key;
  const current = new Set([state.sel, state.with, ...state.line.split("|")]);
  mark("nodes-table", (id) => current.has(id));
  mark("relations-table", (id) => isChosenLine(relationOf.get(id)));
}
/** Mark the rows of what is chosen; beside the picture the first of them comes into view. */
function mark(id, isCurrent) {
  const rows = [...$(id).tBodies[0].rows];
  for (const row of rows) {
    if (isCurrent(row.dataset.id)) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  const first = rows.find((row) => row.hasAttribute("aria-current"));
  if (isBeside() && id === "nodes-table") first?.scrollIntoView({ block: "nearest" });
}
const isChosenLine = ({ a, b, basis }) =>
  (state.line !== "" && pairKey(a, b) === state.line) || (state.basis !== "" && basis === state.basis);
const isBeside = () => document.body.classList.contains("beside");
/** Put the tables beside the picture, or below it again. */
export function toggleBeside() {
  const is = document.body.classList.toggle("beside");
  $("beside").setAttribute("aria-pressed", String(is));
  if (is) $("key").open = false;
  else scrollTo(0, 0);
}
