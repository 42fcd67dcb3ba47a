// The dialog for teams: made here, and filled by dragging players into them, or by touching a player and then a team.

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { editPlayer, setTeams } from "../game.js";
import { icon } from "../icons.js";
import { state, update } from "../state.js";
import { dialog, isBusy, nameField, nameOf, noticeBar, onSubmit, t } from "./parts.js";

/** Colours that are told apart, also by those who see fewer of them, and on dark and light ground. */
const COLOURS = ["#e6194b", "#1e90ff", "#f5b700", "#2ca25f", "#b15bd6", "#ff7f24", "#00a8a8", "#f781bf", "#8c6d4f", "#7f8c9b"];
const MOST = 50;

export const teamsDialog = () => (state.lobby === null ? nothing : dialog("teams", t("teams"), content));

function content() {
  const { players, teams } = state.lobby;
  const without = players.filter(({ team_id: team }) => team === null);
  return html`${noticeBar()}
    <p class="hint">${t("teamsIntroduction")}</p>
    ${repeat(teams, ({ id }) => id, teamBox)}
    ${teams.length === 0 ? nothing : box(null, html`<h3>${t("noTeam")}</h3>`, without)}
    ${teams.length >= MOST
      ? nothing
      : html`<form class="inline" @submit=${onSubmit(add)}>
          ${nameField(t("newTeam"))}
          <button ?disabled=${isBusy()}>${t("add")}</button>
        </form>`}`;
}

/** What the service is sent of a team that stays. */
const kept = ({ id, name, colour }) => ({ id, name, colour });

async function add({ name }, form) {
  const { teams } = state.lobby;
  const used = new Set(teams.map(({ colour }) => colour));
  const colour = COLOURS.find(colour => !used.has(colour)) ?? COLOURS[teams.length % COLOURS.length];
  if (await setTeams([...teams.map(kept), { name, colour }])) form.reset();
}

const change = (id, changes) =>
  setTeams(state.lobby.teams.map(team => ({ ...kept(team), ...(team.id === id && changes) })));

function remove({ id, name, score }) {
  const others = state.lobby.teams.filter(team => team.id !== id);
  if (score === 0 || confirm(t("removeTeamQuestion", { name }))) setTeams(others.map(kept));
}

function teamBox(team) {
  const { colour, id, name } = team;
  const members = state.lobby.players.filter(player => player.team_id === id);
  return box(
    id,
    html`<input class="colour" type="color" aria-label=${t("colourOf", { name })} .value=${colour}
        @change=${({ target }) => change(id, { colour: target.value })} />
      <input aria-label=${t("name")} required maxlength="64" autocomplete="off" dir="auto" .value=${name}
        @change=${({ target }) => (target.value.trim() ? change(id, { name: target.value }) : (target.value = name))} />
      <button type="button" class="quiet" @click=${() => remove(team)} aria-label=${t("removeTeam", { name })}>
        ${icon("close")}
      </button>`,
    members,
    `--team: ${colour}`,
  );
}

/** The player that was touched, whom the next touch of a team puts into it. */
const chosen = () => (state.dialog.id === null ? null : state.lobby.players.find(({ id }) => id === state.dialog.id) ?? null);

const choose = id => update({ dialog: { kind: "teams", id } });

function put(player, team) {
  choose(null);
  const known = state.lobby.players.find(({ id }) => id === player);
  if (known && known.team_id !== team) editPlayer(player, { team_id: team });
}

function box(team, head, members, style = "") {
  const player = chosen();
  const drop = event => {
    event.preventDefault();
    put(event.dataTransfer.getData("text/plain"), team);
  };
  return html`<section class="team-box" .style=${style} @dragover=${event => event.preventDefault()} @drop=${drop}>
    <div class="team-head">${head}</div>
    <ul class="chips">
      ${members.map(
        ({ id, name }) =>
          html`<li>
            <button type="button" class="chip" draggable="true" aria-pressed=${id === player?.id}
              @dragstart=${event => event.dataTransfer.setData("text/plain", id)}
              @click=${() => choose(id === player?.id ? null : id)}>
              ${nameOf(name)}
            </button>
          </li>`,
      )}
    </ul>
    ${player !== null && player.team_id !== team
      ? html`<button type="button" class="wide" @click=${() => put(player.id, team)}>${t("putHere", { name: player.name })}</button>`
      : nothing}
  </section>`;
}
