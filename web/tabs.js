// What the pages of one browser share: over HTTP/1.1 it opens six connections to a host, and each page that follows a
// lobby holds one. A seventh would hang, and so would all that it asks for.

/** How many pages follow at once where others are in sight, too: the rest of the connections is for what is asked. */
const PLACES = ["panenka.place.1", "panenka.place.2", "panenka.place.3", "panenka.place.4"];
const ROOM = "panenka.room";

/** HTTP/2 and later take any number of streams in one connection. */
const isNarrow = () => !/^h[23]/.test(performance.getEntriesByType("navigation")[0]?.nextHopProtocol);

const channel = new BroadcastChannel(ROOM);

/** Asks the pages that nobody sees to give way to this one. */
export const askForRoom = () => isNarrow() && channel.postMessage(ROOM);

/** Calls `giveWay()` when another page asks for room. */
export const whenAskedForRoom = giveWay => channel.addEventListener("message", giveWay);

/**
 * {isMine} turns true as soon as there is a place for this page, which it has until `signal` is aborted. Browsers have locks
 * for https and localhost alone; elsewhere every page takes a place.
 */
export function takePlace(signal) {
  const place = { isMine: !isNarrow() || navigator.locks === undefined };
  if (place.isMine) return place;
  const hold = () => {
    if (place.isMine) return null;
    place.isMine = true;
    return new Promise(over => signal.addEventListener("abort", over));
  };
  // Of several that come free at once, one is enough. A browser that keeps nothing may refuse locks, too.
  for (const name of PLACES) {
    navigator.locks.request(name, { signal }, hold).catch(() => (place.isMine ||= !signal.aborted));
  }
  return place;
}
