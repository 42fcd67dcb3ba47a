// The service, as this page talks to it: by the client that others use, too.

import { Panenka } from "../clients/typescript/src/index.ts";
import { update } from "./state.js";
import { kept } from "./store.js";

// What is counted down is drawn anew when the clock is known.
export const panenka = new Panenka({ baseUrl: "", store: kept, onClock: () => update({}) });
