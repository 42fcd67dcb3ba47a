// Keeps the keyboard where the person is, though the page changes around it.

let shown = null;
let opener = null;

/**
 * Draws, and opens the dialog that has come. When what had the focus is gone, or this is another view now, the focus goes
 * back to what opened the dialog, or else to [data-focus].
 */
export function keepFocus(root, draw) {
  const held = document.activeElement;
  const had = root.contains(held);
  draw();
  const view = root.firstElementChild.dataset.view;
  const changed = shown !== null && shown !== view;
  shown = view;
  const modal = root.querySelector("dialog[data-modal]:not([open])");
  if (modal !== null) {
    opener = held;
    modal.showModal();
  } else if (changed || (had && !root.contains(document.activeElement))) {
    const next = !changed && opener?.isConnected ? opener : root.querySelector("[data-focus]");
    next?.focus({ preventScroll: !changed });
  }
}
