// ---- two: two things side by side in words, as kg compare says it --------------------------------------
import { compareWith } from "./choose.js";
import { SECTIONS, commonOf, compareTwo } from "./comparing.js";
import { graph, nodeOf } from "./data.js";
import { button, el, figure, small } from "./markup.js";
import { combobox, isThing } from "./search.js";
import { set, state } from "./state.js";
import { go, listOf, proof } from "./statements.js";
import { count, inLang, name, sentenceOf, t } from "./words.js";
const IN_PANEL = [...SECTIONS.slice(1), SECTIONS[0]]; // what they are is known, and comes last
const SIDES_OF_TWO = ["both", "a", "b"];
export function twoPanel(one, other) {
  const lines = compareTwo(graph, one, other, state.asof);
  const common = commonOf(lines, graph);
  const names = { both: t("side-both"), a: t("side-only", { name: name(one) }), b: t("side-only", { name: name(other) }) };
  return [
    el("h2", { class: "pair two" }, go(one), el("span", {}, " – "), go(other)),
    el("p", { id: "two-said" }, t("two-common", { n: count(common.length) }), state.asof && ` ${t("date")} ${state.asof}.`),
    leave(),
    ...IN_PANEL.flatMap((section) => sectionOf(section, lines.filter((line) => line.section === section), names)),
    small(t("two-silence")),
  ];
}
const leave = () =>
  el("div", { class: "actions" }, button(t("two-end"), () => set({ with: "" })), button(t("two-swap"), swap));
const swap = () => set({ sel: state.with, with: state.sel });
function sectionOf(section, lines, names) {
  if (!lines.length) return [];
  const head = el("h3", { "data-section": section }, t(`compare-${section}`), figure(lines.length));
  if (section === "identity") return [head, ...listOf(lines, identityRow)];
  const parts = SIDES_OF_TWO.map((side) => [side, lines.filter((line) => line.side === side)]);
  return [head, ...parts.filter(([, own]) => own.length).flatMap(([side, own]) => [
    el("h4", { "data-side": side }, names[side], figure(own.length)),
    ...listOf(own, lineRow),
  ])];
}
/** What both are, one beside the other. */
function identityRow({ label, a, b }) {
  const text = (mentions) => mentions.map(({ said }) => inLang(said)).join("; ") || "–";
  const what = label[1] === null && ["kind", "country", "also"].includes(label[0]) ? t(label[0]) : inLang(label);
  return el("li", { class: "two-row" }, el("span", { class: "small" }, what), el("span", {}, text(a)), el("span", {}, text(b)));
}
/** One line: with whom or what, in which words, since when; its evidence is opened by a click. */
function lineRow({ section, item, label, year, a, b }) {
  const mentions = [...new Map([...a, ...b].map((each) => [each.claim, each])).values()];
  const places = [...new Set(mentions.flatMap(({ claim }) => claim.evidence))];
  const words_ = section === "between" ? mentions.map(({ claim }) => sentenceOf(claim)) : saidInWords(a, b);
  const head = nodeOf.has(item) ? go(item) : el("span", {}, inLang(label), year && ` (${year})`);
  return el("li", { class: "said", "data-item": item ?? "" }, head, el("details", {}, el("summary", {}, ...words_.map((each) => el("span", {}, each))), ...places.map(proof)));
}
const mentionText = ({ said, claim }) => `${inLang(said)}, ${inLang(claim.when)}`;
function saidInWords(a, b) {
  const [ours, theirs] = [a, b].map((some) => [...new Set(some.map(mentionText))].join("; "));
  return ours === theirs || !theirs ? [ours] : !ours ? [theirs] : [ours, theirs];
}
/** The field in the panel of a thing that asks what to compare it with. */
export function compareField() {
  const label = t("compare-with");
  const list = el("ul", { id: "with-list", role: "listbox", "aria-label": label, hidden: true });
  const props = { role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false" };
  const more = { "aria-controls": "with-list", "aria-autocomplete": "list", "aria-label": label, placeholder: label };
  const input = el("input", { id: "with", type: "text", ...props, ...more });
  combobox(input, list, (id) => compareWith(id), (id) => isThing(id) && id !== state.sel);
  return el("div", { class: "combo path-to" }, input, list);
}
