import { expect, test } from "vitest";
import { dayAfter, dayIn, dueGroup, fromLocal, suggestions, toLocal } from "./due";

const zone = "Europe/Oslo";
const now = new Date("2026-11-22T22:30:00Z");

test("days are those of the workspace", () => {
  expect(dayIn(zone, now)).toBe("2026-11-22");
  expect(dayIn("Asia/Tokyo", now)).toBe("2026-11-23");
  expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
  expect(dayAfter("2026-03-29", 1)).toBe("2026-03-30");
});

test("what is due falls into groups by the calendar", () => {
  const group = (due: string | null) => dueGroup(due, now, zone);
  expect(group(null)).toBe("none");
  expect(group("2026-11-22T22:29:00Z")).toBe("overdue");
  expect(group("2026-11-22T22:59:00Z")).toBe("today");
  expect(group("2026-11-22T23:01:00Z")).toBe("tomorrow");
  expect(group("2026-11-29T12:00:00Z")).toBe("week");
  expect(group("2026-11-30T12:00:00Z")).toBe("later");
});

test("a moment survives the field it is edited in", () => {
  const iso = new Date(2026, 10, 23, 9, 5).toISOString();
  expect(fromLocal(toLocal(iso))).toBe(iso);
  expect(toLocal(null)).toBe("");
  expect(fromLocal("")).toBeNull();
  expect(fromLocal("nonsense")).toBeNull();
});

test("suggestions lie ahead, and next Monday is a Monday", () => {
  for (const day of [16, 17, 18, 19, 20, 21, 22]) {
    const today = new Date(2026, 10, day, 18);
    const found = suggestions(today);
    expect(found.map(({ label }) => label)).toEqual(["Tomorrow", "Next Monday", "In two weeks"]);
    expect(found.every(({ at }) => new Date(at) > today)).toBe(true);
    expect(new Date(found[1]!.at).getDay()).toBe(1);
  }
});
