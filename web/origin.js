// Under which address phones reach the service: the one of this page, unless that is "localhost", which on a phone is the
// phone.

import { update } from "./state.js";

const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

export async function findOrigin() {
  if (!LOCAL.test(location.hostname)) return update({ origin: location.origin });
  const origin = await fetch("/web/address")
    .then(answer => answer.json())
    .then(({ address }) => address ?? null)
    .catch(() => null);
  if (origin !== null) update({ origin });
}
