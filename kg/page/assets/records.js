// ---- records: what makes lines, and a document: what it is, and all that it says -----------------------
import { contextOf, relationsBy, sourceOf } from "./data.js";
import { byTime } from "./dates.js";
import { el, figure, small, words } from "./markup.js";
import { go, listOf, noteOf, proof, said, saidBetween, sourceDetails } from "./statements.js";
import { inLang, t } from "./words.js";
const distinctBy = (items, keyOf) => [...new Map(items.map((each) => [keyOf(each), each])).values()];
/** An agreement or cooperation: who has a part in it, since when, and where it is read. */
export function contextPanel(id) {
  const own = relationsBy("basis", id);
  const ends = [...new Set(own.flatMap(({ a, b }) => [a, b]))];
  const places = [...new Set(own.flatMap(({ evidence }) => evidence))];
  const dates = [...new Set(own.sort(byTime).map(({ when }) => inLang(when)))];
  const kinds = distinctBy(own.map(({ role }) => role), (role) => role[0]);
  return [
    words("h2", contextOf.get(id).label),
    small(kinds.map(inLang).join(" · ")),
    small(dates.join(" · ")),
    el("h3", {}, t("parties"), figure(ends.length)),
    ...listOf(ends, (end) => el("li", { class: "row" }, go(end))),
    ...distinctBy(own.filter(({ note }) => note), ({ note }) => note).map(noteOf),
    el("h3", {}, t("evidence"), figure(places.length)),
    ...places.map(proof),
    el("p", { class: "small iri" }, id),
  ];
}
/** A document: where it lies, and the relations that are read in it, the oldest first. */
export function sourcePanel(id) {
  const source = sourceOf.get(id);
  const own = relationsBy("source", id).sort(byTime);
  const outside = { href: source.url, rel: "noopener noreferrer", target: "_blank" };
  return [
    el("h2", {}, source.title),
    small(t("document"), ...sourceDetails(source).map((each) => ` · ${each}`)),
    source.url ? el("p", { class: "iri" }, el("a", outside, source.url)) : small(t("no-address")),
    el("h3", {}, t("read-there"), figure(own.length)),
    ...listOf(own, saidBetween),
    el("p", { class: "small iri" }, id),
  ];
}
/** Several statements about one agreement as one: with whom, and where it is read, once. */
export function saidOnce(own, id, sentence) {
  const others = own.map(({ a, b }) => go(a === id ? b : a));
  return said(own[0], el("span", { class: "others" }, ...others), own.length > 1 ? "" : sentence(own[0]));
}
/** Statements grouped: those of one agreement together, each group the oldest first. */
export function oncePerContext(relations) {
  const groups = new Map();
  for (const each of [...relations].sort(byTime)) {
    const key = each.basis && !each.apart ? `${each.basis}|${each.role[0]}|${each.evidence}` : each.id;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}
