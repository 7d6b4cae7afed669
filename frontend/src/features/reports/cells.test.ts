import { expect, test } from "vitest";
import { formatCell, formatDuration, scale } from "./cells";

test("durations in the two largest units", () => {
  expect([30, 90, 3600, 12_000, 187_200, 172_800].map(formatDuration)).toEqual([
    "30 s",
    "2 min",
    "1 h",
    "3 h 20 min",
    "2 d 4 h",
    "2 d",
  ]);
});

test("cells by their kind", () => {
  const cell = (kind: Parameters<typeof formatCell>[0]["kind"], value: Parameters<typeof formatCell>[1]) =>
    formatCell({ key: "x", label: "X", kind }, value);
  expect(cell("count", 12345)).toBe("12,345");
  expect(cell("percent", 33.333)).toBe("33.3%");
  expect(cell("money", { amount_minor: 120000, currency: "EUR" })).toBe("€1,200");
  expect(cell("date", "2026-11-22")).toBe("Nov 22, 2026");
  expect(cell("count", null)).toBe("–");
});

test("an axis ends at a round number", () => {
  expect(scale(0)).toEqual({ top: 1, steps: [0, 1] });
  expect(scale(7)).toEqual({ top: 8, steps: [0, 2, 4, 6, 8] });
  expect(scale(100).top).toBe(100);
  expect(scale(1234)).toEqual({ top: 1500, steps: [0, 500, 1000, 1500] });
});
