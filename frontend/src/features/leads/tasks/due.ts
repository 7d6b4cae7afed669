import { formatClock } from "@/lib/format";

const dayMs = 86_400_000;

/** The calendar day of a moment in a time zone, as 2026-11-22: such texts compare as days do. */
export function dayIn(zone: string, at: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
}

/** Days are counted by the calendar, so the hour that a clock change takes away is no trouble. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / dayMs);

export type DueGroup = "overdue" | "today" | "tomorrow" | "week" | "later" | "none";

export const groupWords: Record<DueGroup, string> = {
  overdue: "Overdue",
  today: "Today",
  tomorrow: "Tomorrow",
  week: "In the next seven days",
  later: "Later",
  none: "Without a date",
};

export function dueGroup(due: string | null, now: Date, zone: string): DueGroup {
  if (!due) return "none";
  const at = new Date(due);
  if (at < now) return "overdue";
  const days = daysBetween(dayIn(zone, now), dayIn(zone, at));
  if (days <= 0) return "today";
  if (days === 1) return "tomorrow";
  return days <= 7 ? "week" : "later";
}

const weekday = new Intl.DateTimeFormat("en", { weekday: "short" });
const date = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const dateWithYear = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });

/** "2 days ago", "Today, 17:00", "Tomorrow, 9:00", "Fri, 14:00", "Dec 3". */
export function dueWords(due: string, now: Date, zone: string): string {
  const at = new Date(due);
  const days = daysBetween(dayIn(zone, now), dayIn(zone, at));
  const clock = formatClock(at);
  if (days === 0) return `Today, ${clock}`;
  if (days === 1) return `Tomorrow, ${clock}`;
  if (days === -1) return "Yesterday";
  if (days < 0 && days > -14) return `${-days} days ago`;
  if (days > 0 && days <= 7) return `${weekday.format(at)}, ${clock}`;
  return (at.getFullYear() === now.getFullYear() ? date : dateWithYear).format(at);
}

const two = (n: number) => `${n}`.padStart(2, "0");

/** What a field for date and time holds: the member’s own clock, without a zone. */
export function toLocal(iso: string | null): string {
  if (!iso) return "";
  const at = new Date(iso);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function fromLocal(text: string): string | null {
  const at = new Date(text);
  return text === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** The usual answers to "until when?". */
export function suggestions(now: Date): { label: string; at: string }[] {
  const at = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour).toISOString();
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    ...(now.getHours() < 17 ? [{ label: "Today", at: at(0, 17) }] : []),
    { label: "Tomorrow", at: at(1, 9) },
    { label: "Next Monday", at: at(toMonday, 9) },
    { label: "In two weeks", at: at(14, 9) },
  ];
}
