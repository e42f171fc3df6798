// ---- story: saved views with a sentence each, one after the other ---------------------------------------
import { parseHash } from "./address.js";
import { countIn } from "./counting.js";
import { DATA, graph } from "./data.js";
import { $, button, el } from "./markup.js";
import { look } from "./model.js";
import { fit, formNamed } from "./stage.js";
import { book, set, state } from "./state.js";
import { count, fill, inLang, t } from "./words.js";
const storyOf = new Map(DATA.stories.map((story) => [story.id, story]));
/** The story that is told and the number of its step, from 0; null where none is. */
export function toldNow() {
  const [id, step] = state.story.split(".");
  const story = storyOf.get(id);
  return story?.steps[Number(step)] ? { story, at: Number(step) } : null;
}
const stateOfStep = (step) => book.checked(parseHash(step.state));
/** Tell a step of a story: its view, in the language and theme that are on. */
export function tell(id, at) {
  const step = storyOf.get(id).steps[at];
  set({ ...stateOfStep(step), lang: state.lang, theme: state.theme, story: `${id}.${at}` });
  fit();
}
/** The sentence of a step, its numbers counted in what the step shows. */
export function sentenceOfStep(step) {
  const asked = formNamed(stateOfStep(step).form).wanted(stateOfStep(step));
  const counted = countIn(graph, look(graph, asked), stateOfStep(step));
  const values = Object.entries(counted).map(([key, value]) => [key, wordOf(value)]);
  return fill(inLang(step.text), Object.fromEntries(values));
}
const wordOf = (value) => (Array.isArray(value) ? inLang(value) : typeof value === "number" ? count(value) : value);

let storyKey = "";
/** The sentence with the ways on and back, on the stage. */
export function storyBar() {
  const told = toldNow();
  $("story").hidden = !told;
  const key = told ? `${state.story}|${state.lang}` : "";
  if (key === storyKey) return;
  storyKey = key;
  if (!told) return;
  const { story, at } = told;
  const held = document.activeElement?.id;
  const go = (to, key_, id) => button(t(key_), () => tell(story.id, to), { id, disabled: !story.steps[to] });
  $("story").replaceChildren(
    el("h2", {}, inLang(story.title), el("span", { class: "number" }, t("story-step", { n: at + 1, total: story.steps.length }))),
    el("p", { id: "story-said" }, sentenceOfStep(story.steps[at])),
    el("div", { class: "actions" }, go(at - 1, "story-back", "story-back"), go(at + 1, "story-next", "story-next"), button(t("story-leave"), () => set({ story: "" }))),
  );
  if (["story-next", "story-back"].includes(held)) ($(held).disabled ? $("story-back") : $(held)).focus();
}
/** The stories that can be told, for the menu of views. */
export function openStories() {
  const item = (story) => el("li", {}, button(inLang(story.title), () => tell(story.id, 0), { "data-story": story.id }));
  $("stories").hidden = !DATA.stories.length;
  $("stories").replaceChildren(...DATA.stories.map(item));
}
