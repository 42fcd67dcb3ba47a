import assert from "node:assert/strict";
import test from "node:test";
import { moveBetween, wordsOf } from "../../../web/moves.js";

const player = (name, score = 0) => ({ id: name, name, score });
const lobby = (id, kind, changes = {}) => ({
  created_at: "2026-02-14T19:30:00.000Z",
  last_event: kind === null ? null : { id, kind, undoable: true },
  active_player: null,
  players: [player("Anna"), player("Ben")],
  teams: [],
  ...changes,
});
const before = lobby(0, null);
const move = (after, from = before) => {
  const { key, values } = moveBetween(from, after) ?? {};
  return [key, values];
};

test("a move is found between two lobbies", () => {
  const answering = { ...before, active_player: player("Ben") };
  const after = (kind, changes) => lobby(7, kind, changes);
  const minus = after("resolve", { players: [player("Anna"), player("Ben", -20)] });
  assert.deepEqual(move(minus, answering), ["did.minus", { name: "Ben", points: 20 }]);
  assert.deepEqual(move(after("resolve"), answering), ["did.nothing", { name: "Ben" }]);
  assert.deepEqual(move(after("confirm", { active_player: player("Ben") })), ["activeTitle", { name: "Ben" }]);
  assert.deepEqual(move(after("kick", { players: [player("Ben")] })), ["did.kick", { name: "Anna" }]);
  assert.deepEqual(move(after("reset")), ["reset", {}]);
  assert.deepEqual(move(after("finish")), ["did.finish", {}]);
  const cleared = { players: [player("Anna"), player("Ben")] };
  assert.deepEqual(move(after("restart", cleared), { ...before, players: [player("Anna", 30), player("Ben")] }), ["restart", {}]);
  const scored = after("score", { players: [player("Anna"), player("Ben", 5)] });
  assert.deepEqual(move(scored), ["did.plus", { name: "Ben", points: 5 }]);
  const teams = [[player("Reds", 30)], [player("Reds", 10)]].map(teams => ({ teams }));
  assert.deepEqual(move(after("score", teams[1]), { ...before, ...teams[0] }), ["did.minus", { name: "Reds", points: 20 }]);
});

test("what is no new move is none", () => {
  const known = lobby(7, "reset");
  assert.equal(moveBetween(null, known), null);
  assert.equal(moveBetween(known, lobby(7, "reset")), null);
  assert.equal(moveBetween(known, lobby(3, "reset")), null, "an undo brings an older one back");
  assert.equal(moveBetween(known, lobby(8, "reset", { created_at: "2026-02-14T20:30:00.000Z" })), null, "another lobby");
  assert.equal(moveBetween(known, before), null);
});

test("where several moves came at once, the words name nobody that they do not know", () => {
  assert.deepEqual(move(lobby(9, "resolve")), ["did.other", {}]);
  assert.deepEqual(move(lobby(9, "of a later version")), ["did.other", {}]);
  assert.deepEqual(wordsOf({ kind: "kick", player: null, team: null }), { key: "did.other", values: {} });
});
