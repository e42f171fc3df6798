// ---- lines: drawn before the dots, as thick on the screen at every zoom ---------------------------------
import { toPicture } from "./camera.js";
import { paper, withAlpha } from "./colours.js";
import { spots } from "./gliding.js";
import { after, callOff } from "./motion.js";
import { hovered } from "./pointing.js";
import { isFolded, linesOf, scene } from "./scene.js";
import { stageSize } from "./stage.js";
import { view } from "./view.js";
let batches = []; // lines of one look
let drawnTimes = 0; // counts how often they changed
/** Lines of one look together, the important ones last. */
export function batchLines() {
  const found = new Map();
  for (const { key, a, b } of scene.lines.values()) {
    if (isFolded(a)) continue;
    const stroke = scene.strokes.get(key);
    const look = stroke.dimmed ? "dimmed" : JSON.stringify(stroke);
    const drawn = stroke.dimmed ? { ...stroke, colour: paper.soft, dash: [] } : stroke;
    if (!found.has(look)) found.set(look, { ...drawn, ends: [] });
    found.get(look).ends.push([spots.get(a), spots.get(b)]);
  }
  drawnTimes += 1;
  batches = [...found.values()].sort((a, b) => a.layer - b.layer);
}
export function drawLines(context, camera) {
  const scale = camera.k;
  drawGuides(context, scale);
  if (scene.lines.size < FEW || camera !== view.camera) strokeLines(context, scale);
  else layLines(context, scale);
  const line = scene.lines.get(hovered.line);
  const own = line ? [line] : hovered.dot ? linesOf(hovered.dot) : [];
  for (const { key, a, b } of own) {
    const stroke = scene.strokes.get(key);
    strokeLine(context, scale, { ...stroke, alpha: 1, width: stroke.width + 1 }, [
      [spots.get(a), spots.get(b)],
    ]);
  }
  context.setLineDash([]);
}
const strokeLines = (context, scale) =>
  batches.forEach((look) => strokeLine(context, scale, look, look.ends));
function strokeLine(context, scale, { colour, alpha, width, dash }, ends) {
  context.strokeStyle = withAlpha(colour, alpha);
  context.lineWidth = width / scale;
  context.setLineDash(dash.map((each) => each / scale));
  for (const [p, q] of ends) {
    context.beginPath(); // one path of all lines would take a hundred times as long to fill
    context.moveTo(p.x, p.y);
    context.lineTo(q.x, q.y);
    context.stroke();
  }
}
/** Many lines are drawn once on a sheet larger than the stage, which then only has to be moved. */
const FEW = 400;
const sheet = { canvas: document.createElement("canvas"), key: "", scale: 1, left: 0, top: 0, timer: null };
function layLines(context, scale) {
  const { width, height } = stageSize();
  const [low, high] = [
    { x: 0, y: 0 },
    { x: width, y: height },
  ].map((corner) => toPicture(view.camera, corner));
  const reach = () => [sheet.canvas.width / sheet.fine, sheet.canvas.height / sheet.fine];
  const [wide, tall] = reach();
  const isInside =
    low.x >= sheet.left && low.y >= sheet.top && high.x <= sheet.left + wide && high.y <= sheet.top + tall;
  const isFresh = sheet.key === `${drawnTimes}|${width}|${height}`;
  if (!isFresh || !isInside) fillSheet(low, scale, width, height);
  else if (sheet.scale !== scale) {
    callOff(sheet.timer); // while zooming the sheet is stretched, afterwards it is drawn again
    sheet.timer = after(() => ((sheet.key = ""), view.redraw()), 140);
  }
  context.drawImage(sheet.canvas, sheet.left, sheet.top, ...reach());
}
function fillSheet(low, scale, width, height) {
  const ratio = devicePixelRatio || 1;
  const margin = { x: width * 0.4, y: height * 0.4 };
  Object.assign(sheet, { key: `${drawnTimes}|${width}|${height}`, scale, fine: scale * ratio });
  Object.assign(sheet, { left: low.x - margin.x / scale, top: low.y - margin.y / scale });
  sheet.canvas.width = Math.ceil((width + 2 * margin.x) * ratio);
  sheet.canvas.height = Math.ceil((height + 2 * margin.y) * ratio);
  const context = sheet.canvas.getContext("2d");
  context.setTransform(sheet.fine, 0, 0, sheet.fine, -sheet.left * sheet.fine, -sheet.top * sheet.fine);
  strokeLines(context, scale);
}
function drawGuides(context, scale) {
  context.strokeStyle = paper.line;
  context.lineWidth = 1 / scale;
  for (const { frame, ring } of scene.guides) {
    context.beginPath();
    if (frame) context.rect(frame.x, frame.y, frame.w, frame.h);
    else context.ellipse(0, 0, ring.rx, ring.ry, 0, 0, 2 * Math.PI);
    context.stroke();
  }
}
