// That the client has all of the API.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Panenka } from "../dist/index.js";
import { following, stage } from "./stage.mjs";

const at = stage(test);

/** Each operation of the description, as method and path. */
async function described() {
  const { paths } = JSON.parse(await readFile(new URL("../../../openapi.json", import.meta.url), "utf8"));
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/api/"))
    .flatMap(([path, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, "*")}`))
    .sort();
}

test("the types are those of the description", () => {
  execFileSync(process.execPath, [fileURLToPath(new URL("../types.mjs", import.meta.url)), "--check"]);
});

test("each operation of the description is one of the client, and a game is played with them", async t => {
  const asked = new Set();
  const remember = (address, init) => {
    const path = new URL(address).pathname.replace(/(lobbies|players|teams|links)\/[^/]+/g, "$1/*");
    asked.add(`${init.method} ${path}`);
    return fetch(address, init);
  };
  const panenka = new Panenka({ baseUrl: at.service.local, fetch: remember });
  const { lobby, token } = await panenka.createLobby({ host_name: "Olga", settings: { values: [10, 20] } });
  const { code } = lobby;
  assert.equal((await panenka.seats.get("host", code)).token, token);
  const host = panenka.lobby(code, token);
  assert.equal((await panenka.preview(code)).host_name, "Olga");
  const { teams } = await host.setTeams([{ name: "Red", colour: "#ff0000" }]);
  const joined = await panenka.join(code.toLowerCase(), { name: "Anna", team_id: teams[0].id });
  const anna = panenka.lobby(code, joined.token);
  const told = following(t, anna);
  await told.shown(() => true);
  assert.ok(await panenka.clock.measure());

  await host.change({ question_value: 20 });
  const { round, position } = await anna.buzz({ round: joined.lobby.round });
  assert.equal(position, 1);
  await host.confirm({ player_id: joined.player_id, round });
  const resolved = await host.resolve({ action: "plus", round });
  assert.deepEqual([resolved.players[0].score, resolved.teams[0].score], [20, 20]);
  const undone = await host.undo({ event: resolved.last_event.id });
  assert.equal(undone.players[0].score, 0);
  await host.reset({ round: undone.round });
  assert.equal((await host.changePlayer(joined.player_id, { add: 5 })).players[0].score, 5);
  assert.equal((await host.changeTeam(teams[0].id, { score: 7 })).teams[0].score, 7);
  await anna.changePlayer("me", { name: "Anna B" });
  assert.ok((await host.history()).events.length > 0);
  assert.match(await (await host.scoresheet()).text(), /Anna B/);
  const link = await host.makeLink({ role: "screen" });
  assert.equal((await panenka.lobby(code, link.token).look()).you.role, "screen");
  assert.deepEqual((await host.links()).links.map(({ id }) => id), [link.id]);
  await host.revokeLink(link.id);
  const finished = await host.finish();
  assert.equal((await host.restart({ round: finished.round })).question, 1);
  await told.shown(({ players }) => players[0].name === "Anna B");
  await anna.leave();
  assert.equal(await told.end, "not-in-lobby");
  await host.close();
  await panenka.seats.forget("host", code);
  assert.equal(await panenka.seats.get("host", code), null);
  assert.deepEqual([...asked].sort(), await described());
});
