import createClient, { type Middleware } from "openapi-fetch";
import { ApiError, readProblem } from "./problem";
import type { components, paths } from "./contract";

/** Lives in memory only: it is worth nothing without the session cookie, and the session answer brings it again. */
let csrf: string | undefined;

const opensSession = new Set<string>(["/api/v1/session", "/api/v1/sign-up"]);

const boundary: Middleware = {
  async onRequest({ request, schemaPath }) {
    if (request.method === "GET") return;
    // A page can be entered where nothing has asked for the session yet, as when coming back from Zoom.
    if (!csrf && !opensSession.has(schemaPath)) await client.GET("/api/v1/session").catch(() => undefined);
    if (csrf) request.headers.set("X-Csrf", csrf);
    return request;
  },
  async onResponse({ response, schemaPath, request }) {
    if (!response.ok) throw await readProblem(response);
    if (!opensSession.has(schemaPath)) return;
    if (request.method === "DELETE") csrf = undefined;
    else csrf = ((await response.clone().json()) as components["schemas"]["SessionView"]).csrf_token;
  },
  onError({ error }) {
    if (error instanceof ApiError || (error instanceof DOMException && error.name === "AbortError")) return;
    return new ApiError({ code: "network", status: 0 });
  },
};

export const client = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: "same-origin",
  fetch: (request) => globalThis.fetch(request),
});

client.use(boundary);

/** Errors have been thrown by then; this only tells the compiler so. */
export async function answer<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await call;
  if (data === undefined || data === null) throw new ApiError({ code: "unexpected", status: 200 });
  return data;
}
