// ---- start: one update for every change, and who listens to what -----------------------------------------
import { offer } from "./api.js";
import { clear, hiddenChoice, takeFound, withPlus } from "./choose.js";
import { isDark, readColours } from "./colours.js";
import { choices, openChoices, openViews } from "./controls.js";
import { DATA } from "./data.js";
import { copyLink, download, onPaper, png, svgText, tablesOut } from "./export.js";
import { FORMS_HERE } from "./forms.js";
import { legend, walkList } from "./legend.js";
import { $ } from "./markup.js";
import { panel } from "./panel.js";
import { clearPaper, layPaper, printTables } from "./paper.js";
import { dress, scene, seen, settle } from "./scene.js";
import { combobox } from "./search.js";
import { fit, foldKey, formNow, isKeyTurned, mount, reveal } from "./stage.js";
import { book, correct, follow, onChange, readHash, set, state, writeHash } from "./state.js";
import { notice, status } from "./status.js";
import { openStories, storyBar } from "./story.js";
import { openTables, tables, toggleBeside } from "./tables.js";
import { openTime, timeRow } from "./time.js";
import { sourceLine, title } from "./titles.js";
import { t } from "./words.js";
let sceneKey = "";
let onStage = null; // the form whose elements are on the stage
function update(isArrival = false) {
  const prefers = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = state.theme || prefers;
  readColours();
  const form = formNow();
  if (form !== onStage) setStage(form);
  const key = JSON.stringify([...book.dataKeys, "layout", "centre", "plus", "lang"].map((each) => state[each]));
  const isNew = key !== sceneKey;
  if (isNew) settle(form.wanted);
  sceneKey = key;
  const lifted_ = isArrival && bringBack(form);
  forgetHidden();
  dress();
  language();
  form.draw(isNew);
  for (const part of [legend, choices, timeRow, panel, notice, tables, storyBar]) part();
  status(lifted_);
}
/** What is hidden now is no longer chosen. */
function forgetHidden() {
  if (state.sel && !seen.nodes.has(state.sel)) correct({ sel: "", to: "" });
  if (!scene.dots.has(state.dot)) correct({ dot: "" });
  if (!scene.lines.has(state.line)) correct({ line: "" });
}
/** What an address selects is shown, whatever filter hides it; return whether one did. */
function bringBack(form) {
  const hidden = hiddenChoice();
  if (!hidden.length) return false;
  for (const id of hidden) correct({ plus: withPlus(id) });
  settle(form.wanted);
  return true;
}
function setStage(form) {
  onStage?.close();
  form.open($("network"));
  $("stage").dataset.form = form.name;
  onStage = form;
}
let spoken = "";
function language() {
  if (spoken === state.lang) return;
  spoken = state.lang;
  document.documentElement.lang = state.lang;
  document.title = title();
  $("title").textContent = title();
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  for (const each of document.querySelectorAll("[data-label]"))
    each.setAttribute("aria-label", t(each.dataset.label));
  for (const each of document.querySelectorAll("[data-hint]")) each.placeholder = t(each.dataset.hint);
  $("language").lang = state.lang === "en" ? "cs" : "en";
  $("source-line").textContent = sourceLine();
  nameCountries();
  openStories();
}

function listen() {
  const on = (id, act) => $(id).addEventListener("click", act);
  combobox($("search"), $("search-list"), takeFound);
  on("language", () => set({ lang: state.lang === "en" ? "cs" : "en" }));
  on("theme", () => set({ theme: isDark() ? "light" : "dark" }));
  on("close", () => (clear(), $("network").firstElementChild.focus({ preventScroll: true })));
  on("zoom-in", () => formNow().zoom(1.35));
  on("zoom-out", () => formNow().zoom(1 / 1.35));
  on("fit", fit);
  on("copy", copyLink);
  on("beside", toggleBeside);
  on("help", () => $("help-box").showModal());
  on("help-close", () => $("help-box").close());
  on("save-svg", () => download(onPaper(() => svgText()), "image/svg+xml", "svg"));
  on("save-slide", async () => download(await png("slide"), "image/png", "png"));
  $("save").addEventListener("toggle", tablesOut);
  on("save-png", async () => download(await png(), "image/png", "png"));
  on("print", () => print());
  on("print-tables", printTables);
  for (const id of ["groups", "families", "statuses", "scopes", "views", "forms"])
    $(id).addEventListener("keydown", walkList);
  addEventListener("beforeprint", layPaper);
  addEventListener("afterprint", clearPaper);
  addEventListener("hashchange", () => follow(location.hash));
  for (const link of document.querySelectorAll(".skip")) link.addEventListener("click", skip);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => update());
  document.addEventListener("click", (event) => {
    const way = event.composedPath(); // what was clicked may have been drawn anew since
    const isDone = way.some((each) => each.matches?.("#save button, #views button"));
    for (const menu of menus()) if (isDone || !way.includes(menu)) menu.open = false;
  });
  on("handle", () => $("panel").classList.toggle("tall"));
  $("key").addEventListener("toggle", () => isKeyTurned() && fit());
  document.addEventListener("keydown", keys);
}
export function keys(event) {
  const isTyping = event.target instanceof HTMLInputElement && ["text", "search"].includes(event.target.type);
  if (!isTyping && !event.ctrlKey && !event.metaKey) shortcut(event);
  if (event.key === "Escape" && !$("help-box").open) leaveOpen();
}
function shortcut(event) {
  if (event.key === "?" && !$("help-box").open) $("help-box").showModal();
  if (event.key !== "/") return;
  event.preventDefault();
  $("search").focus();
}
/** Leave what is open: a menu, the address to copy, or what is chosen, with the focus back in the picture. */
function leaveOpen() {
  const open = menus().find((menu) => menu.open);
  if (open) closeMenu(open);
  else if (!$("link").hidden) $("link").hidden = true;
  else {
    const isInPanel = $("panel").contains(document.activeElement);
    clear();
    if (isInPanel) $("network").firstElementChild?.focus({ preventScroll: true });
  }
}
function closeMenu(menu) {
  menu.open = false;
  menu.firstElementChild.focus();
}
const menus = () => [...document.querySelectorAll(".menu")];
/** A link that only leads down the page is no other view. */
function skip(event) {
  event.preventDefault();
  const to = document.querySelector(event.currentTarget.getAttribute("href"));
  (to.querySelector("[role=application]") ?? to).focus();
}

mount(FORMS_HERE);
onChange(update);
offer();
readHash(location.hash && location.hash !== "#" ? location.hash : (DATA.meta.state ?? ""));
readColours();
openViews();
export const nameCountries = openChoices();
openTables();
openTime();
listen();
foldKey(false);
update(true);
writeHash(false);
reveal(false);
document.body.dataset.ready = "true";
performance.mark("ready");
