import assert from "node:assert/strict";
import test from "node:test";
import { Panenka, ProblemError } from "../dist/index.js";
import { answering, following, hosting, player, problem, stage } from "./stage.mjs";
import { TestTimers } from "./timers.mjs";

const at = stage(test);

const isStream = line => line.includes("/events");
const isWait = line => line.includes("wait=");
const locked = ({ locked }) => locked;

test("a stream is followed, and told of at once", async t => {
  const { code, host } = await hosting(at, t);
  const anna = await player(at, t, code);
  const told = following(t, anna.lobby);
  await told.shown(({ you }) => you.name === "Anna");
  await host.change({ locked: true });
  await told.shown(locked);
  assert.deepEqual(told.connections, ["live"]);
  assert.equal(anna.network.asked.filter(isStream).length, 1);
});

test("a stream that has come to say nothing for 40 s is broken", async t => {
  const { code, host } = await hosting(at, t);
  const anna = await player(at, t, code);
  const told = following(t, anna.lobby);
  await told.shown(() => true);
  anna.network.become("lossy");
  await host.change({ locked: true });
  const before = anna.network.asked.filter(isStream).length;
  anna.timers.advance(39_999);
  assert.equal(anna.network.asked.filter(isStream).length, before);
  anna.network.become("pass");
  anna.timers.advance(1);
  await anna.timers.skip(250, 500);
  await told.shown(locked);
});

test("a network that accepts connections and never answers is none, and is tried again", async t => {
  const { code } = await hosting(at, t);
  const anna = await player(at, t, code);
  anna.network.become("mute");
  anna.network.cut();
  const told = following(t, anna.lobby);
  await anna.network.asks(isStream);
  await anna.timers.skip(10_000);
  await anna.network.asks(line => line === `GET /api/v1/lobbies/${code}`);
  anna.timers.advance(5_000);
  await told.until(({ connections }) => connections.includes("lost"));
  anna.network.become("pass");
  anna.network.cut();
  await anna.timers.skip(500, 1_000);
  await told.shown(() => true);
  assert.deepEqual(told.connections, ["lost", "live"]);
});

test("after a short drop the pause is short, however long the connection was there and however often it drops", async t => {
  const { code } = await hosting(at, t);
  const anna = await player(at, t, code);
  const told = following(t, anna.lobby);
  for (let drops = 0; drops < 4; drops++) {
    await told.until(({ lobbies }) => lobbies.length > drops);
    anna.timers.advance(30_000);
    anna.network.cut();
    await anna.timers.skip(250, 500);
  }
  assert.ok(!told.connections.includes("lost"));
});

test("pauses grow up to 5 s while nothing is there", async t => {
  const { code } = await hosting(at, t);
  const anna = await player(at, t, code);
  anna.network.become("refuse");
  const told = following(t, anna.lobby);
  for (const most of [1_000, 2_000, 4_000]) await anna.timers.skip(most / 2, most);
  // The longest: 5 s is what others wait for.
  await anna.timers.waits(2_500, 4_999.999);
  anna.network.become("pass");
  await anna.timers.skip(2_500, 4_999.999);
  await told.shown(() => true);
});

test("what the app throws is the app's", async t => {
  const { code } = await hosting(at, t);
  const anna = await player(at, t, code);
  const fault = new TypeError("of the app");
  const fail = () => {
    throw fault;
  };
  const before = anna.network.asked.length;
  await assert.rejects(anna.lobby.follow(fail), error => error === fault);
  await assert.rejects(anna.lobby.follow(() => {}, { onConnection: fail }), error => error === fault);
  await assert.rejects(anna.lobby.follow(() => {}, { pace: fail }), error => error === fault);
  assert.equal(anna.network.asked.slice(before).filter(isStream).length, 2);
  await anna.timers.gone();
});

for (const [when, mode] of [["while it waits for an event", "pass"], ["while it pauses", "refuse"], ["while it connects", "mute"]]) {
  test(`following ends at once ${when}`, async t => {
    const { code } = await hosting(at, t);
    const anna = await player(at, t, code);
    anna.network.become(mode);
    if (mode === "mute") anna.network.cut();
    const told = following(t, anna.lobby);
    if (mode === "pass") await told.shown(() => true);
    if (mode === "refuse") await told.until(({ connections }) => connections.includes("lost"));
    if (mode === "mute") await anna.network.asks(isStream);
    told.stop();
    assert.equal(await told.end, "aborted");
    await anna.timers.gone();
  });
}

test("where a stream is held back, waiting requests take its place, and a wake tries streams again", async t => {
  const { code, host } = await hosting(at, t);
  const anna = await player(at, t, code);
  anna.network.become("hoard");
  const told = following(t, anna.lobby);
  await anna.network.asks(isStream);
  // The time for the beginning is over with the head of the answer; that for the first event begins.
  await anna.timers.gone(10_000);
  anna.timers.advance(5_000);
  await told.shown(() => true);
  await anna.network.asks(isWait);
  await host.change({ locked: true });
  await told.shown(locked);
  anna.network.become("pass");
  const since = anna.network.asked.length;
  anna.panenka.wake();
  await anna.network.asks(isStream, since);
});

for (const [how, options] of [
  ["an answer has no body to read", { fetch: async (...asked) => bodiless(await fetch(...asked)) }],
  ["the app says so", { canStream: false }],
]) {
  test(`where streams can't be read, as in React Native, waiting requests take their place: ${how}`, async t => {
    const { code, host } = await hosting(at, t);
    const anna = await player(at, t, code, options);
    const told = following(t, anna.lobby);
    await anna.network.asks(isWait);
    await host.change({ locked: true });
    await told.shown(locked);
    assert.ok(anna.network.asked.filter(isStream).length <= 1);
  });
}

const bodiless = response =>
  new Proxy(response, {
    get: (target, name) => {
      if (name === "body") return undefined;
      const value = target[name];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

test("a wake leaves a connection that may be dead, without waiting for that to show", async t => {
  const { code, host } = await hosting(at, t);
  const anna = await player(at, t, code);
  const told = following(t, anna.lobby);
  await told.shown(() => true);
  anna.network.become("lossy");
  await host.change({ locked: true });
  anna.network.become("pass");
  anna.panenka.wake();
  await told.shown(locked);
});

test("so does a device that has slept", async t => {
  const { code, host } = await hosting(at, t);
  const anna = await player(at, t, code);
  const told = following(t, anna.lobby);
  await told.shown(() => true);
  anna.network.become("lossy");
  await host.change({ locked: true });
  anna.network.become("pass");
  const { now } = Date;
  t.mock.method(Date, "now", () => now() + 60_000);
  anna.timers.advance(5_000);
  await told.shown(locked);
});

test("following ends with the code of what ends it", async t => {
  const { code, host, panenka } = await hosting(at, t);
  const anna = await player(at, t, code);
  const [told, ofHost] = [following(t, anna.lobby), following(t, host)];
  await told.shown(() => true);
  await host.removePlayer(anna.id);
  assert.equal(await told.end, "not-in-lobby");
  assert.equal(await anna.lobby.follow(() => {}), "not-in-lobby");
  await host.close();
  assert.equal(await ofHost.end, "lobby-not-found");
  assert.equal(await panenka.lobby(code, "").follow(() => {}), "unauthorized");
});

test("a problem that stays one is no reason to go on", async () => {
  const { asked, fetch } = answering([problem(404, "not-found")]);
  const panenka = new Panenka({ baseUrl: "http://nowhere", fetch, timers: new TestTimers() });
  await assert.rejects(
    panenka.lobby("K7QX", "token").follow(() => {}),
    error => error instanceof ProblemError && error.code === "not-found" && error.requestId === "42",
  );
  assert.equal(asked.filter(({ path }) => path.includes("/events")).length, 1);
});

const settings = { fair_window_ms: 0 };
const lobby = (version, roster = {}) => ({ code: "K7QX", version, settings, ...roster });
const event = (name, data) => `event: ${name}\nid: ${data.version}\ndata: ${JSON.stringify(data)}\n\n`;
const streams = (...events) => () =>
  new Response(events.join(""), { headers: { "Content-Type": "text/event-stream" } });

/** As `answering`, for a follower: what it asks for the time is not answered. */
function served(answers) {
  const { asked, fetch } = answering(answers);
  const timers = new TestTimers();
  const withoutTime = (address, init) =>
    address.endsWith("/time") ? Promise.reject(new TypeError("no time")) : fetch(address, init);
  const panenka = new Panenka({ baseUrl: "", fetch: withoutTime, timers });
  return { asked, timers, panenka, lobby: panenka.lobby("K7QX", "token") };
}

test("where the service says for how long, it is left alone for so long, whatever wakes", async t => {
  for (const [first, least, most] of [
    [problem(503, "unavailable", { "Retry-After": "7" }), 7_250, 7_500],
    [problem(429, "too-many-requests", { "Retry-After": "7" }), 7_250, 7_500],
    [streams(event("lobby", lobby(1)), event("end", { code: "stopping", retry_ms: 2_350 })), 2_350, 2_350],
  ]) {
    const end = problem(404, "lobby-not-found");
    const { asked, timers, panenka, lobby: followed } = served([first, end]);
    const told = following(t, followed);
    const { left } = await timers.waits(least, most);
    panenka.wake();
    timers.advance(left - 1);
    assert.equal(asked.length, 1);
    timers.advance(1);
    assert.equal(await told.end, "lobby-not-found");
  }
});

test("what a stream leaves out is put in, and a new stream begins whole", async t => {
  const anna = { id: "1", name: "Anna" };
  const ben = { id: "2", name: "Ben" };
  const red = { id: "3", name: "Red" };
  const { asked, timers, lobby: followed } = served([
    streams(
      event("lobby", lobby(1, { players: [anna], teams: [] })),
      event("lobby", lobby(2)),
      event("lobby", lobby(3, { players: [anna, ben] })),
      event("lobby", lobby(4, { teams: [red] })),
      event("lobby", lobby(5)),
      event("end", { code: "stopping", retry_ms: 1 }),
    ),
    streams(
      event("lobby", lobby(6, { players: [ben], teams: [] })),
      event("lobby", lobby(7)),
      event("end", { code: "lobby-not-found", retry_ms: 1 }),
    ),
  ]);
  const told = following(t, followed);
  await timers.skip(1);
  assert.equal(await told.end, "lobby-not-found");
  assert.deepEqual(
    told.lobbies.map(({ version, players, teams }) => [version, players, teams]),
    [
      [1, [anna], []],
      [2, [anna], []],
      [3, [anna, ben], []],
      [4, [anna, ben], [red]],
      [5, [anna, ben], [red]],
      [6, [ben], []],
      [7, [ben], []],
    ],
  );
  assert.deepEqual(asked.map(({ path }) => path), Array(2).fill("/lobbies/K7QX/events?roster=changes"));
});

test("an app can ask for all of the roster each time", async t => {
  const { asked, lobby: followed } = served([problem(404, "lobby-not-found")]);
  assert.equal(await following(t, followed, { roster: "always" }).end, "lobby-not-found");
  assert.deepEqual(asked.map(({ path }) => path), ["/lobbies/K7QX/events"]);
});

test("what is older than what was shown is not shown", async t => {
  const { lobby: followed } = served([
    streams(event("lobby", lobby(2)), event("lobby", lobby(1)), event("end", { code: "lobby-not-found", retry_ms: 1 })),
  ]);
  const told = following(t, followed);
  await told.end;
  assert.deepEqual(told.lobbies.map(({ version }) => version), [2]);
});
