// What the host needs now and then.

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { closeLobby, editPlayer, kick } from "../game.js";
import { state, update } from "../state.js";
import { copyButton } from "./copy.js";
import { dialog, nameField, noticeBar, onSubmit, settings, t } from "./parts.js";

export const hostDialogs = () => [playerDialog(), menu()];

function playerDialog() {
  const player = state.lobby?.players.find(({ id }) => id === state.dialog?.id);
  if (!player) return nothing;
  const shut = done => done && update({ dialog: null });
  const save = async ({ name, score }) => {
    const changes = { ...(name !== player.name && { name }), ...(Number(score) !== player.score && { score: Number(score) }) };
    shut(Object.keys(changes).length === 0 || (await editPlayer(player.id, changes)));
  };
  return dialog(
    "player",
    t("editTitle"),
    html`${noticeBar()}
      <form @submit=${onSubmit(save)}>
        ${nameField(t("name"), player.name)}
        <label class="field">
          <span>${t("score")}</span>
          <input name="score" type="number" required step="1" min="-1000000" max="1000000" .value=${player.score} />
        </label>
        <button class="primary wide" ?disabled=${state.busy}>${t("save")}</button>
      </form>
      <button class="wide danger" @click=${async () => shut(await kick(player.id))}>${t("kick")}</button>`,
  );
}

function menu() {
  const { place, seat, origin } = state;
  const link = `${origin ?? location.origin}/host/${place.code}#${seat.token}`;
  const end = () => confirm(`${t("closeQuestion")} ${t("closeHint")}`) && closeLobby();
  return dialog(
    "menu",
    t("menu"),
    html`${noticeBar()} ${settings()}
      <section class="settings">
        <h3>${t("reopen")}</h3>
        <p class="hint">${t("reopenIntroduction")}</p>
        ${copyButton(t("copyReopenLink"), link)}
      </section>
      <button class="wide danger" @click=${end}>${t("closeLobby")}</button>`,
  );
}
