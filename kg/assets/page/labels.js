// ---- labels: greedy, no two ever on one another --------------------------------------------
const HUBS = innerWidth > 760 ? 8 : 4;
let labels = []; // boxes in the units of the picture, as drawn
let labelKey = "";
const widths = new Map();
function lines(text, rowsMost = 2, most = 24) {
  const rows = [""];
  for (const word of text.split(/\s+/)) {
    const row = rows[rows.length - 1];
    if (!row) rows[rows.length - 1] = word;
    else if (row.length + word.length < most) rows[rows.length - 1] = `${row} ${word}`;
    else if (rows.length < rowsMost) rows.push(word);
    else return [...rows.slice(0, -1), `${row.slice(0, most - 1)}…`];
  }
  return rows.map((row) => (row.length > most + 4 ? `${row.slice(0, most + 3)}…` : row));
}
function measure(context, text, font) {
  const key = font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}
function grid(size) {
  const cells = new Map();
  const each = ([x1, y1, x2, y2], act) => {
    for (let x = Math.floor(x1 / size); x <= Math.floor(x2 / size); x += 1) {
      for (let y = Math.floor(y1 / size); y <= Math.floor(y2 / size); y += 1) if (act(`${x},${y}`)) return true;
    }
    return false;
  };
  const touch = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return {
    add: (box) => each(box, (key) => void (cells.get(key) ?? cells.set(key, []).get(key)).push(box)),
    hits: (box) => each(box, (key) => (cells.get(key) ?? []).some((other) => touch(box, other))),
    count: (box) => {
      const found = new Set();
      each(box, (key) => void (cells.get(key) ?? []).forEach((other) => touch(box, other) && found.add(other)));
      return found.size;
    },
  };
}
/** Place labels by degree at four sides; the hubs and what is picked out always get one. */
function placeLabels(context, scale, at, shown, limits = null) {
  const size = 12 / scale;
  const [words_, icons] = [grid(120 / scale), grid(120 / scale)];
  const reach = (id) => spot.get(id).size * 1.02 * (limits?.grow ?? grow());
  for (const id of shown.filter((each) => !light || light.nodes.has(each))) {
    const { x, y } = at.get(id);
    icons.add([x - reach(id), y - reach(id), x + reach(id), y + reach(id)]);
  }
  const isOut = (box) => limits !== null && (box[0] < limits[0] || box[2] > limits[1]);
  const rank = (id) => (id === state.sel || id === state.to ? 1e6 : 0) + (light?.nodes.has(id) ? 1e4 : 0) + near(id);
  const near = (id) => seen.near.get(id).size;
  const placed = numbers(context, scale, at, words_, icons);
  const order = [...shown].sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
  const hubs = new Set([...shown].sort((a, b) => near(b) - near(a) || (a < b ? -1 : 1)).slice(0, HUBS));
  order.forEach((id) => {
    if (light && !light.nodes.has(id)) return;
    const must = id === state.sel || id === state.to || (hubs.has(id) && (!light || light.nodes.has(id)));
    const bold = must;
    const font = `${bold ? "600 " : ""}${bold ? size * 1.08 : size}px system-ui, sans-serif`;
    context.font = font;
    const rows = lines(name(id), must ? 3 : 2);
    const wide = Math.max(...rows.map((row) => measure(context, row, font))) + 4 / scale;
    const high = rows.length * size * 1.22 + 2 / scale;
    const { x, y } = at.get(id);
    const r = reach(id) + 3 / scale;
    let best = null;
    for (const ring of must ? [0, 1, 2, 3, 4, 5, 6, 7] : [0]) {
      const d = r + ring * high * 0.3;
      const sides = [[x - wide / 2, y + d], [x - wide / 2, y - d - high], [x + d, y - high / 2], [x - d - wide, y - high / 2]];
      for (const [left, top] of sides) {
        const box = [left, top, left + wide, top + high];
        if (words_.hits(box) || isOut(box)) continue;
        const cost = icons.count(box) * 5 + ring * 2;
        if ((must || !cost) && (!best || cost < best.cost)) best = { box, cost };
      }
    }
    if (!best) return;
    words_.add(best.box);
    placed.push({ id, rows, box: best.box, font, size: bold ? size * 1.08 : size, bold });
  });
  return placed;
}
/** Put the number of each counted line beside its middle, clear of icons and of one another. */
function numbers(context, scale, at, taken, icons) {
  const size = 11 / scale;
  const font = `600 ${size}px system-ui, sans-serif`;
  const placed = [];
  context.font = font;
  for (const { id } of DATA.vis.edges) {
    const shape = pairs.get(id).some((each) => each.number) && lineLook(id);
    if (!shape || !shape.numbers.length || shape.dimmed) continue;
    const rows = [shape.numbers.join(" · ")];
    const [a, b] = id.split("|").map((end) => at.get(end));
    const wide = measure(context, rows[0], font) + 4 / scale;
    const boxes = [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26].map((part) => {
      const [x, y] = [a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part];
      return [x - wide / 2, y - size * 0.7, x + wide / 2, y + size * 0.7];
    });
    const box = boxes.find((each) => !taken.hits(each) && !icons.hits(each));
    if (!box) continue;
    taken.add(box);
    placed.push({ id: null, rows, box, font, size, bold: true });
  }
  return placed;
}
function drawLabels(context) {
  const scale = view.getScale();
  const at = new Map(Object.entries(view.getPositions()));
  const shown = [...seen.nodes].filter((id) => at.has(id));
  const key = JSON.stringify([scale, state, shown.length]);
  if (key !== labelKey) labels = placeLabels(context, scale, at, shown, fitted && scale < fitted.scale * 1.01 && !light ? fitted.limits : null);
  labelKey = key;
  const [ink, paper] = [colour("ink"), colour("paper")];
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  const write = (text, x, y) => {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  };
  context.lineWidth = 3 / scale;
  context.strokeStyle = withAlpha(paper, 0.9);
  context.fillStyle = ink;
  for (const { rows, box, font, size } of labels) {
    context.font = font;
    rows.forEach((row, i) => write(row, (box[0] + box[2]) / 2, box[1] + 1 / scale + i * size * 1.22));
  }
}
