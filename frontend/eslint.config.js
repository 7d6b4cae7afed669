import { readdirSync } from "node:fs";
import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// Imports go one way: ui, lib ← api ← components ← features ← routes. Within a folder they are relative ("./"),
// across folders they start with "@/", so that a zone is a pattern.
const layers = ["lib", "ui", "api", "components", "features", "routes"];
const outOfReach = {
  lib: ["ui", "api", "components", "features", "routes"],
  ui: ["api", "components", "features", "routes"],
  api: ["ui", "components", "features", "routes"],
  components: ["features", "routes"],
  features: ["routes"],
};

const noParents = { group: ["../*"], message: "Use @/… across folders." };
/** @param {object[]} patterns */
const forbid = (patterns) => {
  /** @type {import("eslint").Linter.RulesRecord} */
  const rules = { "no-restricted-imports": ["error", { patterns: [noParents, ...patterns] }] };
  return rules;
};

const zones = Object.entries(outOfReach).map(([layer, others]) => ({
  files: [`src/${layer}/**`],
  rules: forbid(
    others.map((other) => ({
      group: [`@/${other}`, `@/${other}/**`],
      message: `${layer} comes before ${other} in ${layers.join(" ← ")}.`,
    })),
  ),
}));

const features = readdirSync(new URL("src/features", import.meta.url)).map((feature) => ({
  files: [`src/features/${feature}/**`],
  rules: forbid([
    { group: ["@/routes", "@/routes/**"], message: "Features do not know the routes." },
    {
      group: ["@/features/**", `!@/features/${feature}`, `!@/features/${feature}/**`],
      message: "No feature imports another one: compose them in a route.",
    },
  ]),
}));

export default defineConfig(
  globalIgnores(["dist", "src/api/schema.gen.ts"]),
  tseslint.configs.strictTypeChecked,
  reactHooks.configs.flat["recommended-latest"],
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      // Virtualised rows and latest-handler refs are read on purpose outside of what the compiler can follow.
      "react-hooks/incompatible-library": "off",
    },
  },
  zones,
  features,
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
  { files: ["**/*.test.*", "src/test/**"], rules: { "@typescript-eslint/no-non-null-assertion": "off" } },
);
