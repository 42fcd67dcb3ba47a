// What a host sets and takes away: the rules of a game, and its score sheet.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { answered, buzzer, hosting, hostingBy, joining, nextQuestion, person, says, score, stage } from "../harness.mjs";
import { worth } from "../harness.mjs";
import { FAIR_WINDOW, PRESETS } from "../../../web/presets.js";

const at = stage(test);

async function rules(host) {
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("button", { name: "Rules of the game" }).click();
  await host.locator(".rules").waitFor();
}

async function save(host) {
  await host.locator(".rules").getByRole("button", { name: "Save" }).click();
  await host.locator("dialog").waitFor({ state: "detached" });
}

const field = (host, name) => host.locator(`.rules [name=${name}]`);

test("a preset is a beginning, and the game goes by what is saved", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await rules(host);
  await host.getByRole("button", { name: "Jeopardy" }).click();
  await field(host, "false_start").fill("0");
  assert.equal(await field(host, "fair_window_ms").inputValue(), String(FAIR_WINDOW));
  await host.getByText(`have a fair window of ${FAIR_WINDOW} ms`).waitFor();
  await field(host, "values").fill("100, 300");
  await save(host);
  assert.deepEqual(await host.locator(".segment").allInnerTexts(), ["100", "300"]);
  await worth(host, 300);
  await nextQuestion(host).click();
  await buzzer(anna, "locked").waitFor();
  await host.getByRole("button", { name: "Open", exact: true }).click();
  await buzzer(anna, "ready").waitFor();
  await anna.locator(".buzzer").tap();
  await answered(host, "Anna", "wrong");
  await says(score(anna, "Anna"), "−300");
  await buzzer(anna, "out").waitFor();

  await rules(host);
  const shown = name => field(host, name).inputValue();
  const names = ["values", "wrong_answer", "opens", "false_start", "buzz_seconds", "answer_seconds", "fair_window_ms"];
  assert.deepEqual(await Promise.all(names.map(shown)), ["100 300", "reopen", "by_host", "0", "5", "5", String(FAIR_WINDOW)]);
  await host.getByRole("button", { name: "Plain" }).click();
  await host.keyboard.press("Escape");
  await rules(host);
  assert.equal(await shown("wrong_answer"), "reopen");
});

test("the plain rules are those of a lobby for which nothing was set", async t => {
  const answer = await fetch(`${at.service.local}/api/v1/lobbies`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ host_name: "Olga" }),
  });
  const { settings } = (await answer.json()).lobby;
  const [, plain] = PRESETS.find(([key]) => key === "presetPlain");
  for (const [name, value] of Object.entries(plain)) assert.deepEqual(value, settings[name], name);
});

test("rules that were set by the API can be saved with others", async t => {
  const { page: host } = await hostingBy(at, t, { false_start_ms: 333 });
  await rules(host);
  await field(host, "buzz_seconds").fill("30");
  await save(host);
  await rules(host);
  assert.equal(await field(host, "false_start").inputValue(), "0.333");
});

test("with closed doors nobody new comes in", async t => {
  const { page: host, code } = await hosting(at, t);
  await rules(host);
  await field(host, "doors").click();
  await save(host);
  const late = await person(at, t);
  await late.goto(`${at.service.address}/${code}`);
  await late.getByText("Nobody new can join").waitFor();
});

test("values that can't be offered are not sent", async t => {
  const { page: host } = await hosting(at, t);
  await rules(host);
  for (const values of ["", "0", "10 10", "ten", "1 2 3 4 5 6 7 8 9 10 11", "10001"]) {
    await field(host, "values").fill(values);
    await host.locator(".rules").getByRole("button", { name: "Save" }).click();
    assert.equal(await field(host, "values").evaluate(input => input.validity.valid), false, values);
  }
  await host.getByRole("button", { name: "Plain" }).click();
  await save(host);
});

test("the score sheet is a file", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Анна");
  await worth(host, 20);
  await anna.locator(".buzzer").tap();
  await answered(host, "Анна", "right");
  await host.getByRole("button", { name: "Menu" }).click();
  const saved = host.waitForEvent("download");
  await host.getByRole("button", { name: "Save the score sheet" }).click();
  const file = await saved;
  assert.equal(file.suggestedFilename(), `panenka-${code}.csv`);
  assert.match(readFileSync(await file.path(), "utf8"), /^\uFEFF.*Анна/);
});
