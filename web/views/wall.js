// The wall: what the hall reads from its last row, and a stream lays over its picture (?overlay).

import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { repeat } from "lit-html/directives/repeat.js";
import { firstWaiting, hasBegun, inColumns, inNarrowColumns, standings, stateOfGame } from "../board.js";
import { icon } from "../icons.js";
import { verdictOf } from "../moves.js";
import { prefer, state } from "../state.js";
import { qrCode, webAddress, withoutScheme } from "./invitation.js";
import { behind, clockView, colourOf, isOffline, longest, nameOf, t, withMinus } from "./parts.js";

/** The queue as it is read from afar. */
const FIRST = 3;
/** Who fits on the board. */
const MOST = { players: 50, teams: 20 };
/** Who is named before the game. */
const MOST_GUESTS = 36;

const isOverlay = () => new URLSearchParams(location.search).has("overlay");

export function wallView() {
  const { lobby, seat } = state;
  const kind = isOverlay() ? "overlay" : seat === null || lobby === null ? "none" : stageOf(lobby);
  return html`<main class="wall" data-view="screen" data-stage=${kind}>
    <h1 class="unseen" tabindex="-1" data-focus>${t("wallTitle", { code: state.place.code })}</h1>
    ${seat === null || lobby === null ? emptyWall() : STAGES[kind](lobby)} ${kind === "overlay" ? nothing : tools()}
  </main>`;
}

const stageOf = lobby => (lobby.phase === "finished" ? "finish" : hasBegun(lobby) ? "game" : "gathering");

const STAGES = {
  overlay: lobby => [firstOnes(lobby), board(lobby, { columnsOf: inNarrowColumns })],
  gathering,
  finish,
  game: lobby => html`${top(lobby)} ${word(lobby)} ${firstOnes(lobby)} ${board(lobby)}`,
};

function emptyWall() {
  return html`<p class="wall-message">${t(state.seat === null ? "notice.notScreen" : "connecting")}</p>`;
}

function gathering({ code, players }) {
  const guests = players.slice(0, MOST_GUESTS);
  const more = players.length - guests.length;
  const link = webAddress(code);
  return html`<section class="wall-door">
      <h2>${t("inviteTitle")}</h2>
      <p class="wall-code" aria-label=${[...code].join(" ")}>${code}</p>
      ${link === null ? nothing : html`<p class="wall-link">${withoutScheme(link)}</p>`}
    </section>
    ${link === null ? html`<p class="warning">${t("onlyHere", { host: location.host })}</p>` : qrCode(link)}
    <section class="wall-guests">
      <h2>${t("players", { count: players.length })}</h2>
      <ul>
        ${repeat(
          guests,
          ({ id }) => id,
          player => html`<li .style=${colourOf(player.team_id)}>${nameOf(player.name)}</li>`,
        )}
        ${more > 0 ? html`<li>${t("more", { count: more })}</li>` : nothing}
      </ul>
    </section>`;
}

function top({ code, question, question_value: value }) {
  return html`<header class="wall-top">
    <p class="wall-question">${t("questionNumber", { question })}</p>
    ${value > 0 ? html`<p class="wall-value">${value}</p>` : nothing} ${clockView()}
    <p class="wall-corner">${isOffline() ? t("offline") : code}</p>
  </header>`;
}

/** Who has the word, or what is to be known instead. A judged answer has its moment before. */
function word(lobby) {
  const { active_player: active, buzz_queue: queue } = lobby;
  const { verdict } = state;
  if (verdict !== null) {
    const kind = verdictOf(verdict.points);
    return keyed(verdict.event, html`<section class="wall-word" data-kind=${kind}><p>${t(verdict.key, verdict.values)}</p></section>`);
  }
  const who = active ?? firstWaiting(lobby);
  if (who === undefined) {
    const kind = stateOfGame(lobby);
    return html`<section class="wall-word" data-kind=${kind}><p>${t(kind === "open" ? "wallOpen" : "wallLocked")}</p></section>`;
  }
  const place = queue.find(({ id }) => id === who.id);
  const label = active === null ? t("wallFirst") : active.out_of_time ? t("wallTimeOver") : t("wallAnswers");
  return keyed(
    who.id,
    html`<section class="wall-word" data-kind=${active ? "answering" : "first"} .style=${colourOf(place?.team_id)}>
      <p class="wall-label">${label}</p>
      <p .style=${longest(who.name)}>${nameOf(who.name)}</p>
    </section>`,
  );
}

function firstOnes({ buzz_queue: queue }) {
  const shown = queue.slice(0, FIRST);
  return html`<ol class="wall-queue" aria-label=${t("queue")} ?data-empty=${shown.length === 0}>
    ${repeat(
      shown,
      ({ id }) => id,
      buzz =>
        html`<li data-state=${buzz.state} .style=${colourOf(buzz.team_id)}>
          <span class="rank">${buzz.position}</span> ${nameOf(buzz.name)}
          <span class="behind">${behind(buzz)}</span>
        </li>`,
    )}
  </ol>`;
}

/** The board in columns, as large as it can be: from the `from`-th on. */
function board(lobby, { from = 0, columnsOf = inColumns } = {}) {
  const { kind, entries } = standings(lobby);
  const shown = entries.slice(from, MOST[kind]);
  const more = entries.length - from - shown.length;
  const { columns, rows } = columnsOf(shown.length + (more > 0 ? 1 : 0));
  return html`<ol class="wall-board" data-columns=${columns} .style=${`--rows: ${rows}; --columns: ${columns}`}
    aria-label=${t("scoreboard")}>
    ${repeat(
      shown,
      ({ id }) => id,
      ({ rank, name, score, colour, isHere, isActive }) =>
        html`<li ?data-active=${isActive} ?data-gone=${!isHere} .style=${colour}>
          <span class="rank">${rank}</span> ${nameOf(name)} <span class="score">${withMinus(score)}</span>
        </li>`,
    )}
    ${more > 0 ? html`<li class="wall-more">${t("more", { count: more })}</li>` : nothing}
  </ol>`;
}

function finish(lobby) {
  const { entries } = standings(lobby);
  const best = entries.slice(0, 3);
  return html`<header class="wall-top"><p class="wall-question">${t("standings")}</p></header>
    <ol class="podium" data-count=${best.length}>
      ${best.map(
        ({ name, score, rank, colour }) =>
          html`<li data-rank=${rank} .style=${colour}>
            ${nameOf(name)}
            <p class="podium-step"><span class="rank">${rank}</span> <span class="score">${withMinus(score)}</span></p>
          </li>`,
      )}
    </ol>
    ${entries.length > best.length ? board(lobby, { from: best.length }) : nothing}`;
}

function tools() {
  const { sound } = state.preferences;
  return html`<div class="wall-tools">
    ${document.fullscreenEnabled
      ? html`<button class="quiet" @click=${fill} aria-label=${t("fullScreen")} title=${t("fullScreen")}>${icon("full")}</button>`
      : nothing}
    <button class="quiet" @click=${() => prefer({ sound: !sound })} aria-pressed=${sound} aria-label=${t("sound")}
      title=${t("sound")}>
      ${icon(sound ? "sound" : "silent")}
    </button>
  </div>`;
}

function fill() {
  if (document.fullscreenElement === null) document.documentElement.requestFullscreen().catch(() => null);
  else document.exitFullscreen();
}
