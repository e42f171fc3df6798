// ---- gliding: a dot that stands elsewhere now moves there, so that the eye can follow --------------------
import { callOff, onFrame } from "./motion.js";
import { scene } from "./scene.js";
import { calm } from "./stage.js";
const TIME = 400; // milliseconds
export let spots = new Map(); // where dots are drawn: where they stand, or on the way there
let flying = null;

/** Draw every dot where it stands, moving those that stood elsewhere; `draw(isThere)` for each look. */
export function glide(draw, isAtOnce) {
  const [from, to] = [spots, scene.at];
  callOff(flying);
  const moved = [...to].filter(([id, at]) => from.has(id) && (from.get(id).x !== at.x || from.get(id).y !== at.y));
  if (calm || isAtOnce || !moved.length) {
    spots = to;
    return draw(true);
  }
  const start = performance.now();
  const step = (now) => {
    if (scene.at !== to) return; // other things are seen by now, perhaps in another form
    const part = Math.min(Math.max(now - start, 0) / TIME, 1);
    const eased = part * part * (3 - 2 * part);
    spots = part < 1 ? new Map(to) : to;
    for (const [id, at] of part < 1 ? moved : []) {
      const old = from.get(id);
      spots.set(id, { x: old.x + (at.x - old.x) * eased, y: old.y + (at.y - old.y) * eased });
    }
    draw(part === 1);
    if (part < 1) flying = onFrame(step);
  };
  flying = onFrame(step);
  spots = new Map([...to].map(([id, at]) => [id, from.get(id) ?? at]));
  return draw(false);
}
