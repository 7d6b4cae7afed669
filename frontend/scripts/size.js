import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const root = new URL("../dist/", import.meta.url);
const budgets = [
  { screen: "sign-in", page: "src/routes/SignInRoute.tsx", limit: 120 },
  { screen: "leads", page: "src/routes/LeadsRoute.tsx", also: ["src/routes/AppLayout.tsx"], limit: 200 },
];

/** @type {Record<string, {file: string, imports?: string[], isEntry?: boolean}>} */
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", root), "utf8"));

/** @param {string} key @param {Set<string>} seen */
function closure(key, seen) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the manifest`);
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of chunk.imports ?? []) closure(next, seen);
  return seen;
}

let over = false;
for (const { screen, page, also = [], limit } of budgets) {
  const seen = new Set();
  for (const key of ["index.html", page, ...also]) closure(key, seen);
  let total = 0;
  for (const key of seen) {
    const file = manifest[key]?.file ?? "";
    const bytes = gzipSync(await readFile(new URL(file, root)), { level: 9 }).length;
    total += bytes;
    console.log(`  ${(bytes / 1000).toFixed(1).padStart(7)} kB  ${file}`);
  }
  const kilobytes = total / 1000;
  over ||= kilobytes > limit;
  console.log(`${screen}: ${kilobytes.toFixed(1)} kB of ${limit} kB gzipped JavaScript\n`);
}
process.exitCode = over ? 1 : 0;
