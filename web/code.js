// The code of a lobby, as people type it or paste it.

const CODE = /^[A-HJ-NP-Z2-9]{4}$/;
const TYPED = /^[A-ZА-Я\d]{4}$/i;

/** Cyrillic letters that look like Latin ones, whether or not a code has them, and one that is heard like one. */
const ALIKE = { А: "A", В: "B", Д: "D", Е: "E", К: "K", М: "M", Н: "H", О: "O", Р: "P", С: "C", Т: "T", У: "Y", Х: "X" };

/** The Latin letters on the keys of a Russian keyboard, from the top left. */
const KEYS = keys("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "QWERTYUIOPASDFGHJKLZXCVBNM");

function keys(russian, latin) {
  return Object.fromEntries([...russian].map((letter, index) => [letter, latin[index]]));
}

/** The code that was typed, or is at the end of a link, in Latin capitals; null for what can't be one. */
export function readCode(typed) {
  const text = lastPart(typed);
  if (!TYPED.test(text)) return null;
  const letters = [...text.toUpperCase()];
  // Who reads the code takes letters that look like it. Who types without looking takes keys.
  const table = letters.every(letter => letter in ALIKE || !(letter in KEYS)) ? ALIKE : KEYS;
  const code = letters.map(letter => table[letter] ?? letter).join("");
  return CODE.test(code) ? code : null;
}

/** Whether it has one of the characters that no code has, as they are mistaken for each other. */
export const hasUnused = typed => /[O0I1ОІ]/i.test(typed);

/** Of a link, what follows the last slash, without query and fragment. */
const lastPart = typed => typed.trim().replace(/[?#].*$/, "").replace(/\/$/, "").split("/").at(-1);
