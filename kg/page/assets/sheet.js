// ---- sheet: a picture with its title, its key and its sources, as one drawing --------------------------
import { paper } from "./colours.js";
import { DATA, relationOf } from "./data.js";
import { SVG, svg } from "./markup.js";
import { scene, seen } from "./scene.js";
import { groupSample, lineSample } from "./signs.js";
import { formNow } from "./stage.js";
import { filterLine, leadNow, sourceLine, title } from "./titles.js";
import { FONT, measure, sheetText } from "./type.js";
import { familyName, t } from "./words.js";
export const SHEET = { wide: 1500, high: 1060, top: 84, foot: 104, edge: 28 };
/** Return what the form draws with title, key, filters and source line as an SVG element. */
export function drawing() {
  const { wide, high, top, foot, edge } = SHEET;
  const size = { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high };
  const root = svg("svg", { xmlns: SVG, ...size, "font-family": FONT.replaceAll('"', "'") });
  const picture = formNow().drawing({ w: wide, h: high - top - foot });
  root.append(
    svg("title", {}, title()),
    svg("rect", { width: wide, height: high, fill: paper.paper }),
    svg("g", { transform: `translate(0 ${top})` }, picture),
    sheetText(title(), edge, 40, { "font-size": 24, "font-weight": 650 }),
    sheetText(filterLine() || leadNow(), edge, 63, { fill: paper.soft, "font-size": 13 }),
    ...drawnLegend(edge, high - foot + 30, wide - edge),
    sheetText(sourceLine(), edge, high - 16, { fill: paper.soft }),
  );
  return root;
}
function drawnLegend(left, top, right) {
  if (formNow().signs) return signsInRows(formNow().signs(), left, top, right);
  const here = new Set([...scene.dots.values()].map((dot) => dot.group));
  const drawn = new Set([...seen.relations.keys()].map((id) => relationOf.get(id).family));
  const signs = [
    ...DATA.groups
      .filter(({ id }) => here.has(id))
      .map((group) => [groupSample(group), t(`group-${group.id}`)]),
    ...DATA.families
      .filter(({ id }) => drawn.has(id))
      .map((family) => [lineSample(family), familyName(family.id)]),
  ];
  return signsInRows(signs, left, top, right);
}
function signsInRows(signs, left, top, right) {
  let [x, y] = [left, top];
  return signs.flatMap(([picture, label]) => {
    const wide = 44 + measure(label, 12, false);
    if (x + wide > right) [x, y] = [left, y + 21];
    const made = [svg("g", { transform: `translate(${x} ${y - 12})` }, picture), sheetText(label, x + 31, y)];
    x += wide;
    return made;
  });
}
