// The map: outlines out of shared lines, dots in their room, names that are nearest to their own dot.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { landOf } from "../../../kg/page/assets/land.js";
import {
  alongBend, bend, bent, farFrom, fanOut, pairsOf, placeNames, placeOnMap, sizeOfCountry, widthOfPairs,
} from "../../../kg/page/assets/map.js";

const world = JSON.parse(readFileSync(new URL("../../../kg/page/map.json", import.meta.url), "utf8"));
/** Numbers between 0 and 1, the same at each run. */
function chance(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

test("two countries share one border, a country and itself have none", () => {
  const arcs = [[0, 0, 0, 10], [0, 10, -10, 0, 0, -10, 10, 0], [0, 0, 10, 0, 0, 10, -10, 0]];
  const shared = landOf({ arcs, shapes: { AA: [[0, 1]], BB: [[~0, 2]] } });
  assert.equal(shared.outlines.get("AA"), "M0,0L0,10L-10,10L-10,0L0,0Z");
  assert.equal(shared.outlines.get("BB"), "M0,10L0,0L10,0L10,10L0,10Z");
  assert.equal(shared.borders, "M0,0L0,10");
  assert.equal(landOf({ arcs, shapes: { AA: [[0, 1], [~0, 2]] } }).borders, "");
});

test("the kept map has an outline of each country that it draws", () => {
  const { outlines, borders } = landOf(world);
  for (const code of ["CZ", "XK", "UA", "MT", "IS"]) assert.match(outlines.get(code), /^M-?\d+,-?\d+L.*Z$/);
  assert.ok(borders.length > 1000);
});

const countries = Object.entries(world.points).map(([id, [x, y]]) => ({ id, x, y }));
const bodies = Array.from({ length: 12 }, (_, i) => ({ id: `body-${i}`, isBody: true }));
const lost = [{ id: "atlantis" }];
for (const room of [{ w: 1240, h: 540 }, { w: 1560, h: 800 }, { w: 700, h: 500 }, { w: 390, h: 520 }]) {
  test(`every dot has a place of its own within ${room.w} by ${room.h}`, () => {
    const few = countries.filter(({ id }) => !/^(A[A-Z]|B[JQRSTWZ]|C[CKLMOUVWX]|[D-Z][F-Z])$/.test(id) || id === "AR");
    const { at, look } = placeOnMap([...few, ...bodies, ...lost], room, world.frame);
    assert.equal(at.size, few.length + bodies.length + lost.length);
    for (const { x, y } of at.values()) assert.ok(x > 0 && x < room.w && y > 0 && y < room.h);
    const beside = [...at.values()].filter(({ side }) => side);
    for (const p of beside) for (const q of at.values()) assert.ok(p === q || Math.hypot(p.x - q.x, p.y - q.y) > 8);
    assert.ok(look.k > 0.1);
  });
}
test("north is up, west is left, and what lies beyond stands beside the map", () => {
  const { at } = placeOnMap(countries, { w: 1400, h: 700 }, world.frame);
  assert.ok(at.get("NO").y < at.get("CZ").y && at.get("CZ").y < at.get("IT").y);
  assert.ok(at.get("PT").x < at.get("CZ").x && at.get("CZ").x < at.get("UA").x);
  assert.equal(at.get("CZ").side, "");
  assert.equal(at.get("CA").side, "left");
  assert.equal(at.get("JP").side, "right");
});

test("a line is the same both ways, ends at its dots, and bends upwards", () => {
  const [p, q] = [{ x: 10, y: 50 }, { x: 110, y: 60 }];
  assert.equal(bent(bend(p, q)), bent(bend(q, p)));
  assert.deepEqual(alongBend(bend(p, q), 0), p);
  assert.deepEqual(alongBend(bend(p, q), 1), q);
  assert.ok(alongBend(bend(p, q), 0.5).y < 55);
});

test("pairs are counted once, whatever joins them and in which direction", () => {
  const relations = [{ a: "x", b: "y" }, { a: "y", b: "x" }, { a: "x", b: "z" }];
  assert.deepEqual([...pairsOf(relations)].sort(), ["x|y", "x|z"]);
  assert.ok(sizeOfCountry(50) > sizeOfCountry(2));
  assert.ok(widthOfPairs(66) > widthOfPairs(1));
});

for (const count of [1, 2, 7, 16, 47, 90]) {
  test(`${count} bodies fan out around their country, none on another`, () => {
    const own = Array.from({ length: count }, (_, i) => ({ id: `b${i}`, turn: Math.sin(i * 7) * 3 }));
    const at = [...fanOut(own, { x: 300, y: 200 }, 9).values()];
    assert.equal(at.length, count);
    for (const p of at) {
      assert.ok(Math.hypot(p.x - 300, p.y - 200) > 9 + 12);
      for (const q of at) assert.ok(p === q || Math.hypot(p.x - q.x, p.y - q.y) > 9);
    }
  });
}

const overlap = (p, q) => p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
const measure = (text) => text.length * 6.2;
for (let seed = 1; seed <= 40; seed += 1) {
  test(`names cover nothing and are nearest to their own dot, ${seed}`, () => {
    const next = chance(seed);
    const room = { w: 300 + next() * 1200, h: 250 + next() * 600 };
    const dots = Array.from({ length: 4 + Math.floor(next() * 70) }, (_, i) => ({
      id: `d${i}`, x: next() * room.w, y: next() * room.h, r: 3 + next() * 11, weight: Math.floor(next() * 40),
      texts: ["x".repeat(3 + next() * 22), "XX"],
    }));
    const names = placeNames(dots, room, measure);
    names.forEach(({ id, box, isLed }, i) => {
      const own = dots.find((dot) => dot.id === id);
      const away = farFrom(box, own) - own.r;
      assert.ok(away <= 6 || isLed, `${id} is ${away} away`);
      assert.ok(!overlap(box, [-99, -99, 0, 9999]) && box[1] >= 0 && box[2] <= room.w && box[3] <= room.h);
      for (const dot of dots.filter((each) => each !== own)) {
        assert.ok(farFrom(box, dot) - dot.r > 0, `${id} covers ${dot.id}`);
        assert.ok(isLed || farFrom(box, dot) - dot.r > away, `${id} nearer to ${dot.id}`);
      }
      for (const other of names.slice(i + 1)) assert.ok(!overlap(box, other.box));
    });
  });
}
test("the weightiest is named first, the shorter text where the longer has no room", () => {
  const dots = [
    { id: "small", x: 60, y: 50, r: 4, weight: 1, texts: ["A rather long name", "S"] },
    { id: "great", x: 52, y: 50, r: 4, weight: 9, texts: ["Great"] },
  ];
  const names = placeNames(dots, { w: 110, h: 100 }, measure);
  assert.deepEqual(names.map(({ text }) => text), ["Great", "S"]);
});

test("a hub in a crowd has its name at the end of a line", () => {
  const crowd = Array.from({ length: 48 }, (_, i) => ({
    id: `d${i}`, x: 150 + 13 * Math.cos(i * 0.131 * 6) * (1 + (i % 3)), y: 150 + 13 * Math.sin(i * 0.131 * 6) * (1 + (i % 3)),
    r: 6, weight: 1, texts: [],
  }));
  const hub = { id: "hub", x: 150, y: 150, r: 6, weight: 99, texts: ["A hub", "H"] };
  const [name] = placeNames([...crowd, hub], { w: 300, h: 300 }, measure);
  assert.deepEqual([name.id, name.text, name.isLed], ["hub", "A hub", true]);
});
