// Texts in the language of the person. Each language is one file, with the same keys.

import en from "./texts/en.js";
import ru from "./texts/ru.js";

export const languages = { en, ru };

/** The first of the browser's languages that there are texts in. */
export function browserLanguage(wanted = navigator.languages ?? [navigator.language]) {
  const known = wanted.map(tag => tag.split("-")[0].toLowerCase()).find(tag => Object.hasOwn(languages, tag));
  return known ?? "en";
}

// Direction isolates: a name from right to left leaves the sentence around it as it is.
const isolated = value => (typeof value === "string" ? `\u2068${value}\u2069` : value);

/** The text of a key. Values replace {placeholders}; a text that has to count is a function of the values. */
export function text(language, key, values = {}) {
  const found = languages[language][key];
  if (typeof found === "function") return found(values);
  return found.replace(/\{(\w+)\}/g, (_, name) => isolated(values[name]));
}
