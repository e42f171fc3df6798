// ---- titles: what a view is called, as of when, and what is filtered -----------------------------------
import { DATA, contextOf, countryNames, nodeOf, nodes, sourceOf, sources } from "./data.js";
import { fold } from "./folding.js";
import { listed } from "./model.js";
import { scene } from "./scene.js";
import { formNow } from "./stage.js";
import { currentView, state } from "./state.js";
import { count, inLang, name, t } from "./words.js";
export const title = () => DATA.meta.title[state.lang] ?? DATA.meta.title.en;
/** One line on what the picture shows. */
export function leadNow() {
  const own = `lead-${formNow().name}`;
  return t(!nodes.length ? "lead-empty" : Object.hasOwn(DATA.words, own) ? own : "lead");
}
/** What the picture is of: what is chosen in it, else its view. */
export function headline() {
  const of = [
    () => state.sel && state.to && t("head-path", { a: name(state.sel), b: name(state.to) }),
    () => state.sel && state.with && t("head-two", { a: name(state.sel), b: name(state.with) }),
    () => state.basis && inLang(contextOf.get(state.basis).label),
    () => state.source && sourceOf.get(state.source).title,
    () => state.sel && name(state.sel),
    () => state.line && state.line.split("|").map((id) => dotName(id)).join(" – "),
    () => state.dot && dotName(state.dot),
    () => state.about && name(state.about),
    () => currentView()?.id !== "overview" && currentView() && inLang(currentView().title),
  ];
  for (const say of of) if (say()) return say();
  return title();
}
const dotName = (id) => inLang(scene.dots.get(id)?.label ?? countryNames.get(id) ?? nodeOf.get(id)?.label);
/** A name for a file that says what is in it. */
export function fileName() {
  const parts = [headline(), headline() === title() ? t(`form-${formNow().name}`) : "", state.asof, state.since, state.until];
  const slug = fold(parts.filter(Boolean).join(" ")).replaceAll(" ", "-").slice(0, 60).replace(/-$/, "");
  return `pencoop-${slug || "network"}`;
}
const documents = () => t("documents", { n: count(sources.length) });
/** Say which view this is, as of when, and what is filtered. */
export function filterLine() {
  const view = currentView();
  const parts = [
    view && view.id !== "overview" && inLang(view.title),
    state.about && t("only-around", { name: name(state.about), n: state.depth || 1 }),
    state.country && inLang(countryNames.get(state.country)),
    state.edge && t(`edge-${state.edge}`),
    ...times(),
    withoutLine(),
    state.alone && t("linked-only"),
  ];
  return [...new Set(parts.filter(Boolean))].filter((each) => each !== headline()).join(" · ");
}
const times = () => [
  state.asof && `${t("date")} ${state.asof}`,
  (state.since || state.until) && `${t("began")} ${[state.since, state.until].map((day) => day || "…").join("–")}`,
];
/** What is hidden, by kind, line, status, scope and answer. */
function withoutLine() {
  const off = [
    ...listed(state.kinds).map((id) => t(`group-${id}`)),
    ...listed(state.lines).map((id) => t(`family-${id}`)),
    ...listed(state.status).map((id) => t(`status-${id}`)),
    ...listed(state.scope).map((id) => t(`scope-${id}`)),
    ...listed(state.when).map((id) => t(id)),
  ];
  return off.length ? `${t("without")}: ${off.join(", ")}` : "";
}
export function sourceLine() {
  const version = [DATA.meta.version, DATA.meta.date].filter(Boolean).join(", ");
  return [t("version", { version }), documents(), t("licence"), formNow().source?.()].filter(Boolean).join(" · ");
}
