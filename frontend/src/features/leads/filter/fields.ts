import { customFieldOf, type Field as CustomField } from "@/api/fields";

export type Kind =
  | "text"
  | "contact"
  | "country"
  | "choice"
  | "reference"
  | "tags"
  | "tasks"
  | "number"
  | "decimal"
  | "money"
  | "time"
  | "checkbox";

/** `verb` makes the chip a sentence: "Created in the last 7 days", "Owner is me". */
type FieldSpec = { label: string; kind: Kind };

export const fields = {
  status: { label: "Status", kind: "choice" },
  stage: { label: "Stage", kind: "reference" },
  owner: { label: "Owner", kind: "reference" },
  team: { label: "Team", kind: "reference" },
  tag: { label: "Tags", kind: "tags" },
  task: { label: "Tasks", kind: "tasks" },
  display_name: { label: "Name", kind: "text" },
  email: { label: "Email", kind: "contact" },
  phone: { label: "Phone", kind: "contact" },
  company: { label: "Company", kind: "text" },
  title: { label: "Title", kind: "text" },
  country: { label: "Country", kind: "country" },
  source: { label: "Source", kind: "choice" },
  source_detail: { label: "Source detail", kind: "text" },
  meeting: { label: "Registered for", kind: "reference" },
  value: { label: "Value", kind: "money" },
  score: { label: "Score", kind: "number" },
  pipeline: { label: "Pipeline", kind: "reference" },
  created_at: { label: "Created", kind: "time" },
  last_activity_at: { label: "Last activity", kind: "time" },
  updated_at: { label: "Updated", kind: "time" },
  stage_since: { label: "In stage since", kind: "time" },
  registered_at: { label: "Registered", kind: "time" },
  origin: { label: "Facts come from", kind: "choice" },
  first_name: { label: "First name", kind: "text" },
  last_name: { label: "Last name", kind: "text" },
} satisfies Record<string, FieldSpec>;

type Field = keyof typeof fields;

const customKinds: Record<CustomField["kind"], Kind> = {
  text: "text",
  long_text: "text",
  url: "text",
  email: "text",
  phone: "text",
  number: "decimal",
  money: "money",
  date: "time",
  date_time: "time",
  choice: "reference",
  multi_choice: "reference",
  member: "reference",
  checkbox: "checkbox",
};

export function fieldOf(name: string): FieldSpec | undefined {
  if (Object.hasOwn(fields, name)) return fields[name as Field];
  const field = customFieldOf(name);
  return field && { label: field.name, kind: customKinds[field.kind] };
}

/** What a condition needs beside its operator. */
type Operand = "none" | "text" | "list" | "number" | "range" | "date" | "dates" | "span" | "period" | "bool";
type Op = { words: string; operand: Operand };

const presence: Record<string, Op> = {
  not_empty: { words: "is known", operand: "none" },
  empty: { words: "is empty", operand: "none" },
};
const oneOf: Record<string, Op> = {
  any_of: { words: "is", operand: "list" },
  none_of: { words: "is not", operand: "list" },
};
const numbers: Record<string, Op> = {
  at_least: { words: "is at least", operand: "number" },
  at_most: { words: "is at most", operand: "number" },
  more_than: { words: "is more than", operand: "number" },
  less_than: { words: "is less than", operand: "number" },
  is: { words: "is", operand: "number" },
  is_not: { words: "is not", operand: "number" },
  between: { words: "is between", operand: "range" },
  ...presence,
};
const contact: Record<string, Op> = {
  contains: { words: "contains", operand: "text" },
  is: { words: "is", operand: "text" },
  starts_with: { words: "starts with", operand: "text" },
  ...presence,
};

export const ops: Record<Kind, Record<string, Op>> = {
  contact,
  text: {
    contains: { words: "contains", operand: "text" },
    not_contains: { words: "does not contain", operand: "text" },
    is: { words: "is", operand: "text" },
    is_not: { words: "is not", operand: "text" },
    starts_with: { words: "starts with", operand: "text" },
    ...presence,
  },
  country: { ...oneOf, ...presence },
  choice: oneOf,
  reference: { ...oneOf, ...presence },
  tags: {
    any_of: { words: "include any of", operand: "list" },
    all_of: { words: "include all of", operand: "list" },
    none_of: { words: "include none of", operand: "list" },
    not_empty: { words: "are set", operand: "none" },
    empty: { words: "are empty", operand: "none" },
  },
  tasks: {
    any_of: { words: "are", operand: "list" },
    not_empty: { words: "are open", operand: "none" },
    empty: { words: "are all done", operand: "none" },
  },
  number: numbers,
  decimal: numbers,
  money: numbers,
  checkbox: { is: { words: "is", operand: "bool" } },
  time: {
    in_last: { words: "in the last", operand: "span" },
    is: { words: "is", operand: "period" },
    before: { words: "before", operand: "date" },
    after: { words: "after", operand: "date" },
    on: { words: "on", operand: "date" },
    between: { words: "between", operand: "dates" },
    in_next: { words: "in the next", operand: "span" },
    not_empty: { words: "is known", operand: "none" },
    empty: { words: "is empty", operand: "none" },
  },
};

export const opOf = (field: string, op: string): Op | undefined => {
  const spec = fieldOf(field);
  return spec && Object.hasOwn(ops[spec.kind], op) ? ops[spec.kind][op] : undefined;
};

export const periods: Record<string, string> = {
  today: "today",
  yesterday: "yesterday",
  tomorrow: "tomorrow",
  this_week: "this week",
  last_week: "last week",
  this_month: "this month",
  last_month: "last month",
  this_quarter: "this quarter",
  this_year: "this year",
};

export const units = ["minutes", "hours", "days", "weeks", "months"] as const;
export type Span = { count: number; unit: (typeof units)[number] };

export const isSpan = (value: unknown): value is Span =>
  typeof value === "object" && value !== null && "count" in value && "unit" in value;

/** What a new condition starts with. */
export function blank(field: string, op?: string): { field: string; op: string; value?: unknown } {
  const spec = fieldOf(field);
  const chosen = op ?? Object.keys(ops[spec?.kind ?? "text"])[0] ?? "is";
  const starts: Partial<Record<Operand, unknown>> = {
    text: "",
    list: [],
    span: { count: 7, unit: "days" },
    period: "today",
    bool: true,
    range: [],
    dates: [],
  };
  const value = starts[opOf(field, chosen)?.operand ?? "none"];
  return value === undefined ? { field, op: chosen } : { field, op: chosen, value };
}

/** Whether the API would take it; unfinished conditions stay in the panel only. */
export function isComplete({ field, op, value }: { field: string; op: string; value?: unknown }): boolean {
  const pair = (test: (each: unknown) => boolean) =>
    Array.isArray(value) && value.length === 2 && value.every(test);
  const isNumber = fieldOf(field)?.kind === "decimal" ? Number.isFinite : Number.isInteger;
  switch (opOf(field, op)?.operand) {
    case "none":
      return true;
    case "text":
    case "date":
    case "period":
      return typeof value === "string" && value.trim() !== "";
    case "list":
      return Array.isArray(value) && value.length > 0;
    case "bool":
      return typeof value === "boolean";
    case "number":
      return isNumber(value);
    case "range":
      return pair(isNumber);
    case "dates":
      return pair((each) => typeof each === "string" && each !== "");
    case "span":
      return isSpan(value) && Number.isInteger(value.count) && value.count > 0;
    default:
      return false;
  }
}
