const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const dayLabel = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });
const dayLabelWithYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric" });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function formatRelative(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime();
  if (age < 45_000) return "just now";
  if (age < hour) return relative.format(-Math.max(1, Math.round(age / minute)), "minute");
  if (age < day) return relative.format(-Math.round(age / hour), "hour");
  if (age < 7 * day) return relative.format(-Math.round(age / day), "day");
  return new Intl.DateTimeFormat("en", {
    day: "numeric",
    month: "short",
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
  }).format(at);
}

export const formatExact = (at: Date) => exact.format(at);
export const formatShort = (at: Date) => short.format(at);
export const formatClock = (at: Date) => clock.format(at);

const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

export function formatDay(at: Date, now: Date): string {
  const days = Math.round((midnight(now) - midnight(at)) / day);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return at.getFullYear() === now.getFullYear() ? dayLabel.format(at) : dayLabelWithYear.format(at);
}

/** Two letters at most, by grapheme, so that any script and any emoji stays whole. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const segmenter = new Intl.Segmenter();
  const letters = picked.map((word) => [...segmenter.segment(word ?? "")][0]?.segment ?? "");
  // One cluster of a joining script, or one emoji, is as wide as two letters.
  const shown = letters[0] && letters[0].length > 2 ? letters.slice(0, 1) : letters;
  return shown.join("").toLocaleUpperCase() || "?";
}

const regions = new Intl.DisplayNames(["en"], { type: "region" });

export function countryName(value: string): string {
  if (!/^[A-Za-z]{2}$/.test(value)) return value;
  return regions.of(value.toUpperCase()) ?? value;
}

export const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
