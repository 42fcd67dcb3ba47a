// What is heard and felt, and that the screen stays on.

import { cueOf } from "./cues.js";
import { prefer, state } from "./state.js";

export const canVibrate = "vibrate" in navigator;
/** Browsers offer it to https pages (and localhost) alone. */
export const canStayAwake = "wakeLock" in navigator;

let audio = null;
let lock = null;
let asking = false;

/** Browsers allow sound after a gesture only. */
export function prepareEffects() {
  const start = () => {
    audio ??= new AudioContext();
    // iOS says "interrupted" as well as "suspended".
    if (audio.state !== "running") audio.resume().catch(() => null);
  };
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, start, { passive: true });
  document.addEventListener("visibilitychange", stayAwake);
}

/** Notes of [hertz, seconds until it begins], as soft as a finger on a glass. */
function play(...notes) {
  if (!state.preferences.sound || audio?.state !== "running") return;
  for (const [pitch, after] of notes) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const start = audio.currentTime + after;
    tone.type = "triangle";
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.3, start + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.4);
  }
}

function shake(...pattern) {
  if (state.preferences.vibration && canVibrate) navigator.vibrate(pattern);
}

const SOUNDS = {
  buzz: [[880, 0], [660, 0.12]],
  right: [[523, 0], [659, 0.1], [784, 0.2], [1047, 0.3]],
  wrong: [[196, 0], [156, 0.18]],
  time: [[440, 0], [440, 0.2], [440, 0.4]],
};

/** Plays a sound so that the person knows it, and how loud it is. */
export const tryOut = sound => play(...SOUNDS[sound]);

const CUES = {
  pressed: () => shake(30),
  first: () => (shake(60, 40, 60), play([660, 0], [880, 0.12])),
  placed: () => (shake(40), play([440, 0])),
  answering: () => (shake(120, 60, 120), play([523, 0], [659, 0.1], [784, 0.2])),
  opened: () => (shake(20), play([587, 0])),
  firstBuzz: () => (shake(60), tryOut("buzz")),
  right: () => (shake(60, 40, 60), tryOut("right")),
  wrong: () => (shake(200), tryOut("wrong")),
  timeOut: () => (shake(80, 80, 80), tryOut("time")),
};

export function effects(before) {
  const cue = cueOf(before, state);
  if (cue !== null) CUES[cue]();
  if (before.preferences !== state.preferences || (before.lobby === null) !== (state.lobby === null)) stayAwake();
}

const wantsScreen = () => state.preferences.awake && state.lobby !== null;

/** The screen stays on while there is a game. The lock is lost whenever the page is out of sight. */
async function stayAwake() {
  if (!canStayAwake || asking) return;
  if (!wantsScreen()) return lock?.release();
  if (lock !== null || document.visibilityState !== "visible") return;
  asking = true;
  lock = await navigator.wakeLock.request("screen").catch(() => null); // refused when the battery is low, say
  asking = false;
  lock?.addEventListener("release", () => (lock = null));
  if (!wantsScreen()) lock?.release();
}

/** The switches there are on this device: [preference, whether it can work]. */
export const switches = () => [
  ["sound", true],
  ...(canVibrate ? [["vibration", true]] : []),
  ["awake", canStayAwake],
];

export const flip = name => prefer({ [name]: !state.preferences[name] });
