// ---- search ---------------------------------------------------------------------------------------------
import { fold } from "./folding.js";
import { countryNames, groupOf, nodeOf, nodes } from "./data.js";
import { el, svg, words } from "./markup.js";
import { ICON, groupSample } from "./signs.js";
import { inLang, name, t } from "./words.js";

let index = null; // made when first wanted
const indexed = () =>
  (index ??= nodes.map((node) => ({
    id: node.id,
    degree: node.degree,
    iri: node.iri.toLowerCase(),
    names: [...new Set([...allNames(node), node.id.replace(/^id:/, ""), node.id].map(fold))],
  })));
const allNames = (node) => [...node.label, ...node.also].filter(Boolean);
/** The name by which a thing is found, where the one that is shown would not explain it. */
function foundAs(node, text) {
  const holds = (each) => fold(each).includes(fold(text.trim()));
  return holds(inLang(node.label)) ? null : (allNames(node).find(holds) ?? null);
}
export function find(text, most = 12) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const score = (each) => {
    if (!each.includes(wanted)) return 0;
    if (each === wanted) return 4;
    return each.startsWith(wanted) ? 3 : each.includes(` ${wanted}`) ? 2 : 1;
  };
  const scored = indexed().map((each) => [
    Math.max(each.iri === text.trim().toLowerCase() ? 4 : 0, ...each.names.map(score)),
    each,
  ]);
  return scored
    .filter(([points]) => points)
    .sort(([p, a], [q, b]) => q - p || b.degree - a.degree || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(([, each]) => each.id);
}
/** The combobox pattern of ARIA: arrows move, Enter takes, Escape closes and then clears. */
export function combobox(input, list, take) {
  let found = [];
  let at = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pointTo = (to) => {
    at = to;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at >= 0 && found[at]) input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const choose_ = (id) => {
    input.value = name(id);
    close();
    take(id);
  };
  const optionOf = (id, i) => {
    const node = nodeOf.get(id);
    const where = node.country ? ` · ${inLang(countryNames.get(node.country))}` : "";
    const picture = svg("svg", ICON, groupSample(groupOf.get(node.group)));
    const other = foundAs(node, input.value);
    const more = other ? ` · ${t("found-as", { name: other })}` : "";
    const about = el("span", { class: "small" }, words("span", node.kind), where, more);
    const text = el("div", {}, words("span", node.label, { class: "found" }), about);
    const item = el("li", { id: `${list.id}-${i}`, role: "option", "data-node": id }, picture, text);
    item.addEventListener("mousedown", (event) => (event.preventDefault(), choose_(id)));
    return item;
  };
  const open = () => {
    found = find(input.value);
    const none = input.value.trim() && !found.length;
    const noHit = { role: "option", "aria-disabled": "true", "aria-selected": "false" };
    list.replaceChildren(...(none ? [el("li", noHit, t("no-hit"))] : found.map(optionOf)));
    list.hidden = !(found.length || none);
    input.setAttribute("aria-expanded", String(!list.hidden));
    pointTo(found.length ? 0 : -1);
  };
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found[at] && !list.hidden) choose_(found[at]);
    else if (event.key === "Escape" && !list.hidden) (event.stopPropagation(), close());
    else if (event.key === "Escape" && input.value) (event.stopPropagation(), (input.value = ""));
    else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      if (list.hidden) open();
      else if (found.length)
        pointTo((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else return;
    event.preventDefault();
  });
}
