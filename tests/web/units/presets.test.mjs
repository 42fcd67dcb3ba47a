import assert from "node:assert/strict";
import test from "node:test";
import { FAIR_WINDOW, PRESETS, areValues, changesOf } from "../../../web/presets.js";

const presets = Object.fromEntries(PRESETS);
const settings = { ...presets.presetPlain, doors: "open" };

/** As the form of the page has them. */
const fieldsOf = ({ values, wrong_costs, false_start_ms, buzz_seconds, answer_seconds, fair_window_ms, doors, ...choices }) => ({
  ...choices,
  values: values.join(" "),
  ...(wrong_costs && { wrong_costs: "on" }),
  ...(doors === "closed" && { doors: "on" }),
  false_start: String(false_start_ms / 1000),
  buzz_seconds: String(buzz_seconds),
  answer_seconds: String(answer_seconds),
  fair_window_ms: String(fair_window_ms),
});

test("a form that is saved as it came changes nothing", () => {
  for (const rules of [settings, { ...presets.presetJeopardy, doors: "closed", false_start_ms: 333 }]) {
    assert.deepEqual(changesOf(fieldsOf(rules), rules), {});
  }
});

test("only what is otherwise is sent", () => {
  const pub = { ...presets.presetPub, doors: "closed" };
  assert.deepEqual(changesOf(fieldsOf(pub), settings), {
    wrong_answer: "next",
    wrong_costs: false,
    doors: "closed",
    fair_window_ms: FAIR_WINDOW,
  });
  const timed = { ...settings, false_start_ms: 250, values: [5] };
  assert.deepEqual(changesOf(fieldsOf(timed), settings), { values: [5], false_start_ms: 250 });
  const fair = { ...settings, fair_window_ms: 300 };
  assert.deepEqual(changesOf(fieldsOf(fair), settings), { fair_window_ms: 300 });
});

test("all presets have the same fair window, but for the plain one, which has none", () => {
  const { presetPlain, ...others } = presets;
  assert.equal(presetPlain.fair_window_ms, 0);
  assert.ok(FAIR_WINDOW > 0 && FAIR_WINDOW <= 1000);
  for (const [key, { fair_window_ms: window }] of Object.entries(others)) assert.equal(window, FAIR_WINDOW, key);
});

test("values are whole numbers from 1 to 10000, 1 to 10 of them, none twice", () => {
  for (const text of ["1", "10 20,30; 40", "10000", "1 2 3 4 5 6 7 8 9 10"]) assert.ok(areValues(text), text);
  for (const text of ["", " ", "0", "-1", "1.5", "10001", "ten", "5 5", "1 2 3 4 5 6 7 8 9 10 11"]) {
    assert.ok(!areValues(text), text);
  }
});
