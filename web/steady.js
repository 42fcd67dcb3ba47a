// A click is meant for what was there a moment ago. So where something else has come under the pointer, it takes no
// clicks at first: style.css lets them pass by [data-fresh].

/** Milliseconds. */
const UNTIL_SEEN = 400;

/** Of each button how it was when it came, and the timer until it takes clicks. */
const known = new WeakMap();

/** To be called after each drawing, with the buttons that move the game. `data-about` tells equal ones apart. */
export function keepSteady(buttons) {
  for (const button of buttons) {
    const before = known.get(button);
    const now = lookOf(button);
    if (before !== undefined && isAsBefore(before, now)) continue;
    clearTimeout(before?.timer);
    button.toggleAttribute("data-fresh", true);
    const timer = setTimeout(() => button.toggleAttribute("data-fresh", false), UNTIL_SEEN);
    known.set(button, { ...now, timer });
  }
}

function lookOf(button) {
  const { left, top, width, height } = button.getBoundingClientRect();
  const is = `${button.closest("[data-about]")?.dataset.about} ${button.textContent}`;
  return { is, left: left + scrollX, top: top + scrollY, width, height };
}

const isAsBefore = (before, now) =>
  before.is === now.is &&
  Math.abs(now.left - before.left) < before.width / 2 &&
  Math.abs(now.top - before.top) < before.height / 2;
