import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";
import { api } from "./api";
import { fillCustom } from "./fieldsApi";
import { bodyOf, json } from "./http";
import { begin, register, type Scenario } from "./state";
import { notify } from "./workApi";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'";

function html(response: ServerResponse, body: string) {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(
    `<!doctype html><html lang="en"><title>Mock Zoom</title><link rel="icon" href="/favicon.svg"><main>${body}</main></html>`,
  );
}

function consent(response: ServerResponse, url: URL) {
  const state = url.searchParams.get("state") ?? "";
  const form = (name: string, value: string, words: string) =>
    `<form action="/zoom/callback"><input type="hidden" name="${name}" value="${value}"><input type="hidden" name="state" value="${state}"><button>${words}</button></form>`;
  html(
    response,
    `<h1>Cloop wants to connect</h1>${form("code", "mock-code", "Allow")}${form("error", "access_denied", "Decline")}`,
  );
}

async function control(request: IncomingMessage, response: ServerResponse, url: URL) {
  if (url.pathname === "/mock/consent") return consent(response, url);
  if (url.pathname === "/mock/scenario") {
    begin(await bodyOf<Partial<Scenario>>(request));
    fillCustom();
    return json(response, 200, {});
  }
  if (url.pathname === "/mock/zoom/register") {
    register();
    response.writeHead(303, { location: "/mock/zoom" });
    return response.end();
  }
  if (url.pathname === "/mock/notify") {
    notify();
    return json(response, 200, {});
  }
  html(
    response,
    `<h1>Mock Zoom</h1><form method="post" action="/mock/zoom/register"><button>Register somebody</button></form>`,
  );
}

/** Plays the API in memory, for work on the screens without a server. Never part of a build. */
export function mockApi(): Plugin {
  begin({});
  fillCustom();
  const handle: Connect.NextHandleFunction = (request, response, next) => {
    const url = new URL(request.url ?? "/", "http://mock.invalid");
    if (url.pathname.startsWith("/api/")) return void api(request, response, url).catch(next);
    if (url.pathname.startsWith("/mock/")) return void control(request, response, url).catch(next);
    next();
  };
  return {
    name: "mock-api",
    configureServer: (server) => void server.middlewares.use(handle),
    configurePreviewServer: (server) => {
      server.middlewares.use((_request, response, next) => {
        response.setHeader("content-security-policy", policy);
        next();
      });
      server.middlewares.use(handle);
    },
  };
}
