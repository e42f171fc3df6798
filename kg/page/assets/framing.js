// ---- framing: the network brought into its frame --------------------------------------------------------
import { lookAt, toPicture, toScreen } from "./camera.js";
import { $ } from "./markup.js";
import { isFolded, scene } from "./scene.js";
import { calm, covered, isWide } from "./stage.js";
import { view } from "./view.js";
export let fitted = 0; // the scale at which the whole picture is on the stage, 0 while there is no stage
export function extent() {
  const drawn = [...scene.at].filter(([id]) => !isFolded(id)).map(([, at]) => at);
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
  return boxAround([...drawn, ...corners_, ...rims]);
}
/** The box around what is chosen, else around everything. */
export function extentChosen() {
  const chosen = scene.light ? [...scene.light.dots].map((id) => scene.at.get(id)).filter(Boolean) : [];
  return chosen.length > 1 ? boxAround(chosen) : extent();
}
function boxAround(points) {
  const over = (act, axis, from) => points.reduce((best, point) => act(best, point[axis]), from);
  const [left, top] = ["x", "y"].map((axis) => over(Math.min, axis, Infinity));
  const [right, bottom] = ["x", "y"].map((axis) => over(Math.max, axis, -Infinity));
  return { left, right, top, bottom };
}
/** The room that is kept free: for the cards, and for the names of what stands at the edge. */
function margins(x, y) {
  const free = covered();
  return { left: free.left + x, right: free.right + x, top: free.top + y, bottom: free.bottom + y };
}
/** Around what is laid out in a grid there is no free place inside, so that names stand above and below. */
function marginsOfWhole() {
  if (scene.frameOf) return isWide() ? margins(44, 44) : margins(20, 76);
  return isWide() ? margins(70, 30) : margins(30, 26);
}
/** Look at the whole picture. */
export function fitNetwork(duration = 0) {
  if (!scene.dots.size) return;
  const to = lookAt(extent(), view.camera, marginsOfWhole(), 1.6);
  if (to.k <= 0) return; // a stage that is not there, as on paper
  lookTo(to, duration);
  fitted = to.k;
}
/** What of the picture is on the stage, beside its cards, once the camera has arrived; null where it roams. */
let arrival = null;
function lookTo(to, duration) {
  arrival = { ...view.camera, ...to };
  move(to, duration);
}
export function boundsOnStage() {
  if (!arrival || Math.abs(view.camera.k / arrival.k - 1) > 0.01) return null;
  const free = covered();
  const low = toPicture(arrival, { x: free.left + 4, y: 3 });
  const high = toPicture(arrival, { x: arrival.w - 4, y: arrival.h - Math.max(free.bottom, 4) });
  return { left: low.x, top: low.y, right: high.x, bottom: high.y };
}
/** Keep what stands on the stage where it is while a panel opens or closes beside it. */
export function keepNetwork(before) {
  const { x, y, k, w, h } = view.camera;
  view.look({ x: x + (w - before.w) / 2 / k, y: y + (h - before.h) / 2 / k });
}
export function zoom(by, at = view.camera) {
  move({ x: at.x, y: at.y, k: view.camera.k * by }, 160);
}
export const move = (to, duration) => (calm || !duration ? view.look(to) : view.fly(to, duration));
export function pan(dx, dy) {
  const { x, y, k } = view.camera;
  view.look({ x: x + dx / k, y: y + dy / k });
}
/** Bring what is in the light into the part of the stage that the panel leaves free. */
export function revealNetwork(animate) {
  if (!scene.light) return;
  if (!isWide()) $("stage").scrollIntoView({ block: "start" });
  const pad = isWide() ? margins(90, 40) : margins(44, 30);
  const box = boxAround([...scene.light.dots].map((id) => scene.at.get(id)).filter(Boolean));
  if (isInside(box, pad)) {
    arrival = { ...view.camera };
    return;
  }
  const to = lookAt(box, view.camera, pad, (fitted || 1) * 1.6);
  lookTo({ ...to, k: Math.max(to.k, 0.1) }, animate ? 260 : 0);
}
function isInside(box, pad) {
  const { w, h } = view.camera;
  const low = toScreen(view.camera, { x: box.left, y: box.top });
  const high = toScreen(view.camera, { x: box.right, y: box.bottom });
  return low.x > pad.left && low.y > pad.top && high.x < w - pad.right && high.y < h - pad.bottom;
}
