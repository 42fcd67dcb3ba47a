// A quiz night: a host and three phones.

import assert from "node:assert/strict";
import test from "node:test";
import { SMALL_PHONE, answered, becomes, buzzer, enter, hosting, joining, nextQuestion } from "../harness.mjs";
import { person, plain, queued, row, says, score, stage, worth } from "../harness.mjs";

const at = stage(test);

test("of two values that are chosen at once the later one stays, however long the first is on its way", async t => {
  const { page: host } = await hosting(at, t);
  await says(host.locator(".bar-line"), "Question 1 · 10");
  let first = true;
  await host.route(/\/lobbies\/....$/, async route => {
    if (route.request().method() === "PATCH" && first) {
      first = false;
      await new Promise(resolve => setTimeout(resolve, 500));
    }
    await route.continue();
  });
  let answers = 0;
  host.on("response", response => (answers += response.request().method() === "PATCH"));
  await host.locator(".segment input").first().focus();
  await host.keyboard.press("ArrowRight");
  await host.keyboard.press("ArrowRight");
  await becomes(() => answers, 2);
  await becomes(() => host.locator(".segment input:checked").getAttribute("value"), "30");
});

test("a host and three phones play two rounds", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  const boris = await joining(at, t, code, "Борис", { locale: "ru-RU", viewport: SMALL_PHONE });
  const clara = await joining(at, t, code, "Clara");
  for (const name of ["Anna", "Борис", "Clara"]) await row(host, name).waitFor();
  await worth(host, 20);

  await anna.locator(".buzzer").tap();
  await says(buzzer(anna, "first").locator(".buzzer-text"), "You are first");
  await boris.locator(".buzzer").tap();
  await says(buzzer(boris, "placed").locator(".buzzer-text"), "Вы на втором месте");
  await clara.locator(".buzzer").tap();
  await says(buzzer(clara, "placed").locator(".buzzer-text"), "You are third");
  await queued(host, "Clara").waitFor();
  assert.equal(await host.locator(".up .name").innerText(), "Anna");
  assert.deepEqual(await host.locator(".queue .rank").allInnerTexts(), ["2", "3"]);
  assert.match(plain(await queued(host, "Clara").locator(".behind").innerText()), /^\+\d+\.\d+ s$/);
  assert.match(plain(await boris.locator(".buzzer-hint").innerText()), /^\d+,\d\d с от первого$/);

  await queued(host, "Anna").getByRole("button").click();
  await says(buzzer(anna, "answering").locator(".buzzer-text"), "Your answer!");
  await host.locator(".move[data-move=wrong]").click();
  for (const phone of [anna, boris, clara]) await buzzer(phone, "ready").waitFor();
  for (const page of [host, anna, boris, clara]) await says(score(page, "Anna"), "−20");

  await worth(host, 50);
  await boris.locator(".buzzer").tap();
  await queued(host, "Борис").waitFor();
  await answered(host, "Борис", "right");
  for (const page of [host, anna, boris, clara]) {
    await says(score(page, "Борис"), "50");
    assert.deepEqual(await page.locator(".scores .rank").allInnerTexts(), ["1", "2", "3"]);
  }
  await says(boris.locator(".bar-score"), "Очки: 50");
});

test("of two who buzz at once one is first, and all screens agree", async t => {
  const { page: host, code } = await hosting(at, t);
  const phones = [await joining(at, t, code, "Anna"), await joining(at, t, code, "Ben")];
  for (let round = 0; round < 3; round++) {
    await Promise.all(phones.map(phone => buzzer(phone, "ready").waitFor()));
    await Promise.all(phones.map(phone => phone.locator(".buzzer").tap()));
    await queued(host, "Anna").waitFor();
    await queued(host, "Ben").waitFor();
    const [first, second] = await host.locator(".queued .name").allInnerTexts();
    for (const [index, name] of ["Anna", "Ben"].entries()) {
      await buzzer(phones[index], name === first ? "first" : "placed").waitFor();
      await becomes(() => phones[index].locator(".queue .name").allTextContents(), [first, second]);
    }
    await nextQuestion(host).click();
  }
});

test("the host locks, opens, skips and resets", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await host.getByRole("button", { name: "Lock", exact: true }).click();
  await buzzer(anna, "locked").waitFor();
  await anna.locator(".buzzer").tap({ force: true });
  await host.getByRole("button", { name: "Open", exact: true }).click();
  await buzzer(anna, "ready").waitFor();
  assert.equal(await host.locator(".queued").count(), 0);
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").getByRole("button").click();
  await host.getByRole("button", { name: "No points" }).click();
  await buzzer(anna, "ready").waitFor();
  await says(score(host, "Anna"), "0");
  await anna.locator(".buzzer").tap();
  await buzzer(anna, "first").waitFor();
  await nextQuestion(host).click();
  await buzzer(anna, "ready").waitFor();
});

test("the host renames, sets a score, removes, and ends the game", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Ana");
  await row(host, "Ana").getByRole("button").click();
  await host.getByLabel("Name", { exact: true }).fill("Anna");
  await host.getByLabel("Score", { exact: true }).fill("70");
  await host.getByRole("button", { name: "Save" }).click();
  await says(anna.locator(".bar-name"), "Anna");
  await says(anna.locator(".bar-score"), "Points: 70");

  host.on("dialog", dialog => dialog.accept());
  await row(host, "Anna").getByRole("button").click();
  await host.getByRole("button", { name: "Remove from the game" }).click();
  await anna.getByText("You are not in this game any more").waitFor();
  await row(host, "Anna").waitFor({ state: "detached" });
  await enter(anna, "Anna");
  await row(host, "Anna").waitFor();

  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("button", { name: "End the game" }).click();
  await host.getByText("This game is over").waitFor();
  await anna.getByText("This game is over").waitFor();
  assert.equal(new URL(anna.url()).pathname, "/");
});

test("a player renames, leaves, and finds an unknown code out", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Ana");
  await anna.getByRole("button", { name: "Menu" }).click();
  await anna.getByLabel("Your name").fill("Anna");
  await anna.getByRole("button", { name: "Save" }).click();
  await row(host, "Anna").waitFor();
  anna.on("dialog", dialog => dialog.accept());
  await anna.getByRole("button", { name: "Menu" }).click();
  await anna.getByRole("button", { name: "Leave the game" }).click();
  await anna.getByRole("heading", { name: "Join a game" }).waitFor();
  await row(host, "Anna").waitFor({ state: "detached" });

  const stranger = await person(at, t);
  await stranger.goto(`${at.service.address}/2222`);
  await stranger.getByText("There is no game with this code").waitFor();
  assert.equal(await stranger.locator("input[name=name]").count(), 0);
});

test("the link that opens the host's page again has its token in the fragment, and loses it at once", async t => {
  const { page: host, code } = await hosting(at, t);
  await host.evaluate(() => (document.execCommand = () => false)); // nothing to copy with: the link is shown
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("button", { name: "Copy the host link" }).click();
  const link = await host.getByLabel("Copy it from here").inputValue();
  assert.match(link, new RegExp(`^${at.service.address}/host/${code}#.{20,}$`));

  const elsewhere = await person(at, t);
  const asked = [];
  elsewhere.on("request", request => asked.push(request.url()));
  await elsewhere.goto(link);
  await elsewhere.locator(".stage").waitFor();
  assert.equal(elsewhere.url(), `${at.service.address}/host/${code}`);
  const token = link.split("#")[1];
  assert.ok(asked.every(url => !url.split("#")[0].includes(token)));
  assert.equal(await elsewhere.evaluate(() => history.length), 2);

  const stranger = await person(at, t);
  await stranger.goto(`${at.service.address}/host/${code}`);
  await stranger.getByText("not that of the game's host").waitFor();
  await stranger.goto(`${at.service.address}/host/${code}#${"x".repeat(43)}`);
  await stranger.getByText("not that of the game's host").waitFor();
});
