import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { connection, session } from "@/test/fixtures";
import { renderApp } from "@/test/render";
import { answer, refuse, requests } from "@/test/server";

let serial = 0;

/** Every case is a new authorization: the same state would, rightly, not be sent twice. */
function comeBack(query: (state: string) => string) {
  window.history.replaceState(null, "", `/zoom/callback${query(`state-${++serial}`)}`);
  return renderApp("/zoom/callback");
}

const granted = (state: string) => `?code=secret-code&state=${state}`;

afterEach(() => window.history.replaceState(null, "", "/"));

test("a granted authorization is sent once with the CSRF token, and the code leaves the address", async () => {
  answer("get", "/api/v1/session", 200, session());
  answer("post", "/api/v1/zoom/connections", 201, connection());
  comeBack(granted);
  expect(await screen.findByRole("heading", { name: "Zoom is connected" })).toBeTruthy();
  expect(screen.getByText("ingrid@zoom.example")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Continue to leads" })).toBeTruthy();
  expect(window.location.href).not.toContain("secret-code");
  const posts = requests.filter((request) => request.method === "post");
  expect(posts).toEqual([
    {
      method: "post",
      path: "/api/v1/zoom/connections",
      body: { code: "secret-code", state: `state-${serial}` },
      csrf: "token-1",
    },
  ]);
});

test("a refusal sends nothing", async () => {
  comeBack((state) => `?error=access_denied&state=${state}`);
  expect(await screen.findByRole("heading", { name: "You declined the connection" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Start again" })).toBeTruthy();
  expect(requests).toEqual([]);
});

test.each([
  [410, "authorization_expired", "That took too long"],
  [403, "authorization_mismatch", "This answer doesn’t belong here"],
  [409, "zoom_already_linked", "Already linked to another workspace"],
  [502, "zoom_unavailable", "Zoom isn’t answering"],
  [422, "zoom_code_rejected", "Zoom didn’t accept the authorization"],
  [403, "forbidden", "Your role can’t connect Zoom"],
] as const)("%i %s has its own screen", async (status, code, title) => {
  answer("get", "/api/v1/session", 200, session());
  refuse("post", "/api/v1/zoom/connections", status, code);
  comeBack(granted);
  expect(await screen.findByRole("heading", { name: title })).toBeTruthy();
});

test("signed out on the way: sign in, then start again from the Zoom page", async () => {
  refuse("get", "/api/v1/session", 401, "unauthenticated");
  comeBack(granted);
  expect(await screen.findByRole("heading", { name: "You are signed out" })).toBeTruthy();
  const link = screen.getByRole("link", { name: "Sign in" });
  expect(link.getAttribute("href")).toBe("/sign-in?return_to=%2Fzoom");
  expect(requests.filter((request) => request.method === "post")).toEqual([]);
});

test("the start of a new authorization leaves for Zoom", async () => {
  const assign = window.location.assign.bind(window.location);
  const left: string[] = [];
  window.location.assign = (url: string | URL) => void left.push(String(url));
  answer("get", "/api/v1/session", 200, session());
  answer("post", "/api/v1/zoom/authorizations", 201, {
    authorize_url: "https://zoom.example/oauth/authorize?state=1",
    expires_at: "2026-11-22T10:00:00Z",
  });
  const { user } = comeBack((state) => `?error=access_denied&state=${state}`);
  await user.click(await screen.findByRole("button", { name: "Start again" }));
  await waitFor(() => expect(left).toEqual(["https://zoom.example/oauth/authorize?state=1"]));
  expect(requests.find(({ method }) => method === "post")?.csrf).toBe("token-1");
  window.location.assign = assign;
});
