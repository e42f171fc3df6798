// ---- legend: what the signs mean, and the filter ------------------------------------------------------
const ICON = { viewBox: "0 0 26 16", "aria-hidden": "true" };
const lineSample = (family) => svg("line", {
  x1: 1, x2: 25, y1: 8, y2: 8, stroke: inTheme(family), "stroke-width": family.id === "structure" ? 1.2 : 2,
  "stroke-dasharray": (state.asof ? [] : family.dashes).map((each) => each * 0.75).join(" ") || "none",
});
const groupSample = (group) => svgMark({ shape: group.shape, hollow: group.hollow, fill: state.colour ? paper.soft : inTheme(group) }, 13, 8, 5.2);

/** One row: a sign, a name, and how many of how many are shown; pressed means shown. */
function legendRow(key, id, text, picture, shown, all) {
  const said = t("shown-of", { n: count(shown), total: count(all) });
  const button = el("button", {
    type: "button", "aria-pressed": String(!listed(key).includes(id)), "data-id": id, tabindex: -1,
    click: (event) => toggle(key, id, event.shiftKey),
  });
  const number = el("span", { class: "number", "aria-label": said, role: "img", title: said });
  number.append(shown === all ? count(shown) : `${count(shown)} / ${count(all)}`);
  button.append(svg("svg", ICON, ...picture), el("span", {}, text), number);
  return el("li", {}, button);
}
function fillList(id, rows) {
  const at = [...$(id).querySelectorAll("button")].indexOf(document.activeElement);
  $(id).replaceChildren(...rows);
  const buttons = [...$(id).querySelectorAll("button")];
  (buttons[Math.max(at, 0)] ?? {}).tabIndex = 0; // one tab stop for each list
  if (at >= 0) buttons[at]?.focus();
  $(id).closest("details").hidden = rows.length < 2;
}
const allOf = { group: tally(nodes, "group"), family: tally(relations, "family"), status: tally(relations, "status") };
const scopesOf = (items) => SCOPES.map((scope) => items.filter((each) => each.scopes.has(scope)).length);
const allScopes = scopesOf(relations);

function legend() {
  const drawn = [...seen.relations.keys()].map((id) => relationOf.get(id));
  const here = { group: tally([...seen.nodes].map((id) => nodeOf.get(id)), "group"), family: tally(drawn, "family"), status: tally(drawn, "status") };
  const row = (key, sort, id, text, ...picture) => legendRow(key, id, text, picture, here[sort].get(id) ?? 0, allOf[sort].get(id));
  const given = (list, sort) => list.filter((each) => allOf[sort].has(each.id ?? each));
  fillList("groups", given(DATA.groups, "group").map((group) => row("kinds", "group", group.id, t(`group-${group.id}`), groupSample(group))));
  fillList("families", given(DATA.families, "family").map((family) => row("lines", "family", family.id, t(`family-${family.id}`), lineSample(family))));
  fillList("statuses", given(STATUSES, "status").map((id) => row("status", "status", id, t(`status-${id}`))));
  const scopes = scopesOf(drawn);
  fillList("scopes", SCOPES.flatMap((id, i) => (allScopes[i] ? [legendRow("scope", id, t(`scope-${id}`), [], scopes[i], allScopes[i])] : [])));
  $("hint-only").hidden = false;
  colourKey();
}
/** What the colours mean, where they do not mean the kind. */
function colourKey() {
  const key = state.into ? "" : state.colour;
  $("colours").hidden = !key;
  if (!key) return;
  $("colours").firstElementChild.textContent = t(`colours-${key}`);
  const sums = tally([...seen.nodes].map((id) => nodeOf.get(id)), key);
  const shortName = (id) => nodeOf.get(id).short ?? name(id);
  const sample = (fill) => svg("svg", ICON, svg("circle", { cx: 13, cy: 8, r: 5.5, fill }));
  const label = (id) => (key === "country" ? inLang(countryNames.get(id)) : shortName(DATA.communities.names[id]));
  const rows = [...ranked].map(([id, rank]) => el("li", {}, sample(inTheme(DATA.palette[rank])), el("span", {}, label(id)), el("span", { class: "number" }, count(sums.get(id) ?? 0))));
  rows.push(el("li", {}, sample(paper.faint), el("span", {}, t("others"))));
  $("colour-list").replaceChildren(...rows);
}
function walkList(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  buttons[at].tabIndex = -1;
  const next = buttons[(at + step + buttons.length) % buttons.length];
  next.tabIndex = 0;
  next.focus();
}

// ---- ready views, choices, and what is filtered ---------------------------------------------------------
function openViews() {
  $("views").replaceChildren(...views.map((view) => el("li", {}, el("button", { type: "button", "data-view": view.id, title: view.question ? `kg ask ${view.question}` : null, tabindex: -1, click: () => show(view.id) }, inLang(view.title)))));
}
function choices() {
  const current = currentView();
  for (const button of $("views").querySelectorAll("button")) {
    const view = viewOf.get(button.dataset.view);
    button.textContent = inLang(view.title);
    button.setAttribute("aria-pressed", String(view === current));
    button.tabIndex = view === (current ?? views[0]) ? 0 : -1;
  }
  $("layout").value = state.into ? "" : state.layout;
  $("colour").value = state.into ? "" : state.colour;
  $("into").value = state.into;
  $("country").value = state.country;
  for (const id of ["layout", "colour"]) $(id).disabled = Boolean(state.into);
  chips();
}
/** What narrows the picture, each to be taken off by a click. */
function chips() {
  const chip = (text, changes) => el("li", {}, el("button", { type: "button", class: "chip", title: t("take-off"), click: () => (set(changes), fit()) }, text, el("span", { "aria-hidden": "true" }, " ×")));
  const found = [];
  if (state.about) found.push(chip(t("only-around", { name: name(state.about), n: state.depth || 1 }), { about: "", depth: "" }));
  if (state.country) found.push(chip(inLang(countryNames.get(state.country)), { country: "" }));
  if (state.alone) found.push(chip(t("linked-only"), { alone: "" }));
  if (state.asof) found.push(chip(`${t("date")} ${state.asof}`, { asof: "" }));
  const off = ["kinds", "lines", "status", "scope"].filter((key) => state[key]);
  if (off.length) found.push(chip(t("some-hidden"), Object.fromEntries(off.map((key) => [key, ""]))));
  $("chips").replaceChildren(...found);
}
function openChoices() {
  const option = (value, key) => el("option", { value, "data-t": key }, t(key));
  const given = new Set(nodes.map((node) => node.country).filter(Boolean));
  $("layout").replaceChildren(...["", "country", "kind", "rings"].map((id) => option(id, `layout-${id || "relations"}`)));
  $("colour").replaceChildren(...["", "country", "community"].map((id) => option(id, `colour-${id || "kind"}`)));
  $("into").replaceChildren(...["", "country", "kind"].map((id) => option(id, `into-${id || "thing"}`)));
  const fillCountries = () => {
    const collator = new Intl.Collator(state.lang);
    const sorted = [...given].sort((a, b) => collator.compare(inLang(countryNames.get(a)), inLang(countryNames.get(b))));
    $("country").replaceChildren(option("", "all-countries"), ...sorted.map((id) => el("option", { value: id }, inLang(countryNames.get(id)))));
  };
  fillCountries();
  $("layout").addEventListener("change", (event) => set({ layout: event.target.value, centre: event.target.value === "rings" ? state.sel || state.about : "" }));
  $("colour").addEventListener("change", (event) => set({ colour: event.target.value }));
  $("into").addEventListener("change", (event) => set({ into: event.target.value, ...NOTHING, dot: "" }));
  $("country").addEventListener("change", (event) => (set({ country: event.target.value, into: "" }), fit()));
  return fillCountries;
}
