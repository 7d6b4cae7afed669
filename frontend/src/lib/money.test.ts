import { expect, test } from "vitest";
import { amountText, formatMoney, parseAmount } from "./money";

test("amounts as people type them", () => {
  const typed = ["1200", "1,200", "1.200", "1,200.50", "1.200,50", "1 200,5", "€ 300", "0.05", "12,5"];
  expect(typed.map((text) => parseAmount(text, "EUR"))).toEqual([
    120000, 120000, 120000, 120050, 120050, 120050, 30000, 5, 1250,
  ]);
  expect(parseAmount("1500", "JPY")).toBe(1500);
  expect(["", "abc", "-", "1-2"].map((text) => parseAmount(text, "EUR"))).toEqual(Array(4).fill(undefined));
});

test("amounts as they are shown", () => {
  expect(formatMoney({ amount_minor: 120050, currency: "EUR" })).toBe("€1,200.50");
  expect(formatMoney({ amount_minor: 120000, currency: "EUR" })).toBe("€1,200");
  expect(formatMoney({ amount_minor: 123_456_700, currency: "USD" }, true)).toBe("$1.2M");
  expect(formatMoney({ amount_minor: 500, currency: "JPY" })).toBe("¥500");
  expect(amountText({ amount_minor: 120050, currency: "EUR" })).toBe("1200.5");
});
