// ---- network: the form that draws dots and lines on a canvas ---------------------------------------------
import { byNear } from "./arrange.js";
import { toScreen } from "./camera.js";
import { choose, clear, compareWith, pick } from "./choose.js";
import { nodeOf } from "./data.js";
import { drawnNetwork } from "./drawn.js";
import { fitNetwork, keepNetwork, pan, revealNetwork, zoom } from "./framing.js";
import { glide, spots } from "./gliding.js";
import { drawLabels, settleLabels } from "./labels.js";
import { batchLines, drawLines } from "./lines.js";
import { drawMark } from "./marks.js";
import { $, button } from "./markup.js";
import { dotAt, hover, lineAt, point } from "./pointing.js";
import { asked, isFolded, linesOf, scene } from "./scene.js";
import { calm } from "./stage.js";
import { set, state, thing } from "./state.js";
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
  let outside = `${innerWidth}x${innerHeight}`;
  new ResizeObserver(() => {
    const before = { ...view.camera };
    if (!scene || !frameOfView.clientWidth) return;
    if (before.w === frameOfView.clientWidth && before.h === frameOfView.clientHeight) return;
    const isWindow = outside !== `${innerWidth}x${innerHeight}` || !before.w;
    outside = `${innerWidth}x${innerHeight}`;
    resizeView();
    if (isWindow) fitNetwork();
    else keepNetwork(before);
    revealNetwork(!isWindow && !calm);
    paint();
  }).observe(frameOfView);
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
  if (!view.camera.w) return;
  if (!isMoving) settleLabels();
  const context = clearedView();
  const { x, y, k, w, h } = view.camera;
  const far = { x: (w / 2 + 60) / k, y: (h / 2 + 60) / k };
  drawLines(context);
  for (const [id, at] of spots) {
    if (!isFolded(id) && Math.abs(at.x - x) < far.x && Math.abs(at.y - y) < far.y)
      drawMark(context, scene.marks.get(id), at.x, at.y, k);
  }
  if (!isMoving) drawLabels(context);
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

/** Arrow keys go from dot to dot; with Shift they move the picture. */
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
const READ = {
  Enter: () => !$("panel").hidden && $("panel").focus(),
  l: () => followLine(1),
  L: () => followLine(-1),
};
/** Open one line of the chosen dot after another, the strongest first. */
function followLine(step) {
  const here = state.dot || state.sel || lineFrom;
  const lines = linesOf(here).sort((p, q) => q.relations.length - p.relations.length || (p.key < q.key ? -1 : 1));
  if (!lines.length) return;
  const at = lines.findIndex(({ key }) => key === state.line);
  lineFrom = here;
  pick(lines[(at < 0 ? (step > 0 ? 0 : lines.length - 1) : at + step + lines.length) % lines.length].key);
}
let lineFrom = ""; // the dot whose lines are followed
/** The nearest dot in a direction; from nothing, the most linked one. */
function nextDot(from, [dx, dy]) {
  const start = scene.at.get(from);
  if (!start) return [...scene.dots.values()].sort(byNear)[0]?.id ?? "";
  let [best, least] = [from, Infinity];
  for (const [id, { x, y }] of scene.at) {
    if (isFolded(id)) continue;
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const cost = along + 2 * aside;
    if (along > 1 && cost < least) [best, least] = [id, cost];
  }
  return best;
}

export const network = {
  name: "network",
  isOffered: () => true,
  wanted: (own) => own,
  open: openNetwork,
  close: () => frameOfView.remove(),
  draw: drawNetwork,
  fit: fitNetwork,
  reveal: revealNetwork,
  zoom,
  drawing: drawnNetwork,
  spot: (id) => toScreen(view.camera, scene.at.get(scene.at.has(id) ? id : thing(id))),
};
