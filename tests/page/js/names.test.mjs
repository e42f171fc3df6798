// Where names stand and what they say: each plainly that of its dot, or with a line to it.
import assert from "node:assert/strict";
import test from "node:test";
import { rowsOf, shortNames } from "../../../kg/page/assets/naming.js";
import { gapTo, findPlace, openBoard, touch } from "../../../kg/page/assets/placing.js";

let seed = 11;
const chance = (n) => (seed = (seed * 48271) % 2147483647) % n;
const variant = { wide: 90, high: 28 };
const dotAt = (id, x, y, r = 6) => ({ id, x, y, r, weight: 1 });

test("no name lies on another or on a dot, and each is nearest to its own dot or has a line", () => {
  for (let round = 0; round < 20; round += 1) {
    const dots = Array.from({ length: 60 }, (_, i) => dotAt(`d${i}`, chance(900), chance(600), 3 + chance(9)));
    const board = openBoard(dots);
    const placed = [];
    for (const dot of dots) {
      const found = findPlace({ dot, variants: [variant, { wide: 30, high: 14 }], must: false, bounds: [0, 0, 900, 600] }, board);
      if (!found) continue;
      board.add(found.box);
      placed.push({ dot, ...found });
    }
    assert.ok(placed.length > 10);
    for (const { dot, box } of placed) {
      const own = gapTo(box, dot) - dot.r;
      assert.ok(own <= 6, "beside its dot");
      for (const other of dots) if (other !== dot) assert.ok(gapTo(box, other) - other.r > own);
      for (const other of placed) assert.ok(other.box === box || !touch(box, other.box));
      assert.ok(box[0] >= 0 && box[1] >= 0 && box[2] <= 900 && box[3] <= 600);
    }
  }
});

test("a name that must stand among many dots stands outside, with a line from rim to box", () => {
  const dots = Array.from({ length: 81 }, (_, i) => dotAt(`d${i}`, (i % 9) * 18, Math.floor(i / 9) * 18));
  const dot = dots[40];
  const found = findPlace({ dot, variants: [variant], must: true, bounds: null }, openBoard(dots));
  assert.ok(found.line);
  assert.ok(dots.every((each) => gapTo(found.box, each) > each.r));
  const [from, to] = found.line;
  assert.ok(Math.abs(Math.hypot(from.x - dot.x, from.y - dot.y) - dot.r - 1) < 1e-6);
  assert.ok(gapTo(found.box, to) < 1e-6);
});

test("a name that need not stand is left out where it would mislead", () => {
  const dots = Array.from({ length: 81 }, (_, i) => dotAt(`d${i}`, (i % 9) * 18, Math.floor(i / 9) * 18));
  assert.equal(findPlace({ dot: dots[40], variants: [variant], must: false, bounds: null }, openBoard(dots)), null);
});

test("a long name is cut in its middle, and a short one is not", () => {
  assert.deepEqual(rowsOf("Prison Service", 2), ["Prison Service"]);
  const rows = rowsOf("Directorate for the Execution of Sanctions of the Republic of North Macedonia", 2);
  assert.ok(rows.length <= 2);
  assert.match(rows.join(" "), /^Directorate .*… .*Macedonia$/);
  for (const row of rowsOf("x".repeat(100000), 2)) assert.ok(row.length < 30);
});

test("an acronym of two bodies gets the country, or goes where there is none", () => {
  const thing = (id, short, country) => ({ id, name: `Name of ${id}`, short, country });
  const all = shortNames([thing("a", "MoJ", "id:lv"), thing("b", "MoJ", "id:ee"), thing("c", "CEP", null), thing("d", "NPS", null), thing("e", "NPS", "id:gb")]);
  assert.deepEqual([..."abcde"].map((id) => all.get(id).short), ["MoJ (LV)", "MoJ (EE)", "CEP", null, "NPS (GB)"]);
});

test("first words that three names share go where there is too little room", () => {
  const names = ["Visit of the Minister", "Visit of the Director General", "Visit of a delegation", "Study visit to Oslo"];
  const all = shortNames(names.map((name, i) => ({ id: `${i}`, name, short: null, country: null })));
  assert.equal(all.get("0").rest, "… the Minister");
  assert.equal(all.get("3").rest, "Study visit to Oslo");
});
