// ---- placing: where names stand, so that each is plainly that of its dot; pure, in pixels ---------------
// A box is [left, top, right, bottom]; a dot is { id, x, y, r, weight }.
const NAME_GAP = 3; // between a dot and its name
const CLEAR = 1.5; // so much nearer to its own dot than to any other
const NEAR = 6; // a name farther off than this has a line to its dot
const RINGS = [16, 28, 44, 64, 90, 120, 160, 210, 270, 340]; // where a name with a line is sought
const WAYS = 24;

export const touch = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
/** How far a point is from a box, 0 inside. */
export const gapTo = ([left, top, right, bottom], { x, y }) =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
const grown = ([left, top, right, bottom], by) => [left - by, top - by, right + by, bottom + by];

/** Things by the cells that their boxes touch, so that those near a box are found without asking all. */
export function openGrid(size) {
  const cells = new Map();
  const keysOf = ([x1, y1, x2, y2]) => {
    const found = [];
    for (let x = Math.floor(x1 / size); x <= Math.floor(x2 / size); x += 1)
      for (let y = Math.floor(y1 / size); y <= Math.floor(y2 / size); y += 1) found.push(`${x},${y}`);
    return found;
  };
  const add = (box, thing) => {
    for (const key of keysOf(box)) (cells.get(key) ?? cells.set(key, []).get(key)).push({ box, thing });
  };
  const near = (box) => {
    const hits = keysOf(box).flatMap((key) => (cells.get(key) ?? []).filter((each) => touch(each.box, box)));
    return [...new Set(hits.map(({ thing }) => thing))];
  };
  return { add, near };
}

/** Everything that stands already: dots, and the boxes of names. */
export function openBoard(dots, ofNames = openGrid(140)) {
  const dotOf = new Map(dots.map((dot) => [dot.id, dot]));
  const ofDots = openGrid(70);
  for (const dot of dots) ofDots.add([dot.x - dot.r, dot.y - dot.r, dot.x + dot.r, dot.y + dot.r], dot);
  return {
    names: ofNames,
    dotOf,
    add: (box) => ofNames.add(box, box),
    isTaken: (box) => ofNames.near(box).length > 0,
    dotsAt: (box) => ofDots.near(box).filter((dot) => gapTo(box, dot) < dot.r),
    dotsNear: (box, reach) => ofDots.near(grown(box, reach)),
    namesAcross: (from, to) =>
      ofNames
        .near([Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y)])
        .filter((box) => crosses(from, to, box)),
  };
}
/** Whether a straight line passes through a box, asked at points along it. */
function crosses(from, to, box) {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 4);
  return Array.from({ length: steps + 1 }, (_, i) => i / (steps || 1)).some(
    (part) => gapTo(box, { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }) === 0,
  );
}

/** Places beside a dot: below, right, above, left, each also shifted, and the corners. */
function beside({ x, y, r }, { wide, high }) {
  const [d, c] = [r + NAME_GAP, r * 0.72 + NAME_GAP * 0.7];
  const at = (left, top) => [left, top, left + wide, top + high];
  const [right, left, below, above] = [x + d, x - d - wide, y + d, y - d - high];
  return [
    ...[at(x - wide / 2, below), at(right, y - high / 2), at(x - wide / 2, above), at(left, y - high / 2)],
    ...[at(x + c, y + c), at(x + c, y - c - high), at(x - c - wide, y + c), at(x - c - wide, y - c - high)],
    ...[at(right, y - high * 0.8), at(right, y - high * 0.2), at(left, y - high * 0.8), at(left, y - high * 0.2)],
    ...[at(x - wide * 0.75, below), at(x - wide * 0.25, below)],
    ...[at(x - wide * 0.75, above), at(x - wide * 0.25, above)],
  ];
}
const staysWithin = (box, bounds) =>
  !bounds || (box[0] >= bounds[0] && box[1] >= bounds[1] && box[2] <= bounds[2] && box[3] <= bounds[3]);
/** Whether a box is nearer to its own dot than to every other, and covers none. */
function isPlain(box, dot, board) {
  const own = gapTo(box, dot) - dot.r;
  const others = board.dotsNear(box, Math.max(own, 0) + CLEAR);
  return others.every((each) => each.id === dot.id || gapTo(box, each) - each.r >= own + CLEAR);
}

/**
 * Return where a name stands: its variant, its box and, farther off, the two ends of a line to its dot.
 *
 * Variants are tried in their order, each beside the dot. A name that must stand is then sought farther
 * off, the shortest first, and at last where it covers the least; else null is returned.
 */
export function findPlace({ dot, variants, must, bounds }, board) {
  const isFree = (box) => staysWithin(box, bounds) && !board.isTaken(box);
  for (const variant of variants) {
    const box = beside(dot, variant).find((each) => isFree(each) && isPlain(each, dot, board));
    if (box) return { variant, box, line: null };
  }
  if (!must) return null;
  const shortFirst = [...variants].reverse();
  for (const isStrict of [true, false]) {
    for (const variant of shortFirst) {
      const found = fartherOff(dot, variant, board, isFree, isStrict);
      if (found) return found;
    }
  }
  return whereLeastIsCovered(dot, shortFirst, board, isFree);
}
/** A free place farther off; strictly one whose line crosses no other name. */
function fartherOff(dot, variant, board, isFree, isStrict) {
  const { wide, high } = variant;
  for (const ring of RINGS) {
    for (let way = 0; way < WAYS; way += 1) {
      const turn = Math.PI / 2 + (way % 2 ? -1 : 1) * Math.ceil(way / 2) * ((2 * Math.PI) / WAYS);
      const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
      const [x, y] = [dot.x + dx * (dot.r + ring + wide / 2), dot.y + dy * (dot.r + ring + high / 2)];
      const box = [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
      if (!isFree(box) || board.dotsNear(box, CLEAR).some((each) => gapTo(box, each) < each.r + CLEAR)) continue;
      const line = lineTo(dot, box);
      if (line && !(isStrict && board.namesAcross(...line).length)) return { variant, box, line };
    }
  }
  return null;
}
/** From the rim of a dot to the nearest point of a box. */
function lineTo(dot, box) {
  const end = { x: Math.min(Math.max(dot.x, box[0]), box[2]), y: Math.min(Math.max(dot.y, box[1]), box[3]) };
  const far = Math.hypot(end.x - dot.x, end.y - dot.y);
  if (far <= dot.r + NEAR) return null;
  const part = (dot.r + 1) / far;
  return [{ x: dot.x + (end.x - dot.x) * part, y: dot.y + (end.y - dot.y) * part }, end];
}
function whereLeastIsCovered(dot, variants, board, isFree) {
  const all = variants.flatMap((variant) => beside(dot, variant).map((box) => ({ variant, box, line: null })));
  const weigh = ({ box }) => board.dotsAt(box).reduce((sum, each) => sum + (each.id === dot.id ? 0 : each.weight), 0);
  const free = all.filter(({ box }) => isFree(box)).map((each) => ({ ...each, weight: weigh(each) }));
  return free.sort((a, b) => a.weight - b.weight)[0] ?? null;
}
