// The service's clock, as this page estimates it. Deadlines are told by that clock, and those of phones are often wrong.

import { pause, time } from "./api.js";
import { state, update } from "./state.js";

/** Exchanges of a measurement: the one that was the shortest on its way errs the least. */
const EXCHANGES = 4;
/** Between two of them, in milliseconds. */
const APART = 150;
/** Between two measurements, in milliseconds: in that time no clock of a phone is off by more than some. */
const AGAIN = 10 * 60_000;
/** The same where it counts when a button was pressed: a clock that is off by 20 ppm loses a millisecond a minute. */
const AGAIN_IF_FAIR = 60_000;

/** With a round trip longer than this, in milliseconds, the clock is good enough to count down by, but not to say when it was. */
const LONGEST_TRIP = 1_000;

let measuring = null;
/** Whether what was measured holds just now. */
let isGood = false;

/** Measures, now and again, until it is called anew: a clock may have stood still while the device slept. */
export async function keepTime() {
  const mine = (measuring = {});
  isGood = false;
  while (measuring === mine) {
    const best = await measured(() => measuring === mine);
    if (measuring !== mine) return;
    isGood = best !== null && best.trip <= LONGEST_TRIP;
    if (best !== null) update({ clock: best.offset });
    const isFair = state.lobby?.settings.fair_window_ms > 0;
    await pause(best === null ? 5_000 : isFair ? AGAIN_IF_FAIR : AGAIN);
  }
}

/** {offset, trip}: what to add to `performance.now()`, and how long the exchange took; null without an answer. */
async function measured(wanted) {
  let best = null;
  for (let count = 0; count < EXCHANGES && wanted(); count++) {
    if (count > 0) await pause(APART);
    const sent = performance.now();
    const answer = await time().catch(() => null);
    const trip = performance.now() - sent;
    if (answer !== null && !(trip >= best?.trip)) best = { offset: Date.parse(answer.time) - sent - trip / 2, trip };
  }
  return best;
}

/** Milliseconds until a moment of the service's clock, negative after it; null as long as that clock is not known. */
export const until = moment => (state.clock === null ? null : Date.parse(moment) - performance.now() - state.clock);

/** Now by the service's clock, as the API writes times; undefined where that is not known well enough to be said. */
export function now() {
  if (!isGood || state.clock === null) return undefined;
  return new Date(performance.now() + state.clock).toISOString();
}
