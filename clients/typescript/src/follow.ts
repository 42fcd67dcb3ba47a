// Follows a lobby: by a stream of events, by waiting requests where streams don't get through, by asking again and
// again where nothing may wait.

import type { Lobby } from "./api.js";
import type { Clock } from "./clock.js";
import { NoAnswerError, ProblemError, isOutcome } from "./errors.js";
import { events } from "./events.js";
import { type RequestOptions, type Requests, backoff, json } from "./requests.js";

/** A stream sends something every 15 s; one that is silent for this long is broken. Milliseconds. */
const SILENCE = 40_000;
/** Until a stream begins: after a restart of the service its followers stand in a line for up to 8 s. */
const BEGINNING = 10_000;
/** A stream begins with the lobby. Whoever holds that back for this long holds back all of it. */
const FIRST_EVENT = 5_000;
/** Seconds a waiting request waits, and milliseconds until it must be answered. */
const WAIT = 25;
const WAIT_PATIENCE = 35_000;
/** Between two questions where nothing may wait. */
export const POLL = 2_000;
/** Attempts of one way in vain, while plain requests are answered, until the next way is tried. */
const ATTEMPTS = 2;

const ENDS = ["unauthorized", "not-in-lobby", "lobby-not-found"] as const;

/** Why there is nothing more to follow: the signal was aborted, or the code of a problem. */
export type FollowEnd = "aborted" | (typeof ENDS)[number];

export type Connection = "live" | "lost";

export interface FollowOptions {
  signal?: AbortSignal | undefined;
  /** `changes`, unless told otherwise: players and teams travel only when they have changed. `onLobby` always gets both. */
  roster?: "changes" | "always" | undefined;
  /** Told of the first sign of life, of the first attempt in vain after one, and so on. */
  onConnection?: ((connection: Connection) => void) | undefined;
  /** Asked before each attempt: null where a connection may be held, else the milliseconds between two questions. */
  pace?: (() => number | null) | undefined;
}

/** Whether a lobby may take the place of the one that is known: answers may overtake each other. */
export const isNewer = (lobby: Lobby, known: Lobby | null): boolean =>
  // Another lobby may have been given the same code.
  known === null || known.created_at !== lobby.created_at || known.version <= lobby.version;

/** What became of an attempt: whether there was an answer, and for how long it says to stay away. */
interface Outcome {
  end?: FollowEnd;
  isAnswered: boolean;
  told: number | null;
}

/** What follows is told, outside of any attempt: what the app makes of it is no matter of the network. */
type News = Lobby | Connection;
type Way = AsyncGenerator<News, number | null>;

const isEnd = (code: string): code is (typeof ENDS)[number] => (ENDS as readonly string[]).includes(code);

/** The service has said at the end of a stream that there is nothing more to follow. */
class Ended extends Error {
  constructor(readonly code: FollowEnd) {
    super(code);
  }
}

export interface Followed {
  requests: Requests;
  clock: Clock;
  path: string;
  token: string;
  canStream: boolean;
}

/** Calls `onLobby` for each state, until there is nothing more to follow. Rejects with what it throws. */
export async function follow(
  followed: Followed,
  onLobby: (lobby: Lobby) => void,
  options: FollowOptions,
): Promise<FollowEnd> {
  const release = followed.clock.hold();
  const news = new Following(followed, options).news();
  try {
    let known: Lobby | null = null;
    for (;;) {
      const { value, done } = await news.next();
      if (done) return value;
      if (options.signal?.aborted) return "aborted";
      if (typeof value === "string") options.onConnection?.(value);
      else if (isNewer(value, known)) {
        known = value;
        followed.clock.isFair = value.settings.fair_window_ms > 0;
        onLobby(value);
      }
    }
  } finally {
    release();
    await news.return("aborted");
  }
}

class Following {
  readonly #followed: Followed;
  readonly #options: FollowOptions;
  readonly #signal: AbortSignal | undefined;
  /** Ends the attempt under way, when following ends and when there is news of the network. */
  #current = new AbortController();
  #isWoken = false;
  #signs = 0;
  #connection: Connection | null = null;
  #version: number | null = null;
  #etag: string | null = null;
  /** Whether a stream was there, and what it sent was not. */
  #isHeldBack = false;

  constructor(followed: Followed, options: FollowOptions) {
    this.#followed = followed;
    this.#options = options;
    this.#signal = options.signal;
  }

  async *news(): AsyncGenerator<News, FollowEnd> {
    const stop = () => this.#current.abort();
    const unheard = this.#followed.requests.alarm.listen(() => {
      this.#isWoken = true;
      stop();
    });
    this.#signal?.addEventListener("abort", stop);
    try {
      return yield* this.#news();
    } finally {
      unheard();
      this.#signal?.removeEventListener("abort", stop);
    }
  }

  async *#news(): AsyncGenerator<News, FollowEnd> {
    const ways = [() => this.#stream(), () => this.#wait(), () => this.#poll(POLL)];
    const first = this.#followed.canStream ? 0 : 1;
    let [way, inVain, failures] = [first, 0, 0];
    while (!this.#signal?.aborted) {
      if (this.#isWoken) {
        // Maybe on another network, where more may be possible.
        [way, inVain, failures, this.#isWoken] = [first, 0, 0, false];
      }
      this.#current = new AbortController();
      const [before, apart] = [this.#signs, this.#options.pace?.() ?? null];
      const isStream = way === 0 && apart === null;
      const { end, told } = yield* this.#outcome(apart === null ? ways[way]!() : this.#poll(apart));
      if (end !== undefined) return end;
      if (told !== null) await this.#rest(told);
      if (this.#isWoken) continue;
      if (this.#signs > before) {
        [inVain, failures] = [0, 0];
        if (!isStream || told !== null) continue;
        this.#followed.clock.renew();
        await this.#pause(0);
        continue;
      }
      const look = yield* this.#outcome(this.#look());
      if (look.end !== undefined) return look.end;
      if (this.#isWoken) continue;
      if (look.isAnswered) {
        // The network is there: it is this way that leads nowhere.
        failures = 0;
        if (apart === null) inVain += isStream && this.#isHeldBack ? ATTEMPTS : 1;
      } else {
        failures += 1;
        yield* this.#tell("lost");
      }
      if (inVain >= ATTEMPTS && way < ways.length - 1) [way, inVain] = [way + 1, 0];
      else if (look.told !== null) await this.#rest(look.told);
      else if (failures > 0 || (isStream && told === null)) await this.#pause(failures);
    }
    return "aborted";
  }

  async *#outcome(way: Way): AsyncGenerator<News, Outcome> {
    try {
      return { isAnswered: true, told: yield* way };
    } catch (error) {
      if (this.#signal?.aborted) return { end: "aborted", isAnswered: false, told: null };
      if (error instanceof Ended) return { end: error.code, isAnswered: true, told: null };
      if (error instanceof ProblemError && isEnd(error.code)) return { end: error.code, isAnswered: true, told: null };
      if (!isOutcome(error) || (error instanceof ProblemError && error.isFinal)) throw error;
      // All are told the same, so chance goes on top.
      const told = error.retryAfter === null ? null : error.retryAfter + backoff(0);
      return { isAnswered: false, told };
    }
  }

  /** The service has said for how long: it is not asked before, whatever wakes. */
  #rest(told: number): Promise<void> {
    return this.#followed.requests.alarm.pause(told, { signal: this.#signal, wakeable: false });
  }

  #pause(failures: number): Promise<void> {
    return this.#followed.requests.alarm.pause(backoff(failures), { signal: this.#current.signal });
  }

  *#tell(connection: Connection): Generator<Connection, void> {
    if (connection === this.#connection) return;
    this.#connection = connection;
    yield connection;
  }

  *#sign(): Generator<Connection, void> {
    this.#signs += 1;
    yield* this.#tell("live");
  }

  *#take(lobby: Lobby): Generator<News, void> {
    this.#version = lobby.version;
    yield* this.#sign();
    yield lobby;
  }

  async *#ask(query: string, options: RequestOptions): Way {
    const { requests, path, token } = this.#followed;
    const read = async (response: Response) => {
      if (response.status === 204 || response.status === 304) return null;
      const lobby = await json<Lobby>(response);
      this.#etag = response.headers.get("ETag");
      return lobby;
    };
    const { signal } = this.#current;
    const lobby = await requests.attempt("GET", path + query, { token, signal, ...options }, read);
    yield* lobby === null ? this.#sign() : this.#take(lobby);
    return null;
  }

  /** The lobby as it is, if it has changed. */
  #look(): Way {
    return this.#ask("", { headers: this.#etag === null ? {} : { "If-None-Match": this.#etag } });
  }

  /** The first time at once. */
  async *#poll(apart: number): Way {
    if (this.#version !== null) await this.#followed.requests.alarm.pause(apart, { signal: this.#current.signal });
    return yield* this.#look();
  }

  #wait(): Way {
    if (this.#version === null) return this.#look();
    return this.#ask(`?since=${this.#version}&wait=${WAIT}`, { patience: WAIT_PATIENCE });
  }

  /** Returns the milliseconds to stay away when the service says so. */
  async *#stream(): Way {
    const { requests, path, token } = this.#followed;
    const query = this.#options.roster === "always" ? "" : "?roster=changes";
    const { signal } = this.#current;
    const call = requests.begin("GET", `${path}/events${query}`, { token, signal, patience: BEGINNING });
    // What an event leaves out is as in the one before it on the same stream.
    let roster: Partial<Pick<Lobby, "players" | "teams">> = {};
    try {
      this.#isHeldBack = false;
      const response = await call.response;
      if (!(response.headers.get("Content-Type") ?? "").startsWith("text/event-stream")) throw new NoAnswerError("no stream");
      this.#isHeldBack = true;
      // Where streams can't be read.
      if (!response.body) throw new NoAnswerError("no body");
      call.grant(FIRST_EVENT);
      for await (const { name, data } of events(response.body)) {
        call.grant(SILENCE);
        if (name === "lobby") {
          const lobby = { ...roster, ...JSON.parse(data) } as Lobby;
          roster = { players: lobby.players, teams: lobby.teams };
          this.#isHeldBack = false;
          yield* this.#take(lobby);
        } else if (name === "end") {
          const { code, retry_ms } = JSON.parse(data) as { code: string; retry_ms: number };
          if (isEnd(code)) throw new Ended(code);
          return retry_ms;
        } else yield* this.#sign();
      }
      return null;
    } catch (error) {
      throw isOutcome(error) || error instanceof Ended ? error : new NoAnswerError(error);
    } finally {
      call.close();
    }
  }
}
