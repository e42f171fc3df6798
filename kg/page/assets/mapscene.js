// ---- mapscene: what the map shows now: countries, the one that is open, its bodies and their lines -------
import { toScreen } from "./camera.js";
import { DATA, countryNames, familyOf, nodeOf, pairKey, relationOf } from "./data.js";
import { bend, fanOut, pairsOf, placeOnMap, sizeOfCountry, widthOfPairs } from "./map.js";
import { asked, scene, seen } from "./scene.js";
import { state } from "./state.js";
const BODY = 5; // radius of a body in pixels
export const codeOf = (country) => DATA.map?.codes[country] ?? null;
const isCountry = (id) => countryNames.has(id);
/** Whether one dot stands for several bodies. */
const isMany = (id) => isCountry(id) || !nodeOf.has(id);

/** Return where the dots of the scene stand in a room, and how the land is looked at; what is covered of it
 *  at the left and at the foot stays free. */
export function placeScene({ w, h }, { left, bottom } = { left: 0, bottom: 0 }) {
  const dots = [...scene.dots.keys()].map((id) => {
    const [x, y] = DATA.map.points[id] ?? [];
    return { id, x, y, isBody: !isCountry(id), isRest: !nodeOf.has(id) };
  });
  const { at, look, captions, plates } = placeOnMap(dots, { w: w - left, h: h - bottom }, DATA.map.frame);
  const moved = (spot) => ({ ...spot, x: spot.x + left });
  return {
    at: new Map([...at].map(([id, spot]) => [id, moved(spot)])),
    look: moved(look),
    captions: captions.map(moved),
    plates: plates.map(([x, y, wide, high]) => [x ? x + left : 0, y, x ? wide : wide + left, high + bottom]),
  };
}
const dotOfBody = (id) => nodeOf.get(id).country ?? (scene.dots.has(id) ? id : [...scene.dots.keys()].find((dot) => !nodeOf.has(dot)));

/** What is picked out: a line between two dots, or a dot with its lines, or null. */
export function focusNow() {
  const line = scene.lines.get(state.line);
  if (line) return { line, dots: [line.a, line.b], bodies: new Set(line.relations.flatMap(({ a, b }) => [a, b])) };
  const dot = state.dot || (state.sel && dotOfBody(state.sel));
  if (!dot || !scene.dots.has(dot)) return null;
  const own = isMany(dot) ? scene.dots.get(dot).members : [];
  return { line: null, dots: [dot], bodies: new Set(own) };
}

/** What stands beside the map stays there, however the map is moved. */
export const spotNow = (spot, camera) => (spot.side ? spot : { ...spot, ...toScreen(camera, spot) });
/** Return every dot, body and line as it stands in a room, looked at by a camera. */
export function mapNow(place, camera, focus = focusNow()) {
  const at = new Map([...place.at].map(([id, spot]) => [id, spotNow(spot, camera)]));
  const dots = [...scene.dots.values()].map((dot) => dotNow(dot, at.get(dot.id), focus));
  const bodies = focus ? focus.dots.flatMap((dot) => bodiesOf(dot, focus, at)) : [];
  for (const body of bodies) at.set(body.id, body);
  const { captions } = place;
  const lines = [...quietLines(at, focus), ...(focus ? focusLines(at, focus) : [])];
  return { dots, bodies, captions, lines: lines.sort((p, q) => p.layer - q.layer) };
}
function dotNow(dot, spot, focus) {
  const isOne = !isMany(dot.id);
  const { isChosen, isNear } = standing(dot, focus);
  return {
    ...{ id: dot.id, x: spot.x, y: spot.y, side: spot.side, label: dot.label, isOne, group: dot.group },
    ...{ isChosen, isDimmed: !isNear, code: codeOf(dot.id) ?? dot.short ?? "" },
    r: isOne ? BODY + 1.5 : sizeOfCountry(dot.members.length),
    weight: dot.members.length + (focus && isNear ? 1000 : 0) + (isChosen ? 5000 : 0),
    within: isOne ? 0 : pairsWithin(dot.id),
  };
}
/** Whether a dot is picked out, or near to what is. */
function standing(dot, focus) {
  if (!focus) return { isChosen: false, isNear: true };
  const isChosen = focus.dots.includes(dot.id);
  return { isChosen, isNear: isChosen || (!focus.line && dot.near.has(focus.dots[0])) };
}
/** How many pairs of partners there are, and how many of them across a border. */
export function countPairs() {
  const of = (id) => nodeOf.get(id).country;
  const abroad = shownRelations().filter(({ a, b }) => of(a) && of(b) && of(a) !== of(b));
  return { all: pairsOf(shownRelations()).size, abroad: pairsOf(abroad).size };
}
let counted = { of: null, list: [], within: new Map() }; // of what is seen, once for all looks of the camera
function countOnce() {
  if (counted.of === seen) return counted;
  const list = [...seen.relations.keys()].map((id) => relationOf.get(id));
  const inside = new Map();
  for (const each of list) {
    const dot = dotOfBody(each.a);
    if (dot === dotOfBody(each.b)) inside.set(dot, [...(inside.get(dot) ?? []), each]);
  }
  counted = { of: seen, list, within: new Map([...inside].map(([dot, own]) => [dot, pairsOf(own).size])) };
  return counted;
}
const shownRelations = () => countOnce().list;
/** How many pairs of partners there are within one country. */
const pairsWithin = (dot) => countOnce().within.get(dot) ?? 0;
/** The bodies of an open country, each on the side of its partners. */
function bodiesOf(dot, focus, at) {
  if (!isMany(dot)) return [];
  const middle = at.get(dot);
  const own = [...focus.bodies].filter((id) => dotOfBody(id) === dot);
  const turned = own.map((id) => ({ id, turn: turnOf(id, dot, middle, at) }));
  const spots = fanOut(turned, middle, sizeOfCountry(scene.dots.get(dot).members.length));
  return own.map((id) => {
    const { label, short, group, unresolved } = nodeOf.get(id);
    return {
      ...{ id, ...spots.get(id), label, code: short ?? "", group, unresolved, r: BODY, weight: 100 + seen.near.get(id).size },
      ...{ isBody: true, isChosen: id === state.sel || id === state.to, isDimmed: false },
    };
  });
}
function turnOf(id, dot, middle, at) {
  const others = [...seen.near.get(id)].map(dotOfBody).filter((other) => other !== dot);
  const [dx, dy] = others.reduce(([x, y], other) => [x + at.get(other).x - middle.x, y + at.get(other).y - middle.y], [0, 0]);
  return Math.atan2(dy, dx);
}

/** The lines between countries; those of an open one come as lines of its bodies. */
function quietLines(at, focus) {
  if (focus?.line) return []; // what is between two stands alone
  const isOpen = ({ a, b }) => focus?.dots.some((dot) => isMany(dot) && (dot === a || dot === b));
  return [...scene.lines.values()]
    .filter((line) => !isOpen(line))
    .map((line) => {
      const isStrong = Boolean(focus?.dots.some((dot) => dot === line.a || dot === line.b));
      const isBeside = [line.a, line.b].some((dot) => !isCountry(dot));
      return lineNow(line.key, line.relations, at.get(line.a), at.get(line.b), { isDimmed: Boolean(focus) && !isStrong, isStrong, isBeside });
    });
}
/** The lines of the bodies that fan out: to other countries, or to one another. */
function focusLines(at, focus) {
  const found = new Map();
  for (const each of focus.line ? focus.line.relations : shownRelations()) {
    const ends = [each.a, each.b].map((id) => (focus.bodies.has(id) ? id : dotOfBody(id)));
    if (!ends.some((end) => focus.bodies.has(end)) || ends[0] === ends[1]) continue;
    const key = pairKey(...ends);
    if (!found.has(key)) found.set(key, { ends, relations: [] });
    found.get(key).relations.push(each);
  }
  const isFaint = ({ ends }) => focus.bodies.has(state.sel) && !ends.includes(state.sel);
  return [...found].map(([key, line]) =>
    lineNow(key, line.relations, at.get(line.ends[0]), at.get(line.ends[1]), { isDimmed: false, isStrong: !isFaint(line), isFaint: isFaint(line), ends: line.ends }),
  );
}
const ANSWERS = ["yes", "presumed", "unknown"];
const DASHES = { yes: [], presumed: [7, 5], unknown: [1.5, 5] };
const looks = new WeakMap(); // of the relations of a line
const looksOf = (relations) => ({
  family: relations.map((each) => familyOf.get(each.family)).reduce((a, b) => (b.order < a.order ? b : a)),
  answer: ANSWERS.find((each) => relations.some(({ id }) => seen.relations.get(id) === each)) ?? "yes",
  pairs: pairsOf(relations).size,
});
/** A line with its looks: colour by the strongest basis, dashes by it or by the answer, width by pairs. */
function lineNow(key, relations, p, q, more) {
  if (!looks.has(relations)) looks.set(relations, looksOf(relations));
  const { family, answer, pairs } = looks.get(relations);
  return {
    ...{ key, relations, pairs, family, curve: bend(p, q), width: widthOfPairs(pairs), ends: null },
    layer: (more.isStrong ? 100 : 0) - family.order - 50 * Number(more.isDimmed),
    dash: asked.asof ? DASHES[answer] : family.dashes,
    ...more,
  };
}
