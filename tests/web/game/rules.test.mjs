// Rules that a host has set, and players who are not there.

import assert from "node:assert/strict";
import test from "node:test";
import { answered, becomes, buzzer, enter, hosting, hostingBy, joining, person, plain } from "../harness.mjs";
import { queued, row, says, score, stage, worth } from "../harness.mjs";

const at = stage(test);

const up = host => host.locator(".up .name");
const nobody = host => host.locator("#up-title");
const isGrey = locator =>
  locator.evaluate(row => getComputedStyle(row).color !== getComputedStyle(document.body).color);

test("the host picks from the values that are set, and sees whether a wrong answer costs them", async t => {
  const { page: host, code } = await hostingBy(at, t, { values: [5, 100, 2000], wrong_costs: false });
  const anna = await joining(at, t, code, "Anna");
  assert.deepEqual(await host.locator(".segment").allInnerTexts(), ["0", "5", "100", "2000"]);
  await worth(host, 2000);
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").getByRole("button").click();
  await says(host.locator(".move[data-move=right]"), "Right +2000");
  await says(host.locator(".move[data-move=wrong]"), "Wrong");
  await host.locator(".move[data-move=right]").click();
  await says(score(host, "Anna"), "2000");
});

test("a wrong answer passes the word on, and reopens the buzzers when nobody is left", async t => {
  const { page: host, code } = await hostingBy(at, t, { wrong_answer: "next" });
  const anna = await joining(at, t, code, "Anna");
  const ben = await joining(at, t, code, "Ben");
  const clara = await joining(at, t, code, "Clara");
  await worth(host, 20);
  for (const [phone, kind] of [[anna, "first"], [ben, "placed"]]) {
    await phone.locator(".buzzer").tap();
    await buzzer(phone, kind).waitFor();
  }
  await queued(host, "Anna").getByRole("button").click();
  await host.locator(".move[data-move=wrong]").click();

  await says(up(host), "Ben");
  await says(buzzer(ben, "answering").locator(".buzzer-text"), "Your answer!");
  await says(buzzer(anna, "out").locator(".buzzer-text"), "Out for now");
  await says(buzzer(clara, "locked").locator(".buzzer-hint"), "Ben answers");
  for (const page of [host, anna, ben, clara]) {
    await says(score(page, "Anna"), "−20");
    await says(queued(page, "Anna").locator(".tag"), "Wrong");
    assert.ok(await isGrey(queued(page, "Anna")));
  }
  for (const phone of [anna, ben, clara]) {
    assert.equal(await phone.locator(".queue .row[data-active] .name").textContent(), "Ben");
  }
  assert.equal(await queued(host, "Anna").getByRole("button").count(), 0);
  await says(host.locator(".bar-line"), "Question 1 · 20");

  await host.locator(".move[data-move=wrong]").click();
  await buzzer(clara, "ready").waitFor();
  for (const phone of [anna, ben]) await buzzer(phone, "out").waitFor();
  await says(nobody(host), "Waiting for a buzz");
  await says(host.locator(".bar-line"), "Question 1 · 20");

  await clara.locator(".buzzer").tap();
  await answered(host, "Clara", "right");
  for (const phone of [anna, ben, clara]) await buzzer(phone, "ready").waitFor();
  await says(host.locator(".bar-line"), "Question 2 · 20");
});

test("a double click judges one player alone", async t => {
  const { page: host, code } = await hostingBy(at, t, { wrong_answer: "next" });
  const phones = [await joining(at, t, code, "Anna"), await joining(at, t, code, "Ben")];
  for (const [index, kind] of ["first", "placed"].entries()) {
    await phones[index].locator(".buzzer").tap();
    await buzzer(phones[index], kind).waitFor();
  }
  await queued(host, "Anna").getByRole("button").click();
  await host.locator(".move[data-move=wrong]").click();
  await says(up(host), "Ben");
  await host.mouse.down({ clickCount: 2 });
  await host.mouse.up({ clickCount: 2 });
  await worth(host, 30);
  await says(up(host), "Ben");
  assert.equal(await host.locator(".notice").count(), 0);
});

test("a false start bars a player, whose button comes back by itself", async t => {
  const BARRED = 2_000;
  const { page: host, code } = await hostingBy(at, t, { opens: "by_host", false_start_ms: BARRED });
  const anna = await joining(at, t, code, "Anna");
  const ben = await joining(at, t, code, "Ben");
  await says(buzzer(anna, "locked").locator(".buzzer-hint"), "Wait until the buzzers open");
  const pressed = Date.now();
  await anna.locator(".buzzer").tap();
  await says(buzzer(anna, "barred").locator(".buzzer-text"), "Too early");
  await host.getByRole("button", { name: "Open", exact: true }).click();
  await buzzer(ben, "ready").waitFor();
  await buzzer(anna, "ready").waitFor();
  assert.ok(Date.now() - pressed >= BARRED);
  assert.equal(await host.locator(".queued").count(), 0);
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "first").waitFor();
  await queued(host, "Anna").waitFor();
});

test("everybody sees when a player is out of time", async t => {
  const { page: host, code } = await hostingBy(at, t, { answer_seconds: 1 });
  const anna = await joining(at, t, code, "Anna");
  const ben = await joining(at, t, code, "Ben");
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").getByRole("button").click();
  await says(host.locator(".up-label"), "Out of time");
  await says(up(host), "Anna");
  await says(buzzer(anna, "answering").locator(".buzzer-hint"), "Out of time");
  await says(buzzer(ben, "locked").locator(".buzzer-hint"), "Anna: out of time");
  await host.locator(".move[data-move=right]").click();
  await buzzer(anna, "ready").waitFor();
});

test("who finds the doors closed is told so", async t => {
  const { code } = await hostingBy(at, t, { doors: "closed" });
  const anna = await person(at, t);
  await anna.goto(`${at.service.address}/${code}`);
  await anna.getByText("Nobody new can join this game now").waitFor();
  assert.equal(await anna.locator("input[name=name]").count(), 0);
});

test("the host sees an absent player in grey, and can remove them", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await joining(at, t, code, "Ben");
  for (const name of ["Anna", "Ben"]) await row(host, name).waitFor();

  // The service takes minutes to find that out.
  await host.route("**/events?*", async route => {
    const { authorization } = route.request().headers();
    const answer = await fetch(`${at.service.local}/api/v1/lobbies/${code}`, { headers: { authorization } });
    const lobby = await answer.json();
    for (const player of lobby.players) if (player.name === "Anna") player.presence = "absent";
    await route.fulfill({ contentType: "text/event-stream", body: `event: lobby\ndata: ${JSON.stringify(lobby)}\n\n` });
  });
  await host.reload();
  await says(row(host, "Anna").locator(".tag"), "absent");
  assert.equal(await isGrey(row(host, "Anna")), true);
  assert.equal(await isGrey(row(host, "Ben")), false);
  assert.equal(plain(await host.locator("#announcer").innerText()), "Buzzers are open. Players: 1");

  host.on("dialog", dialog => dialog.accept());
  await row(host, "Anna").getByRole("button").click();
  await host.getByRole("button", { name: "Remove from the game" }).click();
  await row(host, "Anna").waitFor({ state: "detached" });
  await row(host, "Ben").waitFor();
  await anna.getByText("You are not in this game any more").waitFor();
  await enter(anna, "Anna");
});

/** As soon as the page has asked for the time often enough to know it. */
const knowsTheTime = page =>
  page.waitForFunction(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/time")).length >= 4);

test("in a fair window the first press stands first, by whatever network it came", async t => {
  const { page: host, code } = await hostingBy(at, t, { fair_window_ms: 1000 });
  const anna = await joining(at, t, code, "Anna");
  const ben = await joining(at, t, code, "Ben");
  for (const phone of [anna, ben]) await knowsTheTime(phone);
  let arrives;
  const late = new Promise(resolve => (arrives = resolve));
  await ben.route("**/buzz", async route => {
    await late;
    await route.continue();
  });
  await ben.locator(".buzzer").tap();
  await buzzer(ben, "sent").waitFor();
  const arrived = anna.waitForResponse(response => response.url().endsWith("/buzz"));
  await anna.locator(".buzzer").tap();
  const { position, provisional } = await (await arrived).json();
  assert.deepEqual({ position, provisional }, { position: 1, provisional: true });
  arrives();

  await buzzer(ben, "first").waitFor();
  await buzzer(anna, "placed").waitFor();
  await says(up(host), "Ben");
  // The host alone sees what was given back.
  await becomes(async () => /^[1-9]\d* ms on the way$/.test(await host.locator(".up > .behind").innerText()), true);
  assert.equal(await anna.getByText("on the way").count(), 0);
  await host.locator(".up .choose").click();
  await buzzer(ben, "answering").waitFor();
});

test("a phone measures the clock again when its connection has broken", async t => {
  const { code } = await hostingBy(at, t, { fair_window_ms: 1000 });
  const anna = await joining(at, t, code, "Anna");
  await knowsTheTime(anna);
  await anna.evaluate(() => performance.clearResourceTimings());
  await at.service.kill();
  await at.service.run();
  await knowsTheTime(anna);
  await buzzer(anna, "ready").waitFor();
});

test("nobody gets the word while the order is not final", async t => {
  const { page: host, code } = await hostingBy(at, t, { fair_window_ms: 1000 });
  const anna = await joining(at, t, code, "Anna");
  await anna.locator(".buzzer").tap();
  // Both at one moment, as the window is short.
  const card = await host.waitForFunction(() => {
    const up = document.querySelector(".up.queued");
    return up && { label: up.querySelector(".up-label").textContent.trim(), buttons: up.querySelectorAll(".choose").length };
  });
  assert.deepEqual(await card.jsonValue(), { label: "The order is not final yet", buttons: 0 });
  await host.locator(".up .choose").waitFor();
  await says(host.locator(".up-label"), "First to buzz");
});
