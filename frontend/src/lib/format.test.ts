import { expect, test } from "vitest";
import { countryName, formatDay, formatRelative, initials } from "./format";

const now = new Date("2026-11-22T12:00:00");
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test("relative times", () => {
  const shown = [0, 0.5, 1, 59, 61, 60 * 23, 60 * 25, 60 * 24 * 3].map((minutes) =>
    formatRelative(before(minutes), now),
  );
  expect(shown).toEqual([
    "just now",
    "just now",
    "1m ago",
    "59m ago",
    "1h ago",
    "23h ago",
    "yesterday",
    "3d ago",
  ]);
  expect(formatRelative(before(60 * 24 * 20), now)).toBe("Nov 2");
  expect(formatRelative(new Date("2025-03-04T12:00:00"), now)).toBe("Mar 4, 2025");
});

test("days", () => {
  expect(formatDay(before(60), now)).toBe("Today");
  expect(formatDay(before(60 * 13), now)).toBe("Yesterday");
});

test("initials in any script, whole graphemes only", () => {
  expect(
    ["Maya Okonkwo", "王伟", "محمد الهاشمي", "👩‍🚀 Crew", "प्रिया शर्मा", " ", "Zoë van den Berg"].map(initials),
  ).toEqual(["MO", "王", "ما", "👩‍🚀", "प्रि", "?", "ZB"]);
});

test("countries by code, and as given when they are none", () => {
  expect(countryName("se")).toBe("Sweden");
  expect(countryName("Atlantis")).toBe("Atlantis");
});
