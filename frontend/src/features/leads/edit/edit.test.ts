import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { leadView } from "@/test/fixtures";
import { stages } from "@/test/workspace";
import { leadsQuery, leadQuery, type LeadList } from "@/features/leads/queries";
import { knownLead } from "./cache";
import { without } from "./ConflictDialog";
import { collisions, inverse, plain, setEmails, setName, setOwner, setStage, setText } from "./edits";

const base = leadView("l1", "Maya Okonkwo", { company: "Northwind", owner: { id: "m1", name: "Ingrid" } });
const pipelines = [{ id: "p1", name: "Sales", position: 0, version: 1, stages }];

test("only what somebody else changed differently is a conflict", () => {
  const edit = setText("company", "Fjordtek");
  expect(collisions(base, { ...base, title: "CTO", version: 9 }, edit)).toEqual([]);
  expect(collisions(base, { ...base, company: "Fjordtek" }, edit)).toEqual([]);
  expect(collisions(base, { ...base, company: "Kestrel" }, edit)).toEqual(["company"]);
});

test("what only follows from something else is no conflict of its own", () => {
  const edit = setName("Maya", "Berg");
  expect(collisions(base, { ...base, last_name: "Nwosu", display_name: "Maya Nwosu" }, edit)).toEqual([
    "last_name",
  ]);
});

test("one may keep theirs in one field and mine in another", () => {
  const both = setName("May", "Berg");
  expect(without(both, ["last_name"]).change).toEqual({ first_name: "May" });
  expect(without(setOwner({ id: "m2", name: "Tobias" }), ["owner"]).change).toEqual({});
});

test("every edit can be taken back", () => {
  expect(inverse(base, setText("company", "")).change).toEqual({ company: "Northwind" });
  expect(inverse(base, setOwner(null))).toEqual({
    change: { owner_id: "m1" },
    preview: { owner: base.owner },
  });
  // There is no stage to go back to.
  expect(inverse(base, setStage(stages[1]!, pipelines)).change).toEqual({});
  const lost = { ...base, stage: { id: "s3", name: "Lost", kind: "lost" as const }, lost_reason: "Price" };
  expect(inverse(lost, setStage(stages[0]!, pipelines)).change).toEqual({
    stage_id: "s3",
    lost_reason: "Price",
  });
});

test("a lost stage goes with its reason, and the first address is the primary one", () => {
  expect(setStage(stages[2]!, pipelines, "Price").change).toEqual({ stage_id: "s3", lost_reason: "Price" });
  expect(setEmails(["B@x.example", "a@x.example"]).preview.primary_email).toBe("B@x.example");
});

test("values are compared by what they mean", () => {
  expect(plain({ currency: "EUR", amount_minor: 5 })).toBe(plain({ amount_minor: 5, currency: "EUR" }));
  expect(plain([{ raw: "a", primary: true }])).toBe("a");
  expect(plain(null)).toBe(plain(undefined));
});

test("a page read ahead does not outdate a list in which the lead was changed since", () => {
  const queryClient = new QueryClient();
  const item = { ...base, company: "Kestrel", version: base.version + 1 };
  const list: LeadList = { pages: [{ items: [item], next_cursor: null }], pageParams: [undefined] };
  queryClient.setQueryData(leadsQuery().queryKey, list);
  queryClient.setQueryData(leadQuery(base.id).queryKey, base);
  expect(knownLead(queryClient, base.id)).toMatchObject({ company: "Kestrel", emails: base.emails });
  queryClient.setQueryData(leadQuery(base.id).queryKey, { ...base, company: "Fjordtek", version: 9 });
  expect(knownLead(queryClient, base.id)?.company).toBe("Fjordtek");
});
