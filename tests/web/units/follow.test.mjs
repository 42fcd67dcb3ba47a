import assert from "node:assert/strict";
import { createServer } from "node:http";
import test from "node:test";
import { follow } from "../../../web/follow.js";

/** A lobby, but for what is left out. */
const lobby = (version, roster = {}) => ({ code: "K7QX", version, ...roster });
const anna = { id: "1", name: "Anna" };
const ben = { id: "2", name: "Ben" };
const red = { id: "3", name: "Red" };

const event = (name, data) => `event: ${name}\nid: ${data.version}\ndata: ${JSON.stringify(data)}\n\n`;

/** Serves each of these streams once, in turn, and says what was asked for. */
async function serving(t, streams) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    for (const text of streams[asked.length - 1] ?? []) response.write(text);
    response.end();
  });
  await new Promise(listening => server.listen(0, "127.0.0.1", listening));
  t.after(() => server.close());
  // A page asks for what is below its own address.
  const { fetch } = globalThis;
  globalThis.fetch = (path, options) => fetch(`http://127.0.0.1:${server.address().port}${path}`, options);
  t.after(() => (globalThis.fetch = fetch));
  return asked;
}

test("what a stream leaves out is put in, and a new stream begins whole", async t => {
  const asked = await serving(t, [
    [
      event("lobby", lobby(1, { players: [anna], teams: [] })),
      event("lobby", lobby(2)),
      event("lobby", lobby(3, { players: [anna, ben] })),
      event("lobby", lobby(4, { teams: [red] })),
      event("lobby", lobby(5)),
      event("end", { code: "stopping", retry_ms: 1 }),
    ],
    [
      event("lobby", lobby(6, { players: [ben], teams: [] })),
      event("lobby", lobby(7)),
      event("end", { code: "lobby-not-found", retry_ms: 1 }),
    ],
  ]);
  const shown = [];
  const show = ({ version, players, teams }) => shown.push([version, players, teams]);
  const { signal } = new AbortController();
  const reason = await follow("K7QX", "token", { show, heard() {}, broken() {}, lost() {}, pace: () => null, signal });
  assert.equal(reason, "lobby-not-found");
  assert.deepEqual(shown, [
    [1, [anna], []],
    [2, [anna], []],
    [3, [anna, ben], []],
    [4, [anna, ben], [red]],
    [5, [anna, ben], [red]],
    [6, [ben], []],
    [7, [ben], []],
  ]);
  assert.deepEqual(asked, Array(2).fill("/api/v1/lobbies/K7QX/events?roster=changes"));
});

test("who follows is told of a connection that has broken, and not of one that has come to its end", async t => {
  await serving(t, [
    [event("lobby", lobby(1)), event("end", { code: "stopping", retry_ms: 1 })],
    [event("lobby", lobby(2))],
    [event("lobby", lobby(3)), event("end", { code: "lobby-not-found", retry_ms: 1 })],
  ]);
  let [version, brokenAt] = [0, []];
  const show = lobby => (version = lobby.version);
  const broken = () => brokenAt.push(version);
  const { signal } = new AbortController();
  await follow("K7QX", "token", { show, heard() {}, broken, lost() {}, pace: () => null, signal });
  assert.deepEqual(brokenAt, [2]);
});
