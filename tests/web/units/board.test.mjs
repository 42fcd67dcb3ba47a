// Who stands where on a board, and in how many columns.

import assert from "node:assert/strict";
import test from "node:test";
import { firstWaiting, hasBegun, inColumns, inNarrowColumns, standings } from "../../../web/board.js";

const player = (id, rank, changes = {}) => ({ id, name: id, rank, score: -rank, presence: "online", team_id: null, ...changes });
const lobby = changes => ({ active_player: null, players: [], teams: [], ...changes });

test("without teams the players are on the board, by rank and then in order of joining", () => {
  const players = [player("b", 2), player("a", 1), player("c", 2, { presence: "absent" })];
  const { kind, entries } = standings(lobby({ players, active_player: { id: "b" } }));
  assert.equal(kind, "players");
  assert.deepEqual(entries.map(({ id }) => id), ["a", "b", "c"]);
  assert.deepEqual(entries.map(({ isActive }) => isActive), [false, true, false]);
  assert.deepEqual(entries.map(({ isHere }) => isHere), [true, true, false]);
});

test("with teams these are on it, and the one whose member has the word", () => {
  const teams = [{ id: "r", name: "Reds", colour: "#e6194b", rank: 2, score: 0 }, { id: "b", name: "Blues", colour: "#1e90ff", rank: 1, score: 9 }];
  const players = [player("a", 1, { team_id: "r" }), player("x", 2)];
  const { kind, entries } = standings(lobby({ players, teams, active_player: { id: "a" } }));
  assert.equal(kind, "teams");
  assert.deepEqual(entries.map(({ id, isActive }) => [id, isActive]), [["b", false], ["r", true]]);
  assert.equal(entries[0].colour, "--team: #1e90ff");
  const nobody = standings(lobby({ players, teams, active_player: { id: "x" } })).entries;
  assert.ok(nobody.every(({ isActive }) => !isActive));
});

test("columns have room for all", () => {
  for (let count = 0; count <= 51; count++) {
    const { columns, rows } = inColumns(count);
    assert.ok(columns * rows >= count, `${count}`);
    assert.ok(columns <= 4 && rows <= 13, `${count}: ${columns} x ${rows}`);
    const narrow = inNarrowColumns(count);
    assert.ok(narrow.columns * narrow.rows >= count, `${count}`);
    assert.ok(narrow.columns <= 2 && narrow.rows <= 26, `${count}: ${narrow.columns} x ${narrow.rows}`);
  }
});

test("a game has begun with the first buzz, the first move, or a later question", () => {
  const fresh = { question: 1, buzz_queue: [], last_event: null };
  assert.equal(hasBegun(fresh), false);
  for (const changes of [{ question: 2 }, { buzz_queue: [{}] }, { last_event: { id: 1 } }]) {
    assert.equal(hasBegun({ ...fresh, ...changes }), true);
  }
  const again = { ...fresh, last_event: { id: 9, kind: "restart" } };
  assert.equal(hasBegun(again), false, "a new game has not begun");
  assert.equal(hasBegun({ ...again, buzz_queue: [{}] }), true);
});

test("the first who waits is behind who has answered wrong", () => {
  const buzz_queue = ["wrong", "waiting", "waiting"].map((state, id) => ({ id, state }));
  assert.equal(firstWaiting({ buzz_queue }).id, 1);
  assert.equal(firstWaiting({ buzz_queue: [] }), undefined);
});
