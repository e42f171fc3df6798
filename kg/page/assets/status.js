// ---- status: the state of the picture in words ---------------------------------------------------------
import { show } from "./choose.js";
import { DATA, graph, nodes } from "./data.js";
import { $, button } from "./markup.js";
import { shownOf } from "./model.js";
import { asked, scene, seen, tooMany } from "./scene.js";
import { formNow } from "./stage.js";
import { currentView, state, viewOf } from "./state.js";
import { leadNow } from "./titles.js";
import { rangeSaid } from "./time.js";
import { count, inLang, name, t } from "./words.js";
/** The state of the picture in words, for those who do not see it and for those who want numbers. */
export function status(isLifted = false) {
  const sums = { yes: 0, presumed: 0, unknown: 0 };
  for (const when of seen.relations.values()) sums[when] += 1;
  const parts = [t("said-shown", { nodes: count(seen.nodes.size), relations: count(seen.relations.size) })];
  if (asked.into) parts.push(t(`said-into-${asked.into}`, { n: count(scene.dots.size) }));
  parts.push(formNow().said?.());
  if (state.since || state.until) parts.push(`${t("began")} ${rangeSaid()}.`);
  if (state.asof) parts.push(`${state.asof}: ${t("said-at", sums)}`);
  parts.push(chosenSaid(), isLifted && t("said-lifted"));
  $("said").textContent = parts.filter(Boolean).join(" ");
}
/** What is selected, in words. */
function chosenSaid() {
  if (state.sel) return t("said-selected", { name: name(state.sel), n: count(shownOf(graph, seen, state.sel).length) });
  const line = scene.lines.get(state.line);
  const end = (id) => inLang(scene.dots.get(id).label);
  return line ? t("said-line", { a: end(line.a), b: end(line.b), n: count(line.relations.length) }) : "";
}
/** Why not everything is there to begin with. */
export function notice() {
  const all = DATA.meta.total ?? nodes.length;
  const key = noticeKey(all);
  $("lead-said").textContent = [leadNow(), formNow().hint?.()].filter(Boolean).join(" ");
  $("lead-said").hidden = Boolean(key);
  $("notice").hidden = !key;
  if (!key) return;
  const n = count(key === "too-large" ? nodes.length : seen.nodes.size);
  const canShowAll = key === "shown-first" && viewOf.has("everything");
  const more = canShowAll ? button(t("show-everything"), () => show("everything"), { class: "go" }) : "";
  $("notice").replaceChildren(t(key, { n, total: count(all) }), " ", more);
}
function noticeKey(all) {
  const isFirst = currentView()?.id === "overview";
  if (all > nodes.length) return "too-large";
  if (formNow().name !== "network") return "";
  if (tooMany || (isFirst && asked.into)) return `too-many-${asked.into}`;
  return isFirst && seen.nodes.size < all ? "shown-first" : "";
}
