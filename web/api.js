// The one place that talks to the service. docs/clients.md has the rules it keeps: what may be repeated, and when.

const BASE = "/api/v1";
const LOBBIES = `${BASE}/lobbies`;

/** Longest wait for an answer, in milliseconds. */
const PATIENCE = 5_000;
/** How long a request of a person is repeated before it is given up. */
const PERSEVERANCE = 30_000;
/** A buzz that is not answered by about then is sent once more. */
const BUZZ_AGAIN = 1_000;

/** An answer that stays what it is, with the `code` of its problem. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** No answer, or one that says to try again; after `retryAfter` milliseconds where it says when. */
export class Unanswered extends Error {
  constructor(cause, retryAfter = null) {
    super(String(cause));
    this.retryAfter = retryAfter;
  }
}

/** 0.5 s, 1 s, 2 s, 4 s, 5 s; by chance down to half of it, so that a hall full of phones does not come back at once. */
export const backoff = attempt => Math.min(5_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);

const alarm = new EventTarget();

/** Cuts pauses short: there is news of the network. */
export const wake = () => alarm.dispatchEvent(new Event("wake"));

/** Resolves after `milliseconds`; sooner when woken, or when `signal` is aborted. */
export function pause(milliseconds, { signal, wakeable = true } = {}) {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      alarm.removeEventListener("wake", done);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    if (wakeable) alarm.addEventListener("wake", done);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}

/**
 * One attempt, given up after `patience` milliseconds. Resolves with what `read(response, grant)` makes of a success or
 * 304, which by calling `grant(milliseconds)` gets as much time from then on. `path` is what follows `base`.
 */
export async function attempt(method, path, options = {}, read = json) {
  const { base = LOBBIES, token, body, key, headers, patience = PATIENCE, signal } = options;
  const controller = new AbortController();
  const stop = () => controller.abort();
  let timer;
  const grant = milliseconds => {
    clearTimeout(timer);
    timer = setTimeout(stop, milliseconds);
  };
  grant(patience);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  try {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...headers,
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(key && { "Idempotency-Key": key }),
        ...(body && { "Content-Type": "application/json" }),
      },
      body: body && JSON.stringify(body),
      cache: "no-store",
      signal: controller.signal,
    });
    if (response.ok || response.status === 304) return await read(response, grant);
    throw await failure(response);
  } catch (error) {
    throw error instanceof Refused || error instanceof Unanswered ? error : new Unanswered(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    stop(); // of a body that was not read to its end
  }
}

async function failure(response) {
  const { code } = await json(response);
  if (response.status < 500 && response.status !== 429) return new Refused(code);
  const seconds = response.headers.get("Retry-After") ?? "";
  return new Unanswered(code, /^\d+$/.test(seconds) ? 1000 * seconds : null);
}

/** The body of an answer. Anything but JSON is not the service's: the page of a hotel's network, say. */
export async function json(response) {
  if (response.status === 204) return null;
  if (!/[/+]json\b/.test(response.headers.get("Content-Type") ?? "")) throw new Unanswered("not JSON");
  return response.json();
}

/** Repeats a request until it is answered or refused, has been repeated for long enough, or `signal` is aborted. */
async function persist(method, path, options = {}, read = json) {
  const { signal } = options;
  const inTime = within(PERSEVERANCE);
  const wanted = () => inTime() && !signal?.aborted;
  for (let count = 0; ; count++) {
    try {
      return await attempt(method, path, options, read);
    } catch (error) {
      // Whoever is told to wait for longer than that is to know.
      if (error instanceof Refused || !wanted() || error.retryAfter > PERSEVERANCE) throw error;
      await pause(error.retryAfter ?? backoff(count), { signal, wakeable: error.retryAfter === null });
      if (!wanted()) throw error;
    }
  }
}

function within(milliseconds) {
  const end = Date.now() + milliseconds;
  return () => Date.now() < end;
}

/** A key for `Idempotency-Key`. Not crypto.randomUUID, which pages without https don't have. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}

export const open = (name, key) => persist("POST", "", { body: { host_name: name }, key });
export const join = (code, asked, key) => persist("POST", `/${code}/players`, { body: asked, key });
export const preview = (code, signal) => persist("GET", `/${code}/preview`, { signal });
/** One try: its time on the way is the error of what it says. */
export const time = () => attempt("GET", "/time", { base: BASE });

/** What somebody with a seat in the lobby can do, until `signal` is aborted. */
export function memberOf(code, token, signal) {
  const ask = (method, path, body, key) => persist(method, `/${code}${path}`, { token, body, key, signal });
  return {
    look: () => ask("GET", ""),
    settings: settings => ask("PATCH", "", settings),
    confirm: (player_id, round) => ask("PUT", "/active-player", { player_id, round }),
    resolve: (action, round) => ask("POST", "/resolve", { action, round }),
    reset: round => ask("POST", "/reset", { round }),
    edit: (player, changes) => ask("PATCH", `/players/${player}`, changes),
    remove: player => ask("DELETE", `/players/${player}`),
    undo: event => ask("POST", "/undo", { event }),
    history: () => ask("GET", "/history"),
    sheet: () => persist("GET", `/${code}/scoresheet.csv`, { token, signal }, response => response.blob()),
    finish: () => ask("POST", "/finish"),
    restart: round => ask("POST", "/restart", { round }),
    teams: teams => ask("PUT", "/teams", teams),
    links: () => ask("GET", "/links"),
    makeLink: (wanted, key) => ask("POST", "/links", wanted, key),
    revokeLink: link => ask("DELETE", `/links/${link}`),
    close: () => ask("DELETE", ""),
    buzz: (asked, wanted) =>
      insist(() => attempt("POST", `/${code}/buzz`, { token, body: asked }), wanted),
  };
}

/**
 * The first answer of a request that is sent again beside those not answered yet, as long as it is `wanted`: on a slow
 * network the first may still be under way, on a lossy one it is lost. The waits double, up to the patience.
 */
function insist(send, wanted) {
  const over = new AbortController();
  return new Promise((resolve, reject) => {
    const settle = how => value => {
      over.abort();
      how(value);
    };
    (async () => {
      for (let count = 0; !over.signal.aborted; count++) {
        if (!wanted()) return settle(reject)(new Unanswered("not wanted any more"));
        let told = null;
        send().then(settle(resolve), error => {
          if (error instanceof Refused) settle(reject)(error);
          told = error.retryAfter;
        });
        const wait = Math.min(PATIENCE, BUZZ_AGAIN * 2 ** count) * (0.5 + Math.random() / 2);
        await pause(wait, { signal: over.signal });
        if (told !== null) await pause(told, { signal: over.signal, wakeable: false });
      }
    })();
  });
}
