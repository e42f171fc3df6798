// ---- time: as of which date, or what began between two; and how much is known of each year ------------------
import { graph, relationOf, relations } from "./data.js";
import { $, button, el, svg } from "./markup.js";
import { listed, look, tally } from "./model.js";
import { asked, seen } from "./scene.js";
import { book, set, state } from "./state.js";
import { count, t } from "./words.js";
import { beginningIn, holdingIn, yearsOfAll } from "./yearsums.js";
export const [firstYear, lastYear] = yearsOfAll(relations);
const ANY = { asof: "", since: "", until: "", when: "" };
const ANSWERS_SHOWN = ["yes", "presumed", "unknown"];
let wantsRange = false; // what the row asks for while neither a date nor a range is given
const isRange = () => Boolean(state.since || state.until) || (wantsRange && !state.asof);
const yearOfState = (key, otherwise) => (state[key] ? Number(state[key].slice(0, 4)) : otherwise);
const asYear = (year) => String(year).padStart(4, "0");

/** Listen to the handles of the row, its two ways to ask, and to the brush over its columns. */
export function openTime() {
  for (const [id, min] of [["date", firstYear - 1], ["since", firstYear - 1], ["until", firstYear]]) {
    $(id).min = min; // the first place of a beginning and the last of an end stand for any time
    $(id).max = id === "until" ? lastYear + 1 : lastYear;
  }
  $("year-first").textContent = firstYear;
  $("year-last").textContent = lastYear;
  $("date").addEventListener("input", ({ target: { value } }) => set({ ...ANY, asof: Number(value) < firstYear ? "" : asYear(value) }));
  $("since").addEventListener("input", () => setRange(Number($("since").value), Number($("until").value), "since"));
  $("until").addEventListener("input", () => setRange(Number($("since").value), Number($("until").value), "until"));
  for (const mode of ["asof", "range"])
    $(`mode-${mode}`).addEventListener("click", () => ((wantsRange = mode === "range"), set(ANY)));
  brushColumns($("slider"));
}
/** Set a range; the handle that is moved does not pass the other one. */
function setRange(from, to, moved) {
  const [low, high] = from <= to ? [from, to] : moved === "since" ? [to, to] : [from, from];
  set({ ...ANY, since: low < firstYear ? "" : asYear(low), until: high > lastYear ? "" : asYear(high) });
}
/** Drag over the columns: what began between the two ends. A click takes the range off. */
function brushColumns(frame) {
  let start = null;
  const yearAt = ({ clientX }) => {
    const { left, width } = $("years").getBoundingClientRect();
    const at = Math.floor(((clientX - left) / width) * (lastYear - firstYear + 2)) - 1;
    return Math.min(Math.max(firstYear + at, firstYear), lastYear);
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.target instanceof HTMLInputElement) return;
    start = yearAt(event);
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (start === null || yearAt(event) === start) return;
    wantsRange = true;
    setRange(Math.min(start, yearAt(event)), Math.max(start, yearAt(event)), "");
  });
  frame.addEventListener("pointerup", (event) => {
    if (start !== null && yearAt(event) === start && isRange()) set(ANY);
    start = null;
  });
}

export function timeRow() {
  const range = isRange();
  for (const mode of ["asof", "range"]) $(`mode-${mode}`).setAttribute("aria-pressed", String((mode === "range") === range));
  $("date").hidden = range;
  $("since").hidden = $("until").hidden = !range;
  place("date", yearOfState("asof", firstYear - 1), state.asof || t("any-time"));
  place("since", yearOfState("since", firstYear - 1), state.since || t("any-time"));
  place("until", yearOfState("until", lastYear + 1), state.until || t("any-time"));
  $("date-said").textContent = range ? rangeSaid() : state.asof || t("any-time");
  answers();
  drawYears(range);
}
function place(id, year, said) {
  $(id).value = year;
  $(id).setAttribute("aria-valuetext", said);
}
export const rangeSaid = () => (state.since || state.until ? `${state.since || "…"}–${state.until || "…"}` : t("any-time"));
/** Yes, presumed and unknown, each with its number, pressed while it is shown. */
function answers() {
  $("date-key").hidden = !state.asof;
  if (!state.asof) return;
  const all = state.when ? look(graph, { ...asked, when: "" }) : seen;
  const sums = tally([...all.relations.values()].map((when) => ({ when })), "when");
  const off = listed(state.when);
  const toggleAnswer = (when) => () =>
    set({ when: (off.includes(when) ? off.filter((each) => each !== when) : [...off, when]).join(",") });
  const row = (when) => {
    const made = button("", toggleAnswer(when), { "aria-pressed": String(!off.includes(when)), "data-when": when });
    made.append(el("span", { class: `key ${when}`, "aria-hidden": "true" }), `${t(when)} ${count(sums.get(when) ?? 0)}`);
    return el("li", {}, made);
  };
  const held = document.activeElement?.dataset.when;
  $("date-key").replaceChildren(...ANSWERS_SHOWN.map(row));
  if (held) $("date-key").querySelector(`[data-when=${held}]`).focus();
}
/** A column for each year: how many hold for certain then, or how many began then. */
let yearsKey = "";
function drawYears(range) {
  const others = book.dataKeys.filter((key) => !Object.hasOwn(ANY, key)).map((key) => state[key]);
  const key = JSON.stringify([range, state.plus, ...others]);
  if (key !== yearsKey) {
    yearsKey = key;
    const shown = state.asof || state.since || state.until ? look(graph, { ...asked, ...ANY }) : seen;
    const own = [...shown.relations.keys()].map((id) => relationOf.get(id));
    drawColumns((range ? beginningIn : holdingIn)(own, firstYear, lastYear));
  }
  const [from, to] = range ? [yearOfState("since", firstYear), yearOfState("until", lastYear)] : [yearOfState("asof", 0), yearOfState("asof", 0)];
  const isOn = (year) => (range ? Boolean(state.since || state.until) : true) && from <= year && year <= to;
  for (const bar of $("years").children) bar.classList.toggle("now", isOn(Number(bar.dataset.year)));
}
function drawColumns(sums) {
  const most = Math.max(...sums, 1);
  const wide = 100 / (sums.length + 1);
  const column = (sum, i) =>
    svg("rect", {
      x: ((i + 1) * wide + wide * 0.12).toFixed(3),
      width: (wide * 0.76).toFixed(3),
      "data-year": firstYear + i,
      y: (20 - (20 * sum) / most).toFixed(2),
      height: ((20 * sum) / most).toFixed(2),
    });
  $("years").replaceChildren(...sums.map(column));
}
