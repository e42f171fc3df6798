// ---- network: the form that draws dots and lines on a canvas ---------------------------------------------
import { byNear } from "./arrange.js";
import { toScreen } from "./camera.js";
import { choose, clear, compareWith, pick } from "./choose.js";
import { nodeOf } from "./data.js";
import { drawnNetwork } from "./drawn.js";
import { fitNetwork, keepNetwork, pan, revealNetwork, zoom } from "./framing.js";
import { READ, linkedWith } from "./following.js";
import { glide, spots } from "./gliding.js";
import { drawLabels, labels, settleLabels } from "./labels.js";
import { showMoved } from "./layer.js";
import { batchLines, drawLines } from "./lines.js";
import { drawMark } from "./marks.js";
import { $, button } from "./markup.js";
import { dotAt, hover, hovered, lineAt, point } from "./pointing.js";
import { asked, dressed, isFolded, scene } from "./scene.js";
import { calm } from "./stage.js";
import { set, state, thing } from "./state.js";
import { nextDotBy } from "./walking.js";
import { clearedView, frameOfView, hear, resizeView, scaleNow, view } from "./view.js";
import { count, t } from "./words.js";
let isMoving = false; // whether dots are on their way
let setting = ""; // which arrangement is on the stage
function openNetwork(stage) {
  stage.append(frameOfView);
  frameOfView.setAttribute("aria-label", t("stage-help"));
  Object.assign(hear, { draw: paint, click: take, doubleClick: (at) => zoom(1.5, at) });
  frameOfView.addEventListener("mousemove", hover);
  frameOfView.addEventListener("mouseleave", () => point({ dot: null, line: null }));
  frameOfView.addEventListener("keydown", walk);
  resizeView();
  outside = `${innerWidth}x${innerHeight}`;
}
let outside = ""; // the size of the window
const isAsLargeAsStage = () => view.camera.w === frameOfView.clientWidth && view.camera.h === frameOfView.clientHeight;
new ResizeObserver(() => {
  const before = { ...view.camera };
  if (!scene || !frameOfView.clientWidth || isAsLargeAsStage()) return;
  const isWindow = outside !== `${innerWidth}x${innerHeight}` || !before.w;
  outside = `${innerWidth}x${innerHeight}`;
  resizeView();
  if (isWindow) fitNetwork();
  else keepNetwork(before);
  revealNetwork(!isWindow && !calm);
  paint();
}).observe(frameOfView);
/** Off the stage nothing of it may be drawn or clicked: the scene is another form's by then. */
function closeNetwork() {
  view.rest();
  frameOfView.remove();
  $("islands").hidden = true;
}
function drawNetwork(isNew) {
  const now = JSON.stringify([asked.into, asked.layout, asked.centre, asked.about, scene.set, state.islands]);
  const isFirst = !setting;
  if (now !== setting || (isNew && scene.guides.length)) fitNetwork(isFirst ? 0 : 400);
  setting = now;
  const draw = (isThere) => {
    isMoving = !isThere;
    batchLines();
    paint();
  };
  glide(draw, isFirst || !isNew);
  sayIslands();
}
/** One line for the small groups beside the main part, which brings them and takes them off. */
function sayIslands() {
  const { groups, alone } = scene.islands;
  const parts = [];
  if (groups.length) parts.push(t("islands", { n: count(groups.flat().length), groups: count(groups.length) }));
  if (alone.length) parts.push(t("islands-alone", { n: count(alone.length) }));
  $("islands").hidden = !parts.length;
  const isShown = state.islands === "show";
  const act = () => set({ islands: isShown ? "" : "show" });
  const more = button(t(isShown ? "islands-fold" : "islands-show"), act, { class: "go", "aria-expanded": String(isShown) });
  $("islands").replaceChildren(parts.join(" · "), " ", more);
}
function paint() {
  if (!view.camera.w || !frameOfView.isConnected) return;
  if (!isMoving) settleLabels();
  const { k, w, h } = view.camera;
  const look = [dressed, spots, labels, hovered, isMoving, k, w, h, devicePixelRatio];
  showMoved(clearedView(), view.camera, look, drawAll, view.redraw);
}
function drawAll(context, camera) {
  const { x, y, k, w, h } = camera;
  const far = { x: (w / 2 + 60) / k, y: (h / 2 + 60) / k };
  drawLines(context, camera);
  for (const [id, at] of spots) {
    if (!isFolded(id) && Math.abs(at.x - x) < far.x && Math.abs(at.y - y) < far.y)
      drawMark(context, scene.marks.get(id), at.x, at.y, k);
  }
  if (!isMoving) drawLabels(context, camera);
}
export function take(at, touch, isSecond) {
  const unit = 1 / scaleNow();
  const dot = dotAt(at, (touch ? 14 : 5) * unit);
  const line = dot ? null : lineAt(at, (touch ? 12 : 6) * unit);
  if (dot && isSecond && nodeOf.has(dot) && compareWith(dot)) return;
  if (dot) choose(dot);
  else if (line) pick(line);
  else clear();
}

/** Arrow keys follow lines from dot to dot; with Shift they move the picture. */
function walk(event) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  const acts = { "+": () => zoom(1.35), "=": () => zoom(1.35), "-": () => zoom(1 / 1.35), 0: fitNetwork };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = Object.hasOwn(acts, event.key) ? acts[event.key] : way ? () => goOn(way, event.shiftKey) : READ[event.key];
  if (!act) return;
  act();
  event.preventDefault();
}
function goOn(way, isShift) {
  if (isShift) pan(way[0] * 80, way[1] * 80);
  else choose(nextDot(state.dot || state.sel, way));
}
/** The next dot in a direction, by a line where one leads there; from nothing, the most linked one. */
function nextDot(from, way) {
  const start = scene.at.get(from);
  if (!start) return [...scene.dots.values()].sort(byNear)[0]?.id ?? "";
  const shown = [...scene.at].filter(([id]) => !isFolded(id)).map(([id, { x, y }]) => ({ id, x, y }));
  return nextDotBy(shown, start, linkedWith(from), way) ?? from;
}

export const network = {
  name: "network",
  isOffered: () => true,
  wanted: (own) => own,
  open: openNetwork,
  close: closeNetwork,
  draw: drawNetwork,
  fit: fitNetwork,
  reveal: revealNetwork,
  isAsLargeAsStage,
  zoom,
  drawing: drawnNetwork,
  spot: (id) => toScreen(view.camera, scene.at.get(scene.at.has(id) ? id : thing(id))),
};
