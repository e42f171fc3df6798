// ---- senses: what words say of countries and kinds; the rules of kg.search.senses and .described ------
import { stems } from "./folding.js";

const COMMON = "common"; // words that tell little: national, office
const UNNAMED = 3; // words too many of a thing that is known by kind and country alone
const SORT_ORDER = ["name", "alias", "former", "identifier", "description", "misspelling"];

export const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
export function compareLists(a, b) {
  for (let i = 0; i < a.length; i += 1) {
    const order = compare(a[i], b[i]);
    if (order) return order;
  }
  return 0;
}
/** All places in which some lie, with these, by number. */
export function closure(places, first) {
  const found = [...new Set(first)];
  for (const each of found)
    for (const larger of places[each].larger) if (!found.includes(larger)) found.push(larger);
  return found;
}
const isWithin = (some, all) => [...some].every((each) => all.has(each));
const without = (some, others) => [...some].filter((each) => !others.has(each)).length;

/** The words for notions and places by their first stem, the longest first. */
function phrasesOf(store) {
  const found = new Map();
  const add = (sort) => (each) => {
    for (const words of each.words) {
      const phrase = words.split(" ");
      if (!found.has(phrase[0])) found.set(phrase[0], []);
      found.get(phrase[0]).push({ phrase, sort, id: each.id });
    }
  };
  store.notions.forEach(add("notions"));
  store.places.forEach(add("areas"));
  for (const some of found.values()) some.sort((a, b) => b.phrase.length - a.phrase.length);
  return found;
}
/** Return what a folded text says: areas, notions, common words and other words, each a set. */
export function readSense(store, folded) {
  store.phrases ??= phrasesOf(store);
  const said = { areas: new Set(), notions: new Set(), common: new Set(), words: new Set() };
  const words = stems(folded);
  for (let at = 0; at < words.length; ) {
    const known = (store.phrases.get(words[at]) ?? []).filter(({ phrase }) => isAt(words, at, phrase));
    const length = known[0]?.phrase.length ?? 0;
    for (const { phrase, sort, id } of known) {
      if (phrase.length < length) break;
      if (id === COMMON) phrase.forEach((word) => said.common.add(word));
      else said[sort].add(id);
    }
    if (!length) said.words.add(words[at]);
    at += Math.max(length, 1);
  }
  return said;
}
const isAt = (words, at, phrase) => phrase.every((word, i) => words[at + i] === word);
/** Whether it says two things of the three: where, of what kind, and what else. */
export const isNarrow = ({ areas, notions, words }) =>
  [areas, notions, words].filter((each) => each.size).length > 1;
/** Return notions with all that they include: a prison service is a service for prisons. */
export function implied(store, ids) {
  store.notionOf ??= new Map(store.notions.map((each) => [each.id, each]));
  const found = new Set(ids);
  for (const id of found)
    for (const number of store.notionOf.get(id)?.includes ?? []) found.add(store.notions[number].id);
  return found;
}

/** Return what fits all of what is asked for, best first; a country alone describes nothing. */
export function describe(store, asked) {
  if (!asked.notions.size && !asked.words.size) return [];
  const places = placesOf(store, asked.areas);
  const begins = beginnings(store, asked.areas);
  const found = new Map();
  const mayBe = ({ naming, folded }) => {
    const words = new Set(stems(folded));
    const isPlaced = !asked.areas.size || places.has(naming.thing) || begins.some((each) => words.has(each));
    return isPlaced && isWithin(asked.words, words);
  };
  for (const { naming, folded, minor } of store.entries.filter(mayBe)) {
    const said = readSense(store, folded);
    const lies = places.get(naming.thing) ?? new Map();
    const rank = describedRank(store, asked, said, { naming, minor, lies });
    const before = found.get(naming.thing)?.rank;
    if (!rank || (before && compareLists(rank, before) >= 0)) continue;
    const isNamed = isWithin(asked.notions, implied(store, said.notions));
    found.set(naming.thing, { rank, naming: isNamed ? naming : { ...naming, sort: "description" } });
  }
  const order = (a, b) => compareLists(a.rank, b.rank) || compare(a.naming.thing, b.naming.thing);
  return [...found.values()]
    .sort(order)
    .map(({ naming: { thing, text, sort } }) => ({ thing, text, sort, fit: "words" }));
}
/** The first words of what means one of these areas. */
function beginnings(store, areas) {
  const means = ({ id }) => areas.has(id);
  return [...store.phrases].filter(([, some]) => some.some(means)).map(([first]) => first);
}
/** The areas of these that things belong to, and whether to no part of them. */
function placesOf(store, areas) {
  const found = new Map();
  store.index.areas.forEach((own, number) => {
    const lies = new Map();
    for (const area of own)
      for (const larger of closure(store.places, [area])) {
        const { id } = store.places[larger];
        if (areas.has(id)) lies.set(id, larger === area && (lies.get(id) ?? true));
      }
    if (lies.size) found.set(store.things[number].id, lies);
  });
  return found;
}
function kindsOf(store, thing) {
  const own = store.index.kinds[store.lookup.get(thing)].map((number) => store.notions[number].id);
  return implied(store, own);
}
const union = (...sets) => new Set(sets.flatMap((each) => [...each]));
/** How well a thing is described under a name that said this, the lower the better, or null. */
function describedRank(store, asked, said, { naming, minor, lies }) {
  const [notions, kinds] = [implied(store, said.notions), kindsOf(store, naming.thing)];
  const isMeant =
    isWithin(asked.words, said.words) &&
    isWithin(asked.notions, union(notions, kinds)) &&
    isWithin(asked.areas, union(said.areas, lies.keys()));
  if (!isMeant) return null;
  const more = tooMuch(store, asked, said, notions);
  const isKind = (id) => store.notionOf.get(id)?.isKind;
  const isOtherwise = [...asked.notions].some((id) => isKind(id) && !kinds.has(id));
  const isApart = asked.areas.size > 0 && ![...asked.areas].some((id) => lies.get(id));
  return [minor, +isOtherwise, +isApart, more, SORT_ORDER.indexOf(naming.sort), naming.text];
}
/** How much a name says beyond what was asked for. */
function tooMuch(store, asked, said, notions) {
  const isUnnamed = !asked.words.size && ![...asked.notions].some((id) => notions.has(id));
  if (isUnnamed) return UNNAMED;
  const words = without(said.words, asked.words) + without(asked.common, said.common);
  const areas = asked.areas.size ? without(said.areas, asked.areas) : 0;
  return words + areas + without(said.notions, implied(store, asked.notions));
}
