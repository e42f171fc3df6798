// ---- time: as of which date, and how much is known of each year ------------------------------------------
import { graph, relationOf, relations } from "./data.js";
import { FIRST_DAY, LAST_DAY, yearOfDay } from "./dates.js";
import { $, el, svg } from "./markup.js";
import { look, tally } from "./model.js";
import { seen } from "./scene.js";
import { book, state } from "./state.js";
import { count, t } from "./words.js";
const years = relations
  .flatMap((each) => each.bounds)
  .filter((day) => day !== FIRST_DAY && day !== LAST_DAY)
  .map(yearOfDay);
export const span = (act, from) => years.reduce((best, year) => act(best, year), from);
export const [firstYear, lastYear] = years.length
  ? [span(Math.min, Infinity), span(Math.max, -Infinity)]
  : [2000, 2000];

export function timeRow() {
  const slider = $("date");
  slider.min = firstYear - 1; // the first place stands for any time
  slider.max = lastYear;
  $("year-first").textContent = firstYear;
  $("year-last").textContent = lastYear;
  slider.value = state.asof ? state.asof.slice(0, 4) : firstYear - 1;
  const said = state.asof || t("any-time");
  $("date-said").textContent = said;
  slider.setAttribute("aria-valuetext", said);
  const sums = tally(
    [...seen.relations.values()].map((when) => ({ when })),
    "when",
  );
  $("date-key").hidden = !state.asof;
  $("date-key").replaceChildren(
    ...["yes", "presumed", "unknown"].map((when) =>
      el(
        "li",
        {},
        el("span", { class: `key ${when}`, "aria-hidden": "true" }),
        `${t(when)} ${count(sums.get(when) ?? 0)}`,
      ),
    ),
  );
  drawYears();
}
/** A column for each year: how many relations hold for certain; the rest begins where dates end. */
let yearsKey = "";
function drawYears() {
  const off = JSON.stringify(book.dataKeys.filter((key) => key !== "asof").map((key) => state[key]));
  if (off !== yearsKey) {
    yearsKey = off;
    const shown = new Set(state.asof ? look(graph, { ...state, asof: "" }).relations.keys() : seen.relations.keys());
    const sums = new Array(lastYear - firstYear + 1).fill(0);
    for (const id of shown) {
      const [, start, end] = relationOf.get(id).bounds;
      const last = Math.min(yearOfDay(end), lastYear);
      for (let year = Math.max(yearOfDay(start), firstYear); year <= last; year += 1)
        sums[year - firstYear] += 1;
    }
    const most = Math.max(...sums, 1);
    const wide = 100 / (sums.length + 1);
    const bars = sums.map((sum, i) =>
      svg("rect", {
        x: ((i + 1) * wide + wide * 0.12).toFixed(3),
        width: (wide * 0.76).toFixed(3),
        "data-year": firstYear + i,
        y: (20 - (20 * sum) / most).toFixed(2),
        height: ((20 * sum) / most).toFixed(2),
      }),
    );
    $("years").replaceChildren(...bars);
  }
  for (const bar of $("years").children)
    bar.classList.toggle("now", bar.dataset.year === state.asof.slice(0, 4));
}
