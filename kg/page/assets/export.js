// ---- export: the view as a drawing, a picture, a table, an address -----------------------------------------
const title = () => DATA.meta.title[state.lang] ?? DATA.meta.title.en;
const documents = () => t("documents", { n: count(sources.length) });
/** Say which view this is, as of when, and what is filtered. */
function filterLine() {
  const parts = [];
  const view = currentView();
  if (view && view.id !== "overview") parts.push(inLang(view.title));
  if (state.about) parts.push(t("only-around", { name: name(state.about), n: state.depth || 1 }));
  if (state.country) parts.push(inLang(countryNames.get(state.country)));
  if (state.asof) parts.push(`${t("date")} ${state.asof}`);
  const off = [
    ...listed("kinds").map((id) => t(`group-${id}`)),
    ...listed("lines").map((id) => t(`family-${id}`)),
    ...listed("status").map((id) => t(`status-${id}`)),
    ...listed("scope").map((id) => t(`scope-${id}`)),
  ];
  if (off.length) parts.push(`${t("without")}: ${off.join(", ")}`);
  if (state.alone) parts.push(t("linked-only"));
  return parts.join(" · ");
}
function sourceLine() {
  const version = [DATA.meta.version, DATA.meta.date].filter(Boolean).join(", ");
  return [t("version", { version }), documents(), t("licence")].join(" · ");
}

const SHEET = { wide: 1500, high: 1060, top: 84, foot: 104, edge: 28 };
/** Return the whole picture with title, legend, filters and source line as an SVG element. */
function drawing() {
  const { wide, high, top, foot, edge } = SHEET;
  const {
    left,
    right,
    top: up,
    bottom,
  } = scene.dots.size ? extent() : { left: 0, right: 1, top: 0, bottom: 1 };
  const pad = 90;
  const scale = Math.min(
    wide / (right - left + 2 * pad),
    (high - top - foot) / (bottom - up + 2 * pad),
    1.25,
  );
  const x = (value) => (wide - (right + left) * scale) / 2 + value * scale;
  const y = (value) => top + (high - top - foot - (bottom + up) * scale) / 2 + value * scale;
  const size = { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high };
  const root = svg("svg", { xmlns: SVG, ...size, "font-family": FONT.replaceAll('"', "'") });
  root.append(
    svg("title", {}, title()),
    svg("rect", { width: wide, height: high, fill: paper.paper }),
    sheetText(title(), edge, 40, { "font-size": 24, "font-weight": 650 }),
    sheetText(filterLine() || t("lead"), edge, 63, { fill: paper.soft, "font-size": 13 }),
    ...drawnGuides(x, y, scale),
    ...drawnLines(x, y),
    ...drawnDots(x, y, scale),
    ...drawnLabels(x, y, scale),
    ...drawnLegend(edge, high - foot + 30, wide - edge),
    sheetText(sourceLine(), edge, high - 16, { fill: paper.soft }),
  );
  return root;
}
const fixed = (value) => value.toFixed(1);
const sheetText = (text, x, y, extra = {}) =>
  svg("text", { x: fixed(x), y: fixed(y), fill: paper.ink, "font-size": 12, ...extra }, text);
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
  const all = [...scene.lines.values()].map((line) => ({ ...line, ...scene.strokes.get(line.key) }));
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
  return [...scene.dots.values()].map((dot) => {
    const mark = scene.marks.get(dot.id);
    const { x: px, y: py } = scene.at.get(dot.id);
    const drawn = svgMark(mark, x(px), y(py), mark.r * grow(scale) * scale);
    return svg("g", { opacity: mark.alpha === 1 ? 1 : 0.2 }, svg("title", {}, inLang(dot.label)), drawn);
  });
}
function drawnLabels(x, y, scale) {
  const limits = [-x(0) / scale, (SHEET.wide - x(0)) / scale];
  const halo = {
    stroke: paper.paper,
    "stroke-width": 3,
    "paint-order": "stroke",
    "stroke-linejoin": "round",
  };
  return placeLabels(scale, limits).flatMap(({ rows, box, size, bold, quiet }) => {
    const style = {
      fill: quiet ? paper.soft : paper.ink,
      "font-weight": bold ? 600 : 400,
      "text-anchor": "middle",
    };
    const middle = x((box[0] + box[2]) / 2);
    const line = (i) => y(box[1]) + (i + 0.85) * size * scale * 1.2;
    return rows.map((row, i) =>
      sheetText(row, middle, line(i), { ...style, "font-size": fixed(size * scale), ...halo }),
    );
  });
}
function drawnLegend(left, top, right) {
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
  let [x, y] = [left, top];
  return signs.flatMap(([picture, label]) => {
    const wide = 44 + measure(label, 12, false);
    if (x + wide > right) [x, y] = [left, y + 21];
    const made = [svg("g", { transform: `translate(${x} ${y - 12})` }, picture), sheetText(label, x + 31, y)];
    x += wide;
    return made;
  });
}
/** XML has no place for control characters, so that something else stands for them. */
const legible = (text) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
const svgText = () =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${legible(new XMLSerializer().serializeToString(drawing()))}\n`;

function csvText() {
  const cell = (value) => {
    const text = String(value ?? "");
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; // a spreadsheet would compute it
    return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const head = [
    ...["id", "from", "from_name", "relation", "to", "to_name", "family", "status", "since", "until", "when"],
    ...["as_of", "named_by", "source", "evidence", "held"],
  ];
  const rows = [...seen.relations.keys()]
    .map((id) => relationOf.get(id))
    .map((each) => {
      const where = each.evidence.map((number) => places[number]);
      const all = (textOf) => [...new Set(where.map(textOf))].join(" ");
      return [
        ...[each.id, each.a, name(each.a), labelOf(each), each.b, name(each.b), each.family, each.status],
        ...[
          each.since,
          each.until,
          inLang(each.when),
          state.asof && `${state.asof}: ${seen.relations.get(each.id)}`,
        ],
        ...[each.namedBy, all((place) => sources[place.source].id), all((place) => place.id)],
        all((place) => (place.start === null ? "cited" : "verified")),
      ];
    });
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
function download(content, type, suffix) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el("a", { href: address, download: `pencoop-network.${suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
async function png() {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(onPaper(svgText))}`;
  await picture.decode();
  const canvas = el("canvas", { width: 2 * SHEET.wide, height: 2 * SHEET.high });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
/** Copy the address of this view; where that is not allowed, show it to be copied by hand. */
async function copyLink() {
  const address = location.href.split("#")[0] + hashOf();
  try {
    if (self !== top) throw new Error("a frame may not write there");
    await navigator.clipboard.writeText(address);
    $("said").textContent = t("link-copied");
  } catch {
    $("link").hidden = false;
    $("link").value = address;
    $("link").select();
  }
}
/** What is on the sheet is light, whatever the screen is. */
function onPaper(make) {
  const before = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  readColours();
  dress();
  const made = make();
  document.documentElement.dataset.theme = before;
  readColours();
  dress();
  return made;
}
