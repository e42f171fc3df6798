// ---- address: what makes a view, and how it stands behind # in the address; pure -----------------------
export const STATUSES = ["stated", "implied", "ambiguous"];
export const SCOPES = ["core", "public"];
export const LANGS = ["en", "cs"];
export const NO_COUNTRY = "country:none";
export const FORMS = ["map", "matrix", "timeline", "network"];

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
const date = (text) => (PERIOD.test(text) ? text : "");

/** What each key may be, in the order of the address; anything else is the same as none. */
const none = () => false;
export function makeChecks({ groups, families, hasThing, hasCountry, hasContext = none, hasSource = none }) {
  const known = (has) => (text) => [text, `id:${text}`].find(has) ?? "";
  const thing = known(hasThing);
  return {
    form: (text) => (FORMS.includes(text) ? text : "network"), // which picture is on the stage
    kinds: someOf(groups), // kinds, lines, status, scope: what is hidden
    lines: someOf(families),
    status: someOf(STATUSES),
    scope: someOf(SCOPES),
    edge: oneOf("partnersWith", "memberOf"), // only what amounts to this derived edge
    country: known(hasCountry),
    alone: oneOf("hide"),
    about: thing,
    depth: oneOf("1", "2", "3"),
    asof: date,
    since: date, // a range of time, in place of one date
    until: date,
    when: someOf(["yes", "presumed", "unknown"]), // answers that are hidden
    into: oneOf("country", "kind"), // one dot for each
    parts: oneOf("hide"), // in the matrix: those who take part without being members
    bars: someOf(["agreements", "projects", "memberships", "events"]), // on the time line
    order: oneOf("blocks"), // of the matrix, instead of by count
    group: oneOf("country", "kind"), // of the time line
    layout: oneOf("country", "kind", "rings"),
    centre: thing,
    colour: oneOf("country", "community"),
    plus: (text) => text.split(",").map(thing).filter(Boolean).join(","), // things added with what is near
    islands: oneOf("show"), // whether the small groups beside the main part are drawn
    sel: thing,
    dot: known((id) => hasThing(id) || hasCountry(id) || id === NO_COUNTRY), // one that stands for many
    with: thing, // the second of two that are compared
    basis: known(hasContext), // an agreement or cooperation that makes lines
    source: (text) => [text, `src:${text}`].find(hasSource) ?? "",
    line: (text) => text, // two dots, which depend on the rest
    to: thing,
    story: (text) => (/^[a-z0-9-]+\.\d+$/.test(text) ? text : ""), // which one is told, and at which step
    lang: oneOf(...LANGS),
    theme: oneOf("light", "dark"),
  };
}
const THINGS = new Set(["sel", "dot", "with", "basis", "to", "about", "centre", "country"]);
export const until = (keys, last) => keys.slice(0, keys.indexOf(last));

/** An address book: which keys there are, the ready views by name, and the one that is the base. */
export function openBook(checks, views, lang) {
  const keys = Object.keys(checks);
  const checked = (given) => Object.fromEntries(keys.map((key) => [key, checks[key](given.get(key) ?? "")]));
  const wanted = views.map((view) => ({ ...view, wanted: checked(parseHash(view.state)) }));
  const viewOf = new Map(wanted.map((view) => [view.id, view]));
  const blank = checked(new Map());
  return {
    ...{ checks, keys, lang, views: wanted, viewOf, checked, blank },
    viewKeys: until(keys, "sel"), // what a ready view sets
    dataKeys: until(keys, "layout"), // by which a ready view is recognised
    opening: viewOf.get("overview")?.wanted ?? blank,
  };
}
export function parseHash(hash) {
  try {
    return new URLSearchParams(hash.replace(/^#/, ""));
  } catch {
    return new URLSearchParams();
  }
}
/** Return the state that an address names; what it does not name is as in its view, or in the first look. */
export function readAddress(hash, book) {
  const given = parseHash(hash);
  const base = book.viewOf.get(given.get("view"))?.wanted ?? book.opening;
  const own = book.checked(given);
  const isGiven = (key) => given.has(key) && (own[key] || book.viewKeys.includes(key));
  const state = Object.fromEntries(book.keys.map((key) => [key, isGiven(key) ? own[key] : base[key]]));
  if (given.has("sel") && !given.has("into") && !given.has("view")) state.into = ""; // a thing, not its country
  state.lang ||= book.lang;
  state.line = state.line.split("|").sort().join("|");
  if (state.layout === "rings") state.centre ||= state.about || state.sel;
  return state;
}
export const viewIn = (state, book) =>
  book.views.find(({ wanted }) => book.dataKeys.every((key) => state[key] === wanted[key])) ?? null;

/** Return the address of a state: what differs from the view that this is, or from the first look. */
export function writeAddress(state, book) {
  const view = viewIn(state, book);
  const base = { ...(view?.wanted ?? book.opening), lang: book.lang };
  const kept = book.keys.filter((key) => state[key] !== base[key]);
  const bare = (key) => (THINGS.has(key) ? state[key].replace(/^id:/, "") : state[key]);
  const isNamed = view && view.id !== "overview";
  const all = [...(isNamed ? [["view", view.id]] : []), ...kept.map((key) => [key, bare(key)])];
  return all.length ? `#${new URLSearchParams(all)}` : "";
}
