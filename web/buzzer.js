// What the buzzer of a player says. Without a document, so that it can be tested alone.

/** The player's place in the queue, from 1, as soon as the page knows it; null before. */
export function placeOf({ lobby, pressed }) {
  return lobby.you.position ?? (pressed?.round === lobby.round ? pressed.position : null);
}

/** Whether others may still come before, or the page does not know yet that they can't. */
const isProvisional = ({ settings, window_ends_at: ends, you }) =>
  ends !== null || (settings.fair_window_ms > 0 && you.position === null);

const isBarred = ({ barred }) => barred !== null && !barred.isOver;

/** Whether a press would be in time: `can_buzz` is for when the player is not barred any more. */
export const mayBuzz = state => state.lobby.you.can_buzz && !isBarred(state);

/** {kind, key, hint, values}: `kind` is the look, `key` and `hint` are texts; `pressable` whether a press is sent. */
export function buzzerOf(state) {
  const { lobby, pressed, connection } = state;
  const offline = connection === "offline";
  if (lobby === null) {
    return offline ? say("offline", "offline", "offlineHint") : say("waiting", "connecting", "connectingHint");
  }
  const { active_player: active, phase, you } = lobby;
  if (phase === "finished") return say("finished", "finished", "finishedHint");
  if (active?.id === you.id) {
    return say("answering", "answering", active.out_of_time ? "yourTimeIsOver" : "answeringHint");
  }
  if (isOut(lobby)) return say("out", "out", "outHint");
  const position = placeOf(state);
  // Who was passed over is not the first any more.
  if (active && position !== null) {
    return say("placed", active.out_of_time ? "timeIsOver" : "othersAnswer", "place", { name: active.name, position });
  }
  if (position !== null && isProvisional(lobby)) return say("placed", "place", "placeOpenHint", { position });
  if (position === 1) return say("first", "place", "placeWaitHint", { position });
  if (position !== null) {
    const milliseconds = placeIn(lobby)?.delta_ms;
    const hint = milliseconds === undefined ? "placeWaitHint" : "placeHint";
    return say("placed", "place", hint, { position, milliseconds });
  }
  if (pressed) return say("sent", "sent", offline ? "sentOffline" : "sentHint");
  if (offline) return { ...say("offline", "offline", "offlineHint"), pressable: mayBuzz(state) };
  if (active) {
    const hint = active.out_of_time ? "timeIsOver" : "othersAnswer";
    // The host may open the buzzers meanwhile.
    return { ...say("locked", "locked", hint, { name: active.name }), pressable: mayBuzz(state) };
  }
  if (isBarred(state)) return say("barred", "tooEarly", "tooEarlyHint");
  if (lobby.locked) return { ...say("locked", "locked", "lockedHint"), pressable: canStartFalsely(lobby) };
  return { ...say("ready", "ready", "readyHint"), pressable: true };
}

const say = (kind, key, hint, values = {}) => ({ kind, key, hint, values, pressable: false });

/** The player's own place in the queue, once the lobby shows it. */
const placeIn = ({ buzz_queue, you }) => buzz_queue.find(buzz => buzz.id === you.id);

/** Whether the player has answered wrong, as far as it shows: the queue may be a new one. */
function isOut(lobby) {
  const { buzz_open, you } = lobby;
  return placeIn(lobby)?.state === "wrong" || (buzz_open && you.position === null && !you.can_buzz);
}

/** Where a false start costs something, the service has to hear of it. It does so once a question. */
const canStartFalsely = ({ settings, you }) => settings.false_start_ms > 0 && you.barred_until === null;
