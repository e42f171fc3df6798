// ---- picture ------------------------------------------------------------------------------
let seen = look();
let light = null;
let view = null; // the vis network
let sets = null;
const painted = new Map(); // what each item looked like, so that only changes are sent
const colour = (variable) => getComputedStyle(document.documentElement).getPropertyValue(`--${variable}`).trim();
const isDark = () => document.documentElement.dataset.theme === "dark";
const withAlpha = (hex, alpha) => hex + Math.round(alpha * 255).toString(16).padStart(2, "0");

function lineLook(key) {
  const shown = ofPair(seen, key);
  if (!shown.length) return null;
  const family = DATA.families[Math.min(...shown.map((each) => familyOrder.get(each.family)))];
  const answers = new Set(shown.map((each) => seen.relations.get(each.id)));
  const when = ["yes", "presumed", "unknown"].find((each) => answers.has(each));
  const dashes = state.asof ? { yes: [], presumed: [9, 6], unknown: [2, 6] }[when] : family.dashes;
  const dimmed = light !== null && !light.pairs.has(key);
  const strong = light !== null && light.pairs.has(key);
  const alpha = dimmed ? 0.1 : strong ? 1 : when === "unknown" ? 0.45 : family.id === "structure" ? 0.6 : 0.75;
  const width = Math.min(1 + Math.log2(shown.length) * 1.1, 4.5) + (strong ? 0.8 : 0);
  const numbers = shown.map((each) => each.number).filter(Boolean);
  return { colour: isDark() ? family.dark : family.light, dashes, alpha, width, numbers, dimmed };
}

function paint() {
  const [outline, paper] = [colour("outline"), colour("paper")];
  const floor = 1.2 / Math.max(view.getScale(), 0.05);
  const nodes = DATA.vis.nodes.map(({ id }) => {
    const { hollow, fill: inside } = groupOf.get(nodeOf.get(id).group);
    const dimmed = light !== null && !light.nodes.has(id);
    const chosen = id === state.sel || id === state.to;
    const border = hollow ? (isDark() ? mix(inside) : inside) : outline;
    return {
      id,
      hidden: !seen.nodes.has(id),
      opacity: dimmed ? 0.13 : 1,
      size: spot.get(id).size * grow(),
      borderWidth: (chosen ? 4 : hollow ? 2.6 : 1.3) / (grow() > 1.2 ? 1.8 : 1),
      color: { background: hollow ? paper : inside, border: chosen ? colour("accent") : border },
      shapeProperties: { borderDashes: nodeOf.get(id).unresolved ? [3, 3] : false },
    };
  });
  const edges = DATA.vis.edges.map(({ id }) => {
    const look = lineLook(id);
    if (!look) return { id, hidden: true };
    const dashes = look.dashes.length ? look.dashes.map((each) => each * Math.max(0.7 / view.getScale(), 1)) : false;
    return {
      id, hidden: false, dashes, width: Math.max(look.width, floor * look.width),
      color: { color: withAlpha(look.colour, look.alpha), inherit: false },
    };
  });
  for (const [set, items] of [[sets.nodes, nodes], [sets.edges, edges]]) {
    set.update(items.filter((item) => changed(item)));
  }
}
function changed(item) {
  const now = JSON.stringify(item);
  if (painted.get(item.id) === now) return false;
  painted.set(item.id, now);
  return true;
}
/** Lighten a fill so that a hollow mark stays visible on dark paper. */
const mix = (hex) =>
  `#${[1, 3, 5].map((at) => Math.round(parseInt(hex.slice(at, at + 2), 16) * 0.5 + 122).toString(16).padStart(2, "0")).join("")}`;

function openPicture() {
  sets = { nodes: new vis.DataSet(DATA.vis.nodes), edges: new vis.DataSet(DATA.vis.edges) };
  view = new vis.Network($("network"), sets, DATA.vis.options);
  const frame = $("network").firstElementChild;
  frame.setAttribute("tabindex", "0");
  frame.setAttribute("role", "application");
  frame.dataset.label = "stage";
  view.on("click", ({ nodes, edges }) => {
    if (nodes.length) select(nodes[0]);
    else if (edges.length) pick(edges[0]);
    else set({ sel: "", to: "", depth: "", line: "" });
  });
  view.on("hoverNode", () => ($("network").style.cursor = "pointer"));
  view.on("blurNode", () => ($("network").style.cursor = ""));
  view.on("hoverEdge", () => ($("network").style.cursor = "pointer"));
  view.on("blurEdge", () => ($("network").style.cursor = ""));
  view.on("afterDrawing", drawLabels);
  let scale = 0;
  view.on("zoom", () => {
    if (Math.abs(view.getScale() / (scale || 1) - 1) > 0.15) {
      scale = view.getScale();
      paint();
    }
  });
  fit();
  let size = "";
  new ResizeObserver(([{ contentRect }]) => {
    const now = `${contentRect.width}x${contentRect.height}`;
    if (size && size !== now) (fit(), paint(), reveal(false));
    size = now;
  }).observe($("network"));
}
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let fitted = null; // what the whole picture shows from left to right, in its own units
function fit() {
  view.fit({ nodes: [...seen.nodes], animation: false, minZoomLevel: 0.1, maxZoomLevel: 1.4 });
  view.moveTo({ scale: view.getScale() * 0.93, animation: false }); // room for labels at the rim
  const { width } = $("network").getBoundingClientRect();
  fitted = { scale: view.getScale(), limits: [0, width].map((x) => view.DOMtoCanvas({ x, y: 0 }).x) };
}
/** Marks and widths keep a floor on the screen: on a phone the whole picture is drawn very small. */
const grow = () => Math.min(Math.max(0.5 / view.getScale(), 1), 1.9);
function zoom(by) {
  view.moveTo({ scale: view.getScale() * by, animation: calm ? false : { duration: 160 } });
  setTimeout(paint, calm ? 0 : 200);
}
/** Bring what is in the light into the part of the stage that the panel leaves free. */
function reveal(animate = true) {
  if (!light) return;
  if ($("stage").getBoundingClientRect().bottom < 160) $("stage").scrollIntoView({ block: "center" });
  const { width, height } = $("network").getBoundingClientRect();
  const wide = innerWidth > 760;
  const free = { x: width - (wide ? 396 : 0), y: height - (wide ? 0 : 0.4 * height) };
  const at = [...light.nodes].map((id) => spot.get(id));
  const pad = wide ? { x: 104, y: 40 } : { x: 48, y: 24 };
  const ends = ["x", "y"].map((axis) => [Math.min(...at.map((p) => p[axis])), Math.max(...at.map((p) => p[axis]))]);
  const [low, high] = [0, 1].map((i) => view.canvasToDOM({ x: ends[0][i], y: ends[1][i] }));
  if (low.x > pad.x && low.y > pad.y && high.x < free.x - pad.x && high.y < free.y - pad.y) return;
  const room = ["x", "y"].map((axis, i) => (free[axis] - 2 * pad[axis]) / Math.max(ends[i][1] - ends[i][0], 1));
  view.moveTo({
    position: { x: (ends[0][0] + ends[0][1]) / 2, y: (ends[1][0] + ends[1][1]) / 2 },
    offset: { x: (free.x - width) / 2, y: (free.y - height) / 2 },
    scale: Math.max(Math.min(fitted.scale * 1.6, ...room), 0.15),
    animation: animate && !calm ? { duration: 240 } : false,
  });
  setTimeout(paint, 280);
}
function pick(line) {
  set({ sel: "", to: "", depth: "", line });
  reveal();
}
function select(id) {
  const found = thing(String(id));
  if (!found) return false;
  const off = listed("kinds").filter((group) => group !== nodeOf.get(found).group);
  set({ sel: found, line: "", to: "", depth: state.sel ? state.depth : "", kinds: off.join(",") });
  reveal();
  return true;
}
