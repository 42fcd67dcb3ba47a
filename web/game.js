// What people do: each press of a button is a request here, and its answer a change of the state.

import { ProblemError } from "../clients/typescript/src/index.ts";
import { buzzerOf } from "./buzzer.js";
import { go, linkTo } from "./route.js";
import { panenka } from "./service.js";
import { giveUpSeat, show, state, takeSeat, update } from "./state.js";

/** Who has it is the host. */
export const hostLink = () => linkTo(state.place, state.seat.token);

const member = signal => panenka.lobby(state.place.code, state.seat.token, { signal });

/** The text for what went wrong. */
export function noticeOf(error) {
  if (!(error instanceof ProblemError) || error.status >= 500) return { key: "notice.noAnswer" };
  return { key: `problem.${error.code}`, code: error.code };
}

/** Milliseconds after which it is said that a request waits. */
const LONG = 500;

let last = Promise.resolve(true);

/**
 * A move of the game: as `tell`, one after the other, as of two that are on their way at once the earlier could arrive
 * last. While the service does not answer there is one alone, which can be taken back.
 */
function move([key, values = {}], work) {
  if (state.waiting?.isLong) return false;
  const { place } = state;
  last = last.then(() => state.place === place && tell(work, { key, values }));
  return last;
}

/** Runs a request of this person; what goes wrong is said on the page. Resolves with whether it went well. */
async function tell(work, words = { key: null }) {
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = { ...words, isLong: false, stop: () => controller.abort() };
  update({ waiting, notice: null });
  const timer = setTimeout(() => state.waiting === waiting && update({ waiting: Object.assign(waiting, { isLong: true }) }), LONG);
  try {
    const lobby = await work(signal);
    if (lobby?.you) show(lobby);
    return true;
  } catch (error) {
    if (signal.aborted) lookAgain();
    else update({ notice: noticeOf(error) });
    return false;
  } finally {
    clearTimeout(timer);
    if (state.waiting === waiting) update({ waiting: null });
  }
}

/** What was taken back may have been done all the same: then it shows, and can be undone. */
function lookAgain() {
  const { place } = state;
  member()
    .look()
    .then(lobby => state.place === place && show(lobby))
    .catch(() => null);
}

/** The seat is kept already. */
async function sit(page, asked) {
  const { lobby } = await asked;
  go({ page, code: lobby.code }, lobby);
}

/** A question is worth something from the beginning. */
export const openLobby = async name => {
  const open = () => sit("host", panenka.createLobby({ host_name: name }));
  if (await tell(open)) setValue(state.lobby.settings.values[0]);
};

/** `team` is an id, or null. */
export const join = (code, name, team) =>
  tell(() => {
    const asked = { name, ...(team && { team_id: team }) };
    return sit("player", panenka.join(code, asked));
  });

/** Buzzes in the round that is on the screen, and repeats it for as long as that round is. */
export async function buzz() {
  if (!buzzerOf(state).pressable) return;
  const { place } = state;
  const { round, settings } = state.lobby;
  // As soon as can be, and the same in each repetition.
  const pressedAt = settings.fair_window_ms > 0 ? panenka.clock.pressedAt() : undefined;
  update({ pressed: { round, position: null } });
  const wanted = () => state.pressed?.round === round && state.place === place && state.seat !== null;
  const asked = member();
  try {
    const { position } = await asked.buzz({ round, pressed_at: pressedAt }, wanted);
    if (wanted()) update({ pressed: { round, position } });
  } catch (error) {
    if (!(error instanceof ProblemError) || !wanted()) return;
    update({ pressed: null });
    // Locked, too early, or in another round, which the page has not heard of yet.
    show(await asked.look());
  }
}

// A move means the round that is on the screen.
const VERDICTS = { plus: "right", minus: "wrong", skip: "skip" };

export function confirm({ id, name }) {
  const { round } = state.lobby;
  return move(["activeTitle", { name }], signal => member(signal).confirm({ player_id: id, round }));
}

export function resolve(action) {
  const { round } = state.lobby;
  return move([VERDICTS[action]], signal => member(signal).resolve({ action, round }));
}

export function reset() {
  const { round } = state.lobby;
  return move(["reset"], signal => member(signal).reset({ round }));
}

const set = (words, changes) => move(words, signal => member(signal).change(changes));

export const setLocked = locked => set([locked ? "lock" : "unlock"], { locked });
export const setValue = question_value => set(["worthValue", { value: question_value }], { question_value });

/** A value that is not on offer any more is worth nothing to anybody. */
export function setRules(settings) {
  const { values, ...others } = settings;
  const isGone = values !== undefined && !values.includes(state.lobby.question_value);
  return set(["rules"], { settings: { ...others, ...(values && { values }) }, ...(isGone && { question_value: values[0] }) });
}

export const finish = () => move(["finish"], signal => member(signal).finish());
/** Begins a new game, if it is still the round in which that was asked for. */
export const restart = round => move(["restart"], signal => member(signal).restart({ round }));
export const undo = event => move(["undo"], signal => member(signal).undo({ event }));
export const setTeams = teams => move(["teams"], signal => member(signal).setTeams(teams));
export const editPlayer = (player, changes) => move(["save"], signal => member(signal).changePlayer(player, changes));
export const kick = player => move(["kick"], signal => member(signal).removePlayer(player));

export const closeLobby = () =>
  tell(async signal => {
    await member(signal).close();
    endWith("notice.over");
  });

/** Resolves with the score sheet as a file; null where it can't be had, which the page says. */
export async function scoreSheet() {
  let sheet = null;
  await tell(async signal => {
    sheet = await member(signal).scoresheet();
  });
  return sheet;
}

/** Reads the history anew. Its newest event has the greatest id, and answers may overtake each other. */
export async function readHistory() {
  const { place } = state;
  try {
    const { events } = await member().history();
    const newest = list => list?.at(-1)?.id ?? 0;
    if (state.place === place && newest(events) >= newest(state.history)) update({ history: events });
  } catch (error) {
    if (state.place === place) update({ notice: noticeOf(error) });
  }
}

/** The seat is given up at once; that the others hear of it may take as long as the network does. */
export function leave() {
  const { place } = state;
  const asked = member();
  giveUpSeat(place);
  go({ page: "start", code: null });
  return asked.leave().catch(() => null); // whoever is silent leaves, too
}

/** Looks at the links of the lobby. */
export const readLinks = () =>
  tell(async signal => {
    const { links } = await member(signal).links();
    update({ links });
  });

/** Makes a link; `player` is whose seat it is, or null. Its token is shown here and nowhere else. */
export async function makeLink(role, label, player = null) {
  const isMade = await tell(async signal => {
    const wanted = { role, label, ...(player && { player_id: player }) };
    const { token } = await member(signal).makeLink(wanted);
    const place = { page: role === "seat" ? "player" : role, code: state.place.code };
    update({ link: { role, player, address: linkTo(place, token) } });
  });
  if (isMade) readLinks();
}

export const revokeLink = link =>
  tell(async signal => {
    await member(signal).revokeLink(link);
    update({ links: state.links?.filter(({ id }) => id !== link) ?? null, link: null });
  });

/** Whose game it is, before a guest is asked for a name. */
export async function lookBefore() {
  const { place } = state;
  const look = () => state.place === place && state.preview?.lobby == null;
  try {
    const lobby = await panenka.preview(place.code);
    if (look()) update({ preview: { lobby, problem: null } });
  } catch (error) {
    if (look()) update({ preview: { lobby: null, problem: noticeOf(error).key } });
  }
}

/** How often a phone looks whether its player is back, and how far apart, in milliseconds. */
const LOOKS = 12;
const LOOKS_APART = 5_000;

/** The host may take it back that a player was removed: then the seat is good again. */
async function waitForSeat(place, seat) {
  const isElsewhere = () => state.place !== place || state.seat !== null;
  for (let count = 0; count < LOOKS; count++) {
    await new Promise(resolve => setTimeout(resolve, LOOKS_APART));
    if (isElsewhere()) return;
    const lobby = await panenka.lobby(place.code, seat.token).look().catch(() => null);
    if (isElsewhere()) return;
    if (lobby?.you.role !== place.page) continue;
    takeSeat(place, seat);
    return update({ seat, notice: null });
  }
}

/** What the end of following means. */
export function ended(code) {
  const { place, seat } = state;
  giveUpSeat(place);
  if (code === "lobby-not-found") endWith("notice.over");
  else if (place.page === "host") endWith("notice.notHost");
  else if (place.page === "screen") update({ seat: null, lobby: null });
  else {
    update({ seat: null, lobby: null, dialog: null, notice: { key: "notice.kicked" } });
    waitForSeat(place, seat);
  }
}

function endWith(key) {
  giveUpSeat(state.place);
  go({ page: "start", code: null });
  update({ notice: { key } });
}
