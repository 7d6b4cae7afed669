import type { IncomingMessage, ServerResponse } from "node:http";
import type { components } from "../src/api/contract";
import { dataMap } from "./dataMap";
import { fieldRoutes } from "./fieldsApi";
import { bodyOf, json, pageOf, problem, route as answer } from "./http";
import { leadRoutes } from "./leadApi";
import { mergeRoutes } from "./mergeApi";
import { ruleRoutes } from "./rulesApi";
import { connect, openSession, state } from "./state";
import { uuid } from "./workspace";
import { ownRoutes, workRoutes } from "./workApi";
import { workspaceRoutes } from "./workspaceApi";

type Schemas = components["schemas"];

function stream(request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("event: ready\ndata: {}\n\n");
  state.streams.add(response);
  const ping = setInterval(() => response.write("event: ping\ndata: {}\n\n"), 15_000);
  request.on("close", () => {
    clearInterval(ping);
    state.streams.delete(response);
  });
}

const failures: Schemas["DeliveryView"][] = [
  "The meeting id in the payload is not a number",
  "The payload ended early",
].map((error, n) => ({
  id: uuid(),
  event: n ? "webinar.registration_created" : "meeting.registration_created",
  state: "failed",
  received_at: new Date(Date.now() - (n + 1) * 5_400_000).toISOString(),
  attempts: 8 - n,
  error,
}));

async function account(request: IncomingMessage, response: ServerResponse, isNew: boolean) {
  const body = await bodyOf<Schemas["SignUpBody"]>(request);
  await new Promise((done) => setTimeout(done, 250));
  if (isNew && body.email.startsWith("taken"))
    return problem(response, 409, "email_taken", [
      { pointer: "/email", code: "email_taken", detail: "taken" },
    ]);
  if (isNew && body.password.includes("123456789012"))
    return problem(response, 422, "invalid", [{ pointer: "/password", code: "guessable", detail: "common" }]);
  if (body.email.startsWith("often")) {
    response.setHeader("retry-after", "40");
    return problem(response, 429, "too_many_attempts");
  }
  if (!isNew && body.password === "wrong") return problem(response, 401, "wrong_credentials");
  json(
    response,
    isNew ? 201 : 200,
    isNew ? openSession(body.name, body.email, body.company_name) : openSession(),
  );
}

/** Everything that counts as work on leads, and needs the right to it. */
const leadWork = / \/(leads|notes|tasks|duplicates|merges|bulk)\b/;

export async function api(request: IncomingMessage, response: ServerResponse, url: URL) {
  const { scenario, session } = state;
  const route = `${request.method} ${url.pathname.replace("/api/v1", "")}`;
  if (scenario.slow && request.method === "GET") await new Promise((done) => setTimeout(done, scenario.slow));
  if (route === "POST /sign-up") return account(request, response, true);
  if (route === "POST /session") return account(request, response, false);
  if (!session) return problem(response, 401, "unauthenticated");
  if (request.method !== "GET" && request.headers["x-csrf"] !== session.csrf_token)
    return problem(response, 403, "csrf");
  if (route === "GET /session") return json(response, 200, session);
  if (route === "DELETE /session") {
    state.session = null;
    return json(response, 204);
  }
  if (route === "GET /events") return stream(request, response);
  const writes = request.method !== "GET";
  const may = session.permissions;
  if (answer(ownRoutes, { request, response, url })) return;
  if (writes && leadWork.test(route) && !may.includes("leads_write"))
    return problem(response, 403, "forbidden");
  if (answer({ ...leadRoutes, ...workRoutes, ...mergeRoutes }, { request, response, url })) return;
  if (writes && !/ \/(views|zoom)/.test(route) && !may.includes("settings_manage"))
    return problem(response, 403, "forbidden");
  if (answer({ ...fieldRoutes, ...ruleRoutes, ...workspaceRoutes }, { request, response, url })) return;
  if (route === "GET /zoom") {
    const view: Schemas["ZoomView"] = {
      configured: scenario.configured,
      webhook_url: "https://cloop.fjordline.example/hooks/zoom",
      redirect_url: "https://cloop.fjordline.example/zoom/callback",
      events: [
        "meeting.registration_created",
        "meeting.registration_cancelled",
        "webinar.registration_created",
        "app_deauthorized",
      ],
      connections: state.connection ? [state.connection] : [],
      deliveries: { last_received_at: state.connection?.last_delivery_at ?? null, failed: scenario.failed },
    };
    return json(response, 200, view);
  }
  if (!session.permissions.includes("zoom_manage") && request.method !== "GET")
    return problem(response, 403, "forbidden");
  if (route === "POST /zoom/authorizations") {
    const expires_at = new Date(Date.now() + 600_000).toISOString();
    return json(response, 201, { authorize_url: `/mock/consent?state=${uuid()}`, expires_at });
  }
  if (route === "POST /zoom/connections") {
    await new Promise((done) => setTimeout(done, 500));
    if (scenario.connect) return problem(response, scenario.connect.status, scenario.connect.code);
    return json(response, 201, connect());
  }
  if (route.startsWith("DELETE /zoom/connections/")) {
    state.connection = null;
    return json(response, 204);
  }
  if (route === "GET /zoom/deliveries")
    return json(response, 200, pageOf(failures.slice(0, scenario.failed), url));
  if (route === "GET /privacy/data-map") return json(response, 200, dataMap);
  problem(response, 404, "not_found");
}
