// ---- legend: what the signs mean, and the filter ------------------------------------------------------
import { SCOPES, STATUSES } from "./address.js";
import { inTheme, paper } from "./colours.js";
import { DATA, countryNames, familyOf, groupOf, nodeOf, nodes, relationOf, relations } from "./data.js";
import { $, button, el, figure, svg } from "./markup.js";
import { isOffered, listed, tally } from "./model.js";
import { asked, ranked, seen } from "./scene.js";
import { ICON, groupSample, lineSample, measures } from "./signs.js";
import { formNow } from "./stage.js";
import { state, toggle } from "./state.js";
import { count, familyName, inLang, t } from "./words.js";
/** One row: a sign, a name, and how many of how many are shown; pressed means shown. */
function legendRow(key, id, text, picture, shown, all) {
  const said = t("shown-of", { n: count(shown), total: count(all) });
  const pressed = { "aria-pressed": String(!listed(state[key]).includes(id)), "data-id": id, tabindex: -1 };
  const row = button("", (event) => toggle(key, id, event.shiftKey), pressed);
  const number = shown === all ? count(shown) : `${count(shown)} / ${count(all)}`;
  const told = el("span", { class: "number", "aria-label": said, role: "img", title: said }, number);
  row.append(svg("svg", ICON, ...picture), el("span", {}, text), told);
  return el("li", {}, row);
}
function fillList(id, rows) {
  const at = [...$(id).querySelectorAll("button")].indexOf(document.activeElement);
  $(id).replaceChildren(...rows);
  const buttons = [...$(id).querySelectorAll("button")];
  (buttons[Math.max(at, 0)] ?? {}).tabIndex = 0; // one tab stop for each list
  if (at >= 0) buttons[at]?.focus();
  $(id).closest("details").hidden = rows.length < 2;
}
const scopesOf = (items) => SCOPES.map((scope) => items.filter((each) => each.scopes.has(scope)).length);

/** The lists: its key in the state, what it counts, what there is, and how each is called and drawn. */
const LISTS = {
  groups: {
    ...{ key: "kinds", sort: "group", ids: () => [...groupOf.keys()] },
    ...{ text: (id) => t(`group-${id}`), sign: (id) => [groupSample(groupOf.get(id))] },
  },
  families: {
    ...{ key: "lines", sort: "family", ids: () => [...familyOf.keys()] },
    ...{ text: familyName, sign: (id) => [lineSample(familyOf.get(id))] },
  },
  statuses: { key: "status", sort: "status", ids: () => STATUSES, text: (id) => t(`status-${id}`), sign: () => [] },
};
export function legend() {
  const drawn = [...seen.relations.keys()].map((id) => relationOf.get(id));
  const things = [...seen.nodes].map((id) => nodeOf.get(id));
  const offered = relations.filter((each) => isOffered(each, asked));
  for (const [list, { key, sort, ids, text, sign }] of Object.entries(LISTS)) {
    const isOfThings = sort === "group";
    const all = tally(isOfThings ? nodes : offered, sort);
    const here = tally(isOfThings ? things : drawn, sort);
    const row = (id) => legendRow(key, id, text(id), sign(id), here.get(id) ?? 0, all.get(id));
    fillList(list, ids().filter((id) => all.has(id)).map(row));
  }
  const [scopes, allScopes] = [scopesOf(drawn), scopesOf(offered)];
  const scopeRow = (id, i) => legendRow("scope", id, t(`scope-${id}`), [], scopes[i], allScopes[i]);
  fillList(
    "scopes",
    SCOPES.map(scopeRow).filter((_, i) => allScopes[i]),
  );
  $("hint-only").hidden = false;
  $("measures").replaceChildren(...measureRows());
  colourKey(things);
}

/** What sizes and widths mean in this form: signs of the usual size, or larger ones. */
function measureRows() {
  const signs = (formNow().measures ?? formNow().signs)?.() ?? [];
  if (!signs.length) return measures().map(measureRow);
  const sign = ([picture, text]) => el("li", {}, svg("svg", ICON, picture), el("span", {}, text));
  return [el("ul", { class: "plain" }, ...signs.map(sign))];
}
const measureRow = ({ sign, wide, high, text }) =>
  el(
    "p",
    { class: "small measure" },
    svg("svg", { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "aria-hidden": "true" }, ...sign),
    text,
  );
/** What the colours mean, where they do not mean the kind. */
function colourKey(things) {
  const key = asked.into ? "" : state.colour;
  $("colours").hidden = !key;
  if (!key) return;
  $("colours").firstElementChild.textContent = t(`colours-${key}`);
  const sums = tally(things, key);
  const row = ({ id, colour, text }) =>
    el(
      "li",
      {},
      svg("svg", ICON, svg("circle", { cx: 13, cy: 8, r: 5.5, fill: colour })),
      el("span", {}, text),
      id === null ? null : figure(sums.get(id) ?? 0),
    );
  $("colour-list").replaceChildren(...colourRows().map(row));
}
/** Which colour stands for which country or community. */
export function colourRows() {
  const leader = (id) => nodeOf.get(DATA.communities.names[id]);
  const label = (id) =>
    state.colour === "country" ? inLang(countryNames.get(id)) : (leader(id).short ?? inLang(leader(id).label));
  const rows = [...ranked].map(([id, rank]) => ({ id, colour: inTheme(DATA.palette[rank]), text: label(id) }));
  return [...rows, { id: null, colour: paper.faint, text: t("others") }];
}
export function walkList(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  buttons[at].tabIndex = -1;
  const next = buttons[(at + step + buttons.length) % buttons.length];
  next.tabIndex = 0;
  next.focus();
}
