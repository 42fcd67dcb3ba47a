// The dialog for the rules of a game: a preset, or each by itself.

import { html, nothing } from "lit-html";
import { setRules } from "../game.js";
import { FAIR_WINDOW, PRESETS, areValues, changesOf } from "../presets.js";
import { state, update } from "../state.js";
import { dialog, isBusy, noticeBar, onSubmit, t } from "./parts.js";

export function rulesDialog() {
  const { settings } = state.lobby ?? {};
  if (settings === undefined) return nothing;
  const save = async fields => {
    const changes = changesOf(fields, settings);
    if (Object.keys(changes).length === 0 || (await setRules(changes))) update({ dialog: null });
  };
  return dialog(
    "rules",
    t("rules"),
    () => html`${noticeBar()}
      <form class="rules" @submit=${onSubmit(save)}>
        <div class="presets" role="group" aria-label=${t("presets")}>
          ${PRESETS.map(
            ([key, preset]) => html`<button type="button" @click=${event => fill(event, preset)}>${t(key)}</button>`,
          )}
        </div>
        <p class="hint">${t("presetsHint", { plain: t("presetPlain"), milliseconds: FAIR_WINDOW })}</p>
        <label class="field">
          <span>${t("values")}</span>
          <input name="values" required inputmode="numeric" autocomplete="off" .value=${settings.values.join(" ")}
            @input=${checkValues} />
        </label>
        ${choice("wrong_answer", t("wrongAnswer"), [
          ["end", t("wrongAnswerEnds")],
          ["next", t("wrongAnswerPasses")],
          ["reopen", t("wrongAnswerReopens")],
        ])}
        ${tick("wrong_costs", t("wrongCosts"), settings.wrong_costs)}
        ${choice("opens", t("opens"), [
          ["at_once", t("opensAtOnce")],
          ["by_host", t("opensByHost")],
        ])}
        ${choice("buzz_per", t("buzzPer"), [
          ["player", t("buzzPerPlayer")],
          ["team", t("buzzPerTeam")],
        ])}
        ${choice("team_choice", t("teamChoice"), [
          ["players", t("teamChoicePlayers")],
          ["host", t("teamChoiceHost")],
        ])}
        ${number("false_start", t("falseStart"), settings.false_start_ms / 1000, { most: 10, step: 0.001 })}
        ${number("buzz_seconds", t("buzzSeconds"), settings.buzz_seconds, { most: 600 })}
        ${number("answer_seconds", t("answerSeconds"), settings.answer_seconds, { most: 600 })}
        ${number("fair_window_ms", t("fairWindow"), settings.fair_window_ms, { most: 1000 })}
        ${tick("doors", t("doorsClosed"), settings.doors === "closed")}
        <button class="primary wide" ?disabled=${isBusy()}>${t("save")}</button>
      </form>`,
  );
}

function choice(name, label, values) {
  const chosen = state.lobby.settings[name];
  return html`<label class="field">
    <span>${label}</span>
    <select name=${name}>
      ${values.map(([value, words]) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`)}
    </select>
  </label>`;
}

const number = (name, label, value, { most, step = 1 }) =>
  html`<label class="field">
    <span>${label}</span>
    <input name=${name} type="number" required min="0" max=${most} step=${step} .value=${value} />
  </label>`;

const tick = (name, label, ticked) =>
  html`<label class="switch">
    <span>${label}</span>
    <input name=${name} type="checkbox" role="switch" .checked=${ticked} />
  </label>`;

/** A preset is a beginning: nothing is sent until it is saved. */
function fill({ target }, preset) {
  const { elements } = target.form;
  const names = ["wrong_answer", "opens", "buzz_per", "buzz_seconds", "answer_seconds", "fair_window_ms"];
  for (const name of names) elements[name].value = preset[name];
  elements.values.value = preset.values.join(" ");
  elements.values.setCustomValidity("");
  elements.wrong_costs.checked = preset.wrong_costs;
  elements.false_start.value = preset.false_start_ms / 1000;
}

function checkValues({ target }) {
  target.setCustomValidity(areValues(target.value) ? "" : t("valuesHint"));
}
