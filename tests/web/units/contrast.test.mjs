// What is told from what is beside it by its edge alone. Text is looked at by axe, on each view.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const css = readFileSync(new URL("../../../web/styles/base.css", import.meta.url), "utf8");
const [dark, light] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) =>
  Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour])),
);
const themes = { dark, light: { ...dark, ...light } };

/** As WCAG 2.2 reckons it. */
function luminance(colour) {
  const parts = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

for (const [theme, colours] of Object.entries(themes)) {
  test(`edges have three times the light of what is beside them, or a third of it: ${theme}`, () => {
    const edges = ["edge", "accent-edge", "good-edge"].flatMap(edge => ["stage", "card", "control"].map(ground => [edge, ground]));
    const faint = edges
      .map(([edge, ground]) => [edge, ground, contrast(colours[edge], colours[ground])])
      .filter(([, , ratio]) => !(ratio >= 3));
    assert.deepEqual(faint, []);
  });
}
