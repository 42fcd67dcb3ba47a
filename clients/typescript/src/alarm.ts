import type { Timers } from "./timers.js";

/** Between two looks at the time of day, and how late a look is after sleep, in milliseconds. */
const LOOK = 5_000;
const SLEPT = 10_000;

export interface PauseOptions {
  signal?: AbortSignal | undefined;
  /** Whether news of the network cut the pause short. */
  wakeable?: boolean;
}

/** Tells those who wait that there may be a network again: after sleep, when the device is online, when the app says so. */
export class Alarm {
  readonly #timers: Timers;
  readonly #listeners = new Set<() => void>();
  #stop: (() => void) | null = null;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Calls `listener` at each news, until what it returns is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#stop ??= watch(this.#timers, () => this.wake());
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  }

  wake(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves after `milliseconds`; sooner when woken, or when `signal` is aborted. */
  pause(milliseconds: number, { signal, wakeable = true }: PauseOptions = {}): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        this.#timers.clearTimeout(timer);
        unheard?.();
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = this.#timers.setTimeout(done, milliseconds);
      const unheard = wakeable ? this.listen(done) : null;
      signal?.addEventListener("abort", done);
      if (signal?.aborted) done();
    });
  }
}

/** Calls `wake` at the events of a browser, and after the device has slept. */
function watch(timers: Timers, wake: () => void): () => void {
  const seen = () => document.visibilityState === "visible" && wake();
  const restored = (event: PageTransitionEvent) => event.persisted && wake();
  // React Native and Node have neither a window that tells, nor a document.
  globalThis.addEventListener?.("online", wake);
  globalThis.addEventListener?.("pageshow", restored);
  globalThis.document?.addEventListener("visibilitychange", seen);
  let timer: unknown;
  const look = (before: number) => {
    timer = timers.setTimeout(() => {
      if (Date.now() - before > LOOK + SLEPT) wake();
      look(Date.now());
    }, LOOK);
  };
  // A page is told, and its timers are late without sleep while nobody sees it.
  if (globalThis.document === undefined) look(Date.now());
  return () => {
    timers.clearTimeout(timer);
    globalThis.removeEventListener?.("online", wake);
    globalThis.removeEventListener?.("pageshow", restored);
    globalThis.document?.removeEventListener("visibilitychange", seen);
  };
}
