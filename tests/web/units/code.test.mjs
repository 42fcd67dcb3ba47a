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

test("a code typed blindly on a Russian keyboard is what its keys have in Latin", () => {
  assert.equal(readCode("ФИСВ"), "ABCD");
  assert.equal(readCode("фисв"), "ABCD");
  assert.equal(readCode("л7йч"), "K7QX");
  assert.equal(readCode("ОФИС"), "JABC");
});

test("letters that look like a code are read as they look, and one as it is heard", () => {
  assert.equal(readCode("АВСД"), "ABCD");
});

test("a link is as good as its code", () => {
  for (const link of ["http://quiz.test:8080/k7qx", "quiz.test/K7QX/", "https://quiz.test/K7QX?from=chat#top", "/K7QX"]) {
    assert.equal(readCode(` ${link}\n`), "K7QX", link);
  }
});

test("anything else is no code", () => {
  for (const typed of ["", "ABC", "ABCDE", "ABC0", "ABCI", "ABCO", "AB D", "АВСЖ", "АВСО", "ÄBCD", "ßAB", "ſABC", "ＡBCD"]) {
    assert.equal(readCode(typed), null, typed);
  }
});
