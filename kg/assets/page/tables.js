// ---- tables: the same in words ------------------------------------------------------------
const sorting = { nodes: [0, 1], relations: [0, 1] };
let pageSize = PAGE; // paper shows all
const starts = { nodes: 0, relations: 0 };
const collator = { compare: (a, b) => new Intl.Collator(state.lang, { numeric: true }).compare(a, b) };
const proofText = (each) => each.evidence.map((number) => {
  const place = DATA.places[number];
  const where = place.start === null ? t("cited") : `${place.start}–${place.end}, ${t("verified")}`;
  return `${DATA.sources[place.source].title}, ${where}`;
}).join("; ") || t("no-evidence");
const line = (each) => el("button", { type: "button", class: "go", click: () => pick(pairKey(each.a, each.b)) }, inLang(each.label));
const COLUMNS = {
  nodes: [(node) => inLang(node.label), (node) => inLang(node.kind), (node) => inLang(node.country), (node) => String(seen.near.get(node.id).size)],
  relations: [(each) => name(each.a), (each) => inLang(each.label), (each) => name(each.b), (each) => inLang(each.when), (each) => t(`status-${each.status}`), proofText],
};
const ROWS = {
  nodes: (node) => [go(node.id), words("span", node.kind), words("span", node.country), String(seen.near.get(node.id).size)],
  relations: (each) => [go(each.a), line(each), go(each.b), inLang(each.when), t(`status-${each.status}`), proofText(each)],
};
function table(which) {
  const made = $(`${which}-table`);
  const shown = which === "nodes" ? DATA.nodes.filter((node) => seen.nodes.has(node.id)) : DATA.relations.filter((each) => seen.relations.has(each.id));
  const [column, way] = sorting[which];
  const compare = new Intl.Collator(state.lang, { numeric: true }).compare;
  const keyed = shown.map((item) => [COLUMNS[which][column](item), item]).sort(([a], [b]) => way * compare(a, b));
  const start = starts[which] < keyed.length ? starts[which] : 0;
  const rows = keyed.slice(start, start + pageSize).map(([, item]) => el("tr", { "data-id": item.id }, ...ROWS[which](item).map((cell, i) => (i ? el("td", {}, cell) : el("th", { scope: "row" }, cell)))));
  made.tBodies[0].replaceChildren(...rows);
  made.dataset.total = keyed.length;
  [...made.tHead.rows[0].cells].forEach((cell, i) => cell.setAttribute("aria-sort", i !== column ? "none" : way > 0 ? "ascending" : "descending"));
  pager(which, made, start, keyed.length);
}
function pager(which, made, start, total) {
  made.parentElement.querySelector(".pager")?.remove();
  const turn = (by) => () => ((starts[which] = start + by), table(which));
  const end = Math.min(start + pageSize, total);
  const bar = el("div", { class: "pager" }, el("span", {}, t("rows", { from: total ? start + 1 : 0, to: end, total })));
  if (start > 0) bar.append(el("button", { type: "button", click: turn(-pageSize) }, t("previous")));
  if (end < total) bar.append(el("button", { type: "button", click: turn(pageSize) }, t("next")));
  made.after(bar);
}
function openTables() {
  for (const which of ["nodes", "relations"]) {
    [...$(`${which}-table`).tHead.rows[0].cells].forEach((cell, i) => cell.firstElementChild.addEventListener("click", () => {
      sorting[which] = [i, sorting[which][0] === i ? -sorting[which][1] : 1];
      starts[which] = 0;
      table(which);
    }));
  }
}
let tablesKey = "";
function tables() {
  const key = JSON.stringify([state.kinds, state.lines, state.status, state.asof, state.lang]);
  if (key === tablesKey) return; // a selection alone does not change them
  tablesKey = key;
  table("nodes");
  table("relations");
}
