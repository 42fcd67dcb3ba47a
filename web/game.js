// What people do: each press of a button is a request here, and its answer a change of the state.

import * as api from "./api.js";
import { Refused } from "./api.js";
import { buzzerOf } from "./buzzer.js";
import { forgetKey, giveUpSeat, keyOf, show, state, takeSeat, update } from "./state.js";
import { go } from "./route.js";

const member = () => api.memberOf(state.place.code, state.seat.token);

/** The text for what went wrong. */
export function noticeOf(error) {
  if (!(error instanceof Refused)) return { key: "notice.noAnswer" };
  return { key: `problem.${error.code}`, code: error.code };
}

let last = Promise.resolve();

/** As `tell`, one after the other: of two settings that are on their way at once, the earlier could arrive last. */
function inOrder(work) {
  last = last.then(() => tell(work));
  return last;
}

/** Runs a request of this person; what goes wrong is said on the page. Resolves with whether it went well. */
async function tell(work) {
  update({ busy: true, notice: null });
  try {
    const lobby = await work();
    if (lobby?.you) show(lobby);
    return true;
  } catch (error) {
    update({ notice: noticeOf(error) });
    return false;
  } finally {
    update({ busy: false });
  }
}

async function keyed(request, send) {
  try {
    const answer = await send(keyOf(request, api.newKey));
    forgetKey(request);
    return answer;
  } catch (error) {
    if (error instanceof Refused) forgetKey(request);
    throw error;
  }
}

async function sit(page, asked) {
  const { token, lobby } = await asked;
  const place = { page, code: lobby.code };
  takeSeat(place, { token, name: lobby.you.name });
  go(place, lobby);
}

export const openLobby = name => tell(() => sit("host", keyed(`open.${name}`, key => api.open(name, key))));

export const join = (code, name) =>
  tell(() => sit("player", keyed(`join.${code}.${name}`, key => api.join(code, name, key))));

/** Buzzes in the round that is on the screen, and repeats it for as long as that round is. */
export async function buzz() {
  if (!buzzerOf(state).pressable) return;
  const { place } = state;
  const { round } = state.lobby;
  update({ pressed: { round, position: null } });
  const wanted = () => state.pressed?.round === round && state.place === place && state.seat !== null;
  const asked = member();
  try {
    const { position } = await asked.buzz(round, wanted);
    if (wanted()) update({ pressed: { round, position } });
  } catch (error) {
    if (!(error instanceof Refused) || !wanted()) return;
    update({ pressed: null });
    // Locked, too early, or in another round, which the page has not heard of yet.
    show(await asked.look());
  }
}

export const confirm = player => tell(() => member().confirm(player, state.lobby.round));
export const resolve = action => tell(() => member().resolve(action, state.lobby.round));
export const reset = () => tell(() => member().reset(state.lobby.round));
export const setLocked = locked => inOrder(() => member().settings({ locked }));
export const setRules = settings => inOrder(() => member().settings({ settings }));
export const setValue = question_value => inOrder(() => member().settings({ question_value }));
export const undo = event => tell(() => member().undo(event));
export const editPlayer = (player, changes) => tell(() => member().edit(player, changes));
export const kick = player => tell(() => done(member().remove(player), "player-not-found"));

export const closeLobby = () =>
  tell(async () => {
    await done(member().close(), "lobby-not-found");
    endWith("notice.over");
  });

/** Resolves with the score sheet as a file; null where it can't be had, which the page says. */
export async function scoreSheet() {
  let sheet = null;
  await tell(async () => {
    sheet = await member().sheet();
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

/** An earlier attempt whose answer was lost has done it already. */
function done(asked, code) {
  return asked.catch(error => {
    if (!(error instanceof Refused) || error.code !== code) throw error;
    return null;
  });
}

/** The seat is given up at once; that the others hear of it may take as long as the network does. */
export function leave() {
  const { place } = state;
  const asked = member();
  giveUpSeat(place);
  go({ page: "start", code: null });
  return asked.remove("me").catch(() => null); // whoever is silent leaves, too
}

/** What the end of following means. */
export function ended(code) {
  const { place } = state;
  giveUpSeat(place);
  if (code === "lobby-not-found") endWith("notice.over");
  else if (place.page === "host") endWith("notice.notHost");
  else update({ seat: null, lobby: null, dialog: null, notice: { key: "notice.kicked" } });
}

function endWith(key) {
  giveUpSeat(state.place);
  go({ page: "start", code: null });
  update({ notice: { key } });
}
