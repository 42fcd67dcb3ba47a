// The first page: host or join.

import { html, nothing } from "lit-html";
import { hasUnused, readCode } from "../code.js";
import { openLobby } from "../game.js";
import { go } from "../route.js";
import { seats, state } from "../state.js";
import { footer, forgetfulBar, isBusy, nameField, noticeBar, onSubmit, t } from "./parts.js";

export function startView() {
  return html`<main class="page start" data-view="start">
    <header class="masthead">
      <h1 tabindex="-1" data-focus>Panenka</h1>
      <p>${t("slogan")}</p>
    </header>
    ${noticeBar()} ${forgetfulBar(t("forgetful"))} ${goBack()}
    <div class="choices">
      <section class="card">
        <h2>${t("joinTitle")}</h2>
        <p class="hint">${t("joinIntroduction")}</p>
        <form @submit=${onSubmit(({ code }) => go({ page: "player", code: readCode(code) }))}>
          <label class="field">
            <span>${t("code")}</span>
            <input
              class="code-input"
              name="code"
              required
              placeholder="····"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              aria-describedby="code-hint"
              @input=${checkCode}
            />
          </label>
          <p class="hint" id="code-hint">${t("codeHint")}</p>
          <button class="primary wide">${t("join")}</button>
        </form>
      </section>
      <section class="card">
        <h2>${t("hostTitle")}</h2>
        <p class="hint">${t("hostIntroduction")}</p>
        <form @submit=${onSubmit(({ name }) => openLobby(name))}>
          ${nameField(t("yourName"))}
          <button class="primary wide" ?disabled=${isBusy()}>${t("openLobby")}</button>
        </form>
      </section>
    </div>
    ${footer()}
  </main>`;
}

function checkCode({ target }) {
  target.setCustomValidity(readCode(target.value) === null ? t(hasUnused(target.value) ? "codeLetters" : "codeHint") : "");
}

function goBack() {
  const known = seats();
  if (known.length === 0) return nothing;
  return html`<section class="card" aria-labelledby="continue-title">
    <h2 id="continue-title">${t("continueTitle")}</h2>
    ${known.map(
      ({ page, code, name }) =>
        html`<button class="wide" @click=${() => go({ page, code })}>
          ${t(page === "host" ? "continueHost" : "continuePlayer", { code, name })}
        </button>`,
    )}
  </section>`;
}
