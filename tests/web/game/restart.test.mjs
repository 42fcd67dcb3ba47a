// A new game with the same players: what it asks, what it clears, and that it can be taken back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { answered, becomes, buzzer, deliver, hosting, joining, nextQuestion, person, says, score, stage, worth } from "../harness.mjs";

const at = stage(test);

const question = host => host.locator(".bar-line");
const done = host => host.locator(".done");
const asking = host => host.getByRole("dialog", { name: "New game" });
const begin = host => asking(host).getByRole("button", { name: "New game" });

async function menu(host, name) {
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("dialog").getByRole("button", { name }).click();
}

/** Anna is right in question 1, worth 20, and Ben in question 2, worth 30. */
async function played(t) {
  const { page: host, code } = await hosting(at, t);
  const [anna, ben] = [await joining(at, t, code, "Anna"), await joining(at, t, code, "Ben")];
  for (const [phone, name, value] of [[anna, "Anna", 20], [ben, "Ben", 30]]) {
    await worth(host, value);
    await phone.locator(".buzzer").tap();
    await answered(host, name, "right");
  }
  await says(question(host), "Question 3 · 30");
  return { host, code, anna, ben };
}

async function scored(pages, expected) {
  for (const page of pages) {
    for (const [name, points] of Object.entries(expected)) await says(score(page, name), String(points));
  }
}

/** A wall of this lobby, by a link as the host's page makes it. */
async function wallOf(host, t) {
  await menu(host, "Screens and co-hosts");
  await host.getByRole("button", { name: "A wall" }).click();
  const link = await host.getByRole("link", { name: "Open the wall here" }).getAttribute("href");
  await host.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  const wall = await person(at, t, { viewport: { width: 1920, height: 1080 } });
  await wall.goto(link);
  await wall.locator(".wall").waitFor();
  return wall;
}

test("after the end a new game begins with the same players, and undo brings the old one back", async t => {
  const { host, code, anna, ben } = await played(t);
  const wall = await wallOf(host, t);
  await menu(host, "Show the final standings");
  await says(wall.locator(".podium li").first().locator(".name"), "Ben");
  await buzzer(anna, "finished").waitFor();

  await host.locator(".up").getByRole("button", { name: "New game" }).click();
  await asking(host).getByText("All points are cleared").waitFor();
  const saved = host.waitForEvent("download");
  await asking(host).getByRole("button", { name: "Save the score sheet" }).click();
  assert.match(readFileSync(await (await saved).path(), "utf8"), /Anna.*Ben/);
  await asking(host).getByRole("button", { name: "Close" }).click();
  await asking(host).waitFor({ state: "detached" });
  await scored([host], { Anna: 20, Ben: 30 });

  await host.locator(".up").getByRole("button", { name: "New game" }).click();
  await begin(host).click();
  await says(question(host), "Question 1 · 10");
  await says(done(host), "New game Undo");
  await scored([host, anna, ben], { Anna: 0, Ben: 0 });
  await says(host.locator(".invitation .code"), code);
  await says(wall.locator(".wall-code"), code);
  await buzzer(anna, "ready").waitFor();

  await done(host).getByRole("button", { name: "Undo" }).click();
  await host.locator(".up[data-kind=finished]").waitFor();
  await says(question(host), "Question 3 · 30");
  await scored([host], { Anna: 20, Ben: 30 });
  for (const phone of [anna, ben]) await says(phone.locator(".standings .row").first().locator(".score"), "30");
  await says(wall.locator(".podium li").first().locator(".name"), "Ben");
  await buzzer(anna, "finished").waitFor();

  await host.getByRole("button", { name: "History" }).click();
  await host.locator(".history [data-undone]", { hasText: "New game" }).waitFor();
});

test("a new game begins from the menu, too, and goes on like any other", async t => {
  const { host, anna, ben } = await played(t);
  await menu(host, "New game");
  await begin(host).click();
  await says(question(host), "Question 1 · 10");
  await anna.locator(".buzzer").tap();
  await host.locator(".invitation").waitFor({ state: "detached" });
  await answered(host, "Anna", "right");
  await scored([host, anna, ben], { Anna: 10, Ben: 0 });
});

test("where another host has gone on since it was asked, nothing is cleared", async t => {
  const { host } = await played(t);
  const other = await host.context().newPage();
  await other.goto(host.url());
  await other.locator(".stage").waitFor();
  await menu(host, "New game");
  await begin(host).waitFor();
  await nextQuestion(other).click();
  await says(question(host), "Question 4 · 30");
  await begin(host).click();
  await says(host.locator(".notice"), "That question is over.");
  await says(question(host), "Question 4 · 30");
  await scored([host, other], { Anna: 20, Ben: 30 });
});

test("a double click begins one game, and names its round", async t => {
  const { host } = await played(t);
  const asked = [];
  await host.route("**/restart", route => asked.push(route));
  await menu(host, "New game");
  await begin(host).dblclick();
  await becomes(() => asked.length > 0, true);
  for (const route of asked) await route.fulfill({ response: await deliver(at, route) });
  await says(question(host), "Question 1 · 10");
  assert.deepEqual(asked.map(route => Object.keys(route.request().postDataJSON())), [["round"]]);
});

test("the dialogs are there before the network is gone, and one that can't be had is said", async t => {
  const { page: host } = await hosting(at, t);
  await host.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name, responseEnd }) => name.includes("/host-dialogs-") && responseEnd > 0),
  );
  await host.context().setOffline(true);
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("dialog", { name: "Menu" }).waitFor();
  await host.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await host.context().setOffline(false);

  let isLost = true;
  await host.route("**/host-dialogs-*.js", route => (isLost ? route.abort() : route.fallback()));
  await host.reload();
  await host.locator(".stage").waitFor();
  await host.getByRole("button", { name: "Menu" }).click();
  await host.locator(".notice").waitFor();
  await says(host.locator(".notice"), "The service does not answer. Try again in a moment.");
  assert.equal(await host.locator("dialog").count(), 0);
  isLost = false;
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("dialog", { name: "Menu" }).waitFor();
});
