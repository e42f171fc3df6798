// ---- timelineform: the form that shows what lasted from when to when ----------------------------------------
import { select } from "./choose.js";
import { countryNames, nodeOf, relationOf, relations } from "./data.js";
import { listed } from "./model.js";
import { $, button, el, small, svg } from "./markup.js";
import { foldKey, reveal } from "./stage.js";
import { seen } from "./scene.js";
import { NOTHING, set, state } from "./state.js";
import { BAR_SORTS, barsOf, groupBars, isDated, sortOfFamily, yearsOf, yearsShown } from "./timeline.js";
import { axisDrawn, barDrawn, drawnTimeline, patternsOf, signsOfTimeline, todayInYears, yearsDrawn } from "./timelinedraw.js";
import { cutEnd } from "./matrixdraw.js";
import { measure } from "./type.js";
import { count, inLang, name, t } from "./words.js";
const timeTools = el("div", { class: "tools-of-form", role: "group" });
const timeAxis = svg("svg", { class: "axis", "aria-hidden": "true" });
const timeGrid = svg("svg", { class: "grid", "aria-hidden": "true" });
const timeRows = el("ul", { class: "rows" });
const timeScroll = el("div", { class: "scroll" }, el("div", { class: "above" }, timeAxis), el("div", { class: "below" }, timeGrid, timeRows));
const timeFrame = el("div", { class: "timeline" }, timeTools, timeScroll);
let timeGroups = []; // groups of bars in their order
let axis = [2000, 2027]; // years
let widthOfRows = 0;
timeFrame.addEventListener("keydown", walkTimeline);
new ResizeObserver(() => timeFrame.isConnected && seen && widthOfRows !== timeRows.clientWidth && drawTimeline(true)).observe(timeRows);
brushYears(timeAxis);

const sortsNow = () => (listed(state.bars).length ? listed(state.bars) : ["agreements"]);
/** The bars of what is seen, each with its name, its countries and its kind. */
function barsNow() {
  return barsOf([...seen.relations.keys()].map((id) => relationOf.get(id))).map(namedBar);
}
function namedBar(bar) {
  const [first] = bar.relations;
  const things = [...bar.ends].map((id) => nodeOf.get(id));
  const node = nodeOf.get(bar.id);
  return {
    ...bar,
    name: node ? inLang(node.label) : withoutKind(first) || things.map(({ id }) => name(id)).join(" – "),
    kind: node ? inLang(node.kind) : inLang(first.role),
    countries: [...new Set([...things, ...(node ? [node] : [])].map(({ country }) => country).filter(Boolean))],
    when: first.when,
  };
}
/** The name of an agreement without the kind before its parties; the whole stands in the panel. */
function withoutKind({ context, a, b }) {
  const text = inLang(context);
  const rest = text.slice(text.indexOf(": ") + 2);
  const isParties = [a, b].every((id) => nodeOf.get(id).label.some((label) => label && rest.includes(label)));
  return rest !== text && isParties ? rest : text;
}
const GROUPINGS = {
  "": () => ["all"],
  country: (bar) => (bar.countries.length ? bar.countries : ["none"]),
  kind: (bar) => [bar.kind],
};
function nameOfGroup(key) {
  if (key === "dateless") return t("timeline-undated");
  if (state.group === "country") return key === "none" ? t("no-country") : inLang(countryNames.get(key));
  return key;
}
function openTimeline(stage) {
  timeRows.replaceChildren();
  stage.append(timeFrame);
  foldKey(true);
}
function drawTimeline(isNew) {
  if (isNew || !timeRows.childElementCount) fillTimeline();
  for (const row of timeRows.querySelectorAll(".bar")) {
    row.setAttribute("aria-pressed", String([state.basis, state.sel, state.line].includes(row.dataset.bar)));
  }
}
function fillTimeline() {
  const bars = barsNow();
  const { compare } = new Intl.Collator(state.lang, { numeric: true });
  timeGroups = groupBars(bars, GROUPINGS[state.group] ?? GROUPINGS[""], nameOfGroup, compare);
  axis = yearsShown(bars, todayInYears());
  timeTools.replaceChildren(...toolsOfTimeline(bars));
  timeTools.setAttribute("aria-label", t("timeline-tools"));
  widthOfRows = timeRows.clientWidth;
  const room = roomOfBars();
  timeRows.replaceChildren(...rowsOfTimeline(room));
  (timeRows.querySelector("button") ?? {}).tabIndex = 0;
  if (!bars.length) timeRows.append(el("li", {}, small(t("timeline-empty"))));
  drawAxis(room);
}
/** Where the bars stand within a row: beside the names, or below them where it is narrow. */
function roomOfBars() {
  const all = timeRows.clientWidth || 800;
  const left = all > 620 ? Math.min(Math.max(all * 0.34, 220), 420) : 8;
  return { left, wide: Math.max(all - left - 24, 60) };
}
function drawAxis({ left, wide }) {
  const range = rangeNow();
  timeAxis.replaceChildren(...yearsDrawn(axis, left, wide, 18), ...(range ? axisDrawn(axis, left, wide, 26, range).slice(0, 1) : []));
  timeGrid.replaceChildren(patternsOf(Object.keys(BAR_SORTS), "row"), ...axisDrawn(axis, left, wide, "100%", range));
}
/** The range of years that is chosen, or null. */
function rangeNow() {
  const from = state.since || state.asof;
  const to = state.until || state.asof;
  if (!from && !to) return null;
  const last = to && (to.length === 4 ? Number(to) + 1 : yearsOf(to.length === 7 ? `${to}-28` : to, true));
  return [from ? Math.max(yearsOf(`${from}-01-01`.slice(0, 10)), axis[0]) : axis[0], last ? Math.min(last, axis[1]) : axis[1]];
}
function rowsOfTimeline(room) {
  return timeGroups.flatMap(({ key, bars }) => [
    ...(state.group || key === "dateless" ? [el("li", { class: "group" }, el("h2", {}, nameOfGroup(key), el("span", { class: "number" }, count(bars.length))))] : []),
    ...bars.map((bar) => rowOfBar(bar, room)),
  ]);
}
function rowOfBar(bar, { left, wide }) {
  const high = 20;
  const picture = svg("svg", { width: left + wide + 20, height: high, "aria-hidden": "true" }, ...barDrawn(bar, axis, left, wide, high / 2, "row"));
  const answers = bar.relations.map(({ id }) => seen.relations.get(id));
  const faint = answers.includes("yes") ? "" : " faint";
  const whole = `${bar.name}, ${isDated(bar) ? inLang(bar.when) : t("timeline-undated")}`;
  const said = el("span", { class: "name", "aria-hidden": "true" }, cutName(bar, left > 8 ? left - 28 : wide));
  const row = el("button", { type: "button", class: `bar${faint}`, "data-bar": bar.id, title: `${bar.name} (${bar.kind}): ${inLang(bar.when)}`, "aria-label": whole, tabindex: -1, click: () => takeBar(bar) }, said, picture);
  return el("li", {}, row);
}
/** A name in its room: of two parties each keeps its share, so that both can be told. */
function cutName({ name: whole, ends }, room, size = 13) {
  const parts = [...ends].map((id) => name(id)).sort((p, q) => whole.indexOf(p) - whole.indexOf(q));
  const isPair = parts.length === 2 && parts.every((part) => whole.includes(part));
  if (!isPair || measure(whole, size, false) <= room) return cutEnd(whole, size, room);
  const share = (room - 16) / 2;
  const spare = parts.map((part) => Math.max(share - measure(part, size, false), 0));
  return parts.map((part, i) => cutEnd(part, size, share + spare[1 - i])).join(" – ");
}
/** A project or event is a thing, an agreement makes lines, a membership is one. */
function takeBar({ id, sort }) {
  if (nodeOf.has(id)) select(id);
  else set({ ...NOTHING, [sort === "memberships" ? "line" : "basis"]: id });
  reveal();
}

// ---- tools: which bars, in which groups --------------------------------------------------------------------
function toolsOfTimeline(bars) {
  const now = sortsNow();
  const offered = Object.keys(BAR_SORTS).filter((sort) => relations.some(({ family, apart }) => !apart && sortOfFamily(family) === sort));
  const toggleSort = (sort) => () => {
    const others = now.filter((each) => each !== sort);
    const wanted = now.includes(sort) ? others : [...others, sort];
    set({ bars: offered.filter((each) => wanted.includes(each)).join(",") });
  };
  const sorts = offered.map((sort) => button(t(`timeline-${sort}`), toggleSort(sort), { "aria-pressed": String(now.includes(sort)) }));
  const groups = Object.keys(GROUPINGS).map((key) => button(t(`timeline-by-${key || "date"}`), () => set({ group: key }), { "aria-pressed": String(state.group === key) }));
  const dated = bars.filter(isDated).length;
  const told = el("span", { class: "small" }, t("timeline-counts", { n: count(dated), m: count(bars.length - dated) }));
  return [el("span", { class: "joined" }, ...sorts), el("span", {}, t("timeline-grouped")), el("span", { class: "joined" }, ...groups), told];
}
/** Drag over the years to choose some; a click takes the choice back. */
function brushYears(target) {
  let from = null;
  const yearAt = ({ clientX }) => {
    const { left, wide } = roomOfBars();
    const part = (clientX - target.getBoundingClientRect().x - left) / wide;
    return Math.floor(axis[0] + Math.min(Math.max(part, 0), 0.9999) * (axis[1] - axis[0]));
  };
  target.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, year: yearAt(event) };
    target.setPointerCapture(event.pointerId);
  });
  target.addEventListener("pointerup", (event) => {
    if (!from) return;
    const years = [from.year, yearAt(event)].sort((p, q) => p - q).map((year) => String(year).padStart(4, "0"));
    const isDrag = Math.abs(event.clientX - from.x) > 4;
    from = null;
    set(isDrag ? { since: years[0], until: years[1], asof: "" } : { since: "", until: "" });
  });
}
function walkTimeline(event) {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -1e6, End: 1e6 }[event.key];
  const rows = [...timeRows.querySelectorAll("button")];
  const at = rows.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  rows[at].tabIndex = -1;
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  next.tabIndex = 0;
  next.focus();
}
const rowNow = () => timeRows.querySelector("[aria-pressed='true']");
function drawingOfTimeline(room) {
  const rows = timeGroups.flatMap(({ key, bars }) => [
    ...(state.group || key === "dateless" ? [{ text: `${nameOfGroup(key)} (${count(bars.length)})` }] : []),
    ...bars.map((bar) => ({ bar, textFor: (room, size) => cutName(bar, room, size) })),
  ]);
  return drawnTimeline(rows, axis, rangeNow(), room);
}

export const timelineForm = {
  name: "timeline",
  isOffered: () => relations.some((each) => !each.apart && sortOfFamily(each.family) && isDated(each)),
  wanted: (own) => ({ ...own, families: sortsNow().flatMap((sort) => BAR_SORTS[sort]), alone: "hide", edge: "", into: "", layout: "" }),
  open: openTimeline,
  close: () => (timeFrame.remove(), foldKey(false)),
  draw: drawTimeline,
  fit: () => {},
  reveal: () => rowNow()?.scrollIntoView({ block: "nearest" }),
  isAsLargeAsStage: () => widthOfRows === timeRows.clientWidth,
  zoom: () => {},
  measures: () => signsOfTimeline(sortsNow()[0], "card"),
  signs: () => signsOfTimeline(sortsNow()[0], "key"),
  drawing: drawingOfTimeline,
  spot: (id) => {
    const row = timeRows.querySelector(`[data-bar="${id}"]`);
    const [own, all] = [row, $("network")].map((each) => each.getBoundingClientRect());
    return { x: own.x + 60 - all.x, y: own.y + own.height / 2 - all.y };
  },
};
