// ---- view: the canvas of the network and its camera -----------------------------------------------------
import { openCamera } from "./camera.js";
import { el } from "./markup.js";
const sheetOfView = el("canvas", {});
export const frameOfView = el(
  "div",
  { class: "canvas", tabindex: 0, role: "application", "data-label": "stage-help" },
  sheetOfView,
);
/** What to do for each look, click and double click; the network says it. */
export const hear = { draw() {}, click() {}, doubleClick() {} };
export const view = openCamera(frameOfView, hear);
/** The canvas as large as its frame, in the pixels of the screen. */
export function resizeView() {
  view.resize();
  const ratio = devicePixelRatio || 1;
  sheetOfView.width = Math.round(view.camera.w * ratio);
  sheetOfView.height = Math.round(view.camera.h * ratio);
}
/** Return the empty canvas, set so that units of the picture can be drawn. */
export function clearedView() {
  const { x, y, k, w, h } = view.camera;
  const ratio = devicePixelRatio || 1;
  const context = sheetOfView.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, sheetOfView.width, sheetOfView.height);
  context.setTransform(k * ratio, 0, 0, k * ratio, (w / 2 - x * k) * ratio, (h / 2 - y * k) * ratio);
  return context;
}
export const scaleNow = () => view.camera.k;
