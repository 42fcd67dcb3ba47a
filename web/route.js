// The address bar: /, /host/ABCD and /ABCD.

import { Connection, seatAt, state, takeSeat, update } from "./state.js";

const CODE = "[A-HJ-NP-Z2-9]{4}";
const HOST = new RegExp(`^/host/(${CODE})$`, "i");
const PLAYER = new RegExp(`^/(${CODE})$`, "i");

export const isCode = text => new RegExp(`^${CODE}$`, "i").test(text);

const pathOf = ({ page, code }) => (page === "start" ? "/" : page === "host" ? `/host/${code}` : `/${code}`);

function placeOf(path) {
  const [page, found] = HOST.test(path) ? ["host", HOST.exec(path)] : ["player", PLAYER.exec(path)];
  return found ? { page, code: found[1].toUpperCase() } : { page: "start", code: null };
}

function arrive(place, lobby = null) {
  const seat = seatAt(place);
  const connection = lobby === null ? Connection.CONNECTING : Connection.LIVE;
  update({ place, seat, lobby, connection, pressed: null, notice: null, dialog: null });
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
