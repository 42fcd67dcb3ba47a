// The wall: what the hall and a stream see, opened by a link of the host.

import assert from "node:assert/strict";
import test from "node:test";
import { answered, buzzer, hosting, hostingBy, joining, nextQuestion, person, queued, says, stage, teamUp, wallLink, worth } from "../harness.mjs";

const at = stage(test);
const WALL = { width: 1920, height: 1080 };

async function wallOf(host, t, { query = "", viewport = WALL, locale = "en-US" } = {}) {
  const wall = await person(at, t, { viewport, locale });
  await wall.goto((await wallLink(host)).replace("#", `${query}#`));
  await wall.locator(".wall").waitFor();
  return wall;
}

const heightOf = async (page, selector) => (await page.locator(selector).boundingBox()).height;

test("the wall shows the way in, then the game, then the podium", async t => {
  const { page: host, code } = await hosting(at, t);
  const wall = await wallOf(host, t);
  assert.equal(new URL(wall.url()).pathname, `/screen/${code}`);
  assert.equal(new URL(wall.url()).hash, "");
  await says(wall.locator(".wall-code"), code);
  await wall.locator(".qr").waitFor();
  const anna = await joining(at, t, code, "Anna");
  const ben = await joining(at, t, code, "Ben");
  await says(wall.locator(".wall-guests li").first(), "Anna");

  await worth(host, 20);
  await anna.locator(".buzzer").tap();
  await says(wall.locator(".wall-word"), "First Anna");
  await ben.locator(".buzzer").tap();
  await says(wall.locator(".wall-queue li").nth(1).locator(".name"), "Ben");
  await says(wall.locator(".wall-question"), "Question 1");
  await says(wall.locator(".wall-value"), "20");
  await says(wall.locator(".wall-corner"), code);
  await queued(host, "Ben").getByRole("button").click();
  await says(wall.locator(".wall-word"), "Answers Ben");
  assert.ok(await heightOf(wall, ".wall-word .name") >= 0.12 * WALL.height);
  await host.locator(".move[data-move=right]").click();
  await says(wall.locator(".wall-word"), "Ben +20");
  await says(wall.locator(".wall-board li").first(), "1 Ben 20");
  await wall.locator(".wall-word[data-kind=open]").waitFor();

  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("button", { name: "Show the final standings" }).click();
  await says(wall.locator(".podium li").first().locator(".name"), "Ben");
  await says(buzzer(anna, "finished").locator(".buzzer-text"), "The end");
  await host.getByRole("button", { name: "Go on playing" }).click();
  await wall.locator(".wall-board").waitFor();
  await buzzer(anna, "ready").waitFor();
});

test("where phones can't reach the address of the wall, the code has its place beside the warning", async t => {
  const { page: host, code } = await hosting(at, t);
  const wall = await person(at, t, { viewport: WALL });
  const { pathname, hash } = new URL(await wallLink(host));
  await wall.goto(at.service.local + pathname + hash);
  await wall.getByText("phones can't reach").waitFor();
  for (const [width, height] of [[1024, 768], [1280, 720], [1920, 1080], [3840, 2160]]) {
    await wall.setViewportSize({ width, height });
    assert.deepEqual(await faultsOfWall(wall), [], `${width} x ${height}`);
    const { x, width: wide } = await wall.locator(".wall-code").boundingBox();
    assert.ok(wide > 0.3 * width && x + wide < 0.65 * width, `${width} x ${height}: ${wide} px from ${x}`);
  }
  assert.equal(await wall.locator(".wall-code").innerText(), code);
});

test("an overlay is transparent, and shows queue and scores alone", async t => {
  const { page: host, code } = await hosting(at, t);
  const wall = await wallOf(host, t, { query: "?overlay" });
  const anna = await joining(at, t, code, "Anna");
  await anna.locator(".buzzer").tap();
  await wall.locator(".wall-queue li").waitFor();
  const shown = await wall.locator(".wall > :visible").evaluateAll(elements => elements.map(({ className }) => className));
  assert.deepEqual(shown.filter(name => name !== "unseen"), ["wall-queue", "wall-board"]);
  const grounds = () => wall.evaluate(() => [document.documentElement, document.body, document.querySelector(".wall")]
    .map(element => getComputedStyle(element)).map(style => [style.backgroundColor, style.backgroundImage]));
  for (const [colour, image] of await grounds()) assert.deepEqual([colour, image], ["rgba(0, 0, 0, 0)", "none"]);
});

test("where there are teams, these are on the board", async t => {
  const { page: host, code } = await hosting(at, t);
  const wall = await wallOf(host, t);
  const anna = await joining(at, t, code, "Anna");
  await teamUp(host, "Reds", "Anna");
  await anna.locator(".team-tag").waitFor();
  await worth(host, 30);
  await anna.locator(".buzzer").tap();
  await answered(host, "Anna", "right");
  await says(wall.locator(".wall-board"), "1 Reds 30");
});

test("the wall counts down, and has twenty teams on its board", async t => {
  const { page: host, code } = await hostingBy(at, t, { answer_seconds: 600 });
  const wall = await wallOf(host, t);
  const token = await host.evaluate(code => JSON.parse(localStorage.getItem(`panenka.seat.host.${code}`)).token, code);
  const teams = Array.from({ length: 20 }, (_, index) => ({ name: `Team ${index + 1}`, colour: "#1e90ff" }));
  const answer = await fetch(`${at.service.local}/api/v1/lobbies/${code}/teams`, {
    method: "PUT",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(teams),
  });
  assert.ok(answer.ok);
  const anna = await joining(at, t, code, "Anna");
  await anna.locator(".buzzer").tap();
  await queued(host, "Anna").getByRole("button").click();
  await wall.locator(".wall-top .clock").waitFor();
  const seconds = Number(await wall.locator(".clock").innerText());
  assert.ok(seconds > 560 && seconds <= 600, `${seconds}`);
  assert.equal(await wall.locator(".wall-board li").count(), 20);
  for (const [width, height] of [[1024, 768], [1920, 1080], [3840, 2160]]) {
    await wall.setViewportSize({ width, height });
    assert.deepEqual(await faultsOfWall(wall), [], `${width} x ${height}`);
  }
});

test("a wall whose link is revoked says so", async t => {
  const { page: host, code } = await hosting(at, t);
  const wall = await wallOf(host, t);
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("button", { name: "Screens and co-hosts" }).click();
  await host.getByRole("button", { name: "Revoke" }).click();
  await wall.getByText("This link is not good any more").waitFor();
  await wall.goto(`${at.service.address}/screen/${code}`);
  await wall.getByText("This link is not good any more").waitFor();
});

const CROWDS = [0, 3, 12, 30, 50, 70].map(players => [players, "en-US"]);
for (const [players, locale] of [...CROWDS, [12, "ru-RU"], [12, "de-DE"], [12, "es-ES"]]) {
  test(`everything on the wall can be read, and is on it: ${players} players, ${locale}`, async t => {
    const { page: host, code } = await hosting(at, t);
    const wall = await wallOf(host, t, { locale });
    const overlay = await wallOf(host, t, { locale, query: "?overlay" });
    const names = ["Anna", "Константин Константинопольский 1", "W".repeat(32), "漢字かな交じり文", "مرحبا بالعالم"];
    const tokens = [];
    for (let count = 0; count < players; count++) {
      const answer = await fetch(`${at.service.local}/api/v1/lobbies/${code}/players`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ name: names[count % names.length] }),
      });
      tokens.push((await answer.json()).token);
    }
    const SIZES = [[1024, 768], [1280, 720], [1280, 800], [1920, 1080], [3840, 2160]];
    const look = async (stage, pages = { wall, overlay }) => {
      for (const [name, page] of Object.entries(pages)) {
        for (const [width, height] of SIZES) {
          await page.setViewportSize({ width, height });
          assert.deepEqual(await faultsOfWall(page), [], `${name}, ${stage}, ${width} x ${height}`);
        }
      }
    };
    if (players > 0) await wall.locator(".wall-guests li").nth(Math.min(players, 37) - 1).waitFor({ state: "attached" });
    await look("before", { wall });
    for (const token of tokens.slice(0, 5)) {
      await fetch(`${at.service.local}/api/v1/lobbies/${code}/buzz`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
        body: "{}",
      });
    }
    if (players > 0) await wall.locator(`.wall-queue li:nth-child(${Math.min(3, players)})`).waitFor();
    else await nextQuestion(host).click();
    await wall.locator(".wall-board").waitFor({ state: "attached" });
    if (players > 0) await overlay.locator(`.wall-queue li:nth-child(${Math.min(3, players)})`).waitFor();
    await look("queue");
    if (players > 2) {
      await host.locator('[data-key="3"]').click();
      await wall.locator(".wall-word[data-kind=answering]").waitFor();
      await overlay.locator(".wall-queue [data-state=answering]").waitFor();
      await look("answer");
    }
    await host.getByRole("button", { name: "Menu" }).click();
    await host.getByRole("button", { name: "Show the final standings" }).click();
    await wall.locator(".podium").waitFor({ state: "attached" });
    await look("finish");
  });
}

/** What is too small, sticks out, or lies over another: animations are over by then. */
const faultsOfWall = page =>
  page.evaluate(async () => {
    await Promise.all(document.getAnimations().map(animation => animation.finish()));
    const found = [];
    const least = 0.026 * innerHeight;
    const shown = [...document.querySelectorAll(".wall *")].filter(element => !element.closest("svg, .unseen, .wall-tools"));
    for (const element of shown) {
      const { left, right, top, bottom, width } = element.getBoundingClientRect();
      const name = `${element.className} ${element.textContent.trim().slice(0, 20)}`;
      if (width === 0) continue;
      const hasText = [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim());
      if (hasText && parseFloat(getComputedStyle(element).fontSize) < least) found.push(`too small: ${name}`);
      if (left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1) found.push(`off the wall: ${name}`);
    }
    const names = [...document.querySelectorAll(".wall-board .name, .wall-queue .name, .wall-guests .name")];
    for (const name of names) {
      const size = parseFloat(getComputedStyle(name).fontSize);
      const { width, height } = name.parentElement.getBoundingClientRect();
      if (height < size) found.push(`a row of ${height} px for ${size} px`);
      const letters = document.createRange();
      letters.selectNodeContents(name);
      const { top, bottom } = name.getBoundingClientRect();
      const peeking = [...letters.getClientRects()].filter(line => line.top < bottom && line.bottom > top);
      if (new Set(peeking.map(line => Math.round(line.top))).size > 1) found.push(`some of a second line: ${name.textContent}`);
      // As wide as eight letters, or as the name is.
      if (name.clientWidth < Math.min(name.scrollWidth, 8 * 0.55 * size)) found.push(`${name.clientWidth} of ${width} px for a name`);
    }
    for (const parent of document.querySelectorAll(".wall, .wall-board, .wall-queue, .wall-board li, .wall-queue li, .podium, .podium li, .wall-top")) {
      const boxes = [...parent.children].map(child => [child, child.getBoundingClientRect()]).filter(([child, { width, height }]) => width * height > 0 && !child.matches(".unseen, .wall-tools"));
      boxes.forEach(([one, a], index) =>
        boxes.slice(index + 1).forEach(([other, b]) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 1) found.push(`overlap in ${parent.className}: ${one.className}, ${other.className}`);
        }),
      );
    }
    return found;
  });
