import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { NoAnswerError, Panenka, ProblemError } from "../dist/index.js";
import { answering, guest, hosting, player, problem, says, stage } from "./stage.mjs";
import { TestTimers } from "./timers.mjs";

const at = stage(test);

const isJoin = line => line.endsWith("/players");
const isBuzz = line => line.endsWith("/buzz");
const names = ({ players }) => players.map(({ name }) => name);

/** A client whose requests are answered as was written down, and its lobby. */
function served(...answers) {
  const { asked, fetch } = answering(answers);
  const timers = new TestTimers();
  const store = new Map();
  const panenka = new Panenka({ baseUrl: "http://nowhere/", fetch, timers, store });
  return { asked, timers, store, panenka, lobby: panenka.lobby("K7QX", "token") };
}

const lost = () => new TypeError("no network");
const joined = says(201, { token: "token", player_id: "1", lobby: { code: "K7QX", you: { role: "player", name: "Anna" } } });

test("a join whose answer is lost is repeated, and takes one seat", async t => {
  const { code, host } = await hosting(at, t);
  const { network, timers, panenka } = await guest(at, t);
  network.become("lossy");
  const asked = panenka.join(code, { name: "Anna" });
  await network.asks(isJoin);
  await timers.skip(5_000);
  await timers.waits(250, 500);
  network.become("pass");
  await timers.skip(250, 500);
  const { lobby, token } = await asked;
  assert.deepEqual(names(lobby), ["Anna"]);
  assert.deepEqual(names(await host.look()), ["Anna"]);
  const { taken, ...seat } = await panenka.seats.get("player", code);
  assert.deepEqual(seat, { role: "player", code, token, name: "Anna" });
  assert.ok(Math.abs(Date.now() - taken) < 60_000);
});

test("an app that crashes before a join is answered finds the seat after that", async t => {
  const { code, host } = await hosting(at, t);
  const store = new Map();
  const before = await guest(at, t, { store });
  before.network.become("lossy");
  before.panenka.join(code, { name: "Anna" }).catch(() => null);
  await before.network.asks(isJoin);
  while (names(await host.look()).length === 0);
  const after = await guest(at, t, { store: new Map(store) });
  const { player_id: id } = await after.panenka.join(code, { name: "Anna" });
  assert.deepEqual((await host.look()).players.map(player => player.id), [id]);
});

test("the key of a request is in the store before it is sent, and gone when it is answered", async () => {
  const kept = [];
  const { asked, timers, store, panenka } = served(() => (kept.push([...store.values()]), joined()), problem(409, "lobby-full"), lost);
  await panenka.join("K7QX", { name: "Anna" });
  assert.match(kept[0][0], /^[0-9a-f]{32}$/);
  assert.deepEqual([...store.keys()], ["seat.player.K7QX"]);
  await assert.rejects(panenka.join("K7QX", { name: "Ben" }), { code: "lobby-full" });
  assert.deepEqual([...store.keys()], ["seat.player.K7QX"]);
  const waiting = panenka.join("K7QX", { name: "Clara" });
  waiting.catch(() => null);
  await timers.waits(250, 500);
  assert.equal(store.size, 2);
  assert.equal(asked.length, 3);
});

test("what the store can't keep is not sent", async () => {
  const full = new Error("full");
  const { asked, fetch } = answering([joined]);
  const store = { get: async () => null, set: async () => Promise.reject(full), delete: async () => {} };
  const panenka = new Panenka({ baseUrl: "", fetch, store });
  await assert.rejects(panenka.join("K7QX", { name: "Anna" }), error => error === full);
  assert.equal(asked.length, 0);
});

test("a refusal says what was wrong, and is not repeated", async t => {
  const { code, host } = await hosting(at, t, { settings: { doors: "closed" } });
  const { network, panenka } = await guest(at, t);
  await assert.rejects(panenka.join(code, { name: "Anna" }), error => {
    assert.ok(error instanceof ProblemError);
    assert.deepEqual([error.code, error.status, error.errors], ["doors-closed", 409, []]);
    assert.match(error.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
  await assert.rejects(panenka.join(code, { name: "" }), ({ code, errors: [{ field }] }) => code === "invalid-field" && field === "name");
  assert.equal(network.asked.length, 2);
  await assert.rejects(host.resolve({ action: "plus", round: 1 }), { code: "no-active-player" });
});

test("who is to wait a moment is asked for after it, and a wake changes nothing", async () => {
  const { asked, timers, panenka } = served(problem(429, "too-many-requests", { "Retry-After": "3" }), joined);
  const waiting = panenka.join("K7QX", { name: "Anna" });
  await timers.waits(3_250, 3_500);
  panenka.wake();
  timers.advance(3_249);
  assert.equal(asked.length, 1);
  timers.advance(251);
  assert.equal((await waiting).player_id, "1");
});

test("who is to wait for long is told at once", async () => {
  const { asked, panenka } = served(problem(429, "too-many-requests", { "Retry-After": "3600" }));
  await assert.rejects(panenka.preview("K7QX"), error => error.code === "too-many-requests" && error.retryAfter === 3_600_000);
  assert.equal(asked.length, 1);
});

test("the pauses grow where it fails again, for half a minute in all", async () => {
  const { asked, timers, panenka } = served(problem(503, "unavailable", { "Retry-After": "1" }));
  const waiting = panenka.preview("K7QX");
  waiting.catch(() => null);
  for (const most of [1_500, 2_000, 3_000, 5_000]) await timers.skip(1_000 + (most - 1_000) / 2, most);
  let isOver = false;
  waiting.catch(() => (isOver = true));
  while (!isOver) {
    timers.advance(100);
    await turn();
  }
  await assert.rejects(waiting, { code: "unavailable" });
  assert.ok(asked.length < 13, `${asked.length}`);
});

test("a fault of the service is tried again once", async () => {
  const { asked, timers, panenka } = served(problem(500, "internal"));
  const waiting = panenka.preview("K7QX");
  waiting.catch(() => null);
  await timers.skip(250, 500);
  await assert.rejects(waiting, { code: "internal" });
  assert.equal(asked.length, 2);
});

test("what adds to a score is sent once", async () => {
  for (const ask of [lobby => lobby.changePlayer("1", { add: 10 }), lobby => lobby.changeTeam("1", { add: 10 })]) {
    const { asked, lobby } = served(lost);
    await assert.rejects(ask(lobby), NoAnswerError);
    assert.equal(asked.length, 1);
  }
});

test("an answer that is not the service's is none", async () => {
  const page = () => new Response("<p>Welcome to our network", { headers: { "Content-Type": "text/html" } });
  const gone = () => new Response("<p>Not here", { status: 404, headers: { "Content-Type": "text/html" } });
  const { asked, timers, panenka } = served(page, gone, says(200, { code: "K7QX" }));
  const waiting = panenka.preview("K7QX");
  await timers.skip(250, 500);
  await timers.skip(500, 1_000);
  assert.deepEqual(await waiting, { code: "K7QX" });
  assert.equal(asked.length, 3);
});

test("news of the network cuts a pause short", async () => {
  const { timers, panenka } = served(lost, says(200, { code: "K7QX" }));
  const waiting = panenka.preview("K7QX");
  await timers.waits(250, 500);
  panenka.wake();
  assert.deepEqual(await waiting, { code: "K7QX" });
});

test("what is given up ends at once, and nothing is left waiting", async () => {
  const stop = new AbortController();
  const { asked, timers, panenka } = served(lost);
  const lobby = panenka.lobby("K7QX", "token", { signal: stop.signal });
  const waiting = [lobby.reset({ round: 1 }), lobby.buzz({ round: 1 }), lobby.follow(() => {})];
  await timers.waits(250, 500);
  stop.abort();
  await assert.rejects(waiting[0], NoAnswerError);
  await assert.rejects(waiting[1], NoAnswerError);
  assert.equal(await waiting[2], "aborted");
  await timers.gone();
  const before = asked.length;
  await assert.rejects(lobby.reset({ round: 1 }), NoAnswerError);
  assert.ok(asked.length <= before + 1);
});

test("what is gone already is removed", async t => {
  const { code, host } = await hosting(at, t);
  const anna = await player(at, t, code);
  const { id } = await host.makeLink({ role: "screen" });
  for (const remove of [
    () => host.revokeLink(id),
    () => anna.lobby.leave(),
    () => host.removePlayer(anna.id),
    () => host.close(),
  ]) {
    await remove();
    await remove();
  }
});

test("a buzz whose answer is late is sent again, and has one place", async t => {
  const { code, host } = await hosting(at, t);
  const anna = await player(at, t, code);
  anna.network.become("deaf");
  const buzz = anna.lobby.buzz({ round: anna.seen.round });
  await anna.network.asks(isBuzz);
  const since = anna.network.asked.length;
  await anna.timers.skip(500, 1_000);
  await anna.network.asks(isBuzz, since);
  anna.network.become("pass");
  assert.equal((await buzz).position, 1);
  assert.deepEqual((await host.look()).buzz_queue.map(({ id }) => id), [anna.id]);
  await anna.timers.gone();
});

test("a buzz is not repeated when it is not wanted any more, and a refusal ends it", async t => {
  const { code, host } = await hosting(at, t);
  const anna = await player(at, t, code);
  let isWanted = true;
  anna.network.become("mute");
  const buzz = anna.lobby.buzz({ round: anna.seen.round }, () => isWanted);
  buzz.catch(() => null);
  await anna.network.asks(isBuzz);
  isWanted = false;
  await anna.timers.skip(500, 1_000);
  await assert.rejects(buzz, NoAnswerError);
  assert.equal(anna.network.asked.filter(isBuzz).length, 1);
  anna.network.cut();
  anna.network.become("pass");
  await host.reset({ round: anna.seen.round });
  await assert.rejects(anna.lobby.buzz({ round: anna.seen.round }), { code: "round-changed" });
});
