// ---- panel: one thing, one line, or a path, each with its evidence -------------------------------------
import { pick, withPlus } from "./choose.js";
import { DATA, countryNames, graph, groupOf, nodeOf, pairKey, relationsOf } from "./data.js";
import { $, button, el, figure, small, svg, words } from "./markup.js";
import { isOffered, listed, ofPair, path, shownOf, tally } from "./model.js";
import { asked, linesOf, scene, seen } from "./scene.js";
import { combobox } from "./search.js";
import { ICON, groupSample } from "./signs.js";
import { fit, reveal } from "./stage.js";
import { set, state } from "./state.js";
import { oncePerContext, contextPanel, saidOnce, sourcePanel } from "./records.js";
import { go, listOf, noteOf, said, saidBetween } from "./statements.js";
import { compareField, twoPanel } from "./twopanel.js";
import { count, familyName, inLang, name, sentenceOf, t } from "./words.js";
function nodePanel(node) {
  const shown = shownOf(graph, seen, node.id);
  const all = relationsOf.get(node.id).filter((each) => isOffered(each, state));
  const parts = [words("h2", node.label), kindLine(node)];
  const also = node.also.filter((each) => each !== inLang(node.label));
  if (also.length) parts.push(small(`${t("also")}: ${also.join(" · ")}`));
  if (node.unresolved) parts.push(el("p", { class: "flag" }, t("unresolved")));
  if (node.note) parts.push(noteOf(node));
  parts.push(actions(node), target(), compareField());
  if (state.to) parts.push(...pathPanel(node.id, state.to));
  if (!shown.length) parts.push(el("p", { class: "none" }, t("no-relations")));
  for (const { id } of DATA.families) {
    const some = shown.filter((each) => each.family === id);
    if (!some.length) continue;
    const row = (own) => saidOnce(own, node.id, sentenceOf);
    parts.push(el("h3", {}, familyName(id), figure(some.length)), ...listOf(oncePerContext(some), row));
  }
  const hidden = all.length - shown.length;
  if (hidden) parts.push(button(t("hidden-by-filter", { n: count(hidden) }), () => bringHidden(node.id), { class: "more" }));
  const saidOfIt = (fact) => said(fact, null, inLang(fact.says));
  if (node.facts.length) parts.push(el("h3", {}, t("facts")), ...listOf(node.facts, saidOfIt));
  parts.push(el("p", { class: "small iri" }, node.iri));
  return parts;
}
/** Show what a filter hides of a thing: its other relations, then those of other times. */
function bringHidden(id) {
  const isHere = listed(state.plus).includes(id);
  set(isHere ? { asof: "", since: "", until: "", when: "" } : { plus: withPlus(id) });
}
function kindLine(node) {
  const isElsewhere = node.country && node.country !== node.id;
  const country = isElsewhere ? [" · ", words("span", countryNames.get(node.country))] : [];
  const sign = svg("svg", ICON, groupSample(groupOf.get(node.group)));
  return el("p", { class: "small kind" }, sign, words("span", node.kind), ...country);
}
/** How many steps around it are in the light, and whether the rest is left out. */
function actions(node) {
  const pressed = (is) => ({ "aria-pressed": String(is) });
  const goTo = (changes) => () => {
    set(changes);
    fit();
    reveal();
  };
  const steps = ["1", "2", "3"].map((n) => {
    const act = () => (set({ depth: n === "1" ? "" : n }), reveal());
    return button(n, act, pressed((state.depth || "1") === n));
  });
  const isOnly = state.about === node.id;
  return el(
    "div",
    { class: "actions", role: "group", "aria-label": t("focus") },
    el("span", {}, t("focus")),
    el("span", { class: "joined" }, ...steps),
    button(t("only-these"), goTo({ about: isOnly ? "" : node.id }), pressed(isOnly)),
    button(t("layout-rings"), goTo({ layout: "rings", centre: node.id })),
  );
}
function linePanel(line) {
  const end = (id) => (nodeOf.has(id) ? go(id) : el("span", {}, inLang(scene.dots.get(id).label)));
  return [
    el("h2", { class: "pair" }, end(line.a), el("span", {}, " – "), end(line.b)),
    el("p", { class: "small" }, t("relations-of", { n: count(line.relations.length) })),
    ...listOf(line.relations, saidBetween),
  ];
}
/** Many things behind one dot: how many of each kind, the most linked, and the way to them. */
function dotPanel(dot) {
  const members = dot.members.map((id) => nodeOf.get(id));
  members.sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  const kinds = [...tally(members, "group")].sort(([, m], [, n]) => n - m);
  const partners = linesOf(dot.id).sort((p, q) => q.relations.length - p.relations.length);
  const row = (what, number) => el("li", { class: "row" }, what, figure(number));
  const partnerRow = (line) => {
    const other = scene.dots.get(line.a === dot.id ? line.b : line.a);
    return row(
      button(inLang(other.label), () => pick(line.key), { class: "go" }),
      line.relations.length,
    );
  };
  return [
    el("h2", {}, inLang(dot.label)),
    small(kinds.map(([group, n]) => `${t(`group-${group}`)} ${count(n)}`).join(" · ")),
    openDot(dot),
    el("h3", {}, t("linked-with")),
    ...listOf(partners, partnerRow),
    el("h3", {}, t("most-linked")),
    ...listOf(members, (node) => row(go(node.id), node.degree)),
  ];
}
/** The way to the things behind a dot, where a filter can show them. */
function openDot(dot) {
  const others = DATA.groups.map((group) => group.id).filter((id) => id !== dot.group);
  const isCountry = asked.into === "country" && countryNames.has(dot.id);
  if (!isCountry && asked.into !== "kind") return null;
  const filter = isCountry ? { country: dot.id } : { kinds: others.join(",") };
  const act = () => (set({ into: "", dot: "", ...filter }), fit());
  const text = t("show-these", { n: count(dot.members.length) });
  return el("div", { class: "actions" }, button(text, act, { class: "strong" }));
}
function pathPanel(from, to) {
  const steps = path(seen, from, to);
  const names = { a: name(from), b: name(to) };
  const head = el("h3", {}, t("path"));
  if (!steps) return [head, el("p", { id: "path-said" }, t("path-none", names))];
  const between = (id, next) => el("ul", {}, ...ofPair(graph, seen, pairKey(id, next)).map(saidBetween));
  const step = (id, i) => el("li", {}, go(id), i < steps.length - 1 && between(id, steps[i + 1]));
  const told = t("path-steps", { ...names, n: steps.length - 1 });
  return [head, el("p", { id: "path-said" }, told), el("ol", { class: "path" }, ...steps.map(step))];
}
export function target() {
  const label = t("path-to");
  const list = el("ul", { id: "target-list", role: "listbox", "aria-label": label, hidden: true });
  const input = el("input", {
    id: "target",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-controls": "target-list",
    "aria-autocomplete": "list",
    "aria-label": label,
    placeholder: label,
  });
  input.value = state.to ? name(state.to) : "";
  combobox(input, list, (id) => (set({ to: id === state.sel ? "" : id }), reveal()));
  const leave = state.to && button("×", () => set({ to: "" }), { "aria-label": t("path-end") });
  return el("div", { class: "combo path-to" }, input, leave, list);
}

let panelKey = "";
const chosenPanel = () => (state.with ? twoPanel(state.sel, state.with) : nodePanel(nodeOf.get(state.sel)));
/** What is chosen, in words; null where nothing is. */
function bodyOfPanel() {
  if (state.sel) return chosenPanel();
  if (state.basis) return contextPanel(state.basis);
  if (state.source) return sourcePanel(state.source);
  const [dot, line] = [scene.dots.get(state.dot), scene.lines.get(state.line)];
  return dot ? dotPanel(dot) : line ? linePanel(line) : null;
}
export function panel() {
  const body = bodyOfPanel();
  const held = document.activeElement?.id;
  const key = `${state.sel}|${state.with}|${state.basis}|${state.source}|${state.dot}|${state.line}`;
  $("panel").hidden = !body;
  $("stage").classList.toggle("with-panel", Boolean(body));
  $("panel-body").replaceChildren(...(body ?? []));
  if (held === "target") $("target")?.focus();
  if (key !== panelKey) $("panel").scrollTop = 0;
  panelKey = key;
}
