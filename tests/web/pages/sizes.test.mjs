// Every view on every size people have, in light and dark, with names as long as they get.

import assert from "node:assert/strict";
import test from "node:test";
import { buzzer, person, stage } from "../harness.mjs";

const at = stage(test, { RATE_LIMITS: "off" });

const SIZES = [
  [320, 568], [375, 667], [390, 844], [412, 915], [667, 375], [844, 390], [740, 360], [768, 1024], [960, 600], [1024, 768],
  [1180, 820], [1280, 800], [1366, 768], [1920, 1080],
  [960, 540], // 1920 x 1080 at 200 %
];
/** English and Russian on all of them, which languages there are besides on those where words have the least room. */
const NARROW = [[320, 568], [667, 375], [768, 1024], [960, 600]];
const LANGUAGES = [["en-US", SIZES], ["ru-RU", SIZES], ["de-DE", NARROW], ["es-ES", NARROW]];
/** As long as a name can be: 32 characters, but for the last. */
const NAMES = [
  "Wolfeschlegelsteinhausenbergerdo",
  "Константина Константинопольского",
  "محمد بن عبد الرحمن بن عبد الله ب",
  "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末食う寝る",
  "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩🚀",
  "Eve",
];

async function api(method, path, token, body) {
  const answer = await fetch(`${at.service.local}/api/v1/lobbies${path}`, {
    method,
    headers: { ...(body && { "Content-Type": "application/json" }), ...(token && { Authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

/** A lobby with so many players: {code, host, players}, the last two with tokens. */
async function lobbyOf(count) {
  const { token: host, lobby } = await api("POST", "", null, { host_name: NAMES[0], settings: { false_start_ms: 10_000 } });
  const players = [];
  for (let index = 0; index < count; index++) {
    players.push(await api("POST", `/${lobby.code}/players`, null, { name: NAMES[index % NAMES.length] }));
  }
  await api("PATCH", `/${lobby.code}`, host, { question_value: 50 });
  return { code: lobby.code, host, players };
}

/** What is wrong on the page as it is. */
const faultsOf = page =>
  page.evaluate(async () => {
    for (const animation of document.getAnimations()) animation.effect.getTiming().iterations === 1 && animation.finish();
    const found = [];
    const say = (what, element) => found.push(`${what}: ${element.tagName}.${element.className} “${element.textContent.trim().slice(0, 24)}”`);
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) found.push(`${root.scrollWidth - innerWidth} px too wide`);
    const isFixed = document.querySelector(".console, .player") !== null;
    if (isFixed && root.scrollHeight > innerHeight) found.push(`${root.scrollHeight - innerHeight} px too high`);
    const dialog = document.querySelector("dialog");
    const shown = [...(dialog ?? document.querySelector("main")).querySelectorAll("*")].filter(
      element => element.checkVisibility() && !element.closest("svg, .unseen"),
    );
    for (const element of shown) {
      const style = getComputedStyle(element);
      const { left, right, width } = element.getBoundingClientRect();
      const scrolls = element.parentElement.closest(".values") !== null;
      if (width > 0 && !scrolls && (left < -1 || right > innerWidth + 1)) say("sticks out", element);
      const hides = style.overflowX === "hidden" || style.overflowX === "clip";
      const isCut = element.scrollWidth > element.clientWidth + 1 || (hides && element.scrollHeight > element.clientHeight + 2);
      const says = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      // Of what is typed, the caret shows the rest.
      if (hides && isCut && !element.matches("input") && !(says && element.closest("[title]"))) say("cut off", element);
      // Text may be larger than its box only where the box scrolls.
      const holdsText = style.display !== "inline" && !element.matches("input, select, option");
      if (!hides && holdsText && style.overflowX === "visible" && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
        say("runs over", element);
      }
    }
    for (const list of document.querySelectorAll(".list")) {
      if (list.firstElementChild && list.firstElementChild.getBoundingClientRect().width < list.getBoundingClientRect().width - 1) say("indented", list);
    }
    const line = document.querySelector(".bar-line");
    if (line !== null && (line.scrollWidth > line.clientWidth + 1 || line.scrollHeight > line.clientHeight + 1)) say("the host can't read", line);
    // A word in a button is on one line; so is the code.
    const words = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
      const holder = node.parentElement;
      if (!holder.checkVisibility() || holder.closest(".name, .unseen")) continue;
      if (!holder.closest("button, .segment, .code, .code-button, .bar-code, h1, h2")) continue;
      // Names may be part of what is said.
      if (holder.closest(".buzzer, .choose, [title], .news-line") && /\u2068/.test(node.data)) continue;
      for (const { 0: word, index } of node.data.matchAll(/[^\s-]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) say(`“${word}” is broken`, holder);
      }
    }
    for (const name of shown.filter(element => element.matches(".name"))) {
      const size = parseFloat(getComputedStyle(name).fontSize);
      if (name.clientWidth < Math.min(name.scrollWidth, 8 * 0.5 * size)) say(`${name.clientWidth} px for a name`, name);
    }
    const parents = ".row, .row-button, .bar, .player, .news, .console, .stage, .floor, .up, .moves, .move-buttons, .values, .dialog-body, .team-head, .score-field, .page, .card";
    for (const parent of document.querySelectorAll(parents)) {
      const boxes = [...parent.children]
        .filter(child => child.checkVisibility() && !child.matches("dialog, .unseen"))
        .filter(child => !["sticky", "absolute", "fixed"].includes(getComputedStyle(child).position))
        .map(child => [child, child.getBoundingClientRect()])
        .filter(([, { width, height }]) => width * height > 0);
      boxes.forEach(([one, a], index) =>
        boxes.slice(index + 1).forEach(([other, b]) => {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 1) found.push(`overlap in .${parent.className}: ${one.className} and ${other.className}`);
        }),
      );
    }
    // Text that is lower than the box it is in, where nothing scrolls.
    for (const box of document.querySelectorAll(".up, .move, .buzzer, .choose, .row")) {
      if (box.checkVisibility() && box.scrollHeight > box.clientHeight + 2) say(`${box.scrollHeight} px in ${box.clientHeight}`, box);
    }
    return [...new Set(found)];
  });

/** A function that looks at a page on each size, and adds to `found` on which sizes a fault is. */
const looking = (sizes, found) =>
  async function look(page, view) {
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ["dark", "light"]) {
        await page.emulateMedia({ colorScheme });
        for (const fault of await faultsOf(page)) {
          const key = `${view}: ${fault}`;
          found.set(key, (found.get(key) ?? new Set()).add(`${width}x${height}`));
        }
      }
    }
  };

const shut = async page => {
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
};

for (const [locale, sizes] of LANGUAGES) {
  for (const count of [2, 30]) {
    test(`nothing is cut off, broken, or in the way: ${locale}, ${count} players`, async t => {
      const found = new Map();
      const look = looking(sizes, found);
      const { code, host: token, players } = await lobbyOf(count);
      const options = { locale, hasTouch: false, isMobile: false };
      const host = await person(at, t, options);
      await host.goto(`${at.service.address}/`);
      await host.locator("main").waitFor();
      await look(host, "start");
      await host.goto(`${at.service.address}/${code}`);
      await host.locator(".masthead bdi, .masthead p").first().waitFor();
      await look(host, "join");
      await host.goto(`${at.service.address}/host/${code}#${token}`);
      await host.locator(".stage .row").nth(count - 1).waitFor();
      await look(host, "console, gathering");

      await api("POST", `/${code}/links`, token, { role: "screen", label: NAMES[0] });

      const phones = [];
      for (const player of players.slice(0, 2)) {
        const phone = await person(at, t, options);
        await phone.goto(`${at.service.address}/${code}#${player.token}`);
        await buzzer(phone, "ready").waitFor();
        phones.push(phone);
      }
      await look(phones[0], "phone, ready");
      for (const player of players.slice(0, 12)) await api("POST", `/${code}/buzz`, player.token, {});
      await host.locator(".queued").nth(Math.min(count, 12) - 1).waitFor();
      await buzzer(phones[1], "placed").waitFor();
      await look(host, "console, queue");
      await look(phones[0], "phone, first");
      await look(phones[1], "phone, second");
      await api("PUT", `/${code}/active-player`, token, { player_id: players[0].player_id });
      await buzzer(phones[0], "answering").waitFor();
      await host.locator(".up[data-kind=answering]").waitFor();
      await look(host, "console, answer");
      await look(phones[0], "phone, answering");
      await look(phones[1], "phone, passed over");
      await phones[1].evaluate(() => document.querySelector(".sheet-button").click());
      await phones[1].locator("dialog").waitFor();
      await look(phones[1], "phone, sheet");
      await shut(phones[1]);
      await phones[1].locator(".bar > button:last-child").click();
      await look(phones[1], "phone, menu");
      await shut(phones[1]);

      const dialogs = [
        ["menu", () => host.locator(".bar > button:last-child").click()],
        ["history", () => host.locator(".bar > button").first().click()],
        ["invitation", () => host.locator(".code-button").click()],
        ["player", () => host.locator(".scores .row-button").first().click()],
        ...[["rules", 0], ["teams", 1], ["links", 2], ["new game", -1]].map(([name, index]) => [
          name,
          async () => {
            await host.locator(".bar > button:last-child").click();
            await host.locator("dialog .menu button").nth(index).click();
          },
        ]),
      ];
      await api("PUT", `/${code}/teams`, token, [{ name: NAMES[1], colour: "#e6194b" }, { name: "Blues", colour: "#1e90ff" }]);
      for (const [name, open] of dialogs) {
        await open();
        await host.locator("dialog").waitFor();
        await look(host, `console, ${name}`);
        await shut(host);
      }
      await api("PATCH", `/${code}`, token, { locked: true });
      await api("POST", `/${code}/reset`, token, {});
      await api("PATCH", `/${code}`, token, { locked: true });
      await buzzer(phones[0], "locked").waitFor();
      await look(phones[0], "phone, locked");
      await phones[0].locator(".buzzer").click();
      await buzzer(phones[0], "barred").waitFor();
      await look(phones[0], "phone, barred");
      await phones[1].context().setOffline(true);
      await buzzer(phones[1], "offline").waitFor();
      await look(phones[1], "phone, offline");
      await api("POST", `/${code}/finish`, token);
      await buzzer(phones[0], "finished").waitFor();
      await host.locator(".up[data-kind=finished]").waitFor();
      await look(phones[0], "phone, end");
      await look(host, "console, end");
      const told = [...found].map(([fault, sizes]) => `${fault}, on ${[...sizes].join(" ")}`);
      assert.deepEqual(told, [], told.join("\n"));
    });
  }
}
