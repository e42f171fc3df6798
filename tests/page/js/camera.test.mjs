// What the camera computes: points there and back, a zoom that holds its point, a box in its frame.
import assert from "node:assert/strict";
import test from "node:test";
import { lookAt, onTheWay, padded, toPicture, toScreen, zoomed } from "../../../kg/page/assets/camera.js";

const camera = { x: 40, y: -12, k: 1.5, w: 800, h: 600 };
const near = (a, b) => Object.keys(b).forEach((key) => assert.ok(Math.abs(a[key] - b[key]) < 1e-9, key));

test("a point on the screen is the same point of the picture, and back", () => {
  for (const at of [{ x: 0, y: 0 }, { x: 799, y: 13 }]) near(toScreen(camera, toPicture(camera, at)), at);
  near(toPicture(camera, { x: 400, y: 300 }), { x: 40, y: -12 });
});

test("zooming keeps the point under the pointer where it is", () => {
  const at = { x: 700, y: 50 };
  const nearer = { ...camera, ...zoomed(camera, at, 2) };
  assert.equal(nearer.k, 3);
  near(toPicture(nearer, at), toPicture(camera, at));
});

test("zooming ends somewhere", () => {
  assert.equal(zoomed(camera, { x: 0, y: 0 }, 1e9).k, 20);
  assert.equal(zoomed(camera, { x: 0, y: 0 }, 1e-9).k, 0.02);
});

test("a box fits its frame with room around it, and is not made larger than asked", () => {
  const box = { left: -100, right: 300, top: 0, bottom: 100 };
  const look = lookAt(box, { w: 800, h: 600 }, padded(50), 9);
  near(look, { x: 100, y: 50, k: 1.75 });
  const there = { ...look, w: 800, h: 600 };
  near(toScreen(there, { x: -100, y: 50 }), { x: 50, y: 300 });
  assert.equal(lookAt(box, { w: 800, h: 600 }, padded(50), 1.25).k, 1.25);
});

test("what a card covers on one side is left free", () => {
  const box = { left: 0, right: 100, top: 0, bottom: 100 };
  const look = { ...lookAt(box, { w: 800, h: 400 }, { left: 300, right: 0, top: 0, bottom: 100 }, 9), w: 800, h: 400 };
  near(toScreen(look, { x: 50, y: 50 }), { x: 550, y: 150 });
});

test("a flight begins and ends where it should and never turns back", () => {
  const [from, to] = [{ x: 0, y: 0, k: 1 }, { x: 10, y: -10, k: 2 }];
  near(onTheWay(from, to, 0), from);
  near(onTheWay(from, to, 1), to);
  const steps = Array.from({ length: 11 }, (_, i) => onTheWay(from, to, i / 10).x);
  assert.deepEqual(steps, [...steps].sort((a, b) => a - b));
});
