// What the buzzer says, and what is heard, in each state.

import assert from "node:assert/strict";
import test from "node:test";
import { buzzerOf, placeOf } from "../../../web/buzzer.js";

const lobby = (changes = {}) => ({
  code: "K7QX",
  round: 1,
  locked: false,
  active_player: null,
  buzz_queue: [],
  ...changes,
  you: { role: "player", id: "me", position: null, can_buzz: !changes.locked, ...changes.you },
});
const state = (changes, others = {}) => ({ lobby: lobby(changes), pressed: null, connection: "live", ...others });
const mine = position => ({
  you: { position, can_buzz: false },
  buzz_queue: [{ id: "me", delta_ms: 120 }],
});

const CASES = [
  ["ready", state(), "ready", true],
  ["pressed", state({}, { pressed: { round: 1, position: null } }), "sent", false],
  ["pressed, and answered before the lobby is here", state({}, { pressed: { round: 1, position: 3 } }), "placed", false],
  ["first", state(mine(1)), "first", false],
  ["third", state(mine(3)), "placed", false],
  ["locked", state({ locked: true }), "locked", false],
  ["another answers", state({ locked: true, active_player: { id: "other", name: "Ben" } }), "locked", false],
  ["answering", state({ ...mine(1), locked: true, active_player: { id: "me" } }), "answering", false],
  ["offline", state({}, { connection: "offline" }), "offline", true],
  ["offline while locked", state({ locked: true }, { connection: "offline" }), "offline", false],
  ["offline, pressed", state({}, { connection: "offline", pressed: { round: 1, position: null } }), "sent", false],
  ["offline, but first", state(mine(1), { connection: "offline" }), "first", false],
  ["nothing known yet", { lobby: null, pressed: null, connection: "connecting" }, "waiting", false],
  ["nothing known, and offline", { lobby: null, pressed: null, connection: "offline" }, "offline", false],
];

for (const [name, given, kind, pressable] of CASES) {
  test(`the buzzer: ${name}`, () => {
    const buzzer = buzzerOf(given);
    assert.equal(buzzer.kind, kind);
    assert.equal(buzzer.pressable, pressable);
  });
}

test("the place of an earlier round is none", () => {
  assert.equal(placeOf(state({ round: 2 }, { pressed: { round: 1, position: 1 } })), null);
});
