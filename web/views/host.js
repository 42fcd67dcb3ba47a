// The laptop of the host, which is often on the wall as well: code, queue, scores.

import { html, nothing } from "lit-html";
import { confirm, reset, resolve, setLocked, setValue, undo } from "../game.js";
import { go } from "../route.js";
import { state, update } from "../state.js";
import { hostDialogs } from "./host-dialogs.js";
import { invitation } from "./invitation.js";
import { answererOf, connectionBar, footer, noticeBar, openDialog, queue, scoreboard, t } from "./parts.js";

export function hostView() {
  const { lobby, place, seat } = state;
  if (seat === null) return strangerView();
  return html`<main class="host" data-view="host">
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>${t("hosting", { code: place.code })}</h1>
      <button class="quiet" @click=${openHistory}>${t("history")}</button>
      <button class="quiet" @click=${() => openDialog("menu")} aria-label=${t("menu")}>☰</button>
    </header>
    ${connectionBar()} ${noticeBar()}
    ${lobby === null
      ? html`<p class="hint">${t("connecting")}</p>`
      : html`<div class="stage" ?data-begun=${lobby.round > 1 || lobby.buzz_queue.length > 0}>
          ${invitation()}
          <div class="game">${answering()} ${controls()}</div>
          ${scoreboard(change)}
        </div>`}
    ${doneBar()} ${hostDialogs()}
  </main>`;
}

function openHistory() {
  update({ history: null });
  openDialog("history");
}

/** What was done last, so that a mistake is seen and taken back at once. */
function doneBar() {
  const { done } = state;
  const bar = ({ event, key, values }) =>
    html`<p class="done">
      <span>${t(key, values)}</span>
      <button @click=${once(() => undo(event))}>${t("undo")}</button>
    </p>`;
  return html`<div class="done-place" role="status">${done === null ? nothing : bar(done)}</div>`;
}

/** Who opens a host's address without being the host. */
function strangerView() {
  const { code } = state.place;
  return html`<main class="page" data-view="stranger">
    <header class="masthead"><h1 tabindex="-1" data-focus>${t("hosting", { code })}</h1></header>
    <section class="card">
      <p>${t("notice.notHost")}</p>
      <button class="primary wide" @click=${() => go({ page: "player", code })}>${t("joinLobby", { code })}</button>
      <button class="wide quiet-wide" @click=${() => go({ page: "start", code: null })}>${t("startTitle")}</button>
    </section>
    ${footer()}
  </main>`;
}

function answering() {
  const { active_player: active, buzz_queue: buzzes, question, question_value: value, settings } = state.lobby;
  const title = active ? answererOf(active) : t(buzzes.length === 0 ? "nobodyAnswers" : "queue");
  return html`<section class="card answering" aria-labelledby="answering-title" ?data-active=${active !== null}>
    <p class="hint">${t("questionNumber", { question })}</p>
    <h2 id="answering-title" tabindex="-1" data-next>${title}</h2>
    ${active === null
      ? nothing
      : html`<div class="verdict" data-about=${active.id}>
          <button class="right" @click=${judge("plus")}>
            ${t("right")} <span class="by">+${value}</span>
          </button>
          <button class="wrong" @click=${judge("minus")}>
            ${t("wrong")} ${settings.wrong_costs ? html`<span class="by">−${value}</span>` : nothing}
          </button>
          <button @click=${judge("skip")}>${t("skip")}</button>
        </div>`}
    ${queue(choose)}
  </section>`;
}

/** The second click of a double click is none: it would judge the next player, or skip a question. */
const once = act => ({ detail: clicks }) => clicks > 1 || act();

const judge = action => once(() => resolve(action));

function choose({ id, name, state: place }) {
  if (place !== "waiting") return nothing;
  return html`<button data-about=${id} @click=${once(() => confirm(id))} aria-label=${t("confirm", { name })}>
    ${t("confirmShort")}
  </button>`;
}

function controls() {
  const { locked, question_value, round, settings } = state.lobby;
  const { values } = settings;
  return html`<section class="card controls" aria-label=${t("question")}>
    <fieldset class="values">
      <legend>${t("worth")}</legend>
      <div class="segments" ?data-wide=${values.some(value => value > 999)}>
        ${values.map(
          value =>
            html`<label class="segment">
              <input
                type="radio"
                name="value"
                value=${value}
                .checked=${value === question_value}
                @change=${() => setValue(value)}
              />
              <span>${value}</span>
            </label>`,
        )}
      </div>
    </fieldset>
    <p class="buzzers" data-locked=${locked}>${t(locked ? "buzzersLocked" : "buzzersOpen")}</p>
    <div class="pair">
      <button @click=${once(() => setLocked(!locked))}>${t(locked ? "unlock" : "lock")}</button>
      <button data-about=${round} @click=${once(reset)} title=${t("resetHint")}>${t("reset")}</button>
    </div>
  </section>`;
}

const change = ({ id, name }) =>
  html`<button class="quiet" @click=${() => openDialog("player", id)} aria-label=${t("editPlayer", { name })}>
    ✎
  </button>`;
