// Texts in all languages. A language is one file in web/texts/: nothing here names one that need not be there.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

const web = new URL("../../../web/", import.meta.url).pathname;
// As the build does.
globalThis.LANGUAGES = readdirSync(join(web, "texts")).map(name => name.replace(".js", ""));
const { browserLanguage, load, nameOfLanguage, text } = await import("../../../web/texts.js");
const languages = {};
for (const name of LANGUAGES) {
  await load(name);
  languages[name] = (await import(`../../../web/texts/${name}.js`)).default;
}
const modules = directory =>
  readdirSync(join(web, directory))
    .filter(name => name.endsWith(".js"))
    .map(name => readFileSync(join(web, directory, name), "utf8"));
const code = [...modules("."), ...modules("views")].join("\n");

const placeholders = words => (typeof words === "function" ? "a function" : (words.match(/\{\w+\}/g) ?? []).sort());

test("each language has all texts, with the same placeholders, and none is empty", () => {
  for (const [name, texts] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(languages.en).sort(), name);
    for (const [key, words] of Object.entries(texts)) {
      assert.deepEqual(placeholders(words), placeholders(languages.en[key]), `${name}: ${key}`);
      assert.ok(words, `${name}: ${key}`);
    }
  }
});

test("each text the code asks for is there, and each that is there is asked for", () => {
  const quoted = new Set([...code.matchAll(/"([\w.-]+)"/g)].map(([, word]) => word));
  const asked = [...code.matchAll(/\bt\(\s*"([\w.-]+)"/g)].map(([, key]) => key);
  assert.ok(asked.length > 40);
  for (const key of asked) assert.ok(key in languages.en, key);
  for (const key of Object.keys(languages.en)) {
    if (!key.startsWith("problem.")) assert.ok(quoted.has(key) || code.includes(`.${key}`), `${key} is never used`);
  }
});

test("a problem that has a text is one of the service's", () => {
  const documented = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");
  for (const key of Object.keys(languages.en).filter(key => key.startsWith("problem."))) {
    const problem = key.slice("problem.".length);
    assert.ok(problem === "other" || documented.includes(`| \`${problem}\` |`), key);
  }
});

test("no view has words of its own", () => {
  for (const template of modules("views").flatMap(view => view.match(/>[^<>`${}]*[A-Za-zА-я]{2,}[^<>`${}]*</g) ?? [])) {
    assert.match(template, /^>Panenka<$|=>|[;=()]/, template);
  }
});

test("texts count, and keep the direction of names to themselves", () => {
  assert.equal(text("en", "place", { position: 1 }), "You are first");
  assert.equal(text("en", "place", { position: 3 }), "You are third");
  assert.equal(text("en", "place", { position: 22 }), "You are 22nd");
  assert.equal(text("en", "place", { position: 13 }), "You are 13th");
  assert.equal(text("ru", "place", { position: 3 }), "Вы на третьем месте");
  assert.equal(text("ru", "place", { position: 11 }), "Вы на 11-м месте");
  assert.equal(text("en", "activeTitle", { name: "משה" }), "\u2068משה\u2069 answers");
});

test("a language says its name in itself", () => {
  assert.equal(nameOfLanguage("en"), "English");
  assert.equal(nameOfLanguage("ru"), "Русский");
});

test("the browser's first known language is taken", () => {
  assert.equal(browserLanguage(["xx-XX", "ru-RU", "en"]), "ru");
  assert.equal(browserLanguage(["EN-gb"]), "en");
  assert.equal(browserLanguage(["xx"]), "en");
});
