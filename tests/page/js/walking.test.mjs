// Arrow keys follow lines: a neighbour in the direction comes before whatever is nearer.
import assert from "node:assert/strict";
import test from "node:test";
import { nextDotBy } from "../../../kg/page/assets/walking.js";

const [RIGHT, LEFT, DOWN] = [[1, 0], [-1, 0], [0, 1]];
const start = { id: "start", x: 0, y: 0 };
const dots = [start, { id: "close", x: 10, y: 0 }, { id: "friend", x: 90, y: 60 }, { id: "low", x: 8, y: 80 }, { id: "far", x: 300, y: 0 }];

test("a neighbour in a direction comes before what is nearer", () => {
  assert.equal(nextDotBy(dots, start, new Set(["friend", "far", "low"]), RIGHT), "friend");
});

test("of two neighbours the one that lies more in the direction is next", () => {
  assert.equal(nextDotBy(dots, start, new Set(["friend", "low"]), DOWN), "low");
});

test("where no neighbour lies, the nearest dot is next, and beyond the last one none", () => {
  assert.equal(nextDotBy(dots, start, new Set(["low"]), RIGHT), "close");
  assert.equal(nextDotBy(dots, start, new Set(), LEFT), null);
});
