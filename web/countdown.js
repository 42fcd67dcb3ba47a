// The time that is left, in seconds, while somebody has to hurry.

import { until } from "./clock.js";
import { state } from "./state.js";

/** {seconds, share, deadline} of the time that is left; null where there is no limit, or the clock is not known yet. */
export function timeLeft() {
  const { deadline, phase, settings } = state.lobby ?? {};
  const left = deadline ? until(deadline) : null;
  if (left === null) return null;
  const whole = 1_000 * (phase === "answering" ? settings.answer_seconds : settings.buzz_seconds);
  return { seconds: Math.max(0, Math.ceil(left / 1_000)), share: Math.min(1, Math.max(0, left / whole)), deadline };
}

let timer;

/** To be called after each drawing: draws again when the seconds change. */
export function keepCounting(draw) {
  clearTimeout(timer);
  const left = state.lobby?.deadline ? until(state.lobby.deadline) : null;
  if (left !== null && left > 0) timer = setTimeout(draw, (left % 1_000) + 5);
}
