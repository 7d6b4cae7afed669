import { expect, test } from "vitest";
import type { View } from "@/features/leads/queries";
import { gridOf, nextSort, readColumns } from "./columns";
import { listStateOf, searchFor } from "./listState";

const filter = { all: [{ field: "status", op: "any_of", value: ["new"] }] };
const view = {
  id: "v1",
  name: "New ones",
  visibility: "private",
  mine: true,
  filter: filter as View["filter"],
  columns: ["status", "owner"],
  sort: "display_name",
  position: 0,
  version: 1,
} satisfies View;

test("an address without anything is everybody, newest first", () => {
  const state = listStateOf({}, [view]);
  expect(state.query).toEqual({});
  expect(state.changed).toBe(false);
  expect(searchFor(state)).toEqual({});
});

test("a view gives what the address leaves out", () => {
  const state = listStateOf({ view: "v1" }, [view]);
  expect(state.query).toEqual({ filter: JSON.stringify(filter), sort: "display_name" });
  expect(state.columns).toEqual(["display_name", "status", "owner"]);
  expect(state.changed).toBe(false);
  expect(searchFor(state)).toEqual({ view: "v1" });
});

test("what differs from the view is in the address, and only that", () => {
  const state = listStateOf({ view: "v1", sort: "-score" }, [view]);
  expect(state.changed).toBe(true);
  expect(searchFor(state)).toEqual({ view: "v1", sort: "-score" });
  const cleared = listStateOf({ view: "v1", filter: { all: [] } }, [view]);
  expect(cleared.query.filter).toBeUndefined();
  expect(searchFor(cleared)).toEqual({ view: "v1", filter: { all: [] } });
});

test("nonsense in the address does no harm", () => {
  const state = listStateOf({ view: "gone", filter: "x", sort: "colour", cols: "a,b" }, [view]);
  expect(state.query).toEqual({});
  expect(state.view).toBeUndefined();
  expect(readColumns(["b", "status"])).toEqual(["display_name", "status"]);
});

test("a header turns its order around, and starts with what one wants to see", () => {
  expect(nextSort("-created_at", "created_at")).toBe("created_at");
  expect(nextSort("-created_at", "display_name")).toBe("display_name");
  expect(nextSort("display_name", "value")).toBe("-value");
  expect(gridOf(["display_name", "status"]).minWidth).toBe(44 + 208 + 118);
});
