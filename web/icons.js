// Pictures on buttons, on a field of 24 by 24: what a font shows is different on each device.

import { html } from "lit-html";

const PATHS = {
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M6 6l12 12M18 6L6 18",
  history: "M4 5v5h5M4.5 9.5A8 8 0 1 1 4 13M12 8v5l3 2",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  sound: "M4 10v4h3l5 4V6L7 10zM15 9a4 4 0 0 1 0 6M17.5 6.5a8 8 0 0 1 0 11",
  silent: "M4 10v4h3l5 4V6L7 10zM16 10l5 4M21 10l-5 4",
  right: "M5 13l5 5L20 7",
  wrong: "M6 6l12 12M18 6L6 18",
  skip: "M5 12h14",
  next: "M5 5l8 7-8 7zM18 5v14",
  open: "M7 11V8a5 5 0 0 1 9.5-2M5 11h14v9H5z",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
};

/** Says nothing to who does not see it: what it is on does. */
export const icon = name =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
