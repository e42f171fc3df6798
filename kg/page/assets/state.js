// ---- state: everything that makes a view; its one owner ------------------------------------------------
import { SCOPES, STATUSES, makeChecks, openBook, readAddress, viewIn, writeAddress } from "./address.js";
import { DATA, contextOf, countryNames, nodeOf, sourceOf } from "./data.js";
import { listed } from "./model.js";
export const checks = makeChecks({
  groups: DATA.groups.map((each) => each.id),
  families: DATA.families.map((each) => each.id),
  hasThing: (id) => nodeOf.has(id),
  hasCountry: (id) => countryNames.has(id),
  hasContext: (id) => contextOf.has(id),
  hasSource: (id) => sourceOf.has(id),
});
export const book = openBook(checks, DATA.views, DATA.lang);
export const thing = checks.about;
export const { views, viewOf } = book;
export const state = { ...book.blank, lang: DATA.lang };
export const currentView = () => viewIn(state, book);
export const hashOf = () => writeAddress(state, book);

const heard = [];
/** Be told of every change of state, and whether it came from an address. */
export const onChange = (act) => heard.push(act);
const STEPS = ["form", "sel", "dot", "line", "to", "with", "story", "basis", "source", "about"]; // what Back takes back, beside a ready view
/** Change the state and tell everybody; a view, a selection or a path is a step of Back. */
export function set(changes) {
  const before = { ...state, view: currentView()?.id };
  Object.assign(state, changes);
  for (const act of heard) act();
  const isStep = STEPS.some((key) => before[key] !== state[key]) || before.view !== currentView()?.id;
  writeHash(isStep);
}
/** Put right what the picture shows to be impossible, without telling anybody. */
export const correct = (changes) => Object.assign(state, changes);
let followed = location.hash;
/** Whether the state is that of the address: one that was just typed is heard of a moment later. */
export const isFollowed = () => location.hash === followed;
export function readHash(hash) {
  Object.assign(state, readAddress(hash, book));
}
export function writeHash(isStep) {
  const address = hashOf() || location.pathname + location.search;
  try {
    if (hashOf() !== location.hash) history[isStep ? "pushState" : "replaceState"](null, "", address);
  } catch {
    /* a page inside a frame has no address of its own */
  }
  followed = location.hash;
}
/** Take an address anew: what was typed, or a step back. */
export function follow(hash) {
  readHash(hash);
  for (const act of heard) act(true);
  writeHash(false);
}

export function toggle(key, id, alone = false) {
  const all = { kinds: DATA.groups, lines: DATA.families, status: STATUSES, scope: SCOPES }[key].map(
    (each) => each.id ?? each,
  );
  const off = listed(state[key]);
  const others = all.filter((each) => each !== id);
  const only = others.every((each) => off.includes(each)) && !off.includes(id);
  if (alone) set({ [key]: only ? "" : others.join(",") });
  else set({ [key]: (off.includes(id) ? off.filter((each) => each !== id) : [...off, id]).join(",") });
}
export const NOTHING = { sel: "", line: "", to: "", with: "", basis: "", source: "", dot: "" };
/** The state of a ready view, in the language and theme that are on. */
export const stateOfView = (id) => ({ ...viewOf.get(id).wanted, lang: state.lang, theme: state.theme });
