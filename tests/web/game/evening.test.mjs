// A whole evening: a host, twelve players, a wall, twenty-five questions. What the screens and the score sheet say in the end is what
// the test has kept count of.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { PHONE, becomes, buzzer, hosting, joining, judge, nextQuestion, person, queued, row, says, stage } from "../harness.mjs";
import { wallLink, worth, written } from "../harness.mjs";

const at = stage(test);
const readCode = jsqr.default ?? jsqr;

const QUESTIONS = 25;
const VALUES = [10, 20, 30, 40, 50];
/** Those who have a page; of the others there are requests alone. */
const PHONES = ["Anna", "Борис", "Chloé"];
const OTHERS = ["Dmitri", "Eva", "Fatima", "Gustavo", "Hana", "Igor", "Jeanne", "Kofi", "Łucja"];
const NAMES = [...PHONES, ...OTHERS];

async function ask(path, token, body) {
  const answer = await fetch(`${at.service.local}/api/v1/lobbies${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
}

/** Everybody who plays: `buzz(name)` is a finger on a page, or a request. */
async function everybody(t, code) {
  const [phones, tokens] = [new Map(), new Map()];
  for (const name of PHONES) phones.set(name, await joining(at, t, code, name));
  for (const name of OTHERS) tokens.set(name, (await ask(`/${code}/players`, null, { name })).token);
  const buzz = async name => {
    if (!phones.has(name)) return ask(`/${code}/buzz`, tokens.get(name), {});
    await buzzer(phones.get(name), "ready").waitFor();
    await phones.get(name).locator(".buzzer").tap();
    await phones.get(name).locator(":is(.buzzer[data-kind=first], .buzzer[data-kind=placed])").waitFor();
  };
  return { phones, buzz };
}

const scoresOf = list => list.evaluateAll(rows => Object.fromEntries(rows.map(row => [
  row.querySelector(".name").textContent,
  row.querySelector(".score").textContent,
])));
const onConsole = host => scoresOf(host.locator(".scores [data-player]"));
const sorted = scores => Object.fromEntries(Object.entries(scores).sort());
const onScreens = scores => sorted(Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, written(score)])));

async function giveWord(host, name) {
  await queued(host, name).locator(".choose").click();
  await says(host.locator(".up .name"), name);
}

async function undo(host) {
  await host.locator(".done[data-kind=done]").getByRole("button", { name: "Undo" }).click();
}

async function open(host, name) {
  await row(host, name).getByRole("button").click();
  await host.getByRole("dialog").waitFor();
}

async function close(host) {
  await host.keyboard.press("Escape");
  await host.locator("dialog").waitFor({ state: "detached" });
}

/** How a question goes, by turns: each takes {host, first, second, gain}, and leaves the next question on. */
const WAYS = [
  async ({ host, first, gain }) => {
    await giveWord(host, first);
    await judge(host, "right").click();
    gain(first, 1);
  },
  async ({ host, first, gain }) => {
    await giveWord(host, first);
    await judge(host, "wrong").click();
    gain(first, -1);
  },
  async ({ host, first }) => {
    await giveWord(host, first);
    await judge(host, "skip").click();
  },
  async ({ host, first, gain, question }) => {
    await giveWord(host, first);
    await judge(host, "right").click();
    await says(host.locator(".bar-line"), `Question ${question + 1} · ${VALUES[question % VALUES.length]}`);
    await undo(host);
    await says(host.locator(".up .name"), first);
    await judge(host, "wrong").click();
    gain(first, -1);
  },
  async ({ host }) => nextQuestion(host).click(),
  async ({ host, second, gain }) => {
    await giveWord(host, second);
    await judge(host, "right").click();
    gain(second, 1);
  },
];

/** What happens between two questions. */
const INCIDENTS = {
  async 5({ t, host, phones }) {
    await open(host, "Борис");
    await host.getByRole("button", { name: "Another phone" }).click();
    const picture = PNG.sync.read(await host.locator(".made-link .qr").screenshot());
    const link = readCode(new Uint8ClampedArray(picture.data), picture.width, picture.height).data;
    const other = await person(at, t, { viewport: PHONE });
    await other.goto(link);
    await phones.get("Борис").getByText("You are not in this game any more").waitFor();
    phones.set("Борис", other);
    await close(host);
  },
  async 9({ host }) {
    await open(host, "Igor");
    await host.getByRole("button", { name: "Remove from the game" }).click();
    await row(host, "Igor").waitFor({ state: "detached" });
    await undo(host);
    await row(host, "Igor").waitFor();
  },
  async 13({ host, scores }) {
    await open(host, "Fatima");
    await host.getByRole("spinbutton").fill("35");
    await host.getByRole("button", { name: "Save" }).click();
    await host.locator("dialog").waitFor({ state: "detached" });
    scores.Fatima = 35;
  },
  async 18({ host, first, gain, agrees }) {
    await host.getByRole("button", { name: "History" }).click();
    await host.locator(".history .row").first().getByRole("button", { name: "Undo" }).click();
    gain(first, -1);
    await agrees();
    await close(host);
    await says(host.locator(".up .name"), first);
    await judge(host, "right").click();
    gain(first, 1);
  },
};

test("an evening of twenty-five questions, and all screens and the sheet agree in the end", async t => {
  const { page: host, code } = await hosting(at, t);
  host.on("dialog", dialog => dialog.accept());
  const wall = await person(at, t, { viewport: { width: 1280, height: 720 } });
  await wall.goto(await wallLink(host));
  const { phones, buzz } = await everybody(t, code);
  const scores = Object.fromEntries(NAMES.map(name => [name, 0]));
  const agrees = () => becomes(async () => sorted(await onConsole(host)), onScreens(scores));
  await agrees();

  for (let question = 1; question <= QUESTIONS; question++) {
    const value = VALUES[question % VALUES.length];
    const gain = (name, sign) => (scores[name] += sign * value);
    await worth(host, value);
    await says(host.locator(".bar-line"), `Question ${question} · ${value}`);
    const [first, second, third] = [0, 5, 10].map(step => NAMES[(5 * question + step + (question % 3)) % NAMES.length]);
    for (const name of [first, second, third]) await buzz(name);
    await queued(host, third).waitFor();
    await WAYS[question % WAYS.length]({ host, first, second, gain, question });
    await says(host.locator(".bar-line"), `Question ${question + 1} · ${value}`);
    await INCIDENTS[question]?.({ t, host, phones, scores, first, gain, agrees });
    await agrees();
  }

  for (const [name, phone] of phones) await says(phone.locator(".bar-score"), `Points: ${written(scores[name])}`);
  await becomes(async () => sorted(await scoresOf(wall.locator(".wall-board li"))), onScreens(scores));
  await host.getByRole("button", { name: "Menu" }).click();
  await host.getByRole("button", { name: "Show the final standings" }).click();
  const best = Object.values(scores).sort((one, other) => other - one);
  const podium = wall.locator(".podium li, .wall-board li");
  await wall.locator(".podium").waitFor();
  await becomes(async () => sorted(await scoresOf(podium)), onScreens(scores));
  await becomes(() => wall.locator(".podium .score").allTextContents(), best.slice(0, 3).map(written));

  await host.getByRole("button", { name: "Menu" }).click();
  const saved = host.waitForEvent("download");
  await host.getByRole("button", { name: "Save the score sheet" }).click();
  const lines = readFileSync(await (await saved).path(), "utf8").replace("\uFEFF", "").trim().split("\r\n").map(line => line.split(","));
  const columns = Object.fromEntries(lines[0].slice(4).map((name, index) => [name, lines.slice(1).map(line => Number(line[index + 4]))]));
  const totals = Object.fromEntries(Object.entries(columns).map(([name, points]) => [name, points.at(-1)]));
  assert.deepEqual(sorted(totals), sorted(scores));
  for (const [name, points] of Object.entries(columns)) {
    assert.equal(points.slice(0, -1).reduce((one, other) => one + other, 0), scores[name], name);
  }
  const asked = lines.map(([number]) => number).filter(number => /^\d+$/.test(number));
  assert.deepEqual(asked, Array.from({ length: QUESTIONS }, (_, index) => String(index + 1)));
});
