// Writes one call of every operation of the document, with the document's own examples as arguments:
//
//     node write-calls.mjs ../../../openapi.yaml generated
//
// The compiler then holds the document to four promises: its examples are what its schemas say, each answer is of
// the type it names, each refusal is a problem with `type`, `title` and `status`, and each operation is a function
// of its own name.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
const [source, folder] = process.argv.slice(2);
const document = parse(readFileSync(source, "utf8"));

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({ path, method, ...resolved(item[method]) })),
);

/** What `value` refers to, or itself. */
function resolved(value) {
  if (!value.$ref) return value;
  const steps = value.$ref.replace("#/", "").split("/");
  return steps.reduce((inner, step) => inner[step.replaceAll("~1", "/").replaceAll("~0", "~")], document);
}

/** Arguments from the examples. An optional parameter without an example is left out; a required one has one. */
function parametersOf({ operationId, parameters = [] }) {
  const given = {};
  for (const { name, in: place, required, example, schema } of parameters.map(resolved)) {
    const { example: shown, examples, default: usual } = resolved(schema);
    const value = example ?? shown ?? examples?.[0] ?? usual;
    if (value !== undefined) (given[place] ??= {})[name] = value;
    else if (required) throw new Error(`${operationId}: the parameter ${name} has no example`);
  }
  return given;
}

/** The media type and schema of the first answer that succeeds, if it has a body. */
function answerOf({ responses }) {
  const success = Object.keys(responses).find((status) => status.startsWith("2"));
  const [media, content] = Object.entries(resolved(responses[success] ?? {}).content ?? {})[0] ?? [];
  return { media, name: content?.schema?.$ref?.split("/").pop() };
}

function optionsOf(operation) {
  const options = {};
  const params = parametersOf(operation);
  if (Object.keys(params).length > 0) options.params = params;
  if (operation.requestBody) {
    const [content] = Object.values(resolved(operation.requestBody).content);
    options.body = content.example ?? Object.values(content.examples)[0].value;
  }
  if (!(answerOf(operation).media ?? "json").includes("json")) options.parseAs = "text";
  return Object.keys(options).length > 0 ? `, ${JSON.stringify(options, null, 2).replaceAll("\n", "\n  ")}` : "";
}

function callOf(operation) {
  const { name } = answerOf(operation);
  const type = name ? `Schemas[${JSON.stringify(name)}]` : "unknown";
  const call = `client.${operation.method.toUpperCase()}(${JSON.stringify(operation.path)}${optionsOf(operation)})`;
  return `export async function ${operation.operationId}(): Promise<${type} | Refusal> {
  const { data, error } = await ${call};
  return error === undefined ? data : refused(error);
}
`;
}

const names = operations.map(({ operationId }) => operationId);
const missing = operations.filter(({ operationId }) => !operationId).map(({ method, path }) => `${method} ${path}`);
if (missing.length > 0) throw new Error(`without an operationId: ${missing.join(", ")}`);

const head = "// Written by write-calls.mjs.\n";
const calls = `${head}import { client, refused, type Refusal, type Schemas } from "../client.js";

${operations.map(callOf).join("\n")}`;
const functions = `${head}import * as sdk from "./index.js";

export const functions: Record<string, (options: never) => Promise<unknown>> = {
${names.map((name) => `  ${name}: sdk.${name},\n`).join("")}};
`;

writeFileSync(join(folder, "calls.ts"), calls);
writeFileSync(join(folder, "hey-api", "functions.ts"), functions);
console.log(`${names.length} operations are called`);
