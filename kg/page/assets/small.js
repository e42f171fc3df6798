// ---- small: an arrangement of its own for a few dots, which fills the picture; pure ----------------------
// Distances on the stage resemble steps along lines (stress majorisation, Gansner et al. 2004); then boxes
// for dot and name are pushed apart. The same dots always stand the same.
export const FEW_DOTS = 40;
const STEP = 150; // from a dot to its neighbour
const ROUNDS = 120;
const FEW_CELL = { x: 118, y: 66 }; // room for a dot with its name

/** Return the places of dots (a map of { near }) in a picture of some aspect. */
export function arrangeFew(dots, aspect) {
  const ids = [...dots.keys()].sort();
  const far = distances(ids, dots);
  let points = ids.map((_, i) => onCircle(i, ids.length));
  for (let round = 0; round < ROUNDS; round += 1) points = majorised(points, far);
  points = flattened(points, aspect);
  points = pushedApart(points);
  return new Map(ids.map((id, i) => [id, points[i]]));
}
const onCircle = (i, n) => {
  const turn = (2 * Math.PI * i) / n;
  return { x: STEP * Math.cos(turn) * (1 + i / n), y: STEP * Math.sin(turn) * (1 + i / n) };
};
/** Steps between all pairs; parts that do not hang together stand a little more than a part apart. */
function distances(ids, dots) {
  const number = new Map(ids.map((id, i) => [id, i]));
  const rows = ids.map((id) => {
    const row = new Array(ids.length).fill(Infinity);
    row[number.get(id)] = 0;
    const queue = [id];
    for (const here of queue)
      for (const next of dots.get(here).near) {
        if (!number.has(next) || row[number.get(next)] < Infinity) continue;
        row[number.get(next)] = row[number.get(here)] + 1;
        queue.push(next);
      }
    return row;
  });
  const widest = Math.max(...rows.flat().filter(Number.isFinite));
  return rows.map((row) => row.map((steps) => (Number.isFinite(steps) ? steps : widest / 2 + 1.5)));
}
function majorised(points, far) {
  return points.map((p, i) => {
    let [x, y, all] = [0, 0, 0];
    points.forEach((q, j) => {
      if (i === j) return;
      const weight = 1 / far[i][j] ** 2;
      const gap = Math.hypot(p.x - q.x, p.y - q.y) || 1e-3;
      const pull = (far[i][j] * STEP) / gap;
      x += weight * (q.x + (p.x - q.x) * pull);
      y += weight * (q.y + (p.y - q.y) * pull);
      all += weight;
    });
    return all ? { x: x / all, y: y / all } : p;
  });
}
/** Turned so that the long side lies, and drawn out towards the aspect of the picture. */
function flattened(points, aspect) {
  const n = points.length;
  const [mx, my] = [sum(points.map((p) => p.x)) / n, sum(points.map((p) => p.y)) / n];
  const own = points.map(({ x, y }) => ({ x: x - mx, y: y - my }));
  const [xx, yy] = [sum(own.map((p) => p.x * p.x)), sum(own.map((p) => p.y * p.y))];
  const turn = -0.5 * Math.atan2(2 * sum(own.map((p) => p.x * p.y)), xx - yy);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const turned = own.map(({ x, y }) => ({ x: x * cos - y * sin, y: x * sin + y * cos }));
  const wide = breadth(turned, "x") || 1;
  const high = breadth(turned, "y") || wide / aspect;
  const by = Math.min(Math.max((aspect * high) / wide, 0.7), 2);
  return turned.map(({ x, y }) => ({ x: x * Math.max(by, 1), y: y / Math.min(by, 1) }));
}
const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);
function breadth(points, axis) {
  const all = points.map((p) => p[axis]);
  return Math.max(...all) - Math.min(...all);
}
function pushedApart(points) {
  const own = points.map((p) => ({ ...p }));
  for (let round = 0; round < 80; round += 1) {
    let isDone = true;
    for (let i = 0; i < own.length; i += 1)
      for (let j = i + 1; j < own.length; j += 1) isDone = !push(own[i], own[j]) && isDone;
    if (isDone) break;
  }
  return own;
}
/** Move two that overlap apart, along the shorter way; return whether they did. */
function push(p, q) {
  const [dx, dy] = [q.x - p.x, q.y - p.y];
  const over = { x: FEW_CELL.x - Math.abs(dx), y: FEW_CELL.y - Math.abs(dy) };
  if (over.x <= 0.01 || over.y <= 0.01) return false;
  const axis = over.x / FEW_CELL.x < over.y / FEW_CELL.y ? "x" : "y";
  const way = (axis === "x" ? dx : dy) < 0 ? -1 : 1;
  p[axis] -= (way * over[axis]) / 2;
  q[axis] += (way * over[axis]) / 2;
  return true;
}
