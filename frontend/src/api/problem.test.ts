import { expect, test } from "vitest";
import { problem } from "@/test/server";
import { ApiError, messageFor, readProblem } from "./problem";

const respond = (status: number, body: unknown, headers: HeadersInit = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });

test("a problem becomes a code, a request id and messages by field", async () => {
  const body = problem(422, "invalid", [
    { pointer: "/email", code: "email", detail: "not an email" },
    { pointer: "/email", code: "too_long", detail: "second error of the same field" },
    { pointer: "/name", code: "strange", detail: "Names can’t be made of snow." },
  ]);
  const error = await readProblem(respond(422, body, { "x-request-id": "abc" }));
  expect(error).toMatchObject({ code: "invalid", status: 422, requestId: "abc" });
  expect(error.fieldErrors["/email"]?.message).toBe("Enter an email address such as name@company.com.");
  expect(error.fieldErrors["/name"]?.message).toBe("Names can’t be made of snow.");
});

test("an answer that is no problem document still becomes an error with a code", async () => {
  expect(await readProblem(respond(502, "<h1>Bad gateway</h1>"))).toMatchObject({
    code: "unexpected",
    status: 502,
  });
  expect(await readProblem(respond(401, ""))).toMatchObject({ code: "unauthenticated" });
});

test("too many attempts say how long to wait", async () => {
  const soon = await readProblem(respond(429, problem(429, "too_many_attempts"), { "retry-after": "40" }));
  expect(messageFor(soon)).toBe("Too many attempts. Try again in 40 seconds.");
  const later = await readProblem(respond(429, problem(429, "too_many_attempts"), { "retry-after": "600" }));
  expect(messageFor(later)).toBe("Too many attempts. Try again in 10 minutes.");
});

test("an unknown code and an unknown error have words too", () => {
  expect(messageFor(new ApiError({ code: "teapot", status: 418 }))).toMatch(/on our side/);
  expect(messageFor(new Error("boom"))).toMatch(/on this page/);
});
