// ---- markup: elements are made, text is text -------------------------------------------------
import { count, inLang, langOf } from "./words.js";
export const $ = (id) => document.getElementById(id);
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "click") made.addEventListener("click", value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child || child === 0));
  return made;
}
export const button = (text, click, props = {}) => el("button", { type: "button", click, ...props }, text);
export const small = (...children) => el("p", { class: "small" }, ...children);
export const figure = (number) => el("span", { class: "number" }, count(number));
export const words = (tag, pair, props = {}) => el(tag, { ...props, lang: langOf(pair) }, inLang(pair));
export const SVG = "http://www.w3.org/2000/svg";
export function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
