// The JavaScript of docs/clients.md, as it stands there.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { Panenka } from "../../../clients/typescript/dist/index.js";
import { Service } from "../service.mjs";

const CLIENTS = new URL("../../../docs/clients.md", import.meta.url);
const PACKAGE = new URL("../../../clients/typescript/dist/index.js", import.meta.url);

/** The first block that `has` something, with some of its words replaced, and what it is to export. */
async function documented(has, exported, words = {}) {
  const blocks = [...(await readFile(CLIENTS, "utf8")).matchAll(/```js\n(.*?)```/gs)].map(block => block[1]);
  let source = blocks.find(block => block.includes(has));
  for (const [word, other] of Object.entries(words)) {
    assert.ok(source.includes(word), word);
    source = source.replaceAll(word, other);
  }
  return import(`data:text/javascript,${encodeURIComponent(`${source}\nexport { ${exported} };`)}`);
}

test("the service's clock is worked out from the middle of an exchange, and errs by half of it at most", async () => {
  const { exchanged, pressedAt } = await documented("function exchanged", "exchanged, pressedAt");
  const service = Date.parse("2026-02-14T19:30:00.000Z");
  for (const [there, back] of [[40, 40], [10, 50], [300, 20], [0, 700]]) {
    const time = new Date(service + there).toISOString();
    const { ahead, error } = exchanged(12_345, time, 12_345 + there + back);
    const pressed = Date.parse(pressedAt({ timeStamp: 12_345 + 500 }, ahead)) - service;
    assert.ok(Math.abs(pressed - 500) <= error, `${pressed}`);
    assert.equal(error, (there + back) / 2);
  }
});

test("the player of the document follows a lobby, and its buzz says when it was pressed", async t => {
  const service = await Service.start();
  t.after(() => service.stop());
  const olga = new Panenka({ baseUrl: service.local });
  const { lobby, token } = await olga.createLobby({ host_name: "Olga", settings: { fair_window_ms: 500 } });
  const host = olga.lobby(lobby.code, token);
  const drawn = [];
  globalThis.draw = lobby => drawn.push(lobby);
  t.after(() => delete globalThis.draw);
  const player = await documented("panenka-client", "panenka, following, press", {
    "panenka-client": PACKAGE,
    "https://quiz.example": service.local,
    K7QX: lobby.code,
  });
  assert.ok(await player.panenka.clock.measure());
  const timeStamp = performance.now();
  const expected = player.panenka.clock.pressedAt(timeStamp);
  const { position, provisional } = await player.press({ timeStamp });
  assert.deepEqual([position, provisional], [1, true]);
  const [{ name, pressed_at }] = (await host.look()).buzz_queue;
  assert.deepEqual([name, pressed_at], ["Anna", expected]);
  await host.close();
  assert.equal(await player.following, "lobby-not-found");
  assert.ok(drawn.length > 0);
});
