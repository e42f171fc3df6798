// ---- yearsums: how much is known of each year; pure -------------------------------------------------------
import { FIRST_DAY, LAST_DAY, began, yearOfDay } from "./dates.js";
/** The first and the last year that any of some relations names. */
export function yearsOfAll(relations) {
  const days = relations.flatMap(({ bounds }) => bounds).filter((day) => day !== FIRST_DAY && day !== LAST_DAY);
  const years = days.map(yearOfDay);
  const least = (act, from) => years.reduce((best, year) => act(best, year), from);
  return years.length ? [least(Math.min, Infinity), least(Math.max, -Infinity)] : [2000, 2000];
}
/** How many hold for certain in each year: they had begun, and had not ended as far as is known. */
export function holdingIn(relations, first, last) {
  const sums = new Array(last - first + 1).fill(0);
  for (const { bounds } of relations) {
    const [, start, end] = bounds;
    const stop = Math.min(yearOfDay(end), last);
    for (let year = Math.max(yearOfDay(start), first); year <= stop; year += 1) sums[year - first] += 1;
  }
  return sums;
}
/** How many are known to have begun in each year. */
export function beginningIn(relations, first, last) {
  const years = Array.from({ length: last - first + 1 }, (_, i) => String(first + i).padStart(4, "0"));
  const dated = relations.filter(({ spans }) => spans.some(([earliest]) => earliest !== FIRST_DAY));
  return years.map((year) => dated.filter(({ spans }) => began(spans, year, year)).length);
}
