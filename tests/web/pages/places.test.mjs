// What has its place on a screen, and keeps it; and what an address leads to.

import assert from "node:assert/strict";
import test from "node:test";
import { buzzer, enter, hosting, joining, person, queued, says, stage } from "../harness.mjs";

const at = stage(test, { RATE_LIMITS: "off" });
const PLAYERS = 30;

async function ask(method, path, token, body) {
  const answer = await fetch(`${at.service.local}/api/v1/lobbies${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.json();
}

/** Where the moves are, how far the page is scrolled, and whether the card is in sight. */
const placesOn = host =>
  host.evaluate(() => {
    const boxes = [...document.querySelectorAll(".move")].map(move => move.getBoundingClientRect());
    const { top, bottom } = document.querySelector(".up").getBoundingClientRect();
    return {
      moves: boxes.map(({ left, top, width, height }) => [left, top, width, height].map(Math.round)),
      isAllSeen: boxes.every(({ top, bottom }) => top >= 0 && bottom <= innerHeight) && top >= 0 && bottom <= innerHeight,
      scrolled: [scrollX, scrollY],
    };
  });

for (const [width, height] of [[320, 568], [390, 844], [844, 390], [768, 1024], [1280, 800], [1920, 1080]]) {
  test(`the bar with the moves never moves, with none and with ${PLAYERS} in the queue: ${width} x ${height}`, async t => {
    const { token, lobby } = await ask("POST", "", null, { host_name: "Olga" });
    const of = `/${lobby.code}`;
    const players = [];
    for (let count = 0; count < PLAYERS; count++) players.push(await ask("POST", `${of}/players`, null, { name: `Player ${count}` }));
    const host = await person(at, t, { viewport: { width, height } });
    await host.goto(`${at.service.address}/host${of}#${token}`);
    await host.locator(".scores .row").nth(PLAYERS - 1).waitFor();
    const { moves } = await placesOn(host);
    const look = async () => assert.deepEqual(await placesOn(host), { moves, isAllSeen: true, scrolled: [0, 0] });
    for (const player of players) await ask("POST", `${of}/buzz`, player.token, {});
    await queued(host, `Player ${PLAYERS - 1}`).waitFor();
    await look();
    await ask("PUT", `${of}/active-player`, token, { player_id: players[0].player_id });
    await host.locator(".up[data-kind=answering]").waitFor();
    await look();
    await ask("POST", `${of}/resolve`, token, { action: "plus" });
    await host.locator(".up[data-kind=open]").waitFor();
    await look();
    // Somebody buzzes while the host looks at the end of the board.
    await host.evaluate(() => document.querySelectorAll(".stage, .scores").forEach(list => list.scrollTo(0, list.scrollHeight)));
    await ask("POST", `${of}/buzz`, players[1].token, {});
    await host.locator(".up[data-kind=first]").waitFor();
    await look();
    await ask("POST", `${of}/finish`, token);
    await host.locator(".up[data-kind=finished]").waitFor();
    await look();
  });
}

for (const [width, height] of [[667, 375], [844, 390], [740, 360]]) {
  test(`on a phone on its side the button is on the left, and the scores are a sheet: ${width} x ${height}`, async t => {
    const { code } = await hosting(at, t);
    const anna = await joining(at, t, code, "Anna", { viewport: { width, height }, hasTouch: true, isMobile: true });
    const box = await anna.locator(".buzzer").boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= width / 2, `from ${box.x} to ${box.x + box.width}`);
    assert.ok(box.y >= 0 && box.y + box.height <= height, `from ${box.y} down to ${box.y + box.height}`);
    assert.equal(await anna.locator(".scores").isVisible(), false);
    await anna.locator(".sheet-button").tap();
    await anna.locator("dialog .scores .row").waitFor();
  });
}

for (const path of ["/ABC", "/ABCDE", "/AB0D/", "/host/", "/screen/AB", "/one/two/three"]) {
  test(`an address that leads nowhere is a page: ${path}`, async t => {
    const page = await person(at, t);
    const answer = await page.goto(at.service.address + path);
    assert.match(answer.headers()["content-type"], /^text\/html/);
    await page.getByText("There is nothing at this address").waitFor();
    assert.equal(new URL(page.url()).pathname, "/");
  });
}

test("a slash after the code, or a blank in front of it, leads to the game all the same", async t => {
  const { code } = await hosting(at, t);
  const page = await person(at, t);
  await page.goto(`${at.service.address}/${code.toLowerCase()}/`);
  await enter(page, "Anna");
  await buzzer(page, "ready").waitFor();
  const other = await person(at, t);
  await other.goto(`${at.service.address}/`);
  await other.locator("input[name=code]").fill(` ${code.toLowerCase()} `);
  await other.locator("input[name=code]").press("Enter");
  await says(other.locator(".masthead p"), "Olga hosts");
});
