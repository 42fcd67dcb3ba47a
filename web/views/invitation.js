// How phones get in: the code in large letters, and the link as a QR code.

import { html, nothing } from "lit-html";
import { generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { state } from "../state.js";
import { copyButton } from "./copy.js";
import { t } from "./parts.js";

/** Light modules around a code, so that scanners find it. */
const MARGIN = 4;

export function invitation() {
  const { code } = state.place;
  const { origin } = state;
  return html`<section class="card invitation" aria-labelledby="invite-title">
    <h2 id="invite-title">${t("inviteTitle")}</h2>
    <p class="code" aria-label=${[...code].join(" ")}>${code}</p>
    ${origin === null
      ? html`<p class="warning">${t("onlyHere", { host: location.host })}</p>`
      : [qrCode(`${origin}/${code}`), html`<p class="link">${`${origin}/${code}`.replace(/^https?:\/\//, "")}</p>`]}
    ${origin === null ? nothing : copyButton(t("copyLink"), `${origin}/${code}`)}
  </section>`;
}

const drawn = { link: null, size: 0, path: "" };

function qrCode(link) {
  if (drawn.link !== link) {
    const modules = generate(link);
    Object.assign(drawn, { link, size: modules.size, path: toSvgPath(modules) });
  }
  const side = drawn.size + 2 * MARGIN;
  return html`<svg
    class="qr"
    role="img"
    aria-label=${t("qrCode", { link })}
    viewBox="${-MARGIN} ${-MARGIN} ${side} ${side}"
    shape-rendering="crispEdges"
  >
    <path d=${drawn.path} />
  </svg>`;
}
