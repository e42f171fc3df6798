// Arrangements: the small groups beside the main part, and a few dots that fill a picture.
import assert from "node:assert/strict";
import test from "node:test";
import { islandsOf, partsOf } from "../../../kg/page/assets/islands.js";
import { arrangeFew } from "../../../kg/page/assets/small.js";

function dotsOf(ids, pairs) {
  const dots = new Map(ids.map((id) => [id, { id, near: new Set() }]));
  for (const [a, b] of pairs) {
    dots.get(a).near.add(b);
    dots.get(b).near.add(a);
  }
  return dots;
}
const star = Array.from({ length: 20 }, (_, i) => [`m${i}`, "hub"]);
const ids = ["hub", ...star.map(([id]) => id), "a", "b", "alone"];

test("what does not hang together with the main part is an island, what has no line is alone", () => {
  const dots = dotsOf(ids, [...star, ["a", "b"]]);
  assert.deepEqual(partsOf(dots).map(({ length }) => length), [21, 2, 1]);
  assert.deepEqual(islandsOf(dots), { groups: [["a", "b"]], alone: ["alone"] });
  const five = Array.from({ length: 5 }, (_, i) => [`n${i}`, "a"]);
  const more = dotsOf([...ids, ...five.map(([id]) => id)], [...star, ...five]);
  assert.deepEqual(islandsOf(more).groups, [], "a quarter of the main part is no island");
});

test("a small network has no islands", () => {
  assert.deepEqual(islandsOf(dotsOf(["a", "b", "c"], [["a", "b"]])), { groups: [], alone: [] });
});

test("a few dots have room for their names, stand the same each time and lie as the picture does", () => {
  const dots = dotsOf(ids, [...star, ["a", "b"]]);
  const at = arrangeFew(dots, 1.7);
  assert.deepEqual(arrangeFew(new Map([...dots].reverse()), 1.7), at);
  const points = [...at.values()];
  for (const p of points)
    for (const q of points) assert.ok(p === q || Math.abs(p.x - q.x) > 117 || Math.abs(p.y - q.y) > 65);
  const span = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
  assert.ok(span("x") > span("y"));
  const away = ({ x, y }) => Math.hypot(x - at.get("hub").x, y - at.get("hub").y);
  const mean = star.reduce((sum, [id]) => sum + away(at.get(id)), 0) / star.length;
  assert.ok(mean < away(at.get("alone")) * 1.5);
});

test("one dot, two dots and many apart have places", () => {
  for (const n of [1, 2, 39]) {
    const dots = dotsOf(Array.from({ length: n }, (_, i) => `d${i}`), []);
    for (const { x, y } of arrangeFew(dots, 1.6).values()) assert.ok(Number.isFinite(x) && Number.isFinite(y));
  }
});
