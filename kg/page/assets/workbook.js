// ---- workbook: rows as CSV and as a workbook that Excel, LibreOffice and Numbers open; pure ------------
// A workbook is a ZIP of XML files (ECMA-376); its parts are stored as they are, which needs no library.
const COMMAS = { en: ",", cs: ";" }; // what spreadsheets of a language part cells with
/** Return rows of cells as CSV, as a spreadsheet of that language reads it. */
export function asCsv(rows, lang = "en") {
  const comma = COMMAS[lang];
  const cell = (value) => {
    const text = typeof value === "number" ? String(value) : harmless(String(value ?? ""));
    return new RegExp(`[${comma}"\\n\\r]`).test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cell).join(comma) + "\r\n").join("");
}
/** A spreadsheet would compute what begins like a formula. */
const harmless = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const CELL_MOST = 32767; // characters of a cell, by the limits of Excel
// XML has no place for control characters.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const xmlText = (text) => text.replace(UNWRITABLE, "\ufffd").replace(/[&<>"]/g, (each) => ENTITIES[each]);
const columnName = (at) => (at < 26 ? "" : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));
function cellXml(value, at, row, style) {
  const place = `${columnName(at)}${row}`;
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "number") return `<c r="${place}"${style}><v>${value}</v></c>`;
  const text = xmlText(String(value).slice(0, CELL_MOST));
  return `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}
const COLUMN_MOST = 60; // characters of a column on the screen
function sheetXml(rows) {
  const head = rows[0] ?? [];
  const widths = head.map((_, at) => Math.max(...rows.slice(0, 200).map((row) => String(row[at] ?? "").length)));
  const columns = widths.map((wide, at) => `<col min="${at + 1}" max="${at + 1}" width="${Math.min(wide + 2, COLUMN_MOST)}" customWidth="1"/>`);
  const line = (row, i) =>
    `<row r="${i + 1}">${row.map((value, at) => cellXml(value, at, i + 1, i ? "" : ' s="1"')).join("")}</row>`;
  const last = `${columnName(Math.max(head.length - 1, 0))}${Math.max(rows.length, 1)}`;
  return (
    `${XML}<worksheet xmlns="${MAIN}"><dimension ref="A1:${last}"/>` +
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    (columns.length ? `<cols>${columns.join("")}</cols>` : "") +
    `<sheetData>${rows.map(line).join("")}</sheetData>` +
    (head.length ? `<autoFilter ref="A1:${last}"/>` : "") +
    "</worksheet>"
  );
}
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>' +
  '<cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
/** What a sheet may be called: 31 characters without those that mean something to Excel. */
const sheetName = (name) => xmlText(name.replace(/[\\/*?:[\]]/g, " ").slice(0, 31));

/** Return a workbook as bytes; each sheet is { name, rows }, its first row the names of the columns. */
export function asWorkbook(sheets) {
  const numbers = sheets.map((_, i) => i + 1);
  const related = (id, type, target) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (all) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
  const part = (path, type) => `<Override PartName="/xl/${path}" ContentType="${KIND}.${type}+xml"/>`;
  const types = numbers.map((n) => part(`worksheets/sheet${n}.xml`, "worksheet")).join("");
  const listed = sheets.map(({ name }, i) => `<sheet name="${sheetName(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return zip([
    ["[Content_Types].xml", `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("workbook.xml", "sheet.main")}${part("styles.xml", "styles")}${types}</Types>`],
    ["_rels/.rels", relations([related("rId1", "officeDocument", "xl/workbook.xml")])],
    ["xl/workbook.xml", `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join("")}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", relations([
      ...numbers.map((n) => related(`rId${n}`, "worksheet", `worksheets/sheet${n}.xml`)),
      related("rId0", "styles", "styles.xml"),
    ])],
    ["xl/styles.xml", STYLES],
    ...sheets.map(({ rows }, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(rows)]),
  ]);
}

// ---- ZIP, every file stored ----------------------------------------------------------------------------
const DAY = 0x21; // 1 January 1980: the same content gives the same bytes
const UTF8 = 0x800; // names are in UTF-8
const encoder = new TextEncoder();
export function zip(files) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, text] of files) {
    const [path, content] = [encoder.encode(name), encoder.encode(text)];
    const common = [2, 20, 2, UTF8, 2, 0, 2, 0, 2, DAY, 4, crc32(content), 4, content.length, 4, content.length, 2, path.length, 2, 0];
    const entry = bytes([4, 0x04034b50, ...common]);
    directory.push(bytes([4, 0x02014b50, 2, 20, ...common, 2, 0, 2, 0, 2, 0, 4, 0, 4, at]), path);
    parts.push(entry, path, content);
    at += entry.length + path.length + content.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = bytes([4, 0x06054b50, 2, 0, 2, 0, 2, files.length, 2, files.length, 4, size, 4, at, 2, 0]);
  return joinBytes([...parts, ...directory, end]);
}
/** Numbers by turns with how many bytes they take, the least important first. */
function bytes(pairs) {
  const found = [];
  for (let i = 0; i < pairs.length; i += 2)
    for (let byte = 0; byte < pairs[i]; byte += 1) found.push((pairs[i + 1] >>> (8 * byte)) & 255);
  return Uint8Array.from(found);
}
function joinBytes(parts) {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}
const TABLE = Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
export const crc32 = (content) =>
  (content.reduce((sum, byte) => TABLE[(sum ^ byte) & 255] ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
