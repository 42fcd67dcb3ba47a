import type * as Api from "./api.js";
import type { Lobby } from "./api.js";
import type { Clock } from "./clock.js";
import { ProblemError } from "./errors.js";
import { type FollowEnd, type FollowOptions, follow } from "./follow.js";
import { type RequestOptions, type Requests, nothing } from "./requests.js";

/** A move means the round that was on the screen when it was made. That makes it safe to repeat. */
export type InRound<T> = Omit<T, "round"> & { round: number };

export interface LobbyOptions {
  /** What is asked for is given up when it is aborted. It may have been done all the same. */
  signal?: AbortSignal | undefined;
}

/** Sends a request with an `Idempotency-Key` that outlives a crash. */
export type Keyed = <T>(path: string, body: unknown, options?: RequestOptions) => Promise<T>;

export interface LobbyParts {
  requests: Requests;
  clock: Clock;
  keyed: Keyed;
  canStream: boolean;
}

/** A lobby, for whoever has a token in it. What got no answer is repeated for 30 s, where that can do no harm. */
export class LobbyClient {
  readonly #parts: LobbyParts;
  readonly #path: string;
  readonly #token: string;
  readonly #signal: AbortSignal | undefined;

  constructor(parts: LobbyParts, code: string, token: string, { signal }: LobbyOptions = {}) {
    this.#parts = parts;
    this.#path = `/lobbies/${encodeURIComponent(code)}`;
    this.#token = token;
    this.#signal = signal;
  }

  #options(body?: unknown): RequestOptions {
    return { token: this.#token, signal: this.#signal, body };
  }

  #ask<T = Lobby>(method: string, path: string, body?: unknown): Promise<T> {
    return this.#parts.requests.persist(method, this.#path + path, this.#options(body));
  }

  /** What can't be repeated is sent once. */
  #once(method: string, path: string, body: unknown): Promise<Lobby> {
    return this.#parts.requests.attempt(method, this.#path + path, this.#options(body));
  }

  /** A problem that says that it is done: maybe by an earlier attempt, whose answer was lost. */
  async #remove(path: string, done: string): Promise<void> {
    try {
      await this.#parts.requests.persist("DELETE", this.#path + path, this.#options(), nothing);
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === done)) throw error;
    }
  }

  /**
   * Calls `onLobby` for each state, by whatever way gets through. Resolves with why there is nothing more to follow;
   * rejects with what `onLobby` throws, and with a problem that a repetition would not change.
   */
  follow(onLobby: (lobby: Lobby) => void, options: FollowOptions = {}): Promise<FollowEnd> {
    const { requests, clock, canStream } = this.#parts;
    const followed = { requests, clock, canStream, path: this.#path, token: this.#token };
    return follow(followed, onLobby, { signal: this.#signal, ...options });
  }

  look(): Promise<Lobby> {
    return this.#ask("GET", "");
  }

  /**
   * Buzzes in the round on the screen. It is sent again soon, as long as it is `wanted`: while that round is on the
   * screen. Says when it was pressed, which is now unless `pressed_at` says otherwise, where the clock is known.
   */
  buzz(asked: InRound<Api.NewBuzz>, wanted: () => boolean = () => true): Promise<Api.BuzzResult> {
    const body = { pressed_at: this.#parts.clock.pressedAt(), ...asked };
    return this.#parts.requests.insist("POST", `${this.#path}/buzz`, this.#options(body), wanted);
  }

  /** Opens or locks the buzzers; sets the value of the question, and rules. */
  change(change: Api.LobbyChange): Promise<Lobby> {
    return this.#ask("PATCH", "", change);
  }

  confirm(asked: InRound<Api.ConfirmPlayer>): Promise<Lobby> {
    return this.#ask("PUT", "/active-player", asked);
  }

  resolve(answer: InRound<Api.ResolveAnswer>): Promise<Lobby> {
    return this.#ask("POST", "/resolve", answer);
  }

  reset(asked: InRound<Api.RoundGuard>): Promise<Lobby> {
    return this.#ask("POST", "/reset", asked);
  }

  /** Begins a new game with the same players. */
  restart(asked: InRound<Api.RoundGuard>): Promise<Lobby> {
    return this.#ask("POST", "/restart", asked);
  }

  /** `event` is the id of the lobby's `last_event`. */
  undo(asked: Api.Undo): Promise<Lobby> {
    return this.#ask("POST", "/undo", asked);
  }

  finish(): Promise<Lobby> {
    return this.#ask("POST", "/finish");
  }

  /** `player` is an id, or `me`. Where points are added, it is sent once: a repetition would add them again. */
  changePlayer(player: string, change: Api.PlayerChange): Promise<Lobby> {
    const path = `/players/${player}`;
    return change.add == null ? this.#ask("PATCH", path, change) : this.#once("PATCH", path, change);
  }

  removePlayer(player: string): Promise<void> {
    return this.#remove(`/players/${player}`, "player-not-found");
  }

  leave(): Promise<void> {
    return this.#remove("/players/me", "not-in-lobby");
  }

  setTeams(teams: Api.WantedTeam[]): Promise<Lobby> {
    return this.#ask("PUT", "/teams", teams);
  }

  /** Where points are added, it is sent once: a repetition would add them again. */
  changeTeam(team: string, change: Api.TeamScore): Promise<Lobby> {
    const path = `/teams/${team}`;
    return change.add == null ? this.#ask("PATCH", path, change) : this.#once("PATCH", path, change);
  }

  makeLink(wanted: Api.WantedLink): Promise<Api.LinkMade> {
    return this.#parts.keyed(`${this.#path}/links`, wanted, this.#options());
  }

  links(): Promise<Api.Links> {
    return this.#ask("GET", "/links");
  }

  revokeLink(link: string): Promise<void> {
    return this.#remove(`/links/${link}`, "link-not-found");
  }

  history(): Promise<Api.History> {
    return this.#ask("GET", "/history");
  }

  /** The score sheet, a file of CSV. */
  scoresheet(): Promise<Blob> {
    const read = (response: Response) => response.blob();
    return this.#parts.requests.persist("GET", `${this.#path}/scoresheet.csv`, this.#options(), read);
  }

  close(): Promise<void> {
    return this.#remove("", "lobby-not-found");
  }
}
