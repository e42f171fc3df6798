// ---- export -------------------------------------------------------------------------------
const documents = () => t("documents", { n: DATA.sources.length });
const title = () => DATA.meta.title[state.lang] ?? DATA.meta.title.en;
/** Say from which data and under which filters, with the title where the line stands alone. */
function sourceLine(withTitle = true) {
  const parts = [withTitle ? title() : "", t("version", { version: [DATA.meta.version, DATA.meta.date].filter(Boolean).join(", ") }), documents()];
  if (state.asof) parts.push(`${t("date")}: ${state.asof}`);
  const off = [...listed("kinds").map((id) => t(`group-${id}`)), ...listed("lines").map((id) => t(`family-${id}`)), ...listed("status").map((id) => t(`status-${id}`))];
  if (off.length) parts.push(`− ${off.join(", ")}`);
  return `${parts.filter(Boolean).join(" · ")}`;
}
/** Return the whole picture with title, legend and source line as an SVG element. */
function drawing() {
  const [W, H, top, foot] = [1500, 1060, 64, 96];
  const [ink, soft, paper, outline] = ["ink", "soft", "paper", "outline"].map(colour);
  const shown = [...seen.nodes];
  const at = new Map(DATA.vis.nodes.map(({ id, x, y }) => [id, { x, y }]));
  const spread = (axis) => [Math.min(...shown.map((id) => at.get(id)[axis])) - 70, Math.max(...shown.map((id) => at.get(id)[axis])) + 70];
  const [[x1, x2], [y1, y2]] = shown.length ? [spread("x"), spread("y")] : [[0, 1], [0, 1]];
  const scale = Math.min(W / (x2 - x1), (H - top - foot) / (y2 - y1), 1.3);
  const [left, up] = [(W - (x2 - x1) * scale) / 2, top + (H - top - foot - (y2 - y1) * scale) / 2];
  const px = (id) => [left + (at.get(id).x - x1) * scale, up + (at.get(id).y - y1) * scale];
  const root = svg("svg", { xmlns: SVG, viewBox: `0 0 ${W} ${H}`, width: W, height: H, "font-family": "system-ui, 'Segoe UI', 'Noto Sans', sans-serif" });
  const text = (words_, x, y, extra = {}) => svg("text", { x: x.toFixed(1), y: y.toFixed(1), fill: ink, "font-size": 12, ...extra }, words_);
  root.append(svg("title", {}, title()), svg("rect", { width: W, height: H, fill: paper }), text(title(), 24, 36, { "font-size": 22, "font-weight": 650 }), text(t("lead"), 24, 56, { fill: soft }));
  for (const { id } of DATA.vis.edges) {
    const shape = lineLook(id);
    if (!shape) continue;
    const [[ax, ay], [bx, by]] = id.split("|").map(px);
    root.append(svg("line", { x1: ax.toFixed(1), y1: ay.toFixed(1), x2: bx.toFixed(1), y2: by.toFixed(1), stroke: shape.colour, "stroke-opacity": shape.alpha, "stroke-width": Math.max(1.1, shape.width * scale), "stroke-dasharray": shape.dashes.map((each) => each * scale).join(" ") || "none" }));
  }
  for (const id of shown) {
    const group = svg("g", { opacity: light && !light.nodes.has(id) ? 0.2 : 1 }, svg("title", {}, name(id)));
    group.append(mark(groupOf.get(nodeOf.get(id).group), ...px(id), spot.get(id).size * scale, paper, outline));
    root.append(group);
  }
  const context = document.createElement("canvas").getContext("2d");
  for (const { rows, box, size, bold } of placeLabels(context, scale, at, shown, Object.assign([x1 - left / scale, x2 + left / scale], { grow: 1 }))) {
    const x = left + ((box[0] + box[2]) / 2 - x1) * scale;
    const y = up + (box[1] - y1) * scale;
    rows.forEach((row, i) => root.append(text(row, x, y + (i + 0.85) * size * scale * 1.2, { "text-anchor": "middle", "font-size": (size * scale).toFixed(1), "font-weight": bold ? 600 : 400, stroke: paper, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" })));
  }
  context.font = "12px system-ui, sans-serif";
  let [x, y] = [24, H - foot + 22];
  const sign = (picture, label) => {
    const wide = 34 + context.measureText(label).width;
    if (x + wide > W - 24) [x, y] = [24, y + 20];
    root.append(svg("g", { transform: `translate(${x} ${y - 12})` }, picture), text(label, x + 30, y));
    x += wide + 12;
  };
  const here = new Set(shown.map((id) => nodeOf.get(id).group));
  for (const group of DATA.groups.filter(({ id }) => here.has(id))) sign(mark(group, 13, 8, 5.6, paper, outline), t(`group-${group.id}`));
  const drawn = new Set([...seen.relations.keys()].map((id) => relationOf.get(id).family));
  for (const family of DATA.families.filter(({ id }) => drawn.has(id))) sign(svg("line", { x1: 1, x2: 25, y1: 8, y2: 8, ...stroke(family) }), t(`family-${family.id}`));
  root.append(text(sourceLine(), 24, H - 12, { fill: soft }));
  return root;
}
const svgText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing())}\n`;
function csvText() {
  const cell = (value) => {
    const text = String(value ?? "");
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; // a spreadsheet would compute it
    return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const head = ["id", "from", "from_name", "relation", "to", "to_name", "family", "when", "as_of", "status", "evidence"];
  const rows = [...seen.relations.keys()].map((id) => relationOf.get(id)).map((each) => [each.id, each.a, name(each.a), inLang(each.label), each.b, name(each.b), each.family,
    inLang(each.when), state.asof ? `${state.asof}: ${t(seen.relations.get(each.id))}` : "", t(`status-${each.status}`), proofText(each)]);
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
function download(content, type, suffix) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: address, download: `pencoop-network.${suffix}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
async function png() {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText())}`;
  await picture.decode();
  const canvas = el("canvas", { width: 3000, height: 2120 });
  canvas.getContext("2d").drawImage(picture, 0, 0, 3000, 2120);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
