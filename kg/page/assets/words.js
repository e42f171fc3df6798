// ---- words: every text, in the language of the page ----------------------------------------------------------------------------------
import { LANGS } from "./address.js";
import { DATA, nodeOf } from "./data.js";
import { state } from "./state.js";
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));
export const t = (key, values = {}) =>
  Object.hasOwn(DATA.words, key) ? fill(DATA.words[key][LANGS.indexOf(state.lang)], values) : key;
export const inLang = (pair) => (pair ? apart(pair[LANGS.indexOf(state.lang)] ?? pair[0]) : "");
/** A name that is written from the right, or turns the direction, keeps that to itself. */
const TURNS = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
const apart = (text) => (TURNS.test(text) ? `\u2068${text}\u2069` : text);
export const name = (id) => inLang(nodeOf.get(id).label);
const FORMATS = { en: new Intl.NumberFormat("en-GB"), cs: new Intl.NumberFormat("cs-CZ") };
export const count = (number) => FORMATS[state.lang].format(number);
/** Mark a text that has no Czech as English, for screen readers and spell checkers. */
export const langOf = (pair) => (state.lang === "cs" && pair && !pair[1] ? "en" : null);

/** The relation alone, as a table shows it between its two ends. */
export function labelOf(each) {
  const label = each.family === "funding" ? t("label-funding") : inLang(each.role);
  return each.amount ? `${label}: ${inLang(each.amount)}` : label;
}
/** The relation as one sentence. */
export function sentenceOf(each) {
  const said = t(`says-${each.apart ? "tie" : each.family}`, { a: name(each.a), b: name(each.b), label: inLang(each.role) });
  return each.amount ? `${said}: ${inLang(each.amount)}.` : `${said}.`;
}
export const namedWhat = ({ namedBy }) =>
  Object.hasOwn(DATA.words, `what-${namedBy}`) ? t(`what-${namedBy}`) : namedBy;
export const familyName = (id) => t(state.edge && id === "project" ? "common-project" : `family-${id}`);
