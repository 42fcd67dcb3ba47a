// The code as people type it, on whichever keyboard their phone shows.

import assert from "node:assert/strict";
import test from "node:test";
import { readCode } from "../../../web/code.js";

test("a code is read in either letter case", () => {
  assert.equal(readCode("K7QX"), "K7QX");
  assert.equal(readCode(" k7qx "), "K7QX");
});

test("a Cyrillic letter counts as the Latin one that it looks like", () => {
  assert.equal(readCode("АВЕК"), "ABEK");
  assert.equal(readCode("МНРС"), "MHPC");
  assert.equal(readCode("ТУХ2"), "TYX2");
  assert.equal(readCode("авек"), "ABEK");
  assert.equal(readCode("мнрс"), "MHPC");
  assert.equal(readCode("тух2"), "TYX2");
  assert.equal(readCode("kАвz"), "KABZ");
});

test("anything else is no code", () => {
  for (const typed of ["", "ABC", "ABCDE", "ABC0", "ABCI", "ABCO", "AB D", "АВСЖ", "АВСО", "ÄBCD", "ßAB", "ſABC", "ＡBCD"]) {
    assert.equal(readCode(typed), null, typed);
  }
});
