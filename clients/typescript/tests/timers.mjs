// Time that passes when a test says so.

import { setImmediate as turn } from "node:timers/promises";

export class TestTimers {
  #now = 12_345;
  #next = 0;
  #timers = new Map();

  now = () => this.#now;

  setTimeout = (call, milliseconds) => {
    this.#timers.set((this.#next += 1), { at: this.#now + milliseconds, milliseconds, call });
    return this.#next;
  };

  clearTimeout = timer => this.#timers.delete(timer);

  /** Waits until nothing waits for so long any more, in milliseconds; until nothing waits at all. */
  async gone(milliseconds) {
    const isMeant = timer => milliseconds === undefined || timer.milliseconds === milliseconds;
    while ([...this.#timers.values()].some(isMeant)) await turn();
  }

  advance(milliseconds) {
    const end = this.#now + milliseconds;
    for (;;) {
      const [due] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at);
      if (due === undefined) break;
      const [timer, { at, call }] = due;
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, at);
      call();
    }
    this.#now = end;
  }

  /** Resolves with how long it takes, as soon as something waits for so long, in milliseconds. */
  async waits(least, most = least) {
    for (;;) {
      const found = [...this.#timers.values()].find(({ milliseconds }) => milliseconds >= least && milliseconds <= most);
      if (found !== undefined) return { milliseconds: found.milliseconds, left: found.at - this.#now };
      await turn();
    }
  }

  /** Lets that time pass. */
  async skip(least, most = least) {
    const { milliseconds, left } = await this.waits(least, most);
    this.advance(left);
    return milliseconds;
  }
}
