import type { Lead } from "./people";
import { pipelineOf } from "./workspace";

type Node =
  { all: Node[] } | { any: Node[] } | { not: Node } | { field: string; op: string; value?: unknown };

const day = 86_400_000;
const units: Record<string, number> = {
  minutes: 60_000,
  hours: 3_600_000,
  days: day,
  weeks: 7 * day,
  months: 30 * day,
};

function read(lead: Lead, field: string): unknown[] {
  const some = (value: unknown) => (value === null || value === undefined || value === "" ? [] : [value]);
  switch (field) {
    case "email":
      return lead.emails.map((each) => each.raw);
    case "phone":
      return lead.phones.map((each) => each.raw);
    case "owner":
      return some(lead.owner?.id);
    case "team":
      return some(lead.team?.id);
    case "stage":
      return some(lead.stage?.id);
    case "pipeline":
      return some(lead.stage && pipelineOf(lead.stage.id)?.id);
    case "tag":
      return lead.tags.map((each) => each.id);
    case "value":
      return some(lead.value?.amount_minor);
    case "meeting":
      return lead.registrations.map((each) => each.meeting.id);
    case "registered_at":
      return lead.registrations.map((each) => each.registered_at);
    case "origin":
      return lead.field_origins.map((each) => each.origin);
    default:
      if (field.startsWith("custom.")) return [lead.custom[field.slice(7)] ?? []].flat();
      return some(lead[field as keyof Lead]);
  }
}

const fold = (text: unknown) => String(text).normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

function span(value: unknown): [number, number] {
  const now = new Date();
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const monday = today - ((now.getDay() + 6) % 7) * day;
  const month = (n: number) => new Date(now.getFullYear(), now.getMonth() + n, 1).getTime();
  const quarter = Math.floor(now.getMonth() / 3) * 3 - now.getMonth();
  const spans: Record<string, [number, number]> = {
    today: [today, today + day],
    yesterday: [today - day, today],
    tomorrow: [today + day, today + 2 * day],
    this_week: [monday, monday + 7 * day],
    last_week: [monday - 7 * day, monday],
    this_month: [month(0), month(1)],
    last_month: [month(-1), month(0)],
    this_quarter: [month(quarter), month(quarter + 3)],
    this_year: [new Date(now.getFullYear(), 0).getTime(), new Date(now.getFullYear() + 1, 0).getTime()],
  };
  return spans[String(value)] ?? [0, 0];
}

function asNumber(value: unknown) {
  return typeof value === "string" ? new Date(value).getTime() : Number(value);
}

function one(lead: Lead, field: string, op: string, value: unknown, me: string): boolean {
  if (field === "deleted") return (lead.deleted_at !== null) === value;
  const has = read(lead, field);
  const list = (Array.isArray(value) ? value : [value]).map((each: unknown) => (each === "me" ? me : each));
  const text = has.map(fold);
  const number = has.length > 0 ? asNumber(has[0]) : NaN;
  switch (op) {
    case "empty":
      return has.length === 0;
    case "not_empty":
      return has.length > 0;
    case "any_of":
      return list.some((each) => has.includes(each));
    case "none_of":
      return !list.some((each) => has.includes(each));
    case "all_of":
      return list.every((each) => has.includes(each));
    case "contains":
      return text.some((each) => each.includes(fold(value)));
    case "not_contains":
      return !text.some((each) => each.includes(fold(value)));
    case "starts_with":
      return text.some((each) => each.startsWith(fold(value)));
    case "is_not":
      return !text.includes(fold(value));
    case "at_least":
      return number >= Number(value);
    case "at_most":
      return number <= Number(value);
    case "more_than":
      return number > Number(value);
    case "less_than":
      return number < Number(value);
    case "before":
      return number < asNumber(value);
    case "after":
      return number >= asNumber(value) + day;
    case "on":
      return number >= asNumber(value) && number < asNumber(value) + day;
    case "between":
      return number >= asNumber(list[0]) && number <= asNumber(list[1]) + (field.endsWith("_at") ? day : 0);
    case "in_last":
    case "in_next": {
      const { count, unit } = value as { count: number; unit: string };
      const reach = count * (units[unit] ?? day);
      const distance = op === "in_last" ? Date.now() - number : number - Date.now();
      return distance >= 0 && distance <= reach;
    }
    default: {
      if (!field.endsWith("_at") && field !== "stage_since") return text.includes(fold(value));
      const [from, to] = span(value);
      return number >= from && number < to;
    }
  }
}

export function matches(lead: Lead, node: Node, me: string): boolean {
  if ("all" in node) return node.all.every((each) => matches(lead, each, me));
  if ("any" in node) return node.any.some((each) => matches(lead, each, me));
  if ("not" in node) return !matches(lead, node.not, me);
  return one(lead, node.field, node.op, node.value, me);
}

export function parse(url: URL): Node {
  return JSON.parse(url.searchParams.get("filter") ?? '{"all":[]}') as Node;
}

export const asksForBin = (node: Node): boolean => JSON.stringify(node).includes('"deleted"');
