// ---- controls: which picture and view is on, how it is drawn, and what is filtered ---------------------
import { show } from "./choose.js";
import { countryNames, nodes } from "./data.js";
import { $, button, el } from "./markup.js";
import { listed } from "./model.js";
import { fit, formNow, formsOffered } from "./stage.js";
import { NOTHING, currentView, set, state, stateOfView, viewOf, views } from "./state.js";
import { rangeSaid } from "./time.js";
import { inLang, name, t } from "./words.js";
export function openViews() {
  const form = ({ name: id }) => button(t(`form-${id}`), () => turnTo(id), { "data-form": id, tabindex: -1 });
  const offered = formsOffered();
  $("forms").replaceChildren(...offered.map((each) => el("li", {}, form(each))));
  $("forms").hidden = offered.length < 2;
  const tab = (view) => {
    const asked = view.question ? `kg ask ${view.question}` : null;
    return button(inLang(view.title), () => show(view.id), {
      "data-view": view.id,
      title: asked,
      tabindex: -1,
    });
  };
  $("views").replaceChildren(...views.map((view) => el("li", {}, tab(view))));
}
export function choices() {
  const current = currentView();
  const now = formNow().name;
  for (const tab of $("forms").querySelectorAll("button")) {
    tab.textContent = t(`form-${tab.dataset.form}`);
    tab.setAttribute("aria-pressed", String(tab.dataset.form === now));
    tab.tabIndex = tab.dataset.form === now ? 0 : -1;
  }
  $("views-now").textContent = current ? inLang(current.title) : t("views");
  for (const tab of $("views").querySelectorAll("button")) {
    const view = viewOf.get(tab.dataset.view);
    tab.textContent = inLang(view.title);
    tab.setAttribute("aria-pressed", String(view === current));
    tab.tabIndex = view === (current ?? views[0]) ? 0 : -1;
  }
  $("layout").value = state.into ? "" : state.layout;
  $("colour").value = state.into ? "" : state.colour;
  $("into").value = state.into;
  $("country").value = state.country;
  for (const id of ["layout", "colour"]) $(id).disabled = Boolean(state.into);
  $("choices").hidden = now !== "network";
  chips();
}
const FIRST_OF_FORM = { map: "overview", matrix: "members", timeline: "time", network: "network" };
/** Another picture: of the same filters, or where none was set, what it shows first; what is selected stays. */
function turnTo(form) {
  const first = currentView() && (viewOf.get(FIRST_OF_FORM[form]) ?? viewOf.get("everything"));
  const { sel, with: second } = state;
  set(first ? { ...stateOfView(first.id), form, sel, with: second } : { form });
  fit();
}
/** One filter that is on, to be taken off by a click. */
function chip(text, changes) {
  const made = button(text, () => (set(changes), fit()), { class: "chip", title: t("take-off") });
  made.append(el("span", { "aria-hidden": "true" }, " ×"));
  return el("li", {}, made);
}
const withoutOne = (text, id) => listed(text).filter((each) => each !== id).join(",");
/** What narrows the picture, each to be taken off by a click. */
function chips() {
  const about = () => t("only-around", { name: name(state.about), n: state.depth || 1 });
  const off = ["kinds", "lines", "status", "scope"].filter((key) => state[key]);
  const found = [
    state.about && chip(about(), { about: "", depth: "" }),
    state.country && chip(inLang(countryNames.get(state.country)), { country: "" }),
    state.edge && chip(t(`edge-${state.edge}`), { edge: "" }),
    state.alone && formNow().name === "network" && chip(t("linked-only"), { alone: "" }),
    ...timeChips(),
    ...listed(state.plus).map((id) => chip(t("added", { name: name(id) }), { plus: withoutOne(state.plus, id) })),
    off.length && chip(t("some-hidden"), Object.fromEntries(off.map((key) => [key, ""]))),
  ];
  $("chips").replaceChildren(...found.filter(Boolean));
}
function timeChips() {
  const answers = () => listed(state.when).map((each) => t(each)).join(", ");
  return [
    state.asof && chip(`${t("date")} ${state.asof}`, { asof: "", when: "" }),
    (state.since || state.until) && chip(`${t("began")} ${rangeSaid()}`, { since: "", until: "" }),
    state.asof && state.when && chip(t("without-answers", { list: answers() }), { when: "" }),
  ];
}
const LAYOUTS = {
  "": "layout-relations",
  country: "layout-country",
  kind: "layout-kind",
  rings: "layout-rings",
};
const COLOURS = { "": "colour-kind", country: "colour-country", community: "colour-community" };
const INTO = { "": "into-thing", country: "into-country", kind: "into-kind" };
/** Fill the lists to choose from, and return what names the countries anew in another language. */
export function openChoices() {
  const option = (value, key) => el("option", { value, "data-t": key }, t(key));
  const options = (id, keys) => {
    const all = Object.entries(keys).map(([value, key]) => option(value, key));
    $(id).replaceChildren(...all);
  };
  options("layout", LAYOUTS);
  options("colour", COLOURS);
  options("into", INTO);
  const on = (id, act) => $(id).addEventListener("change", ({ target: { value } }) => act(value));
  const centre = (layout) => (layout === "rings" ? state.sel || state.about : "");
  on("layout", (layout) => set({ layout, centre: centre(layout) }));
  on("colour", (colour) => set({ colour }));
  on("into", (into) => set({ into, ...NOTHING }));
  on("country", (country) => (set({ country, into: "" }), fit()));
  const given = [...new Set(nodes.map((node) => node.country).filter(Boolean))];
  const nameCountries = () => {
    const { compare } = new Intl.Collator(state.lang);
    const named = given.map((id) => [inLang(countryNames.get(id)), id]).sort(([a], [b]) => compare(a, b));
    const all = named.map(([text, value]) => el("option", { value }, text));
    $("country").replaceChildren(option("", "all-countries"), ...all);
  };
  nameCountries();
  return nameCountries;
}
