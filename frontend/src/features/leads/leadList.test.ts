import { expect, test } from "vitest";
import { lead } from "@/test/fixtures";
import { leadsOf, mergeFirstPage, neighbours } from "./leadList";
import type { LeadList } from "./queries";

const [a, b, c, d] = ["a", "b", "c", "d"].map((id) => lead(id, id.toUpperCase())) as [
  ReturnType<typeof lead>,
  ReturnType<typeof lead>,
  ReturnType<typeof lead>,
  ReturnType<typeof lead>,
];

const loaded: LeadList = {
  pages: [
    { items: [b, c], next_cursor: "after-c" },
    { items: [d], next_cursor: null },
  ],
  pageParams: [undefined, "after-c"],
};

const ids = (list: LeadList | undefined) => leadsOf(list).map((each) => each.id);

test("a new lead goes on top and the cursors stay", () => {
  const merged = mergeFirstPage(loaded, { items: [a, b], next_cursor: "after-b" });
  expect(merged?.added).toEqual([a]);
  expect(ids(merged?.list)).toEqual(["a", "b", "c", "d"]);
  expect(merged?.list.pages.map((page) => page.next_cursor)).toEqual(["after-c", null]);
});

test("the same page twice adds nobody, but what changed is taken over", () => {
  const merged = mergeFirstPage(loaded, { items: [{ ...b, status: "working" }, c], next_cursor: "after-c" });
  expect(merged?.added).toEqual([]);
  expect(leadsOf(merged?.list)[0]?.status).toBe("working");
});

test("a page that no longer touches the list means a gap", () => {
  expect(mergeFirstPage(loaded, { items: [a], next_cursor: "after-a" })).toBeUndefined();
});

test("the first lead of an empty workspace", () => {
  const empty: LeadList = { pages: [{ items: [], next_cursor: null }], pageParams: [undefined] };
  const merged = mergeFirstPage(empty, { items: [a], next_cursor: null });
  expect(merged?.added).toEqual([a]);
  expect(ids(merged?.list)).toEqual(["a"]);
});

test("neighbours", () => {
  expect(neighbours([a, b, c], "b")).toEqual({ previous: a, next: c });
  expect(neighbours([a, b, c], "a").previous).toBeUndefined();
  expect(neighbours([a, b, c], "nobody")).toEqual({ previous: undefined, next: undefined });
});
