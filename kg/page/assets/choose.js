// ---- choose: a thing, a line, a dot that stands for many ------------------------------------------------
import { contextOf, countryNames, nodeOf, relationsBy, sourceOf } from "./data.js";
import { listed } from "./model.js";
import { asked, seen } from "./scene.js";
import { fit, reveal } from "./stage.js";
import { NOTHING, set, state, stateOfView, thing } from "./state.js";
export function pick(line) {
  set({ ...NOTHING, line });
  reveal();
}
/** Choose a dot: a thing, or one that stands for many. */
export function choose(dot) {
  if (!asked.into || (nodeOf.has(dot) && !countryNames.has(dot))) return select(dot);
  set({ ...NOTHING, dot });
  reveal();
  return true;
}
/** Choose a thing wherever it is: what is hidden comes with what is near it, and nothing else does. */
export function select(id) {
  const found = thing(String(id));
  if (!found) return false;
  const changes = { ...NOTHING, sel: found, depth: state.sel || state.about ? state.depth : "" };
  if (state.into) set({ ...changes, into: "", about: found, depth: "1", layout: "rings", centre: found });
  else if (seen.nodes.has(found)) set(changes);
  else set({ ...changes, plus: withPlus(found) });
  reveal();
  return true;
}
export const withPlus = (id) => [...listed(state.plus).filter((each) => each !== id), id].join(",");
/** Choose what was found: a thing, what makes lines, or a document. */
export function takeFound(id) {
  if (nodeOf.has(id)) return select(id);
  const key = contextOf.has(id) ? "basis" : sourceOf.has(id) ? "source" : "";
  if (!key) return false;
  set({ ...NOTHING, [key]: id, plus: endsOf(key, id).filter((each) => !seen.nodes.has(each)).join(",") || state.plus });
  reveal();
  return true;
}
/** What is chosen and hidden. */
export function hiddenChoice() {
  const ends = ["basis", "source"].filter((key) => state[key]).flatMap((key) => endsOf(key, state[key]));
  return [state.sel, state.to, state.with, ...ends].filter((id) => id && !seen.nodes.has(id));
}
/** The things that what makes lines, or a document, is about. */
const endsOf = (key, id) => [...new Set(relationsBy(key, id).flatMap(({ a, b }) => [a, b]))];
export const clear = () => set(NOTHING);
/** Show a ready view. */
export function show(id) {
  set({ ...stateOfView(id), ...NOTHING });
  fit();
}
/** Put a second thing beside the one that is selected; without one, select it. */
export function compareWith(id) {
  if (!state.sel || state.sel === id) return false;
  set({ with: id, to: "" });
  reveal();
  return true;
}
