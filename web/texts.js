// Texts in the language of the person. Each language is one file in texts/, with the same keys; it is loaded when
// somebody needs it.

/** The languages there are. Which files there are is put in by build.mjs. */
export const languages = LANGUAGES;

const loaded = {};

/** Loads the texts of a language. Throws where they can't be had. */
export async function load(language) {
  loaded[language] ??= (await import(`./texts/${language}.js`)).default;
}

/** What a language calls itself. */
export function nameOfLanguage(language) {
  const [first, ...rest] = new Intl.DisplayNames(language, { type: "language" }).of(language);
  return first.toLocaleUpperCase(language) + rest.join("");
}

/** The first of the browser's languages that there are texts in. */
export function browserLanguage(wanted = navigator.languages ?? [navigator.language]) {
  const known = wanted.map(tag => tag.split("-")[0].toLowerCase()).find(tag => languages.includes(tag));
  return known ?? "en";
}

// Direction isolates: a name from right to left leaves the sentence around it as it is.
const isolated = value => (typeof value === "string" ? `\u2068${value}\u2069` : value);

export const hasText = (language, key) => Object.hasOwn(loaded[language], key);

/** The text of a key, in a language that is loaded. Values replace {placeholders}; one that has to count is a function. */
export function text(language, key, values = {}) {
  const found = loaded[language][key];
  if (typeof found === "function") return found(values);
  return found.replace(/\{(\w+)\}/g, (_, name) => isolated(values[name]));
}
