import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generate } from "#scripts/generate.js";

test("the generated types match the OpenAPI document (if not: npm run generate)", async () => {
  const written = await readFile(join(import.meta.dirname, "schema.gen.ts"), "utf8");
  expect(written).toBe(await generate());
});
