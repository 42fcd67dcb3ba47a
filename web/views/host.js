// The console of a host: who has buzzed, the moves of the game in one bar that never moves, and the scores.

import { html, nothing } from "lit-html";
import { firstWaiting, hasBegun, stateOfGame } from "../board.js";
import { confirm, hostLink, reset, resolve, setLocked, setValue, undo } from "../game.js";
import { icon } from "../icons.js";
import { go } from "../route.js";
import { state, update } from "../state.js";
import { copyButton } from "./copy.js";
import { behind, clockView, colourOf, connectionBar, footer, forgetfulBar, longest, nameOf, noticeBar } from "./parts.js";
import { onTheWay, openDialog, queue, questionLine, scoreboard, standingsList, t } from "./parts.js";

/** The module of the dialogs and of the invitation, once it has come. */
let dialogs = null;

/**
 * To be called when somebody hosts, so that the dialogs are there before the network may be gone, and when one is opened.
 * That they can't be had is said to who waits for one.
 */
export async function loadDialogs() {
  if (dialogs !== null) return;
  try {
    dialogs = await import("./host-dialogs.js");
    update({});
  } catch {
    if (state.dialog !== null) update({ dialog: null, notice: { key: "notice.noAnswer" } });
  }
}

export function hostView() {
  const { lobby, place, seat } = state;
  if (seat === null) return strangerView();
  return html`<main class="console" data-view="host" ?data-begun=${lobby !== null && hasBegun(lobby)}>
    <header class="bar">
      <h1 class="bar-name" tabindex="-1" data-focus>
        <button class="quiet code-button" @click=${() => openDialog("invitation")} aria-label=${t("inviteWith", { code: place.code })}>
          ${place.code}
        </button>
      </h1>
      ${lobby === null ? nothing : html`<p class="bar-line" title=${questionLine(lobby)}>${questionLine(lobby)}</p>`}
      <button class="quiet with-icon" @click=${openHistory} aria-label=${t("history")}>
        ${icon("history")} <span>${t("history")}</span>
      </button>
      <button class="quiet" @click=${() => openDialog("menu")} aria-label=${t("menu")}>${icon("menu")}</button>
    </header>
    ${connectionBar()}
    ${lobby === null
      ? html`<p class="hint">${t("connecting")}</p>`
      : html`<div class="stage">${floor(lobby)} ${scoreboard(({ id }) => openDialog("player", id))}</div>`}
    <div class="said">${noticeBar()} ${doneBar()}</div>
    ${lobby === null ? nothing : moves(lobby)} ${dialogs?.hostDialogs()}
  </main>`;
}

function openHistory() {
  update({ history: null });
  openDialog("history");
}

/** What waits for the service, else what was done last: a mistake is seen and taken back at once. */
function doneBar() {
  const { done, waiting } = state;
  const bar = (kind, words, button) => html`<p class="done" data-kind=${kind}><span title=${words}>${words}</span> ${button}</p>`;
  const content = () => {
    if (waiting?.isLong && waiting.key) {
      const words = t("waits", { what: t(waiting.key, waiting.values) });
      return bar("waiting", words, html`<button @click=${waiting.stop}>${t("takeBack")}</button>`);
    }
    if (done === null) return nothing;
    const button = html`<button aria-keyshortcuts="u" @click=${once(() => undo(done.event))}>${t("undo")}</button>`;
    return bar("done", t(done.key, done.values), button);
  };
  return html`<div role="status">${content()}</div>`;
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

function gathering() {
  return html`<div class="gathering">
    ${forgetfulBar(t("forgetfulHost"), copyButton(t("copyReopenLink"), hostLink()))} ${dialogs?.invitation()}
  </div>`;
}

/** What the host looks at: the invitation until somebody has buzzed, then the queue, the standings in the end. */
function floor(lobby) {
  if (lobby.phase === "finished") return finished();
  const { active_player: active, buzz_queue: buzzes } = lobby;
  const up = buzzes.find(({ id }) => id === active?.id) ?? firstWaiting(lobby);
  return html`<section class="floor game" aria-labelledby="up-title">
    ${up === undefined && active === null ? nobody(lobby) : upCard(lobby, up)}
    ${hasBegun(lobby) ? queue(buzzes.filter(buzz => buzz !== up), choose) : gathering()}
  </section>`;
}

/** Who is named beside the board in the end. */
const MOST_NAMED = 3;

function finished() {
  const { last_event: last, round } = state.lobby;
  return html`<section class="floor game" aria-labelledby="up-title">
    <div class="up" data-kind="finished">
      <h2 id="up-title" tabindex="-1" data-next>${t("standings")}</h2>
      <div class="up-buttons">
        ${last?.kind === "finish" && last.undoable
          ? html`<button data-about=${last.id} @click=${once(() => undo(last.id))}>${t("goOn")}</button>`
          : nothing}
        <button @click=${() => openDialog("restart", round)}>${t("restart")}</button>
      </div>
    </div>
    ${standingsList(MOST_NAMED)}
  </section>`;
}

function nobody(lobby) {
  const kind = stateOfGame(lobby);
  return html`<div class="up" data-kind=${kind}>
    <p class="up-label">${t(kind === "open" ? "buzzersOpen" : "buzzersLocked")}</p>
    <h2 id="up-title" tabindex="-1" data-next>${t(kind === "open" ? "nobodyAnswers" : "lockedTitle")}</h2>
    ${clockView()}
  </div>`;
}

/** The one it is about, as large as there is room: who has the word, or the first who waits for it. */
function upCard({ active_player: active, buzz_queue: buzzes, window_ends_at: isOpen }, up) {
  const name = active?.name ?? up.name;
  const first = isOpen === null ? "buzzedFirstLabel" : "orderOpen";
  const label = active === null ? first : active.out_of_time ? "wallTimeOver" : "wallAnswers";
  const isBehind = up && up.position > 1 && buzzes.length > 1;
  return html`<div class="up queued" data-kind=${active ? "answering" : "first"} .style=${colourOf(up?.team_id)}>
    <p class="up-label">${t(label)} ${isBehind ? html`<span class="behind">${behind(up)}</span>` : nothing}</p>
    <h2 id="up-title" tabindex="-1" data-next .style=${longest(name)}>${nameOf(name)}</h2>
    ${up ? html`<p class="behind">${onTheWay(up)}</p>` : nothing} ${clockView()} ${up ? choose(up) : nothing}
  </div>`;
}

/** The second click of a double click is none: it would judge the next player, or skip a question. */
const once = act => ({ detail: clicks }) => clicks > 1 || act();

/** Keys 1 to 9 give the word, too. */
function choose({ id, name, position, state: place }) {
  const { phase, window_ends_at: isOpen } = state.lobby;
  if (place !== "waiting" || phase === "finished" || isOpen !== null) return nothing;
  return html`<button class="choose" data-about=${id} data-key=${position} @click=${once(() => confirm({ id, name }))}
    aria-keyshortcuts=${position <= 9 ? position : nothing} aria-label=${t("confirm", { name })}>
    ${t("confirmShort")}
  </button>`;
}

/** All moves of the game: each has its place, whatever is the case, so that the hand finds it without the eye. */
function moves(lobby) {
  const { active_player: active, locked, phase, question_value: value, round, settings } = lobby;
  const isOver = phase === "finished";
  const judged = { about: `${active?.id} ${round}`, disabled: active === null };
  return html`<section class="moves game" aria-label=${t("moves")}>
    ${values(lobby)}
    <div class="move-buttons">
      ${button("right", "r", () => resolve("plus"), { ...judged, by: value > 0 ? `+${value}` : "" })}
      ${button("wrong", "w", () => resolve("minus"), { ...judged, by: value > 0 && settings.wrong_costs ? `−${value}` : "" })}
      ${button("skip", "s", () => resolve("skip"), judged)}
      ${button(locked ? "open" : "lock", "o", () => setLocked(!locked), { about: round, disabled: isOver })}
      ${button("next", "n", reset, { about: round, disabled: isOver })}
    </div>
  </section>`;
}

const LABELS = { right: "right", wrong: "wrong", skip: "skip", open: "unlock", lock: "lock", next: "next" };

function button(name, key, act, { about, disabled, by = "" }) {
  return html`<button class="move" data-move=${name} data-key=${key} data-about=${about} ?disabled=${disabled}
    aria-keyshortcuts=${key} @click=${once(act)}>
    ${icon(name)} <span>${t(LABELS[name])}</span> <span class="by">${by}</span>
  </button>`;
}

function values({ phase, question_value: value, settings }) {
  const { values: offered } = settings;
  // What was set by another program, or when other values were on offer.
  const shown = offered.includes(value) ? offered : [value, ...offered];
  return html`<fieldset class="values" ?disabled=${phase === "finished"}>
    <legend class="unseen">${t("worth")}</legend>
    ${shown.map(
      one =>
        html`<label class="segment">
          <input type="radio" name="value" value=${one} .checked=${one === value} @change=${() => setValue(one)} />
          <span>${one}</span>
        </label>`,
    )}
  </fieldset>`;
}

/** A letter, by what is on it or, on another alphabet's keyboard, where it is; a digit. */
const keyOf = ({ code, key }) => (/^[a-z1-9]$/i.test(key) ? key.toLowerCase() : code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase());

/** Keys press the buttons that bear them: what a button may not do at the moment, its key may not either. */
export function watchHostKeys() {
  addEventListener("keydown", event => {
    const isTyping = event.target.closest("input:not([type=radio]), select, textarea, dialog");
    const isOther = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (state.place.page !== "host" || isTyping || isOther || state.dialog !== null) return;
    const key = keyOf(event);
    const found = document.querySelector(key === "u" ? ".done[data-kind=done] button" : `.game [data-key="${key}"]`);
    if (!found || found.disabled || found.hasAttribute("data-fresh")) return;
    event.preventDefault();
    found.click();
  });
}
