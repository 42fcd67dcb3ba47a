// Keeps the keyboard where the person is, though the page changes around it.

let shown = null;
let opener = null;

/**
 * Draws, and opens the dialog that has come. Another view begins at [data-focus]. When what had the focus is gone, or can
 * do nothing any more, it goes back to what opened the dialog, or on to [data-next].
 */
export function keepFocus(root, draw) {
  const held = document.activeElement;
  const had = root.contains(held);
  draw();
  const view = root.firstElementChild.dataset.view;
  const changed = shown !== null && shown !== view;
  shown = view;
  const dialog = root.querySelector("dialog");
  if (changed) {
    root.querySelector("[data-focus]").focus();
  } else if (dialog !== null && !dialog.open) {
    opener = held;
    dialog.showModal();
  } else if (had && (!root.contains(document.activeElement) || held.matches(":disabled"))) {
    const next = opener?.isConnected ? opener : root.querySelector("[data-next]") ?? root.querySelector("[data-focus]");
    next.focus({ preventScroll: true });
  }
  if (dialog === null) opener = null;
}
