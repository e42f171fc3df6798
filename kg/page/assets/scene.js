// ---- scene: what is drawn, how it looks and where it stands ---------------------------------------
import { NO_COUNTRY } from "./address.js";
import { arrange } from "./arrange.js";
import { inTheme, paper } from "./colours.js";
import { DATA, countryNames, familyOf, graph, groupOf, nodeOf, nodes, pairKey, relationOf, relationsBy } from "./data.js";
import { islandsOf } from "./islands.js";
import { around, look, path, tally } from "./model.js";
import { stageSize } from "./stage.js";
import { correct, state } from "./state.js";
import { inLang, t } from "./words.js";
const MANY = 1500; // more dots than this make no picture that anybody can read
export let tooMany = false; // whether the picture stands for more than can be drawn one by one
export let seen = null; // what is visible: nodes, relations, who is near whom
export let scene = null; // dots and lines by id, positions, guides, and what is in the light
export let asked = state; // the state as the form on the stage draws it

/** The dot that stands for a thing: itself, or its country or kind where one dot stands for many. */
function dotOf(id) {
  const node = nodeOf.get(id);
  if (asked.into === "kind") return `kind:${node.group}`;
  if (asked.into !== "country") return id;
  return node.country ?? (node.group === "international" ? id : NO_COUNTRY);
}
function makeScene() {
  const dots = gatherDots();
  const lines = gatherLines(dots);
  for (const dot of dots.values()) dot.size = sizeOf(dot);
  const islands = asked.into || asked.layout ? { groups: [], alone: [] } : islandsOf(dots);
  return { dots, lines, islands, folded: new Set(), ...arrange(dots, asked, room()) };
}
function gatherDots() {
  const dots = new Map();
  for (const id of seen.nodes) {
    const key = dotOf(id);
    if (!dots.has(key)) dots.set(key, { id: key, members: [], near: new Set(), ...dotWords(key, id) });
    dots.get(key).members.push(id);
  }
  return dots;
}
function gatherLines(dots) {
  const lines = new Map();
  for (const id of seen.relations.keys()) {
    const each = relationOf.get(id);
    const [a, b] = [dotOf(each.a), dotOf(each.b)].sort();
    if (a === b) continue;
    const key = pairKey(a, b);
    if (!lines.has(key)) lines.set(key, { key, a, b, relations: [] });
    lines.get(key).relations.push(each);
    dots.get(a).near.add(b);
    dots.get(b).near.add(a);
  }
  return lines;
}
/** As large as its neighbours in this picture are many, or the things that it stands for. */
function sizeOf({ id, members, near }) {
  if (asked.into) return 5 + 1.8 * Math.sqrt(id === NO_COUNTRY ? 9 : members.length);
  return sizeFor(near.size);
}
export const sizeFor = (neighbours) => 4.6 + 2.3 * Math.sqrt(Math.min(neighbours, 80));
/** A small group beside the main part is not drawn until it is asked for, or something in it is picked. */
export const isFolded = (id) => scene.folded.has(id);
function foldIslands() {
  const picked = new Set([state.sel, state.to, ...state.line.split("|")]);
  const { groups, alone } = scene.islands;
  const isKept = (group) => state.islands === "show" || group.some((id) => picked.has(id));
  scene.folded = new Set([...groups, ...alone.map((id) => [id])].filter((group) => !isKept(group)).flat());
}
const proportion = ({ width, height }) =>
  Math.min(Math.max((width - 60) / Math.max(height - 40, 1), 0.6), 2.2);
export const room = () => ({
  aspect: proportion(stageSize()),
  places: DATA.at,
  order: DATA.groups.map((group) => group.id),
  say: {
    country: (id) => (id ? inLang(countryNames.get(id)) : t("no-country")),
    kind: (group) => t(`group-${group}`),
    steps: (n) => t("steps", { n }),
  },
});
function dotWords(key, id) {
  const { label, short, group, country } = nodeOf.get(id);
  if (key === id && (!asked.into || group === "international"))
    return { label, short: group === "area" ? null : short, group, country };
  if (asked.into === "kind")
    return { label: DATA.words[`group-${group}`], short: null, group, country: null };
  const name_ = countryNames.get(key) ?? DATA.words["no-country"];
  return { label: name_, short: null, group: key === NO_COUNTRY ? "area" : "penal", country: key };
}

/** Look anew; what is too much to draw becomes one dot for each country or kind, or one body's part. */
export function settle(wanted) {
  const lookAnew = () => {
    asked = wanted(state);
    seen = look(graph, asked);
    tooMany = seen.nodes.size > MANY;
  };
  lookAnew();
  if (tooMany && !asked.into && state.sel) {
    correct({ about: state.sel, depth: "1" });
    lookAnew();
  }
  if (tooMany && !asked.into) {
    correct({ into: DATA.into });
    lookAnew();
  }
  scene = makeScene();
}
export const linesOf = (id) => [...scene.lines.values()].filter(({ a, b }) => a === id || b === id);

/** Return the dots and lines in the light, or null where nothing is picked out. */
function lit() {
  if (state.sel && state.to) return litPath();
  if (state.sel && state.with) return litTwo();
  if (state.basis) return litPairs(relationsBy("basis", state.basis));
  if (state.source) return litPairs(relationsBy("source", state.source));
  const centre = state.dot || (state.sel && dotOf(state.sel));
  return scene.dots.has(centre) ? litAround(centre) : litLine(scene.lines.get(state.line));
}
const litLine = (line) => (line ? { dots: new Set([line.a, line.b]), lines: new Set([line.key]) } : null);
function litPath() {
  const steps = [...new Set((path(seen, state.sel, state.to) ?? [state.sel, state.to]).map(dotOf))];
  return { dots: new Set(steps), lines: new Set(steps.slice(1).map((id, i) => pairKey(steps[i], id))) };
}
function litAround(centre) {
  const deep = state.about || asked.into ? 1 : Number(state.depth || 1);
  const dots = asked.into ? new Set([centre, ...scene.dots.get(centre).near]) : around(seen, centre, deep);
  const inside = ({ a, b }) => dots.has(a) && dots.has(b) && (deep > 1 || a === centre || b === centre);
  return { dots, lines: new Set([...scene.lines.values()].filter(inside).map(({ key }) => key)) };
}
/** Two that are compared, and what both are linked to. */
function litTwo() {
  const ends = [state.sel, state.with].map(dotOf);
  const near = ends.map((id) => scene.dots.get(id)?.near ?? new Set());
  const dots = new Set([...ends, ...[...near[0]].filter((id) => near[1].has(id))]);
  const inside = ({ a, b }) => dots.has(a) && dots.has(b) && (ends.includes(a) || ends.includes(b));
  return { dots, lines: new Set([...scene.lines.values()].filter(inside).map(({ key }) => key)) };
}
function litPairs(some) {
  const shown = some.filter(({ id }) => seen.relations.has(id)).map(({ a, b }) => [dotOf(a), dotOf(b)]);
  return { dots: new Set(shown.flat()), lines: new Set(shown.map(([a, b]) => pairKey(a, b))) };
}

// ---- looks: colour and shape say what kind, or country, or community ------------------------------
export let ranked = new Map(); // country or community -> its place among the largest
function rankColours() {
  const key = state.colour;
  if (!key) return;
  const sums = [
    ...tally(
      nodes.filter((node) => node[key] !== null),
      key,
    ),
  ];
  sums.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  ranked = new Map(sums.slice(0, DATA.palette.length).map(([id], i) => [id, i]));
}
function fillOf(dot) {
  if (!state.colour || asked.into) return inTheme(groupOf.get(dot.group));
  const rank = ranked.get(nodeOf.get(dot.id)[state.colour]);
  return rank === undefined ? paper.faint : inTheme(DATA.palette[rank]);
}
function markOf(dot) {
  const { shape, hollow } = groupOf.get(dot.group);
  const dimmed = scene.light !== null && !scene.light.dots.has(dot.id);
  return {
    shape,
    hollow,
    r: dot.size,
    fill: fillOf(dot),
    alpha: dimmed ? 0.14 : 1,
    chosen: [state.sel, state.to, state.with].some((id) => id && dotOf(id) === dot.id) || dot.id === state.dot,
    unsure: !asked.into && nodeOf.get(dot.id).unresolved,
  };
}
const CERTAIN = { yes: [], presumed: [7, 5], unknown: [1.5, 5] };
/** As wide as its relations are many. */
export const widthFor = (relations) => 1.15 * Math.min(1 + 0.75 * Math.log2(relations), 5);
/** Between partners: as wide as the strongest of what joins them is strong. */
export const widthOfRung = (rung) => 1.15 * (1 + (3.4 * (DATA.rungs.length - rung)) / Math.max(DATA.rungs.length - 1, 1));
const hasRung = (each) => each.edge === "partnersWith" && each.rung;
const lineWidth = (own) =>
  state.edge === "partnersWith" && own.every(hasRung)
    ? widthOfRung(Math.min(...own.map((each) => each.rung)))
    : widthFor(own.length);
const QUIET = { structure: 0.5, event: 0.6 };
/** How a line looks: colour and dashes by its first family, width by number or by strength. */
function strokeOf({ key, a, b, relations: own }) {
  const families = own.map((each) => familyOf.get(each.family));
  const family = families.reduce((p, q) => (q.order < p.order ? q : p));
  const answers = new Set(own.map((each) => seen.relations.get(each.id)));
  const when = ["yes", "presumed", "unknown"].find((each) => answers.has(each));
  const isStrong = scene.light?.lines.has(key) ?? false;
  const isNowhere = [a, b].includes(NO_COUNTRY);
  return {
    colour: inTheme(family),
    dash: state.asof ? CERTAIN[when] : family.dashes,
    alpha: strokeAlpha({ family, isStrong, isNowhere, isUnsure: when === "unknown" && Boolean(state.asof) }),
    width: (isNowhere ? widthFor(1) : lineWidth(own)) * (family.id === "structure" ? 0.7 : 1) + (isStrong ? 0.7 : 0),
    layer: isStrong ? 99 : 20 - family.order,
    dimmed: Boolean(scene.light) && !isStrong,
  };
}
function strokeAlpha({ family, isStrong, isNowhere, isUnsure }) {
  if (isStrong) return isNowhere ? 0.35 : 1;
  if (scene.light) return 0.07;
  return (QUIET[family.id] ?? 0.8) * (isUnsure ? 0.6 : 1) * (isNowhere ? 0.08 : crowding());
}
/** Many lines, and lines across frames, are paler, so that dots and names stay legible. */
function crowding() {
  if (scene.frameOf) return 0.3;
  return Math.min(Math.max(700 / scene.lines.size, 0.35), 1);
}
export let dressed = 0; // counts how often, so that others see when something changed
/** Everything that a change of state can change in the picture. */
export function dress() {
  dressed += 1;
  rankColours();
  foldIslands();
  scene.light = lit();
  scene.marks = new Map([...scene.dots.values()].map((dot) => [dot.id, markOf(dot)]));
  scene.strokes = new Map([...scene.lines.values()].map((line) => [line.key, strokeOf(line)]));
}
