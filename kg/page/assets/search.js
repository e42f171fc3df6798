// ---- search: things, agreements and documents by what people call them ---------------------------------
import { DATA, contexts, countryNames, groupOf, nodeOf, nodes, sourceOf, sources } from "./data.js";
import { makeFinder } from "./finder.js";
import { el, svg } from "./markup.js";
import { ICON, groupSample } from "./signs.js";
import { inLang, langOf, t } from "./words.js";
/** All that can be found, in the order of the index: things, what makes lines, documents. */
const findable = [
  ...nodes.map(({ id, label }) => ({ id, label })),
  ...contexts.filter(({ id }) => !nodeOf.has(id)),
  ...sources.map(({ id, title }) => ({ id, label: [title, null] })),
];
const labelOfFound = new Map(findable.map(({ id, label }) => [id, label]));
let finder = null; // made when first wanted
const matches = (text) => (finder ??= makeFinder(DATA.search, findable))(text);
/** Return the identifiers of what a text may mean, the best first. */
export const find = (text, most = 12) => ofAddress(text) ?? matches(text).slice(0, most).map(({ thing }) => thing);
/** A thing by its whole address. */
function ofAddress(text) {
  const wanted = text.trim().replace(/^<|>$/g, "").replace(DATA.meta.base, "id:");
  return wanted.startsWith("id:") && labelOfFound.has(wanted) ? [wanted] : null;
}
export const isThing = (id) => nodeOf.has(id);

/** What is said of a hit: what it is, where, and the name that explains why it was found. */
function describeHit({ thing, text, sort }) {
  const node = nodeOf.get(thing);
  const label = labelOfFound.get(thing);
  const kind = node ? inLang(node.kind) : t(sourceOf.has(thing) ? "document" : "family-agreement");
  const where = node?.country ? inLang(countryNames.get(node.country)) : (sourceOf.get(thing)?.publisher ?? "");
  const isTold = sort === "description" || sort === "identifier" || inLang(label) === text;
  return [kind, where, isTold ? "" : t("found-as", { name: text })].filter(Boolean).join(" · ");
}
const signOf = (id) => (nodeOf.has(id) ? groupSample(groupOf.get(nodeOf.get(id).group)) : svg("g", {}));

/** The combobox pattern of ARIA: arrows move, Enter takes, Escape closes and then clears. */
export function combobox(input, list, take, isWanted = () => true) {
  const box = { input, list, take, isWanted, found: [], at: -1 };
  input.addEventListener("input", () => openList(box));
  input.addEventListener("blur", () => closeList(box));
  input.addEventListener("keydown", (event) => pressed(box, event) && event.preventDefault());
}
function openList(box) {
  const { input, list } = box;
  const text = input.value;
  const whole = ofAddress(text)?.map((thing) => ({ thing, text: "", sort: "identifier" }));
  box.found = (whole ?? matches(text)).filter(({ thing }) => box.isWanted(thing)).slice(0, 12);
  const none = text.trim() && !box.found.length;
  const noHit = { role: "option", "aria-disabled": "true", "aria-selected": "false" };
  list.replaceChildren(...(none ? [el("li", noHit, t("no-hit"))] : box.found.map((hit, i) => option(box, hit, i))));
  list.hidden = !(box.found.length || none);
  input.setAttribute("aria-expanded", String(!list.hidden));
  pointTo(box, box.found.length ? 0 : -1);
}
function closeList({ input, list }) {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}
function pointTo(box, to) {
  const { input, list, found } = box;
  box.at = to;
  [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === to)));
  if (to >= 0 && found[to]) input.setAttribute("aria-activedescendant", list.children[to].id);
  list.children[to]?.scrollIntoView({ block: "nearest" });
}
function takeHit(box, { thing }) {
  box.input.value = inLang(labelOfFound.get(thing));
  closeList(box);
  box.take(thing);
}
function option(box, hit, i) {
  const label = labelOfFound.get(hit.thing);
  const name_ = el("span", { class: "found", lang: langOf(label) }, inLang(label));
  const text = el("div", {}, name_, el("span", { class: "small" }, describeHit(hit)));
  const props = { id: `${box.list.id}-${i}`, role: "option", "data-node": hit.thing };
  const item = el("li", props, svg("svg", ICON, signOf(hit.thing)), text);
  item.addEventListener("mousedown", (event) => (event.preventDefault(), takeHit(box, hit)));
  return item;
}
/** Act on a key; tell whether it was one that the list knows. */
function pressed(box, event) {
  const { input, list, found, at } = box;
  const isOpen = !list.hidden;
  if (event.key === "Enter" && found[at] && isOpen) takeHit(box, found[at]);
  else if (event.key === "Escape" && isOpen) (event.stopPropagation(), closeList(box));
  else if (event.key === "Escape" && input.value) (event.stopPropagation(), (input.value = ""));
  else if (["ArrowDown", "ArrowUp"].includes(event.key)) step(box, event.key === "ArrowDown" ? 1 : -1);
  else return false;
  return true;
}
function step(box, by) {
  if (box.list.hidden) openList(box);
  else if (box.found.length) pointTo(box, (box.at + by + box.found.length) % box.found.length);
}
