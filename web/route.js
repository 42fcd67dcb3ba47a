// The address bar: /, /host/ABCD and /ABCD.

import { readCode } from "./code.js";
import { Connection, seatAt, state, takeSeat, update } from "./state.js";

const pathOf = ({ page, code }) => (page === "start" ? "/" : page === "host" ? `/host/${code}` : `/${code}`);

function placeOf(path) {
  const [, host, segment] = /^(\/host)?\/([^/]+)$/.exec(path) ?? [];
  const code = segment === undefined ? null : readCode(decoded(segment));
  if (code === null) return { page: "start", code: null };
  return { page: host === undefined ? "player" : "host", code };
}

/** What is no UTF-8 names nothing. */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

function arrive(place, lobby = null) {
  const seat = seatAt(place);
  const connection = lobby === null ? Connection.CONNECTING : Connection.LIVE;
  update({ place, seat, lobby, connection, pressed: null, barred: null, notice: null, done: null, dialog: null });
}

/** Goes to a place, with its lobby where it is known already. */
export function go(place, lobby = null) {
  if (pathOf(place) !== location.pathname) history.pushState(null, "", pathOf(place));
  arrive(place, lobby);
}

/** Goes where the address bar says. A host's token in the fragment is kept, and gone from the address at once. */
export function arriveByAddress() {
  const place = placeOf(location.pathname);
  const token = location.hash.slice(1);
  if (location.hash || pathOf(place) !== location.pathname) history.replaceState(null, "", pathOf(place));
  if (place.page === "host" && token) takeSeat(place, { token, name: "" });
  arrive(place);
}

/** Follows the back button, and a reopen link put into the address bar of this page. */
export function watchAddress() {
  addEventListener("popstate", () => {
    if (location.hash || pathOf(state.place) !== location.pathname) arriveByAddress();
  });
}
