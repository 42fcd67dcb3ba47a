// Makes web/dist of the modules beside this file: one script, one style sheet, and the page that names both.
//
//   node build.mjs            writes dist/ anew
//   node build.mjs --check    says whether dist/ is what would be written, and writes nothing
//   node build.mjs --watch    writes it again after each change, until it is stopped

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "dist");

const optionsFor = directory => ({
  absWorkingDir: here,
  entryPoints: ["app.js", "style.css"],
  outdir: join(directory, "assets"),
  // Named by their content: they never change, and two versions of the service never mix.
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  splitting: true,
  bundle: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  minify: true,
  charset: "utf8",
  legalComments: "none", // they are in licenses.txt
  define: { LANGUAGES: JSON.stringify(languages()) },
  metafile: true,
  logLevel: "warning",
  plugins: [{ name: "page", setup: build => build.onEnd(result => finish(directory, result)) }],
});

/** Each file in texts/ is a language. */
const languages = () => readdirSync(join(here, "texts")).map(name => basename(name, ".js")).sort();

function finish(directory, { errors, metafile }) {
  if (errors.length > 0) return;
  const made = Object.entries(metafile.outputs).map(([path, { entryPoint }]) => [entryPoint, basename(path)]);
  removeOthers(join(directory, "assets"), made.map(([, name]) => name));
  const page = readFileSync(join(here, "index.html"), "utf8");
  const named = made.reduce((text, [entry, name]) => text.replace(`"/web/${entry}"`, `"/web/assets/${name}"`), page);
  writeFileSync(join(directory, "index.html"), named.replace("</head>", `${preloads(metafile)}</head>`));
  cpSync(join(here, "static"), directory, { recursive: true });
  writeFileSync(join(directory, "licenses.txt"), licenses());
}

/** What the script is made of is asked for beside it, and not only after it. */
const preloads = ({ outputs }) =>
  Object.values(outputs)
    .filter(({ entryPoint }) => entryPoint === "app.js")
    .flatMap(({ imports }) => imports.filter(({ kind }) => kind === "import-statement"))
    .map(({ path }) => `<link rel="modulepreload" href="/web/assets/${basename(path)}">\n`)
    .join("");

function removeOthers(directory, names) {
  for (const name of readdirSync(directory)) if (!names.includes(name)) rmSync(join(directory, name));
}

function licenses() {
  const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  return Object.entries(dependencies)
    .map(([name, version]) => `${name} ${version}\n\n${readFileSync(join(here, "node_modules", name, "LICENSE"), "utf8")}`)
    .join("\n");
}

const contents = directory =>
  new Map(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter(file => file.isFile())
      .map(({ path, parentPath = path, name }) => join(parentPath, name))
      .map(path => [path.slice(directory.length + 1), readFileSync(path, "base64")]),
  );

async function check() {
  const afresh = mkdtempSync(join(tmpdir(), "panenka-dist-"));
  try {
    await esbuild.build(optionsFor(afresh));
    const [made, kept] = [contents(afresh), contents(dist)];
    const names = [...new Set([...made.keys(), ...kept.keys()])].filter(name => made.get(name) !== kept.get(name));
    for (const name of names) console.error(`web/dist/${name} is not what the sources make: run scripts/web`);
    process.exitCode = names.length > 0 ? 1 : 0;
  } finally {
    rmSync(afresh, { recursive: true });
  }
}

const [mode] = process.argv.slice(2);
if (mode === "--check") await check();
else if (mode === "--watch") await (await esbuild.context(optionsFor(dist))).watch();
else await esbuild.build(optionsFor(dist));
