// ---- start: one update for every change ---------------------------------------------------------------------
let tooMany = false; // whether the picture stands for more than can be drawn one by one
let sceneKey = "";
let setting = ""; // which arrangement is on the stage
function update() {
  const prefers = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = state.theme || prefers;
  readColours();
  const key = JSON.stringify([...DATA_KEYS, "layout", "centre", "lang"].map((each) => state[each]));
  const isNew = key !== sceneKey;
  if (isNew) settle();
  sceneKey = key;
  if (state.sel && !seen.nodes.has(state.sel)) Object.assign(state, { sel: "", to: "" });
  if (!scene.dots.has(state.dot)) state.dot = "";
  if (!scene.lines.has(state.line)) state.line = "";
  dress();
  batchLines();
  language();
  const now = JSON.stringify([state.into, state.layout, state.centre, state.about, scene.set]);
  if (isNew) holdDots();
  if (now !== setting || (isNew && scene.guides.length)) fit();
  setting = now;
  view.redraw();
  for (const part of [legend, choices, dates, panel, status, notice, tables]) part();
  writeHash();
}
/** Look anew; what is too much to draw becomes one dot for each country or kind, or one body's part. */
function settle() {
  seen = look();
  tooMany = seen.nodes.size > MANY;
  if (tooMany && !state.into && state.sel) {
    Object.assign(state, { about: state.sel, depth: "1" });
    seen = look();
    tooMany = seen.nodes.size > MANY;
  }
  if (tooMany) state.into ||= DATA.into;
  scene = makeScene();
}
let spoken = "";
function language() {
  if (spoken === state.lang) return;
  spoken = state.lang;
  document.documentElement.lang = state.lang;
  document.title = title();
  $("title").textContent = title();
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  for (const each of document.querySelectorAll("[data-label]"))
    each.setAttribute("aria-label", t(each.dataset.label));
  for (const each of document.querySelectorAll("[data-hint]")) each.placeholder = t(each.dataset.hint);
  $("language").lang = state.lang === "en" ? "cs" : "en";
  $("source-line").textContent = sourceLine();
  nameCountries();
}
const clear = () => set({ ...NOTHING, dot: "" });

/** Arrow keys go from dot to dot; with Shift they move the picture. */
function walk(event) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  const acts = { "+": () => zoom(1.35), "=": () => zoom(1.35), "-": () => zoom(1 / 1.35), 0: fit };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (Object.hasOwn(acts, event.key)) acts[event.key]();
  else if (way && event.shiftKey) pan(way[0] * 80, way[1] * 80);
  else if (way) choose(nextDot(state.dot || state.sel, way));
  else if (event.key === "Enter" && (state.sel || state.dot)) $("panel").focus();
  else return;
  event.preventDefault();
}
/** The nearest dot in a direction; from nothing, the most linked one. */
function nextDot(from, [dx, dy]) {
  const start = scene.at.get(from);
  if (!start) return [...scene.dots.values()].sort(byNear)[0]?.id ?? "";
  let [best, least] = [from, Infinity];
  for (const [id, { x, y }] of scene.at) {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const cost = along + 2 * aside;
    if (along > 1 && cost < least) [best, least] = [id, cost];
  }
  return best;
}

function listen() {
  const on = (id, act) => $(id).addEventListener("click", act);
  combobox($("search"), $("search-list"), select);
  on("language", () => set({ lang: state.lang === "en" ? "cs" : "en" }));
  on("theme", () => set({ theme: isDark() ? "light" : "dark" }));
  on("close", () => (clear(), $("network").firstElementChild.focus({ preventScroll: true })));
  on("zoom-in", () => zoom(1.35));
  on("zoom-out", () => zoom(1 / 1.35));
  on("fit", fit);
  on("copy", copyLink);
  on("help", () => $("help-box").showModal());
  on("help-close", () => $("help-box").close());
  on("save-svg", () => download(onPaper(svgText), "image/svg+xml", "svg"));
  on("save-csv", () => download(`\ufeff${csvText()}`, "text/csv;charset=utf-8", "csv"));
  on("save-png", async () => download(await png(), "image/png", "png"));
  on("print", () => print());
  $("date").addEventListener("input", ({ target: { value } }) =>
    set({ asof: Number(value) < firstYear ? "" : value.padStart(4, "0") }),
  );
  $("network").addEventListener("keydown", walk);
  for (const id of ["groups", "families", "statuses", "scopes", "views"])
    $(id).addEventListener("keydown", walkList);
  addEventListener("beforeprint", () => {
    $("paper").replaceChildren(
      onPaper(drawing),
      ...($("panel").hidden ? [] : [$("panel-body").cloneNode(true)]),
    );
    pageSize = Infinity;
    ["nodes", "relations"].forEach(table);
  });
  addEventListener("afterprint", () => {
    $("paper").replaceChildren();
    pageSize = PAGE;
    ["nodes", "relations"].forEach(table);
  });
  addEventListener("hashchange", () => (readHash(location.hash), update()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#save summary")) $("save").open = false;
  });
  document.addEventListener("keydown", keys);
}
function keys(event) {
  const typing = event.target instanceof HTMLInputElement && ["text", "search"].includes(event.target.type);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    $("search").focus();
  }
  if (event.key === "?" && !typing && !$("help-box").open) $("help-box").showModal();
  if (event.key !== "Escape" || $("help-box").open) return;
  if ($("save").open) $("save").open = false;
  else if (!$("link").hidden) $("link").hidden = true;
  else clear();
}

const copyOf = (value) =>
  JSON.parse(JSON.stringify(value, (key, each) => (each instanceof Set ? [...each] : each)));
const kg = {
  nodes: () => copyOf(nodes),
  relations: () =>
    relations.map((each) => ({
      ...copyOf(each),
      ...{ from: each.a, to: each.b, kind: each.family, label: labelOf(each), says: sentenceOf(each) },
    })),
  visible: () => ({
    nodes: [...seen.nodes],
    relations: [...seen.relations].map(([id, when]) => ({ id, when })),
  }),
  dots: () => [...scene.dots.values()].map(({ id, members }) => ({ id, members: [...members] })),
  lines: () => [...scene.lines.values()].map(({ key, relations: own }) => ({ key, n: own.length })),
  select: (id) => select(id),
  state: () => ({ ...state }),
  views: () => copyOf(DATA.views),
  find: (text) => find(String(text)),
  path: (a, b) => path(seen, thing(String(a)), thing(String(b))),
  positions: () => view.getPositions(),
  spot: (id) => {
    const { x, y } = view.canvasToDOM(scene.at.get(scene.at.has(id) ? id : thing(String(id))));
    const box = $("network").getBoundingClientRect();
    return { x: box.x + x, y: box.y + y };
  },
  labels: () => copyOf(labels.map(({ id, rows, box }) => ({ id, rows, box }))),
  svg: () => svgText(),
  csv: () => csvText(),
  png: async () => (await png()).size,
};
Object.defineProperty(window, "kg", { value: Object.freeze(kg) });
readHash(location.hash && location.hash !== "#" ? location.hash : (DATA.meta.state ?? ""));
readColours();
openPicture();
openViews();
const nameCountries = openChoices();
openTables();
listen();
if (!isWide()) for (const each of document.querySelectorAll(".legend")) each.open = false;
update();
reveal(false);
document.body.dataset.ready = "true";
performance.mark("ready");
