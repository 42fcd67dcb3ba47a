// Bad networks, sleeping phones, a service that dies.

import assert from "node:assert/strict";
import test from "node:test";
import { SMALL_PHONE, Service, answered, becomes, buzzer, deliver, enter, hosting, joining } from "../harness.mjs";
import { queued, row, says, score, stage, worth } from "../harness.mjs";

const at = stage(test);

/** Marks the page, so that a reload would show. */
const mark = page => page.evaluate(() => (window.marked = true));
const isMarked = page => page.evaluate(() => window.marked === true);

test("a phone that is offline in mid-round comes back to its seat and score, and buzzes into no later round", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  const ben = await joining(at, t, code, "Ben");
  await worth(host, 10);
  await anna.locator(".buzzer").tap();
  await answered(host, "Anna", "right");
  await buzzer(anna, "ready").waitFor();
  await mark(anna);

  await anna.context().setOffline(true);
  await says(buzzer(anna, "offline").locator(".buzzer-text"), "Offline");
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "sent").waitFor();
  await ben.locator(".buzzer").tap();
  await answered(host, "Ben", "right");

  await anna.context().setOffline(false);
  await buzzer(anna, "ready").waitFor();
  await says(anna.locator(".bar-score"), "Points: 10");
  await says(score(anna, "Ben"), "10");
  assert.equal(await host.locator(".queued").count(), 0);
  assert.ok(await isMarked(anna));
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").waitFor();
});

test("a press without a connection counts once there is one, in the same round", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await anna.context().setOffline(true);
  await buzzer(anna, "offline").waitFor();
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "sent").waitFor();
  await anna.context().setOffline(false);
  await buzzer(anna, "first").waitFor();
  await queued(host, "Anna").waitFor();
});

test("what was on its way when the connection was lost does not make the page say that it is back", async t => {
  const { code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await buzzer(anna, "ready").waitFor();
  const asked = [];
  let another;
  const again = new Promise(resolve => (another = resolve));
  await anna.route(/\/events\b/, route => asked.push(route) > 1 && another());
  await anna.evaluate(() => dispatchEvent(new Event("online")));
  await becomes(() => asked.length, 1);
  await anna.context().setOffline(true);
  await buzzer(anna, "offline").waitFor();
  await anna.evaluate(() => {
    window.kinds = [];
    const note = () => window.kinds.push(document.querySelector(".buzzer").dataset.kind);
    new MutationObserver(note).observe(document.body, { attributes: true, childList: true, subtree: true });
  });
  await asked[0].fulfill({ contentType: "text/event-stream", body: ": still here\n\n" }).catch(() => {});
  await again;
  assert.ok(!(await anna.evaluate(() => window.kinds)).includes("ready"));
});

test("a press shows at once, and is sent again when its answer is lost", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  // Whatever else would tell the place.
  await anna.route(/\/(events\?.*|....|....\?.*)$/, route => route.abort());
  await anna.evaluate(() => dispatchEvent(new Event("online")));
  let answers = 0;
  await anna.route("**/buzz", async route => {
    const response = await deliver(at, route);
    answers += 1;
    if (answers === 1) await route.abort();
    else await route.fulfill({ response });
  });
  await anna.evaluate(() =>
    addEventListener("pointerdown", () => (window.atOnce = document.querySelector(".buzzer").dataset.kind)),
  );
  await anna.locator(".buzzer").tap();
  assert.equal(await anna.evaluate(() => window.atOnce), "sent");
  await buzzer(anna, "first").waitFor();
  assert.ok(answers >= 2, "it was not sent again");
  assert.equal(await host.locator(".queued").count(), 1);
});

test("a join whose answer is lost takes one seat, even after a reload", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  anna.on("dialog", dialog => dialog.accept());
  await anna.getByRole("button", { name: "Menu" }).click();
  await anna.getByRole("button", { name: "Leave the game" }).click();
  await row(host, "Anna").waitFor({ state: "detached" });

  const lost = new Promise(resolve =>
    anna.route("**/players", async route => {
      await deliver(at, route);
      await route.abort();
      resolve();
    }),
  );
  await anna.goto(`${at.service.address}/${code}`);
  await anna.locator("input[name=name]").fill("Anna");
  await anna.locator("form button").click();
  await lost;
  await row(host, "Anna").waitFor();
  await anna.unroute("**/players");
  await anna.reload();
  await enter(anna, "Anna");
  assert.deepEqual(await host.locator(".scores .name").allInnerTexts(), ["Anna"]);
});

test("the service is killed in mid-game, and everybody goes on", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  const ben = await joining(at, t, code, "Ben");
  await worth(host, 30);
  await ben.locator(".buzzer").tap();
  await answered(host, "Ben", "right");
  await buzzer(anna, "ready").waitFor();
  for (const page of [host, anna, ben]) await mark(page);

  await at.service.kill();
  await buzzer(anna, "offline").waitFor();
  await host.getByText("No connection").first().waitFor();
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "sent").waitFor();
  await at.service.run();

  await buzzer(anna, "first").waitFor();
  await buzzer(ben, "ready").waitFor();
  await answered(host, "Anna", "wrong");
  for (const page of [host, anna, ben]) {
    await says(score(page, "Anna"), "−30");
    await says(score(page, "Ben"), "30");
    assert.ok(await isMarked(page));
  }
});

test("a reload keeps the seat, and two tabs do no harm", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await anna.reload();
  await buzzer(anna, "ready").waitFor();
  const again = await anna.context().newPage();
  await again.goto(anna.url());
  await buzzer(again, "ready").waitFor();
  assert.deepEqual(await host.locator(".scores .name").allInnerTexts(), ["Anna"]);
  await Promise.all([anna, again].map(page => page.locator(".buzzer").tap({ force: true })));
  for (const page of [anna, again]) await buzzer(page, "first").waitFor();
  assert.equal(await host.locator(".queued").count(), 1);

  // What the one tab is told goes for the other.
  await anna.getByRole("button", { name: "Menu" }).click();
  await anna.getByRole("button", { name: "Русский" }).click();
  await says(buzzer(again).locator(".buzzer-text"), "Вы на первом месте");
  anna.on("dialog", dialog => dialog.accept());
  await anna.getByRole("button", { name: "Выйти из игры" }).click();
  await again.getByRole("button", { name: "Войти", exact: true }).waitFor();

  await host.reload();
  await host.locator(".stage").waitFor();
  assert.equal(host.url(), `${at.service.address}/host/${code}`);
});

test("a stream that says nothing for 40 seconds is broken, and a phone that wakes does not wait for that", async t => {
  const { code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await anna.clock.install();
  await anna.reload();
  await buzzer(anna, "ready").waitFor();
  const streams = () => anna.waitForRequest(/\/events\b/);
  let next = streams();
  await anna.clock.runFor(60_000);
  await next;
  await buzzer(anna, "ready").waitFor();
  next = streams();
  await anna.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await next;
});

for (const [way, blocked, inUse] of [
  ["waiting requests", /\/events\b/, asked => asked.at(-1).includes("wait=25")],
  // The second one in a row is not to find out whether the network is there.
  ["repeated questions", /\/events\b|wait=25/, asked => asked.slice(-2).every(path => /^....$/.test(path))],
]) {
  test(`where streams do not get through, the game goes on by ${way}`, async t => {
    const { page: host, code } = await hosting(at, t);
    const anna = await joining(at, t, code, "Anna");
    await anna.route(blocked, route => route.abort());
    const asked = [];
    anna.on("request", request => asked.push(request.url().split("/lobbies/")[1]));
    await anna.reload();
    await buzzer(anna, "ready").waitFor();
    await becomes(() => inUse(asked.filter(path => path !== undefined)), true);
    await host.getByRole("button", { name: "Lock", exact: true }).click();
    await buzzer(anna, "locked").waitFor();
    await host.getByRole("button", { name: "Open", exact: true }).click();
    await buzzer(anna, "ready").waitFor();
    await anna.locator(".buzzer").tap();
    await queued(host, "Anna").waitFor();
    await buzzer(anna, "first").waitFor();
  });
}

test("whoever is offline is told so in every state, and can try at once", async t => {
  const service = await Service.start();
  t.after(() => service.stop());
  const place = { service, browser: at.browser };
  const { page: host, code } = await hosting(place, t);
  const anna = await joining(place, t, code, "Anna");
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "first").waitFor();
  await anna.clock.install();
  await service.kill();
  for (const page of [host, anna]) await page.locator(".offline-bar").waitFor();
  await buzzer(anna, "first").waitFor();
  // What is said leaves room for the rest, on the smallest phone, too.
  await anna.setViewportSize(SMALL_PHONE);
  const [news, rank] = [await anna.locator(".news").boundingBox(), await anna.locator(".sheet-button").boundingBox()];
  assert.ok(rank.y + rank.height <= news.y + news.height + 1, `${rank.y + rank.height} of ${news.y + news.height}`);
  const asking = new Set();
  anna.on("request", request => asking.add(request));
  for (const end of ["requestfailed", "requestfinished"]) anna.on(end, request => asking.delete(request));
  // No pause ends by itself now. What was asked before has failed when the service is back.
  await anna.clock.pauseAt(Date.now() + 60_000);
  const nothingAsked = async () => [asking.size, await anna.evaluate(() => 0), asking.size];
  await becomes(nothingAsked, [0, 0, 0]);
  await service.run();
  await anna.getByRole("button", { name: "Try now" }).click();
  await anna.locator(".offline-bar").waitFor({ state: "detached" });
});
