import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { FakeEventSource } from "@/test/FakeEventSource";
import { connection, lead, leadView, session, zoom } from "@/test/fixtures";
import { renderApp } from "@/test/render";
import { answer, answerWith, refuse, requests } from "@/test/server";
import { workspace } from "@/test/workspace";

let leads: ReturnType<typeof lead>[];

beforeEach(() => {
  FakeEventSource.opened = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  leads = [lead("l2", "Maya Okonkwo"), lead("l1", "Jonas Lindqvist")];
  answer("get", "/api/v1/session", 200, session());
  answer("get", "/api/v1/zoom", 200, zoom());
  workspace();
  answerWith("get", "/api/v1/leads", 200, () => ({ items: leads, next_cursor: null }));
});

const names = () =>
  within(screen.getByRole("table", { name: "Leads" }))
    .getAllByRole("link")
    .map((link) => link.textContent);

const capture = (id: string, name: string) => {
  leads = [lead(id, name), ...leads];
  act(() => FakeEventSource.last.say("lead.captured", { lead_id: id }));
};

test("a captured lead slides in on top without a reload, once, and is announced", async () => {
  renderApp("/leads");
  await screen.findByRole("link", { name: "Maya Okonkwo" });
  act(() => FakeEventSource.last.say("ready"));
  expect(await screen.findByText("Live")).toBeTruthy();
  capture("l3", "Ana Souza");
  expect(await screen.findByRole("link", { name: "Ana Souza" })).toBeTruthy();
  act(() => FakeEventSource.last.say("lead.captured", { lead_id: "l3" }));
  await waitFor(() => expect(names()).toEqual(["Ana Souza", "Maya Okonkwo", "Jonas Lindqvist"]));
  expect(screen.getByText("New lead: Ana Souza")).toBeTruthy();
});

test("many at once cost one request", async () => {
  renderApp("/leads");
  await screen.findByRole("link", { name: "Maya Okonkwo" });
  const before = requests.filter(({ path }) => path === "/api/v1/leads").length;
  for (const id of ["a", "b", "c", "d"]) capture(id, `Lead ${id}`);
  expect(await screen.findByText("4 new leads")).toBeTruthy();
  expect(requests.filter(({ path }) => path === "/api/v1/leads")).toHaveLength(before + 1);
});

test("the indicator is only green after ready, and amber when the stream breaks", async () => {
  renderApp("/leads");
  expect(await screen.findByText("Connecting")).toBeTruthy();
  act(() => FakeEventSource.last.say("ready"));
  expect(await screen.findByText("Live")).toBeTruthy();
  act(() => FakeEventSource.last.break());
  expect(await screen.findByText("Reconnecting")).toBeTruthy();
});

test("an empty workspace is led to its first lead, and the screen turns into the list", async () => {
  leads = [];
  answer("get", "/api/v1/zoom", 200, zoom({ connections: [connection()] }));
  renderApp("/leads");
  expect(await screen.findByRole("heading", { name: "Zoom is connected" })).toBeTruthy();
  act(() => FakeEventSource.last.say("ready"));
  expect(await screen.findByText("Waiting for your first registration…")).toBeTruthy();
  capture("l1", "Maya Okonkwo");
  expect(await screen.findByRole("heading", { name: "Your first lead is here" })).toBeTruthy();
  expect(names()).toEqual(["Maya Okonkwo"]);
});

test("who may not connect Zoom is told whom to ask", async () => {
  leads = [];
  answer(
    "get",
    "/api/v1/session",
    200,
    session({ role: "viewer", permissions: ["leads_read", "zoom_read"] }),
  );
  renderApp("/leads");
  const button = await screen.findByRole("button", { name: "Connect Zoom" });
  expect(button.hasAttribute("disabled")).toBe(true);
  expect(screen.getByText(/Ask an owner or admin of Fjordline/)).toBeTruthy();
});

test("j and k move, Space peeks, Esc closes", async () => {
  answer("get", "/api/v1/leads/{lead_id}", 200, leadView("l2", "Maya Okonkwo"));
  const { user, router } = renderApp("/leads");
  await screen.findByRole("link", { name: "Maya Okonkwo" });
  await user.keyboard("jjk");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Maya Okonkwo"));
  await user.keyboard(" ");
  expect(await screen.findByRole("complementary", { name: "Lead preview" })).toBeTruthy();
  expect(router.state.location.search).toEqual({ peek: "l2" });
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("complementary", { name: "Lead preview" })).toBeNull());
});

test("a list that can’t be loaded says so, with the request’s id, and can be tried again", async () => {
  refuse("get", "/api/v1/leads", 403, "forbidden");
  renderApp("/leads");
  expect(await screen.findByRole("heading", { name: "You don’t have access to this" })).toBeTruthy();
  expect(screen.getByText("request-1")).toBeTruthy();
});

test("a lead that does not exist", async () => {
  refuse("get", "/api/v1/leads/{lead_id}", 404, "not_found");
  renderApp("/leads/nobody");
  expect(await screen.findByRole("heading", { name: "There is nothing here" })).toBeTruthy();
});
