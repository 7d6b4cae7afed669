import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { session } from "@/test/fixtures";
import { renderApp } from "@/test/render";
import { answer, answerWith, refuse, requests } from "@/test/server";

beforeEach(() => {
  vi.stubGlobal(
    "EventSource",
    class extends EventTarget {
      close() {}
    },
  );
  answer("get", "/api/v1/leads", 200, { items: [], next_cursor: null });
});

async function fillSignUp(user: ReturnType<typeof renderApp>["user"]) {
  await user.type(await screen.findByLabelText("Your name"), "Ingrid Solheim");
  await user.type(screen.getByLabelText("Work email"), "ingrid@fjordline.example");
  await user.type(screen.getByLabelText("Password"), "correct horse battery");
  await user.type(screen.getByLabelText("Company"), "Fjordline");
}

test("what is missing is said before anything is sent, and the first wrong field has the focus", async () => {
  const { user } = renderApp("/sign-up");
  await user.click(await screen.findByRole("button", { name: "Create workspace" }));
  expect(screen.getByText("Enter your name.")).toBeTruthy();
  expect(screen.getByText("Choose a password.")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Your name")));
  expect(requests).toEqual([]);
});

test("a password counts its missing characters and can be shown", async () => {
  const { user } = renderApp("/sign-up");
  const password = await screen.findByLabelText("Password");
  await user.type(password, "elevenchars");
  expect(screen.getByText("1 more character.")).toBeTruthy();
  await user.type(password, "!");
  expect(screen.getByText("Long enough")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show password" }));
  expect(password.getAttribute("type")).toBe("text");
});

test("an email that is taken is said at the email", async () => {
  refuse("post", "/api/v1/sign-up", 409, "email_taken", [
    { pointer: "/email", code: "email_taken", detail: "taken" },
  ]);
  const { user } = renderApp("/sign-up");
  await fillSignUp(user);
  await user.click(screen.getByRole("button", { name: "Create workspace" }));
  expect(await screen.findByText(/account with this email exists/)).toBeTruthy();
  expect(screen.getByLabelText("Work email").getAttribute("aria-invalid")).toBe("true");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Work email")));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("signing up sends what was typed and goes to the leads", async () => {
  answer("post", "/api/v1/sign-up", 201, session());
  const { user, router } = renderApp("/sign-up");
  await fillSignUp(user);
  await user.click(screen.getByRole("button", { name: "Create workspace" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/leads"));
  expect(requests[0]?.body).toEqual({
    name: "Ingrid Solheim",
    email: "ingrid@fjordline.example",
    password: "correct horse battery",
    company_name: "Fjordline",
  });
});

test("wrong credentials are one message for the whole form, and the button works again", async () => {
  refuse("post", "/api/v1/session", 401, "wrong_credentials");
  const { user } = renderApp("/sign-in");
  await user.type(await screen.findByLabelText("Work email"), "ingrid@fjordline.example");
  await user.type(screen.getByLabelText("Password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("alert")).textContent).toMatch(/don’t go together/);
  expect(screen.getByRole("button", { name: "Sign in" }).hasAttribute("disabled")).toBe(false);
});

test("while it is being checked the button says so and can’t be pressed twice", async () => {
  let done: (value: ReturnType<typeof session>) => void = () => undefined;
  answerWith("post", "/api/v1/session", 200, () => new Promise((resolve) => (done = resolve)));
  const { user, router } = renderApp("/sign-in?return_to=%2Fleads%3Fpeek%3Dl1");
  await user.type(await screen.findByLabelText("Work email"), "ingrid@fjordline.example");
  await user.type(screen.getByLabelText("Password"), "correct horse battery");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("button", { name: "Checking…" })).hasAttribute("disabled")).toBe(true);
  done(session());
  await waitFor(() => expect(router.state.location.href).toBe("/leads?peek=l1"));
});

test("a signed-out visitor is led to the door, and back to where they wanted to go", async () => {
  refuse("get", "/api/v1/session", 401, "unauthenticated");
  const { router } = renderApp("/privacy/data?q=email");
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  expect(router.state.location.search).toEqual({ return_to: "/privacy/data?q=email" });
});
