// What is told from what is beside it by its edge alone. Text is looked at by axe, on each view.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { contrast } from "../contrast.mjs";

const css = readFileSync(new URL("../../../web/styles/base.css", import.meta.url), "utf8");
const [dark, light] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) =>
  Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour])),
);
const themes = { dark, light: { ...dark, ...light } };

const partsOf = colour => [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));

for (const [theme, colours] of Object.entries(themes)) {
  test(`edges have three times the light of what is beside them, or a third of it: ${theme}`, () => {
    const edges = ["edge", "accent-edge", "good-edge"].flatMap(edge => ["stage", "card", "control"].map(ground => [edge, ground]));
    const faint = edges
      .map(([edge, ground]) => [edge, ground, contrast(partsOf(colours[edge]), partsOf(colours[ground]))])
      .filter(([, , ratio]) => !(ratio >= 3));
    assert.deepEqual(faint, []);
  });
}
