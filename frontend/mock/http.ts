import type { IncomingMessage, ServerResponse } from "node:http";
import type { components } from "../src/api/contract";

type Schemas = components["schemas"];

const requestId = "01935f6a-7c1e-7d30-9c55-2b8a64f0e911";

export function json(response: ServerResponse, status: number, body?: unknown) {
  response.writeHead(status, {
    "content-type": "application/json",
    "x-request-id": requestId,
    "cache-control": "no-store",
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

export function problem(
  response: ServerResponse,
  status: number,
  code: string,
  errors: Schemas["FieldProblem"][] = [],
  more: Partial<Schemas["Problem"]> = {},
) {
  const body: Schemas["Problem"] = {
    type: `/problems/${code}`,
    title: code,
    status,
    detail: code,
    instance: requestId,
    code,
    errors,
    lead_id: null,
    ...more,
  };
  response.setHeader("content-type", "application/problem+json");
  json(response, status, body);
}

export async function bodyOf<T>(request: IncomingMessage): Promise<T> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text || "{}") as T;
}

export function pageOf<T>(items: T[], url: URL) {
  const from = Number(url.searchParams.get("cursor") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 50);
  const to = from + limit;
  return { items: items.slice(from, to), next_cursor: to < items.length ? String(to) : null };
}

/** One operation: `params` are what the braces of its path stood for. */
export type Call = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  params: string[];
};
export type Routes = Record<string, (call: Call) => unknown>;

export function route(routes: Routes, call: Omit<Call, "params">): boolean {
  const asked = `${call.request.method} ${call.url.pathname.replace("/api/v1", "")}`;
  for (const [pattern, answer] of Object.entries(routes)) {
    const match = new RegExp(`^${pattern.replace(/\{\}/g, "([^/]+)")}$`).exec(asked);
    if (!match) continue;
    void answer({ ...call, params: match.slice(1) });
    return true;
  }
  return false;
}
