// The JavaScript of docs/clients.md, as it stands there.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { Service } from "../harness.mjs";

const REAL = { fetch: globalThis.fetch, performance: globalThis.performance };

const CLIENTS = new URL("../../../docs/clients.md", import.meta.url);

/** The functions of the document, and `ahead`: a new module each time, as it keeps what it has measured. */
async function documented() {
  const blocks = [...(await readFile(CLIENTS, "utf8")).matchAll(/```js\n(.*?)```/gs)].map(block => block[1]);
  const whole = blocks.filter(block => /^(async )?function /m.test(block));
  const source = `${whole.join("\n")}\nexport { follow, measureClock, pressedAt };\n// ${Math.random()}`;
  return import(`data:text/javascript,${encodeURIComponent(source)}`);
}

/** Exchanges, each with the milliseconds that both ways take, by clocks that stand unless something is under way. */
function network(t, { own, service, exchanges }) {
  t.after(() => Object.assign(globalThis, REAL));
  let passed = 0;
  globalThis.performance = { now: () => own + passed };
  const ways = exchanges.values();
  globalThis.fetch = async () => {
    const { value } = ways.next();
    if (value === undefined) throw new TypeError("offline");
    const [there, back] = value;
    passed += there;
    const time = new Date(service + passed).toISOString();
    passed += back;
    return { json: async () => ({ time }) };
  };
}

const SERVICE = Date.parse("2026-02-14T19:30:00.000Z");

/** What is said of a press 500 ms after the clocks began to be looked at. */
async function saidOfAPress(t, exchanges) {
  const own = 12_345;
  network(t, { own, service: SERVICE, exchanges });
  const { measureClock, pressedAt } = await documented();
  await measureClock("");
  const said = pressedAt({ timeStamp: own + 500 });
  return said === undefined ? undefined : Date.parse(said) - SERVICE;
}

test("a press is told by the service's clock, whatever the own one shows", async t => {
  const same = Array(5).fill([40, 40]);
  assert.equal(await saidOfAPress(t, same), 500);
});

test("the exchange with the shortest round trip counts, and errs by half of it at most", async t => {
  assert.equal(await saidOfAPress(t, [[300, 20], [10, 50], [20, 700], [90, 90], [80, 80]]), 500 - 20);
});

test("what is not known is not said", async t => {
  assert.equal(await saidOfAPress(t, Array(5).fill([600, 600])), undefined);
  assert.equal(await saidOfAPress(t, []), undefined);
});

test("a client made of the document follows a lobby, and its buzz says when it was pressed", async t => {
  const service = await Service.start();
  t.after(() => service.stop());
  const base = service.local;
  const ask = async (method, path, token, body) => {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const answer = await fetch(`${base}/api/v1/lobbies${path}`, { method, headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.json();
  };
  const { token: host, lobby } = await ask("POST", "", "", { host_name: "Olga", settings: { fair_window_ms: 500 } });
  const { token, player_id: player } = await ask("POST", `/${lobby.code}/players`, "", { name: "Anna" });
  const { follow, measureClock, pressedAt } = await documented();
  const stop = new AbortController();
  t.after(() => stop.abort());
  const sealed = new Promise(resolve => {
    const show = seen => seen.buzz_queue.length > 0 && seen.window_ends_at === null && resolve(seen);
    follow(base, lobby.code, token, show, stop.signal);
  });
  await measureClock(base);
  const press = pressedAt({ timeStamp: performance.now() });
  assert.match(press, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const buzzed = await ask("POST", `/${lobby.code}/buzz`, token, { round: lobby.round, pressed_at: press });
  assert.deepEqual([buzzed.position, buzzed.provisional], [1, true]);
  assert.equal((await sealed).buzz_queue[0].id, player);
  const headers = { Authorization: `Bearer ${host}` };
  const seen = await (await fetch(`${base}/api/v1/lobbies/${lobby.code}`, { headers })).json();
  assert.equal(seen.buzz_queue[0].pressed_at, press);
});
