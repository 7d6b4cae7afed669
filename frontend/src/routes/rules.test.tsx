import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { components } from "@/api/contract";
import { FakeEventSource } from "@/test/FakeEventSource";
import { lead, session, zoom } from "@/test/fixtures";
import { renderApp } from "@/test/render";
import { answer, refuse, requests } from "@/test/server";
import { workspace } from "@/test/workspace";

type Schemas = components["schemas"];

const webinars = { all: [{ field: "source", op: "any_of", value: ["zoom_webinar"] }] };
const rule = (id: string, name: string, position: number): Schemas["AssignmentRule"] => ({
  id,
  version: 1,
  name,
  position,
  enabled: true,
  filter: webinars,
  mode: "fixed",
  targets: [{ id: "m2", name: "Tobias Ekström" }],
  team: null,
});
const score: Schemas["ScoringRule"] = {
  id: "s1",
  version: 1,
  name: "Came to a webinar",
  enabled: true,
  filter: null,
  points: 20,
  half_life_days: 30,
  since: "created",
};
const page = <Item,>(items: Item[]) => ({ items, next_cursor: null });

const funnel: Schemas["Report"] = {
  report: "funnel",
  from: "2026-10-01",
  to: "2026-11-22",
  time_zone: "Europe/Oslo",
  columns: [
    { key: "stage", label: "Stage", kind: "text" },
    { key: "entered", label: "Entered", kind: "count" },
    { key: "median_stay", label: "Median stay", kind: "duration_seconds" },
  ],
  rows: [
    { stage: "Inbox", entered: 1200, median_stay: 90 },
    { stage: "Won", entered: 300, median_stay: 7200 },
  ],
  totals: null,
};

beforeEach(() => {
  vi.stubGlobal("EventSource", FakeEventSource);
  answer("get", "/api/v1/session", 200, session());
  answer("get", "/api/v1/zoom", 200, zoom());
  workspace();
  answer("get", "/api/v1/assignment-rules", 200, page([rule("r1", "First", 0), rule("r2", "Second", 1)]));
  answer("get", "/api/v1/scoring-rules", 200, page([score]));
  answer("get", "/api/v1/reports/{report}", 200, funnel);
});

const sent = (method: string) => requests.filter((each) => each.method === method);

test("rules read like sentences, and change their order by keyboard", async () => {
  answer("patch", "/api/v1/assignment-rules/{rule_id}", 200, rule("r1", "First", 1));
  const { user } = renderApp("/rules");
  expect((await screen.findAllByText("Source is Zoom webinar")).length).toBe(2);
  screen.getByRole("button", { name: "Move First" }).focus();
  await user.keyboard("{ArrowDown}");
  expect(screen.getByText("First, position 2 of 2.")).toBeTruthy();
  await waitFor(() => expect(sent("patch")[0]?.body).toEqual({ position: 1 }));
});

test("a rule is made with the filter of the lists, and tried before it counts", async () => {
  answer("post", "/api/v1/assignment-rules/dry-run", 200, {
    items: [
      {
        lead: lead("l1", "Maya Okonkwo"),
        rule: { id: null, name: "x" },
        owner: { id: "m1", name: "Ingrid Solheim" },
        reason: "The rule names one person.",
      },
    ],
    next_cursor: null,
  });
  answer("post", "/api/v1/assignment-rules", 201, rule("r3", "Third", 2));
  const { user } = renderApp("/rules");
  await user.click(await screen.findByRole("button", { name: "New rule" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New assignment rule" }));
  await user.click(dialog.getByRole("button", { name: "Add rule" }));
  expect(await dialog.findByText("Choose who gets the leads.")).toBeTruthy();
  await user.type(dialog.getByRole("textbox", { name: "Name" }), "Third");
  await user.click(dialog.getByRole("button", { name: "To: Choose…" }));
  await user.click(await screen.findByRole("option", { name: /Ingrid Solheim/ }));
  await user.click(dialog.getByRole("button", { name: "Try this rule" }));
  expect(await dialog.findByRole("cell", { name: "Maya Okonkwo" })).toBeTruthy();
  await user.click(dialog.getByRole("button", { name: "Add rule" }));
  await waitFor(() =>
    expect(sent("post").at(-1)?.body).toEqual({
      name: "Third",
      filter: null,
      mode: "fixed",
      target_ids: ["m1"],
      team_id: null,
      enabled: true,
    }),
  );
});

test("a rule is switched off, and a refusal is said", async () => {
  refuse("patch", "/api/v1/scoring-rules/{rule_id}", 403, "forbidden");
  const { user } = renderApp("/rules?tab=scoring");
  const on = await screen.findByRole("switch", { name: "Came to a webinar is on" });
  expect(screen.getByText("+20")).toBeTruthy();
  await user.click(on);
  expect(await screen.findByText(/Not saved. Your role doesn’t allow this/)).toBeTruthy();
  expect(sent("patch")[0]?.body).toEqual({ enabled: false });
});

test("who may not manage sees the rules and whom to ask", async () => {
  answer("get", "/api/v1/session", 200, session({ role: "member", permissions: ["leads_read"] }));
  renderApp("/rules");
  expect(await screen.findByText(/Ask an owner or admin of Fjordline/)).toBeTruthy();
  expect((await screen.findByRole("button", { name: "New rule" })).hasAttribute("disabled")).toBe(true);
});

test("a report is a plot that can be read out, its table and its file", async () => {
  const { user, router } = renderApp("/reports?from=2026-10-01");
  expect(
    await screen.findByRole("img", { name: "Entered. Inbox: 1,200; Won: 300" }, { timeout: 8_000 }),
  ).toBeTruthy();
  const table = within(screen.getByRole("table", { name: "Funnel" }));
  expect(table.getAllByRole("row").map((each) => each.textContent)).toEqual([
    "StageEnteredMedian stay",
    "Inbox1,2002 min",
    "Won3002 h",
  ]);
  expect(screen.getByRole("link", { name: "CSV" }).getAttribute("href")).toBe(
    "/api/v1/reports/funnel?from=2026-10-01&format=csv",
  );
  await user.selectOptions(screen.getByRole("combobox", { name: "What is shown" }), "median_stay");
  expect(await screen.findByRole("img", { name: "Median stay. Inbox: 2 min; Won: 2 h" })).toBeTruthy();
  expect(router.state.location.search).toEqual({ from: "2026-10-01", measure: "median_stay" });
});

test("a report without rows and one that is refused say so", async () => {
  answer("get", "/api/v1/reports/{report}", 200, { ...funnel, report: "load", rows: [] });
  const { user } = renderApp("/reports?report=load");
  expect(await screen.findByRole("heading", { name: "Nothing in this time" })).toBeTruthy();
  refuse("get", "/api/v1/reports/{report}", 403, "forbidden");
  await user.click(screen.getByRole("button", { name: "Sources" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Your role doesn’t allow this");
});

test("the audit says who did what, and is closed to others", async () => {
  answer("get", "/api/v1/audit", 200, {
    items: [
      {
        id: "a1",
        actor: { id: "m1", name: "Ingrid Solheim" },
        action: "changed",
        object_kind: "field",
        object_id: "0193abcd-0000",
        label: "Trade union",
        at: "2026-11-22T09:00:00Z",
      },
    ],
    next_cursor: null,
  });
  renderApp("/settings/audit");
  expect(await screen.findByRole("cell", { name: "changed" })).toBeTruthy();
  expect(screen.getByRole("cell", { name: /Trade union/ })).toBeTruthy();
});

test("the keys lead everywhere", async () => {
  const { user, router } = renderApp("/reports");
  await screen.findByRole("heading", { level: 1, name: "Reports" });
  for (const [keys, path] of [
    ["ga", "/rules"],
    ["gr", "/reports"],
  ] as const) {
    await user.keyboard(keys);
    await waitFor(() => expect(router.state.location.pathname).toBe(path));
  }
});
