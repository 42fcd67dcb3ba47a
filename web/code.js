// The code of a lobby, as people type it.

const CODE = /^[A-HJ-NP-Z2-9АВЕКМНРСТУХ]{4}$/i;

/** Cyrillic letters that look like Latin ones, for keyboards that are set to them. */
const LATIN = { А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", Р: "P", С: "C", Т: "T", У: "Y", Х: "X" };

/** The code that was typed, in Latin capitals; null for what can't be one. */
export function readCode(typed) {
  const text = typed.trim();
  if (!CODE.test(text)) return null;
  return [...text.toUpperCase()].map(letter => LATIN[letter] ?? letter).join("");
}
