// Refuses types that a client could only number or invent a name for:
//
//     node names.mjs ../../../openapi.yaml generated/hey-api/types.gen.ts
//
// An object with members and a closed list each have a name of their own in the document, except for headers, which
// no client has a type for, and what orders a list, which means something in that one operation only.
import { readFileSync } from "node:fs";
import { parse } from "yaml";

const [source, generated] = process.argv.slice(2);
const document = parse(readFileSync(source, "utf8"));
const faults = [];

function inspect(value, place) {
  if (value === null || typeof value !== "object") return;
  const named = /^#\/components\/schemas\/[^/]+$/.test(place);
  const order = /\/parameters\/\d+\/schema$/.test(place) && value.default !== undefined;
  const needless = order || place.includes("/headers/");
  if (!named && !needless && (value.properties || value.enum)) faults.push(`${place}: has no name of its own`);
  for (const [member, inner] of Object.entries(value)) {
    const isData = ["example", "examples", "default"].includes(member);
    if (!isData) inspect(inner, `${place}/${member.replaceAll("/", "~1")}`);
  }
}

inspect(document, "#");
for (const name of Object.keys(document.components.schemas)) {
  if (!/^([A-Z][a-z]+)+$/.test(name)) faults.push(`#/components/schemas/${name}: is not words`);
}
const types = readFileSync(generated, "utf8").matchAll(/^export (?:type|enum) (\w*\d|Inline\w*|Anonymous\w*) /gm);
for (const [, name] of types) {
  faults.push(`${name}: is what the generator calls it for want of a name`);
}
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
