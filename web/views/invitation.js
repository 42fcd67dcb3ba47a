// How phones get in: the code in large letters, and the link as a QR code.

import { html } from "lit-html";
import { generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { state } from "../state.js";
import { copyButton } from "./copy.js";
import { t } from "./parts.js";

/** Light modules around a code, so that scanners find it. */
const MARGIN = 4;

/** Where phones join; null where it is not known how they reach the service. */
export const webAddress = code => (state.origin === null ? null : `${state.origin}/${code}`);

/** As people type it. */
export const withoutScheme = link => link.replace(/^https?:\/\//, "");

export function invitation() {
  const { code } = state.place;
  const link = webAddress(code);
  return html`<section class="invitation" aria-label=${t("inviteTitle")}>
    <p class="code" aria-label=${[...code].join(" ")}>${code}</p>
    ${link === null
      ? html`<p class="warning">${t("onlyHere", { host: location.host })}</p>`
      : [qrCode(link), html`<p class="link">${withoutScheme(link)}</p>`, copyButton(t("copyLink"), link)]}
  </section>`;
}

const drawn = new Map();

function drawing(link) {
  if (!drawn.has(link)) {
    const modules = generate(link);
    drawn.set(link, { size: modules.size, path: toSvgPath(modules) });
  }
  return drawn.get(link);
}

export function qrCode(link) {
  const { size, path } = drawing(link);
  const side = size + 2 * MARGIN;
  return html`<svg
    class="qr"
    role="img"
    aria-label=${t("qrCode", { link })}
    viewBox="${-MARGIN} ${-MARGIN} ${side} ${side}"
    shape-rendering="crispEdges"
  >
    <path d=${path} />
  </svg>`;
}
