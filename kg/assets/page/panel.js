// ---- panel: one thing, one line, or a path, each with its evidence -------------------------------------
const MOST = 40; // statements of one list before a button asks for more
const go = (id) => words("button", nodeOf.get(id).label, { type: "button", class: "go", "data-node": id, click: () => select(id) });

function proof(number) {
  const place = places[number];
  const source = sources[place.source];
  const title = source.url ? el("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, source.title) : el("span", {}, source.title);
  const checked = place.start !== null;
  const where = [source.publisher, source.date, checked ? t("position", place) : null].filter(Boolean).join(", ");
  const line = el("p", { class: "proof", "data-evidence": place.id }, title, where ? ` – ${where}` : "", " · ",
    el("span", { class: "held", title: t(checked ? "verified-why" : "cited-why", place) }, t(checked ? "verified" : "cited")));
  if (place.excerpt) line.append(el("q", { class: "excerpt", dir: "auto" }, place.excerpt));
  return line;
}
/** One statement: who, what, when, how sure, and where it is read. */
function said(each, before, sentence) {
  const tags = [el("span", { class: each.status === "stated" ? "tag" : "tag warn" }, t(`status-${each.status}`))];
  if (each.namedBy) tags.push(el("span", { class: "tag" }, t("named-tag", { what: namedWhat(each) })));
  const when = seen.relations.get(each.id);
  if (state.asof && when) tags.push(el("span", { class: "tag" }, `${state.asof}: ${t(when)}`));
  const context = each.context && !isTold(each) ? words("span", each.context) : null;
  return el("li", { class: "said", "data-relation": each.id },
    before, el("p", {}, sentence),
    context ? el("p", { class: "small" }, context) : "",
    el("p", { class: "small meta" }, el("span", {}, inLang(each.when)), ...tags),
    ...each.details.map(([label, text]) => el("p", { class: "small" }, words("span", label), `: ${text}`)),
    each.note ? el("p", { class: "small note", lang: "en" }, each.note) : "",
    ...(each.evidence.length ? each.evidence.map(proof) : [el("p", { class: "flag" }, t("no-evidence"))]));
}
/** The name of an agreement often says nothing but its parties. */
const isTold = (each) => [each.a, each.b].every((id) => inLang(each.context).includes(name(id)));
/** A list that shows its first items, and the others when asked. */
function listOf(items, make, props = {}) {
  const list = el("ul", props, ...items.slice(0, MOST).map(make));
  if (items.length <= MOST) return [list];
  const more = el("button", { type: "button", class: "more", click: () => (list.append(...items.slice(MOST).map(make)), more.remove()) }, t("show-all", { n: count(items.length) }));
  return [list, more];
}
const saidBetween = (each) => said(each, null, sentenceOf(each));

function nodePanel(node) {
  const shown = shownOf(seen, node.id);
  const all = relationsOf.get(node.id);
  const parts = [words("h2", node.label), kindLine(node)];
  const also = node.also.filter((each) => each !== inLang(node.label));
  if (also.length) parts.push(el("p", { class: "small" }, `${t("also")}: ${also.join(" · ")}`));
  if (node.unresolved) parts.push(el("p", { class: "flag" }, t("unresolved")));
  if (node.note) parts.push(el("p", { class: "small note", lang: "en" }, node.note));
  parts.push(actions(node), target());
  if (state.to) parts.push(...pathPanel(node.id, state.to));
  if (!shown.length) parts.push(el("p", { class: "none" }, t("no-relations")));
  for (const { id } of DATA.families) {
    const some = shown.filter((each) => each.family === id);
    if (!some.length) continue;
    const other = (each) => said(each, go(each.a === node.id ? each.b : each.a), sentenceOf(each));
    parts.push(el("h3", {}, t(`family-${id}`), el("span", { class: "number" }, count(some.length))), ...listOf(some, other));
  }
  if (all.length > shown.length) parts.push(el("p", { class: "small" }, t("hidden-by-filter", { n: count(all.length - shown.length) })));
  if (node.facts.length) parts.push(el("h3", {}, t("facts")), ...listOf(node.facts, (fact) => said(fact, null, inLang(fact.says))));
  parts.push(el("p", { class: "small iri" }, node.iri));
  return parts;
}
function kindLine(node) {
  const country = node.country && node.country !== node.id ? words("span", countryNames.get(node.country)) : null;
  return el("p", { class: "small kind" }, svg("svg", ICON, groupSample(groupOf.get(node.group))), words("span", node.kind), country ? " · " : "", country);
}
/** How many steps around it are in the light, and whether the rest is left out. */
function actions(node) {
  const depth = ["1", "2", "3"].map((n) =>
    el("button", { type: "button", "aria-pressed": String((state.depth || "1") === n), click: () => (set({ depth: n === "1" ? "" : n }), reveal()) }, n));
  const only = state.about === node.id;
  const focus = el("button", { type: "button", "aria-pressed": String(only), click: () => (set(only ? { about: "" } : { about: node.id }), fit(), reveal()) }, t("only-these"));
  const rings = el("button", { type: "button", click: () => (set({ layout: "rings", centre: node.id }), fit(), reveal()) }, t("layout-rings"));
  return el("div", { class: "actions", role: "group", "aria-label": t("focus") }, el("span", {}, t("focus")), el("span", { class: "joined" }, ...depth), focus, rings);
}
function linePanel(line) {
  const end = (id) => (nodeOf.has(id) ? go(id) : el("span", {}, inLang(scene.dots.get(id).label)));
  return [el("h2", { class: "pair" }, end(line.a), el("span", {}, " – "), end(line.b)),
    el("p", { class: "small" }, t("relations-of", { n: count(line.relations.length) })),
    ...listOf(line.relations, saidBetween)];
}
/** Many things behind one dot: how many of each kind, the most linked, and the way to them. */
function dotPanel(dot) {
  const members = dot.members.map((id) => nodeOf.get(id)).sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
  const kinds = [...tally(members, "group")].sort(([, m], [, n]) => n - m).map(([group, n]) => `${t(`group-${group}`)} ${count(n)}`);
  const partners = [...scene.lines.values()].filter(({ a, b }) => a === dot.id || b === dot.id).sort((p, q) => q.relations.length - p.relations.length);
  const isCountry = state.into === "country" && countryNames.has(dot.id);
  const open = { into: "", dot: "", ...(isCountry ? { country: dot.id } : { kinds: DATA.groups.map((group) => group.id).filter((id) => id !== dot.group).join(",") }) };
  const canOpen = isCountry || state.into === "kind";
  return [el("h2", {}, inLang(dot.label)), el("p", { class: "small" }, kinds.join(" · ")),
    canOpen ? el("div", { class: "actions" }, el("button", { type: "button", class: "strong", click: () => (set(open), fit()) }, t("show-these", { n: count(members.length) }))) : "",
    el("h3", {}, t("linked-with")),
    ...listOf(partners, (line) => el("li", { class: "row" }, el("button", { type: "button", class: "go", click: () => pick(line.key) }, inLang(scene.dots.get(line.a === dot.id ? line.b : line.a).label)), el("span", { class: "number" }, count(line.relations.length)))),
    el("h3", {}, t("most-linked")),
    ...listOf(members, (node) => el("li", { class: "row" }, go(node.id), el("span", { class: "number" }, count(node.degree))))];
}
function pathPanel(from, to) {
  const steps = path(seen, from, to);
  const names = { a: name(from), b: name(to) };
  if (!steps) return [el("h3", {}, t("path")), el("p", { id: "path-said" }, t("path-none", names))];
  const step = (id, i) => el("li", {}, go(id), ...(i < steps.length - 1 ? [el("ul", {}, ...ofPair(seen, pairKey(id, steps[i + 1])).map(saidBetween))] : []));
  return [el("h3", {}, t("path")), el("p", { id: "path-said" }, t("path-steps", { ...names, n: steps.length - 1 })), el("ol", { class: "path" }, ...steps.map(step))];
}
function target() {
  const list = el("ul", { id: "target-list", role: "listbox", "aria-label": t("path-to"), hidden: true });
  const input = el("input", { id: "target", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
    "aria-controls": "target-list", "aria-autocomplete": "list", "aria-label": t("path-to"), placeholder: t("path-to") });
  input.value = state.to ? name(state.to) : "";
  combobox(input, list, (id) => (set({ to: id === state.sel ? "" : id }), reveal()));
  const clear_ = state.to ? el("button", { type: "button", "aria-label": t("path-end"), click: () => set({ to: "" }) }, "×") : "";
  return el("div", { class: "combo path-to" }, input, clear_, list);
}

let panelKey = "";
function panel() {
  const line = scene.lines.get(state.line);
  const dot = state.dot && scene.dots.get(state.dot);
  const body = state.sel ? nodePanel(nodeOf.get(state.sel)) : dot ? dotPanel(dot) : line ? linePanel(line) : null;
  const held = document.activeElement?.id;
  const key = `${state.sel}|${state.dot}|${state.line}`;
  $("panel").hidden = !body;
  $("stage").classList.toggle("with-panel", Boolean(body));
  $("panel-body").replaceChildren(...(body ?? []));
  if (held === "target") $("target")?.focus();
  if (key !== panelKey) $("panel").scrollTop = 0;
  panelKey = key;
}
/** The state of the picture in words, for those who do not see it and for those who want numbers. */
function status() {
  const sums = { yes: 0, presumed: 0, unknown: 0 };
  for (const when of seen.relations.values()) sums[when] += 1;
  const parts = [t("said-shown", { nodes: count(seen.nodes.size), relations: count(seen.relations.size) })];
  if (state.into) parts.push(t(`said-into-${state.into}`, { n: count(scene.dots.size) }));
  if (state.asof) parts.push(`${state.asof}: ${t("said-at", sums)}`);
  if (state.sel) parts.push(t("said-selected", { name: name(state.sel), n: count(shownOf(seen, state.sel).length) }));
  const line = scene.lines.get(state.line);
  if (line) parts.push(t("said-line", { a: inLang(scene.dots.get(line.a).label), b: inLang(scene.dots.get(line.b).label), n: count(line.relations.length) }));
  $("said").textContent = parts.join(" ");
}
/** Why not everything is there to begin with. */
function notice() {
  const all = DATA.meta.total ?? nodes.length;
  const isFirst = currentView()?.id === "overview";
  const key = all > nodes.length ? "too-large" : tooMany || (isFirst && state.into) ? `too-many-${state.into}` : isFirst && seen.nodes.size < all ? "shown-first" : "";
  $("notice").hidden = !key;
  if (!key) return;
  const everything = viewOf.get("everything");
  const more = everything && key === "shown-first" ? el("button", { type: "button", class: "go", click: () => show("everything") }, t("show-everything")) : "";
  $("notice").replaceChildren(t(key, { n: count(all > nodes.length ? nodes.length : seen.nodes.size), total: count(all) }), " ", more);
}
