// ---- stage: the frame in which one form at a time draws, and the camera's manners ------------------------
import { $ } from "./markup.js";
import { state } from "./state.js";
export const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
export const isWide = () => innerWidth > 760;
export const stageSize = () => $("network").getBoundingClientRect();
/** How much of each side of the stage the cards on it cover, while there is room for both. */
export function covered() {
  const isBeside = isWide() && $("key").open && stageSize().width > 700;
  return { left: isBeside ? $("key").offsetWidth + 12 : 0, right: 0, top: 0, bottom: isWide() ? 30 : 0 };
}

let isKeyOpen = $("key").open;
/** The key folds where it would lie on rows, and opens again where there is room for it. */
export function foldKey(isOnRows) {
  isKeyOpen = !isOnRows && innerWidth >= 1000;
  $("key").open = isKeyOpen;
}
/** Whether somebody has turned the key; a browser also tells of what stood open when the page was read. */
export function isKeyTurned() {
  const was = isKeyOpen;
  isKeyOpen = $("key").open;
  return was !== isKeyOpen;
}

const forms = new Map();
/** Say which forms there are; each has the functions that forms.js names. */
export const mount = (all) => all.forEach((form) => forms.set(form.name, form));
/** The forms that these data have something for. */
export const formsOffered = () => [...forms.values()].filter((form) => form.isOffered());
/** The form that is on the stage; one that these data cannot fill is the network. */
export const formNow = () => formsOffered().find((form) => form.name === state.form) ?? forms.get("network");
export const formNamed = (name) => forms.get(name) ?? forms.get("network");
/** Bring everything, or what is in the light, into the frame. */
export const fit = () => formNow().fit();
export const reveal = (animate = true) => formNow().reveal(animate && !calm);
