(() => {
"use strict";
const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const el = (tag, props = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props))
    if (value !== undefined && value !== null) made.setAttribute(name, value);
  made.append(...children.filter((each) => each !== null && each !== undefined));
  return made;
};

// ---- what is known here: the text, the proposals, which one is chosen -------------------------
const state = { document: 0, text: "", points: [], mentions: [], proposals: [], figures: {}, at: 0 };
const chosen = () => state.proposals[state.at];

async function ask(name, given) {
  const isGet = given === undefined || name === "find";
  const query = new URLSearchParams({ document: state.document, ...(isGet ? given : {}) });
  const body = JSON.stringify({ document: state.document, ...given });
  const post = { method: "POST", headers: { "Content-Type": "application/json" }, body };
  let answer;
  try {
    answer = await fetch(isGet ? `${name}?${query}` : name, isGet ? {} : post);
  } catch {
    tell(say("lost"));
    throw new Error("lost");
  }
  const value = await answer.json();
  if (value.error) throw new Error(value.error);
  return value;
}
async function act(name, given) {
  try {
    take(await ask(name, given));
    return true;
  } catch (error) {
    tell(error.message);
    return false;
  }
}
/** What a person asks for is done in its order, each after the answer to what was asked before. */
let last = Promise.resolve();
const inTurn = (act_) => (last = last.then(act_, act_));
let quiet = 0;
function tell(text) {
  $("said").textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => ($("said").textContent = ""), 6000);
}
function take({ proposals, figures }) {
  const number = chosen()?.number;
  Object.assign(state, { proposals, figures });
  const at = proposals.findIndex((each) => each.number === number);
  state.at = at < 0 ? Math.min(state.at, Math.max(proposals.length - 1, 0)) : at;
  draw();
}

// ---- the text: positions are code points, the page counts in units of UTF-16 ------------------
function drawText() {
  const now = chosen();
  const marks = [];
  for (const [start, end] of state.mentions) marks.push([start, end, "i", "", -1]);
  state.proposals.forEach((each, at) => {
    if (each.decision !== "no") marks.push([each.start, each.end, "mark", at === state.at ? "chosen" : "", at]);
  });
  for (const [start, end] of now?.readWith ?? []) marks.push([start, end, "mark", "with", state.at]);
  $("text").replaceChildren(...pieces(marks));
}
/** The text in pieces, each in the marks that cover it. */
function pieces(marks) {
  const edges = new Set([0, state.points.length]);
  for (const [start, end] of marks) edges.add(start).add(end);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, i) => {
    const over = marks.filter(([from, to]) => from <= start && to >= sorted[i + 1]);
    const text = document.createTextNode(state.points.slice(start, sorted[i + 1]).join(""));
    return over.reduce((inner, [, , tag, name, at]) => wrap(inner, tag, name, at), text);
  });
}
function wrap(inner, tag, name, at) {
  const made = el(tag, { class: name || undefined }, inner);
  if (at >= 0) made.dataset.at = at;
  return made;
}
/** What is marked in the text with mouse or keys, in code points. */
function marked() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed || !$("text").contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.setStart($("text"), 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length;
  return { start, end: start + [...range.toString()].length };
}

// ---- the list ---------------------------------------------------------------------------------
function draw() {
  const all = state.proposals.length;
  const open = state.proposals.filter((each) => !each.decision).length;
  const yes = state.proposals.filter((each) => each.decision === "yes").length;
  $("progress").textContent = say("progress", { done: all - open, all, yes });
  $("bar").value = all ? (all - open) / all : 1;
  $("list").replaceChildren(...(all ? state.proposals.map(row) : [el("li", {}, say("none"))]));
  drawText();
  show();
}
function show() {
  $("list").querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  $("text").querySelector("mark.chosen")?.scrollIntoView({ block: "center" });
}
function row(each, at) {
  const isNow = at === state.at;
  const made = el("li", { class: { yes: "yes", no: "no" }[each.decision], "aria-current": isNow ? "true" : undefined, "data-number": each.number },
    el("p", { class: "says" }, each.says), meta(each), warning(each), candidates(each), isNow ? acts(each) : null);
  made.addEventListener("click", (event) => {
    if (!event.target.closest("button")) inTurn(() => at === state.at || choose(at));
  });
  return made;
}
function meta(each) {
  const tags = [el("span", { class: each.state === "contradicts" ? "contradicts" : undefined }, each.known)];
  if (each.status !== "stated") tags.push(el("span", {}, say(each.status)));
  if (each.sure) tags.push(el("span", {}, say("sure")));
  else if (each.doubt) tags.push(el("span", {}, each.doubt));
  if (each.edited) tags.push(el("span", {}, say("edited")));
  return el("p", { class: "meta" }, ...tags);
}
const warning = (each) => (each.silent ? el("p", { class: "meta warn" }, `${say("silent")} ${each.silent}`) : null);
/** Of several things that bear a name the person picks one; none is picked for them. */
function candidates(each) {
  const ends = ENDS.filter((end) => state.figures[each[end]]?.candidates.length);
  if (!ends.length) return null;
  return el("div", { class: "which-one" }, say("candidates"), ...ends.flatMap((end) =>
    state.figures[each[end]].candidates.map(({ id, name }) =>
      button(name, () => inTurn(() => act("edit", { number: each.number, fields: { [end]: id } }))))));
}
function acts(each) {
  const decide = (decision, key) => {
    const kind = { yes: "yes", no: "no" }[decision];
    const made = button(`${say({ yes: "accept", no: "reject", "": "open" }[decision])} `, () => inTurn(() => decideOne(decision)), kind);
    made.append(el("kbd", {}, key));
    made.setAttribute("aria-pressed", String(each.decision === decision));
    return made;
  };
  const edit = button(`${say("edit")} `, () => inTurn(openEdit));
  edit.append(el("kbd", {}, "e"));
  const alike = state.proposals.filter((one) => one.group === each.group && !one.silent);
  const n = alike.length;
  const group = n > 1 ? [button(say("all-alike", { n }), () => inTurn(() => decideAll("yes"))), button(say("none-alike", { n }), () => inTurn(() => decideAll("no")))] : [];
  return el("div", { class: "acts" }, decide("yes", "a"), decide("no", "x"), decide("", "o"), edit, ...group);
}
function button(text, act_, kind) {
  const made = el("button", { type: "button", class: kind }, text);
  made.addEventListener("click", act_);
  return made;
}
function choose(at) {
  state.at = Math.max(0, Math.min(at, state.proposals.length - 1));
  draw();
}
/** Decide, and go on to the next that is open. */
async function decideOne(decision) {
  const each = chosen();
  if (!each || !(await act("decide", { numbers: [each.number], decision }))) return;
  if (!decision) return;
  const next = state.proposals.findIndex((one, at) => at > state.at && !one.decision);
  choose(next < 0 ? state.at : next);
}
function decideAll(decision) {
  const group = chosen()?.group;
  const numbers = state.proposals.filter((each) => each.group === group && !each.silent).map((each) => each.number);
  return act("decide", { numbers, decision });
}

// ---- editing ------------------------------------------------------------------------------------
const ENDS = ["agent", "context"];
const draft = { number: 0, start: 0, end: 0, agent: "", context: "", names: {} };
let isSaving = false; // whether a form was sent and has no answer yet
let newEnd = "agent"; // the end of a proposal for which a thing is made
function openEdit() {
  const each = chosen();
  if (!each) return;
  Object.assign(draft, { number: each.number, start: each.start, end: each.end, agent: each.agent, context: each.context ?? "" });
  const span = marked();
  if (span) Object.assign(draft, span);
  for (const end of ENDS) $(`${end}-input`).value = draft.names[end] = each[end] ? state.figures[each[end]].name : "";
  $("context-field").hidden = !each.context;
  $("value-field").hidden = each.value === null;
  $("value-input").value = each.value ?? "";
  $("role-input").value = each.role;
  $("when-input").value = each.when;
  $("status-input").value = each.status;
  $("edit-error").textContent = "";
  showSpan();
  if (!$("edit-box").open) $("edit-box").showModal();
  $("agent-input").select();
}
const showSpan = () => ($("span-input").value = state.points.slice(draft.start, draft.end).join(""));
function moveSpan(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const side = event.shiftKey ? "start" : "end";
  let at = draft[side] + by;
  const isWord = (i) => /[\p{L}\p{N}]/u.test(state.points[i] ?? " ");
  while (at > 0 && at < state.points.length && isWord(at - 1) && isWord(at)) at += by;
  if (side === "start" ? at < draft.end : at > draft.start) draft[side] = Math.max(0, Math.min(at, state.points.length));
  showSpan();
}
/** A form is sent once; keys that are pressed until its answer comes are for what is behind it. */
const sending = (save) => async (event) => {
  event.preventDefault();
  if (isSaving) return;
  isSaving = true;
  try {
    await inTurn(save);
  } finally {
    isSaving = false;
  }
};
async function saveEdit() {
  const unpicked = ENDS.find((end) => draft[end] && $(`${end}-input`).value !== draft.names[end]);
  $("edit-error").textContent = unpicked ? say("pick-one") : "";
  if (unpicked) return $(`${unpicked}-input`).focus();
  const each = state.proposals.find((one) => one.number === draft.number);
  const now = { role: $("role-input").value, when: $("when-input").value, status: $("status-input").value, agent: draft.agent, context: draft.context, start: draft.start, end: draft.end };
  if (each.value !== null) now.value = $("value-input").value;
  const fields = Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== (each[name] ?? "")));
  if ("start" in fields || "end" in fields) Object.assign(fields, { start: draft.start, end: draft.end });
  try {
    if (Object.keys(fields).length) take(await ask("edit", { number: draft.number, fields }));
    return $("edit-box").close();
  } catch (error) {
    return ($("edit-error").textContent = error.message);
  }
}
/** A box in which the graph is searched as one types. */
function finder(end) {
  const [input, list] = [$(`${end}-input`), $(`${end}-list`)];
  let [found, at, asked] = [[], -1, 0];
  const close = () => ((list.hidden = true), input.setAttribute("aria-expanded", "false"), input.removeAttribute("aria-activedescendant"));
  const pick = (i) => ((draft[end] = found[i].id), (input.value = draft.names[end] = found[i].name), close());
  const point = (i) => {
    at = i;
    [...list.children].forEach((each, n) => each.setAttribute("aria-selected", String(n === at)));
    if (list.children[at]?.id) input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const option = (each, i) => {
    const made = el("li", { role: "option", id: `${end}-${i}`, "aria-selected": "false" }, each.name, " ", el("small", {}, [each.about, each.id].filter(Boolean).join(" · ")));
    made.addEventListener("mousedown", (event) => (event.preventDefault(), pick(i)));
    return made;
  };
  input.addEventListener("input", async () => {
    const mine = (asked += 1);
    found = input.value.trim() ? (await ask("find", { q: input.value })).found : [];
    if (mine !== asked) return;
    list.replaceChildren(...(found.length ? found.map(option) : [el("li", { role: "option", "aria-disabled": "true" }, say("nothing-found"))]));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) point(0);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) point((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    } else if (event.key === "Enter" && found[at]) (event.preventDefault(), pick(at));
    else if (event.key === "Escape") (event.preventDefault(), event.stopPropagation(), close());
  });
  input.addEventListener("focus", () => (newEnd = end));
  input.addEventListener("blur", close);
}

// ---- new things, writing, help ------------------------------------------------------------------
function openThing() {
  const each = chosen();
  const span = marked();
  const given = span ? state.points.slice(span.start, span.end).join("") : each ? state.figures[each[newEnd] ?? each.agent].name.replace(/ [+?]$/, "") : "";
  $("thing-name").value = given;
  $("thing-error").textContent = "";
  $("thing-box").showModal();
  $("thing-name").select();
}
async function saveThing() {
  const given = { name: $("thing-name").value, sort: $("thing-sort").value, country: $("thing-country").value.trim().toLowerCase() };
  const each = chosen();
  try {
    const made = await ask("thing", given);
    take(made);
    $("thing-box").close();
    if (each) await act("edit", { number: each.number, fields: { [newEnd]: made.id } });
  } catch (error) {
    $("thing-error").textContent = error.message;
  }
}
async function openWrite() {
  try {
    const { findings, sentences, can, accepted } = await ask("preview", {});
    $("findings").replaceChildren(...findings.map((each) => el("li", {}, each)));
    const lines = sentences.length ? sentences : [say("nothing-accepted")];
    $("sentences").replaceChildren(...lines.map((each) => el("li", {}, each)));
    $("write-now").textContent = say("write-now", { n: accepted });
    $("write-now").disabled = !can;
    $("write-box").showModal();
  } catch (error) {
    tell(error.message);
  }
}
async function write() {
  $("write-now").disabled = true;
  try {
    const { written } = await ask("write", {});
    $("write-box").close();
    tell(say(written ? "written" : "not-written"));
    await load();
  } catch (error) {
    tell(error.message);
  }
}
async function end() {
  await ask("done", {});
  document.body.replaceChildren(el("main", { class: "ended" }, el("p", { id: "ended", role: "status" }, say("ended"))));
}

// ---- keys ---------------------------------------------------------------------------------------
const KEYS = {
  a: () => decideOne("yes"), x: () => decideOne("no"), o: () => decideOne(""), A: () => decideAll("yes"),
  e: () => openEdit(), "/": () => openEdit(), n: openThing, u: () => act("undo", {}), w: openWrite,
  j: () => choose(state.at + 1), k: () => choose(state.at - 1), ArrowDown: () => choose(state.at + 1), ArrowUp: () => choose(state.at - 1),
  "?": () => $("help-box").showModal(),
};
const isInBox = () => Boolean(document.querySelector("dialog[open]"));
/** A field keeps the focus for a moment when its box has closed; then its keys are no longer its own. */
const isTyping = ({ target }) => Boolean(target.closest?.("input, textarea, select")) && !target.closest("dialog:not([open])");
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  if (!isSaving && (isInBox() || isTyping(event))) return;
  if (event.key.startsWith("Arrow") && event.target.closest?.("#page")) return; // the text scrolls
  event.preventDefault();
  inTurn(() => isInBox() || KEYS[event.key]());
}

async function load() {
  const { text, title, mentions, documents, language } = await ask("text");
  Object.assign(state, { text, points: [...text], mentions, at: 0, proposals: [] });
  $("title").textContent = title;
  $("text").lang = language;
  document.title = title;
  $("document")?.replaceChildren(...documents.map((each, at) => el("option", { value: at, selected: at === state.document ? "" : undefined }, each)));
  take(await ask("state"));
  choose(Math.max(0, state.proposals.findIndex((each) => !each.decision)));
}
function listen() {
  const on = (id, act_) => $(id)?.addEventListener("click", act_);
  document.addEventListener("keydown", press);
  on("undo", () => inTurn(KEYS.u));
  on("help", KEYS["?"]);
  on("help-close", () => $("help-box").close());
  on("write", () => inTurn(openWrite));
  on("write-cancel", () => $("write-box").close());
  on("write-now", () => inTurn(write));
  on("done", () => inTurn(end));
  on("edit-cancel", () => $("edit-box").close());
  on("thing-cancel", () => $("thing-box").close());
  on("span-take", () => (Object.assign(draft, marked() ?? {}), showSpan()));
  $("edit-form").addEventListener("submit", sending(saveEdit));
  $("thing-form").addEventListener("submit", sending(saveThing));
  $("span-input").addEventListener("keydown", moveSpan);
  $("document")?.addEventListener("change", ({ target }) => inTurn(() => ((state.document = Number(target.value)), load())));
  $("text").addEventListener("click", ({ target }) => {
    const mark = target.closest("mark");
    if (mark && getSelection().isCollapsed) inTurn(() => choose(Number(mark.dataset.at)));
  });
  finder("agent");
  finder("context");
}
listen();
inTurn(load).then(() => (document.body.dataset.ready = "true"));
})();
