// ---- camera: where one looks at a picture from, and the gestures that move it --------------------------
// A camera is { x, y, k, w, h }: the point in the middle, pixels to a unit, and the size of the frame.
import { callOff, onFrame } from "./motion.js";
const NEAREST = 20;
const FARTHEST = 0.02;
const STILL = 4; // pixels that a click may move

export const toScreen = ({ x, y, k, w, h }, at) => ({ x: (at.x - x) * k + w / 2, y: (at.y - y) * k + h / 2 });
export const toPicture = ({ x, y, k, w, h }, at) => ({ x: (at.x - w / 2) / k + x, y: (at.y - h / 2) / k + y });
/** Nearer or farther, with the same point of the picture under the pointer. */
export function zoomed(camera, at, by) {
  const k = Math.min(Math.max(camera.k * by, FARTHEST), NEAREST);
  const held = toPicture(camera, at);
  return { x: held.x - (at.x - camera.w / 2) / k, y: held.y - (at.y - camera.h / 2) / k, k };
}
/** Look at a box as near as its room allows, with *pad* free on each side, and no nearer than *most*. */
export function lookAt(box, { w, h }, pad, most) {
  const wide = (w - pad.left - pad.right) / Math.max(box.right - box.left, 1);
  const high = (h - pad.top - pad.bottom) / Math.max(box.bottom - box.top, 1);
  const k = Math.min(wide, high, most);
  const x = (box.left + box.right - (pad.left - pad.right) / k) / 2;
  return { x, y: (box.top + box.bottom - (pad.top - pad.bottom) / k) / 2, k };
}
/** The same room free on both sides, and above and below. */
export const padded = (x, y = x) => ({ left: x, right: x, top: y, bottom: y });
/** Part of the way from one look to another, slower towards the end. */
export function onTheWay(from, to, part) {
  const eased = part * (2 - part);
  return Object.fromEntries(["x", "y", "k"].map((key) => [key, from[key] + (to[key] - from[key]) * eased]));
}

/**
 * A camera on a frame; `hear.draw` is told of every look, `click` and `doubleClick` of a point of the picture.
 *
 * `rest` is for a frame that leaves the stage: nothing is drawn any more, and no finger is held.
 */
export function openCamera(frame, hear) {
  const camera = { x: 0, y: 0, k: 1, w: 0, h: 0 };
  let [wish, flight] = [null, null];
  const redraw = () => {
    wish ??= onFrame(() => {
      wish = null;
      hear.draw();
    });
  };
  const look = (to) => {
    callOff(flight);
    Object.assign(camera, to);
    redraw();
  };
  const fly = (to, duration) => {
    const [from, start] = [{ ...camera }, performance.now()];
    const step = (now) => {
      const part = Math.min(Math.max(now - start, 0) / duration, 1);
      Object.assign(camera, onTheWay(from, { ...from, ...to }, part));
      hear.draw();
      if (part < 1) flight = onFrame(step);
    };
    callOff(flight);
    flight = onFrame(step);
  };
  const resize = () => Object.assign(camera, { w: frame.clientWidth, h: frame.clientHeight });
  const letGo = listenToHand(frame, camera, look, hear);
  const rest = () => {
    for (const turn of [wish, flight]) callOff(turn);
    wish = null;
    letGo();
  };
  return { camera, redraw, look, fly, resize, rest };
}
function listenToHand(frame, camera, look, hear) {
  const at = (event) => {
    const box = frame.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const wheel = (event) => {
    event.preventDefault();
    const lines = event.deltaMode ? 30 : 1;
    look(zoomed(camera, at(event), Math.exp(-event.deltaY * lines * 0.0015)));
  };
  frame.addEventListener("wheel", wheel, { passive: false });
  frame.addEventListener("dblclick", (event) => hear.doubleClick(toPicture(camera, at(event))));
  return listenToFingers(frame, at, {
    drag: (dx, dy) => look({ x: camera.x - dx / camera.k, y: camera.y - dy / camera.k }),
    pinch: (middle, by) => look(zoomed(camera, middle, by)),
    click: (point, event) => hear.click(toPicture(camera, point), event.pointerType === "touch", event.shiftKey),
  });
}

/** One finger or the mouse drags and clicks, two fingers pinch; what is returned lets all of them go. */
function listenToFingers(frame, at, hear) {
  const held = new Map();
  let [moved, last] = [0, null];
  const hand = () => {
    const [p, q = p] = [...held.values()];
    return { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2, wide: Math.hypot(p.x - q.x, p.y - q.y) };
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    held.set(event.pointerId, at(event));
    [moved, last] = [held.size > 1 ? STILL : 0, hand()];
  });
  addEventListener("pointermove", (event) => {
    if (!held.has(event.pointerId)) return;
    held.set(event.pointerId, at(event));
    const now = hand();
    moved = Math.max(moved, Math.hypot(now.x - last.x, now.y - last.y));
    if (moved >= STILL) hear.drag(now.x - last.x, now.y - last.y);
    if (now.wide && last.wide) hear.pinch(now, now.wide / last.wide);
    if (moved >= STILL || now.wide) last = now;
  });
  const leave = (event) => {
    const point = held.get(event.pointerId);
    if (!held.delete(event.pointerId)) return;
    if (held.size) last = hand();
    else if (moved < STILL && event.type === "pointerup") hear.click(point, event);
  };
  addEventListener("pointerup", leave);
  addEventListener("pointercancel", leave);
  return () => held.clear();
}
