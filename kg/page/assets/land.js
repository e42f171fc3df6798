// ---- land: the coast and the borders, out of lines that two countries share; pure ----------------------
/** The points of an arc: a point and the steps from one to the next. */
function pointsOf(arc) {
  let [x, y] = arc;
  const points = [[x, y]];
  for (let i = 2; i < arc.length; i += 2) points.push([(x += arc[i]), (y += arc[i + 1])]);
  return points;
}
const traced = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x},${y}`).join("");
/** Return the outline of each country by its code, and all borders between two of them, as paths. */
export function landOf({ arcs, shapes }) {
  const lines = arcs.map(pointsOf);
  const walked = (number) => (number < 0 ? [...lines[~number]].reverse() : lines[number]);
  const ring = (numbers) => `${traced(numbers.flatMap((number, i) => walked(number).slice(i ? 1 : 0)))}Z`;
  const outlines = new Map(Object.entries(shapes).map(([code, rings]) => [code, rings.map(ring).join("")]));
  const border = bordersOf(shapes).map((number) => traced(lines[number]));
  return { outlines, borders: border.join("") };
}
/** The arcs that bound two countries, and not the same one twice. */
function bordersOf(shapes) {
  const owners = new Map();
  for (const [code, rings] of Object.entries(shapes)) {
    for (const number of rings.flat()) {
      const arc = number < 0 ? ~number : number;
      owners.set(arc, (owners.get(arc) ?? new Set()).add(code));
    }
  }
  return [...owners].filter(([, codes]) => codes.size > 1).map(([arc]) => arc);
}
