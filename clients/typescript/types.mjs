// Makes src/api.ts, the types of the API, of openapi.json:
//
//   node types.mjs            writes it anew
//   node types.mjs --check    says whether it is what the description makes, and writes nothing

import { readFileSync, writeFileSync } from "node:fs";

const DESCRIPTION = new URL("../../openapi.json", import.meta.url);
const TYPES = new URL("src/api.ts", import.meta.url);

const nameOf = ({ $ref }) => $ref.split("/").at(-1);

function typeOf(schema) {
  if (schema.$ref) return nameOf(schema);
  if (schema.oneOf) return schema.oneOf.map(typeOf).join(" | ");
  if (schema.allOf) return schema.allOf.map(typeOf).join(" & ");
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(" | ");
  if (Array.isArray(schema.type)) return schema.type.map(type => typeOf({ ...schema, type })).join(" | ");
  if (schema.type === "array") return `${grouped(typeOf(schema.items))}[]`;
  if (schema.type === "object") return fieldsOf(schema);
  if (schema.type === "integer") return "number";
  if (["string", "number", "boolean", "null"].includes(schema.type)) return schema.type;
  throw new Error(`no type for ${JSON.stringify(schema)}`);
}

const grouped = type => (/[|&]/.test(type) ? `(${type})` : type);

const described = ({ description, oneOf }) => description ?? oneOf?.find(one => one.description)?.description;

/** Lines of a comment, or none. */
function comment(schema, indent) {
  const text = described(schema);
  if (text === undefined) return "";
  return `${indent}/** ${text.replaceAll("*/", "*\\/").split(/\s*\n\s*/).join(" ")} */\n`;
}

function fieldsOf({ properties, required = [] }) {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? "" : "?";
    // What is left out may be said to be undefined as well: JSON has neither.
    const type = mark === "" ? typeOf(schema) : `${typeOf(schema)} | undefined`;
    return `${comment(schema, "  ")}  ${name}${mark}: ${type};\n`;
  });
  return `{\n${fields.join("")}}`;
}

function typesOf({ components }) {
  const types = Object.entries(components.schemas).map(
    ([name, schema]) => `${comment(schema, "")}export type ${name} = ${typeOf(schema)};\n`,
  );
  return `// Made of openapi.json by types.mjs: run \`npm run types\`.\n\n${types.join("\n")}`;
}

const made = typesOf(JSON.parse(readFileSync(DESCRIPTION, "utf8")));
if (process.argv[2] !== "--check") writeFileSync(TYPES, made);
else if (readFileSync(TYPES, "utf8") !== made) {
  console.error("clients/typescript/src/api.ts is not what openapi.json makes: run npm run types there");
  process.exitCode = 1;
}
