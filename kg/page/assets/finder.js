// ---- finder: which things a few words may mean, the best first; the rules of kg.search.search --------
import { fold, stems } from "./folding.js";
import { closure, compare, compareLists, describe, isNarrow, readSense } from "./senses.js";

const SORTS = ["name", "alias", "former", "identifier", "description", "misspelling"];
const FITS = ["exact", "inflected", "prefix", "words", "close"];
const WHOLE = new Set(["exact", "inflected", "prefix"]); // the text is a name or begins one
const LANGUAGES = ["", "en", "cs", "sk", "pl", "de"];
const ACRONYM = 12; // letters; names up to this length are known without their blanks too
const LONGEST = 300; // characters; nothing is called by more

/** Return a function from words to what they may mean: {thing, text, sort, fit}, the best first.
 *
 * *index* is what kg.search.portable wrote; *things* are the identifiers and labels in its order.
 */
export function makeFinder(index, things) {
  const store = openIndex(index, things);
  return (text) => (text.length > LONGEST ? [] : search(store, fold(text)));
}
function openIndex(index, things) {
  const names = things.flatMap((thing, number) => namesOf(index, thing, number));
  const lookup = new Map(things.map((thing, number) => [thing.id, number]));
  const places = index.places.map(([id, larger, words, more, ...facet]) => ({ id, larger, words, more, facet }));
  const notions = index.notions.map(([id, isKind, includes, words, ...facet]) => ({
    ...{ id, isKind: Boolean(isKind), includes, words, facet },
  }));
  const entries = names.map((naming) => entryOf(naming, Number(index.minor[lookup.get(naming.thing)])));
  return { ...{ index, things, lookup, places, notions, entries }, book: bound(entries) };
}
/** The names of a thing by turns with their codes, as kg.search.portable has them. */
export function namesOf(index, { id, label }, number) {
  const row = index.names[number] ?? [];
  const found = [];
  for (let i = 0; i < row.length; i += 2) {
    const text = typeof row[i] === "number" ? label[row[i]] : row[i];
    const [sort, language] = [row[i + 1] % SORTS.length, Math.floor(row[i + 1] / SORTS.length)];
    found.push({ thing: id, text, language: LANGUAGES[language], sort: SORTS[sort] });
  }
  if (!found.length) return found;
  return [...found, { thing: id, text: id.replace(/^(id|src):/, ""), language: "", sort: "identifier" }];
}
const entryOf = (naming, minor = 0) => ({ naming, folded: fold(naming.text), minor });

function search(store, wanted) {
  if (!wanted) return [];
  const exact = best(store, [store.book], wanted);
  if (exact[0]?.fit === "exact") return exact;
  store.countries ??= bound(foreignNames(store));
  const books = [store.book, store.countries];
  const found = best(store, books, wanted, { inflected: true });
  return WHOLE.has(found[0]?.fit) ? found : searchWider(store, books, wanted, found);
}
/** By what things are and where, by these and their names together, and with typos. */
function searchWider(store, books, wanted, named) {
  const asked = readSense(store, wanted);
  const described = describe(store, asked);
  if (described.length && isNarrow(asked)) return firstOfEach([...described, ...named]);
  if (wanted.includes(" ")) books.push(bound(withFacets(store, wanted.split(" "))));
  const found = best(store, books, wanted);
  if (!found.length || found[0].fit === "words") found.push(...best(store, books, wanted, { typos: true }));
  return firstOfEach(found.length ? found : described);
}
/** Names of countries in languages that the graph does not have. */
const foreignNames = ({ places }) =>
  places.flatMap(({ id, more }) =>
    more.map(([text, language]) => entryOf({ thing: id, text, language, sort: "alias" })),
  );
function firstOfEach(matches) {
  const first = new Map();
  for (const match of matches) if (!first.has(match.thing)) first.set(match.thing, match);
  return [...first.values()];
}

// ---- how well it fits ----------------------------------------------------------------------------------
/** The best match of each thing, best first; only things that are here. */
function best(store, books, wanted, { inflected = false, typos = false } = {}) {
  const found = new Map();
  for (const book of books) {
    const forms = inflected ? formsOf(book.entries, wanted) : [];
    const costs = new Map([...fittingIn(book, wanted.split(" "), typos), ...forms.map((each) => [each, 0])]);
    const isForm = new Set(forms);
    for (const [number, cost] of costs) {
      const entry = book.entries[number];
      const { thing, text, language, sort } = entry.naming;
      if (!store.lookup.has(thing)) continue;
      const fit = fitOf(entry, wanted, isForm.has(number), typos);
      const rank = [...matchRank(fit, cost, entry), thing, text, language];
      if (!found.has(thing) || compareLists(rank, found.get(thing).rank) < 0)
        found.set(thing, { rank, match: { thing, text, sort, fit } });
    }
  }
  return [...found.values()].sort((a, b) => compareLists(a.rank, b.rank)).map(({ match }) => match);
}
/** The names that the wanted one is in whatever case; English names and acronyms have none. */
function formsOf(entries, wanted) {
  const stemmed = stems(wanted).join(" ");
  const isForm = ({ naming, folded }) =>
    stemmed &&
    naming.sort !== "identifier" &&
    naming.language !== "en" &&
    !isUpper(naming.text) &&
    stems(folded).join(" ") === stemmed;
  return [...entries.keys()].filter((number) => isForm(entries[number]));
}
const isUpper = (text) => text === text.toUpperCase() && text !== text.toLowerCase();
const withoutBlanks = (text) => text.replaceAll(" ", "");
function fitOf({ folded, naming }, wanted, isForm, typos) {
  if (withoutBlanks(folded) === withoutBlanks(wanted)) return "exact";
  if (isForm) return "inflected";
  if (folded.startsWith(wanted) && naming.sort !== "description") return "prefix";
  return typos ? "close" : "words";
}
const matchRank = (fit, cost, { naming, folded, minor }) => [
  ...[FITS.indexOf(fit), Number(naming.sort === "misspelling"), minor, cost],
  ...[folded.split(" ").length, SORTS.indexOf(naming.sort), folded],
];

// ---- kind and country as further words -----------------------------------------------------------------
/** Entries of names, kind and country together for the things that the words describe. */
function withFacets(store, words) {
  const facets = facetsNamed(store, words);
  const names = new Map();
  for (const entry of store.entries) {
    const thing = entry.naming.thing;
    if (facets.has(thing)) names.set(thing, [...(names.get(thing) ?? []), entry]);
  }
  return [...names].map(([thing, own]) => {
    const some = facets.get(thing);
    const folded = [...own.map((entry) => entry.folded), ...some.map(([, each]) => each)].join(" ");
    const text = some.map(([each]) => each).join(", ");
    return { naming: { thing, text, language: "en", sort: "description" }, folded, minor: own[0].minor };
  });
}
/** The things whose kind or country one of the words names, typos allowed, each with all of these. */
function facetsNamed(store, words) {
  const all = [...store.notions, ...store.places].filter(({ facet }) => facet.length);
  store.facetBook ??= indexWords(all.map(({ facet }) => facet[1].split(" ")));
  const chosen = new Set(words.flatMap((word) => [...holding(store.facetBook, word, true).keys()]));
  const named = new Set([...chosen].map((number) => all[number]));
  const found = new Map();
  store.things.forEach(({ id }, number) => {
    const some = facetsOf(store, number).filter((each) => named.has(each));
    if (some.length) found.set(id, some.map(({ facet }) => facet));
  });
  return found;
}
/** What a thing is, then where, in the order of their addresses. */
function facetsOf({ index, notions, places }, number) {
  const kinds = index.kinds[number].map((kind) => notions[kind]).sort((a, b) => compare(a.id, b.id));
  const around = closure(places, index.areas[number]).map((area) => places[area]);
  return [...kinds, ...around.sort((a, b) => compare(a.id, b.id))];
}
// ---- words like those looked for -------------------------------------------------------------------------
function bound(entries) {
  return { entries, ...indexWords(entries.map(wordsOf)) };
}
/** An acronym is one word, and so is an identifier. */
function wordsOf({ naming, folded }) {
  const joined = withoutBlanks(folded);
  if (naming.sort === "identifier") return [joined];
  return [...new Set([...folded.split(" "), ...(joined.length <= ACRONYM ? [joined] : [])])];
}
function indexWords(texts) {
  const at = new Map();
  texts.forEach((words, number) => {
    for (const word of new Set(words)) {
      if (!at.has(word)) at.set(word, []);
      at.get(word).push(number);
    }
  });
  return { at, words: [...at.keys()].sort(compare) };
}
/** The texts that hold every one of the words, or all of them written as one, and how far off. */
function fittingIn(book, words, typos) {
  const costs = words.map((word) => holding(book, word, typos));
  const whole = words.length > 1 ? holding(book, words.join(""), typos) : new Map();
  for (const number of costs[0].keys())
    if (costs.every((cost) => cost.has(number)))
      whole.set(number, costs.reduce((sum, cost) => sum + cost.get(number), 0));
  return whole;
}
function holding({ at, words }, word, typos) {
  const found = new Map();
  const take = (other, cost) => {
    for (const number of at.get(other)) found.set(number, Math.min(cost, found.get(number) ?? cost));
  };
  for (let i = firstFrom(words, word); i < words.length && words[i].startsWith(word); i += 1)
    take(words[i], Number(words[i] !== word));
  const most = typos ? typosOf(word) : 0;
  if (!most) return found;
  for (const other of words) {
    if (Math.abs(other.length - word.length) > most) continue;
    const typed = distance(word, other);
    if (typed > 0 && typed <= most) take(other, 1 + typed);
  }
  return found;
}
/** How many typos are forgiven: none in one or two letters, one in up to five, two in more. */
const typosOf = ({ length }) => (length < 3 ? 0 : length < 6 ? 1 : 2);
function firstFrom(words, word) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
/** How many letters were left out, added, changed or swapped with the next one. */
export function distance(one, other) {
  let [before, last] = [[], []];
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i += 1) {
    [before, last, row] = [row, before, [i]];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        cost = Math.min(cost, last[j - 2] + 1);
      row.push(cost);
    }
  }
  return row.at(-1);
}
