import { expect, test } from "vitest";
import { extend } from "./useSelection";

const order = ["a", "b", "c", "d", "e"];
const ids = (selection: ReturnType<typeof extend>) => [...selection.ids];

test("one by one, and ranges from the one touched last", () => {
  const one = extend({ everybody: false, ids: new Set(), anchor: undefined }, order, "b", false);
  expect(ids(one)).toEqual(["b"]);
  expect(ids(extend(one, order, "d", true))).toEqual(["b", "c", "d"]);
  expect(ids(extend(one, order, "a", true))).toEqual(["b", "a"]);
  expect(ids(extend(one, order, "b", false))).toEqual([]);
});

test("a range stops at what can be changed at once", () => {
  const long = Array.from({ length: 1300 }, (_, n) => `l${n}`);
  const start = extend({ everybody: false, ids: new Set(), anchor: undefined }, long, "l0", false);
  expect(extend(start, long, "l1299", true).ids.size).toBe(1000);
});

test("with everybody selected, what is pressed is left out, and a range takes back in", () => {
  const all = { everybody: true, ids: new Set<string>(), anchor: undefined };
  const one = extend(all, order, "b", false);
  expect([one.everybody, ...ids(one)]).toEqual([true, "b"]);
  expect(ids(extend(one, order, "d", true))).toEqual([]);
});
