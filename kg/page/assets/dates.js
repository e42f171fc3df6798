// ---- dates: did it hold then? The four answers, as kg.edtf gives them; pure ---------------------------
export const FIRST_DAY = "0001-01-01";
export const LAST_DAY = "9999-12-31";
export const CERTAINTY = ["yes", "presumed", "unknown", "no"];

const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const PARTS = {
  21: ["03-01", "06-21"], 22: ["06-01", "09-23"], 23: ["09-01", "12-22"], 24: ["01-01", "03-21"],
  33: ["01-01", "03-31"], 34: ["04-01", "06-30"], 35: ["07-01", "09-30"], 36: ["10-01", "12-31"],
  40: ["01-01", "06-30"], 41: ["07-01", "12-31"],
}; // parts of a year by ISO 8601-2, as kg.edtf has them
/** The first and the last day of a year, a part of it, a month or a day. */
export function period(text) {
  const [year, month, day] = text.split("-");
  if (PARTS[month]) {
    const [first, last] = PARTS[month];
    return [`${year}-${first}`, `${month === "24" ? String(Number(year) + 1).padStart(4, "0") : year}-${last}`];
  }
  const last = day ?? (month ? String(daysIn(Number(year), Number(month))).padStart(2, "0") : "31");
  return [`${year}-${month ?? "01"}-${day ?? "01"}`, `${year}-${month ?? "12"}-${last}`];
}
/** Four answers to "did it hold then?"; the first that fits (the rule stands in the help). */
export function answer([earliestStart, latestStart, earliestEnd, latestEnd, presumedUntil], text) {
  const [first, last] = period(text);
  if (latestStart <= last && earliestEnd >= first) return "yes";
  if (earliestStart > last || latestEnd < first) return "no";
  return latestStart <= last && first <= presumedUntil ? "presumed" : "unknown";
}
/** The surest answer: it held when it held in one of its spans. */
export const surest = (spans, text) =>
  CERTAINTY[Math.min(...spans.map((span) => CERTAINTY.indexOf(answer(span, text))))];
/** Oldest first; what has no date comes last. */
export function byTime(one, other) {
  const [p, q] = [one, other].map(({ bounds: [earliest, latest], id }) => [latest, earliest, id]);
  const at = p.findIndex((value, i) => value !== q[i]);
  return at < 0 ? 0 : p[at] < q[at] ? -1 : 1;
}
/** Whether one of its spans is known to have begun between two dates; "" is no limit. */
export function began(spans, since, until) {
  const first = since ? period(since)[0] : FIRST_DAY;
  const last = until ? period(until)[1] : LAST_DAY;
  return spans.some(([earliestStart, latestStart]) => first <= earliestStart && latestStart <= last);
}
export const yearOfDay = (day) => Number(day.slice(0, 4));
