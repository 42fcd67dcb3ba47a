import { Alarm } from "./alarm.js";
import type * as Api from "./api.js";
import { Clock } from "./clock.js";
import { ProblemError } from "./errors.js";
import { LobbyClient, type LobbyOptions } from "./lobby.js";
import { type Fetch, type RequestOptions, Requests } from "./requests.js";
import { Seats, type Store, newKey } from "./store.js";
import { type Timers, systemTimers } from "./timers.js";

export interface PanenkaOptions {
  /** Where the service is, such as `https://quiz.example`. Empty in a page that comes from there. */
  baseUrl: string;
  /** Keeps seats, and the keys of requests that are not answered yet. Without it they last as long as this object. */
  store?: Store | undefined;
  /** Told when the service's clock has been measured. */
  onClock?: (() => void) | undefined;
  /** In place of the global one. Has to heed `signal`. */
  fetch?: Fetch | undefined;
  timers?: Timers | undefined;
  /** Makes keys of 16 to 128 characters that nobody can guess. Needed where there is no `crypto.getRandomValues`. */
  newKey?: (() => string) | undefined;
  /** Whether the body of an answer can be read while it comes. React Native can't, which is found out. */
  canStream?: boolean | undefined;
}

/** A service, as one device talks to it. */
export class Panenka {
  /** The service's clock, for deadlines and presses. */
  readonly clock: Clock;
  readonly seats: Seats;
  readonly #store: Store;
  readonly #requests: Requests;
  readonly #alarm: Alarm;
  readonly #newKey: () => string;
  readonly #canStream: boolean;

  constructor(options: PanenkaOptions) {
    const { timers = systemTimers, fetch = (address, init) => globalThis.fetch(address, init) } = options;
    this.#store = options.store ?? new Map<string, string>();
    this.seats = new Seats(this.#store);
    this.#alarm = new Alarm(timers);
    this.#requests = new Requests(`${options.baseUrl.replace(/\/+$/, "")}/api/v1`, fetch, timers, this.#alarm);
    this.#newKey = options.newKey ?? newKey;
    this.#canStream = options.canStream ?? typeof ReadableStream === "function";
    const ask = async (signal?: AbortSignal) => (await this.#requests.attempt<Api.Time>("GET", "/time", { signal })).time;
    this.clock = new Clock(timers, this.#alarm, ask, options.onClock ?? (() => {}));
  }

  /** Opens a lobby. Its host's seat is kept. */
  async createLobby(asked: Api.CreateLobby): Promise<Api.LobbyCreated> {
    return this.#seated("/lobbies", asked);
  }

  /** Whose lobby it is, before a guest is asked for a name. */
  preview(code: string, { signal }: LobbyOptions = {}): Promise<Api.Preview> {
    return this.#requests.persist("GET", `/lobbies/${encodeURIComponent(code)}/preview`, { signal });
  }

  /** Takes a seat, which is kept. */
  join(code: string, asked: Api.JoinLobby): Promise<Api.PlayerJoined> {
    return this.#seated(`/lobbies/${encodeURIComponent(code)}/players`, asked);
  }

  /** A lobby, for whoever has this token in it. */
  lobby(code: string, token: string, options: LobbyOptions = {}): LobbyClient {
    const parts = {
      requests: this.#requests,
      clock: this.clock,
      keyed: <T>(path: string, body: unknown, options?: RequestOptions) => this.#keyed<T>(path, body, options),
      canStream: this.#canStream,
    };
    return new LobbyClient(parts, code, token, options);
  }

  /** There may be a network again: whoever waits tries at once. In a browser, and after sleep, nobody has to say so. */
  wake(): void {
    this.#alarm.wake();
  }

  async #seated<T extends { token: string; lobby: Api.Lobby }>(path: string, body: unknown): Promise<T> {
    return this.#keyed<T>(path, body, {}, ({ token, lobby: { code, you } }) =>
      this.seats.keep({ role: you.role, code, token, name: you.name }),
    );
  }

  /**
   * The key is kept from before the request is sent until it is answered and `keep` is done: pressed again, even after
   * a crash, the same button finds the same lobby, seat or link.
   */
  async #keyed<T>(path: string, body: unknown, options: RequestOptions = {}, keep?: (answer: T) => Promise<void>): Promise<T> {
    const name = `key.${path}.${JSON.stringify(body)}`;
    const key = (await this.#store.get(name)) ?? this.#newKey();
    await this.#store.set(name, key);
    try {
      const answer = await this.#requests.persist<T>("POST", path, { ...options, body, key });
      await keep?.(answer);
      await this.#store.delete(name);
      return answer;
    } catch (error) {
      if (error instanceof ProblemError && error.isFinal) await this.#store.delete(name);
      throw error;
    }
  }
}
