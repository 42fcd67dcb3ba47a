// A button that copies, also on pages without https, where browsers have no clipboard for scripts.

import { html, nothing } from "lit-html";
import { state, update } from "../state.js";
import { t } from "./parts.js";

/** Milliseconds for which the button says that it is done. */
const SAID_FOR = 2_000;

export function copyButton(label, content) {
  const { copied } = state;
  const mine = copied?.content === content;
  return html`<button class="wide" @click=${() => copy(content)}>
      ${mine && copied.done ? t("copied") : label}
    </button>
    ${mine && !copied.done
      ? html`<label class="field"><span>${t("copyByHand")}</span><input readonly .value=${content} /></label>`
      : nothing}`;
}

async function copy(content) {
  const done = (await byClipboard(content)) || bySelection(content);
  const copied = { content, done };
  update({ copied });
  if (done) setTimeout(() => state.copied === copied && update({ copied: null }), SAID_FOR);
}

async function byClipboard(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return false;
  }
}

/** The old way, which asks for no permission. */
function bySelection(content) {
  const field = document.createElement("textarea");
  field.value = content;
  field.className = "unseen";
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
