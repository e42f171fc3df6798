// ---- titles: what a view is called, as of when, and what is filtered -----------------------------------
import { DATA, countryNames, nodes, sources } from "./data.js";
import { listed } from "./model.js";
import { formNow } from "./stage.js";
import { currentView, state } from "./state.js";
import { count, inLang, name, t } from "./words.js";
export const title = () => DATA.meta.title[state.lang] ?? DATA.meta.title.en;
/** One line on what the picture shows. */
export function leadNow() {
  const own = `lead-${formNow().name}`;
  return t(!nodes.length ? "lead-empty" : Object.hasOwn(DATA.words, own) ? own : "lead");
}
const documents = () => t("documents", { n: count(sources.length) });
/** Say which view this is, as of when, and what is filtered. */
export function filterLine() {
  const parts = [];
  const view = currentView();
  if (view && view.id !== "overview") parts.push(inLang(view.title));
  if (state.about) parts.push(t("only-around", { name: name(state.about), n: state.depth || 1 }));
  if (state.country) parts.push(inLang(countryNames.get(state.country)));
  if (state.asof) parts.push(`${t("date")} ${state.asof}`);
  const off = [
    ...listed(state.kinds).map((id) => t(`group-${id}`)),
    ...listed(state.lines).map((id) => t(`family-${id}`)),
    ...listed(state.status).map((id) => t(`status-${id}`)),
    ...listed(state.scope).map((id) => t(`scope-${id}`)),
  ];
  if (off.length) parts.push(`${t("without")}: ${off.join(", ")}`);
  if (state.alone) parts.push(t("linked-only"));
  return parts.join(" · ");
}
export function sourceLine() {
  const version = [DATA.meta.version, DATA.meta.date].filter(Boolean).join(", ");
  return [t("version", { version }), documents(), t("licence"), formNow().source?.()].filter(Boolean).join(" · ");
}
