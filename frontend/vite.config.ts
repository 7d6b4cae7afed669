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
  "query-core.*(queryObserver|QueryObserver|queriesObserver)|react-query.*(useBaseQuery|useQuery\\.|useQueries|useInfinite|useSuspense)";
const lists = new RegExp(reading);
const platform = new RegExp(
  `^(?!.*(${reading})).*node_modules.((react|react-dom|scheduler|use-sync-external-store)[/\\\\]|@tanstack.(?!.*virtual))`,
);

// What the door itself is made of, and what furnishes the rooms behind it: two files instead of thirty.
const door =
  /src.(lib.cn|ui.(Button|button|Callout|EmptyState|ErrorText|Field|Pulse|Skeleton|Spinner|Toasts|toast))\./;
const rooms = /src.ui./;

const icons = /lucide-react.*icons.(?!eye|circle-alert|circle-exclamation)/;

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
        // Every page knows all files by name, so the names are short.
        chunkFileNames: "assets/[hash].js",
        codeSplitting: {
          groups: [
            { name: "platform", test: platform, priority: 2 },
            { name: "lists", test: lists, priority: 1 },
            // What draws an icon is needed at the door already; the icons are not.
            { name: "icon", test: /lucide-react.dist.esm.(?!icons)/, priority: 1 },
            // Dozens of files of a few bytes each would only make the list of files longer.
            { name: "door", test: door, priority: 2 },
            { name: "rooms", test: rooms },
            { name: "icons", test: icons, minShareCount: 2 },
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
