import { expect, test } from "vitest";
import { collisions, inverse } from "@/features/leads/edit/edits";
import { field } from "@/test/workspace";
import { leadView } from "@/test/fixtures";
import { customText, parseNumber, setCustom } from "./values";

const plan = field("plan", "choice", { options: [{ id: "o1", label: "Growth" }] });
const seats = field("seats", "number");

test("values in words", () => {
  const say = (kind: Parameters<typeof field>[1], value: Parameters<typeof customText>[1]) =>
    customText(field("x", kind, { options: plan.options }), value, [{ id: "m1", name: "Ingrid" }]);
  expect(say("choice", "o1")).toBe("Growth");
  expect(say("choice", "gone")).toBe("removed");
  expect(say("multi_choice", ["o1", "gone"])).toBe("Growth, removed");
  expect(say("member", "m1")).toBe("Ingrid");
  expect(say("checkbox", false)).toBe("No");
  expect(say("number", 1234.5)).toBe("1,234.5");
  expect(say("money", { amount_minor: 120050, currency: "EUR" })).toBe("€1,200.50");
  expect(say("date", "2026-11-22")).toBe("Nov 22, 2026");
  expect(say("text", undefined)).toBe("");
});

test("numbers as people type them", () => {
  const typed = ["12", "1,200", "1,200.5", "1 200,5", "-3", ".5", "0,25"];
  expect(typed.map(parseNumber)).toEqual([12, 1200, 1200.5, 1200.5, -3, 0.5, 0.25]);
  expect(["", "-", "abc", "1e5", "9999999999999", "0.1234567"].map(parseNumber)).toEqual(
    Array(6).fill(undefined),
  );
});

test("a change of one field can be taken back, and another field is no collision", () => {
  const lead = leadView("l1", "Maya", { custom: { plan: "o1" } });
  const edit = setCustom(lead, seats, 12);
  expect(edit.preview.custom).toEqual({ plan: "o1", seats: 12 });
  expect(inverse(lead, edit)).toEqual({
    change: { custom: { seats: null } },
    preview: { custom: { plan: "o1" } },
  });
  expect(collisions(lead, { ...lead, custom: { plan: "o2" } }, edit)).toEqual([]);
  expect(collisions(lead, { ...lead, custom: { seats: 7 } }, edit)).toEqual(["custom"]);
  expect(collisions(lead, { ...lead, custom: { seats: 12 } }, edit)).toEqual([]);
});
