(() => {
  "use strict";
  // Sections: data, words, state, model, picture, labels, legend, panel, search, tables, export, start.

  // ---- data ---------------------------------------------------------------------------------
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const LANGS = ["en", "cs"];
  const PAGE = 200;
  const FIRST = "0001-01-01";
  const LAST = "9999-12-31";
  const STATUSES = ["stated", "implied", "ambiguous"];
  const nodeOf = new Map(DATA.nodes.map((node) => [node.id, node]));
  const relationOf = new Map(DATA.relations.map((each) => [each.id, each]));
  const pairKey = (a, b) => (a < b ? `${a}|${b}` : `${b}|${a}`);
  const pairs = new Map(); // all relations of each pair, in order
  for (const each of DATA.relations) {
    const key = pairKey(each.a, each.b);
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(each);
  }
  const spot = new Map(DATA.vis.nodes.map((each) => [each.id, each]));
  const groupOf = new Map(DATA.groups.map((each) => [each.id, each]));
  const familyOrder = new Map(DATA.families.map((each, i) => [each.id, i]));
  const $ = (id) => document.getElementById(id);

  // ---- words --------------------------------------------------------------------------------
  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));
  const t = (key, values = {}) =>
    Object.hasOwn(DATA.words, key) ? fill(DATA.words[key][LANGS.indexOf(state.lang)], values) : key;
  const inLang = (pair) => (pair ? (pair[LANGS.indexOf(state.lang)] ?? pair[0]) : "");
  const name = (id) => inLang(nodeOf.get(id).label);
  /** Mark a text that has no Czech as English, for screen readers and spell checkers. */
  const langOf = (pair) => (state.lang === "cs" && pair && pair[1] === null ? "en" : null);

  function el(tag, props = {}, ...children) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(props)) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "click") made.addEventListener("click", value);
      else made.setAttribute(key, value === true ? "" : String(value));
    }
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }
  const words = (tag, pair, props = {}) => el(tag, { ...props, lang: langOf(pair) }, inLang(pair));

  // ---- state and hash -----------------------------------------------------------------------
  const PERIOD = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  const known = (allowed) => (text) => text.split(",").filter((each) => allowed.includes(each)).join(",");
  const thing = (text) => [text, `id:${text}`].find((each) => nodeOf.has(each)) ?? "";
  const CHECKS = {
    sel: thing,
    line: (text) => (pairs.has(text) ? text : ""),
    depth: (text) => (/^[1-3]$/.test(text) ? text : ""),
    to: thing,
    kinds: known(DATA.groups.map((each) => each.id)),
    lines: known(DATA.families.map((each) => each.id)),
    status: known(STATUSES),
    asof: (text) => (PERIOD.test(text) ? text : ""),
    lang: (text) => (LANGS.includes(text) ? text : ""),
    theme: (text) => (["light", "dark"].includes(text) ? text : ""),
  };
  const state = Object.fromEntries(Object.keys(CHECKS).map((key) => [key, ""]));
  state.lang = DATA.lang;

  function readHash(hash) {
    let given;
    try {
      given = new URLSearchParams(hash.replace(/^#/, ""));
    } catch {
      return;
    }
    for (const key of Object.keys(CHECKS)) {
      const value = CHECKS[key](given.get(key) ?? "");
      state[key] = value || (key === "lang" ? DATA.lang : "");
    }
  }

  function writeHash() {
    const kept = new URLSearchParams();
    for (const key of Object.keys(CHECKS)) {
      if (!state[key] || (key === "lang" && state.lang === DATA.lang)) continue;
      kept.set(key, ["sel", "to"].includes(key) ? state[key].replace(/^id:/, "") : state[key]);
    }
    try {
      history.replaceState(null, "", kept.size ? `#${kept}` : location.pathname + location.search);
    } catch {
      /* a page inside a frame has no address of its own */
    }
  }
  const listed = (key) => state[key].split(",").filter(Boolean);
  function toggle(key, id) {
    const off = listed(key);
    set({ [key]: (off.includes(id) ? off.filter((each) => each !== id) : [...off, id]).join(",") });
  }
  function set(changes) {
    Object.assign(state, changes);
    update();
  }

  // ---- model: what is visible, near, joined -------------------------------------------------
  const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
  function period(text) {
    const [year, month, day] = text.split("-");
    const last = day ?? (month ? String(daysIn(Number(year), Number(month))).padStart(2, "0") : "31");
    return [`${year}-${month ?? "01"}-${day ?? "01"}`, `${year}-${month ?? "12"}-${last}`];
  }
  /** Four answers to "did it hold then?"; the first that fits (the rule is said beside the slider). */
  function answer([earliestStart, latestStart, earliestEnd, latestEnd], text) {
    const [first, last] = period(text);
    if (latestStart <= last && earliestEnd >= first) return "yes";
    if (earliestStart > last || latestEnd < first) return "no";
    return latestStart <= last ? "presumed" : "unknown";
  }

  function look() {
    const off = { kinds: new Set(listed("kinds")), lines: new Set(listed("lines")), status: new Set(listed("status")) };
    const nodes = new Set(DATA.nodes.filter((node) => !off.kinds.has(node.group)).map((node) => node.id));
    const relations = new Map();
    for (const each of DATA.relations) {
      if (off.lines.has(each.family) || off.status.has(each.status)) continue;
      if (!nodes.has(each.a) || !nodes.has(each.b)) continue;
      const when = state.asof ? answer(each.bounds, state.asof) : "yes";
      if (when !== "no") relations.set(each.id, when);
    }
    const near = new Map([...nodes].map((id) => [id, new Set()]));
    for (const id of relations.keys()) {
      const { a, b } = relationOf.get(id);
      near.get(a).add(b);
      near.get(b).add(a);
    }
    return { nodes, relations, near };
  }

  function around(seen, start, depth) {
    const reached = new Set(seen.nodes.has(start) ? [start] : []);
    let edge = [...reached];
    for (let step = 0; step < depth; step += 1) {
      edge = edge.flatMap((id) => [...seen.near.get(id)]).filter((id) => !reached.has(id) && reached.add(id));
    }
    return reached;
  }

  function path(seen, from, to) {
    if (!seen.nodes.has(from) || !seen.nodes.has(to)) return null;
    const before = new Map([[from, null]]);
    const queue = [from];
    while (queue.length && !before.has(to)) {
      const here = queue.shift();
      for (const next of [...seen.near.get(here)].sort()) {
        if (before.has(next)) continue;
        before.set(next, here);
        queue.push(next);
      }
    }
    if (!before.has(to)) return null;
    const steps = [];
    for (let here = to; here !== null; here = before.get(here)) steps.unshift(here);
    return steps;
  }
  const ofPair = (seen, key) => pairs.get(key).filter((each) => seen.relations.has(each.id));
  const shownOf = (seen, id) => DATA.relations.filter((each) => seen.relations.has(each.id) && (each.a === id || each.b === id));

  /** Return the nodes and pairs in the light, or null where nothing is picked out. */
  function lit(seen) {
    if (state.sel && state.to) {
      const steps = path(seen, state.sel, state.to) ?? [state.sel, state.to];
      return { nodes: new Set(steps), pairs: new Set(steps.slice(1).map((id, i) => pairKey(steps[i], id))) };
    }
    if (state.sel) {
      const nodes = around(seen, state.sel, Number(state.depth || 1));
      const inside = ([key, [{ a, b }]]) =>
        nodes.has(a) && nodes.has(b) && (state.depth > 1 || a === state.sel || b === state.sel) && key;
      return { nodes, pairs: new Set([...pairs].map(inside).filter(Boolean)) };
    }
    if (state.line) return { nodes: new Set(state.line.split("|")), pairs: new Set([state.line]) };
    return null;
  }

  // ---- picture ------------------------------------------------------------------------------
  let seen = look();
  let light = null;
  let view = null; // the vis network
  let sets = null;
  const painted = new Map(); // what each item looked like, so that only changes are sent
  const colour = (variable) => getComputedStyle(document.documentElement).getPropertyValue(`--${variable}`).trim();
  const isDark = () => document.documentElement.dataset.theme === "dark";
  const withAlpha = (hex, alpha) => hex + Math.round(alpha * 255).toString(16).padStart(2, "0");

  function lineLook(key) {
    const shown = ofPair(seen, key);
    if (!shown.length) return null;
    const family = DATA.families[Math.min(...shown.map((each) => familyOrder.get(each.family)))];
    const answers = new Set(shown.map((each) => seen.relations.get(each.id)));
    const when = ["yes", "presumed", "unknown"].find((each) => answers.has(each));
    const dashes = state.asof ? { yes: [], presumed: [9, 6], unknown: [2, 6] }[when] : family.dashes;
    const dimmed = light !== null && !light.pairs.has(key);
    const strong = light !== null && light.pairs.has(key);
    const alpha = dimmed ? 0.1 : strong ? 1 : when === "unknown" ? 0.45 : family.id === "structure" ? 0.6 : 0.75;
    const width = Math.min(1 + Math.log2(shown.length) * 1.1, 4.5) + (strong ? 0.8 : 0);
    const numbers = shown.map((each) => each.number).filter(Boolean);
    return { colour: isDark() ? family.dark : family.light, dashes, alpha, width, numbers, dimmed };
  }

  function paint() {
    const [outline, paper] = [colour("outline"), colour("paper")];
    const floor = 1.2 / Math.max(view.getScale(), 0.05);
    const nodes = DATA.vis.nodes.map(({ id }) => {
      const { hollow, fill: inside } = groupOf.get(nodeOf.get(id).group);
      const dimmed = light !== null && !light.nodes.has(id);
      const chosen = id === state.sel || id === state.to;
      const border = hollow ? (isDark() ? mix(inside) : inside) : outline;
      return {
        id,
        hidden: !seen.nodes.has(id),
        opacity: dimmed ? 0.13 : 1,
        borderWidth: chosen ? 4 : hollow ? 2.6 : 1.3,
        color: { background: hollow ? paper : inside, border: chosen ? colour("accent") : border },
        shapeProperties: { borderDashes: nodeOf.get(id).unresolved ? [3, 3] : false },
      };
    });
    const edges = DATA.vis.edges.map(({ id }) => {
      const look = lineLook(id);
      if (!look) return { id, hidden: true };
      const dashes = look.dashes.length ? look.dashes : false;
      return {
        id, hidden: false, dashes, width: Math.max(look.width, floor * look.width),
        color: { color: withAlpha(look.colour, look.alpha), inherit: false },
      };
    });
    for (const [set, items] of [[sets.nodes, nodes], [sets.edges, edges]]) {
      set.update(items.filter((item) => changed(item)));
    }
  }
  function changed(item) {
    const now = JSON.stringify(item);
    if (painted.get(item.id) === now) return false;
    painted.set(item.id, now);
    return true;
  }
  /** Lighten a fill so that a hollow mark stays visible on dark paper. */
  const mix = (hex) =>
    `#${[1, 3, 5].map((at) => Math.round(parseInt(hex.slice(at, at + 2), 16) * 0.5 + 122).toString(16).padStart(2, "0")).join("")}`;

  function openPicture() {
    sets = { nodes: new vis.DataSet(DATA.vis.nodes), edges: new vis.DataSet(DATA.vis.edges) };
    view = new vis.Network($("network"), sets, DATA.vis.options);
    const frame = $("network").firstElementChild;
    frame.setAttribute("tabindex", "0");
    frame.setAttribute("role", "application");
    frame.dataset.label = "stage";
    view.on("click", ({ nodes, edges }) => {
      if (nodes.length) select(nodes[0]);
      else if (edges.length) set({ sel: "", to: "", depth: "", line: edges[0] });
      else set({ sel: "", to: "", depth: "", line: "" });
    });
    view.on("hoverNode", () => ($("network").style.cursor = "pointer"));
    view.on("blurNode", () => ($("network").style.cursor = ""));
    view.on("hoverEdge", () => ($("network").style.cursor = "pointer"));
    view.on("blurEdge", () => ($("network").style.cursor = ""));
    view.on("afterDrawing", drawLabels);
    let scale = 0;
    view.on("zoom", () => {
      if (Math.abs(view.getScale() / (scale || 1) - 1) > 0.15) {
        scale = view.getScale();
        paint();
      }
    });
    fit();
    new ResizeObserver(fit).observe($("network"));
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  function fit() {
    const animation = false;
    view.fit({ nodes: [...seen.nodes], animation, minZoomLevel: 0.1, maxZoomLevel: 1.4 });
  }
  function zoom(by) {
    view.moveTo({ scale: view.getScale() * by, animation: calm ? false : { duration: 160 } });
    setTimeout(paint, calm ? 0 : 200);
  }
  /** Move what is picked out into the part of the stage that the panel leaves free. */
  function show(ids) {
    const box = $("network").getBoundingClientRect();
    const covered = innerWidth > 760 ? 392 : 0;
    const at = view.getPositions(ids);
    const spots = Object.values(at).map((point) => view.canvasToDOM(point));
    const free = box.width - covered;
    if (spots.length && spots.every(({ x, y }) => x > 20 && x < free - 20 && y > 20 && y < box.height - 20)) return;
    const mid = (axis) => (Math.min(...Object.values(at).map((p) => p[axis])) + Math.max(...Object.values(at).map((p) => p[axis]))) / 2;
    const focus = ids.length === 1 || !Number.isFinite(mid("x")) ? at[ids[0]] : { x: mid("x"), y: mid("y") };
    if (focus) view.moveTo({ position: focus, offset: { x: -covered / 2, y: 0 }, animation: calm ? false : { duration: 220 } });
  }
  function select(id) {
    const found = thing(String(id));
    if (!found) return false;
    const off = listed("kinds").filter((group) => group !== nodeOf.get(found).group);
    set({ sel: found, line: "", to: "", depth: state.sel ? state.depth : "", kinds: off.join(",") });
    show([found]);
    return true;
  }

  // ---- labels: greedy, no two ever on one another --------------------------------------------
  const HUBS = 8;
  let labels = []; // boxes in the units of the picture, as drawn
  let labelKey = "";
  const widths = new Map();
  function lines(text, most = 24) {
    const rows = [""];
    for (const word of text.split(/\s+/)) {
      const row = rows[rows.length - 1];
      if (!row) rows[rows.length - 1] = word;
      else if (row.length + word.length < most) rows[rows.length - 1] = `${row} ${word}`;
      else if (rows.length === 1) rows.push(word);
      else return [rows[0], `${row.slice(0, most - 1)}…`];
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
    };
  }
  /** Place labels by degree at four sides; the hubs and what is picked out always get one. */
  function placeLabels(context, scale, at, shown, only = null) {
    const size = 12 / scale;
    const [words_, icons] = [grid(120 / scale), grid(120 / scale)];
    const reach = (id) => spot.get(id).size * 1.02;
    for (const id of shown) {
      const { x, y } = at.get(id);
      icons.add([x - reach(id), y - reach(id), x + reach(id), y + reach(id)]);
    }
    const rank = (id) => (id === state.sel || id === state.to ? 1e6 : 0) + (light?.nodes.has(id) ? 1e4 : 0) + near(id);
    const near = (id) => seen.near.get(id).size;
    const order = [...shown].sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
    const hubs = new Set([...shown].sort((a, b) => near(b) - near(a) || (a < b ? -1 : 1)).slice(0, HUBS));
    const placed = [];
    order.forEach((id) => {
      if (only && !only.has(id)) return;
      const must = id === state.sel || id === state.to || (hubs.has(id) && (!light || light.nodes.has(id)));
      const bold = must;
      const font = `${bold ? "600 " : ""}${bold ? size * 1.08 : size}px system-ui, sans-serif`;
      context.font = font;
      const rows = lines(name(id));
      const wide = Math.max(...rows.map((row) => measure(context, row, font))) + 4 / scale;
      const high = rows.length * size * 1.22 + 2 / scale;
      const { x, y } = at.get(id);
      const r = reach(id) + 3 / scale;
      for (const ring of must ? [0, 1, 2, 3, 4, 5] : [0]) {
        const d = r + ring * high * 0.8;
        const sides = [[x - wide / 2, y + d], [x - wide / 2, y - d - high], [x + d, y - high / 2], [x - d - wide, y - high / 2]];
        const boxes = sides.map(([left, top]) => [left, top, left + wide, top + high]);
        const box = boxes.find((each) => !words_.hits(each) && !icons.hits(each)) ??
          (must && ring ? boxes.find((each) => !words_.hits(each)) : null);
        if (!box) continue;
        words_.add(box);
        placed.push({ id, rows, box, font, size: bold ? size * 1.08 : size, bold });
        return;
      }
    });
    return placed;
  }
  function drawLabels(context) {
    const scale = view.getScale();
    const at = new Map(Object.entries(view.getPositions()));
    const shown = [...seen.nodes].filter((id) => at.has(id));
    const key = JSON.stringify([scale, state, shown.length]);
    if (key !== labelKey) labels = placeLabels(context, scale, at, shown, light ? light.nodes : null);
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
    context.textBaseline = "middle";
    context.font = `600 ${11 / scale}px system-ui, sans-serif`;
    for (const [id, shape] of numbered()) {
      const [a, b] = id.split("|").map((end) => at.get(end));
      write(shape.numbers.join(" · "), (a.x + b.x) / 2, (a.y + b.y) / 2);
    }
  }
  function* numbered() {
    for (const { id } of DATA.vis.edges) {
      const shape = pairs.get(id).some((each) => each.number) && lineLook(id);
      if (shape && shape.numbers.length && !shape.dimmed) yield [id, shape];
    }
  }

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
    stroke: isDark() ? family.dark : family.light, "stroke-width": 2.2, "stroke-dasharray": family.dashes.map((each) => each * 0.7).join(" ") || "none",
  });

  function legend() {
    const total = (list, key) => list.reduce((sums, each) => sums.set(each[key], (sums.get(each[key]) ?? 0) + 1), new Map());
    const drawn = [...seen.relations.keys()].map((id) => relationOf.get(id));
    const nodes = DATA.nodes.filter((node) => seen.nodes.has(node.id));
    const row = (key, id, text, picture, n, all) => {
      const on = !listed(key).includes(id);
      const button = el("button", { type: "button", "aria-pressed": on, "data-id": id, tabindex: -1, click: () => toggle(key, id) });
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

  // ---- panel: one thing, one line, or a path, each with its evidence ---------------------------
  const go = (id) => words("button", nodeOf.get(id).label, { type: "button", class: "go", "data-node": id, click: () => select(id) });
  function proof(number) {
    const place = DATA.places[number];
    const source = DATA.sources[place.source];
    const title = source.url ? el("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, source.title) : source.title;
    const checked = place.start !== null;
    const why = t(checked ? "verified-why" : "cited-why", place);
    return el("p", { class: "proof small", "data-evidence": place.id },
      title, source.publisher ? ` – ${source.publisher}` : "", checked ? `, ${t("position", place)}` : "", " · ",
      el("span", { title: why }, t(checked ? "verified" : "cited")));
  }
  function said(each, before) {
    const tags = [el("span", { class: each.status === "stated" ? "tag" : "tag warn" }, t(`status-${each.status}`))];
    const when = seen.relations.get(each.id);
    if (state.asof && when) tags.push(" ", el("span", { class: "tag" }, `${state.asof}: ${t(when)}`));
    const what = Object.hasOwn(DATA.words, `what-${each.namedBy}`) ? t(`what-${each.namedBy}`) : each.namedBy;
    return el("li", { class: "said", "data-relation": each.id },
      before, el("p", {}, inLang(each.says)),
      el("p", { class: "small" }, inLang(each.when), " ", ...tags),
      ...(each.details ?? []).map(([label, text]) => el("p", { class: "small" }, words("span", label), `: ${text}`)),
      each.namedBy ? el("p", { class: "small" }, t("named-by", { what })) : "",
      each.note ? el("p", { class: "small" }, `${t("note")}: `, el("span", { lang: "en" }, each.note)) : "",
      ...(each.evidence.length ? each.evidence.map(proof) : [el("p", { class: "flag" }, t("no-evidence"))]));
  }

  function nodePanel(node) {
    const shown = shownOf(seen, node.id);
    const all = DATA.relations.filter((each) => each.a === node.id || each.b === node.id);
    const depth = ["1", "2", "3"].map((n) =>
      el("button", { type: "button", "aria-pressed": (state.depth || "1") === n, click: () => set({ depth: n === "1" ? "" : n }) }, n));
    const parts = [words("h2", node.label),
      el("p", { class: "small" }, words("span", node.kind), node.country ? " · " : "", node.country ? words("span", node.country) : "", ` · ${node.id}`)];
    const also = node.also.filter((each) => each !== inLang(node.label));
    if (also.length) parts.push(el("p", { class: "small" }, `${t("also")}: ${also.join(", ")}`));
    if (node.unresolved) parts.push(el("p", { class: "flag" }, t("unresolved")));
    if (node.note) parts.push(el("p", { class: "small" }, `${t("note")}: `, el("span", { lang: "en" }, node.note)));
    parts.push(el("div", { class: "actions", role: "group", "aria-label": t("focus") }, t("focus"), ...depth), target());
    if (state.to) parts.push(...pathPanel(node.id, state.to));
    parts.push(el("h3", {}, t("relations-of", { n: shown.length })));
    if (!shown.length) parts.push(el("p", {}, t("no-relations")));
    for (const { id } of DATA.families) {
      const some = shown.filter((each) => each.family === id);
      if (!some.length) continue;
      const other = (each) => go(each.a === node.id ? each.b : each.a);
      parts.push(el("h3", {}, t(`family-${id}`)), el("ul", {}, ...some.map((each) => said(each, other(each)))));
    }
    if (all.length > shown.length) parts.push(el("p", { class: "small" }, t("hidden-by-filter", { n: all.length - shown.length })));
    if (node.facts.length) parts.push(el("h3", {}, t("facts")), el("ul", {}, ...node.facts.map((each) => said(each, null))));
    return parts;
  }
  function linePanel(key) {
    const [a, b] = key.split("|");
    const shown = ofPair(seen, key);
    return [el("h2", {}, `${name(a)} – ${name(b)}`), el("div", { class: "actions" }, go(a), go(b)),
      shown.length ? el("ul", {}, ...shown.map((each) => said(each, null))) : el("p", {}, t("no-relations"))];
  }
  function pathPanel(from, to) {
    const steps = path(seen, from, to);
    const names = { a: name(from), b: name(to) };
    if (!steps) return [el("h3", {}, t("path")), el("p", { id: "path-said" }, t("path-none", names))];
    const step = (id, i) => el("li", {}, go(id), ...(i < steps.length - 1
      ? [el("ul", {}, ...ofPair(seen, pairKey(id, steps[i + 1])).map((each) => said(each, null)))] : []));
    return [el("h3", {}, t("path")), el("p", { id: "path-said" }, t("path-steps", { ...names, n: steps.length - 1 })), el("ol", {}, ...steps.map(step))];
  }
  function target() {
    const list = el("ul", { id: "target-list", role: "listbox", "aria-label": t("path-to"), hidden: true });
    const input = el("input", { id: "target", type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false",
      "aria-controls": "target-list", "aria-autocomplete": "list", placeholder: t("search-hint") });
    input.value = state.to ? name(state.to) : "";
    combobox(input, list, (id) => {
      set({ to: id === state.sel ? "" : id });
      show([...(light?.nodes ?? [])]);
    });
    return el("div", { class: "combo" }, el("label", { for: "target" }, t("path-to")), input, list);
  }
  function panel() {
    const body = state.sel ? nodePanel(nodeOf.get(state.sel)) : state.line ? linePanel(state.line) : null;
    const held = document.activeElement?.id;
    $("panel").hidden = !body;
    $("panel-body").replaceChildren(...(body ?? []));
    if (held === "target") $("target")?.focus();
    if (state.line) $("panel").scrollTop = 0;
  }
  function status() {
    const counts = { yes: 0, presumed: 0, unknown: 0 };
    for (const when of seen.relations.values()) counts[when] += 1;
    const parts = [t("said-shown", { nodes: seen.nodes.size, relations: seen.relations.size })];
    if (state.asof) parts.push(`${state.asof}: ${t("said-at", counts)}`);
    if (state.sel) parts.push(t("said-selected", { name: name(state.sel), n: shownOf(seen, state.sel).length }));
    if (state.line) {
      const [a, b] = state.line.split("|").map(name);
      parts.push(t("said-line", { a, b, n: ofPair(seen, state.line).length }));
    }
    $("said").textContent = parts.join(" ");
  }

  // ---- search -------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const index = DATA.nodes.map((node) => ({
    id: node.id, degree: node.degree, iri: node.iri.toLowerCase(),
    names: [...node.label, ...node.also, node.id.replace(/^id:/, ""), node.id].filter(Boolean).map(fold),
  }));
  function find(text, most = 12) {
    const wanted = fold(text.trim());
    if (!wanted) return [];
    const score = (each) => (each === wanted ? 4 : each.startsWith(wanted) ? 3 : each.includes(` ${wanted}`) ? 2 : each.includes(wanted) ? 1 : 0);
    return index.map((each) => [Math.max(...each.names.map(score), each.iri === wanted ? 4 : 0), each])
      .filter(([points]) => points).sort(([p, a], [q, b]) => q - p || b.degree - a.degree || (a.id < b.id ? -1 : 1))
      .slice(0, most).map(([, each]) => each.id);
  }
  /** The combobox pattern of ARIA: arrows move, Enter takes, Escape closes and then clears. */
  function combobox(input, list, take) {
    let found = [];
    let at = -1;
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const point = (to) => {
      at = to;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
      if (at >= 0 && found[at]) input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at]?.scrollIntoView({ block: "nearest" });
    };
    const pick = (id) => {
      input.value = name(id);
      close();
      take(id);
    };
    const open = () => {
      found = find(input.value);
      const items = found.map((id, i) => {
        const item = el("li", { id: `${list.id}-${i}`, role: "option", "data-node": id }, words("div", nodeOf.get(id).label), words("span", nodeOf.get(id).kind));
        item.addEventListener("mousedown", (event) => (event.preventDefault(), pick(id)));
        return item;
      });
      const none = input.value.trim() && !found.length;
      list.replaceChildren(...items, ...(none ? [el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("no-hit"))] : []));
      list.hidden = !(found.length || none);
      input.setAttribute("aria-expanded", String(!list.hidden));
      point(found.length ? 0 : -1);
    };
    input.addEventListener("input", open);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && found[at] && !list.hidden) pick(found[at]);
      else if (event.key === "Escape" && !list.hidden) (event.stopPropagation(), close());
      else if (event.key === "Escape" && input.value) (event.stopPropagation(), (input.value = ""));
      else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
        if (list.hidden) open();
        else if (found.length) point((at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
      } else return;
      event.preventDefault();
    });
  }

  // ---- tables: the same in words ------------------------------------------------------------
  const sorting = { nodes: [0, 1], relations: [0, 1] };
  const starts = { nodes: 0, relations: 0 };
  const collator = { compare: (a, b) => new Intl.Collator(state.lang, { numeric: true }).compare(a, b) };
  const proofText = (each) => each.evidence.map((number) => {
    const place = DATA.places[number];
    const where = place.start === null ? t("cited") : `${place.start}–${place.end}, ${t("verified")}`;
    return `${DATA.sources[place.source].title}, ${where}`;
  }).join("; ") || t("no-evidence");
  const line = (each) => el("button", { type: "button", class: "go", click: () => set({ sel: "", to: "", depth: "", line: pairKey(each.a, each.b) }) }, inLang(each.label));
  const COLUMNS = {
    nodes: [(node) => inLang(node.label), (node) => inLang(node.kind), (node) => inLang(node.country), (node) => String(seen.near.get(node.id).size)],
    relations: [(each) => name(each.a), (each) => inLang(each.label), (each) => name(each.b), (each) => inLang(each.when), (each) => t(`status-${each.status}`), proofText],
  };
  const ROWS = {
    nodes: (node) => [go(node.id), words("span", node.kind), words("span", node.country), String(seen.near.get(node.id).size)],
    relations: (each) => [go(each.a), line(each), go(each.b), inLang(each.when), t(`status-${each.status}`), proofText(each)],
  };
  function table(which) {
    const made = $(`${which}-table`);
    const shown = which === "nodes" ? DATA.nodes.filter((node) => seen.nodes.has(node.id)) : DATA.relations.filter((each) => seen.relations.has(each.id));
    const [column, way] = sorting[which];
    const compare = new Intl.Collator(state.lang, { numeric: true }).compare;
    const keyed = shown.map((item) => [COLUMNS[which][column](item), item]).sort(([a], [b]) => way * compare(a, b));
    const start = starts[which] < keyed.length ? starts[which] : 0;
    const rows = keyed.slice(start, start + PAGE).map(([, item]) => el("tr", { "data-id": item.id }, ...ROWS[which](item).map((cell, i) => (i ? el("td", {}, cell) : el("th", { scope: "row" }, cell)))));
    made.tBodies[0].replaceChildren(...rows);
    made.dataset.total = keyed.length;
    [...made.tHead.rows[0].cells].forEach((cell, i) => cell.setAttribute("aria-sort", i !== column ? "none" : way > 0 ? "ascending" : "descending"));
    pager(which, made, start, keyed.length);
  }
  function pager(which, made, start, total) {
    made.parentElement.querySelector(".pager")?.remove();
    const turn = (by) => () => ((starts[which] = start + by), table(which));
    const end = Math.min(start + PAGE, total);
    const bar = el("div", { class: "pager" }, el("span", {}, t("rows", { from: total ? start + 1 : 0, to: end, total })));
    if (start > 0) bar.append(el("button", { type: "button", click: turn(-PAGE) }, t("previous")));
    if (end < total) bar.append(el("button", { type: "button", click: turn(PAGE) }, t("next")));
    made.after(bar);
  }
  function openTables() {
    for (const which of ["nodes", "relations"]) {
      [...$(`${which}-table`).tHead.rows[0].cells].forEach((cell, i) => cell.firstElementChild.addEventListener("click", () => {
        sorting[which] = [i, sorting[which][0] === i ? -sorting[which][1] : 1];
        starts[which] = 0;
        table(which);
      }));
    }
  }
  let tablesKey = "";
  function tables() {
    const key = JSON.stringify([state.kinds, state.lines, state.status, state.asof, state.lang]);
    if (key === tablesKey) return; // a selection alone does not change them
    tablesKey = key;
    table("nodes");
    table("relations");
  }

  // ---- export -------------------------------------------------------------------------------
  const documents = () => t("documents", { n: DATA.sources.length });
  const title = () => DATA.meta.title[state.lang] ?? DATA.meta.title.en;
  function sourceLine() {
    const parts = [title(), t("version", { version: [DATA.meta.version, DATA.meta.date].filter(Boolean).join(", ") }), documents()];
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
    for (const { rows, box, size, bold } of placeLabels(context, scale, at, shown, light ? light.nodes : null)) {
      const x = left + ((box[0] + box[2]) / 2 - x1) * scale;
      const y = up + (box[1] - y1) * scale;
      rows.forEach((row, i) => root.append(text(row, x, y + (i + 0.85) * size * scale * 1.2, { "text-anchor": "middle", "font-size": (size * scale).toFixed(1), "font-weight": bold ? 600 : 400, stroke: paper, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" })));
    }
    for (const [id, shape] of numbered()) {
      const [[ax, ay], [bx, by]] = id.split("|").map(px);
      root.append(text(shape.numbers.join(" · "), (ax + bx) / 2, (ay + by) / 2 + 4, { "text-anchor": "middle", "font-weight": 600, "font-size": 11, stroke: paper, "stroke-width": 3, "paint-order": "stroke" }));
    }
    let [x, y] = [24, H - foot + 22];
    const sign = (picture, label) => {
      const wide = 34 + context.measureText(label).width * 1.25;
      if (x + wide > W - 24) [x, y] = [24, y + 20];
      root.append(svg("g", { transform: `translate(${x} ${y - 12})` }, picture), text(label, x + 30, y));
      x += wide + 12;
    };
    context.font = "12px system-ui, sans-serif";
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

  // ---- start --------------------------------------------------------------------------------
  function update() {
    const prefers = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    document.documentElement.dataset.theme = state.theme || prefers;
    seen = look();
    if (state.sel && !seen.nodes.has(state.sel)) Object.assign(state, { sel: "", to: "", depth: "" });
    light = lit(seen);
    language();
    paint();
    view.redraw();
    legend();
    dates();
    panel();
    status();
    tables();
    $("source-line").textContent = sourceLine();
    writeHash();
  }
  let spoken = "";
  function language() {
    if (spoken === state.lang) return;
    spoken = state.lang;
    document.documentElement.lang = state.lang;
    document.title = title();
    $("title").textContent = title();
    for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
    for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", t(each.dataset.label));
    for (const each of document.querySelectorAll("[data-hint]")) each.placeholder = t(each.dataset.hint);
    $("language").lang = state.lang === "en" ? "cs" : "en";
  }
  const clear = () => set({ sel: "", line: "", to: "", depth: "" });
  function listen() {
    combobox($("search"), $("search-list"), select);
    $("language").addEventListener("click", () => set({ lang: state.lang === "en" ? "cs" : "en" }));
    $("theme").addEventListener("click", () => set({ theme: isDark() ? "light" : "dark" }));
    $("date").addEventListener("input", () => set({ asof: Number($("date").value) < firstYear ? "" : $("date").value.padStart(4, "0") }));
    $("reset").addEventListener("click", () => set({ kinds: "", lines: "", status: "", asof: "" }));
    $("close").addEventListener("click", () => (clear(), $("network").firstElementChild.focus()));
    $("zoom-in").addEventListener("click", () => zoom(1.35));
    $("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
    $("fit").addEventListener("click", () => (fit(), paint()));
    $("save-svg").addEventListener("click", () => download(svgText(), "image/svg+xml", "svg"));
    $("save-csv").addEventListener("click", () => download(`\ufeff${csvText()}`, "text/csv;charset=utf-8", "csv"));
    $("save-png").addEventListener("click", async () => download(await png(), "image/png", "png"));
    $("print").addEventListener("click", () => print());
    for (const id of ["groups", "families", "statuses"]) $(id).addEventListener("keydown", walkLegend);
    addEventListener("beforeprint", () => {
      const before = document.documentElement.dataset.theme;
      document.documentElement.dataset.theme = "light";
      $("paper").replaceChildren(drawing());
      document.documentElement.dataset.theme = before;
    });
    addEventListener("hashchange", () => (readHash(location.hash), update()));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
    document.addEventListener("click", (event) => {
      if ($("save").open && !(event.target instanceof Node && $("save").querySelector("summary").contains(event.target))) $("save").open = false;
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) (event.preventDefault(), $("search").focus());
      if (event.key === "Escape") $("save").open ? ($("save").open = false) : clear();
    });
  }
  const copy = (value) => JSON.parse(JSON.stringify(value));
  const kg = {
    nodes: () => copy(DATA.nodes),
    relations: () => copy(DATA.relations),
    visible: () => ({ nodes: [...seen.nodes], relations: [...seen.relations].map(([id, when]) => ({ id, when })) }),
    select: (id) => select(id),
    state: () => ({ ...state }),
    find: (text) => find(String(text)),
    path: (a, b) => path(seen, thing(String(a)), thing(String(b))),
    lines: () => sets.edges.get().filter((each) => !each.hidden).map((each) => each.id),
    positions: () => view.getPositions(),
    labels: () => copy(labels.map(({ id, box }) => ({ id, box }))),
    svg: () => svgText(),
    csv: () => csvText(),
    png: async () => (await png()).size,
  };
  Object.defineProperty(window, "kg", { value: Object.freeze(kg) });
  readHash(location.hash && location.hash !== "#" ? location.hash : (DATA.meta.state ?? ""));
  openPicture();
  listen();
  openTables();
  update();
  document.body.dataset.ready = "true";
})();
