// ---- framing: the network brought into its frame --------------------------------------------------------
import { fitting, toScreen } from "./camera.js";
import { $ } from "./markup.js";
import { scene } from "./scene.js";
import { calm, isWide, stageSize } from "./stage.js";
import { view } from "./view.js";
export let fitted = 0; // the scale at which the whole picture is on the stage, 0 while there is no stage
export function extent() {
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
  return boxAround([...scene.at.values(), ...corners_, ...rims]);
}
function boxAround(points) {
  const over = (act, axis, from) => points.reduce((best, point) => act(best, point[axis]), from);
  const [left, top] = ["x", "y"].map((axis) => over(Math.min, axis, Infinity));
  const [right, bottom] = ["x", "y"].map((axis) => over(Math.max, axis, -Infinity));
  return { left, right, top, bottom };
}
/** Look at the whole picture. */
export function fitNetwork() {
  if (!scene.dots.size) return;
  const pad = isWide() ? { x: 84, y: 44 } : { x: 30, y: 26 };
  const to = fitting(extent(), view.camera, pad, 1.25);
  if (to.k <= 0) return; // a stage that is not there, as on paper
  view.look(to);
  fitted = to.k;
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
  const { width, height, bottom } = stageSize();
  if (bottom < 160) $("stage").scrollIntoView({ block: "center" });
  const free = { w: width - (isWide() ? $("panel").offsetWidth : 0), h: height };
  const pad = isWide() ? { x: 96, y: 44 } : { x: 44, y: 30 };
  const box = boxAround([...scene.light.dots].map((id) => scene.at.get(id)).filter(Boolean));
  const [low, high] = [
    { x: box.left, y: box.top },
    { x: box.right, y: box.bottom },
  ].map((corner) => toScreen(view.camera, corner));
  if (low.x > pad.x && low.y > pad.y && high.x < free.w - pad.x && high.y < free.h - pad.y) return;
  const to = fitting(box, free, pad, (fitted || 1) * 1.6);
  const k = Math.max(to.k, 0.1);
  move(
    { x: to.x - (free.w - width) / 2 / k, y: to.y - (free.h - height) / 2 / k, k },
    animate ? 260 : 0,
  );
}
