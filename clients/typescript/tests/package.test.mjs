// What others get: the tarball, in a folder with nothing else.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { stage } from "./stage.mjs";

const at = stage(test);

const ROUND = `
import { Panenka } from "panenka-client";

const panenka = new Panenka({ baseUrl: process.argv[2] });
const { lobby: { code }, token } = await panenka.createLobby({ host_name: "Olga" });
const host = panenka.lobby(code, token);
const { player_id, token: seat } = await panenka.join(code, { name: "Anna" });
const anna = panenka.lobby(code, seat);
const stop = new AbortController();
const end = await anna.follow(
  async ({ you, round, active_player, players: [{ score }] }) => {
    if (score > 0) return stop.abort();
    if (you.can_buzz) await anna.buzz({ round });
    else if (active_player === null) await host.confirm({ player_id, round }).catch(() => null);
    else await host.resolve({ action: "plus", points: 10, round }).catch(() => null);
  },
  { signal: stop.signal },
);
const { players } = await host.look();
console.log(JSON.stringify({ end, players: players.map(({ name, score }) => [name, score]) }));
`;

test("the package installs in an empty folder, without anything else, and plays a round", t => {
  const folder = mkdtempSync(join(tmpdir(), "panenka-client-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const run = (program, args, cwd) => execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const [{ filename, files }] = JSON.parse(
    run("npm", ["pack", "--json", "--pack-destination", folder], fileURLToPath(new URL("..", import.meta.url))),
  );
  const paths = files.map(({ path }) => path);
  for (const path of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "dist/index.js", "dist/index.d.ts"]) assert.ok(paths.includes(path), path);
  assert.ok(paths.every(path => !/^(src|tests|node_modules)/.test(path)), paths.join(" "));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${filename}`], folder);
  assert.equal(run("ls", ["node_modules"], folder).trim(), "panenka-client");
  writeFileSync(join(folder, "round.mjs"), ROUND);
  const said = JSON.parse(run("node", ["round.mjs", at.service.local], folder));
  assert.deepEqual(said, { end: "aborted", players: [["Anna", 10]] });
});
