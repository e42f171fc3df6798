// ---- signs: the samples of legend, search and panel ---------------------------------------------------
import { inTheme, paper } from "./colours.js";
import { DATA } from "./data.js";
import { svgMark } from "./marks.js";
import { svg } from "./markup.js";
import { asked, sizeFor, widthFor, widthOfRung } from "./scene.js";
import { state } from "./state.js";
import { t } from "./words.js";
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
const SIZED = [1, 10, 40]; // neighbours, or things that one dot stands for
const WIDE = [1, 4, 12]; // relations
/** What sizes and widths mean, as rows of a sign and its words, in the picture that is drawn. */
export function measures() {
  const dots = SIZED.map((n, i) => {
    const r = asked.into ? 5 + 1.8 * Math.sqrt(n) : sizeFor(n);
    return svg("circle", { cx: [8, 28, 60][i], cy: 20, r: r.toFixed(1), fill: "none", stroke: paper.soft });
  });
  const isByStrength = state.edge === "partnersWith" && !asked.into && DATA.rungs.length > 0;
  const widths = isByStrength ? [DATA.rungs.length, Math.ceil(DATA.rungs.length / 2), 1].map(widthOfRung) : WIDE.map(widthFor);
  const lines = widths.map((width, i) => {
    const x = [2, 27, 52][i];
    return svg("line", { x1: x, x2: x + 20, y1: 8, y2: 8, stroke: paper.soft, "stroke-width": width.toFixed(1) });
  });
  const said = isByStrength ? t("width-strength") : t("width-relations", { n: WIDE.join(", ") });
  return [
    { sign: dots, wide: 82, high: 40, text: t(asked.into ? "size-things" : "size-neighbours", { n: SIZED.join(", ") }) },
    { sign: lines, wide: 76, high: 16, text: said },
  ];
}
