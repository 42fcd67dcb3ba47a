// Follows a lobby: by a stream of events, by waiting requests where streams don't get through, by asking again and
// again where nothing may wait.

import { Refused, Unanswered, attempt, backoff, json, pause } from "./api.js";

/** A stream sends something every 15 s; one that is silent for this long is broken. Milliseconds. */
const SILENCE = 40_000;
/** A stream begins with the lobby. One that holds it back for this long is of no use. */
const FIRST_EVENT = 10_000;
/** Seconds a waiting request waits, and milliseconds until it must be answered. */
const WAIT = 25;
const WAIT_PATIENCE = 35_000;
/** Between two questions where nothing may wait. */
export const POLL = 2_000;
/** Attempts of one way in vain, while plain requests are answered, until the next way is tried. */
const ATTEMPTS = 2;

/** Codes after which there is nothing more to follow. */
const FINAL = new Set(["unauthorized", "not-in-lobby", "lobby-not-found"]);

/**
 * Calls `show(lobby)` for each state and `heard()` for each sign of life until `signal` is aborted, `broken()` when a
 * connection that was held has broken, as by a change of network, and `lost()` when there is none. `pace()` is null as
 * long as a connection may be held, else the milliseconds between two questions. Resolves with the code of the reason
 * when there is nothing more to follow, and with null when aborted.
 */
export async function follow(code, token, { show, heard, broken, lost, pace, signal }) {
  const lobby = new Followed(code, token, { show, heard, pace, signal });
  try {
    await lobby.follow({ broken, lost });
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

class Followed {
  #signs = 0;
  #version = null;
  #etag = null;

  constructor(code, token, { show, heard, pace, signal }) {
    Object.assign(this, { path: `/${code}`, token, show, heard, pace, signal });
  }

  /** Throws the final `Refused`. */
  async follow({ broken, lost }) {
    const ways = [() => this.#stream(), () => this.#wait(), () => this.#poll(POLL)];
    let [way, inVain, failures] = [0, 0, 0];
    while (!this.signal.aborted) {
      const [before, apart] = [this.#signs, this.pace()];
      const { told } = await outcome(apart === null ? ways[way]() : this.#poll(apart));
      if (this.signal.aborted) return;
      if (this.#signs > before) {
        [inVain, failures] = [0, 0];
        if (way === 0 && apart === null && told === null) broken();
      } else if ((await outcome(this.#look())).answered) {
        // The network is there: it is this way that leads nowhere.
        [inVain, failures] = [apart === null ? inVain + 1 : inVain, 0];
      } else {
        failures += 1;
        lost();
      }
      if (inVain === ATTEMPTS && way < ways.length - 1) [way, inVain] = [way + 1, 0];
      else if ((way === 0 && apart === null) || failures > 0) await this.#rest(told, failures);
    }
  }

  #rest(told, failures) {
    return pause(told ?? backoff(failures), { signal: this.signal, wakeable: told === null });
  }

  #ask(query, options, read) {
    const { path, token, signal } = this;
    return attempt("GET", path + query, { token, signal, ...options }, read);
  }

  #sign() {
    this.#signs += 1;
    this.heard();
  }

  #take(lobby) {
    this.#version = lobby.version;
    this.show(lobby);
    this.#sign();
  }

  async #answered(response) {
    if (response.status === 204 || response.status === 304) return this.#sign();
    const lobby = await json(response);
    this.#etag = response.headers.get("ETag");
    this.#take(lobby);
  }

  /** The lobby as it is, if it has changed. */
  #look() {
    const headers = this.#etag === null ? {} : { "If-None-Match": this.#etag };
    return this.#ask("", { headers }, response => this.#answered(response));
  }

  /** The first time at once. */
  async #poll(apart) {
    if (this.#version !== null) await pause(apart, { signal: this.signal });
    await this.#look();
  }

  #wait() {
    if (this.#version === null) return this.#look();
    const query = `?since=${this.#version}&wait=${WAIT}`;
    return this.#ask(query, { patience: WAIT_PATIENCE }, response => this.#answered(response));
  }

  /** Resolves with the milliseconds to stay away when the service says so. */
  #stream() {
    // What an event leaves out is as in the one before it on the same stream.
    let roster = {};
    return this.#ask("/events?roster=changes", { patience: FIRST_EVENT }, async (response, grant) => {
      const type = response.headers.get("Content-Type") ?? "";
      if (!type.startsWith("text/event-stream")) throw new Unanswered("no stream");
      for await (const event of events(response.body)) {
        grant(SILENCE);
        if (event.name === "lobby") {
          const lobby = { ...roster, ...JSON.parse(event.data) };
          roster = { players: lobby.players, teams: lobby.teams };
          this.#take(lobby);
        } else if (event.name === "end") return ended(event);
        else this.#sign();
      }
      return null;
    });
  }
}

/** Whether there was an answer, and the wait it asks for. Throws the `Refused` after which nothing follows. */
async function outcome(asked) {
  try {
    return { answered: true, told: (await asked) ?? null };
  } catch (error) {
    if (error instanceof Refused && FINAL.has(error.code)) throw error;
    return { answered: false, told: error.retryAfter ?? null };
  }
}

function ended({ data }) {
  const { code, retry_ms } = JSON.parse(data);
  if (FINAL.has(code)) throw new Refused(code);
  return retry_ms;
}

/** The events of a stream; a comment, too, is a sign of life and comes as an event without a name. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (text + value).split("\n\n");
    text = blocks.pop();
    for (const block of blocks) yield parse(block);
  }
}

function parse(block) {
  const field = name => block.match(new RegExp(`^${name}: (.*)$`, "m"))?.[1];
  return { name: field("event"), data: field("data") };
}
