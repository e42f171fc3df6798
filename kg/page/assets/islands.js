// ---- islands: the main part of a network, and the small groups beside it; pure --------------------------
const MAIN_PART = 12; // a smaller main part has no islands, but neighbours
const PAIR = 2;
const SHARE = 0.1; // of the main part: what is larger is no island

/** Return the parts that hang together, the largest first; dots are a map of { id, near }. */
export function partsOf(dots) {
  const [parts, reached] = [[], new Set()];
  for (const id of dots.keys()) {
    if (reached.has(id)) continue;
    const part = [id];
    reached.add(id);
    for (const here of part)
      for (const next of dots.get(here).near) {
        if (reached.has(next)) continue;
        reached.add(next);
        part.push(next);
      }
    parts.push(part);
  }
  return parts.sort((a, b) => b.length - a.length || (a[0] < b[0] ? -1 : 1));
}
/** Return the small groups, and the dots without any line, that no picture of the main part needs. */
export function islandsOf(dots) {
  const [main, ...others] = partsOf(dots);
  if (!main || main.length < MAIN_PART) return { groups: [], alone: [] };
  const small = others.filter((part) => part.length < Math.max(main.length * SHARE, PAIR + 1));
  return { groups: small.filter((part) => part.length > 1), alone: small.filter(({ length }) => length < 2).flat() };
}
