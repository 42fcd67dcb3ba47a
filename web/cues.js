// What is worth a sound. Without a document, so that it can be tested alone.

import { mayBuzz, placeOf } from "./buzzer.js";
import { verdictOf } from "./moves.js";

const JUDGED = { right: "right", wrong: "wrong", none: null };

/** What has happened for this person between two states; null for nothing of note. */
export function cueOf(before, after) {
  const [old, now] = [before.lobby, after.lobby];
  if (!old || !now || old.code !== now.code) return null;
  const judged = after.verdict !== null && before.verdict?.event !== after.verdict.event;
  if (judged) return JUDGED[verdictOf(after.verdict.points)];
  if (now.active_player?.out_of_time && !old.active_player?.out_of_time) return "timeOut";
  if (now.you.role !== "player") return old.buzz_queue.length === 0 && now.buzz_queue.length > 0 ? "firstBuzz" : null;
  if (now.active_player?.id === now.you.id && old.active_player?.id !== now.you.id) return "answering";
  const position = placeOf(after);
  if (position !== null && placeOf(before) === null) return position === 1 ? "first" : "placed";
  if (after.pressed && !before.pressed) return "pressed";
  // A round that grew may have opened nothing: the word has passed to the next, or this player is out.
  return mayBuzz(after) && (now.round > old.round || !mayBuzz(before)) ? "opened" : null;
}
