// What the pages of one browser share: over HTTP/1.1 it opens six connections to a host, and each page that follows a
// lobby holds one. A seventh would hang, and so would all that it asks for. Locks would do, but browsers have them for https and
// localhost alone: so the pages tell each other which of them want a place.

/** How many pages follow at once where others are in sight, too: the rest of the connections is for what is asked. */
const PLACES = 4;
/** For so long a page listens who is there before it, in milliseconds. */
const LISTENING = 300;
/** Between two signs of life of a page that wants a place, and the silence after which it is gone, in milliseconds. */
const SIGN = 2_000;
const GONE = 3 * SIGN;

const channel = new BroadcastChannel("panenka.room");

/** HTTP/2 and later take any number of streams in one connection. */
const isNarrow = () => !/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol);

/** Asks the pages that nobody sees to give way to this one. */
export const askForRoom = () => isNarrow() && channel.postMessage({ kind: "room" });

/** Calls `giveWay()` when another page asks for room. */
export const whenAskedForRoom = giveWay =>
  channel.addEventListener("message", ({ data }) => data.kind === "room" && giveWay());

/** {isMine, isKnown}: whether there is a place for this page, and whether that is known yet, until `signal` is aborted. */
export function takePlace(signal) {
  const place = { isMine: !isNarrow(), isKnown: !isNarrow() };
  if (place.isMine) return place;
  // Who came first goes first.
  const mine = `${Date.now()} ${Math.random()}`;
  const heard = new Map();
  const tell = kind => channel.postMessage({ kind, page: mine });
  const count = () => {
    const since = performance.now() - GONE;
    const before = [...heard].filter(([page, at]) => page < mine && at > since);
    Object.assign(place, { isMine: before.length < PLACES, isKnown: true });
  };
  const listen = ({ data: { kind, page } }) => {
    if (page === undefined) return;
    if (kind === "gone") heard.delete(page);
    else heard.set(page, performance.now());
    if (kind === "new") tell("here");
    if (place.isKnown) count();
  };
  channel.addEventListener("message", listen, { signal });
  tell("new");
  const listening = setTimeout(count, LISTENING);
  const signs = setInterval(() => (tell("here"), count()), SIGN);
  const leave = () => {
    clearTimeout(listening);
    clearInterval(signs);
    tell("gone");
  };
  signal.addEventListener("abort", leave);
  addEventListener("pagehide", leave, { signal });
  return place;
}
