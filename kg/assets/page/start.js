// ---- start --------------------------------------------------------------------------------
function update() {
  const prefers = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = state.theme || prefers;
  seen = look();
  if (state.sel && !seen.nodes.has(state.sel)) Object.assign(state, { sel: "", to: "", depth: "" });
  light = lit(seen);
  language();
  paint();
  view.redraw();
  legend();
  dates();
  panel();
  status();
  tables();
  $("source-line").textContent = sourceLine(false);
  writeHash();
}
let spoken = "";
function language() {
  if (spoken === state.lang) return;
  spoken = state.lang;
  document.documentElement.lang = state.lang;
  document.title = title();
  $("title").textContent = title();
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", t(each.dataset.label));
  for (const each of document.querySelectorAll("[data-hint]")) each.placeholder = t(each.dataset.hint);
  $("language").lang = state.lang === "en" ? "cs" : "en";
}
const clear = () => set({ sel: "", line: "", to: "", depth: "" });
function listen() {
  combobox($("search"), $("search-list"), select);
  $("language").addEventListener("click", () => set({ lang: state.lang === "en" ? "cs" : "en" }));
  $("theme").addEventListener("click", () => set({ theme: isDark() ? "light" : "dark" }));
  $("date").addEventListener("input", () => set({ asof: Number($("date").value) < firstYear ? "" : $("date").value.padStart(4, "0") }));
  $("reset").addEventListener("click", () => set({ kinds: "", lines: "", status: "", asof: "" }));
  $("close").addEventListener("click", () => (clear(), $("network").firstElementChild.focus()));
  $("zoom-in").addEventListener("click", () => zoom(1.35));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
  $("fit").addEventListener("click", () => (fit(), paint()));
  $("save-svg").addEventListener("click", () => download(svgText(), "image/svg+xml", "svg"));
  $("save-csv").addEventListener("click", () => download(`\ufeff${csvText()}`, "text/csv;charset=utf-8", "csv"));
  $("save-png").addEventListener("click", async () => download(await png(), "image/png", "png"));
  $("print").addEventListener("click", () => print());
  for (const id of ["groups", "families", "statuses"]) $(id).addEventListener("keydown", walkLegend);
  addEventListener("beforeprint", () => {
    const before = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    $("paper").replaceChildren(drawing());
    document.documentElement.dataset.theme = before;
    pageSize = Infinity;
    ["nodes", "relations"].forEach(table);
  });
  addEventListener("afterprint", () => {
    pageSize = PAGE;
    ["nodes", "relations"].forEach(table);
  });
  addEventListener("hashchange", () => (readHash(location.hash), update()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  document.addEventListener("click", (event) => {
    if ($("save").open && !(event.target instanceof Node && $("save").querySelector("summary").contains(event.target))) $("save").open = false;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) (event.preventDefault(), $("search").focus());
    if (event.key === "Escape") $("save").open ? ($("save").open = false) : clear();
  });
}
const copy = (value) => JSON.parse(JSON.stringify(value));
const kg = {
  nodes: () => copy(DATA.nodes),
  relations: () => copy(DATA.relations),
  visible: () => ({ nodes: [...seen.nodes], relations: [...seen.relations].map(([id, when]) => ({ id, when })) }),
  select: (id) => select(id),
  state: () => ({ ...state }),
  find: (text) => find(String(text)),
  path: (a, b) => path(seen, thing(String(a)), thing(String(b))),
  lines: () => sets.edges.get().filter((each) => !each.hidden).map((each) => each.id),
  positions: () => view.getPositions(),
  spot: (id) => {
    const { x, y } = view.canvasToDOM(view.getPosition(thing(String(id))));
    const box = $("network").getBoundingClientRect();
    return { x: box.x + x, y: box.y + y };
  },
  labels: () => copy(labels.filter(({ id }) => id).map(({ id, box }) => ({ id, box }))),
  svg: () => svgText(),
  csv: () => csvText(),
  png: async () => (await png()).size,
};
Object.defineProperty(window, "kg", { value: Object.freeze(kg) });
readHash(location.hash && location.hash !== "#" ? location.hash : (DATA.meta.state ?? ""));
openPicture();
listen();
openTables();
update();
reveal(false);
paint();
document.body.dataset.ready = "true";
