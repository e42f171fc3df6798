// ---- state: everything that makes a view, and its address --------------------------------------
const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const oneOf =
  (...allowed) =>
  (text) =>
    allowed.includes(text) ? text : "";
const someOf = (allowed) => (text) =>
  text
    .split(",")
    .filter((each) => allowed.includes(each))
    .join(",");
const thing = (text) => [text, `id:${text}`].find((each) => nodeOf.has(each)) ?? "";
const CHECKS = {
  kinds: someOf(DATA.groups.map((each) => each.id)), // kinds, lines, status, scope: what is hidden
  lines: someOf(DATA.families.map((each) => each.id)),
  status: someOf(STATUSES),
  scope: someOf(SCOPES),
  edge: oneOf("partnersWith", "memberOf"), // only what amounts to this derived edge
  country: (text) => [text, `id:${text}`].find((each) => countryNames.has(each)) ?? "",
  alone: oneOf("hide"),
  about: thing,
  depth: oneOf("1", "2", "3"),
  asof: (text) => (PERIOD.test(text) ? text : ""),
  into: oneOf("country", "kind"), // one dot for each
  layout: oneOf("country", "kind", "rings"),
  centre: thing,
  colour: oneOf("country", "community"),
  sel: thing,
  line: (text) => text, // two dots, which depend on the rest
  to: thing,
  lang: oneOf(...LANGS),
  theme: oneOf("light", "dark"),
};
const KEYS = Object.keys(CHECKS);
const VIEW_KEYS = KEYS.slice(0, KEYS.indexOf("sel")); // what a ready view sets
const DATA_KEYS = KEYS.slice(0, KEYS.indexOf("layout")); // by which a ready view is recognised
const THINGS = new Set(["sel", "to", "about", "centre", "country"]);
const BLANK = Object.fromEntries(KEYS.map((key) => [key, ""]));
const state = { ...BLANK, lang: DATA.lang };

function parse(hash) {
  try {
    return new URLSearchParams(hash.replace(/^#/, ""));
  } catch {
    return new URLSearchParams();
  }
}
function checked(given) {
  return Object.fromEntries(KEYS.map((key) => [key, CHECKS[key](given.get(key) ?? "")]));
}
const views = DATA.views.map((view) => ({ ...view, wanted: checked(parse(view.state)) }));
const viewOf = new Map(views.map((view) => [view.id, view]));
const opening = viewOf.get("overview")?.wanted ?? BLANK;

/** No address is the opening view; one without a view starts from everything. */
function readHash(hash) {
  const given = parse(hash);
  const base = viewOf.get(given.get("view"))?.wanted ?? (given.size ? BLANK : opening);
  const own = checked(given);
  for (const key of KEYS)
    state[key] = given.has(key) && (own[key] || VIEW_KEYS.includes(key)) ? own[key] : base[key];
  state.lang ||= DATA.lang;
  if (state.layout === "rings") state.centre ||= state.about || state.sel;
}
const currentView = () =>
  views.find(({ wanted }) => DATA_KEYS.every((key) => state[key] === wanted[key])) ?? null;

/** What differs from the view that this is, or else from everything. */
function hashOf() {
  const view = currentView();
  const base = { ...(view?.wanted ?? BLANK), lang: DATA.lang };
  const kept = KEYS.filter((key) => state[key] !== base[key]);
  const isNamed = view && (view.id !== "overview" || (kept.length && DATA_KEYS.some((key) => base[key])));
  const bare = (key) => (THINGS.has(key) ? state[key].replace(/^id:/, "") : state[key]);
  const all = [...(isNamed ? [["view", view.id]] : []), ...kept.map((key) => [key, bare(key)])];
  return all.length ? `#${new URLSearchParams(all)}` : "";
}
function writeHash() {
  try {
    history.replaceState(null, "", hashOf() || location.pathname + location.search);
  } catch {
    /* a page inside a frame has no address of its own */
  }
}

const listed = (key) => state[key].split(",").filter(Boolean);
function toggle(key, id, alone = false) {
  const all = { kinds: DATA.groups, lines: DATA.families, status: STATUSES, scope: SCOPES }[key].map(
    (each) => each.id ?? each,
  );
  const off = listed(key);
  const others = all.filter((each) => each !== id);
  const only = others.every((each) => off.includes(each)) && !off.includes(id);
  if (alone) set({ [key]: only ? "" : others.join(",") });
  else set({ [key]: (off.includes(id) ? off.filter((each) => each !== id) : [...off, id]).join(",") });
}
function set(changes) {
  Object.assign(state, changes);
  update();
}
const NOTHING = { sel: "", line: "", to: "" };
function show(id) {
  set({ ...viewOf.get(id).wanted, lang: state.lang, theme: state.theme });
  fit();
}
