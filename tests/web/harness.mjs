// The real program, real browsers, and what people do in them.

import assert from "node:assert/strict";
import { setTimeout as moment } from "node:timers/promises";
import { chromium } from "playwright-core";
import { HOST, PATIENCE, Service } from "./service.mjs";

export { PATIENCE, Service };
export const PHONE = { width: 390, height: 844 };
export const SMALL_PHONE = { width: 320, height: 568 };
export const LAPTOP = { width: 1280, height: 800 };

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_BIN,
    args: ["--no-sandbox", `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
  });

/** A service and a browser for the tests of one file; `context` closes what a test opens. */
export function stage(test, variables) {
  const stage = { service: null, browser: null };
  test.before(async () => {
    stage.service = await Service.start(variables);
    stage.browser = await launch();
  });
  test.after(async () => {
    await stage.browser?.close();
    await stage.service?.stop();
  });
  return stage;
}

/** A person's browser. What goes wrong in its scripts fails the test. */
export async function person(stage, t, { viewport = PHONE, locale = "en-US", ...options } = {}) {
  const context = await stage.browser.newContext({
    viewport,
    locale,
    colorScheme: "dark",
    hasTouch: viewport.width < 800,
    isMobile: viewport.width < 800,
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  const faults = [];
  context.on("weberror", error => faults.push(error.error()));
  context.on("console", message => /Content.Security.Policy/i.test(message.text()) && faults.push(message.text()));
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  return context.newPage();
}

export async function hosting(stage, t, { name = "Olga", address = stage.service.address, ...options } = {}) {
  const page = await person(stage, t, { viewport: LAPTOP, ...options });
  await page.goto(`${address}/`);
  await page.locator("input[name=name]").fill(name);
  await page.locator("form", { has: page.locator("input[name=name]") }).locator("button").click();
  await page.waitForURL(/\/host\/....$/);
  await page.locator(".stage").waitFor();
  return { page, code: page.url().slice(-4) };
}

/** As `hosting`, with rules of its own. */
export async function hostingBy(stage, t, settings) {
  const answer = await fetch(`${stage.service.local}/api/v1/lobbies`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ host_name: "Olga", settings }),
  });
  const { token, lobby } = await answer.json();
  const page = await person(stage, t, { viewport: LAPTOP });
  await page.goto(`${stage.service.address}/host/${lobby.code}#${token}`);
  await page.locator(".stage").waitFor();
  return { page, code: lobby.code };
}

/** The link of a new wall, as the host's page makes it. */
export async function wallLink(host) {
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("button", { name: "Screens and co-hosts" }).click();
  await host.getByRole("button", { name: "A wall" }).click();
  const link = await host.getByRole("link", { name: "Open the wall here" }).getAttribute("href");
  await host.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  return link;
}

export async function joining(stage, t, code, name, options = {}) {
  const page = await person(stage, t, options);
  await page.goto(`${options.address ?? stage.service.address}/${code.toLowerCase()}`);
  await enter(page, name);
  return page;
}

export async function enter(page, name) {
  await page.locator("input[name=name]").fill(name);
  await page.locator("form button").click();
  await buzzer(page).waitFor();
}

export const buzzer = (page, kind) => page.locator(kind ? `.buzzer[data-kind="${kind}"]` : ".buzzer");
export const row = (page, name) => page.locator(".scores .row", { hasText: name });
export const score = (page, name) => row(page, name).locator(".score");
/** A score as the screens have it, with a real minus. */
export const written = score => `${score}`.replace("-", "−");
export const nextQuestion = page => page.locator(".move[data-move=next]");
export const queued = (page, name) => page.locator(".queued", { hasText: name });
export const judge = (page, verdict) => page.locator(`.move[data-move=${verdict}]`);

/** Waits until a locator has this text, direction isolates apart. */
export async function says(locator, expected) {
  const until = Date.now() + PATIENCE;
  let text;
  do {
    text = plain(await locator.innerText());
    if (text === expected) return;
    await locator.page().evaluate(() => new Promise(requestAnimationFrame));
  } while (Date.now() < until);
  assert.equal(text, expected);
}

export const plain = text => text.replace(/[\u2068\u2069]/g, "").replace(/\s+/g, " ").trim();

/** Waits until what `ask` resolves with is the expected. */
export async function becomes(ask, expected) {
  const until = Date.now() + PATIENCE;
  let found;
  do {
    found = await ask();
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    await moment(20);
  } while (Date.now() < until);
  assert.deepEqual(found, expected);
}

/** Sends an intercepted request on its way: who intercepts does not know the name that the browser was taught. */
export const deliver = (stage, route) =>
  route.fetch({ url: route.request().url().replace(stage.service.address, stage.service.local) });

/** The host lets a queued player answer, and says how it was. */
export async function answered(host, name, verdict) {
  await queued(host, name).getByRole("button").click();
  await judge(host, verdict).click();
  await host.locator(".move[data-move=right]:disabled").waitFor();
}

export async function worth(host, value) {
  await host.locator(".segment", { hasText: String(value) }).click();
  await host.locator(`.segment input[value="${value}"]:checked`).waitFor();
}

/** The host makes a team, and puts a player into it. */
export async function teamUp(host, team, player) {
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("dialog").getByRole("button", { name: "Teams" }).click();
  await host.getByLabel("New team").fill(team);
  await host.getByRole("button", { name: "Add" }).click();
  await host.getByRole("button", { name: player, exact: true }).click();
  await host.getByRole("button", { name: new RegExp(`Put .*${player}.* here`) }).click();
  await host.getByRole("dialog").getByRole("button", { name: "Close" }).click();
}
