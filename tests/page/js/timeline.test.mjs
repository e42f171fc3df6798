// The time line: bars out of relations, what is certain and what is not, axes, groups.
import assert from "node:assert/strict";
import test from "node:test";
import { answer } from "../../../kg/page/assets/dates.js";
import {
  barsOf, groupBars, isDated, piecesOf, startOf, ticksOf, yearsOf, yearsShown,
} from "../../../kg/page/assets/timeline.js";

const [FIRST, LAST] = ["0001-01-01", "9999-12-31"];
const TODAY = 2026.9;
const AXIS = [1990, 2027];
const YEAR_2010 = ["2010-01-01", "2010-12-31", "2010-01-01", LAST, LAST]; // since some day of 2010
const DAY = ["2014-09-26", "2014-09-26", "2014-09-26", LAST, LAST];
const CLOSED = ["2010-01-01", "2010-01-31", "2016-12-01", "2016-12-31", LAST];
const ATTESTED = [FIRST, "1993-08-14", "1993-08-14", LAST, LAST];
const NOTHING = [FIRST, LAST, FIRST, LAST, LAST];
const FOUNDED = ["2000-01-01", LAST, "2000-01-01", LAST, LAST];
const looks = (bounds) => piecesOf(bounds, AXIS, TODAY).map(({ look }) => look);
const tie = (a, b, family, more = {}) => ({ id: `${a}-${b}-${family}`, a, b, family, basis: "", spans: [CLOSED], ...more });

test("a day is a part of its year", () => {
  assert.equal(yearsOf("2010-01-01"), 2010);
  assert.ok(Math.abs(yearsOf("2010-12-31", true) - 2011) < 0.01);
  assert.ok(Math.abs(yearsOf("2014-07-02") - 2014.5) < 0.01);
});

test("a bar ends where an end is stated, fades where none is, is hatched where nobody says", () => {
  assert.deepEqual(looks(CLOSED), ["rough", "sure", "rough"]);
  assert.deepEqual(looks(YEAR_2010), ["rough", "open"]);
  assert.deepEqual(looks(DAY), ["rough", "open"]);
  assert.deepEqual(looks(ATTESTED), ["unknown", "open"]);
  assert.deepEqual(looks(NOTHING), ["unknown"]);
  assert.deepEqual(looks(FOUNDED), ["unknown"]);
});

test("pieces follow one another without a gap, within the axis", () => {
  for (const bounds of [CLOSED, YEAR_2010, DAY, ATTESTED, NOTHING, FOUNDED]) {
    const pieces = piecesOf(bounds, AXIS, TODAY);
    pieces.forEach((piece, i) => {
      assert.ok(piece.from >= AXIS[0] && piece.to <= AXIS[1] && piece.from < piece.to);
      if (i) assert.equal(piece.from, pieces[i - 1].to);
    });
  }
});

test("a sure piece is drawn where it certainly held, and no year without an answer is sure", () => {
  for (const bounds of [CLOSED, YEAR_2010, DAY, ATTESTED, NOTHING, FOUNDED]) {
    const pieces = piecesOf(bounds, AXIS, TODAY);
    for (let year = 1990; year < 2026; year += 1) {
      const here = pieces.filter(({ from, to }) => from < year + 1 && to > year).map(({ look }) => look);
      const said = answer(bounds, String(year));
      if (here.includes("sure")) assert.equal(said, "yes");
      if (said === "no") assert.deepEqual(here, []);
      if (said !== "no") assert.ok(here.length, `${year} of ${bounds}`);
    }
  }
});

test("an agreement of three is one bar with three parties; two memberships are two bars", () => {
  const bars = barsOf([
    tie("a", "b", "agreement", { basis: "agr" }),
    tie("a", "c", "agreement", { basis: "agr" }),
    tie("b", "c", "agreement", { basis: "agr" }),
    tie("a", "net", "membership"),
    tie("b", "net", "membership"),
    tie("a", "prj", "project"),
    tie("b", "prj", "project"),
    tie("a", "unit", "structure"),
  ]);
  const sizes = Object.fromEntries(bars.map(({ id, relations }) => [id, relations.length]));
  assert.deepEqual(sizes, { agr: 3, "a|net": 1, "b|net": 1, prj: 2 });
  assert.deepEqual([...bars[0].ends].sort(), ["a", "b", "c"]);
  assert.deepEqual([...bars[3].ends].sort(), ["a", "b"]);
});

test("a bar spans all that is said of it", () => {
  const [bar] = barsOf([tie("a", "p", "project"), tie("b", "p", "project", { spans: [["2018-01-01", "2018-12-31", "2020-01-01", "2020-12-31", LAST]] })]);
  assert.deepEqual(bar.bounds.slice(0, 4), ["2010-01-01", "2010-01-31", "2020-01-01", "2020-12-31"]);
});

test("bars sort by their dates as dates, what has none comes last", () => {
  const bar = (id, bounds) => ({ id, name: id, bounds, sort: "agreements" });
  const bars = [bar("none", NOTHING), bar("day", DAY), bar("old", ATTESTED), bar("year", YEAR_2010)];
  const compare = (p, q) => (p < q ? -1 : Number(p > q));
  const groups = groupBars(bars, () => ["all"], (key) => key, compare);
  assert.deepEqual(groups.map(({ key, bars: own }) => [key, own.map(({ id }) => id)]), [
    ["all", ["old", "year", "day"]],
    ["dateless", ["none"]],
  ]);
  assert.equal(isDated(bars[0]), false);
  assert.equal(startOf(bars[0]), Infinity);
});

test("in groups a bar stands with each of its countries", () => {
  const bars = [{ id: "x", name: "x", bounds: DAY, countries: ["cz", "sk"] }];
  const groups = groupBars(bars, (bar) => bar.countries, (key) => key, (p, q) => (p < q ? -1 : 1));
  assert.deepEqual(groups.map(({ key }) => key), ["cz", "sk"]);
});

test("an axis shows all years that are said, and names as many as have room", () => {
  const bars = [{ bounds: CLOSED }, { bounds: NOTHING }];
  assert.deepEqual(yearsShown(bars, TODAY), [2010, 2027]);
  assert.deepEqual(yearsShown([], TODAY), [2026, 2027]);
  const ticks = ticksOf([1985, 2027], 900, 60);
  assert.deepEqual(ticks, [1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020, 2025]);
  assert.equal(ticksOf([1, 2027], 300, 60).length <= 5, true);
});
