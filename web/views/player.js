// A phone in the hand of a player: a name first, then one huge button.

import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { firstWaiting } from "../board.js";
import { buzzerOf } from "../buzzer.js";
import { buzz, editPlayer, join, leave } from "../game.js";
import { icon } from "../icons.js";
import { verdictOf } from "../moves.js";
import { go } from "../route.js";
import { state, update } from "../state.js";
import { answererOf, clockView, colourOf, connectionBar, dialog, footer, forgetfulBar, hasOwnText, hintText, isBusy, longest } from "./parts.js";
import { nameField, nameOf, noticeBar, onSubmit, openDialog, questionLine, queue, scoreboard, settings } from "./parts.js";
import { standingsList, t, teamField, withMinus } from "./parts.js";

export const playerView = () => (state.seat === null ? joinView() : gameView());

function joinView() {
  const { code } = state.place;
  const { lobby, problem } = state.preview ?? {};
  return html`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${t("joinLobby", { code })}</h1>
      <p>${lobby ? t("gameOf", { name: lobby.host_name }) : nothing}</p>
    </header>
    ${noticeBar()} ${forgetfulBar(t("forgetful"))}
    <section class="card">
      ${problem ? html`<p class="warning" role="alert">${t(hasOwnText(problem) ? problem : "notice.noAnswer")}</p>` : nothing}
      ${problem === "problem.lobby-not-found" ? nothing : joinForm(lobby)}
      <button class="wide quiet-wide" @click=${() => go({ page: "start", code: null })}>${t("otherCode")}</button>
    </section>
    ${footer()}
  </main>`;
}

function joinForm(lobby) {
  const { code } = state.place;
  if (lobby?.doors === "closed") return html`<p class="warning">${t("problem.doors-closed")}</p>`;
  const chooses = lobby?.team_choice === "players" && lobby.teams.length > 0;
  return html`<form @submit=${onSubmit(({ name, team }) => join(code, name, team || null))}>
    ${nameField(t("yourName"))} ${chooses ? teamField(lobby.teams, null) : nothing}
    <button class="primary wide" ?disabled=${isBusy()}>${t("join")}</button>
    ${lobby ? html`<p class="hint">${t("players", { count: lobby.players })}</p>` : nothing}
  </form>`;
}

function gameView() {
  const { lobby, seat, place } = state;
  return html`<main class="player" data-view="player" data-kind=${buzzerOf(state).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${nameOf(lobby?.you.name ?? seat.name)}</h1>
      <p class="bar-score"><span class="unseen">${t("points")}: </span>${lobby === null ? nothing : withMinus(lobby.you.score)}</p>
      <p class="bar-code">${place.code}</p>
      <button class="quiet" @click=${() => openDialog("menu")} aria-label=${t("menu")}>${icon("menu")}</button>
    </header>
    <div class="news">${connectionBar()} ${noticeBar()} ${lobby === null ? nothing : news(lobby)}</div>
    <div class="pad">${buzzer()}</div>
    ${lobby === null ? nothing : html`<div class="lists">${lists(lobby)}</div>`} ${menu()} ${sheet()}
  </main>`;
}

/** What is to be known beside the button, in lines that are always there. */
function news(lobby) {
  const { host, phase, players, you } = lobby;
  const mine = players.find(({ id }) => id === you.id);
  return html`<p class="news-question" .style=${colourOf(you.team_id)}>
      ${phase === "finished" ? t("standings") : questionLine(lobby)} ${teamName(you.team_id)} ${clockView()}
    </p>
    ${verdict(mine) ?? html`<p class="news-line">${host.online ? whoIsUp(lobby) : t("hostAway", { name: host.name })}</p>`}
    <button class="sheet-button" @click=${() => openDialog("scores")}>
      ${t("rankOf", { rank: mine?.rank ?? 1, count: players.length })}
    </button>`;
}

const teamName = id => {
  const team = state.lobby.teams.find(team => team.id === id);
  return team === undefined ? nothing : html`<span class="team-tag">${nameOf(team.name)}</span>`;
};

/** How the answer of this player was judged, for a moment; null otherwise. */
function verdict(mine) {
  if (state.verdict === null) return null;
  const { event, points } = state.verdict;
  const kind = verdictOf(points);
  const words = { right: t("verdictRight", { points }), wrong: t("verdictWrong", { points: -points }), none: t("verdictNone") }[kind];
  const rank = mine === undefined ? nothing : html` · ${t("rankOf", { rank: mine.rank, count: state.lobby.players.length })}`;
  return keyed(event, html`<p class="news-line verdict" data-kind=${kind}><strong>${words}</strong>${rank}</p>`);
}

function whoIsUp(lobby) {
  const { active_player: active, you } = lobby;
  if (active) return active.id === you.id ? nothing : answererOf(active);
  const first = firstWaiting(lobby);
  return first && first.id !== you.id ? t("buzzedFirst", { name: first.name }) : nothing;
}

function buzzer() {
  const { kind, key, hint, values, pressable } = buzzerOf(state);
  const { barred, lobby } = state;
  return html`<button
    class="buzzer"
    data-kind=${kind}
    data-focus
    aria-disabled=${!pressable}
    @pointerdown=${pointerDown}
    @click=${click}
    @contextmenu=${event => event.preventDefault()}
  >
    <span class="buzzer-text" .style=${longest(t(key, values))}>${t(key, values)}</span>
    <span class="buzzer-hint">${hintText(hint, values)}</span>
    ${kind === "ready" ? html`<small class="keys-hint">${t("spaceBar")}</small>` : nothing}
    ${kind === "barred"
      ? keyed(barred.until, html`<span class="bar-of-time" .style=${`animation-duration: ${lobby.settings.false_start_ms}ms`}></span>`)
      : nothing}
  </button>`;
}

// Any finger buzzes as it comes down, also while another rests on the glass. The click that follows as it goes up may
// be in the next round already: a click counts only where no finger came before, as with a screen reader.
const AFTER_A_FINGER = 1_000;
const fingers = new Set();
let lifted = -Infinity;

function pointerDown({ button, isPrimary, pointerId }) {
  if (button !== 0) return;
  if (isPrimary) fingers.clear(); // of what went up where the page could not see it
  fingers.add(pointerId);
  buzz();
}

/** A finger may slide off the button before it goes up. */
function pointerUp({ pointerId, timeStamp }) {
  if (fingers.delete(pointerId)) lifted = timeStamp;
}

function click({ timeStamp }) {
  if (fingers.size === 0 && timeStamp - lifted > AFTER_A_FINGER) buzz();
}

/**
 * The space bar buzzes wherever the focus is, unless it is needed there, and Enter on the button. Keys buzz as they go
 * down: one that is held would buzz in each new round, and one that goes up may be in the next.
 */
export function watchKeys() {
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, pointerUp);
  addEventListener("keydown", event => {
    const onButton = event.target.closest(".buzzer") !== null;
    const needed = event.target.closest("input, dialog, button:not(.buzzer), a, summary");
    const meant = event.code === "Space" ? !needed : event.key === "Enter" && onButton;
    if (!meant || state.place.page !== "player") return;
    event.preventDefault();
    if (!event.repeat) buzz();
  });
}

const lists = lobby =>
  lobby.phase === "finished" ? standingsList() : html`${whoBuzzed(lobby)} ${scoreboard()}`;

function whoBuzzed({ buzz_queue: buzzes }) {
  if (buzzes.length === 0) return nothing;
  return html`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${t("queue")}</h2>
    ${queue(buzzes)}
  </section>`;
}

/** On a phone the lists have the screen for themselves. */
const sheet = () => (state.lobby === null ? nothing : dialog("scores", t("scoreboard"), () => lists(state.lobby)));

function menu() {
  const { code } = state.place;
  const { settings: rules, teams, you } = state.lobby ?? {};
  const mayChoose = teams?.length > 0 && rules.team_choice === "players";
  const save = async ({ name, team }) => {
    const changes = { ...(name !== you.name && { name }), ...(mayChoose && (team || null) !== you.team_id && { team_id: team || null }) };
    if (Object.keys(changes).length === 0 || (await editPlayer("me", changes))) update({ dialog: null });
  };
  return dialog(
    "menu",
    t("menu"),
    () => html`${noticeBar()}
      <form @submit=${onSubmit(save)}>
        ${nameField(t("yourName"), you?.name)} ${mayChoose ? teamField(teams, you.team_id) : nothing}
        <button class="wide" ?disabled=${isBusy()}>${t("save")}</button>
      </form>
      ${settings()}
      <button class="wide danger" @click=${() => confirm(t("leaveQuestion", { code })) && leave()}>
        ${t("leave")}
      </button>`,
  );
}
