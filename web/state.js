// All that the page knows. Views read `state`, and `update` is the only way to change it.

import { isNewer, seatKey } from "../clients/typescript/src/index.ts";
import { moveBetween } from "./moves.js";
import { kept, store, stored, storedKeys, watchStore } from "./store.js";
import { browserLanguage, languages, load } from "./texts.js";

/** How a lobby is followed at the moment. */
export const Connection = { CONNECTING: "connecting", LIVE: "live", OFFLINE: "offline" };

const PREFERENCES = "preferences";
const SEAT = "seat.";
/** How long a host is offered to take back a move at a glance, in milliseconds. */
const AT_A_GLANCE = 10_000;
/** How long it is said how an answer was judged. */
const A_MOMENT = 2_500;
/** A lobby is gone an hour after its host; a seat that is a day old leads nowhere. */
const SEAT_LIFE_MS = 24 * 60 * 60 * 1000;

export const state = {
  /** What the address says: page is "start", "host", "player" or "screen"; all but the first have a code. */
  place: { page: "start", code: null },
  /** {token, name} in the lobby of this place; null for who has none. */
  seat: null,
  /** The newest lobby seen; everything on the screen follows from it. */
  lobby: null,
  connection: Connection.CONNECTING,
  /** A buzz that the lobby does not show yet: {round, position}, the position null until it is answered. */
  pressed: null,
  /** Until when a false start bars this player, as the lobby has it, and whether that is over: {until, isOver}. */
  barred: null,
  /** The newest move of a host, for a while after it, as `moveBetween` has it. */
  done: null,
  /** The newest answer that was judged, for a moment: the same. To players theirs alone. */
  verdict: null,
  /** The events of the history, oldest first, while it is open; null until they have come. */
  history: null,
  /** The request of this person that waits for its answer: {key, values, isLong, stop}; the key null where it is no move. */
  waiting: null,
  /** What a guest sees before joining: {lobby, problem}, one of them null; null until it has come. */
  preview: null,
  /** The links of the lobby, while they are looked at; null until they have come. */
  links: null,
  /** A link that was just made: {role, player, address}. */
  link: null,
  /** What the person has to be told: {key, ...} of a text. */
  notice: null,
  /** The dialog that is open: {kind, id}. */
  dialog: null,
  /** What a copy button has done: {content, done}. */
  copied: null,
  /** The origin under which phones reach the service; null where that is not known. */
  origin: null,
  preferences: { language: browserLanguage(), sound: true, vibration: true, awake: true },
};

/** What is left behind by who goes to another place. */
export const LEFT_BEHIND = ["pressed", "barred", "done", "verdict", "notice", "preview", "links", "link", "dialog"];

const listeners = [];

/** Calls `listener(before)` after each change, with what was before it. */
export function subscribe(listener) {
  listeners.push(listener);
}

export function update(changes) {
  const before = { ...state };
  Object.assign(state, changes);
  for (const listener of listeners) listener(before);
}

/** Takes a lobby as the newest, unless it is older than the one on the screen: answers may overtake each other. */
export function show(lobby) {
  const known = state.lobby;
  if (lobby.code !== state.place.code || lobby.you.role !== state.place.page) return;
  if (!isNewer(lobby, known)) return;
  const waiting = state.pressed?.round === lobby.round && lobby.you.position === null;
  const move = moveBetween(known, lobby);
  update({
    lobby,
    pressed: waiting ? state.pressed : null,
    barred: barredBy(lobby),
    done: doneBy(move, lobby),
    verdict: verdictBy(move, lobby),
  });
}

/**
 * The clock of a phone may be off. So a bar lasts, from when the page first sees it, for as long as one does: too long
 * after a reload, never too short.
 */
function barredBy({ settings, you }) {
  const until = you.barred_until;
  if (until === null) return null;
  if (until === state.barred?.until) return state.barred;
  const barred = { until, isOver: false };
  setTimeout(() => state.barred === barred && update({ barred: { until, isOver: true } }), settings.false_start_ms);
  return barred;
}

function doneBy(move, { last_event: last, you }) {
  if (you.role !== "host") return null;
  if (move === null) return state.done?.event === last?.id ? state.done : null;
  setTimeout(() => state.done === move && update({ done: null }), AT_A_GLANCE);
  return move;
}

function verdictBy(move, { last_event: last, you }) {
  const mine = you.role !== "player" || move?.player === you.id;
  if (move?.kind !== "resolve" || !mine) return state.verdict?.event === last?.id ? state.verdict : null;
  setTimeout(() => state.verdict === move && update({ verdict: null }), A_MOMENT);
  return move;
}

export function prefer(changes) {
  const preferences = { ...state.preferences, ...changes };
  store(PREFERENCES, preferences);
  return adopt(preferences);
}

/** A language has to be there before it is spoken; where it can't be had, nothing changes. */
async function adopt(preferences) {
  await load(preferences.language).then(() => update({ preferences }), () => null);
}

/** This browser's seat at a place. */
export function seatAt(place) {
  return place.code === null ? null : stored(seatKey(place.page, place.code));
}

export function takeSeat(place, seat) {
  store(seatKey(place.page, place.code), { ...seat, taken: Date.now() });
}

export function giveUpSeat(place) {
  kept.delete(seatKey(place.page, place.code));
}

/** The lobbies this browser can go back to, newest first: [{page, code, name}]. */
export function seats() {
  return storedKeys()
    .filter(key => key.startsWith(SEAT))
    .map(key => {
      const [page, code] = key.slice(SEAT.length).split(".");
      return { page, code, ...stored(key) };
    })
    .sort((one, other) => other.taken - one.taken);
}

/** Reads what earlier visits have left, and hears of what other tabs change. */
export async function remember() {
  Object.assign(state.preferences, stored(PREFERENCES));
  if (!languages.includes(state.preferences.language)) state.preferences.language = browserLanguage();
  for (const { page, code, taken } of seats()) {
    if (!(Date.now() - taken < SEAT_LIFE_MS)) giveUpSeat({ page, code });
  }
  watchStore(key => {
    if (key === PREFERENCES) adopt({ ...state.preferences, ...stored(PREFERENCES) });
    else if (key === null || key.startsWith(SEAT)) update({ seat: seatAt(state.place) });
  });
  await load(state.preferences.language);
}
