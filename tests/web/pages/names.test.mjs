// Names in any script, of any width, on the narrowest phone.

import assert from "node:assert/strict";
import test from "node:test";
import { SMALL_PHONE, buzzer, hosting, joining, plain, queued, row, stage } from "../harness.mjs";

const at = stage(test);

const NAMES = [
  "<img src=x onerror=hacked=1>",
  "</bdi><script>hacked=1</script>",
  "${hacked=1}{{hacked=1}}&lt;b&gt;",
  "משה בן־עמרם 12",
  "مرحبا بالعالم!",
  "W".repeat(32),
  "\uFDFD".repeat(32),
  "👨‍👩‍👧‍👦👩🏽‍🚀🏳️‍🌈",
  "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033Da\u0300\u0301\u0302\u0303\u0304\u0306l",
  "漢字かな交じり文ハングル한국어",
];

/** What sticks out to the side, or lies over its neighbour. */
const faults = page =>
  page.evaluate(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push(`scrolls: ${document.documentElement.scrollWidth}`);
    for (const element of document.querySelectorAll("main *")) {
      if (element.closest("svg, .unseen")) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width > 0 && (left < -0.5 || right > innerWidth + 0.5)) found.push(`sticks out: ${element.outerHTML.slice(0, 80)}`);
    }
    for (const parent of document.querySelectorAll(".row, .row-button, .bar, .player, .news, .console, .floor, .up, .moves, .move-buttons, .stage")) {
      const boxes = [...parent.children]
        .map(child => [child, child.getBoundingClientRect()])
        .filter(([child, { width, height }]) => width * height > 0 && !child.matches("dialog"))
        // What stays in its place while the rest goes by lies over it.
        .filter(([child]) => getComputedStyle(child).position !== "sticky");
      boxes.forEach(([one, a], index) =>
        boxes.slice(index + 1).forEach(([other, b]) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 0.5 && down > 0.5) found.push(`overlap: ${one.className} ${other.className}`);
        }),
      );
    }
    return found;
  });

test("names break no layout and run no script", async t => {
  const { page: host, code } = await hosting(at, t, { viewport: SMALL_PHONE, name: NAMES[0] });
  const phones = [];
  for (const name of NAMES) {
    const join = await at.browser.newContext();
    const answer = await join.request.post(`${at.service.local}/api/v1/lobbies/${code}/players`, { data: { name } });
    phones.push({ name, token: (await answer.json()).token, request: join.request });
    t.after(() => join.close());
  }
  for (const { token, request } of phones) {
    await request.post(`${at.service.local}/api/v1/lobbies/${code}/buzz`, {
      headers: { Authorization: `Bearer ${token}` },
      data: {},
    });
  }
  const player = await joining(at, t, code, "W".repeat(32), { viewport: SMALL_PHONE });
  await player.locator(".buzzer").tap();
  await buzzer(player, "placed").waitFor();
  await row(host, "W".repeat(29) + " 2").first().waitFor().catch(() => null);
  await host.locator(".queued").nth(NAMES.length).waitFor();
  for (const page of [host, player]) {
    assert.deepEqual((await page.locator(".queued .name").allTextContents()).slice(0, NAMES.length), NAMES.map(n => n.normalize("NFC")));
    assert.deepEqual(await faults(page), []);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  }
  for (const name of [NAMES[0], NAMES[3], NAMES[6]]) {
    const place = NAMES.indexOf(name);
    await host.locator(`[data-key="${place + 1}"]`).click();
    await host.locator(".up[data-kind=answering] .name").filter({ hasText: name }).waitFor();
    for (const page of [host, player]) assert.deepEqual(await faults(page), []);
  }
});
