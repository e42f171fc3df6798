// ---- scene: what is drawn, how it looks and where it stands ---------------------------------------
const MANY = 1500; // more dots than this make no picture that anybody can read
const NO_COUNTRY = "country:none";
let seen = null; // what is visible: nodes, relations, who is near whom
let scene = null; // dots and lines by id, positions, guides, and what is in the light
let paper = null; // the colours of the theme

const isDark = () => document.documentElement.dataset.theme === "dark";
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (key) => style.getPropertyValue(`--${key}`).trim();
  paper = Object.fromEntries(
    ["paper", "ink", "soft", "line", "accent", "faint"].map((key) => [key, read(key)]),
  );
}
const inTheme = (look) => (isDark() ? look.dark : look.light);
const withAlpha = (hex, alpha) =>
  hex +
  Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0");

/** The dot that stands for a thing: itself, or its country or kind where one dot stands for many. */
function dotOf(id) {
  const node = nodeOf.get(id);
  if (state.into === "kind") return `kind:${node.group}`;
  if (state.into !== "country") return id;
  return node.country ?? (node.group === "international" ? id : NO_COUNTRY);
}
function makeScene() {
  const dots = new Map();
  for (const id of seen.nodes) {
    const key = dotOf(id);
    if (!dots.has(key)) dots.set(key, { id: key, members: [], near: new Set(), ...dotWords(key, id) });
    dots.get(key).members.push(id);
  }
  const lines = new Map();
  for (const id of seen.relations.keys()) {
    const each = relationOf.get(id);
    const [a, b] = [dotOf(each.a), dotOf(each.b)];
    if (a === b) continue;
    const key = pairKey(a, b);
    if (!lines.has(key)) lines.set(key, { key, a: a < b ? a : b, b: a < b ? b : a, relations: [] });
    lines.get(key).relations.push(each);
    dots.get(a).near.add(b);
    dots.get(b).near.add(a);
  }
  const bySize = ({ id, members }) => 5 + 1.8 * Math.sqrt(id === NO_COUNTRY ? 9 : members.length);
  const sizeOf = (dot) => (state.into ? bySize(dot) : nodeOf.get(dot.id).size);
  for (const dot of dots.values()) dot.size = sizeOf(dot);
  return { dots, lines, ...arrange(dots) };
}
function dotWords(key, id) {
  const { label, short, group, country } = nodeOf.get(id);
  if (key === id && (!state.into || group === "international"))
    return { label, short: group === "area" ? null : short, group, country };
  if (state.into === "kind")
    return { label: DATA.words[`group-${group}`], short: null, group, country: null };
  const name_ = countryNames.get(key) ?? DATA.words["no-country"];
  return { label: name_, short: null, group: key === NO_COUNTRY ? "area" : "penal", country: key };
}

/** Return the dots and lines in the light, or null where nothing is picked out. */
function lit() {
  if (state.sel && state.to) {
    const steps = [...new Set((path(seen, state.sel, state.to) ?? [state.sel, state.to]).map(dotOf))];
    return { dots: new Set(steps), lines: new Set(steps.slice(1).map((id, i) => pairKey(steps[i], id))) };
  }
  const centre = state.dot || (state.sel && dotOf(state.sel));
  if (centre && scene.dots.has(centre)) {
    const deep = state.about || state.into ? 1 : Number(state.depth || 1);
    const dots = state.into ? new Set([centre, ...scene.dots.get(centre).near]) : around(seen, centre, deep);
    const inside = ({ a, b }) => dots.has(a) && dots.has(b) && (deep > 1 || a === centre || b === centre);
    return { dots, lines: new Set([...scene.lines.values()].filter(inside).map(({ key }) => key)) };
  }
  const line = scene.lines.get(state.line);
  return line ? { dots: new Set([line.a, line.b]), lines: new Set([line.key]) } : null;
}

// ---- looks: colour and shape say what kind, or country, or community ------------------------------
let ranked = new Map(); // country or community -> its place among the largest
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
  if (!state.colour || state.into) return inTheme(groupOf.get(dot.group));
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
    chosen: [state.sel, state.to].some((id) => id && dotOf(id) === dot.id) || dot.id === state.dot,
    unsure: !state.into && nodeOf.get(dot.id).unresolved,
  };
}
const CERTAIN = { yes: [], presumed: [7, 5], unknown: [1.5, 5] };
/** How a line looks: colour and dashes by its first family, width by its number of relations. */
function strokeOf({ key, a, b, relations: own }) {
  const families = own.map((each) => familyOf.get(each.family));
  const family = families.reduce((p, q) => (q.order < p.order ? q : p));
  const answers = new Set(own.map((each) => seen.relations.get(each.id)));
  const when = ["yes", "presumed", "unknown"].find((each) => answers.has(each));
  const isStrong = scene.light?.lines.has(key) ?? false;
  const isNowhere = [a, b].includes(NO_COUNTRY);
  const grown = isNowhere ? 1 : Math.min(1 + 0.75 * Math.log2(own.length), 5);
  const quiet =
    ({ structure: 0.5, event: 0.6 }[family.id] ?? 0.8) * (when === "unknown" && state.asof ? 0.6 : 1);
  return {
    colour: inTheme(family),
    dash: state.asof ? CERTAIN[when] : family.dashes,
    alpha: isStrong ? (isNowhere ? 0.35 : 1) : scene.light ? 0.07 : quiet * (isNowhere ? 0.08 : crowding()),
    width: grown * (family.id === "structure" ? 0.8 : 1.15) + (isStrong ? 0.7 : 0),
    layer: isStrong ? 99 : 20 - family.order,
    dimmed: Boolean(scene.light) && !isStrong,
  };
}
/** Many lines, and lines across frames, are paler, so that dots and names stay legible. */
function crowding() {
  if (scene.frameOf) return 0.3;
  return Math.min(Math.max(700 / scene.lines.size, 0.35), 1);
}
let dressed = 0; // counts how often, so that others see when something changed
/** Everything that a change of state can change in the picture. */
function dress() {
  dressed += 1;
  rankColours();
  scene.light = lit();
  scene.marks = new Map([...scene.dots.values()].map((dot) => [dot.id, markOf(dot)]));
  scene.strokes = new Map([...scene.lines.values()].map((line) => [line.key, strokeOf(line)]));
}
