import type { Alarm } from "./alarm.js";
import type { Timers } from "./timers.js";

/** Exchanges of a measurement: the one with the shortest round trip errs the least. */
const EXCHANGES = 4;
/** Between two of them, in milliseconds. */
const APART = 150;
/** Between two measurements, in milliseconds: in that time no clock of a phone is off by more than some. */
const AGAIN = 10 * 60_000;
/** The same where it counts when a button was pressed: a clock that is off by 20 ppm loses a millisecond a minute. */
const AGAIN_IF_FAIR = 60_000;
/** The same after a measurement in vain. */
const AGAIN_SOON = 5_000;
/** With a longer round trip, in milliseconds, the clock is good enough to count down by, but not to say when a press was. */
const LONGEST_TRIP = 1_000;

/** The service's clock, as this device estimates it. It is measured while a lobby is followed. */
export class Clock {
  readonly #timers: Timers;
  readonly #alarm: Alarm;
  readonly #ask: (signal?: AbortSignal) => Promise<string>;
  readonly #onChange: () => void;
  #ahead: number | null = null;
  /** Whether what was measured holds just now. */
  #isGood = false;
  #isFair = false;
  #isMeasuring = false;
  #holders = 0;
  #unheard: (() => void) | null = null;
  #keeping: AbortController | null = null;

  /** `ask` tells the service's time by one attempt, as its time on the way is the error of what it says. */
  constructor(timers: Timers, alarm: Alarm, ask: (signal?: AbortSignal) => Promise<string>, onChange: () => void) {
    this.#timers = timers;
    this.#alarm = alarm;
    this.#ask = ask;
    this.#onChange = onChange;
  }

  /** Milliseconds until a moment of the service's clock, negative after it; null as long as that clock is not known. */
  until(moment: string): number | null {
    return this.#ahead === null ? null : Date.parse(moment) - this.#timers.now() - this.#ahead;
  }

  /**
   * For `pressed_at`: what the service's clock showed at `at`, which is on the scale of `performance.now()` as an
   * event's `timeStamp` is in browsers. Undefined, and so left out, where that is not known well enough to be said.
   */
  pressedAt(at: number = this.#timers.now()): string | undefined {
    if (!this.#isGood || this.#ahead === null) return undefined;
    return new Date(at + this.#ahead).toISOString();
  }

  /** Measures now. Resolves with whether it is known now when a press was. */
  async measure(): Promise<boolean> {
    await this.#measure();
    return this.#isGood;
  }

  /** Measures again and again, until what it returns is called. */
  hold(): () => void {
    this.#holders += 1;
    if (this.#holders === 1) {
      this.#unheard = this.#alarm.listen(() => this.renew());
      this.renew();
    }
    return () => {
      this.#holders -= 1;
      if (this.#holders > 0) return;
      this.#unheard?.();
      this.#keeping?.abort();
    };
  }

  /** What was measured holds no more, as after sleep, in which a clock may stand still, and on another network. */
  renew(): void {
    this.#isGood = false;
    if (this.#holders > 0) this.#keep();
  }

  /** Whether presses count, so that more depends on the clock. */
  set isFair(isFair: boolean) {
    const isNew = isFair && !this.#isFair;
    this.#isFair = isFair;
    // A measurement under way is as good as another.
    if (isNew && this.#holders > 0 && !this.#isMeasuring) this.#keep();
  }

  async #keep(): Promise<void> {
    this.#keeping?.abort();
    const { signal } = (this.#keeping = new AbortController());
    while (!signal.aborted) {
      this.#isMeasuring = true;
      const isMeasured = await this.#measure(signal);
      if (signal.aborted) return;
      this.#isMeasuring = false;
      const again = this.#isFair || !this.#isGood ? AGAIN_IF_FAIR : AGAIN;
      await this.#alarm.pause(isMeasured ? again : AGAIN_SOON, { signal, wakeable: false });
    }
  }

  /** Resolves with whether there was an answer in time. */
  async #measure(signal?: AbortSignal): Promise<boolean> {
    const best = await this.#shortest(signal);
    if (best === null || signal?.aborted) return false;
    this.#ahead = best.ahead;
    this.#isGood = best.trip <= LONGEST_TRIP;
    this.#onChange();
    return true;
  }

  async #shortest(signal?: AbortSignal): Promise<{ ahead: number; trip: number } | null> {
    let best = null;
    for (let count = 0; count < EXCHANGES && !signal?.aborted; count++) {
      if (count > 0) await this.#alarm.pause(APART, { signal, wakeable: false });
      const sent = this.#timers.now();
      const time = await this.#ask(signal).catch(() => null);
      const trip = this.#timers.now() - sent;
      if (time !== null && !(best !== null && trip >= best.trip)) best = { ahead: Date.parse(time) - sent - trip / 2, trip };
    }
    return best;
  }
}
