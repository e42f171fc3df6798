// ---- pointing: which dot or line is under a point ------------------------------------------------------
import { toPicture } from "./camera.js";
import { spots } from "./gliding.js";
import { grow } from "./marks.js";
import { isFolded, scene } from "./scene.js";
import { frameOfView, scaleNow, view } from "./view.js";
export let hovered = { dot: null, line: null };
const spotOf = ({ offsetX, offsetY }) => toPicture(view.camera, { x: offsetX, y: offsetY });
export function dotAt({ x, y }, slack) {
  let [best, least] = [null, Infinity];
  for (const [id, at] of spots) {
    if (isFolded(id)) continue;
    const far = Math.hypot(at.x - x, at.y - y) - scene.marks.get(id).r * grow(scaleNow());
    if (far < Math.min(least, slack)) [best, least] = [id, far];
  }
  return best;
}
export function lineAt({ x, y }, slack) {
  let [best, least] = [null, slack];
  for (const { key, a, b } of scene.lines.values()) {
    if (isFolded(a)) continue;
    const [p, q] = [spots.get(a), spots.get(b)];
    const [dx, dy] = [q.x - p.x, q.y - p.y];
    const part = Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / (dx * dx + dy * dy || 1)));
    const far =
      Math.hypot(p.x + part * dx - x, p.y + part * dy - y) +
      (scene.strokes.get(key).dimmed ? slack * 0.6 : 0);
    if (far < least) [best, least] = [key, far];
  }
  return best;
}
export function hover(event) {
  if (event.buttons) return;
  const at = spotOf(event);
  const unit = 1 / scaleNow();
  const dot = dotAt(at, 4 * unit);
  point({ dot, line: dot ? null : lineAt(at, 5 * unit) });
}
export function point(now) {
  if (now.dot === hovered.dot && now.line === hovered.line) return;
  hovered = now;
  frameOfView.classList.toggle("over", Boolean(now.dot || now.line));
  view.redraw();
}
