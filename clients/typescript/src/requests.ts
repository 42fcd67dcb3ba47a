import type { Alarm } from "./alarm.js";
import type { Problem } from "./api.js";
import { NoAnswerError, ProblemError, isOutcome } from "./errors.js";
import type { Timers } from "./timers.js";

/** Longest wait for an answer, in milliseconds. */
const PATIENCE = 5_000;
/** How long a request is repeated before it is given up. */
const PERSEVERANCE = 30_000;
/** A buzz that is not answered by about then is sent once more. */
const BUZZ_AGAIN = 1_000;

export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export interface RequestOptions {
  token?: string | undefined;
  body?: unknown;
  key?: string | undefined;
  headers?: Record<string, string>;
  patience?: number;
  signal?: AbortSignal | undefined;
}

/** One request under way. It is ended by `close`, and when it takes longer than was granted. */
export interface Call {
  response: Promise<Response>;
  /** Gives the rest so many milliseconds from now on. */
  grant(milliseconds: number): void;
  close(): void;
}

type Read<T> = (response: Response) => Promise<T>;

/** 0.5 s, 1 s, 2 s, 4 s, 5 s; by chance down to half of it, so that a hall full of phones does not come back at once. */
export const backoff = (attempt: number): number => Math.min(5_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);

/** The body of an answer. Anything but JSON is not the service's: the page of a hotel's network, say. */
export async function json<T>(response: Response): Promise<T> {
  if (!/[/+]json\b/.test(response.headers.get("Content-Type") ?? "")) throw new NoAnswerError("not JSON");
  return response.json() as Promise<T>;
}

export const nothing = async (): Promise<void> => {};

/** Sends requests, and repeats what may be repeated. */
export class Requests {
  constructor(
    readonly base: string,
    readonly fetch: Fetch,
    readonly timers: Timers,
    readonly alarm: Alarm,
  ) {}

  /** Begins a request. Its response is a success or a 304; else it rejects. */
  begin(method: string, path: string, options: RequestOptions = {}): Call {
    const { token, body, key, headers, patience = PATIENCE, signal } = options;
    const controller = new AbortController();
    const stop = () => controller.abort();
    let timer: unknown;
    const grant = (milliseconds: number) => {
      this.timers.clearTimeout(timer);
      timer = this.timers.setTimeout(stop, milliseconds);
    };
    grant(patience);
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    const init: RequestInit = {
      method,
      headers: {
        ...headers,
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(key !== undefined && { "Idempotency-Key": key }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      cache: "no-store",
      signal: controller.signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const close = () => {
      this.timers.clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      stop(); // of a body that was not read to its end
    };
    return { response: this.#success(path, init), grant, close };
  }

  async #success(path: string, init: RequestInit): Promise<Response> {
    const response = await this.fetch(this.base + path, init);
    if (response.ok || response.status === 304) return response;
    throw await failure(response);
  }

  /** One attempt. Resolves with what `read` makes of a success or a 304. */
  async attempt<T>(method: string, path: string, options: RequestOptions = {}, read: Read<T> = json): Promise<T> {
    const call = this.begin(method, path, options);
    try {
      return await read(await call.response);
    } catch (error) {
      throw isOutcome(error) ? error : new NoAnswerError(error);
    } finally {
      call.close();
    }
  }

  /** Repeats a request until it is answered, has been repeated for long enough, or its signal is aborted. */
  async persist<T>(method: string, path: string, options: RequestOptions = {}, read: Read<T> = json): Promise<T> {
    const { signal } = options;
    const end = this.timers.now() + PERSEVERANCE;
    const isOver = () => signal?.aborted || this.timers.now() >= end;
    let faults = 0;
    for (let count = 0; ; count++) {
      try {
        return await this.attempt(method, path, options, read);
      } catch (error) {
        if (!isOutcome(error) || isOver()) throw error;
        if (error instanceof ProblemError && error.code === "internal") faults += 1;
        if (faults > 1 || (error instanceof ProblemError && error.isFinal)) throw error;
        const told = error.retryAfter;
        // Whoever is told to wait for longer than that is to know.
        if (told !== null && told > PERSEVERANCE) throw error;
        // All are told the same, so chance goes on top.
        await this.alarm.pause((told ?? 0) + backoff(count), { signal, wakeable: told === null });
        if (isOver()) throw error;
      }
    }
  }

  /**
   * The first answer of a request that is sent again beside those not answered yet, as long as it is `wanted`: on a slow
   * network the first may still be under way, on a lossy one it is lost. The waits double, up to the patience.
   */
  async insist<T>(method: string, path: string, options: RequestOptions, wanted: () => boolean): Promise<T> {
    const over = new AbortController();
    const stop = () => over.abort();
    options.signal?.addEventListener("abort", stop);
    const { signal } = over;
    try {
      return await new Promise<T>((resolve, reject) => {
        const send = (told: { after: number | null }) =>
          this.attempt<T>(method, path, { ...options, signal }).then(resolve, error => {
            if (!isOutcome(error) || (error instanceof ProblemError && error.isFinal)) reject(error);
            else told.after = error.retryAfter;
          });
        const repeat = async () => {
          for (let count = 0; wanted() && !signal.aborted && !options.signal?.aborted; count++) {
            const told = { after: null as number | null };
            send(told);
            const wait = Math.min(PATIENCE, BUZZ_AGAIN * 2 ** count) * (0.5 + Math.random() / 2);
            await this.alarm.pause(wait, { signal });
            if (told.after !== null) await this.alarm.pause(told.after, { signal, wakeable: false });
          }
          reject(new NoAnswerError("not wanted any more"));
        };
        repeat().catch(reject);
      });
    } finally {
      options.signal?.removeEventListener("abort", stop);
      stop();
    }
  }
}

async function failure(response: Response): Promise<Error> {
  const seconds = response.headers.get("Retry-After") ?? "";
  const retryAfter = /^\d+$/.test(seconds) ? 1_000 * Number(seconds) : null;
  const problem = await json<Problem>(response).catch(() => null);
  // Whatever stands between answers in its own way.
  if (typeof problem?.code !== "string") return new NoAnswerError(`status ${response.status}`, retryAfter);
  return new ProblemError(problem, retryAfter);
}
