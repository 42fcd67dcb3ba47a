import assert from "node:assert/strict";
import test from "node:test";
import { Panenka } from "../dist/index.js";
import { hosting, stage } from "./stage.mjs";
import { TestTimers } from "./timers.mjs";

const at = stage(test);
const SERVICE = Date.parse("2026-02-14T19:30:00.000Z");

/** Exchanges, each with the milliseconds that both ways take; none where nothing gets through. */
function measuring(exchanges) {
  const timers = new TestTimers();
  const began = timers.now();
  const ways = exchanges.values();
  const fetch = async () => {
    const { value } = ways.next();
    if (value === undefined) throw new TypeError("offline");
    const [there, back] = value;
    timers.advance(there);
    const time = new Date(SERVICE + timers.now() - began).toISOString();
    timers.advance(back);
    return new Response(JSON.stringify({ time }), { headers: { "Content-Type": "application/json" } });
  };
  const { clock } = new Panenka({ baseUrl: "", fetch, timers });
  return { timers, began, clock };
}

/** What is said of a press 500 ms after the clocks began to be looked at. */
async function saidOfAPress(exchanges) {
  const { timers, began, clock } = measuring(exchanges);
  const measured = clock.measure();
  for (let pauses = 0; pauses < 3; pauses++) await timers.skip(150);
  await measured;
  const said = clock.pressedAt(began + 500);
  return said === undefined ? undefined : Date.parse(said) - SERVICE;
}

test("a press is told by the service's clock, whatever the own one shows", async () => {
  assert.equal(await saidOfAPress(Array(4).fill([40, 40])), 500);
});

test("the exchange with the shortest round trip counts, and errs by half of it at most", async () => {
  assert.equal(await saidOfAPress([[300, 20], [10, 50], [20, 700], [90, 90]]), 500 - 20);
});

test("what is not known is not said", async () => {
  assert.equal(await saidOfAPress(Array(4).fill([600, 600])), undefined);
  assert.equal(await saidOfAPress([]), undefined);
  const { clock } = measuring([]);
  assert.equal(clock.until("2026-02-14T19:30:00.000Z"), null);
});

test("a clock that was measured roughly is good enough to count down by", async () => {
  const { timers, clock } = measuring([[600, 600]]);
  const measured = clock.measure();
  for (let pauses = 0; pauses < 3; pauses++) await timers.skip(150);
  assert.equal(await measured, false);
  assert.equal(clock.until("2026-02-14T19:31:00.000Z"), 60_000 - 1_200 - 450);
});

/** Lets a measurement come to its end. */
async function measured(timers) {
  for (let pauses = 0; pauses < 3; pauses++) await timers.skip(150);
}

test("it is measured again now and again, more often where presses count, and after a wake nothing is said until then", async () => {
  const { timers, clock } = measuring(Array(20).fill([10, 10]));
  const release = clock.hold();
  await measured(timers);
  await timers.waits(600_000);
  assert.ok(clock.pressedAt());
  clock.isFair = true;
  assert.ok(clock.pressedAt(), "what is known is forgotten");
  await measured(timers);
  await timers.skip(60_000);
  await measured(timers);
  await timers.waits(60_000);
  clock.renew();
  assert.equal(clock.pressedAt(), undefined);
  await measured(timers);
  await timers.waits(60_000);
  assert.ok(clock.pressedAt());
  release();
  await timers.gone();
});

test("a lobby in which presses count does not make a measurement begin anew", async () => {
  const { timers, clock } = measuring(Array(4).fill([10, 10]));
  const release = clock.hold();
  await timers.skip(150);
  clock.isFair = true;
  await timers.skip(150);
  await timers.skip(150);
  await timers.waits(60_000);
  assert.ok(clock.pressedAt());
  release();
});

test("a measurement in vain is soon repeated", async () => {
  const { timers, clock } = measuring([]);
  const release = clock.hold();
  await measured(timers);
  await timers.gone(150);
  await timers.waits(5_000);
  release();
  await timers.gone();
});

test("a buzz says when it was pressed, and the host sees it", async t => {
  const { code, host } = await hosting(at, t, { settings: { fair_window_ms: 500 } });
  const panenka = new Panenka({ baseUrl: at.service.local });
  const { token, lobby } = await panenka.join(code, { name: "Anna" });
  assert.ok(await panenka.clock.measure());
  const anna = panenka.lobby(code, token);
  const pressed = panenka.clock.pressedAt(performance.now() - 5);
  const { position, provisional } = await anna.buzz({ round: lobby.round, pressed_at: pressed });
  assert.deepEqual([position, provisional], [1, true]);
  assert.equal((await host.look()).buzz_queue[0].pressed_at, pressed);
  await panenka.join(code, { name: "Ben" }).then(ben => panenka.lobby(code, ben.token).buzz({ round: lobby.round }));
  assert.ok((await host.look()).buzz_queue.every(({ pressed_at }) => pressed_at !== undefined));
});
