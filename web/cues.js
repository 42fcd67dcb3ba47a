// What is worth a sound. Without a document, so that it can be tested alone.

import { mayBuzz, placeOf } from "./buzzer.js";

/** What has happened for this person between two states; null for nothing of note. */
export function cueOf(before, after) {
  const [old, now] = [before.lobby, after.lobby];
  if (!old || !now || old.code !== now.code) return null;
  if (now.you.role === "host") return old.buzz_queue.length === 0 && now.buzz_queue.length > 0 ? "firstBuzz" : null;
  if (now.active_player?.id === now.you.id && old.active_player?.id !== now.you.id) return "answering";
  const position = placeOf(after);
  if (position !== null && placeOf(before) === null) return position === 1 ? "first" : "placed";
  if (after.pressed && !before.pressed) return "pressed";
  // A round that grew may have opened nothing: the word has passed to the next, or this player is out.
  return mayBuzz(after) && (now.round > old.round || !mayBuzz(before)) ? "opened" : null;
}
