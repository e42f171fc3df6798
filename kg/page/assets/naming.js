// ---- naming: how a thing is called in a picture, from its full name to the shortest; pure ---------------
/** Break a name into rows of some letters; what is too long is cut in its middle. */
export function rowsOf(text, rowsMost, most = 22) {
  const words = text.slice(0, 300).split(/\s+/).map((word) => shorten(word, most + 4));
  const rows = inRows(words, most);
  if (rows.length <= rowsMost) return rows;
  for (let keep = words.length - 1; keep > 1; keep -= 1) {
    const [head, tail] = [Math.ceil(keep * 0.6), Math.floor(keep * 0.4)];
    const cut = inRows([...words.slice(0, head), "…", ...words.slice(words.length - tail)], most);
    if (cut.length <= rowsMost) return cut;
  }
  return [`${words[0]}…`];
}
function inRows(words, most) {
  const rows = [];
  for (const word of words) {
    if (rows.length && rows.at(-1).length + word.length < most) rows[rows.length - 1] += ` ${word}`;
    else rows.push(word);
  }
  return rows;
}
const shorten = (word, most) =>
  word.length <= most ? word : `${word.slice(0, Math.ceil(most * 0.6))}…${word.slice(-Math.floor(most * 0.3))}`;

/**
 * Return, for each thing, a short name that no other here has, and its name without shared first words.
 *
 * Things are { id, name, short, country }; an acronym that two share gets the country, "MoJ (LV)".
 * First words that three or more names share ("Visit of …") go where the name is too long for them.
 */
export function shortNames(things) {
  const bearers = countedBy(things.filter(({ short }) => short), ({ short }) => short);
  const starts = countedBy(things, ({ name }) => firstWords(name));
  return new Map(
    things.map(({ id, name, short, country }) => {
      const where = country?.replace(/^id:/, "").toUpperCase();
      const isShared = short && bearers.get(short) > 1;
      const start = firstWords(name);
      const rest = start && starts.get(start) > 2 ? `… ${name.slice(start.length).trim()}` : name;
      return [id, { short: isShared ? (where ? `${short} (${where})` : null) : short, rest }];
    }),
  );
}
const firstWords = (name) => /^\S+ \S+(?= \S+ \S)/.exec(name)?.[0] ?? "";
function countedBy(items, keyOf) {
  const sums = new Map();
  for (const item of items) sums.set(keyOf(item), (sums.get(keyOf(item)) ?? 0) + 1);
  return sums;
}
