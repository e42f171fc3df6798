// ---- counting: the numbers in the sentences of a story, out of what a state shows; pure ---------------
import { commonOf, compareTwo } from "./comparing.js";
const BODIES = new Set(["penal", "authority", "international", "unit", "other"]);
const distinct = (items) => new Set(items.filter(Boolean)).size;

/** Return what each gap of a sentence stands for; *seen* is what the state *wanted* shows. */
export function countIn(graph, seen, wanted) {
  const shown = [...seen.nodes].map((id) => graph.nodeOf.get(id));
  const drawn = [...seen.relations.keys()].map((id) => graph.relationOf.get(id));
  const bodies = shown.filter(({ group }) => BODIES.has(group));
  return {
    things: shown.length,
    bodies: bodies.length,
    countries: distinct(bodies.map(({ country }) => country)),
    relations: drawn.length,
    pairs: distinct(drawn.map(({ a, b }) => `${a}|${b}`)),
    agreements: distinct(drawn.filter(({ family }) => family === "agreement").map(({ basis }) => basis)),
    projects: shown.filter(({ group }) => group === "project").length,
    since: wanted.since,
    ...(wanted.sel ? countOf(graph, drawn, wanted) : {}),
  };
}
function countOf(graph, drawn, { sel, with: other, asof }) {
  const own = drawn.filter(({ a, b }) => a === sel || b === sel);
  const partners = [...new Set(own.filter(({ edge }) => edge === "partnersWith").map(({ a, b }) => (a === sel ? b : a)))];
  return {
    name: graph.nodeOf.get(sel).label,
    partners: partners.length,
    partner_countries: distinct(partners.map((id) => graph.nodeOf.get(id).country)),
    own_agreements: distinct(own.filter(({ family }) => family === "agreement").map(({ basis }) => basis)),
    networks: distinct(own.filter(({ a, edge }) => edge === "memberOf" && a === sel).map(({ b }) => b)),
    common: other ? commonOf(compareTwo(graph, sel, other, asof), graph).length : 0,
  };
}
