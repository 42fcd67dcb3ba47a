// Under which address phones reach the service: the one of this page, unless that is "localhost", which on a phone is the
// phone.

import { json } from "./api.js";
import { update } from "./state.js";

const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

export async function findOrigin() {
  if (!LOCAL.test(location.hostname)) return update({ origin: location.origin });
  const origin = await fetch("/web/address")
    .then(json)
    .then(({ address }) => address)
    .catch(() => null);
  if (origin !== null) update({ origin });
}
