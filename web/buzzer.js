// What the buzzer of a player says. Without a document, so that it can be tested alone.

/** The player's place in the queue, from 1, as soon as the page knows it; null before. */
export function placeOf({ lobby, pressed }) {
  return lobby.you.position ?? (pressed?.round === lobby.round ? pressed.position : null);
}

/** {kind, key, hint, values}: `kind` is the look, `key` and `hint` are texts; `pressable` whether a press does anything. */
export function buzzerOf(state) {
  const { lobby, pressed, connection } = state;
  const offline = connection === "offline";
  if (lobby === null) {
    return offline ? say("offline", "offline", "offlineHint") : say("waiting", "connecting", "connectingHint");
  }
  if (lobby.active_player?.id === lobby.you.id) return say("answering", "answering", "answeringHint");
  const position = placeOf(state);
  if (position === 1) return say("first", "place", "placeWaitHint", { position });
  if (position !== null) {
    const milliseconds = behind(lobby);
    return say("placed", "place", milliseconds === null ? "placeWaitHint" : "placeHint", { position, milliseconds });
  }
  if (pressed) return say("sent", "sent", offline ? "sentOffline" : "sentHint");
  if (offline) return { ...say("offline", "offline", "offlineHint"), pressable: lobby.you.can_buzz };
  if (lobby.active_player) return say("locked", "locked", "othersAnswer", { name: lobby.active_player.name });
  if (lobby.locked) return say("locked", "locked", "lockedHint");
  return { ...say("ready", "ready", "readyHint"), pressable: true };
}

const say = (kind, key, hint, values = {}) => ({ kind, key, hint, values, pressable: false });

/** Milliseconds behind the first; null until the lobby shows them. */
const behind = lobby => lobby.buzz_queue.find(buzz => buzz.id === lobby.you.id)?.delta_ms ?? null;
