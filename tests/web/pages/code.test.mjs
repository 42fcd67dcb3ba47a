// The code typed by hand, on a keyboard that is set to Cyrillic.

import assert from "node:assert/strict";
import test from "node:test";
import { enter, hosting, person, stage } from "../harness.mjs";

const at = stage(test);

const TWINS = { A: "а", B: "в", E: "е", K: "к", M: "м", H: "н", P: "р", C: "с", T: "т", Y: "у", X: "х" };
const inCyrillic = code => [...code].map(letter => TWINS[letter] ?? letter.toLowerCase()).join("");

/** A lobby whose code has a letter with a Cyrillic twin. */
async function lobby(t) {
  for (;;) {
    const { page, code } = await hosting(at, t);
    if ([...code].some(letter => letter in TWINS)) return code;
    await page.close();
  }
}

test("a code typed in Cyrillic letters leads to its lobby", async t => {
  const code = await lobby(t);
  const page = await person(at, t);
  await page.goto(`${at.service.address}/`);
  await page.locator("input[name=code]").fill(inCyrillic(code));
  await page.locator("form", { has: page.locator("input[name=code]") }).locator("button").click();
  await page.waitForURL(`${at.service.address}/${code}`);
  await enter(page, "Anna");
});

test("so does an address in Cyrillic letters", async t => {
  const code = await lobby(t);
  const page = await person(at, t);
  await page.goto(`${at.service.address}/${inCyrillic(code)}`);
  await enter(page, "Anna");
  assert.equal(page.url(), `${at.service.address}/${code}`);
});

test("a text that is no code is not sent", async t => {
  const page = await person(at, t);
  await page.goto(`${at.service.address}/`);
  await page.locator("input[name=code]").fill("авсж");
  await page.locator("form", { has: page.locator("input[name=code]") }).locator("button").click();
  assert.equal(await page.locator("input[name=code]").evaluate(input => input.validity.customError), true);
  assert.equal(page.url(), `${at.service.address}/`);
});

test("a link that is pasted into the field leads to its lobby", async t => {
  const { page: host, code } = await hosting(at, t);
  const page = await person(at, t);
  await page.goto(`${at.service.address}/`);
  await page.locator("input[name=code]").fill(` ${host.url().replace("/host", "")} `);
  await page.locator("form", { has: page.locator("input[name=code]") }).locator("button").click();
  await page.waitForURL(`${at.service.address}/${code}`);
  await enter(page, "Anna");
});

test("the field says that a code has neither O nor 0", async t => {
  const page = await person(at, t);
  await page.goto(`${at.service.address}/`);
  const field = page.locator("input[name=code]");
  const said = () => field.evaluate(input => input.validationMessage);
  await field.fill("ABC0");
  assert.match(await said(), /neither O nor 0/);
  await field.fill("ABCÄ");
  assert.match(await said(), /4 letters/);
  await field.fill("ABCD");
  assert.equal(await said(), "");
});
