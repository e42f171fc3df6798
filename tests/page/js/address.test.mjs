// A state and its address: there and back, on top of the first look, deaf to what is not known.
import assert from "node:assert/strict";
import test from "node:test";
import { makeChecks, openBook, readAddress, viewIn, writeAddress } from "../../../kg/page/assets/address.js";

const things = new Set(["id:a", "id:b"]);
const checks = makeChecks({
  groups: ["penal", "event", "text"],
  families: ["agreement", "event"],
  hasThing: (id) => things.has(id),
  hasCountry: (id) => id === "id:no",
});
const views = [
  { id: "overview", state: "form=map&kinds=event,text&alone=hide" },
  { id: "everything", state: "" },
  { id: "partners", state: "edge=partnersWith&alone=hide" },
];
const book = openBook(checks, views, "en");
const read = (hash) => readAddress(hash, book);

test("no address is the first look, and so is one that says nothing known", () => {
  const first = read("");
  assert.equal(first.kinds, "event,text");
  assert.equal(first.form, "map");
  for (const hash of ["#", "#utm=1", "#x=&y=%E0%A4", "#view=nonsense", "#sel=nobody", "#__proto__=1"])
    assert.deepEqual(read(hash), first, hash);
});

test("what an address names is set, all else is as in the first look", () => {
  assert.deepEqual(read("#sel=a"), { ...read(""), sel: "id:a" });
  assert.deepEqual(read("#kinds="), { ...read(""), kinds: "" });
});

test("a view is the base of what stands beside it", () => {
  assert.equal(read("#view=partners").kinds, "");
  assert.equal(read("#view=partners&asof=2014").edge, "partnersWith");
});

test("the two ends of a line stand in any order", () => {
  assert.equal(read("#line=id:b|id:a").line, read("#line=id:a|id:b").line);
});

test("every state comes back from its address", () => {
  const values = {
    form: ["map", "matrix", "timeline", "network"],
    kinds: ["", "event", "penal,text"],
    edge: ["", "memberOf"],
    country: ["", "id:no"],
    asof: ["", "2014", "2014-05-31"],
    since: ["", "2010"],
    when: ["", "unknown"],
    layout: ["", "rings"],
    centre: ["id:a"],
    sel: ["", "id:a"],
    with: ["", "id:b"],
    line: ["", "id:a|id:b"],
    lang: ["en", "cs"],
    theme: ["", "dark"],
  };
  let seed = 5;
  const chance = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let i = 0; i < 500; i += 1) {
    const own = Object.entries(values).map(([key, all]) => [key, all[chance(all.length)]]);
    const state = { ...book.blank, ...Object.fromEntries(own) };
    assert.deepEqual(read(writeAddress(state, book)), state);
  }
});

test("the first look has no address and a view has its name", () => {
  assert.equal(writeAddress(read(""), book), "");
  assert.equal(writeAddress(read("#view=partners"), book), "#view=partners");
  assert.equal(viewIn(read("#view=partners&sel=a"), book).id, "partners");
});

test("dates are years, months or days of the calendar", () => {
  for (const good of ["2014", "2014-02", "2014-02-28"]) assert.equal(read(`#asof=${good}`).asof, good);
  for (const bad of ["14", "2014-13", "2014-1", "2014-02-32", "x"]) assert.equal(read(`#asof=${bad}`).asof, "");
});
