// ---- layer: a picture that is only moved is drawn once, on a sheet larger than the stage ---------------
import { after, callOff } from "./motion.js";
const BESIDE = 0.35; // of the stage, on each side
const REST = 140; // milliseconds after which a picture that was moved is drawn sharp again
const layer = { canvas: document.createElement("canvas"), look: [], x: 0, y: 0, fresh: false, timer: null };

/**
 * Draw the picture for a camera by `draw(context, camera)`, or only move what was drawn before.
 *
 * A look is everything but the place that decides what is seen; while it stays the same the picture is
 * moved. `redraw` asks for it to be drawn sharp when it has come to rest.
 */
export function showMoved(context, camera, look, draw, redraw) {
  const isSame = look.length === layer.look.length && look.every((each, i) => Object.is(each, layer.look[i]));
  if (!isSame) {
    Object.assign(layer, { look, fresh: false });
    return draw(context, camera);
  }
  callOff(layer.timer);
  layer.timer = after(() => ((layer.look = []), redraw()), REST);
  if (!layer.fresh || !reaches(camera)) fillLayer(camera, draw);
  const { x, y, wide, high } = reach(camera);
  return context.drawImage(layer.canvas, layer.x + x, layer.y + y, wide, high);
}
/** The sheet in units of the picture, as seen from its middle. */
function reach({ k }) {
  const unit = k * (devicePixelRatio || 1);
  const [wide, high] = [layer.canvas.width / unit, layer.canvas.height / unit];
  return { x: -wide / 2, y: -high / 2, wide, high };
}
const reaches = ({ x, y, w, h, k }) =>
  Math.abs(x - layer.x) * k <= BESIDE * w && Math.abs(y - layer.y) * k <= BESIDE * h;
function fillLayer(camera, draw) {
  const ratio = devicePixelRatio || 1;
  const { x, y, k } = camera;
  const [w, h] = [camera.w, camera.h].map((side) => side + 2 * Math.ceil(BESIDE * side));
  Object.assign(layer.canvas, { width: Math.round(w * ratio), height: Math.round(h * ratio) });
  Object.assign(layer, { x, y, fresh: true });
  const context = layer.canvas.getContext("2d");
  context.setTransform(k * ratio, 0, 0, k * ratio, (w / 2 - x * k) * ratio, (h / 2 - y * k) * ratio);
  draw(context, { ...camera, w, h });
}
