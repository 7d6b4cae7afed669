import type { components, paths } from "@/api/contract";

type Method = "get" | "post" | "delete" | "patch" | "put";
type Responses<P extends keyof paths, M extends Method> =
  paths[P] extends Record<M, { responses: infer R }> ? R : never;
type Status<P extends keyof paths, M extends Method> = Extract<keyof Responses<P, M>, number>;
type Body<P extends keyof paths, M extends Method, S> = S extends keyof Responses<P, M>
  ? Responses<P, M>[S] extends { content: infer C }
    ? C[keyof C]
    : undefined
  : never;

type Handler = (
  request: Request,
) => { status: number; body: unknown } | Promise<{ status: number; body: unknown }>;

const handlers = new Map<string, Handler>();
export const requests: { method: string; path: string; body: unknown; csrf: string | null }[] = [];

export function clearHandlers() {
  handlers.clear();
  requests.length = 0;
}

/** Answers one operation at the network boundary. What it answers is checked against the OpenAPI document. */
export function answer<P extends keyof paths, M extends Method, S extends Status<P, M>>(
  method: M,
  path: P,
  status: S,
  body: Body<P, M, S>,
) {
  handlers.set(`${method} ${path}`, () => ({ status, body }));
}

type Problem = components["schemas"]["Problem"];

/** Every operation can answer with a problem. */
export function refuse(
  method: Method,
  path: keyof paths,
  status: number,
  code: string,
  errors: Problem["errors"] = [],
  more: Partial<Problem> = {},
) {
  handlers.set(`${method} ${path}`, () => ({ status, body: { ...problem(status, code, errors), ...more } }));
}

/** An answer that changes: called for each request. */
export function answerWith<P extends keyof paths, M extends Method, S extends Status<P, M>>(
  method: M,
  path: P,
  status: S,
  make: () => Body<P, M, S> | Promise<Body<P, M, S>>,
) {
  handlers.set(`${method} ${path}`, async () => ({ status, body: await make() }));
}

/** A refusal first, and then the answer that was set up before. */
export function refuseOnce(method: Method, path: keyof paths, status: number, code: string) {
  const operation = `${method} ${path}`;
  const later = handlers.get(operation);
  handlers.set(operation, () => {
    if (later) handlers.set(operation, later);
    return { status, body: problem(status, code) };
  });
}

export const problem = (status: number, code: string, errors: Problem["errors"] = []): Problem => ({
  type: `/problems/${code}`,
  title: code,
  status,
  detail: code,
  instance: "request-1",
  code,
  errors,
  lead_id: null,
});

function find(method: string, path: string): Handler | undefined {
  for (const [operation, handler] of handlers) {
    const [verb, template = ""] = operation.split(" ");
    const pattern = new RegExp(`^${template.replace(/\{[^}]+\}/g, "[^/]+")}$`);
    if (verb === method && pattern.test(path)) return handler;
  }
  return undefined;
}

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const method = request.method.toLowerCase();
  const path = new URL(request.url).pathname;
  const text = await request.clone().text();
  requests.push({
    method,
    path,
    body: text ? JSON.parse(text) : undefined,
    csrf: request.headers.get("x-csrf"),
  });
  const handler = find(method, path);
  if (!handler) throw new TypeError(`Nothing answers ${method} ${path}`);
  const { status, body } = await handler(request);
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { "content-type": type, "x-request-id": "request-1" },
  });
};
