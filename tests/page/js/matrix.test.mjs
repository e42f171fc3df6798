// The matrix of members: what a square says, the order of rows and columns, two rows side by side.
import assert from "node:assert/strict";
import test from "node:test";
import { byBlocks, byCount, compareRows, squareKey, squaresOf } from "../../../kg/page/assets/matrix.js";

const part = (a, b, more = {}) => ({ a, b, edge: "memberOf", status: "stated", since: null, ...more });
const byName = (p, q) => (p < q ? -1 : Number(p > q));

test("a square is filled for a stated member, pale for another, hollow for who only takes part", () => {
  const { squares } = squaresOf([
    part("cz", "cep"),
    part("sk", "cep", { status: "implied" }),
    part("sk", "cep", { edge: "", status: "stated" }),
    part("pl", "cep", { edge: "" }),
    part("at", "cep", { status: "ambiguous" }),
    part("at", "cep", { status: "stated" }),
  ]);
  const marks = Object.fromEntries([...squares].map(([key, square]) => [key, square.mark]));
  assert.deepEqual(marks, { "cz|cep": "member", "sk|cep": "likely", "pl|cep": "part", "at|cep": "member" });
});

test("no part that is no membership makes a member, whatever is said of it", () => {
  for (const status of ["stated", "implied", "ambiguous"])
    assert.equal(squaresOf([part("cz", "v4", { edge: "", status })]).squares.get("cz|v4").mark, "part");
});

test("the year is the first that is said of the membership, not of another part", () => {
  const year = (...relations) => squaresOf(relations).squares.get("cz|cep").year;
  assert.equal(year(part("cz", "cep", { since: "2009-05" }), part("cz", "cep", { since: "2016" })), "2009");
  assert.equal(year(part("cz", "cep"), part("cz", "cep", { edge: "", since: "1998" })), "");
  assert.equal(year(part("cz", "cep", { edge: "", since: "1998" })), "1998");
});

test("every relation stands in one square of one row and one column", () => {
  const relations = ["a", "b", "c"].flatMap((row) => ["x", "y"].map((column) => part(row, column)));
  const { rows, columns, squares } = squaresOf([...relations, part("a", "x")]);
  assert.deepEqual([rows, columns], [["a", "b", "c"], ["x", "y"]]);
  assert.equal([...squares.values()].reduce((sum, square) => sum + square.relations.length, 0), 7);
});

test("by count: who is in most comes first, equal ones by name", () => {
  const matrix = squaresOf([part("b", "x"), part("b", "y"), part("c", "y"), part("a", "y"), part("d", "y", { edge: "" })]);
  assert.deepEqual(byCount(matrix, byName), { rows: ["b", "a", "c", "d"], columns: ["y", "x"] });
});

test("by blocks: alike rows lie together, and nothing is lost", () => {
  const blocks = [["p", "q"], ["x", "y", "z"]];
  const relations = blocks.flatMap((columns, i) =>
    ["1", "2", "3", "4"].flatMap((n) => columns.map((column) => part(`${n}${"ab"[i]}`, column))));
  const matrix = squaresOf(relations.sort((p, q) => byName(p.a, q.a)));
  const { rows, columns } = byBlocks(matrix, byName);
  assert.equal(new Set(rows.map((row) => row[1]).join("").replace(/(.)\1+/g, "$1")).size, 2);
  assert.match(rows.map((row) => row[1]).join(""), /^(a+b+|b+a+)$/);
  assert.deepEqual([...rows].sort(byName), [...matrix.rows].sort(byName));
  assert.deepEqual([...columns].sort(byName), [...matrix.columns].sort(byName));
  assert.deepEqual(byBlocks(matrix, byName), { rows, columns });
});

test("two rows: what both have, and what only the one", () => {
  const matrix = squaresOf([part("cz", "cep"), part("cz", "mecr"), part("sk", "cep"), part("sk", "v4"), part("cz", "v4", { edge: "" })]);
  const found = compareRows(matrix, ["v4", "mecr", "cep"], "cz", "sk");
  assert.deepEqual(found, { both: ["cep"], onlyA: ["mecr"], onlyB: ["v4"] });
  assert.ok(matrix.squares.has(squareKey("cz", "mecr")));
});
