// ---- drawn: the network as a drawing, for files and paper -----------------------------------------------
import { lookAt, padded, toScreen } from "./camera.js";
import { paper } from "./colours.js";
import { extentChosen } from "./framing.js";
import { placeLabels } from "./labels.js";
import { grow, svgMark } from "./marks.js";
import { svg } from "./markup.js";
import { isFolded, scene } from "./scene.js";
import { fixed, sheetText } from "./type.js";
import { inLang } from "./words.js";
const PAD = padded(90, 60);
/** Return the network in a room of some size, as a group of SVG. */
export function drawnNetwork(room) {
  const box = scene.dots.size ? extentChosen() : { left: 0, right: 1, top: 0, bottom: 1 };
  const camera = { ...lookAt(box, room, PAD, 1.6), ...room };
  const x = (value) => toScreen(camera, { x: value, y: 0 }).x;
  const y = (value) => toScreen(camera, { x: 0, y: value }).y;
  return svg(
    "g",
    {},
    ...drawnGuides(x, y, camera.k),
    ...drawnLines(x, y),
    ...drawnDots(x, y, camera.k),
    ...drawnLabels(x, y, camera.k, room),
  );
}
function drawnGuides(x, y, scale) {
  const style = { fill: "none", stroke: paper.line };
  const box = ({ x: left, y: top, w, h }) =>
    svg("rect", {
      x: fixed(x(left)),
      y: fixed(y(top)),
      width: fixed(w * scale),
      height: fixed(h * scale),
      ...style,
    });
  const circle = ({ rx, ry }) =>
    svg("ellipse", {
      cx: fixed(x(0)),
      cy: fixed(y(0)),
      rx: fixed(rx * scale),
      ry: fixed(ry * scale),
      ...style,
    });
  return scene.guides.map(({ frame, ring }) => (frame ? box(frame) : circle(ring)));
}
function drawnLines(x, y) {
  const all = [...scene.lines.values()].filter(({ a }) => !isFolded(a)).map((line) => ({ ...line, ...scene.strokes.get(line.key) }));
  return all
    .sort((p, q) => p.layer - q.layer)
    .map(({ a, b, colour, alpha, width, dash }) => {
      const [p, q] = [scene.at.get(a), scene.at.get(b)];
      const ends = { x1: fixed(x(p.x)), y1: fixed(y(p.y)), x2: fixed(x(q.x)), y2: fixed(y(q.y)) };
      const look_ = { stroke: colour, "stroke-opacity": alpha.toFixed(2), "stroke-width": fixed(width) };
      return svg("line", { ...ends, ...look_, "stroke-dasharray": dash.join(" ") || "none" });
    });
}
function drawnDots(x, y, scale) {
  return [...scene.dots.values()].filter(({ id }) => !isFolded(id)).map((dot) => {
    const mark = scene.marks.get(dot.id);
    const { x: px, y: py } = scene.at.get(dot.id);
    const drawn = svgMark(mark, x(px), y(py), mark.r * grow(scale) * scale);
    return svg("g", { opacity: mark.alpha === 1 ? 1 : 0.2 }, svg("title", {}, inLang(dot.label)), drawn);
  });
}
function drawnLabels(x, y, scale, room) {
  const bounds = {
    ...{ left: (4 - x(0)) / scale, right: (room.w - 4 - x(0)) / scale },
    ...{ top: (4 - y(0)) / scale, bottom: (room.h - 4 - y(0)) / scale },
  };
  const halo = { stroke: paper.paper, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" };
  return placeLabels(scale, bounds).flatMap(({ rows, box, size, bold, quiet, line }) => {
    const style = { fill: quiet ? paper.soft : paper.ink, "font-weight": bold ? 600 : 400, "text-anchor": "middle" };
    const middle = x((box[0] + box[2]) / 2);
    const low = (i) => y(box[1]) + (i + 0.85) * size * scale * 1.2;
    const said = rows.map((row, i) =>
      sheetText(row, middle, low(i), { ...style, "font-size": fixed(size * scale), ...halo }),
    );
    return line ? [leader(line, x, y), ...said] : said;
  });
}
const leader = ([from, to], x, y) =>
  svg("line", {
    ...{ x1: fixed(x(from.x)), y1: fixed(y(from.y)), x2: fixed(x(to.x)), y2: fixed(y(to.y)) },
    ...{ stroke: paper.ink, "stroke-width": 0.8, class: "leader" },
  });
