// A phone in the hand of a player: a name first, then one huge button.

import { html, nothing } from "lit-html";
import { buzzerOf } from "../buzzer.js";
import { buzz, editPlayer, join, leave } from "../game.js";
import { go } from "../route.js";
import { state, update } from "../state.js";
import { connectionBar, dialog, footer, hintText, nameField, nameOf, noticeBar, onSubmit, openDialog } from "./parts.js";
import { queue, scoreboard, settings, t } from "./parts.js";

export const playerView = () => (state.seat === null ? joinView() : gameView());

function joinView() {
  const { code } = state.place;
  return html`<main class="page join" data-view="join">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>${t("joinLobby", { code })}</h1>
    </header>
    ${noticeBar()}
    <section class="card">
      <form @submit=${onSubmit(({ name }) => join(code, name))}>
        ${nameField(t("yourName"))}
        <button class="primary wide" ?disabled=${state.busy}>${t("join")}</button>
      </form>
      <button class="wide quiet-wide" @click=${() => go({ page: "start", code: null })}>${t("otherCode")}</button>
    </section>
    ${footer()}
  </main>`;
}

function gameView() {
  const { lobby, seat, place } = state;
  return html`<main class="player" data-view="player" data-kind=${buzzerOf(state).kind}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1">${nameOf(lobby?.you.name ?? seat.name)}</h1>
      <p class="bar-score"><span class="unseen">${t("points")}: </span>${lobby?.you.score ?? nothing}</p>
      <p class="bar-code">${place.code}</p>
      <button class="quiet" @click=${() => openDialog("menu")} aria-label=${t("menu")}>☰</button>
    </header>
    ${connectionBar()} ${noticeBar()} ${buzzer()}
    ${lobby === null ? nothing : html`<div class="lists">${whoBuzzed()} ${scoreboard()}</div>`} ${menu()}
  </main>`;
}

function buzzer() {
  const { kind, key, hint, values, pressable } = buzzerOf(state);
  return html`<button
    class="buzzer"
    data-kind=${kind}
    data-focus
    aria-disabled=${!pressable}
    @pointerdown=${pointerDown}
    @click=${click}
    @contextmenu=${event => event.preventDefault()}
  >
    <span class="buzzer-text">${t(key, values)}</span>
    <span class="buzzer-hint">${hintText(hint, values)}</span>
    ${kind === "ready" ? html`<small class="keys-hint">${t("spaceBar")}</small>` : nothing}
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

function whoBuzzed() {
  if (state.lobby.buzz_queue.length === 0) return nothing;
  return html`<section class="buzzes" aria-labelledby="queue-title">
    <h2 id="queue-title">${t("queue")}</h2>
    ${queue()}
  </section>`;
}

function menu() {
  const { code } = state.place;
  const rename = async ({ name }) => (await editPlayer("me", { name })) && update({ dialog: null });
  return dialog(
    "menu",
    t("menu"),
    () => html`${noticeBar()}
      <form class="inline" @submit=${onSubmit(rename)}>
        ${nameField(t("yourName"), state.lobby?.you.name)}
        <button ?disabled=${state.busy}>${t("save")}</button>
      </form>
      ${settings()}
      <button class="wide danger" @click=${() => confirm(t("leaveQuestion", { code })) && leave()}>
        ${t("leave")}
      </button>`,
  );
}
