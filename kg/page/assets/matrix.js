// ---- matrix: who belongs to what, as rows and columns; pure ---------------------------------------------
const WEIGHT = { member: 3, likely: 2, part: 1 };
/** What a square says: a member that is stated, one that is implied or ambiguous, or a part without being one. */
export function markOfSquare(relations) {
  const members = relations.filter(({ edge }) => edge === "memberOf");
  if (!members.length) return "part";
  return members.some(({ status }) => status === "stated") ? "member" : "likely";
}
/** The first year that is said of any of some relations, or "". */
export function yearOfSquare(relations) {
  const years = relations.map(({ since }) => since).filter(Boolean);
  return years.length ? years.reduce((p, q) => (p < q ? p : q)).slice(0, 4) : "";
}
export const squareKey = (row, column) => `${row}|${column}`;
/** Return rows, columns and squares of some relations, each from a row to a column. */
export function squaresOf(relations) {
  const squares = new Map();
  for (const each of relations) {
    const key = squareKey(each.a, each.b);
    if (!squares.has(key)) squares.set(key, { key, row: each.a, column: each.b, relations: [] });
    squares.get(key).relations.push(each);
  }
  for (const square of squares.values()) {
    const own = square.relations.filter(({ edge }) => edge === "memberOf");
    square.mark = markOfSquare(square.relations);
    square.year = yearOfSquare(own.length ? own : square.relations);
  }
  const keys = (key) => [...new Set([...squares.values()].map((square) => square[key]))];
  return { rows: keys("row"), columns: keys("column"), squares };
}

/** Return rows and columns by how much they hold, then by name: *compare* puts two of them in order. */
export function byCount({ rows, columns, squares }, compare) {
  const sum = (axis) => {
    const found = new Map();
    for (const square of squares.values())
      found.set(square[axis], (found.get(square[axis]) ?? 0) + 1 + WEIGHT[square.mark] / 100);
    return found;
  };
  const order = (ids, sums) => [...ids].sort((p, q) => sums.get(q) - sums.get(p) || compare(p, q));
  return { rows: order(rows, sum("row")), columns: order(columns, sum("column")) };
}
/** Return rows and columns so that alike ones lie together: each at the mean of its squares, again and
 *  again until nothing moves (reciprocal averaging, Hill 1973), starting from the order by count. */
export function byBlocks(matrix, compare) {
  let { rows, columns } = byCount(matrix, compare);
  const beside = { row: near(matrix, "row", "column"), column: near(matrix, "column", "row") };
  for (let turn = 0; turn < 40; turn += 1) {
    const before = rows.join();
    rows = atMeans(rows, columns, beside.row);
    columns = atMeans(columns, rows, beside.column);
    if (rows.join() === before) break;
  }
  const held = (row) => beside.row.get(row).length;
  const sum = (some) => some.reduce((all, row) => all + held(row), 0);
  const half = Math.floor(rows.length / 2);
  const isFirst = sum(rows.slice(0, half)) >= sum(rows.slice(rows.length - half));
  return isFirst ? { rows, columns } : { rows: rows.reverse(), columns: columns.reverse() };
}
function near({ squares }, from, to) {
  const found = new Map();
  for (const square of squares.values())
    found.set(square[from], [...(found.get(square[from]) ?? []), square[to]]);
  return found;
}
function atMeans(ids, others, beside) {
  const place = new Map(others.map((id, i) => [id, i]));
  const mean = (id) => beside.get(id).reduce((sum, other) => sum + place.get(other), 0) / beside.get(id).length;
  const means = new Map(ids.map((id) => [id, mean(id)]));
  const was = new Map(ids.map((id, i) => [id, i]));
  return [...ids].sort((p, q) => means.get(p) - means.get(q) || was.get(p) - was.get(q));
}
/** Of what two rows are both members, and of what only the one or the other; columns in their order. */
export function compareRows({ squares }, columns, a, b) {
  const has = (row) => (column) => (squares.get(squareKey(row, column))?.mark ?? "part") !== "part";
  return {
    both: columns.filter((column) => has(a)(column) && has(b)(column)),
    onlyA: columns.filter((column) => has(a)(column) && !has(b)(column)),
    onlyB: columns.filter((column) => !has(a)(column) && has(b)(column)),
  };
}
