import { formatMoney } from "@/lib/money";
import type { Cell, Column, Report } from "./queries";

const date = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "45 s", "12 min", "3 h 20 min", "2 d 4 h": the two largest units are enough. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  const rest = (n: number, unit: string) => (n > 0 ? ` ${n} ${unit}` : "");
  if (hours < 24) return `${hours} h${rest(minutes % 60, "min")}`;
  return `${Math.floor(hours / 24)} d${rest(hours % 24, "h")}`;
}

export function formatCell({ kind }: Column, value: Cell | undefined): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "object") return formatMoney(value);
  switch (kind) {
    case "count":
      return Number(value).toLocaleString("en");
    case "percent":
      return `${Number(value).toLocaleString("en", { maximumFractionDigits: 1 })}%`;
    case "duration_seconds":
      return formatDuration(Number(value));
    case "date": {
      const day = new Date(`${String(value).slice(0, 10)}T00:00:00Z`);
      return Number.isNaN(day.getTime()) ? String(value) : date.format(day);
    }
    default:
      return String(value);
  }
}

export const isNumeric = ({ kind }: Column) => kind !== "text" && kind !== "date";

export function numberOf(value: Cell | undefined): number {
  if (typeof value === "number") return value;
  return typeof value === "object" && value !== null ? value.amount_minor : 0;
}

/** What a plot shows of a report: its names, and one of its columns of numbers. */
export function plotted({ columns }: Report, wanted: string | undefined) {
  const label = columns.find((each) => !isNumeric(each));
  const numbers = columns.filter(isNumeric);
  const measure =
    numbers.find((each) => each.key === wanted) ?? numbers.find(({ key }) => key === "total") ?? numbers[0];
  return { label, numbers, measure };
}

/** A round number at or above the largest value, and the steps up to it. */
export function scale(largest: number): { top: number; steps: number[] } {
  if (largest <= 0) return { top: 1, steps: [0, 1] };
  const size = 10 ** Math.floor(Math.log10(largest));
  const step = [0.2, 0.5, 1, 2].map((each) => each * size).find((each) => largest / each <= 5) ?? size * 2;
  const top = Math.ceil(largest / step) * step;
  const count = Math.round(top / step);
  return { top, steps: Array.from({ length: count + 1 }, (_, n) => n * step) };
}
