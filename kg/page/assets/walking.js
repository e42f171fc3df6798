// ---- walking: which dot comes next by the arrow keys; pure ---------------------------------------------
const SLOPE = Math.sqrt(3); // a neighbour lies in a direction that is at most 60 degrees off

/** Return the id of the dot in a direction from *start*, or null: a neighbour, else the nearest one. */
export function nextDotBy(dots, start, near, [dx, dy]) {
  let [best, least, isBestNear] = [null, Infinity, false];
  for (const { id, x, y } of dots) {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const isNear = near.has(id) && aside <= along * SLOPE;
    const cost = along + 2 * aside;
    if (along <= 1 || isNear < isBestNear || (isNear === isBestNear && cost >= least)) continue;
    [best, least, isBestNear] = [id, cost, isNear];
  }
  return best;
}
