import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { learnFields } from "@/api/fields";
import { FakeEventSource } from "@/test/FakeEventSource";
import { lead, leadView, session, zoom } from "@/test/fixtures";
import { renderApp } from "@/test/render";
import { answer, answerWith, refuse, requests } from "@/test/server";
import { field, workspace } from "@/test/workspace";

const plan = field("plan", "choice", {
  name: "Plan",
  options: [
    { id: "o1", label: "Starter" },
    { id: "o2", label: "Growth" },
  ],
});
const seats = field("seats", "number", { name: "Seats", position: 1 });
const union = field("union", "text", {
  name: "Trade union",
  position: 2,
  state: "quarantined",
  quarantine_reason: "“union” looks like a special category.",
});
const maya = { ...lead("l1", "Maya Okonkwo"), custom: { plan: "o1" } };
const view = leadView("l1", "Maya Okonkwo", maya);

beforeEach(() => {
  learnFields([]);
  vi.stubGlobal("EventSource", FakeEventSource);
  answer("get", "/api/v1/session", 200, session());
  answer("get", "/api/v1/zoom", 200, zoom());
  workspace([], [plan, seats, union]);
  answer("get", "/api/v1/leads", 200, { items: [maya], next_cursor: null });
  answer("get", "/api/v1/leads/{lead_id}", 200, view);
  answer("get", "/api/v1/leads/{lead_id}/activities", 200, { items: [], next_cursor: null });
});

const sent = (method: string) => requests.filter((each) => each.method === method);

test("a field of one’s own is set among the facts, and put back when it is refused", async () => {
  answer("patch", "/api/v1/leads/{lead_id}", 200, { ...view, custom: { plan: "o2" }, version: 2 });
  const { user } = renderApp("/leads/l1");
  await user.click(await screen.findByRole("button", { name: "Plan: Starter" }));
  await user.click(await screen.findByRole("option", { name: "Growth" }));
  expect(await screen.findByRole("button", { name: "Plan: Growth" })).toBeTruthy();
  await waitFor(() => expect(sent("patch")[0]?.body).toEqual({ custom: { plan: "o2" } }));

  refuse("patch", "/api/v1/leads/{lead_id}", 422, "invalid", [
    { pointer: "/custom/seats", code: "range", detail: "Too many seats." },
  ]);
  await user.click(screen.getByRole("button", { name: "Seats: Add seats" }));
  await user.keyboard("1,200{Enter}");
  await waitFor(() => expect(sent("patch").at(-1)?.body).toEqual({ custom: { seats: 1200 } }));
  expect(await screen.findByText("Not saved. Too many seats.")).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Seats: Add seats" })).toBeTruthy();
  expect(screen.queryByText("Trade union")).toBeNull();
});

test("it is a column, edited in its cell", async () => {
  answer("patch", "/api/v1/leads/{lead_id}", 200, { ...view, custom: { plan: "o1", seats: 12 } });
  const { user } = renderApp("/leads?cols=display_name,custom.seats,custom.gone");
  expect(await screen.findByRole("columnheader", { name: "Seats" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Seats of Maya Okonkwo: empty" }));
  await user.type(await screen.findByRole("textbox", { name: "Seats of Maya Okonkwo" }), "12{Enter}");
  expect(await screen.findByRole("button", { name: "Seats of Maya Okonkwo: 12" })).toBeTruthy();
});

test("it can be filtered by, and the filter reads like a sentence", async () => {
  const filter = encodeURIComponent(
    JSON.stringify({ all: [{ field: "custom.plan", op: "any_of", value: ["o2"] }] }),
  );
  const { user, router } = renderApp(`/leads?filter=${filter}`);
  expect(await screen.findByRole("button", { name: "Remove: Plan is Growth" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /^Filter/ }));
  await user.click(await screen.findByRole("button", { name: /Add a condition/ }));
  await user.click(await screen.findByRole("option", { name: "Seats" }));
  await user.type(await screen.findByRole("textbox", { name: "Seats: value" }), "2.5");
  await waitFor(() =>
    expect(router.state.location.search).toEqual({
      filter: {
        all: [
          { field: "custom.plan", op: "any_of", value: ["o2"] },
          { field: "custom.seats", op: "at_least", value: 2.5 },
        ],
      },
    }),
  );
});

test("a quarantined field says why, and an owner records on what it rests", async () => {
  answerWith("put", "/api/v1/fields/{field_id}/basis", 200, () => ({ ...union, state: "active" as const }));
  const { user } = renderApp("/settings/fields");
  expect(await screen.findByText(/looks like a special category/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Record a lawful basis" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Lawful basis for Trade union" }));
  await user.click(dialog.getByRole("button", { name: "Record" }));
  expect(await dialog.findByText("Choose what the field rests on.")).toBeTruthy();
  await user.click(dialog.getByRole("radio", { name: /Explicit consent/ }));
  await user.click(dialog.getByRole("button", { name: "Record" }));
  await waitFor(() => expect(sent("put")[0]?.body).toEqual({ kind: "explicit_consent" }));
});

test("an admin sees the quarantine and whom to ask", async () => {
  answer(
    "get",
    "/api/v1/session",
    200,
    session({ role: "admin", permissions: ["leads_read", "settings_manage"] }),
  );
  renderApp("/settings/fields");
  expect(await screen.findByText("An owner can record a lawful basis.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Record a lawful basis" })).toBeNull();
});

test("a new field is made by keyboard, and lacks nothing", async () => {
  answer("post", "/api/v1/fields", 201, plan);
  const { user } = renderApp("/settings/fields");
  await user.click(await screen.findByRole("button", { name: "New field" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New field" }));
  await user.selectOptions(dialog.getByRole("combobox", { name: "Kind" }), "choice");
  await user.click(dialog.getByRole("button", { name: "Add field" }));
  expect(await dialog.findByText("Give it a name.")).toBeTruthy();
  expect(dialog.getByText("Give at least one choice.")).toBeTruthy();
  await user.type(dialog.getByRole("textbox", { name: "Name" }), "Plan");
  await user.type(dialog.getByRole("textbox", { name: "Choice 1" }), "Starter{Enter}");
  await user.type(dialog.getByRole("textbox", { name: "Choice 2" }), "Growth");
  await user.click(dialog.getByRole("button", { name: "Add field" }));
  await waitFor(() =>
    expect(sent("post")[0]?.body).toEqual({
      name: "Plan",
      kind: "choice",
      options: ["Starter", "Growth"],
      privacy_class: "ordinary",
    }),
  );
});

test("a field with values is only deleted when that was said twice", async () => {
  refuse("delete", "/api/v1/fields/{field_id}", 409, "field_in_use");
  const { user } = renderApp("/settings/fields");
  await user.click(await screen.findByRole("button", { name: "Delete Plan" }));
  await user.click(await screen.findByRole("button", { name: "Delete the field" }));
  expect(await screen.findByRole("dialog", { name: "Leads have values in Plan" })).toBeTruthy();
});
