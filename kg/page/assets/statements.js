// ---- statements: what is said, how sure, since when, and where it is read -----------------------------
import { select } from "./choose.js";
import { nodeOf, places, sources } from "./data.js";
import { button, el, small, words } from "./markup.js";
import { seen } from "./scene.js";
import { NOTHING, set, state } from "./state.js";
import { count, inLang, langOf, name, namedWhat, sentenceOf, t } from "./words.js";
const MOST_SAID = 40; // statements of one list before a button asks for more
export const go = (id) => {
  const { label } = nodeOf.get(id);
  return button(inLang(label), () => select(id), { class: "go", "data-node": id, lang: langOf(label) });
};

/** Who published a document, when, in which language, and when it was read. */
export function sourceDetails({ publisher, date, language, retrieved }) {
  const tongue = language && new Intl.DisplayNames(state.lang, { type: "language" }).of(language);
  return [publisher, date, tongue, retrieved && t("retrieved", { date: retrieved })].filter(Boolean);
}
export function proof(number) {
  const place = places[number];
  const source = sources[place.source];
  const outside = { href: source.url, rel: "noopener noreferrer", target: "_blank" };
  const title_ = source.url ? el("a", outside, source.title) : el("span", {}, source.title);
  const isHeld = place.start !== null;
  const where = [...sourceDetails(source), positionOf(place)].filter(Boolean);
  const why = isHeld ? "verified-why" : place.row ? "row-why" : "cited-why";
  const all = () => set({ ...NOTHING, source: source.id });
  const how = isHeld ? "verified" : "cited";
  return el(
    "p",
    { class: "proof", "data-evidence": place.id },
    title_,
    where.length && ` – ${where.join(", ")}`,
    " · ",
    el("span", { class: "held", title: t(why, place) }, t(how)),
    " · ",
    button("›", all, { class: "go", "data-source": source.id, "aria-label": t("read-there"), title: t("read-there") }),
    place.excerpt && el("q", { class: "excerpt", dir: "auto" }, ...place.excerpt.map(markedPiece)),
  );
}
/** Where in its document a place stands: characters of a text, a row of a table. */
function positionOf(place) {
  if (place.start !== null) return t("position", place);
  return place.row && t(place.sheet ? "sheet-row" : "row", place);
}
/** A passage stands in its sentence: every second piece is what was recorded. */
const markedPiece = (text, at) => (at % 2 ? el("mark", {}, text) : text);
/** One statement: who, what, when, how sure, and where it is read. */
export function said(each, before, sentence) {
  const proofs = each.evidence.length
    ? each.evidence.map(proof)
    : [el("p", { class: "flag" }, t("no-evidence"))];
  const context = each.context && !isTold(each) ? words("span", each.context) : null;
  return el(
    "li",
    { class: "said", "data-relation": each.id },
    before,
    sentence && el("p", {}, sentence),
    context && small(context),
    el("p", { class: "small meta" }, el("span", {}, inLang(each.when)), ...tagsOf(each)),
    ...each.details.map(([label, text]) => small(words("span", label), `: ${text}`)),
    each.note && noteOf(each),
    ...proofs,
  );
}
/** How sure a statement is, in small tags. */
function tagsOf(each) {
  const tag = (text, kind = "tag") => el("span", { class: kind }, text);
  const tags = [tag(t(`status-${each.status}`), each.status === "stated" ? "tag" : "tag warn")];
  if (each.namedBy) tags.push(tag(t("named-tag", { what: namedWhat(each) })));
  const when = seen.relations.get(each.id);
  if (state.asof && when) tags.push(tag(`${state.asof}: ${t(when)}`));
  return tags;
}
export const noteOf = ({ note }) => el("p", { class: "small note", lang: "en" }, note);
/** The name of an agreement often says nothing but its parties. */
const isTold = (each) => [each.a, each.b].every((id) => inLang(each.context).includes(name(id)));
/** A list that shows its first items, and the others when asked. */
export function listOf(items, make, props = {}) {
  const list = el("ul", props, ...items.slice(0, MOST_SAID).map(make));
  if (items.length <= MOST_SAID) return [list];
  const showAll = () => {
    list.append(...items.slice(MOST_SAID).map(make));
    more.remove();
  };
  const more = button(t("show-all", { n: count(items.length) }), showAll, { class: "more" });
  return [list, more];
}
export const saidBetween = (each) => said(each, null, sentenceOf(each));
