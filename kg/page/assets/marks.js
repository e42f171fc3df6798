// ---- marks: the shapes, the same on canvas, in the legend and in a saved drawing --------------------
import { paper } from "./colours.js";
import { svg } from "./markup.js";
/** Return the corners of a shape around 0,0, or null for a circle; all shapes look equally large. */
function corners(shape, r) {
  const turn = (n, start, radius) =>
    Array.from({ length: n }, (_, i) => {
      const angle = start + (i * 2 * Math.PI) / n;
      return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
    });
  if (shape === "square") return turn(4, Math.PI / 4, () => 1.22 * r);
  if (shape === "diamond") return turn(4, 0, () => 1.28 * r);
  if (shape === "hexagon") return turn(6, 0, () => 1.12 * r);
  if (shape === "star") return turn(10, -Math.PI / 2, (i) => (i % 2 ? 0.62 : 1.4) * r);
  const lift = 0.12 * r;
  if (shape === "triangle") return turn(3, -Math.PI / 2, () => 1.35 * r).map(([x, y]) => [x, y + lift]);
  if (shape === "triangleDown") return turn(3, Math.PI / 2, () => 1.35 * r).map(([x, y]) => [x, y - lift]);
  return null;
}
/** A filled mark is cut out of the lines behind it by a rim of paper; a hollow one is a thick rim. */
function rimOf({ hollow, fill: colour, r }) {
  if (!hollow) return { inside: colour, rim: paper.paper, wide: 1.2 };
  return { inside: paper.paper, rim: colour, wide: Math.min(Math.max(1.8, r * 0.3), 2.6) };
}

function traceMark(context, mark, x, y, r) {
  const points = corners(mark.shape, r);
  context.beginPath();
  if (!points) context.arc(x, y, r, 0, 2 * Math.PI);
  else points.forEach(([dx, dy], i) => (i ? context.lineTo(x + dx, y + dy) : context.moveTo(x + dx, y + dy)));
  context.closePath();
}
export function drawMark(context, mark, x, y, scale) {
  const r = mark.r * grow(scale);
  const { inside, rim, wide } = rimOf(mark);
  context.save();
  context.globalAlpha = mark.alpha;
  if (mark.chosen) {
    traceMark(context, mark, x, y, r + 4.5 / scale);
    context.fillStyle = paper.paper;
    context.strokeStyle = paper.accent;
    context.lineWidth = 2 / scale;
    context.fill();
    context.stroke();
  }
  traceMark(context, mark, x, y, r);
  context.fillStyle = inside;
  context.strokeStyle = rim;
  context.lineWidth = Math.min(wide * grow(scale), 0.5 * r);
  context.lineJoin = "round";
  context.fill();
  if (mark.unsure) context.setLineDash([2.4 / scale, 2.4 / scale]);
  if (mark.unsure) context.strokeStyle = mark.fill;
  context.stroke();
  context.restore();
}
export function svgMark(mark, x, y, r = mark.r) {
  const { inside, rim, wide } = rimOf({ ...mark, r });
  const style = { fill: inside, stroke: mark.unsure ? mark.fill : rim, "stroke-width": wide.toFixed(1) };
  style["stroke-linejoin"] = "round";
  if (mark.unsure) style["stroke-dasharray"] = "2.4 2.4";
  const points = corners(mark.shape, r);
  const at = (value) => value.toFixed(1);
  if (!points) return svg("circle", { cx: at(x), cy: at(y), r: at(r), ...style });
  return svg("polygon", {
    points: points.map(([dx, dy]) => `${at(x + dx)},${at(y + dy)}`).join(" "),
    ...style,
  });
}
/** Dots keep a floor on the screen: on a phone the whole picture is drawn very small. */
export const grow = (scale) => Math.min(Math.max(0.62 / scale, 1), 2.2);
