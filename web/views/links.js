// The dialog for further devices: a wall, a stream, a co-host.

import { html, nothing } from "lit-html";
import { makeLink, revokeLink } from "../game.js";
import { state } from "../state.js";
import { copyButton } from "./copy.js";
import { qrCode } from "./invitation.js";
import { dialog, isBusy, nameOf, noticeBar, t } from "./parts.js";

export const linksDialog = () =>
  dialog(
    "links",
    t("links"),
    () => html`${noticeBar()}
      <p class="hint">${t("linksIntroduction")}</p>
      <div class="pair">
        <button ?disabled=${isBusy()} @click=${() => makeLink("screen", t("screen"))}>${t("newScreen")}</button>
        <button ?disabled=${isBusy()} @click=${() => makeLink("host", t("coHost"))}>${t("newCoHost")}</button>
      </div>
      ${state.link === null || state.link.player !== null ? nothing : made(state.link)} ${known()}`,
  );

function made({ role, address }) {
  const hint = role === "screen" ? t("screenHint") : t("coHostHint");
  return html`${madeLink(hint)}
  ${role === "screen"
    ? html`<a class="button wide" href=${address} target="_blank" rel="noreferrer">${t("openScreen")}</a>
        ${copyButton(t("copyOverlay"), address.replace("#", "?overlay#"))}`
    : nothing}`;
}

/** The link that was just made, to be scanned or copied. */
export function madeLink(hint) {
  const { address } = state.link;
  return html`<div class="made-link">
    <p>${hint}</p>
    ${qrCode(address)} ${copyButton(t("copyLink"), address)}
  </div>`;
}

function known() {
  const { links, lobby } = state;
  if (!links?.length) return nothing;
  const nameOfSeat = id => lobby.players.find(player => player.id === id)?.name;
  return html`<ul class="list links">
    ${links.map(
      ({ id, label, player_id: player, role }) =>
        html`<li class="row">
          <span class="who">
            ${nameOf(nameOfSeat(player) ?? label)}
            <small class="tag">${role === "seat" ? t("seat") : role === "host" ? t("coHost") : t("screen")}</small>
          </span>
          <button ?disabled=${isBusy()} @click=${() => revokeLink(id)}>${t("revoke")}</button>
        </li>`,
    )}
  </ul>`;
}
