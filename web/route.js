// The address bar: /, /ABCD, /host/ABCD and /screen/ABCD.

import { readCode } from "./code.js";
import { Connection, LEFT_BEHIND, seatAt, state, takeSeat, update } from "./state.js";

/** Whose address is which, with the code behind it. */
const PATHS = { player: "/", host: "/host/", screen: "/screen/" };

const pathOf = ({ page, code }) => (page === "start" ? "/" : PATHS[page] + code);

/** The link that makes whoever opens it sit at a place. */
export const linkTo = (place, token) => `${state.origin ?? location.origin}${pathOf(place)}#${token}`;

/** Null for an address that leads nowhere. A slash at its end was typed by mistake. */
function placeOf(path) {
  if (path === "/") return { page: "start", code: null };
  const [, beginning, segment] = /^(\/(?:host\/|screen\/)?)([^/]+)\/?$/.exec(path) ?? [];
  const code = segment === undefined ? null : readCode(decoded(segment));
  const page = Object.keys(PATHS).find(page => PATHS[page] === beginning);
  return code === null ? null : { page, code };
}

/** What is no UTF-8 names nothing. */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

/** Whether the address bar says so. */
export const isForWall = () => placeOf(location.pathname)?.page === "screen";

function arrive(place, lobby = null) {
  const seat = seatAt(place);
  const connection = lobby === null ? Connection.CONNECTING : Connection.LIVE;
  const left = Object.fromEntries(LEFT_BEHIND.map(name => [name, null]));
  update({ ...left, place, seat, lobby, connection });
}

/** Goes to a place, with its lobby where it is known already. */
export function go(place, lobby = null) {
  if (pathOf(place) !== location.pathname) history.pushState(null, "", pathOf(place));
  arrive(place, lobby);
}

/** Goes where the address bar says. A token in the fragment is kept, and gone from the address at once. */
export function arriveByAddress() {
  const found = placeOf(location.pathname);
  const place = found ?? { page: "start", code: null };
  const token = location.hash.slice(1);
  const address = pathOf(place) + location.search;
  if (location.hash || pathOf(place) !== location.pathname) history.replaceState(null, "", address);
  if (place.page !== "start" && token) takeSeat(place, { token, name: "" });
  arrive(place);
  if (found === null) update({ notice: { key: "notice.noPage" } });
}

/** Follows the back button, and a reopen link put into the address bar of this page. */
export function watchAddress() {
  addEventListener("popstate", () => {
    if (location.hash || pathOf(state.place) !== location.pathname) arriveByAddress();
  });
}
