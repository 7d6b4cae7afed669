import { expect, test } from "vitest";
import { lead } from "@/test/fixtures";
import { stages } from "@/test/workspace";
import { sayLifted, stepLift, type Lift } from "./lift";
import { columnFilter, onTop, rottenDays, shiftTotals } from "./moves";

const lift: Lift = { leadId: "l1", name: "Maya", from: "s1", over: "s1", by: "keys" };

test("the arrows choose a stage and stop at the ends", () => {
  expect(sayLifted(lift, stages)).toContain("Picked up Maya from Inbox, stage 1 of 3.");
  expect(stepLift(lift, "ArrowRight", stages)).toEqual({
    kind: "moved",
    lift: { ...lift, over: "s2" },
    say: "Proposal, stage 2 of 3.",
  });
  expect(stepLift(lift, "ArrowLeft", stages)).toMatchObject({ lift: { over: "s1" } });
  expect(stepLift(lift, "End", stages)).toMatchObject({ lift: { over: "s3" } });
});

test("Space drops, Escape and staying put change nothing", () => {
  const over = { ...lift, over: "s2" };
  expect(stepLift(over, " ", stages)).toMatchObject({ kind: "dropped", say: "Moved Maya to Proposal." });
  expect(stepLift(over, "Escape", stages)).toMatchObject({
    kind: "cancelled",
    say: "Cancelled. Maya is back in Inbox.",
  });
  expect(stepLift(lift, "Enter", stages)).toMatchObject({ kind: "cancelled", say: "Maya stays in Inbox." });
  expect(stepLift(lift, "q", stages)).toEqual({ kind: "ignored" });
});

test("the figures above the columns follow a card, in its own currency", () => {
  const totals = ["s1", "s2"].map((stage_id) => ({
    stage_id,
    count: 3,
    capped: false,
    values: [{ currency: "EUR", amount_minor: 900 }],
    rotting: 0,
  }));
  const card = { ...lead("l1", "Maya"), value: { currency: "USD", amount_minor: 50 } };
  const there = shiftTotals(totals, card, "s1", "s2");
  expect(there.map((each) => each.count)).toEqual([2, 4]);
  expect(there[1]?.values).toEqual([
    { currency: "EUR", amount_minor: 900 },
    { currency: "USD", amount_minor: 50 },
  ]);
  const back = shiftTotals(there, card, "s2", "s1");
  expect(back.map((each) => each.count)).toEqual([3, 3]);
  expect(back[1]?.values).toEqual(totals[1]?.values);
});

test("a card rots when it is longer in a stage than the stage allows", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const since = (stage_since: string) => rottenDays({ ...lead("l1", "Maya"), stage_since }, stages[0]!, now);
  expect(since("2026-11-19T11:00:00Z")).toBeUndefined();
  expect(since("2026-11-18T11:00:00Z")).toBe(4);
  expect(
    rottenDays({ ...lead("l1", "M"), stage_since: "2020-01-01T00:00:00Z" }, stages[1]!, now),
  ).toBeUndefined();
});

test("a column asks for the filter and its stage, and a card comes in on top once", () => {
  const filter = { any: [{ field: "company", op: "empty" }] };
  expect(JSON.parse(columnFilter(filter, "s1"))).toEqual({
    all: [filter, { field: "stage", op: "any_of", value: ["s1"] }],
  });
  const list = {
    pages: [
      { items: [lead("a", "A")], next_cursor: "1" },
      { items: [lead("b", "B")], next_cursor: null },
    ],
    pageParams: [undefined, "1"],
  };
  expect(onTop(list, lead("b", "B")).pages.map((page) => page.items.map(({ id }) => id))).toEqual([
    ["b", "a"],
    [],
  ]);
});
