// What more than one view shows.

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { byRank, firstWaiting, standings } from "../board.js";
import { buzzerOf } from "../buzzer.js";
import { timeLeft } from "../countdown.js";
import { canStayAwake, flip, switches, tryOut } from "../effects.js";
import { icon } from "../icons.js";
import { panenka } from "../service.js";
import { prefer, state, update } from "../state.js";
import { keepsThings } from "../store.js";
import { hasText, languages, nameOfLanguage, text } from "../texts.js";

/** The text of a key in the language of the person. */
export const t = (key, values) => text(state.preferences.language, key, values);

export function languageChosen() {
  document.documentElement.lang = state.preferences.language;
  const { code } = state.place;
  document.title = code === null ? "Panenka" : `${code} · Panenka`;
}

/** A name is text, never markup, and its direction is its own affair. Where it is cut off, the title has all of it. */
export const nameOf = name => html`<bdi class="name" title=${name}>${name}</bdi>`;

/** The style of words that are as large as their longest one lets them be: its length in letters. */
export const longest = words => `--longest: ${Math.max(...words.split(/\s/).map(word => [...word].length))}`;

export const isOffline = () => state.connection === "offline";

/** Whether something that was asked for is not answered yet. */
export const isBusy = () => state.waiting !== null;

/** The style of what belongs to a team; of nothing, for who is in none. */
export function colourOf(id) {
  const team = id && state.lobby.teams.find(team => team.id === id);
  return team ? `--team: ${team.colour}` : "";
}

/** The seconds that are left, in a ring that runs out. */
export function clockView() {
  const left = timeLeft();
  const bar = ({ seconds, share }) =>
    html`<p class="clock" role="timer" ?data-hurry=${seconds <= 3} .style=${`--share: ${share}`}>
      <span>${seconds}</span>
    </p>`;
  return left === null ? nothing : bar(left);
}

/** What a question is worth and how many there were. */
export const questionLine = ({ question, question_value: value }) =>
  value > 0 ? t("questionWorth", { question, value }) : t("questionNumber", { question });

/** Who has the word, and whether the time for it is over. */
export const answererOf = ({ name, out_of_time }) => t(out_of_time ? "timeIsOver" : "activeTitle", { name });

/** A number of points as people write it: with a real minus, as wide as the plus. */
export const withMinus = number => `${number}`.replace("-", "−");

export const seconds = milliseconds => t("seconds", { milliseconds });

/** What a screen reader says when it changes. */
export function announcement() {
  const { lobby, place, seat } = state;
  if (place.page === "player" && seat !== null) {
    const { key, hint, values } = buzzerOf(state);
    const { verdict } = state;
    const judged = verdict === null ? "" : `${t(verdict.key, verdict.values)}. `;
    return `${judged}${t(key, values)} – ${hintText(hint, values)}`;
  }
  if (place.page !== "host" || lobby === null) return "";
  if (lobby.phase === "finished") return t("standings");
  if (isOffline()) return t("connectionLost");
  if (lobby.active_player) return answererOf(lobby.active_player);
  const first = firstWaiting(lobby);
  if (first) return t("buzzedFirst", { name: first.name });
  const there = lobby.players.filter(player => player.presence !== "absent");
  return `${t(lobby.locked ? "buzzersLocked" : "buzzersOpen")}. ${t("players", { count: there.length })}`;
}

export function hintText(hint, { milliseconds, ...values }) {
  return t(hint, milliseconds === undefined ? values : { ...values, seconds: seconds(milliseconds ?? 0) });
}

/** Whether there is a text of this key: of problems there may be more than texts. */
export const hasOwnText = key => hasText(state.preferences.language, key);

export function noticeBar() {
  const { notice } = state;
  const known = notice !== null && hasOwnText(notice.key);
  const words = notice === null ? null : t(known ? notice.key : "problem.other", notice);
  const bar = () =>
    html`<p class="notice">
      ${words}
      <button class="quiet" @click=${() => update({ notice: null })} aria-label=${t("close")}>${icon("close")}</button>
    </p>`;
  // It is there before it has something to say, so that screen readers listen to it.
  return html`<div class="notices" role="alert">${words === null ? nothing : bar()}</div>`;
}

export function connectionBar() {
  if (!isOffline()) return nothing;
  return html`<p class="offline-bar">
    ${t("connectionLost")} <button class="quiet" @click=${() => panenka.wake()}>${t("tryNow")}</button>
  </p>`;
}

/** Said before the game, while something can be done about it. */
export const forgetfulBar = (words, what = nothing) =>
  keepsThings ? nothing : html`<div class="warning">${words} ${what}</div>`;

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
    <div class="sounds" role="group" aria-label=${t("soundTest")}>
      ${[["buzz", t("soundBuzz")], ["right", t("right")], ["wrong", t("wrong")], ["time", t("soundTime")]].map(
        ([sound, words]) => html`<button type="button" @click=${() => tryOut(sound)}>${words}</button>`,
      )}
    </div>
    ${languageSwitch()}
  </fieldset>`;
}

const tag = words => html`<small class="tag">${words}</small>`;

function absence({ presence }) {
  if (presence === "away") return tag(t("away"));
  return presence === "absent" ? tag(t("absent")) : nothing;
}

/** Players by rank, below their teams' scores; `act(player)` makes a row something to press. */
export function scoreboard(act = null) {
  const { active_player: active, teams, you } = state.lobby;
  const players = byRank(state.lobby.players);
  const row = player => html`<span class="rank">${player.rank}</span>
    <span class="who">
      ${nameOf(player.name)} ${player.id === you.id ? tag(t("you")) : nothing} ${absence(player)}
    </span>
    <span class="score">${withMinus(player.score)}</span>`;
  return html`<section class="scores" aria-labelledby="scores-title">
    <h2 id="scores-title">${t("scoreboard")} <small class="tag">${t("players", { count: players.length })}</small></h2>
    ${teams.length === 0 ? nothing : teamScores(byRank(teams))}
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
          .style=${colourOf(player.team_id)}
        >
          ${act === null ? row(player) : html`<button class="row-button" @click=${() => act(player)}
            title=${t("editPlayer", { name: player.name })}>${row(player)}</button>`}
        </li>`,
      )}
    </ol>
  </section>`;
}

const teamScores = teams =>
  html`<ol class="list teams" aria-label=${t("teams")}>
    ${repeat(
      teams,
      team => team.id,
      team => html`<li class="row" data-team=${team.id} .style=${`--team: ${team.colour}`}>${scoreOf(team)}</li>`,
    )}
  </ol>`;

const scoreOf = ({ name, rank, score }) =>
  html`<span class="rank">${rank}</span> <span class="who">${nameOf(name)}</span> <span class="score">${withMinus(score)}</span>`;

/** What there is of a queue; `decorate(buzz)` adds what only the host has. */
export function queue(entries, decorate = () => nothing) {
  const { you } = state.lobby;
  return html`<ol class="list queue">
    ${repeat(
      entries,
      buzz => buzz.id,
      buzz => html`<li
        class="row queued"
        ?data-you=${buzz.id === you.id}
        ?data-active=${buzz.state === "answering"}
        ?data-wrong=${buzz.state === "wrong"}
        .style=${colourOf(buzz.team_id)}
      >
        <span class="rank">${buzz.position}</span>
        <span class="who">${nameOf(buzz.name)} ${buzz.state === "wrong" ? tag(t("wrong")) : nothing}</span>
        <span class="behind">${behind(buzz)} ${onTheWay(buzz)}</span>
        ${decorate(buzz)}
      </li>`,
    )}
  </ol>`;
}

export const behind = ({ delta_ms: milliseconds, position }) =>
  position > 1 ? t("behind", { seconds: seconds(milliseconds) }) : nothing;

/** In a fair window, for hosts: how much of the time until it arrived a press was given back. */
export function onTheWay({ buzzed_at: counted, arrived_at: arrived }) {
  const milliseconds = arrived === undefined ? 0 : Date.parse(arrived) - Date.parse(counted);
  return milliseconds > 0 ? t("onTheWay", { milliseconds }) : nothing;
}

/** How it stands in the end, down to the `most`-th. */
export function standingsList(most = Infinity) {
  const entries = standings(state.lobby).entries.slice(0, most);
  return html`<ol class="list standings">
    ${entries.map(
      entry =>
        html`<li class="row" data-rank=${entry.rank} ?data-you=${entry.id === state.lobby.you.id} .style=${entry.colour}>
          ${scoreOf(entry)}
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

/** A choice among teams, or none. */
export const teamField = (teams, chosen) =>
  html`<label class="field">
    <span>${t("team")}</span>
    <select name="team">
      <option value="" ?selected=${!chosen}>${t("noTeam")}</option>
      ${teams.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`)}
    </select>
  </label>`;

/** Runs `act(fields, form)` instead of sending a form. */
export const onSubmit = act => event => {
  event.preventDefault();
  act(Object.fromEntries(new FormData(event.currentTarget)), event.currentTarget);
};
