import { customFieldOf, customFields, customName } from "@/api/fields";

type Column = {
  label: string;
  /** In pixels; the name column takes what is left over. */
  width: number;
  sort?: string;
  /** What a press on the cell changes; the others only show. */
  edit?: "custom" | "text" | "status" | "stage" | "owner" | "team" | "value" | "tags";
  numeric?: boolean;
};

const columns = {
  display_name: { label: "Name", width: 208, sort: "display_name" },
  primary_email: { label: "Email", width: 180 },
  primary_phone: { label: "Phone", width: 148 },
  company: { label: "Company", width: 168, sort: "company", edit: "text" },
  title: { label: "Title", width: 168, edit: "text" },
  source: { label: "Source", width: 150 },
  status: { label: "Status", width: 118, edit: "status" },
  stage: { label: "Stage", width: 120, edit: "stage" },
  owner: { label: "Owner", width: 152, edit: "owner" },
  team: { label: "Team", width: 120, edit: "team" },
  value: { label: "Value", width: 104, sort: "value", edit: "value", numeric: true },
  score: { label: "Score", width: 76, sort: "score", numeric: true },
  tags: { label: "Tags", width: 126, edit: "tags" },
  next_task: { label: "Next task", width: 168 },
  stage_since: { label: "In stage since", width: 116 },
  last_activity_at: { label: "Last activity", width: 116, sort: "last_activity_at" },
  updated_at: { label: "Updated", width: 104 },
  created_at: { label: "Captured", width: 100, sort: "created_at" },
} satisfies Record<string, Column>;

type BuiltIn = keyof typeof columns;
export type ColumnKey = BuiltIn | `custom.${string}`;

export const isBuiltIn = (name: string): name is BuiltIn => Object.hasOwn(columns, name);

/** Columns for the fields of the workspace stand behind ours. */
export function columnOf(key: ColumnKey): Column {
  if (isBuiltIn(key)) return columns[key];
  const field = customFieldOf(key);
  const numeric = field?.kind === "number" || field?.kind === "money";
  return { label: field?.name ?? "Removed field", width: 148, edit: "custom", numeric };
}

export const allColumns = (): ColumnKey[] => [
  ...(Object.keys(columns) as BuiltIn[]),
  ...customFields().map(customName),
];

export const defaultColumns: ColumnKey[] = [
  "display_name",
  "primary_email",
  "source",
  "status",
  "stage",
  "owner",
  "tags",
  "created_at",
];

/** Unknown names are left out, and the name of the lead always comes first: it is how a row is opened. */
export function readColumns(names: string[] | undefined): ColumnKey[] {
  const known = (names ?? []).filter(
    (name): name is ColumnKey => isBuiltIn(name) || customFieldOf(name) !== undefined,
  );
  if (known.length === 0) return defaultColumns;
  return ["display_name", ...new Set(known.filter((name) => name !== "display_name"))];
}

const checkWidth = 44;

export function gridOf(keys: ColumnKey[]) {
  const widths = keys.map((key) => columnOf(key).width);
  const [name = 0, ...rest] = widths;
  return {
    gridTemplateColumns: `${checkWidth}px minmax(${name}px, 1.4fr) ${rest.map((each) => `minmax(${each}px, 1fr)`).join(" ")}`,
    minWidth: checkWidth + widths.reduce((sum, each) => sum + each, 0),
  };
}

export const isAscending = (sort: string) => !sort.startsWith("-");
export const sortField = (sort: string) => sort.replace(/^-/, "");

/** Numbers and times are wanted largest and newest first, texts from A. */
export function nextSort(current: string, field: string): string {
  if (sortField(current) === field) return isAscending(current) ? `-${field}` : field;
  return field === "display_name" || field === "company" ? field : `-${field}`;
}

export const sorts: { value: string; label: string }[] = [
  { value: "-created_at", label: "Newest first" },
  { value: "created_at", label: "Oldest first" },
  { value: "-last_activity_at", label: "Latest activity" },
  { value: "last_activity_at", label: "Longest quiet" },
  { value: "display_name", label: "Name, A to Z" },
  { value: "-display_name", label: "Name, Z to A" },
  { value: "company", label: "Company, A to Z" },
  { value: "-company", label: "Company, Z to A" },
  { value: "-value", label: "Highest value" },
  { value: "value", label: "Lowest value" },
  { value: "-score", label: "Highest score" },
  { value: "score", label: "Lowest score" },
];

export const isSort = (value: unknown): value is string => sorts.some((each) => each.value === value);

export type CellTarget = { leadId: string; column: ColumnKey; anchor: HTMLElement };
