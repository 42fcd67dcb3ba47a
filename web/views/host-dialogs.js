// What the host needs now and then, and the invitation: it comes after the console, as a chunk of its own.

import { html, nothing } from "lit-html";
import { closeLobby, editPlayer, finish, hostLink, kick, makeLink, readLinks, restart, scoreSheet, undo } from "../game.js";
import { wordsOf } from "../moves.js";
import { state, update } from "../state.js";
import { copyButton } from "./copy.js";
import { invitation } from "./invitation.js";
import { linksDialog, madeLink } from "./links.js";
import { dialog, isBusy, nameField, noticeBar, onSubmit, openDialog, settings, t, teamField, withMinus } from "./parts.js";
import { rulesDialog } from "./rules.js";
import { teamsDialog } from "./teams.js";

export { invitation };

export const hostDialogs = () => [
  playerDialog(),
  history(),
  rulesDialog(),
  teamsDialog(),
  linksDialog(),
  restartDialog(),
  dialog("invitation", t("inviteTitle"), invitation),
  menu(),
];

function playerDialog() {
  const player = state.lobby?.players.find(({ id }) => id === state.dialog?.id);
  if (!player) return nothing;
  const { id, name, score, team_id: team } = player;
  const { question_value: value, teams } = state.lobby;
  const shut = done => done && update({ dialog: null });
  const save = async fields => {
    const changes = {
      ...(fields.name !== name && { name: fields.name }),
      ...(Number(fields.score) !== score && { score: Number(fields.score) }),
      ...(teams.length > 0 && (fields.team || null) !== team && { team_id: fields.team || null }),
    };
    shut(Object.keys(changes).length === 0 || (await editPlayer(id, changes)));
  };
  const remove = async () => confirm(t("kickQuestion", { name })) && shut(await kick(id));
  const add = by => html`<button type="button" ?disabled=${isBusy()} @click=${() => editPlayer(id, { add: by })}>
    ${by > 0 ? "+" : ""}${withMinus(by)}
  </button>`;
  return dialog(
    "player",
    t("editTitle"),
    () => html`${noticeBar()}
      <form @submit=${onSubmit(save)}>
        ${nameField(t("name"), name)}
        <div class="score-field">
          ${value > 0 ? add(-value) : nothing}
          <label class="field">
            <span>${t("score")}</span>
            <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${score} />
          </label>
          ${value > 0 ? add(value) : nothing}
        </div>
        ${teams.length > 0 ? teamField(teams, team) : nothing}
        <button class="primary wide" ?disabled=${isBusy()}>${t("save")}</button>
      </form>
      <button class="wide" ?disabled=${isBusy()} @click=${() => makeLink("seat", name, id)}>${t("otherPhone")}</button>
      ${state.link?.player === id ? madeLink(t("otherPhoneHint", { name })) : nothing}
      <button class="wide danger" @click=${remove}>${t("kick")}</button>`,
  );
}

const history = () =>
  dialog(
    "history",
    t("history"),
    () => html`${noticeBar()} ${moves()}`,
  );

function moves() {
  // What an undo has taken back says so itself.
  const events = state.history?.filter(({ kind }) => kind !== "undo");
  if (!events?.length) return html`<p class="hint">${t(events === undefined ? "connecting" : "historyEmpty")}</p>`;
  return html`<ol class="list history">
    ${events.toReversed().map(happened)}
  </ol>`;
}

/** Moves are taken back one after the other, the newest first. */
function happened(event) {
  const { last_event: last } = state.lobby;
  const { key, values } = wordsOf(event);
  const time = new Date(event.at).toLocaleTimeString(state.preferences.language, { timeStyle: "short" });
  const button = () => html`<button ?disabled=${isBusy()} @click=${() => undo(event.id)}>${t("undo")}</button>`;
  return html`<li class="row" ?data-undone=${event.undone}>
    <time class="behind" datetime=${event.at}>${time}</time>
    <span class="who">
      <span class="words">${t(key, values)}</span> ${event.undone ? html`<small class="tag">${t("undone")}</small>` : nothing}
    </span>
    ${event.id === last?.id && last.undoable ? button() : nothing}
  </li>`;
}

async function saveSheet() {
  const { code } = state.place;
  const sheet = await scoreSheet();
  if (sheet === null) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(sheet);
  link.download = `panenka-${code}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may ask first where to put it
}

/** Its id is the round in which it was opened: where another host has gone on since then, nothing is cleared. */
function restartDialog() {
  const begin = () => {
    const { id: round } = state.dialog;
    update({ dialog: null });
    restart(round);
  };
  return dialog(
    "restart",
    t("restart"),
    () => html`${noticeBar()}
      <p>${t("restartQuestion")}</p>
      <p class="hint">${t("restartHint")}</p>
      <button class="wide" ?disabled=${isBusy()} @click=${saveSheet}>${t("sheet")}</button>
      <button class="primary wide" ?disabled=${isBusy()} @click=${begin}>${t("restart")}</button>`,
  );
}

function menu() {
  const end = () => confirm(`${t("closeQuestion")} ${t("closeHint")}`) && closeLobby();
  return dialog(
    "menu",
    t("menu"),
    () => html`${noticeBar()}
      <div class="menu">
        <button class="wide" @click=${() => openDialog("rules")}>${t("rules")}</button>
        <button class="wide" @click=${() => openDialog("teams")}>${t("teams")}</button>
        <button class="wide" @click=${openLinks}>${t("links")}</button>
        <button class="wide" ?disabled=${isBusy()} @click=${saveSheet}>${t("sheet")}</button>
        ${state.lobby?.phase === "finished"
          ? nothing
          : html`<button class="wide" ?disabled=${isBusy()} @click=${showStandings}>${t("finish")}</button>`}
        <button class="wide" ?disabled=${state.lobby === null} @click=${() => openDialog("restart", state.lobby.round)}>
          ${t("restart")}
        </button>
      </div>
      ${settings()}
      <section class="settings">
        <h3>${t("reopen")}</h3>
        <p class="hint">${t("reopenIntroduction")}</p>
        ${copyButton(t("copyReopenLink"), hostLink())}
      </section>
      <button class="wide danger" @click=${end}>${t("closeLobby")}</button>`,
  );
}

const showStandings = async () => (await finish()) && update({ dialog: null });

function openLinks() {
  update({ links: null, link: null });
  openDialog("links");
  readLinks();
}
