// Tables leave the page as a spreadsheet reads them: no cell is computed, none is cut apart.
import assert from "node:assert/strict";
import test from "node:test";
import { asCsv, asWorkbook, crc32, zip } from "../../../kg/page/assets/workbook.js";

test("cells are parted as the spreadsheets of a language part them", () => {
  assert.equal(asCsv([["a", "b;c"], [1, 'say "x"']], "cs"), 'a;"b;c"\r\n1;"say ""x"""\r\n');
  assert.equal(asCsv([["a", "b;c"], [null, "d,e"]], "en"), 'a,b;c\r\n,"d,e"\r\n');
});
test("nothing that begins like a formula is computed", () => {
  for (const text of ["=1+1", "+1", "-1", "@x", "\tx"]) assert.equal(asCsv([[text]]).startsWith("'"), true);
  assert.equal(asCsv([[-1]]), "-1\r\n");
});
test("checksums are those of everybody", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});
test("the same sheets give the same bytes, and end as a ZIP does", () => {
  const make = () => asWorkbook([{ name: "One", rows: [["a"], ["\u0001<&>"]] }]);
  assert.deepEqual(make(), make());
  assert.deepEqual([...make().slice(0, 4)], [0x50, 0x4b, 3, 4]);
  assert.equal(zip([]).length, 22);
});
