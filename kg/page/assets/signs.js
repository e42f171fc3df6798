// ---- signs: the samples of legend, search and panel ---------------------------------------------------
import { inTheme, paper } from "./colours.js";
import { svgMark } from "./marks.js";
import { svg } from "./markup.js";
import { state } from "./state.js";
export const ICON = { viewBox: "0 0 26 16", "aria-hidden": "true" };
export const lineSample = (family) =>
  svg("line", {
    x1: 1,
    x2: 25,
    y1: 8,
    y2: 8,
    stroke: inTheme(family),
    "stroke-width": family.id === "structure" ? 1.2 : 2,
    "stroke-dasharray": (state.asof ? [] : family.dashes).map((each) => each * 0.75).join(" ") || "none",
  });
export const groupSample = (group) =>
  svgMark({ ...group, fill: state.colour ? paper.soft : inTheme(group) }, 13, 8, 5.2);
