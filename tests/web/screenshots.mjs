// Writes the pictures of the documents into a directory: a game of twelve, on the three kinds of screens.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LAPTOP, PHONE, Service, buzzer, launch, person } from "./harness.mjs";

const directory = process.argv[2];
mkdirSync(directory, { recursive: true });

const NAMES = ["Anna", "Борис", "Chloé", "Dmitri", "Eva", "Fatima", "Gustavo", "Hana", "Igor", "Jeanne", "Kofi", "Łucja"];
const WALL = { width: 1920, height: 1080 };

const left = [];
const t = { after: step => left.push(step) };
const stage = { service: await Service.start(), browser: await launch() };

async function api(method, path, token, body) {
  const answer = await fetch(`${stage.service.local}/api/v1/lobbies${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return answer.json();
}

async function shoot(page, name) {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations === 1).map(({ finished }) => finished)),
  );
  await page.screenshot({ path: join(directory, `${name}.png`) });
}

const { token, lobby } = await api("POST", "", null, { host_name: "Olga" });
const of = `/${lobby.code}`;
const { token: screen } = await api("POST", `${of}/links`, token, { role: "screen" });
const players = [];
for (const name of NAMES) players.push(await api("POST", `${of}/players`, null, { name }));

const open = async (place, options) => {
  const page = await person(stage, t, options);
  await page.goto(stage.service.address + place);
  return page;
};
const host = await open(`/host${of}#${token}`, { viewport: LAPTOP });
const hostPhone = await open(`/host${of}#${token}`, { viewport: PHONE });
const wall = await open(`/screen${of}#${screen}`, { viewport: WALL });
const phone = await open(`${of}#${players[2].token}`, { viewport: PHONE });
const russian = await open(`${of}#${players[1].token}`, { viewport: PHONE, locale: "ru-RU" });

for (const [value, winner] of [[30, 0], [50, 4], [20, 2]]) {
  await api("PATCH", of, token, { question_value: value });
  await api("POST", `${of}/buzz`, players[winner].token, {});
  await api("PUT", `${of}/active-player`, token, { player_id: players[winner].player_id });
  await api("POST", `${of}/resolve`, token, { action: "plus" });
}
await api("PATCH", of, token, { question_value: 40 });
await phone.locator(".verdict").waitFor({ state: "detached" });
await buzzer(phone, "ready").waitFor();
await shoot(phone, "phone-ready");
for (const one of [1, 0, 5, 7]) await api("POST", `${of}/buzz`, players[one].token, {});
await buzzer(russian, "first").waitFor();
await host.locator(".queued").nth(3).waitFor();
await shoot(russian, "phone-first-ru");
await shoot(host, "console");
await hostPhone.locator(".queued").nth(3).waitFor();
await shoot(hostPhone, "console-phone");
await api("PUT", `${of}/active-player`, token, { player_id: players[1].player_id });
await wall.locator(".wall-word[data-kind=answering]").waitFor();
await shoot(wall, "wall-answer");

for (const step of left) await step();
await stage.browser.close();
await stage.service.stop();
