// What a host does from the console: by keys, while the service does not answer, with teams and with further devices.

import assert from "node:assert/strict";
import test from "node:test";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { PHONE, answered, becomes, buzzer, hosting, hostingBy, joining, judge, person, queued, row } from "../harness.mjs";
import { says, score, stage, worth } from "../harness.mjs";

const at = stage(test);
const readCode = jsqr.default ?? jsqr;
const up = host => host.locator(".up .name");
const question = host => host.locator(".bar-line");

/** Presses a key when what it stands for takes it. */
async function press(host, key, selector) {
  await host.locator(`${selector}:enabled:not([data-fresh])`).waitFor();
  await host.keyboard.press(key);
}

async function menu(host, entry) {
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("dialog").getByRole("button", { name: entry }).click();
}

async function addTeam(host, name) {
  await host.getByLabel("New team").fill(name);
  await host.getByRole("button", { name: "Add" }).click();
  await host.getByLabel(new RegExp(`Colour of .*${name}`)).waitFor();
}

const close = async host => {
  await host.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await host.locator("dialog").waitFor({ state: "detached" });
};

test("a question is hosted by keys alone, on any alphabet's keyboard", async t => {
  const { page: host, code } = await hosting(at, t);
  const [anna, ben] = [await joining(at, t, code, "Anna"), await joining(at, t, code, "Ben")];
  await worth(host, 20);
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").waitFor();
  await ben.locator(".buzzer").tap();
  await queued(host, "Ben").waitFor();
  await press(host, "2", '[data-key="2"]');
  await says(up(host), "Ben");
  await press(host, "r", "[data-move=right]");
  await says(score(host, "Ben"), "20");
  await press(host, "u", ".done button");
  await says(score(host, "Ben"), "0");
  await says(up(host), "Ben");
  await host.locator("[data-move=wrong]:not([data-fresh])").waitFor();
  // Where the letter is W, as a Russian keyboard has it.
  await host.evaluate(() =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ц", code: "KeyW", bubbles: true, cancelable: true })),
  );
  await says(score(host, "Ben"), "−20");
  await says(question(host), "Question 2 · 20");
  await press(host, "n", "[data-move=next]");
  await says(question(host), "Question 3 · 20");
  await press(host, "o", "[data-move=lock]");
  await buzzer(anna, "locked").waitFor();
  await press(host, "o", "[data-move=open]");
  await buzzer(anna, "ready").waitFor();
});

test("a key does nothing that its button may not do, nor while something is typed", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").waitFor();
  for (const key of ["r", "w", "s", "9", "Control+n"]) await host.keyboard.press(key);
  await row(host, "Anna").getByRole("button").click();
  await host.getByLabel("Name").focus();
  await host.keyboard.type("nso");
  await host.keyboard.press("Escape");
  await host.locator("dialog").waitFor({ state: "detached" });
  await says(question(host), "Question 1 · 10");
  await buzzer(anna, "first").waitFor();
  // The word has come to Anna only now: a key that was meant for something else judges nobody.
  await press(host, "1", '[data-key="1"]');
  await judge(host, "right").and(host.locator(":enabled")).waitFor();
  await host.evaluate(() => document.querySelector("[data-move=right]").toggleAttribute("data-fresh", true));
  await host.keyboard.press("r");
  await says(up(host), "Anna");
  assert.equal(await host.locator(".notice").count(), 0);
});

test("a move that waits for the service is said, is the only one, and can be taken back", async t => {
  const { page: host } = await hosting(at, t);
  await says(question(host), "Question 1 · 10");
  let asked = 0;
  await host.route("**/reset", route => {
    asked += 1;
    return route.abort();
  });
  await host.locator("[data-move=next]").click();
  await says(host.locator(".done[data-kind=waiting] span"), "Next question: waiting for the service");
  await judge(host, "lock").click();
  await host.getByRole("button", { name: "Take back" }).click();
  await host.locator(".done").waitFor({ state: "detached" });
  await host.unroute("**/reset");
  await says(question(host), "Question 1 · 10");
  // What was pressed meanwhile was not done either.
  await judge(host, "lock").waitFor();
  assert.ok(asked >= 1);
  await host.locator("[data-move=next]").click();
  await says(question(host), "Question 2 · 10");
});

test("what was taken back, but done all the same, shows", async t => {
  const { page: host } = await hosting(at, t);
  await says(question(host), "Question 1 · 10");
  await host.route("**/reset", async route => {
    await fetch(route.request().url().replace(at.service.address, at.service.local), {
      method: "POST",
      headers: await route.request().allHeaders(),
      body: route.request().postData(),
    });
    // The answer is lost.
  });
  await host.locator("[data-move=next]").click();
  await host.getByRole("button", { name: "Take back" }).click();
  await says(question(host), "Question 2 · 10");
  await host.locator(".done[data-kind=done] button").click();
  await says(question(host), "Question 1 · 10");
});

test("teams are made and filled by touching, and by dragging", async t => {
  const { page: host, code } = await hosting(at, t);
  const [anna, ben] = [await joining(at, t, code, "Anna"), await joining(at, t, code, "Ben")];
  await menu(host, "Teams");
  for (const name of ["Reds", "Blues"]) await addTeam(host, name);
  await becomes(() => host.locator(".team-head input[aria-label=Name]").evaluateAll(inputs => inputs.map(({ value }) => value)), ["Reds", "Blues"]);
  const box = index => host.locator(".team-box").nth(index);
  await host.getByRole("button", { name: "Anna", exact: true }).click();
  await box(0).getByRole("button", { name: /Put .*Anna.* here/ }).click();
  await box(0).locator(".chip", { hasText: "Anna" }).waitFor();
  await host.locator(".chip", { hasText: "Ben" }).dragTo(box(1));
  await box(1).locator(".chip", { hasText: "Ben" }).waitFor();
  await box(1).getByLabel("Name").fill("Sharks");
  await box(1).getByLabel("Name").press("Enter");
  await says(ben.locator(".team-tag"), "Sharks");
  await says(anna.locator(".team-tag"), "Reds");
  await close(host);

  await worth(host, 30);
  await ben.locator(".buzzer").tap();
  await answered(host, "Ben", "right");
  await says(host.locator(".teams .row").first(), "1 Sharks 30");
  assert.equal(await queued(host, "Ben").count(), 0);
});

test("a guest sees whose game it is, and picks a team", async t => {
  const { page: host, code } = await hosting(at, t);
  await menu(host, "Teams");
  for (const name of ["Reds", "Blues"]) await addTeam(host, name);
  const guest = await person(at, t);
  await guest.goto(`${at.service.address}/${code}/`);
  await says(guest.locator(".masthead p"), "Olga hosts");
  await guest.getByLabel("Team").selectOption({ label: "Blues" });
  await guest.locator("input[name=name]").fill("Anna");
  await guest.locator("form button").tap();
  await says(guest.locator(".team-tag"), "Blues");
});

test("another phone takes a seat over by the code that the host shows", async t => {
  const { page: host, code } = await hosting(at, t);
  const old = await joining(at, t, code, "Anna");
  await row(host, "Anna").getByRole("button").click();
  await host.getByRole("button", { name: "Another phone" }).click();
  await host.locator(".made-link .qr").waitFor();
  const picture = PNG.sync.read(await host.locator(".made-link .qr").screenshot());
  const link = readCode(new Uint8ClampedArray(picture.data), picture.width, picture.height).data;
  const other = await person(at, t, { viewport: PHONE });
  await other.goto(link);
  await buzzer(other, "ready").waitFor();
  await says(other.locator(".bar-name"), "Anna");
  assert.equal(new URL(other.url()).hash, "");
  await old.getByText("You are not in this game any more").waitFor();
  await close(host);
  await other.locator(".buzzer").tap();
  await queued(host, "Anna").waitFor();
});

test("a co-host hosts, until the link is revoked", async t => {
  const { page: host, code } = await hosting(at, t);
  await menu(host, "Screens and co-hosts");
  await host.getByRole("button", { name: "A co-host" }).click();
  await host.evaluate(() => (document.execCommand = () => false)); // nothing to copy with: the link is shown
  await host.locator(".made-link").getByRole("button", { name: "Copy the link" }).click();
  const link = await host.getByLabel("Copy it from here").inputValue();
  const other = await person(at, t, { viewport: PHONE });
  await other.goto(link);
  await other.locator("[data-move=next]").click();
  await says(question(host), "Question 2 · 10");
  await says(other.locator(".code-button"), code);
  await host.getByRole("button", { name: "Revoke" }).click();
  await other.getByText("not that of the game's host").waitFor();
});

test("points are given by steps of the value, and by hand", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await worth(host, 50);
  await row(host, "Anna").getByRole("button").click();
  await host.getByRole("dialog").getByRole("button", { name: "+50" }).click();
  await says(anna.locator(".bar-score"), "Points: 50");
  await host.getByRole("dialog").getByRole("button", { name: "−50" }).click();
  await says(anna.locator(".bar-score"), "Points: 0");
  await host.getByRole("spinbutton").fill("-7");
  await host.getByRole("button", { name: "Save" }).click();
  await says(anna.locator(".bar-score"), "Points: −7");
});

test("a phone is told how its answer was judged, who has the word, and that it was passed over", async t => {
  const { page: host, code } = await hostingBy(at, t, { wrong_answer: "next" });
  const [anna, ben] = [await joining(at, t, code, "Anna"), await joining(at, t, code, "Ben")];
  await worth(host, 20);
  await says(anna.locator(".news-question"), "Question 1 · 20");
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "first").waitFor();
  await says(ben.locator(".news-line"), "Anna has buzzed first");
  await ben.locator(".buzzer").tap();
  await queued(host, "Ben").getByRole("button").click();
  await says(buzzer(anna, "placed").locator(".buzzer-text"), "Ben answers");
  await says(buzzer(anna, "placed").locator(".buzzer-hint"), "You are first");
  await judge(host, "wrong").click();
  await says(ben.locator(".verdict"), "Wrong: −20 · 2nd of 2");
  await buzzer(anna, "answering").waitFor();
  await judge(host, "right").click();
  await says(anna.locator(".verdict"), "Right! +20 · 1st of 2");
  await anna.locator(".verdict").waitFor({ state: "detached" });
  assert.equal(await ben.locator(".verdict").count(), 0);
});

test("the time that is left counts down on all screens, by the service's clock", async t => {
  const { page: host, code } = await hostingBy(at, t, { answer_seconds: 600 });
  const anna = await joining(at, t, code, "Anna");
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").getByRole("button").click();
  for (const page of [host, anna]) {
    const seconds = Number(await page.locator(".clock").innerText());
    assert.ok(seconds > 560 && seconds <= 600, `${seconds}`);
    await becomes(async () => Number(await page.locator(".clock").innerText()) < seconds, true);
  }
});

test("where the browser keeps nothing it is said before the game, with the host's link in reach", async t => {
  const host = await person(at, t);
  await host.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("no", "SecurityError");
    };
  });
  await host.goto(`${at.service.address}/`);
  await host.getByText("This browser keeps nothing").waitFor();
  await host.locator("input[name=name]").fill("Olga");
  await host.getByRole("button", { name: "Open a game" }).click();
  await host.getByText("This browser keeps nothing").waitFor();
  await host.evaluate(() => (document.execCommand = () => false));
  await host.getByRole("button", { name: "Copy the host link" }).click();
  const link = await host.getByLabel("Copy it from here").inputValue();
  await host.goto("about:blank");
  await host.goto(link);
  await says(question(host), "Question 1 · 10");
});

test("a phone says that the host is away", async t => {
  const { code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  // The service takes a minute to find that out.
  await anna.route("**/events?*", async route => {
    const { authorization } = route.request().headers();
    const answer = await fetch(`${at.service.local}/api/v1/lobbies/${code}`, { headers: { authorization } });
    const lobby = await answer.json();
    lobby.host.online = false;
    await route.fulfill({ contentType: "text/event-stream", body: `event: lobby\ndata: ${JSON.stringify(lobby)}\n\n` });
  });
  await anna.reload();
  await says(anna.locator(".news-line"), "The host Olga is not connected");
});
