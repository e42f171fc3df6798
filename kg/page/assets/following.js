// ---- following: lines are opened one after another by a key --------------------------------------------
import { pick } from "./choose.js";
import { $ } from "./markup.js";
import { linesOf } from "./scene.js";
import { state } from "./state.js";

let lineFrom = ""; // the dot whose lines are followed
/** Open one line of the chosen dot after another, the strongest first. */
function followLine(step) {
  const here = state.dot || state.sel || lineFrom;
  const lines = linesOf(here).sort((p, q) => q.relations.length - p.relations.length || (p.key < q.key ? -1 : 1));
  if (!lines.length) return;
  const at = lines.findIndex(({ key }) => key === state.line);
  lineFrom = here;
  pick(lines[(at < 0 ? (step > 0 ? 0 : lines.length - 1) : at + step + lines.length) % lines.length].key);
}
/** Return the dots at the other ends of the lines of a dot. */
export const linkedWith = (id) => new Set(linesOf(id).map(({ a, b }) => (a === id ? b : a)));
/** Keys that read what is chosen: its panel, its lines one after another. */
export const READ = {
  Enter: () => !$("panel").hidden && $("panel").focus(),
  l: () => followLine(1),
  L: () => followLine(-1),
};
