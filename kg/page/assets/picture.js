// ---- picture: vis-network holds dots, camera and gestures ----------------------------------------------
let view = null; // the vis network
let dotsSet = null; // what vis holds
let hovered = { dot: null, line: null };
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const isWide = () => innerWidth > 760;

function openPicture() {
  dotsSet = new vis.DataSet([]);
  view = new vis.Network($("network"), { nodes: dotsSet, edges: new vis.DataSet([]) }, DATA.options);
  const frame = $("network").firstElementChild;
  frame.setAttribute("tabindex", "0");
  frame.setAttribute("role", "application");
  frame.dataset.label = "stage-help";
  frame.setAttribute("aria-label", t("stage-help"));
  view.on("click", ({ pointer, event }) => take(pointer.canvas, event.pointerType === "touch"));
  view.on("doubleClick", ({ pointer }) => zoom(1.5, pointer.canvas));
  view.on("beforeDrawing", drawLines);
  view.on("afterDrawing", drawLabels);
  $("network").addEventListener("mousemove", hover);
  $("network").addEventListener("mouseleave", () => point({ dot: null, line: null }));
  let size = "";
  new ResizeObserver(([{ contentRect }]) => {
    const now = `${contentRect.width}x${contentRect.height}`;
    if ((size || !fitted) && size !== now) (fit(), reveal(false));
    size = now;
  }).observe($("network"));
}

/** Give vis the dots of the scene: only what came, went or moved. */
function holdDots() {
  const held = new Map(dotsSet.get().map((each) => [each.id, each]));
  const wanted = [...scene.dots.keys()];
  const gone = [...held.keys()].filter((id) => !scene.dots.has(id));
  if (gone.length) dotsSet.remove(gone);
  const place = (id) => ({ id, ...scene.at.get(id) });
  const isMoved = (id) => held.get(id).x !== scene.at.get(id).x || held.get(id).y !== scene.at.get(id).y;
  const added = wanted.filter((id) => !held.has(id));
  dotsSet.add(added.map((id) => ({ ...place(id), shape: "custom", ctxRenderer: renderDot })));
  dotsSet.update(wanted.filter((id) => held.has(id) && isMoved(id)).map(place));
}
function renderDot({ ctx, id, x, y }) {
  const mark = scene.marks.get(id);
  const size = { width: 2 * mark.r, height: 2 * mark.r };
  return { drawNode: () => drawMark(ctx, mark, x, y, view.getScale()), nodeDimensions: size };
}

// ---- pointing ----------------------------------------------------------------------------------------
const spotOf = ({ offsetX, offsetY }) => view.DOMtoCanvas({ x: offsetX, y: offsetY });
function dotAt({ x, y }, slack) {
  let [best, least] = [null, Infinity];
  for (const [id, at] of scene.at) {
    const far = Math.hypot(at.x - x, at.y - y) - scene.marks.get(id).r * grow(view.getScale());
    if (far < Math.min(least, slack)) [best, least] = [id, far];
  }
  return best;
}
function lineAt({ x, y }, slack) {
  let [best, least] = [null, slack];
  for (const { key, a, b } of scene.lines.values()) {
    const [p, q] = [scene.at.get(a), scene.at.get(b)];
    const [dx, dy] = [q.x - p.x, q.y - p.y];
    const part = Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / (dx * dx + dy * dy || 1)));
    const far =
      Math.hypot(p.x + part * dx - x, p.y + part * dy - y) +
      (scene.strokes.get(key).dimmed ? slack * 0.6 : 0);
    if (far < least) [best, least] = [key, far];
  }
  return best;
}
function take(at, touch) {
  const unit = 1 / view.getScale();
  const dot = dotAt(at, (touch ? 14 : 5) * unit);
  const line = dot ? null : lineAt(at, (touch ? 12 : 6) * unit);
  if (dot) choose(dot);
  else if (line) pick(line);
  else set({ ...NOTHING, dot: "" });
}
function hover(event) {
  if (event.buttons) return;
  const at = spotOf(event);
  const unit = 1 / view.getScale();
  const dot = dotAt(at, 4 * unit);
  point({ dot, line: dot ? null : lineAt(at, 5 * unit) });
}
function point(now) {
  if (now.dot === hovered.dot && now.line === hovered.line) return;
  hovered = now;
  $("network").style.cursor = now.dot || now.line ? "pointer" : "";
  view.redraw();
}

// ---- camera ------------------------------------------------------------------------------------------
let fitted = 0; // the scale at which the whole picture is on the stage, 0 while there is no stage
function extent() {
  const frames = scene.guides.filter(({ frame }) => frame).map(({ frame }) => frame);
  const corners_ = frames.flatMap(({ x, y, w, h }) => [
    { x, y },
    { x: x + w, y: y + h },
  ]);
  const rims = scene.guides
    .filter(({ ring }) => ring)
    .flatMap(({ ring: { rx, ry } }) => [
      { x: -rx, y: -ry },
      { x: rx, y: ry },
    ]);
  const points = [...scene.at.values(), ...corners_, ...rims];
  const over = (act, axis, from) => points.reduce((best, point) => act(best, point[axis]), from);
  const [left, top] = ["x", "y"].map((axis) => over(Math.min, axis, Infinity));
  const [right, bottom] = ["x", "y"].map((axis) => over(Math.max, axis, -Infinity));
  return { left, right, top, bottom };
}
const stageSize = () => $("network").getBoundingClientRect();
function fit() {
  if (!scene.dots.size) return;
  const { left, right, top, bottom } = extent();
  const { width, height } = stageSize();
  const pad = isWide() ? { x: 84, y: 44 } : { x: 30, y: 26 };
  const scale = Math.min(
    (width - 2 * pad.x) / Math.max(right - left, 1),
    (height - 2 * pad.y) / Math.max(bottom - top, 1),
    1.25,
  );
  if (scale <= 0) return; // a stage that is not there, as on paper
  view.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
  fitted = scale;
}
function zoom(by, position = view.getViewPosition()) {
  view.moveTo({ position, scale: view.getScale() * by, animation: calm ? false : { duration: 160 } });
}
function pan(dx, dy) {
  const { x, y } = view.getViewPosition();
  view.moveTo({ position: { x: x + dx / view.getScale(), y: y + dy / view.getScale() }, animation: false });
}
/** Bring what is in the light into the part of the stage that the panel leaves free. */
function reveal(animate = true) {
  if (!scene.light) return;
  const { width, height, bottom } = stageSize();
  if (bottom < 160) $("stage").scrollIntoView({ block: "center" });
  const free = { x: width - (isWide() ? $("panel").offsetWidth : 0), y: height };
  const pad = isWide() ? { x: 96, y: 44 } : { x: 44, y: 30 };
  const points = [...scene.light.dots].map((id) => scene.at.get(id)).filter(Boolean);
  const ends = ["x", "y"].map((axis) => [
    Math.min(...points.map((p) => p[axis])),
    Math.max(...points.map((p) => p[axis])),
  ]);
  const [low, high] = [0, 1].map((i) => view.canvasToDOM({ x: ends[0][i], y: ends[1][i] }));
  if (low.x > pad.x && low.y > pad.y && high.x < free.x - pad.x && high.y < free.y - pad.y) return;
  const room = ["x", "y"].map(
    (axis, i) => (free[axis] - 2 * pad[axis]) / Math.max(ends[i][1] - ends[i][0], 1),
  );
  view.moveTo({
    position: { x: (ends[0][0] + ends[0][1]) / 2, y: (ends[1][0] + ends[1][1]) / 2 },
    offset: { x: (free.x - width) / 2, y: (free.y - height) / 2 },
    scale: Math.max(Math.min((fitted || 1) * 1.6, ...room), 0.1),
    animation: animate && !calm ? { duration: 260 } : false,
  });
}

// ---- choosing ----------------------------------------------------------------------------------------
function pick(line) {
  set({ ...NOTHING, dot: "", line });
  reveal();
}
/** Choose a dot: a thing, or one that stands for many. */
function choose(dot) {
  if (!state.into || (nodeOf.has(dot) && !countryNames.has(dot))) return select(dot);
  set({ ...NOTHING, dot });
  reveal();
  return true;
}
/** The filters without which a thing is visible. */
function lifted(id) {
  const kinds = listed("kinds").filter((group) => group !== nodeOf.get(id).group);
  return { kinds: kinds.join(","), country: "", about: "", alone: "", scope: "" };
}
/** Choose a thing wherever it is: what hides it is lifted, and out of many its surroundings come. */
function select(id) {
  const found = thing(String(id));
  if (!found) return false;
  const changes = { ...NOTHING, dot: "", sel: found, depth: state.sel || state.about ? state.depth : "" };
  if (state.into) set({ ...changes, into: "", about: found, depth: "1", layout: "rings", centre: found });
  else if (seen.nodes.has(found)) set(changes);
  else set({ ...changes, ...lifted(found) });
  reveal();
  return true;
}
