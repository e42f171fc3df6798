// ---- panel: one thing, one line, or a path, each with its evidence ---------------------------
const go = (id) => words("button", nodeOf.get(id).label, { type: "button", class: "go", "data-node": id, click: () => select(id) });
function proof(number) {
  const place = DATA.places[number];
  const source = DATA.sources[place.source];
  const title = source.url ? el("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, source.title) : source.title;
  const checked = place.start !== null;
  const why = t(checked ? "verified-why" : "cited-why", place);
  const line = el("p", { class: "proof small", "data-evidence": place.id },
    title, source.publisher ? ` – ${source.publisher}` : "", checked ? `, ${t("position", place)}` : "", " · ",
    el("span", { title: why }, t(checked ? "verified" : "cited")));
  if (place.excerpt) line.append(el("q", { class: "excerpt", dir: "auto" }, place.excerpt));
  return line;
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
    el("button", { type: "button", "aria-pressed": String((state.depth || "1") === n), click: () => set({ depth: n === "1" ? "" : n }) }, n));
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
  return [el("h2", { class: "pair" }, go(a), " – ", go(b)),
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
    reveal();
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
