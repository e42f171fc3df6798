// ---- legend: what the signs mean, and the filter -------------------------------------------
const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
/** Return the corners of a mark around 0,0 (null: a circle), as vis-network draws it. */
function corners(shape, r) {
  const turn = (n, start, radius = () => r) =>
    Array.from({ length: n }, (_, i) => {
      const angle = start + (i * 2 * Math.PI) / n;
      return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)];
    });
  if (shape === "square") return [[-r, -r], [r, -r], [r, r], [-r, r]];
  if (shape === "diamond") return turn(4, 0);
  if (shape === "hexagon") return turn(6, 0);
  if (shape === "star") return turn(10, -Math.PI / 2, (i) => (i % 2 ? 0.45 : 1.2) * r);
  const h = 1.15 * r;
  const flat = [[0, -h], [h, 0.8 * r], [-h, 0.8 * r]];
  if (shape === "triangle") return flat;
  return shape === "triangleDown" ? flat.map(([x, y]) => [x, -y]) : null;
}
function mark(group, x, y, r, paper, outline) {
  const { shape, hollow, fill: inside } = group;
  const style = { fill: hollow ? paper : inside, stroke: hollow ? (isDark() ? mix(inside) : inside) : outline, "stroke-width": hollow ? 2.4 : 1.2 };
  const points = corners(shape, r);
  if (!points) return svg("circle", { cx: x, cy: y, r, ...style });
  return svg("polygon", { points: points.map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`).join(" "), ...style });
}
const stroke = (family) => ({
  stroke: isDark() ? family.dark : family.light, "stroke-width": 2.2, "stroke-dasharray": (state.asof ? [] : family.dashes).map((each) => each * 0.7).join(" ") || "none",
});

function legend() {
  const total = (list, key) => list.reduce((sums, each) => sums.set(each[key], (sums.get(each[key]) ?? 0) + 1), new Map());
  const drawn = [...seen.relations.keys()].map((id) => relationOf.get(id));
  const nodes = DATA.nodes.filter((node) => seen.nodes.has(node.id));
  const row = (key, id, text, picture, n, all) => {
    const on = !listed(key).includes(id);
    const button = el("button", { type: "button", "aria-pressed": String(on), "data-id": id, tabindex: -1, click: () => toggle(key, id) });
    const said = t("shown-of", { n, total: all });
    button.append(picture, text, el("output", { "aria-label": said, title: said }, n === all ? `${n}` : `${n}/${all}`));
    return el("li", {}, button);
  };
  const box = (...children) => svg("svg", { viewBox: "0 0 26 16", "aria-hidden": "true" }, ...children);
  const fillList = (id, rows) => {
    const at = [...$(id).querySelectorAll("button")].indexOf(document.activeElement);
    $(id).replaceChildren(...rows);
    const buttons = [...$(id).querySelectorAll("button")];
    (buttons[Math.max(at, 0)] ?? {}).tabIndex = 0; // one tab stop for each list
    if (at >= 0) buttons[at]?.focus();
  };
  const [outline, paper] = [colour("outline"), colour("paper")];
  const [allNodes, allLines, allStatus] = [total(DATA.nodes, "group"), total(DATA.relations, "family"), total(DATA.relations, "status")];
  const [nNodes, nLines, nStatus] = [total(nodes, "group"), total(drawn, "family"), total(drawn, "status")];
  fillList("groups", DATA.groups.filter(({ id }) => allNodes.get(id)).map((group) =>
    row("kinds", group.id, t(`group-${group.id}`), box(mark(group, 13, 8, 5.6, paper, outline)), nNodes.get(group.id) ?? 0, allNodes.get(group.id))));
  fillList("families", DATA.families.filter(({ id }) => allLines.get(id)).map((family) =>
    row("lines", family.id, t(`family-${family.id}`), box(svg("line", { x1: 1, x2: 25, y1: 8, y2: 8, ...stroke(family) })), nLines.get(family.id) ?? 0, allLines.get(family.id))));
  fillList("statuses", STATUSES.filter((id) => allStatus.get(id)).map((id) =>
    row("status", id, t(`status-${id}`), box(), nStatus.get(id) ?? 0, allStatus.get(id))));
  $("reset").hidden = !(state.kinds || state.lines || state.status || state.asof);
}
function walkLegend(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  buttons[at].tabIndex = -1;
  const next = buttons[(at + step + buttons.length) % buttons.length];
  next.tabIndex = 0;
  next.focus();
}

const years = DATA.relations.flatMap((each) => each.bounds).filter((day) => day !== FIRST && day !== LAST).map((day) => Number(day.slice(0, 4)));
const [firstYear, lastYear] = years.length ? [Math.min(...years), Math.max(...years)] : [2000, 2000];
function dates() {
  const slider = $("date");
  slider.min = firstYear - 1; // the first place stands for any time
  slider.max = lastYear;
  slider.value = state.asof ? state.asof.slice(0, 4) : firstYear - 1;
  const said = state.asof || t("any-time");
  $("date-said").textContent = said;
  slider.setAttribute("aria-valuetext", said);
  for (const id of ["date-key", "date-rule"]) $(id).hidden = !state.asof;
  const count = (when) => [...seen.relations.values()].filter((each) => each === when).length;
  $("date-key").replaceChildren(...["yes", "presumed", "unknown"].map((when) =>
    el("span", {}, el("span", { class: `key ${when}`, "aria-hidden": "true" }), `${t(when)} ${count(when)}`)));
}
