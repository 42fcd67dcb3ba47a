// Puts the parts together: what the address says decides whom to follow, and each change of the state is drawn.

import { render } from "lit-html";
import { POLL } from "../clients/typescript/src/index.ts";
import { keepCounting } from "./countdown.js";
import { effects, prepareEffects } from "./effects.js";
import { keepFocus } from "./focus.js";
import { ended, lookBefore, readHistory } from "./game.js";
import { findOrigin } from "./origin.js";
import { arriveByAddress, isForWall, watchAddress } from "./route.js";
import { panenka } from "./service.js";
import { Connection, remember, show, state, subscribe, update } from "./state.js";
import { keepSteady } from "./steady.js";
import { askForRoom, takePlace, whenAskedForRoom } from "./tabs.js";
import { hostView, loadDialogs, watchHostKeys } from "./views/host.js";
import { announcement, languageChosen } from "./views/parts.js";
import { playerView, watchKeys } from "./views/player.js";
import { startView } from "./views/start.js";

const VIEWS = { start: startView, host: hostView, player: playerView };
/** Milliseconds without a connection until the page says so: shorter gaps are nobody's business. */
const PATIENCE = 2_000;
/**
 * Between two signs of life of a page that nobody sees, in milliseconds. Browsers run its timers once a minute, so that a whole one
 * would become two; a player who is unseen for three and a half loses the place in the queue.
 */
const RESTING = 55_000;

/** Until a page knows whether there is a place for it to follow, in milliseconds. */
const SOON = 100;

const root = document.getElementById("app");
const announcer = document.getElementById("announcer");

function draw() {
  languageChosen();
  keepFocus(root, () => render(VIEWS[state.place.page](), root));
  keepSteady(root.querySelectorAll(".game button"));
  const news = announcement();
  if (announcer.textContent !== news) announcer.textContent = news;
  keepCounting(draw);
}

let following = null;
let patience;
/** Whether this page, out of sight, has given way to another one of the browser. */
let isResting = false;

/** Follows the lobby of this place from the beginning, in place of whatever was followed before. */
async function connect() {
  following?.abort();
  following = null;
  const { seat, place } = state;
  if (seat === null) return place.page === "player" ? lookBefore() : null;
  const { signal } = (following = new AbortController());
  const pace = isResting ? () => RESTING : inTurn(signal);
  if (place.page === "host") loadDialogs();
  const showing = lobby => {
    // A player's token does not make a host.
    if (lobby.you.role === place.page) show(lobby);
    else over("not-in-lobby");
  };
  const over = code => {
    if (signal.aborted) return;
    following.abort();
    ended(code);
  };
  const onConnection = connection => (connection === "live" ? heard() : lost());
  const code = await panenka.lobby(place.code, seat.token).follow(showing, { signal, pace, onConnection });
  if (code !== "aborted") over(code);
}

function inTurn(signal) {
  askForRoom();
  const place = takePlace(signal);
  return () => (place.isMine ? null : place.isKnown ? POLL : SOON);
}

/** A wall is looked at where the browser may not see it: on a projector, or in the picture of a stream. */
function giveWay() {
  if (document.visibilityState === "visible" || state.place.page === "screen" || isResting) return;
  isResting = true;
  connect();
}

function heard() {
  clearTimeout(patience);
  patience = undefined;
  if (state.connection !== Connection.LIVE) update({ connection: Connection.LIVE });
}

function lost() {
  patience ??= setTimeout(offline, PATIENCE);
}

function offline() {
  clearTimeout(patience);
  if (state.connection !== Connection.OFFLINE) update({ connection: Connection.OFFLINE });
}

/** What is still on its way from the connection that was lost is no sign of a new one. */
function disconnected() {
  offline();
  connect();
}

/** A page that is seen follows again. One that has not rested connects anew by itself. */
function rise() {
  if (!isResting) return;
  isResting = false;
  connect();
}

/** A buzz is no move of a host: the history is read when it is opened, and after a move that can be taken back. */
const isHistoryOld = before =>
  state.dialog?.kind === "history" &&
  (before.dialog !== state.dialog || before.lobby?.last_event?.id !== state.lobby?.last_event?.id);

subscribe(before => {
  if (before.place !== state.place || before.seat?.token !== state.seat?.token) connect();
  if (before.dialog !== state.dialog && state.place.page === "host") loadDialogs();
  if (isHistoryOld(before)) readHistory();
  draw();
  effects(before);
});

addEventListener("offline", disconnected);
// Its place among the pages that follow was given up.
addEventListener("pageshow", event => event.persisted && connect());
whenAskedForRoom(giveWay);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && rise());

// Only who opens a wall has to load it: no page leads to one without being opened anew.
if (isForWall()) VIEWS.screen = (await import("./views/wall.js")).wallView;
await remember();
root.replaceChildren();
prepareEffects();
watchKeys();
watchHostKeys();
watchAddress();
arriveByAddress();
findOrigin();
