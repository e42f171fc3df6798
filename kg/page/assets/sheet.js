// ---- sheet: a picture with its title, its key and its sources, as one drawing --------------------------
import { paper } from "./colours.js";
import { DATA, relationOf } from "./data.js";
import { colourRows } from "./legend.js";
import { SVG, svg } from "./markup.js";
import { asked, scene, seen } from "./scene.js";
import { groupSample, lineSample, measures } from "./signs.js";
import { formNow } from "./stage.js";
import { state } from "./state.js";
import { filterLine, headline, leadNow, sourceLine, title } from "./titles.js";
import { FONT, fixed, measure, rowsThatFit, sheetText } from "./type.js";
import { familyName, t } from "./words.js";
export const SHEETS = { a4: { wide: 1500, high: 1060 }, slide: { wide: 1600, high: 900 } };
const EDGE = 28;
const KEY_ROW = 21;
/** Return what the form draws with title, key, filters and source line as an SVG element, on A4 or a slide. */
export function drawing(sheet = "a4") {
  const { wide, high } = SHEETS[sheet];
  const size = { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high };
  const root = svg("svg", { xmlns: SVG, ...size, "font-family": FONT.replaceAll('"', "'") });
  const head = headRows(wide - 2 * EDGE);
  const key = keyRows(EDGE, wide - EDGE);
  const [top, foot] = [head.high, key.high + 40];
  const room = { w: wide, h: high - top - foot };
  root.append(
    svg("title", {}, headline()),
    svg("rect", { width: wide, height: high, fill: paper.paper }),
    svg("svg", { x: 0, y: top, width: room.w, height: room.h, viewBox: `0 0 ${room.w} ${room.h}` }, formNow().drawing(room)),
    ...head.drawn,
    svg("g", { transform: `translate(0 ${fixed(high - foot + 16)})` }, ...key.drawn),
    sheetText(sourceLine(), EDGE, high - 16, { fill: paper.soft }),
  );
  return root;
}
/** What it is, of what network, and everything that narrows it; as many rows as that takes. */
function headRows(wide) {
  const [big, small] = [24, 13];
  const about = [headline() === title() ? "" : title(), filterLine() || leadNow()].filter(Boolean).join(" · ");
  const heads = rowsThatFit(headline(), big, wide).slice(0, 2);
  const lines = rowsThatFit(about, small, wide).slice(0, 3);
  const drawn = [
    ...heads.map((row, i) => sheetText(row, EDGE, 40 + i * 28, { "font-size": big, "font-weight": 650 })),
    ...lines.map((row, i) => sheetText(row, EDGE, 34 + heads.length * 28 + i * 18, { fill: paper.soft, "font-size": small })),
  ];
  return { drawn, high: 40 + heads.length * 28 + lines.length * 18 };
}

/** The key: what shapes, colours, dashes, sizes and widths mean in this picture. */
function keyRows(left, right) {
  const signs = formNow().signs ? formNow().signs().map(([sign, text]) => ({ sign: [sign], text, wide: 26 })) : signsOfNetwork();
  let [x, y] = [left, 0];
  const isTall = ({ high }) => high > KEY_ROW;
  const drawn = [...signs.filter((each) => !isTall(each)), ...signs.filter(isTall)].flatMap(({ sign, text, wide, high = 16 }) => {
    const long = wide + 18 + measure(text, 12, false);
    if (x > left && (x + long > right || high > KEY_ROW)) [x, y] = [left, y + Math.max(KEY_ROW, high * 0.75)];
    const place = `translate(${fixed(x)} ${fixed(y - 4 - high / 2)})`;
    const made = [svg("g", { transform: place }, ...sign), sheetText(text, x + wide + 5, y)];
    x += long;
    return made;
  });
  return { drawn, high: y + KEY_ROW + 6 };
}
function signsOfNetwork() {
  const here = new Set([...scene.dots.values()].map((dot) => dot.group));
  const drawn = new Set([...seen.relations.keys()].map((id) => relationOf.get(id).family));
  const usual = (sign, text) => ({ sign: [sign], text, wide: 26 });
  const groups = DATA.groups.filter(({ id }) => here.has(id)).map((group) => usual(groupSample(group), t(`group-${group.id}`)));
  const families = DATA.families.filter(({ id }) => drawn.has(id)).map((each) => usual(lineSample(each), familyName(each.id)));
  return [...groups, ...colourSigns(usual), ...families, ...(state.asof ? answerSigns(usual) : []), ...sizeSigns()];
}
const colourSigns = (usual) =>
  asked.into || !state.colour
    ? []
    : colourRows().map(({ colour, text }) => usual(svg("circle", { cx: 13, cy: 8, r: 5.5, fill: colour }), text));
/** As of a date the dashes say how sure it is. */
const ANSWER_DASHES = { yes: "none", presumed: "7 5", unknown: "1.5 5" };
const answerSigns = (usual) =>
  Object.entries(ANSWER_DASHES).map(([when, dash]) =>
    usual(svg("line", { x1: 1, x2: 25, y1: 8, y2: 8, stroke: paper.ink, "stroke-width": 2, "stroke-dasharray": dash }), t(when)),
  );
const sizeSigns = () => measures().map(({ sign, wide, high, text }) => ({ sign, text, wide, high }));
