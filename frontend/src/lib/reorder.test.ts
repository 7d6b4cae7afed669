import { expect, test } from "vitest";
import { moved, rowAt } from "./reorder";

test("moving keeps everything and stays inside", () => {
  expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], 1, 9)).toEqual(["a", "c", "b"]);
  expect(moved(["a"], 5, 0)).toEqual(["a"]);
});

test("a pointer is over the row whose middle it has passed", () => {
  expect([5, 15, 25, 99].map((y) => rowAt([10, 20, 30], y))).toEqual([0, 1, 2, 3]);
});
