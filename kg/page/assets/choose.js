// ---- choose: a thing, a line, a dot that stands for many ------------------------------------------------
import { countryNames, nodeOf } from "./data.js";
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
/** The filters without which a thing is visible. */
export function lifted(id) {
  const kinds = listed(state.kinds).filter((group) => group !== nodeOf.get(id).group);
  return { kinds: kinds.join(","), country: "", about: "", alone: "", scope: "" };
}
/** Choose a thing wherever it is: what hides it is lifted, and out of many its surroundings come. */
export function select(id) {
  const found = thing(String(id));
  if (!found) return false;
  const changes = { ...NOTHING, sel: found, depth: state.sel || state.about ? state.depth : "" };
  if (state.into) set({ ...changes, into: "", about: found, depth: "1", layout: "rings", centre: found });
  else if (seen.nodes.has(found)) set(changes);
  else set({ ...changes, ...lifted(found) });
  reveal();
  return true;
}
export const clear = () => set(NOTHING);
/** Show a ready view. */
export function show(id) {
  set({ ...stateOfView(id), ...NOTHING });
  fit();
}
