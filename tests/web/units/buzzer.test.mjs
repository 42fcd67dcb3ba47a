// What the buzzer says, and what is heard, in each state.

import assert from "node:assert/strict";
import test from "node:test";
import { buzzerOf, placeOf } from "../../../web/buzzer.js";
import { cueOf } from "../../../web/cues.js";

const lobby = (changes = {}) => ({
  code: "K7QX",
  round: 1,
  locked: false,
  buzz_open: !changes.locked,
  active_player: null,
  buzz_queue: [],
  window_ends_at: null,
  settings: { false_start_ms: 0, fair_window_ms: 0 },
  ...changes,
  you: { role: "player", id: "me", position: null, can_buzz: !changes.locked, barred_until: null, ...changes.you },
});
const state = (changes, others = {}) => ({
  lobby: lobby(changes),
  pressed: null,
  barred: null,
  verdict: null,
  connection: "live",
  ...others,
});
const mine = position => ({
  you: { position, can_buzz: false },
  buzz_queue: [{ id: "me", delta_ms: 120, state: "waiting" }],
});
const fair = { settings: { false_start_ms: 0, fair_window_ms: 500 } };
const unsealed = { ...fair, window_ends_at: "2026-02-14T19:30:00.620Z" };
const other = { id: "other", name: "Ben", out_of_time: false };
const strict = { locked: true, settings: { false_start_ms: 500 } };
const started = { barred_until: "2026-02-14T19:30:00.120Z" };
const bar = isOver => ({ barred: { until: started.barred_until, isOver } });
const wrong = { ...mine(1), buzz_queue: [{ id: "me", delta_ms: 0, state: "wrong" }] };
const out = { you: { can_buzz: false } };

const CASES = [
  ["ready", state(), "ready", true],
  ["pressed", state({}, { pressed: { round: 1, position: null } }), "sent", false],
  ["pressed, and answered before the lobby is here", state({}, { pressed: { round: 1, position: 3 } }), "placed", false],
  ["first", state(mine(1)), "first", false],
  ["third", state(mine(3)), "placed", false],
  ["first, while others may come before", state({ ...mine(1), ...unsealed }), "placed", false],
  ["first, and the order is sealed", state({ ...mine(1), ...fair }), "first", false],
  ["first by the answer, which may not last", state(fair, { pressed: { round: 1, position: 1 } }), "placed", false],
  ["locked", state({ locked: true }), "locked", false],
  ["locked, and a false start costs time", state(strict), "locked", true],
  ["locked, after the false start of this question", state({ ...strict, you: started }, bar(true)), "locked", false],
  ["locked, and barred", state({ ...strict, you: started }, bar(false)), "barred", false],
  ["open, and barred", state({ you: started }, bar(false)), "barred", false],
  ["open, and barred no more", state({ you: started }, bar(true)), "ready", true],
  ["offline, and barred", state({ you: started }, { ...bar(false), connection: "offline" }), "offline", false],
  ["another answers", state({ ...strict, active_player: other }), "locked", false],
  ["another answers, with the buzzers open", state({ active_player: other }), "locked", true],
  ["answered wrong, and another answers", state({ ...wrong, locked: true, active_player: other }), "out", false],
  ["answered wrong, and the buzzers are open again", state(out), "out", false],
  ["passed over", state({ ...mine(1), locked: true, active_player: other }), "placed", false],
  ["the end", state({ phase: "finished", locked: true }), "finished", false],
  ["the end, offline", state({ phase: "finished" }, { connection: "offline" }), "finished", false],
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

test("who is out of time is told so, and so are the others", () => {
  const late = player => state({ locked: true, active_player: { ...player, out_of_time: true } });
  assert.equal(buzzerOf(late({ id: "me" })).hint, "yourTimeIsOver");
  assert.equal(buzzerOf(late(other)).hint, "timeIsOver");
});

const host = changes => state({ ...changes, you: { role: "host", id: "host", can_buzz: false } });
const answering = { locked: true, active_player: other };
const judged = points => ({ verdict: { event: 7, points } });
const late = { locked: true, active_player: { ...other, out_of_time: true } };

for (const [name, before, after, cue] of [
  ["the next question", state({ locked: true }), state({ round: 2 }), "opened"],
  ["the next question, which the host has yet to open", state(), state({ round: 2, locked: true }), null],
  ["buzzers that open", state({ locked: true }), state(), "opened"],
  ["buzzers that open for the others", state({ locked: true, you: started }, bar(false)), state({ you: started }, bar(false)), null],
  ["a bar that is over", state({ you: started }, bar(false)), state({ you: started }, bar(true)), "opened"],
  ["the word passes to another", state(answering), state({ ...answering, round: 2, active_player: { id: "third" } }), null],
  ["the word passes to this player", state({ ...mine(2), ...answering }), state({ ...answering, active_player: { id: "me" } }), "answering"],
  ["a wrong answer reopens the buzzers", state(answering), state({ round: 2 }), "opened"],
  ["a wrong answer reopens the buzzers for the others", state(answering), state({ ...out, round: 2 }), null],
  ["a press", state(), state({}, { pressed: { round: 1, position: null } }), "pressed"],
  ["a place", state({}, { pressed: { round: 1, position: null } }), state(mine(2)), "placed"],
  ["a right answer, though the buzzers open with it", state(answering), state({ round: 2 }, judged(20)), "right"],
  ["a wrong answer", state(answering), state({}, judged(-20)), "wrong"],
  ["an answer without points", state(answering), state({}, judged(0)), null],
  ["a verdict that was heard before", state({}, judged(20)), state({}, judged(20)), null],
  ["the time for an answer is over", state(answering), state(late), "timeOut"],
  ["the host hears that the time is over", host(answering), host(late), "timeOut"],
  ["it was over before", host(late), host(late), null],
  ["the host sees the first buzz", host(), host({ buzz_queue: [other] }), "firstBuzz"],
  ["the host sees the second buzz", host({ buzz_queue: [other] }), host({ buzz_queue: [other, other] }), null],
]) {
  test(`the cue: ${name}`, () => assert.equal(cueOf(before, after), cue));
}
