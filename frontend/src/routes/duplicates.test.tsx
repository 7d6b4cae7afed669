import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { components } from "@/api/contract";
import { FakeEventSource } from "@/test/FakeEventSource";
import { lead, leadView, session, zoom } from "@/test/fixtures";
import { renderApp } from "@/test/render";
import { answer, answerWith, problem, refuse, requests } from "@/test/server";
import { workspace } from "@/test/workspace";

type Schemas = components["schemas"];

const maya = leadView("l1", "Maya Okonkwo", { company: "Northwind", title: "CTO", country: "SE" });
const double = leadView("l2", "Maya O.", { company: "Northwind Labs", title: null, country: "SE" });
const pair: Schemas["Duplicate"] = {
  id: "d1",
  lead: maya,
  other: double,
  reasons: [{ kind: "email", detail: "maya@northwind.example" }],
  score: 97,
  dismissed_at: null,
  created_at: "2026-11-22T09:00:00Z",
};
const second: Schemas["Duplicate"] = {
  ...pair,
  id: "d2",
  lead: leadView("l3", "Jonas Lindqvist"),
  other: leadView("l4", "Jonas L."),
};
const merged: Schemas["Merge"] = {
  id: "x1",
  lead: { ...maya, company: "Northwind Labs", version: 2 },
  merged: { id: "l2", display_name: "Maya O." },
  merged_by: null,
  merged_at: "2026-11-22T09:00:00Z",
  undone_at: null,
  undo_until: "2099-01-01T00:00:00Z",
  kept: [],
};
const page = <Item,>(items: Item[]) => ({ items, next_cursor: null });
let merges: Schemas["Merge"][];
let answered: number;

beforeEach(() => {
  merges = [];
  answered = 0;
  vi.stubGlobal("EventSource", FakeEventSource);
  answer("get", "/api/v1/session", 200, session());
  answer("get", "/api/v1/zoom", 200, zoom());
  workspace();
  answer("get", "/api/v1/leads", 200, page([lead("l1", "Maya Okonkwo")]));
  answerWith("get", "/api/v1/leads/{lead_id}", 200, () => {
    // Both leads are asked for at once; each answer belongs to the question that is still open.
    const asked = requests.filter(({ path }) => /leads\/l[12]$/.test(path))[answered++];
    return asked?.path.endsWith("l2") ? double : maya;
  });
  answer("get", "/api/v1/leads/{lead_id}/activities", 200, page([]));
  answer("get", "/api/v1/leads/{lead_id}/duplicates", 200, page([]));
  answerWith("get", "/api/v1/leads/{lead_id}/merges", 200, () => page(merges));
  answer("get", "/api/v1/duplicates", 200, page([pair, second]));
  answer("get", "/api/v1/duplicates/count", 200, { count: 2, capped: false });
});

const sent = (method: string) => requests.filter((each) => each.method === method);

test("a pair is found, compared, chosen and merged by keyboard alone, and taken apart again", async () => {
  answerWith("post", "/api/v1/leads/{lead_id}/merge", 200, () => {
    merges = [merged];
    return merged;
  });
  answer("post", "/api/v1/merges/{merge_id}/undo", 200, { lead: maya, restored: double, kept: ["title"] });
  const { user, router } = renderApp("/duplicates");
  await screen.findAllByText("maya@northwind.example");
  await user.keyboard("jm");
  await screen.findByRole("heading", { name: "Merge two leads" });
  expect(router.state.location.search).toEqual({ lead: "l1", other: "l2" });
  expect(screen.getByRole("heading", { name: "2 facts to choose" })).toBeTruthy();
  const company = within(screen.getByRole("radiogroup", { name: "Company" }));
  company.getByRole("radio", { name: "Northwind" }).focus();
  await user.keyboard("{ArrowRight}");
  expect(document.activeElement).toBe(company.getByRole("radio", { name: "Northwind Labs" }));
  await user.keyboard("{ArrowUp}");
  const last = within(screen.getByRole("radiogroup", { name: "Last name" }));
  expect(document.activeElement).toBe(last.getByRole("radio", { name: "Okonkwo" }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Maya O. merged into Maya Okonkwo")).toBeTruthy();
  await waitFor(() => expect(router.state.location.pathname).toBe("/leads/l1"));
  expect(sent("post")[0]?.body).toEqual({
    other_id: "l2",
    take_from_other: ["company"],
    lead_version: 1,
    other_version: 1,
  });
  await user.keyboard("{Control>}z{/Control}");
  expect(
    await screen.findByText(/is a lead of its own again. Changed since, and left as it is: title\./),
  ).toBeTruthy();
});

test("a refused merge says why and keeps what was chosen", async () => {
  refuse("post", "/api/v1/leads/{lead_id}/merge", 412, "version_conflict");
  const { user } = renderApp("/merge?lead=l1&other=l2");
  await user.click(await screen.findByRole("radio", { name: "Northwind Labs" }));
  await user.click(screen.getByRole("button", { name: "Merge" }));
  expect(await screen.findByText(/Not merged. Somebody else changed this/)).toBeTruthy();
  expect(screen.getByRole("radio", { name: "Northwind Labs" }).getAttribute("aria-checked")).toBe("true");
});

test("not the same: the pair goes at once, and comes back with undo", async () => {
  answer("put", "/api/v1/duplicates/{duplicate_id}/dismissal", 204, undefined);
  answer("delete", "/api/v1/duplicates/{duplicate_id}/dismissal", 204, undefined);
  const { user } = renderApp("/duplicates");
  await screen.findAllByText("maya@northwind.example");
  answer("get", "/api/v1/duplicates", 200, page([second]));
  await user.keyboard("jx");
  await waitFor(() => expect(screen.queryByRole("link", { name: "Maya O." })).toBeNull());
  expect(sent("put")[0]?.path).toBe("/api/v1/duplicates/d1/dismissal");
  answer("get", "/api/v1/duplicates", 200, page([pair, second]));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("link", { name: "Maya O." })).toBeTruthy();
});

test("the page of a lead says whom it may be, and undoes a merge", async () => {
  merges = [merged];
  answer("get", "/api/v1/leads/{lead_id}/duplicates", 200, page([pair]));
  answer("post", "/api/v1/merges/{merge_id}/undo", 200, { lead: maya, restored: double, kept: [] });
  const { user, router } = renderApp("/leads/l1");
  const region = within(await screen.findByRole("region", { name: "Duplicates" }));
  expect(region.getByText(/May be the same as/)).toBeTruthy();
  await user.click(await region.findByRole("button", { name: "Undo the merge" }));
  await waitFor(() => expect(sent("post")[0]?.path).toBe("/api/v1/merges/x1/undo"));
  await user.keyboard("m");
  await waitFor(() => expect(router.state.location.pathname).toBe("/merge"));
});

test("the address of a lead that was merged leads to the one that it became", async () => {
  answerWith("get", "/api/v1/leads/{lead_id}", 200, () => maya);
  const plain = globalThis.fetch;
  vi.stubGlobal("fetch", (input: Request) => {
    if (!input.url.endsWith("/leads/gone")) return plain(input);
    const body = { ...problem(404, "lead_merged"), lead_id: "l1" };
    return Promise.resolve(new Response(JSON.stringify(body), { status: 404 }));
  });
  const { router } = renderApp("/leads/gone");
  expect(await screen.findByRole("heading", { level: 1, name: "Maya Okonkwo" })).toBeTruthy();
  expect(router.state.location.pathname).toBe("/leads/l1");
});
