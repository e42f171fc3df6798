// ---- tables: the same in words ---------------------------------------------------------------------------
const PAGE = 500;
const sorting = { nodes: [0, 1], relations: [0, 1] };
const starts = { nodes: 0, relations: 0 };
const sought = { nodes: "", relations: "" };
let pageSize = PAGE; // paper shows all
const proofText = (each) => each.evidence.map((number) => {
  const place = places[number];
  const where = place.start === null ? t("cited") : `${place.start}–${place.end}, ${t("verified")}`;
  return `${sources[place.source].title}, ${where}`;
}).join("; ") || t("no-evidence");
const statusText = (each) => t(`status-${each.status}`) + (each.namedBy ? ` · ${t("named-tag", { what: namedWhat(each) })}` : "");
const lineOf = (each) => el("button", { type: "button", class: "go", click: () => pickLine(each) }, labelOf(each));
const pickLine = (each) => (state.into ? set({ into: "" }) : null, pick(pairKey(each.a, each.b)));
const countryOf = (node) => (node.country ? inLang(countryNames.get(node.country)) : "");
const COLUMNS = {
  nodes: [(node) => inLang(node.label), (node) => inLang(node.kind), countryOf, (node) => seen.near.get(node.id).size],
  relations: [(each) => name(each.a), labelOf, (each) => name(each.b), (each) => (state.asof ? `${t(seen.relations.get(each.id))}, ` : "") + inLang(each.when), statusText, proofText],
};
const CELLS = {
  nodes: (node) => [go(node.id), words("span", node.kind), node.country ? words("span", countryNames.get(node.country)) : "", count(seen.near.get(node.id).size)],
  relations: (each) => [go(each.a), lineOf(each), go(each.b), COLUMNS.relations[3](each), statusText(each), proofText(each)],
};
const heads = { nodes: ["name", "kind", "country", "neighbours"], relations: ["from", "relation", "to", "when", "status", "evidence"] };

/** The rows in order: those that the picture shows, and of these the ones that hold what is sought. */
function rowsFor(which) {
  const shown = which === "nodes" ? [...seen.nodes].map((id) => nodeOf.get(id)) : [...seen.relations.keys()].map((id) => relationOf.get(id));
  const wanted = fold(sought[which].trim());
  const holds = (item) => COLUMNS[which].some((text) => fold(String(text(item))).includes(wanted));
  const kept = wanted ? shown.filter(holds) : shown;
  const [column, way] = sorting[which];
  const collator = new Intl.Collator(state.lang, { numeric: true });
  return kept.map((item) => [String(COLUMNS[which][column](item)), item])
    .sort(([a, p], [b, q]) => way * collator.compare(a, b) || (p.id < q.id ? -1 : 1)).map(([, item]) => item);
}
function table(which) {
  const made = $(`${which}-table`);
  const items = rowsFor(which);
  const start = starts[which] < items.length ? starts[which] : 0;
  const cell = (content, i) => (i ? el("td", {}, content) : el("th", { scope: "row" }, content));
  const rows = items.slice(start, start + pageSize).map((item) => el("tr", { "data-id": item.id }, ...CELLS[which](item).map(cell)));
  made.tBodies[0].replaceChildren(...rows);
  made.dataset.total = which === "nodes" ? seen.nodes.size : seen.relations.size;
  const [column, way] = sorting[which];
  [...made.tHead.rows[0].cells].forEach((head, i) => head.setAttribute("aria-sort", i !== column ? "none" : way > 0 ? "ascending" : "descending"));
  pager(which, start, items.length);
}
function pager(which, start, total) {
  const turn = (by) => () => ((starts[which] = start + by), table(which), $(`${which}-table`).scrollIntoView({ block: "start" }));
  const end = Math.min(start + pageSize, total);
  const bar = [el("span", {}, t("rows", { from: count(total ? start + 1 : 0), to: count(end), total: count(total) }))];
  if (start > 0) bar.push(el("button", { type: "button", click: turn(-pageSize) }, t("previous")));
  if (end < total) bar.push(el("button", { type: "button", click: turn(pageSize) }, t("next")));
  $(`${which}-pager`).replaceChildren(...bar);
}
function openTables() {
  for (const which of ["nodes", "relations"]) {
    const head = (key, i) => el("th", { scope: "col" }, el("button", { type: "button", "data-t": key, click: () => sortBy(which, i) }, t(key)));
    const caption = el("caption", { "data-t": `${which}-table` }, t(`${which}-table`));
    const made = el("table", { id: `${which}-table` }, caption, el("thead", {}, el("tr", {}, ...heads[which].map(head))), el("tbody"));
    const seek = el("input", { type: "search", id: `${which}-filter`, "data-hint": "filter-rows", placeholder: t("filter-rows"), "data-label": `${which}-filter`, "aria-label": t(`${which}-filter`), autocomplete: "off" });
    seek.addEventListener("input", () => ((sought[which] = seek.value), (starts[which] = 0), table(which)));
    $(`${which}-box`).replaceChildren(el("div", { class: "seek" }, seek),
      el("div", { class: "wide", tabindex: 0, role: "region", "data-label": `${which}-table`, "aria-label": t(`${which}-table`) }, made), el("div", { class: "pager", id: `${which}-pager` }));
  }
}
function sortBy(which, column) {
  sorting[which] = [column, sorting[which][0] === column ? -sorting[which][1] : 1];
  starts[which] = 0;
  table(which);
}
let tablesKey = "";
function tables() {
  const key = JSON.stringify([...DATA_KEYS, "lang"].map((each) => state[each]));
  if (key !== tablesKey) ["nodes", "relations"].forEach(table); // a selection alone does not change them
  tablesKey = key;
  for (const row of document.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
  const [a, b] = state.line.split("|");
  for (const row of $("nodes-table").tBodies[0].rows) if ([state.sel, a, b].includes(row.dataset.id)) row.setAttribute("aria-current", "true");
}
