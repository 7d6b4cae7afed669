import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { settle } from "./browser";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = resolve(
  process.env.CLOOP_E2E_SCREENSHOTS ?? join(import.meta.dirname, "../../artifacts/screenshots"),
);
await mkdir(folder, { recursive: true });

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return axe.run({ runOnly: { type: "tag", values: tags } });
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}

/** Shoots the page in both sizes and both themes. Axe judges each size and each theme once: it takes its time. */
export async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of sizes) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await settle(page);
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
      if (size.width < 800 !== (colorScheme === "dark")) continue;
      const wrong = await violations(page);
      found.push(...wrong.map((each) => `${name} ${size.width} ${colorScheme} ${each}`));
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}
