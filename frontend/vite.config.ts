import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { mockApi } from "./mock/plugin";
import { precompress } from "./scripts/precompress";

const server = "http://127.0.0.1:8080";
const proxied = ["/api", "/hooks", "/openapi.json", "/docs", "/healthz"];

// What every screen needs, and beside it what only the signed-in screens read their data with.
const reading =
  "query-core.*(queryObserver|QueryObserver|queriesObserver)|react-query.*(useBaseQuery|useQuery\\.|useInfinite|useSuspense)";
const lists = new RegExp(reading);
const platform = new RegExp(
  `^(?!.*(${reading})).*node_modules.((react|react-dom|scheduler|use-sync-external-store)[/\\\\]|@tanstack.(?!.*virtual))`,
);

export default defineConfig(({ mode }) => ({
  plugins: [react(), tailwindcss(), precompress(), mode === "mock" && mockApi()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    manifest: true,
    // The content security policy allows no data: URLs, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "platform", test: platform, priority: 2 },
            { name: "lists", test: lists, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: mode === "mock" ? {} : Object.fromEntries(proxied.map((path) => [path, server])),
  },
  preview: { host: "127.0.0.1" },
}));
