// The time that is left, in seconds, while somebody has to hurry.

import { panenka } from "./service.js";
import { state } from "./state.js";

/** Milliseconds, negative when it is over; null where there is no limit, or the clock is not known yet. */
const left = () => (state.lobby?.deadline ? panenka.clock.until(state.lobby.deadline) : null);

/** {seconds, share} of the time that is left; null as with `left`. */
export function timeLeft() {
  const time = left();
  if (time === null) return null;
  const { phase, settings } = state.lobby;
  const whole = 1_000 * (phase === "answering" ? settings.answer_seconds : settings.buzz_seconds);
  return { seconds: Math.max(0, Math.ceil(time / 1_000)), share: Math.min(1, Math.max(0, time / whole)) };
}

let timer;

/** To be called after each drawing: draws again when the seconds change. */
export function keepCounting(draw) {
  clearTimeout(timer);
  const time = left();
  if (time !== null && time > 0) timer = setTimeout(draw, (time % 1_000) + 5);
}
