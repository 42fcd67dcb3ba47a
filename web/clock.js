// The service's clock, as this page estimates it. Deadlines are told by that clock, and those of phones are often wrong.

import { pause, time } from "./api.js";
import { state, update } from "./state.js";

/** Exchanges of a measurement: the one that was the shortest on its way errs the least. */
const EXCHANGES = 4;
/** Between two of them, in milliseconds. */
const APART = 150;
/** Between two measurements, in milliseconds: in that time no clock of a phone is off by more than some. */
const AGAIN = 10 * 60_000;

let measuring = null;

/** Measures, now and again, until it is called anew: a clock may have stood still while the device slept. */
export async function keepTime() {
  const mine = (measuring = {});
  while (measuring === mine) {
    const best = await measured(() => measuring === mine);
    if (best !== null && measuring === mine) update({ clock: best.offset });
    await pause(best === null ? 5_000 : AGAIN);
  }
}

/** {offset, trip}: what to add to `performance.now()`, and how long the exchange took; null without an answer. */
async function measured(wanted) {
  let best = null;
  for (let count = 0; count < EXCHANGES && wanted(); count++) {
    const sent = performance.now();
    const answer = await time().catch(() => null);
    const trip = performance.now() - sent;
    if (answer !== null && !(trip >= best?.trip)) best = { offset: Date.parse(answer.time) - sent - trip / 2, trip };
    await pause(APART);
  }
  return best;
}

/** Milliseconds until a moment of the service's clock, negative after it; null as long as that clock is not known. */
export const until = moment => (state.clock === null ? null : Date.parse(moment) - performance.now() - state.clock);
