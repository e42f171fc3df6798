// ---- export: the view as a drawing, a picture, a table, an address ---------------------------------------
import { readColours } from "./colours.js";
import { places, relationOf, sources } from "./data.js";
import { $, el } from "./markup.js";
import { dress, seen } from "./scene.js";
import { SHEET, drawing } from "./sheet.js";
import { hashOf, state } from "./state.js";
import { inLang, labelOf, name, t } from "./words.js";
/** XML has no place for control characters, so that something else stands for them. */
const legible = (text) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
export const svgText = () =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${legible(new XMLSerializer().serializeToString(drawing()))}\n`;

export function csvText() {
  const cell = (value) => {
    const text = String(value ?? "");
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; // a spreadsheet would compute it
    return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const head = [
    ...["id", "from", "from_name", "relation", "to", "to_name", "family", "status", "since", "until", "when"],
    ...["as_of", "named_by", "source", "evidence", "held"],
  ];
  const rows = [...seen.relations.keys()]
    .map((id) => relationOf.get(id))
    .map((each) => {
      const where = each.evidence.map((number) => places[number]);
      const all = (textOf) => [...new Set(where.map(textOf))].join(" ");
      return [
        ...[each.id, each.a, name(each.a), labelOf(each), each.b, name(each.b), each.family, each.status],
        ...[
          each.since,
          each.until,
          inLang(each.when),
          state.asof && `${state.asof}: ${seen.relations.get(each.id)}`,
        ],
        ...[each.namedBy, all((place) => sources[place.source].id), all((place) => place.id)],
        all((place) => (place.start === null ? "cited" : "verified")),
      ];
    });
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
export function download(content, type, suffix) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el("a", { href: address, download: `pencoop-network.${suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
export async function png() {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(onPaper(svgText))}`;
  await picture.decode();
  const canvas = el("canvas", { width: 2 * SHEET.wide, height: 2 * SHEET.high });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
/** Copy the address of this view; where that is not allowed, show it to be copied by hand. */
export async function copyLink() {
  const address = location.href.split("#")[0] + hashOf();
  try {
    if (self !== top) throw new Error("a frame may not write there");
    await navigator.clipboard.writeText(address);
    $("said").textContent = t("link-copied");
  } catch {
    $("link").hidden = false;
    $("link").value = address;
    $("link").select();
  }
}
/** What is on the sheet is light, whatever the screen is. */
export function onPaper(make) {
  const before = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  readColours();
  dress();
  const made = make();
  document.documentElement.dataset.theme = before;
  readColours();
  dress();
  return made;
}
