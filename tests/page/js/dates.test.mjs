// A range of time is about what began in it; one date about what held then.
import assert from "node:assert/strict";
import test from "node:test";
import { began, period, surest } from "../../../kg/page/assets/dates.js";

const span = (start, end) => [`${start}-01-01`, `${start}-12-31`, `${end}-01-01`, `${end}-12-31`, "9999-12-31"];
const undated = ["0001-01-01", "9999-12-31", "0001-01-01", "9999-12-31", "9999-12-31"];

test("what began within a range is in it, to the day", () => {
  assert.equal(began([span(2010, 2014)], "2010", ""), true);
  assert.equal(began([span(2010, 2014)], "2010-02", ""), false);
  assert.equal(began([span(2010, 2014)], "", "2010"), true);
  assert.equal(began([span(2010, 2014)], "", "2010-11"), false);
  assert.equal(began([span(2010, 2014)], "2005", "2009"), false);
});
test("one of several spans is enough", () => {
  assert.equal(began([span(2001, 2002), span(2012, 2014)], "2010", "2013"), true);
});
test("what has no date began at no known time, yet before the end of all days", () => {
  assert.equal(began([undated], "2010", ""), false);
  assert.equal(began([undated], "", "2010"), false);
});
test("it held as surely as one of its spans says", () => {
  assert.equal(surest([span(2001, 2002), span(2012, 2014)], "2013"), "yes");
  assert.equal(surest([span(2001, 2002)], "2013"), "no");
  assert.equal(surest([undated], "2013"), "unknown");
});
test("a part of a year has its days", () => {
  assert.deepEqual(period("2018-34"), ["2018-04-01", "2018-06-30"]);
  assert.deepEqual(period("2018-24"), ["2018-01-01", "2019-03-21"]);
  assert.deepEqual(period("2018-02"), ["2018-02-01", "2018-02-28"]);
});
