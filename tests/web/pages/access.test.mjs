// Keyboard, screen reader, contrast: on every view, in light and dark, in both languages.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { PNG } from "pngjs";
import { contrast } from "../contrast.mjs";
import { LAPTOP, PHONE, becomes, buzzer, enter, hosting, hostingBy, joining, person } from "../harness.mjs";
import { judge, queued, row, says, score, stage, teamUp, wallLink } from "../harness.mjs";

const at = stage(test);
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

async function inspect(page, view) {
  await page.locator("main").waitFor(); // it comes with the texts of its language, after the document is loaded
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(" | ").slice(0, 300)}`);
    assert.deepEqual(found, [], `${view}, ${colorScheme}`);
    assert.ok(passes.some(({ id }) => id === "color-contrast" || id === "document-title"), `${view}: nothing was looked at`);
  }
  await inspectForced(page, view);
}

/** Where the system chooses the colours, and less motion. */
async function inspectForced(page, view) {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await page.keyboard.press("Tab"); // so that the focus is shown
  assert.deepEqual(await page.evaluate(edgeless), [], `${view}, forced colours`);
  await page.emulateMedia({ forcedColors: "none" });
}

/** In the page: what can be pressed or typed into, but has no edge, or does not show the focus; and what moves. */
function edgeless() {
  const CLEAR = "rgba(0, 0, 0, 0)";
  const groundOf = element => {
    const own = getComputedStyle(element).backgroundColor;
    return own !== CLEAR ? own : element.parentElement === null ? "none" : groundOf(element.parentElement);
  };
  const hasEdge = element => {
    const around = groundOf(element.parentElement);
    const { borderTopColor, borderTopStyle, borderTopWidth } = getComputedStyle(element);
    const isDrawn = borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 1 && borderTopColor !== around;
    return isDrawn || groundOf(element) !== around;
  };
  const showsFocus = element => {
    element.focus();
    const { outlineColor, outlineStyle, outlineWidth } = getComputedStyle(edgeOf(element));
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && outlineColor !== groundOf(edgeOf(element).parentElement);
  };
  // A row has the edge for the button that fills it, and what is beside a radio button stands for it.
  const edgeOf = element => (element.matches("[type=radio]") ? element.nextElementSibling : element);
  const boxOf = element => (element.matches(".row-button") ? element.parentElement : edgeOf(element));
  const name = element => `${element.tagName}.${element.className} “${element.textContent.trim().slice(0, 24)}”`;
  const held = document.activeElement;
  const root = document.querySelector("dialog") ?? document.body;
  const shown = [...root.querySelectorAll("button, input, select, .button")].filter(element => element.checkVisibility());
  const found = [
    ...shown.filter(element => !hasEdge(boxOf(element))).map(element => `no edge: ${name(element)}`),
    ...shown.filter(element => !element.matches(":disabled") && !showsFocus(element)).map(element => `no focus: ${name(element)}`),
    ...document.getAnimations().map(({ effect }) => `moves: ${name(effect.target)}`),
  ];
  held.focus();
  return found;
}

for (const locale of ["en-US", "ru-RU"]) {
  test(`axe finds nothing on any view, ${locale}`, async t => {
    const { page: host, code } = await hosting(at, t, { locale });
    await inspect(host, "host, nobody there");
    const start = await person(at, t, { locale });
    await start.goto(`${at.service.address}/`);
    await inspect(start, "start");
    const anna = await person(at, t, { locale });
    await anna.goto(`${at.service.address}/${code}`);
    await anna.locator("form").waitFor();
    await inspect(anna, "join");
    await enter(anna, "Anna");
    const ben = await joining(at, t, code, "Ben", { locale });
    await buzzer(anna, "ready").waitFor();
    await inspect(anna, "ready");
    await host.locator(".segment input").first().check({ force: true });
    await anna.locator(".buzzer").tap();
    await buzzer(anna, "first").waitFor();
    await inspect(anna, "first");
    await ben.locator(".buzzer").tap();
    await buzzer(ben, "placed").waitFor();
    await inspect(ben, "second");
    await queued(host, "Ben").waitFor();
    await inspect(host, "host, queue");
    await queued(host, "Anna").getByRole("button").click();
    await buzzer(anna, "answering").waitFor();
    await inspect(anna, "answering");
    await inspect(host, "host, answer");
    await host.locator(".move[data-move=right]").click();
    await buzzer(anna, "ready").waitFor();
    await judge(host, "lock").click();
    await buzzer(anna, "locked").waitFor();
    await inspect(anna, "locked");
    await anna.locator(".bar > button:last-child").tap();
    await inspect(anna, "player's menu");
    await ben.context().setOffline(true);
    await buzzer(ben, "offline").waitFor();
    await inspect(ben, "offline");
    await row(host, "Anna").getByRole("button").click();
    await inspect(host, "host, player");
    await host.keyboard.press("Escape");
    await host.locator("dialog").waitFor({ state: "detached" });
    await host.locator(".bar > button:last-child").click();
    await inspect(host, "host's menu");
    await host.keyboard.press("Escape");
    await host.locator("dialog").waitFor({ state: "detached" });
    await host.locator(".bar > button").first().click();
    await host.locator(".history .row").first().waitFor();
    await inspect(host, "history");
    await host.keyboard.press("Escape");
    await host.locator("dialog").waitFor({ state: "detached" });
    await host.locator(".bar > button:last-child").click();
    await host.locator("dialog button").first().click();
    await host.locator(".rules").waitFor();
    await inspect(host, "rules");
    await host.keyboard.press("Escape");
    for (const [place, view, mark] of [[1, "teams", ".inline"], [2, "links", ".pair"], [-1, "new game", ".primary"]]) {
      await host.locator("dialog").waitFor({ state: "detached" });
      await host.locator(".bar > button:last-child").click();
      await host.locator("dialog .menu button").nth(place).click();
      await host.locator(`dialog ${mark}`).waitFor();
      await inspect(host, view);
      await host.keyboard.press("Escape");
    }
    const stranger = await person(at, t, { locale });
    await stranger.goto(`${at.service.address}/host/${code}`);
    await stranger.locator("main[data-view=stranger]").waitFor();
    await inspect(stranger, "not the host");
    await start.locator("input[name=code]").fill("2222");
    await start.locator("form button").first().tap();
    await start.locator(".warning").waitFor();
    await inspect(start, "no such game");
    await start.goto(`${at.service.address}/nowhere/at/all`);
    await start.locator(".notice").waitFor();
    await inspect(start, "a notice");
  });
}

test("axe finds nothing on the wall", async t => {
  const { page: host, code } = await hosting(at, t);
  const wall = await person(at, t, { viewport: { width: 1280, height: 720 } });
  await wall.goto(await wallLink(host));
  const anna = await joining(at, t, code, "Anna");
  await wall.locator(".wall-guests li").waitFor();
  await inspect(wall, "the wall, before");
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").getByRole("button").click();
  await wall.locator(".wall-word[data-kind=answering]").waitFor();
  await inspect(wall, "the wall, an answer");
  await judge(host, "right").click();
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("button", { name: "Show the final standings" }).click();
  await wall.locator(".podium").waitFor();
  await inspect(wall, "the wall, the end");
});

test("where the system chooses the colours, teams keep theirs", async t => {
  const { page: host, code } = await hosting(at, t);
  await joining(at, t, code, "Anna");
  await teamUp(host, "Reds", "Anna");
  await host.emulateMedia({ forcedColors: "active" });
  const edge = row(host, "Anna").and(host.locator("[data-player]"));
  await becomes(() => edge.evaluate(element => getComputedStyle(element).borderLeftColor), "rgb(230, 25, 75)");
});

/** Presses Tab until this has the focus. */
async function tabTo(page, locator) {
  await locator.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await locator.evaluate(element => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the keyboard does not reach ${locator}`);
}

const announced = page => page.locator("#announcer");

/** Of the ring of a countdown, on its right, and what is beside it. */
async function ringOf(page) {
  const { data, width, height } = PNG.sync.read(await page.locator(".clock").screenshot({ animations: "disabled" }));
  const colourAt = (x, y) => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)];
  return contrast(colourAt(Math.round(0.95 * width), height >> 1), colourAt(1, 1));
}

test("the ring of a countdown is seen on every card, in light and dark", async t => {
  const { page: host, code } = await hostingBy(at, t, { buzz_seconds: 600, answer_seconds: 600 });
  const anna = await joining(at, t, code, "Anna");
  const look = async card => {
    await host.locator(`.up[data-kind=${card}] .clock`).waitFor();
    for (const colorScheme of ["dark", "light"]) {
      await host.emulateMedia({ colorScheme });
      const ratio = await ringOf(host);
      assert.ok(ratio >= 3, `${card}, ${colorScheme}: ${ratio}`);
    }
  };
  await look("open");
  await anna.locator(".buzzer").tap();
  await look("first");
  await queued(host, "Anna").getByRole("button").click();
  await look("answering");
});

test("a game by keyboard alone, and what a screen reader hears of it", async t => {
  const host = await person(at, t, { viewport: LAPTOP });
  await host.goto(`${at.service.address}/`);
  await tabTo(host, host.getByLabel("Your name"));
  await host.keyboard.type("Olga");
  await host.keyboard.press("Enter");
  await host.waitForURL(/\/host\/....$/);
  const code = host.url().slice(-4);
  await host.locator("h1:focus").waitFor();

  const anna = await person(at, t, { viewport: LAPTOP });
  await anna.goto(`${at.service.address}/`);
  await tabTo(anna, anna.getByLabel("Code", { exact: true }));
  await anna.keyboard.type(code.toLowerCase());
  await anna.keyboard.press("Enter");
  await tabTo(anna, anna.getByLabel("Your name"));
  await anna.keyboard.type("Anna");
  await anna.keyboard.press("Enter");
  await anna.locator(".buzzer:focus").waitFor();
  await says(announced(anna), "Buzz! – Press when you know it");

  await tabTo(host, host.locator(".segment input:checked"));
  await host.keyboard.press("ArrowRight");
  await host.locator('.segment input[value="20"]:checked').waitFor();

  await anna.keyboard.press("Space");
  await says(announced(anna), "You are first – Wait for the host");
  await says(announced(host), "Anna has buzzed first");
  await tabTo(host, host.getByRole("button", { name: /Anna.? answers/ }));
  await host.keyboard.press("Enter");
  await host.locator("#up-title:focus").waitFor();
  await says(announced(anna), "Your answer! – The host is listening");
  await tabTo(host, host.getByRole("button", { name: "Right +20" }));
  await host.keyboard.press("Enter");
  await says(score(host, "Anna"), "20");
  await says(announced(anna), "Buzz! – Press when you know it");
  // Nobody has to look for the keyboard's place again.
  await host.locator("main :focus").waitFor();
  await anna.keyboard.press("Enter");
  await says(announced(anna), "You are first – Wait for the host");

  await tabTo(host, host.getByRole("button", { name: "Menu" }));
  await host.keyboard.press("Enter");
  await tabTo(host, host.getByRole("button", { name: "Show the final standings" }));
  await host.keyboard.press("Enter");
  await says(announced(host), "Final standings");
  await says(announced(anna), "The end – Thank you for playing");
  await host.locator("dialog").waitFor({ state: "detached" });
  await tabTo(host, host.locator(".up").getByRole("button", { name: "New game" }));
  await host.keyboard.press("Enter");
  await tabTo(host, host.getByRole("dialog").getByRole("button", { name: "New game" }));
  await host.keyboard.press("Enter");
  await says(host.locator(".bar-line"), "Question 1 · 10");
  await says(announced(anna), "Buzz! – Press when you know it");
});

test("a dialog gives the focus back, and Escape closes it", async t => {
  const { page: host, code } = await hosting(at, t);
  await joining(at, t, code, "Anna");
  const edit = row(host, "Anna").getByRole("button");
  for (const close of [() => host.keyboard.press("Escape"), () => host.getByRole("button", { name: "Close" }).click()]) {
    await tabTo(host, edit);
    await host.keyboard.press("Enter");
    await host.getByRole("dialog").waitFor();
    await close();
    await host.locator("dialog").waitFor({ state: "detached" });
    assert.ok(await edit.evaluate(element => element === document.activeElement));
  }
});

test("the language is the browser's, can be changed, and stays", async t => {
  const page = await person(at, t, { locale: "ru-RU", viewport: PHONE });
  await page.goto(`${at.service.address}/`);
  await page.getByRole("heading", { name: "Войти в игру" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ru");
  await page.getByRole("button", { name: "English" }).tap();
  await page.getByRole("heading", { name: "Join a game" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.reload();
  await page.getByRole("heading", { name: "Join a game" }).waitFor();
});

test("nothing moves for those who want it so", async t => {
  const page = await person(at, t, { reducedMotion: "reduce" });
  const { code } = await hosting(at, t);
  await page.goto(`${at.service.address}/${code}`);
  await enter(page, "Anna");
  await page.locator(".sheet-button").tap();
  await page.locator("dialog .scores .row").waitFor();
  const animated = await page.evaluate(() => document.getAnimations().length);
  assert.equal(animated, 0);
});
