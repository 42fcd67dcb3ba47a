// What a host has done by mistake, and how it is taken back or does not happen at all.

import assert from "node:assert/strict";
import test from "node:test";
import { LAPTOP, answered, becomes, buzzer, deliver, hosting, joining, judge, nextQuestion, plain } from "../harness.mjs";
import { queued, row, says, score, stage, worth } from "../harness.mjs";

const at = stage(test);

const done = host => host.locator(".done");
const undo = host => done(host).getByRole("button", { name: "Undo" });
const answers = (host, name) => queued(host, name).getByRole("button");
const question = host => host.locator(".bar-line");
const up = host => host.locator(".up .name");

async function buzzing(phone) {
  await phone.locator(".buzzer").tap();
  await buzzer(phone, "first").waitFor();
}

test("a move is said, and taken back at a click", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  await worth(host, 20);
  assert.equal(await done(host).count(), 0);
  await buzzing(anna);
  await answers(host, "Anna").click();
  await says(done(host), "Anna answers Undo");
  await host.locator(".move[data-move=wrong]").click();
  await says(done(host), "Anna −20 Undo");
  await says(score(anna, "Anna"), "−20");

  await undo(host).click();
  await says(score(anna, "Anna"), "0");
  await says(up(host), "Anna");
  assert.equal(await done(host).count(), 0);

  await host.locator(".move[data-move=right]").click();
  await says(done(host), "Anna +20 Undo");
  await nextQuestion(host).click();
  await says(done(host), "Next question Undo");
  await says(question(host), "Question 3 · 20");
  await undo(host).click();
  await says(question(host), "Question 2 · 20");
});

test("the bar that says it is there for ten seconds, on each of the host's devices", async t => {
  const { page: host } = await hosting(at, t);
  const other = await host.context().newPage();
  await other.goto(host.url());
  await other.locator(".stage").waitFor();
  await other.clock.install();
  await nextQuestion(host).click();
  for (const page of [host, other]) await says(done(page), "Next question Undo");
  await other.clock.fastForward(9_000);
  await done(other).waitFor();
  await other.clock.fastForward(1_000);
  await done(other).waitFor({ state: "detached" });
});

/** Where the question, who is up, and all that a host can press are, as far as they can be seen, once they have arrived there. */
const places = page =>
  page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
    const edge = document.querySelector(".stage").getBoundingClientRect().bottom;
    return [...document.querySelectorAll(".bar > *, .up, .choose, .move, .segment, .scores .row")].map(element => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return { is: element.className, left, top, right, bottom: element.closest(".stage") ? Math.min(bottom, edge) : bottom };
    });
  });

const corners = all => all.map(({ is, left, top }) => `${is} ${Math.round(left)} ${Math.round(top)}`);
const isAbove = ({ top, bottom }) => bottom > top;
const isCovered = by => one =>
  one.left < by.x + by.width && one.right > by.x && one.top < by.y + by.height && one.bottom > by.y;

test("the bar that says what was done covers nothing and moves nothing, on every size", async t => {
  const { page: host, code } = await hosting(at, t);
  const [anna, ben] = [await joining(at, t, code, "Anna"), await joining(at, t, code, "Ben")];
  await worth(host, 20);
  await host.clock.install();
  for (const [width, height] of [[320, 568], [375, 667], [568, 320], [667, 375], [768, 1024], [960, 600], [1280, 800]]) {
    await host.setViewportSize({ width, height });
    await anna.locator(".buzzer").tap();
    await ben.locator(".buzzer").tap();
    await queued(host, "Ben").waitFor();
    await answers(host, "Anna").click();
    await says(done(host), "Anna answers Undo");
    const all = await places(host);
    const said = await done(host).boundingBox();
    assert.deepEqual(all.filter(isAbove).filter(isCovered(said)), [], `${width} x ${height}`);
    await host.clock.fastForward(10_000);
    await done(host).waitFor({ state: "detached" });
    assert.deepEqual(corners(await places(host)), corners(all), `${width} x ${height}`);
    await judge(host, "right").click();
    await anna.locator(".buzzer[data-kind=ready]").waitFor();
  }
});

test("the history tells all moves, and takes them back one after the other", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Анна");
  await worth(host, 30);
  await buzzing(anna);
  await answered(host, "Анна", "right");
  await host.getByRole("button", { name: "History" }).click();
  const entries = host.locator(".history .row");
  const told = async () => (await entries.locator(".words").allInnerTexts()).map(plain);
  await entries.nth(3).waitFor();
  assert.deepEqual(await told(), ["Анна +30", "Анна answers", ...Array(2).fill("Buzzers or rules changed")]);
  const button = host.getByRole("button", { name: "Undo" });
  const back = entries.filter({ has: button });
  for (const words of [/Анна.* \+30/, /Анна.* answers/]) {
    const entry = entries.filter({ hasText: words }).filter({ has: button });
    await entry.getByRole("button").click();
    await host.locator(".history [data-undone]", { hasText: words }).waitFor();
    await says(score(anna, "Анна"), "0");
  }
  assert.equal(await entries.count(), 4);
  assert.equal(await back.count(), 0);
  assert.equal(await host.locator(".history [data-undone] .tag").first().innerText(), "taken back");
});

test("removing a player asks first, and can be taken back", async t => {
  const { page: host, code } = await hosting(at, t);
  const anna = await joining(at, t, code, "Anna");
  const remove = async answer => {
    host.once("dialog", dialog => {
      assert.match(plain(dialog.message()), /^Remove Anna from the game/);
      return answer === "yes" ? dialog.accept() : dialog.dismiss();
    });
    await host.getByRole("button", { name: "Remove from the game" }).click();
  };
  await row(host, "Anna").getByRole("button").click();
  await remove("no");
  await host.getByRole("heading", { name: "Player", exact: true }).waitFor();
  await remove("yes");
  await row(host, "Anna").waitFor({ state: "detached" });
  await says(done(host), "Anna was removed Undo");
  await anna.getByText("You are not in this game any more").waitFor();
  await undo(host).click();
  await row(host, "Anna").waitFor();
  // Her phone comes back to her seat by itself.
  await buzzing(anna);
  await says(up(host), "Anna");
});

test("a click that was meant for something else does nothing, on every size", async t => {
  for (const [width, height] of [[375, 667], [768, 1024], [1024, 768], [1280, 800], [1920, 1080]]) {
    const { page: host, code } = await hosting(at, t, { viewport: { width, height } });
    const [anna, ben] = [await joining(at, t, code, "Anna"), await joining(at, t, code, "Ben")];
    await worth(host, 20);
    await buzzing(anna);
    await ben.locator(".buzzer").tap();
    await answers(host, "Ben").scrollIntoViewIfNeeded();
    await answers(host, "Ben").click({ trial: true }); // waits until a click counts
    const box = await answers(host, "Ben").boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await host.mouse.click(x, y);
    await says(up(host), "Ben");
    await host.mouse.click(x, y);
    const is = await answers(host, "Anna").boundingBox();
    assert.ok(x > is.x && x < is.x + is.width && y > is.y && y < is.y + is.height, "nothing else came under the pointer");
    await judge(host, "right").click();
    await says(score(host, "Ben"), "20");
  }
});

test("a double click on the next question skips none", async t => {
  const { page: host } = await hosting(at, t, { viewport: LAPTOP });
  await nextQuestion(host).dblclick();
  await says(question(host), "Question 2 · 10");
  await nextQuestion(host).click();
  await says(question(host), "Question 3 · 10");
  assert.equal(await host.locator(".notice").count(), 0);
});

test("a double click is one move, also where the answer to the first takes its time", async t => {
  const { page: host } = await hosting(at, t, { viewport: LAPTOP });
  const asked = [];
  await host.route("**/reset", route => asked.push(route));
  await nextQuestion(host).dblclick();
  await becomes(() => asked.length > 0, true);
  for (const route of asked) await route.fulfill({ response: await deliver(at, route) });
  await says(question(host), "Question 2 · 10");
  assert.equal(asked.length, 1);
});
