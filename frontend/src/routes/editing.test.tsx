import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { components } from "@/api/contract";
import { FakeEventSource } from "@/test/FakeEventSource";
import { lead, leadView, session, zoom } from "@/test/fixtures";
import { renderApp } from "@/test/render";
import { answer, answerWith, refuse, refuseOnce, requests } from "@/test/server";
import { stages, workspace } from "@/test/workspace";

const inbox = { id: "s1", name: "Inbox", kind: "open" as const };
const maya = { ...lead("l1", "Maya Okonkwo"), company: "Northwind", stage: inbox, pipeline_id: "p1" };
const jonas = lead("l2", "Jonas Lindqvist");
const view = leadView("l1", "Maya Okonkwo", maya);

beforeEach(() => {
  vi.stubGlobal("EventSource", FakeEventSource);
  answer("get", "/api/v1/session", 200, session());
  answer("get", "/api/v1/zoom", 200, zoom());
  workspace();
  answer("get", "/api/v1/leads", 200, { items: [maya, jonas], next_cursor: null });
  answer("get", "/api/v1/leads/{lead_id}", 200, view);
  answer("get", "/api/v1/leads/{lead_id}/activities", 200, { items: [], next_cursor: null });
});

const sent = (method: string) => requests.filter((each) => each.method === method);
const statusOf = (status: string) =>
  screen.findByRole("button", { name: `Status of Maya Okonkwo: ${status}` });

async function choose(user: ReturnType<typeof renderApp>["user"], option: string) {
  await user.click(await screen.findByRole("option", { name: option }));
}

test("a status changed in the list shows at once and is sent", async () => {
  answer("patch", "/api/v1/leads/{lead_id}", 200, { ...view, status: "qualified", version: 2 });
  const { user } = renderApp("/leads");
  await user.click(await statusOf("new"));
  await choose(user, "Qualified");
  expect(await statusOf("qualified")).toBeTruthy();
  await waitFor(() => expect(sent("patch")).toHaveLength(1));
  expect(sent("patch")[0]?.body).toEqual({ status: "qualified" });
});

test("a refused change is taken back where everybody can see it", async () => {
  refuse("patch", "/api/v1/leads/{lead_id}", 403, "forbidden");
  const { user } = renderApp("/leads");
  await user.click(await statusOf("new"));
  await choose(user, "Working");
  expect(await screen.findByText(/Not saved. Your role doesn’t allow this/)).toBeTruthy();
  expect(await statusOf("new")).toBeTruthy();
});

test("somebody else changed something else: both changes stand, and nobody is asked", async () => {
  answer("get", "/api/v1/leads/{lead_id}", 200, { ...view, title: "CTO", version: 7 });
  answer("patch", "/api/v1/leads/{lead_id}", 200, { ...view, title: "CTO", status: "working", version: 8 });
  refuseOnce("patch", "/api/v1/leads/{lead_id}", 412, "version_conflict");
  const { user } = renderApp("/leads");
  await user.click(await statusOf("new"));
  await choose(user, "Working");
  await waitFor(() => expect(sent("patch")).toHaveLength(2));
  expect(await statusOf("working")).toBeTruthy();
  expect(screen.queryByRole("dialog", { name: "Changed in the meantime" })).toBeNull();
});

test("both changed the same field: one says what was, theirs and mine, and chooses", async () => {
  const { user } = renderApp("/leads/l1");
  await user.click(await screen.findByRole("button", { name: "Company: Northwind" }));
  answer("get", "/api/v1/leads/{lead_id}", 200, { ...view, company: "Kestrel", version: 7 });
  answer("patch", "/api/v1/leads/{lead_id}", 200, { ...view, company: "Fjordtek", version: 8 });
  refuseOnce("patch", "/api/v1/leads/{lead_id}", 412, "version_conflict");
  const field = screen.getByRole("textbox", { name: "Company" });
  await user.clear(field);
  await user.type(field, "Fjordtek{Enter}");
  const dialog = within(await screen.findByRole("dialog", { name: "Changed in the meantime" }));
  expect(dialog.getByText("Northwind")).toBeTruthy();
  expect(dialog.getByRole<HTMLInputElement>("radio", { name: /Theirs.*Kestrel/ }).checked).toBe(true);
  await user.click(dialog.getByRole("radio", { name: /Mine.*Fjordtek/ }));
  await user.click(dialog.getByRole("button", { name: "Save this choice" }));
  expect(await screen.findByRole("button", { name: "Company: Fjordtek" })).toBeTruthy();
  expect(sent("patch").at(-1)?.body).toEqual({ company: "Fjordtek" });
});

const bulk = (change: Partial<components["schemas"]["Bulk"]> = {}): components["schemas"]["Bulk"] => ({
  id: "b1",
  kind: "edit",
  state: "running",
  total: 2,
  done: 0,
  changed: 0,
  skipped: 0,
  failure: null,
  created_by: null,
  created_at: "2026-11-22T09:00:00Z",
  finished_at: null,
  undo_until: null,
  ...change,
});
const finished = bulk({ state: "done", done: 2, changed: 2, undo_until: "2027-01-01T00:00:00Z" });

test("selected leads are changed together by the server, and put back together", async () => {
  answer("post", "/api/v1/bulk", 202, bulk());
  answer("get", "/api/v1/bulk/{bulk_id}", 200, finished);
  answer("post", "/api/v1/bulk/{bulk_id}/undo", 202, bulk({ state: "undone" }));
  const { user } = renderApp("/leads");
  await screen.findByRole("link", { name: "Maya Okonkwo" });
  await user.keyboard("jxjX");
  const bar = within(await screen.findByRole("region", { name: "Selected leads" }));
  expect(bar.getByText("2 selected")).toBeTruthy();
  await user.click(bar.getByRole("button", { name: "Status" }));
  await choose(user, "Nurturing");
  expect(await statusOf("nurturing")).toBeTruthy();
  await screen.findByRole("progressbar", { name: "Changing 0 of 2" });
  act(() => FakeEventSource.last.say("bulk", { bulk_id: "b1" }));
  expect(await screen.findByText("2 leads: now Nurturing")).toBeTruthy();
  expect(screen.queryByRole("progressbar")).toBeNull();
  expect(sent("post")[0]?.body).toEqual({
    selection: { ids: ["l1", "l2"] },
    action: { kind: "edit", change: { status: "nurturing" } },
  });
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Undone")).toBeTruthy();
  expect(sent("post").at(-1)?.path).toBe("/api/v1/bulk/b1/undo");
});

test("everybody who matches is changed but those that were left out, and it can be stopped", async () => {
  let asked = 0;
  answerWith("get", "/api/v1/leads", 200, () =>
    // The pages behind the first one stay on their way.
    asked++ === 0 ? { items: [maya, jonas], next_cursor: "more" } : new Promise(() => undefined),
  );
  answer("get", "/api/v1/leads/count", 200, { count: 812, capped: false });
  answer("post", "/api/v1/bulk", 202, bulk({ kind: "delete", total: 811, done: 40 }));
  answer("post", "/api/v1/bulk/{bulk_id}/cancellation", 202, bulk({ state: "cancelled", changed: 40 }));
  const filter = { all: [{ field: "status", op: "any_of", value: ["new"] }] };
  const { user } = renderApp(`/leads?filter=${encodeURIComponent(JSON.stringify(filter))}`);
  await user.click(await screen.findByRole("checkbox", { name: "Select the first leads" }));
  await user.click(await screen.findByRole("button", { name: "Select all 812 that match" }));
  expect(await screen.findByText("All 812 selected")).toBeTruthy();
  await user.click(screen.getByRole("checkbox", { name: "Select Jonas Lindqvist" }));
  expect(await screen.findByText("All 811 selected")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  expect(await screen.findByText("Stopped. 40 leads moved to the bin")).toBeTruthy();
  expect(sent("post")[0]?.body).toEqual({
    selection: { filter, except: ["l2"] },
    action: { kind: "delete" },
  });
});

test("a refused change of many shows the leads as they were", async () => {
  refuse("post", "/api/v1/bulk", 403, "forbidden");
  const { user } = renderApp("/leads");
  await screen.findByRole("link", { name: "Maya Okonkwo" });
  await user.keyboard("jx");
  const bar = within(await screen.findByRole("region", { name: "Selected leads" }));
  await user.click(bar.getByRole("button", { name: "Status" }));
  await choose(user, "Working");
  expect(await screen.findByText(/Not changed. Your role doesn’t allow this/)).toBeTruthy();
  expect(await statusOf("new")).toBeTruthy();
});

test("a new lead whose address is taken leads to the one that has it", async () => {
  refuse(
    "post",
    "/api/v1/leads",
    409,
    "lead_exists",
    [{ pointer: "/emails/0", code: "lead_exists", detail: "taken" }],
    { lead_id: "l1" },
  );
  const { user, router } = renderApp("/leads");
  await screen.findByRole("link", { name: "Maya Okonkwo" });
  await user.keyboard("c");
  const dialog = within(await screen.findByRole("dialog", { name: "New lead" }));
  await user.click(dialog.getByRole("button", { name: "Create lead" }));
  expect(dialog.getByText("Give a name, a company, an email or a phone.")).toBeTruthy();
  expect(sent("post")).toHaveLength(0);
  await user.type(dialog.getByRole("textbox", { name: "Email" }), "l1@example.com");
  await user.click(dialog.getByRole("button", { name: "Create lead" }));
  await user.click(await dialog.findByRole("link", { name: "Open the existing lead" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/leads/l1"));
});

test("a filter built from fields is in the address and reads like a sentence", async () => {
  const { user, router } = renderApp("/leads");
  await screen.findByRole("link", { name: "Maya Okonkwo" });
  await user.click(screen.getByRole("button", { name: "Filter" }));
  await user.click(await screen.findByRole("button", { name: "Status: value: Choose…" }));
  await choose(user, "New");
  await choose(user, "Working");
  await waitFor(() =>
    expect(router.state.location.search).toEqual({
      filter: { all: [{ field: "status", op: "any_of", value: ["new", "working"] }] },
    }),
  );
  const chips = within(screen.getByRole("group", { name: "Filter in use" }));
  await user.click(await chips.findByRole("button", { name: "Remove: Status is New or Working" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("a viewer reads everything and is told why nothing can be changed", async () => {
  answer(
    "get",
    "/api/v1/session",
    200,
    session({ role: "viewer", permissions: ["leads_read", "zoom_read"] }),
  );
  const { user } = renderApp("/leads");
  await screen.findByRole("link", { name: "Maya Okonkwo" });
  expect(screen.getByRole("button", { name: "New lead" }).hasAttribute("disabled")).toBe(true);
  expect(screen.getByText("Your role can read leads, not change them.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Status of/ })).toBeNull();
  await user.keyboard("c");
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a card goes to another stage by the keyboard, and comes back when that is refused", async () => {
  const totals = stages.map(({ id }) => ({ stage_id: id, count: 1, values: [], rotting: 0 }));
  answer("get", "/api/v1/pipelines/{pipeline_id}/totals", 200, { items: totals, next_cursor: null });
  answer("patch", "/api/v1/leads/{lead_id}", 200, {
    ...view,
    stage: { id: "s2", name: "Proposal", kind: "open" },
    version: 2,
  });
  const { user } = renderApp("/board");
  const column = (name: string) => within(screen.getByRole("region", { name }));
  await waitFor(() => expect(screen.getAllByText("Nobody here")).toHaveLength(2));
  screen.getByRole("link", { name: "Maya Okonkwo" }).focus();
  await user.keyboard(" {ArrowRight}");
  expect(screen.getByText("Proposal, stage 2 of 3.")).toBeTruthy();
  await user.keyboard(" ");
  expect(await column("Proposal").findByRole("link", { name: "Maya Okonkwo" })).toBeTruthy();
  expect(column("Inbox").queryByRole("link", { name: "Maya Okonkwo" })).toBeNull();
  await waitFor(() => expect(sent("patch").at(-1)?.body).toEqual({ stage_id: "s2" }));

  refuse("patch", "/api/v1/leads/{lead_id}", 500, "unexpected");
  (await column("Proposal").findByRole("link", { name: "Maya Okonkwo" })).focus();
  await user.keyboard(" {Home} ");
  expect(await screen.findByText(/could not be moved and is back in Proposal/)).toBeTruthy();
  expect(await column("Proposal").findByRole("link", { name: "Maya Okonkwo" })).toBeTruthy();
});

test("settings that a role may not change are shown, and say whom to ask", async () => {
  answer(
    "get",
    "/api/v1/session",
    200,
    session({ role: "member", permissions: ["leads_read", "leads_write"] }),
  );
  renderApp("/settings/pipelines");
  expect(await screen.findByText(/Ask an owner or admin of Fjordline/)).toBeTruthy();
  const stage = (await screen.findAllByRole("textbox", { name: "Name of the stage" }))[0];
  expect(stage?.hasAttribute("disabled")).toBe(true);
});
