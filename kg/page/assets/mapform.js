// ---- mapform: the form that draws who partners with whom on a map of Europe ------------------------------
import { lookAt, openCamera, padded, toScreen } from "./camera.js";
import { choose, clear, pick } from "./choose.js";
import { DATA, nodeOf, pairKey } from "./data.js";
import { alongBend } from "./map.js";
import { drawnMap, namesOnMap, signsOfMap } from "./mapdraw.js";
import { countPairs, focusNow, mapNow, placeScene } from "./mapscene.js";
import { el, svg } from "./markup.js";
import { scene } from "./scene.js";
import { calm, covered } from "./stage.js";
import { state, thing } from "./state.js";
import { count, t } from "./words.js";
import { READ, linkedWith } from "./following.js";
import { nextDotBy } from "./walking.js";
const mapDrawing = svg("svg", { "aria-hidden": "true" });
const mapFrame = el("div", { class: "canvas map", tabindex: 0, role: "application", "data-label": "map-help" }, mapDrawing);
const mapView = openCamera(mapFrame, { draw: paintMap, click: takeFromMap, doubleClick: (at) => zoomMap(1.6, at) });
let mapPlace = null; // where the dots stand, in pixels of the stage
let mapDrawn = null; // what was drawn last, for pointing
let mapHovered = null;
let mapSize = "";

function openMap(stage) {
  stage.append(mapFrame);
  mapFrame.setAttribute("aria-label", t("map-help"));
  mapSize = "";
}
const sizeOfMap = () => `${mapFrame.clientWidth}x${mapFrame.clientHeight}`;
new ResizeObserver(() => mapFrame.isConnected && scene && mapSize !== sizeOfMap() && (fitMap(), revealMap(false))).observe(mapFrame);
mapFrame.addEventListener("keydown", walkMap);
mapFrame.addEventListener("mousemove", overMap);
mapFrame.addEventListener("mouseleave", () => hoverMap(null));

function drawMap(isNew) {
  mapFrame.setAttribute("aria-label", t("map-help"));
  if (isNew || mapSize !== sizeOfMap()) settleMap();
  if (!mapView.camera.k || mapSize === "") fitMap();
  paintMap();
}
/** Find the places of the dots anew for the room that there is; the look stays. */
function settleMap() {
  mapView.resize();
  const { w, h } = mapView.camera;
  if (!w || !h) return;
  const first = mapSize === "";
  mapSize = sizeOfMap();
  mapPlace = placeScene({ w, h }, covered());
  if (first) mapView.look({ x: w / 2, y: h / 2, k: 1 });
}
function paintMap() {
  const { w, h } = mapView.camera;
  if (!mapPlace || !w || !mapFrame.isConnected) return;
  const focus = focusNow();
  mapDrawn = mapNow(mapPlace, mapView.camera, focus);
  mapDrawing.setAttribute("viewBox", `0 0 ${w} ${h}`);
  mapDrawing.replaceChildren(...drawnMap(mapDrawn, mapPlace, mapView.camera, { w, h }, focus, mapHovered));
}

// ---- pointing and choosing -------------------------------------------------------------------------------
const slackOf = (touch) => (touch ? 14 : 5);
function dotOnMap(spot, touch) {
  const all = [...mapDrawn.bodies, ...mapDrawn.dots];
  const far = ({ x, y, r }) => Math.hypot(x - spot.x, y - spot.y) - r;
  const best = all.reduce((p, q) => (far(q) < far(p) ? q : p), all[0]);
  return best && far(best) < slackOf(touch) ? best : null;
}
function lineOnMap(spot, touch) {
  let [best, least] = [null, slackOf(touch)];
  for (const line of mapDrawn.lines.filter(({ isDimmed }) => !isDimmed)) {
    for (let part = 0.02; part < 1; part += 0.02) {
      const { x, y } = alongBend(line.curve, part);
      const far = Math.hypot(x - spot.x, y - spot.y) - line.width / 2;
      if (far < least) [best, least] = [line, far];
    }
  }
  return best;
}
function takeFromMap(at, touch) {
  const spot = toScreen(mapView.camera, at);
  const dot = dotOnMap(spot, touch);
  const line = dot ? null : lineOnMap(spot, touch);
  if (dot) takeDot(dot.id);
  else if (line) takeLine(line);
  else clear();
}
/** A second country shows what is between the two; a third begins anew. */
function takeDot(id) {
  const between = state.dot && state.dot !== id && pairKey(state.dot, id);
  if (between && scene.lines.has(between)) pick(between);
  else choose(id);
}
const takeLine = ({ key, ends }) => (ends ? choose(ends.find((end) => nodeOf.has(end) && !scene.dots.has(end)) ?? ends[0]) : pick(key));
function overMap(event) {
  if (event.buttons || !mapDrawn) return;
  const box = mapFrame.getBoundingClientRect();
  const spot = { x: event.clientX - box.left, y: event.clientY - box.top };
  hoverMap(dotOnMap(spot, false)?.id ?? lineOnMap(spot, false)?.key ?? null);
}
function hoverMap(what) {
  if (what === mapHovered) return;
  mapHovered = what;
  mapFrame.classList.toggle("over", Boolean(what));
  mapView.redraw();
}
/** Arrow keys follow lines from dot to dot; with Shift they move the map. */
function walkMap(event) {
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  const acts = { "+": () => zoomMap(1.35), "=": () => zoomMap(1.35), "-": () => zoomMap(1 / 1.35), 0: fitMap };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (Object.hasOwn(acts, event.key)) acts[event.key]();
  else if (way && event.shiftKey) panMap(way);
  else if (way) choose(nextOnMap(way));
  else if (Object.hasOwn(READ, event.key)) READ[event.key]();
  else return;
  event.preventDefault();
}
/** The next dot in a direction, by a line where one leads there; from nothing, the greatest one. */
function nextOnMap(way) {
  const all = [...mapDrawn.dots, ...mapDrawn.bodies];
  const start = all.find(({ id }) => id === (state.sel || state.dot));
  if (!start) return all.reduce((p, q) => (q.weight > p.weight ? q : p)).id;
  return nextDotBy(all, start, linkedWith(start.id), way) ?? start.id;
}

// ---- camera ----------------------------------------------------------------------------------------------
function fitMap() {
  settleMap();
  const { w, h } = mapView.camera;
  if (w && h) moveMap({ x: w / 2, y: h / 2, k: 1 }, 0);
}
const moveMap = (to, duration) => (calm || !duration ? mapView.look(to) : mapView.fly(to, duration));
function zoomMap(by, at = mapView.camera) {
  moveMap({ x: at.x, y: at.y, k: Math.min(Math.max(mapView.camera.k * by, 0.5), 12) }, 160);
}
function panMap([dx, dy]) {
  const { x, y, k } = mapView.camera;
  mapView.look({ x: x + (dx * 80) / k, y: y + (dy * 80) / k });
}
/** Two countries come apart, so that their bodies have room between them. */
function revealMap(animate) {
  const to = mapPlace && lookAtFocus(mapPlace, mapView.camera);
  if (to) moveMap(to, animate ? 320 : 0);
}
function lookAtFocus(place, { w, h }) {
  const focus = focusNow();
  if (!focus) return null;
  if (!focus.line) return lookAtFan(place, { w, h }, focus);
  const [p, q] = focus.dots.map((dot) => place.at.get(dot));
  if (p.side || q.side) return { x: w / 2, y: h / 2, k: 1 };
  const box = { left: Math.min(p.x, q.x), right: Math.max(p.x, q.x), top: Math.min(p.y, q.y), bottom: Math.max(p.y, q.y) };
  return lookAt(box, { w, h }, padded(Math.min(w / 3.2, 260), Math.min(h / 3.2, 160)), 3.4);
}
/** So near that the bodies of a country have room between its neighbours; the country stays where it is. */
function lookAtFan(place, { w, h }, { dots: [dot], bodies }) {
  const spot = place.at.get(dot);
  if (spot.side || !bodies.size) return { x: w / 2, y: h / 2, k: 1 };
  const near = [...place.at].filter(([id, other]) => id !== dot && !other.side && scene.dots.get(dot).near.has(id));
  const least = Math.min(...near.map(([, { x, y }]) => Math.hypot(x - spot.x, y - spot.y)), 90);
  const k = Math.min(Math.max(92 / least, 1), 2.2);
  return { x: spot.x - (spot.x - w / 2) / k, y: spot.y - (spot.y - h / 2) / k, k };
}
/** The map in a room of some size, near what is chosen. */
function drawingOfMap(room) {
  const place = placeScene(room);
  const camera = { x: room.w / 2, y: room.h / 2, k: 1, ...lookAtFocus(place, room), ...room };
  const focus = focusNow();
  const clip = svg("clipPath", { id: "sheet-of-map" }, svg("rect", { width: room.w, height: room.h }));
  const parts = drawnMap(mapNow(place, camera, focus), place, camera, room, focus);
  return svg("g", {}, clip, svg("g", { "clip-path": "url(#sheet-of-map)" }, ...parts));
}

function saidOfMap() {
  const { all, abroad } = countPairs();
  return t("map-pairs", { n: count(all), m: count(abroad) });
}

export const mapForm = {
  name: "map",
  isOffered: () => Boolean(DATA.map),
  wanted: (own) => ({ ...own, edge: "partnersWith", into: "country", alone: "hide", layout: "", colour: "" }),
  open: openMap,
  close: () => (mapView.rest(), mapFrame.remove()),
  draw: drawMap,
  fit: fitMap,
  reveal: revealMap,
  isAsLargeAsStage: () => mapSize === sizeOfMap(),
  zoom: zoomMap,
  drawing: drawingOfMap,
  measures: () => signsOfMap().measures,
  hint: () => t("map-hint"),
  source: () => t("map-source"),
  said: saidOfMap,
  signs: () => signsOfMap().signs,
  spot: (id) => {
    const known = [...mapDrawn.dots, ...mapDrawn.bodies];
    const { x, y } = known.find((dot) => dot.id === id) ?? known.find((dot) => dot.id === thing(id));
    return { x, y };
  },
  names: () => namesOnMap(mapDrawn, mapView.camera),
};
