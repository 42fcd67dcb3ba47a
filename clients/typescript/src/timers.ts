/** Where time comes from; a test gives its own. */
export interface Timers {
  /** Milliseconds by a clock that nobody sets, such as `performance.now`. */
  now(): number;
  setTimeout(call: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const systemTimers: Timers = {
  now: () => performance.now(),
  setTimeout: (call, milliseconds) => setTimeout(call, milliseconds),
  clearTimeout: timer => clearTimeout(timer as number),
};
