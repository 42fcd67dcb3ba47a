// What more than one view shows.

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { wake } from "../api.js";
import { buzzerOf } from "../buzzer.js";
import { canStayAwake, flip, switches } from "../effects.js";
import { prefer, state, update } from "../state.js";
import { hasText, languages, nameOfLanguage, text } from "../texts.js";

/** The text of a key in the language of the person. */
export const t = (key, values) => text(state.preferences.language, key, values);

export function languageChosen() {
  document.documentElement.lang = state.preferences.language;
  const { code } = state.place;
  document.title = code === null ? "Panenka" : `${code} · Panenka`;
}

/** A name is text, never markup, and its direction is its own affair. */
export const nameOf = name => html`<bdi class="name">${name}</bdi>`;

/** Who has the word, and whether the time for it is over. */
export const answererOf = ({ name, out_of_time }) => t(out_of_time ? "timeIsOver" : "activeTitle", { name });

export const seconds = milliseconds => t("seconds", { milliseconds });

/** What a screen reader says when it changes. */
export function announcement() {
  const { lobby, place, seat } = state;
  if (place.page === "player" && seat !== null) {
    const { key, hint, values } = buzzerOf(state);
    return `${t(key, values)} – ${hintText(hint, values)}`;
  }
  if (place.page !== "host" || lobby === null) return "";
  if (state.connection === "offline") return t("connectionLost");
  if (lobby.active_player) return answererOf(lobby.active_player);
  const first = lobby.buzz_queue.find(buzz => buzz.state === "waiting");
  if (first) return t("buzzedFirst", { name: first.name });
  const there = lobby.players.filter(player => player.presence !== "absent");
  return `${t(lobby.locked ? "buzzersLocked" : "buzzersOpen")}. ${t("players", { count: there.length })}`;
}

export function hintText(hint, { milliseconds, ...values }) {
  return t(hint, milliseconds === undefined ? values : { ...values, seconds: seconds(milliseconds ?? 0) });
}

export function noticeBar() {
  const { notice } = state;
  const known = notice !== null && hasText(state.preferences.language, notice.key);
  const words = notice === null ? null : t(known ? notice.key : "problem.other", notice);
  const bar = () =>
    html`<p class="notice">
      ${words}
      <button class="quiet" @click=${() => update({ notice: null })} aria-label=${t("close")}>✕</button>
    </p>`;
  // It is there before it has something to say, so that screen readers listen to it.
  return html`<div class="notices" role="alert">${words === null ? nothing : bar()}</div>`;
}

export function connectionBar() {
  if (state.connection !== "offline") return nothing;
  return html`<p class="offline-bar">
    ${t("connectionLost")} <button class="quiet" @click=${wake}>${t("tryNow")}</button>
  </p>`;
}

export function languageSwitch() {
  const chosen = state.preferences.language;
  return html`<div class="languages" role="group" aria-label=${t("chooseLanguage")}>
    ${languages.map(
      language =>
        html`<button
          class="quiet"
          lang=${language}
          aria-pressed=${language === chosen}
          @click=${() => prefer({ language })}
        >
          ${nameOfLanguage(language)}
        </button>`,
    )}
  </div>`;
}

export const footer = () =>
  html`<footer class="footer">${languageSwitch()}<a href="/docs/">${t("apiDescription")}</a></footer>`;

export function settings() {
  return html`<fieldset class="settings">
    <legend>${t("settings")}</legend>
    ${switches().map(
      ([name, possible]) =>
        html`<label class="switch">
          <span>${t(name)}</span>
          <input
            type="checkbox"
            role="switch"
            .checked=${possible && state.preferences[name]}
            ?disabled=${!possible}
            @change=${() => flip(name)}
          />
        </label>`,
    )}
    ${canStayAwake ? nothing : html`<p class="hint">${t("awakeImpossible")}</p>`}
    ${languageSwitch()}
  </fieldset>`;
}

const tag = words => html`<small class="tag">${words}</small>`;

function absence({ presence }) {
  if (presence === "away") return tag(t("away"));
  return presence === "absent" ? tag(t("absent")) : nothing;
}

/** `decorate(player)` adds what only the host has. */
export function scoreboard(decorate = () => nothing) {
  const { active_player: active, you } = state.lobby;
  // Who shares a rank stays in order of joining.
  const players = [...state.lobby.players].sort((one, other) => one.rank - other.rank);
  return html`<section class="scores" aria-labelledby="scores-title">
    <h2 id="scores-title">${t("scoreboard")}</h2>
    ${players.length === 0 ? html`<p class="hint">${t("scoreboardEmpty")}</p>` : nothing}
    <ol class="list">
      ${repeat(
        players,
        player => player.id,
        player => html`<li
          class="row"
          data-player=${player.id}
          data-presence=${player.presence}
          ?data-you=${player.id === you.id}
          ?data-active=${player.id === active?.id}
        >
          <span class="rank">${player.rank}</span>
          <span class="who">
            ${nameOf(player.name)} ${player.id === you.id ? tag(t("you")) : nothing} ${absence(player)}
          </span>
          <span class="score">${player.score}</span>
          ${decorate(player)}
        </li>`,
      )}
    </ol>
  </section>`;
}

/** The queue of this round; `decorate(buzz)` adds what only the host has. */
export function queue(decorate = () => nothing) {
  const { buzz_queue: entries, you } = state.lobby;
  return html`<ol class="list queue">
    ${repeat(
      entries,
      buzz => buzz.id,
      buzz => html`<li
        class="row"
        ?data-you=${buzz.id === you.id}
        ?data-active=${buzz.state === "answering"}
        ?data-wrong=${buzz.state === "wrong"}
      >
        <span class="rank">${buzz.position}</span>
        <span class="who">${nameOf(buzz.name)} ${buzz.state === "wrong" ? tag(t("wrong")) : nothing}</span>
        <span class="behind">${buzz.position > 1 ? t("behind", { seconds: seconds(buzz.delta_ms) }) : nothing}</span>
        ${decorate(buzz)}
      </li>`,
    )}
  </ol>`;
}

/** A dialog of this kind, with what `content()` makes, while it is open. Escape closes it. */
export function dialog(kind, title, content) {
  if (state.dialog?.kind !== kind) return nothing;
  const close = () => update({ dialog: null });
  return html`<dialog
    class="dialog"
    aria-labelledby="dialog-title"
    @close=${close}
    @click=${event => event.target === event.currentTarget && close()}
  >
    <div class="dialog-body">
      <h2 id="dialog-title">${title}</h2>
      ${content()}
      <button class="wide quiet-wide" @click=${close}>${t("close")}</button>
    </div>
  </dialog>`;
}

export const openDialog = (kind, id = null) => update({ dialog: { kind, id } });

/** A name field with its label. */
export const nameField = (label, value = "") =>
  html`<label class="field">
    <span>${label}</span>
    <input name="name" required maxlength="64" autocomplete="off" dir="auto" .value=${value} />
  </label>`;

/** Runs `act(fields)` instead of sending a form. */
export const onSubmit = act => event => {
  event.preventDefault();
  act(Object.fromEntries(new FormData(event.currentTarget)));
};
