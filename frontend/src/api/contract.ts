/**
 * The generated types, mended where the document only says “an object”, under the names this side uses, and by hand
 * what the document does not describe yet. Everything imports from here.
 */
import type { components as GenComponents, paths as GenPaths } from "./schema.gen";

type Gen = GenComponents["schemas"];
type Plain = Record<string, unknown>;
type Money = Gen["Money"];

type CustomValue = string | number | boolean | string[] | Money;
type ReportRow = Record<string, string | number | Money | null>;

/** What the objects without a description hold, by the name of their property. */
type Mended<Key, Old> = Key extends "custom"
  ? undefined extends Old
    ? Record<string, CustomValue | null> | undefined
    : Record<string, CustomValue>
  : Key extends "rows"
    ? ReportRow[]
    : Key extends "totals"
      ? ReportRow | null
      : Key extends "interval"
        ? "day" | "week" | "month" | undefined
        : Mend<Old>;
type Mend<T> = T extends string | number | boolean | null | undefined
  ? T
  : string extends keyof T
    ? Plain
    : { [Key in keyof T]: Mended<Key, T[Key]> };

type BulkSelection = { ids: string[] } | { filter: Plain | null; except?: string[] };
type BulkAction =
  | { kind: "edit"; change: Record<string, string | null> }
  | { kind: "tag"; add: string[]; remove: string[] }
  | { kind: "delete" }
  | { kind: "restore" };
type Bulk = {
  id: string;
  kind: BulkAction["kind"];
  state: "running" | "done" | "failed" | "undoing" | "undone";
  total: number;
  done: number;
  changed: number;
  skipped: number;
  created_by: Gen["MemberRef"] | null;
  created_at: string;
  finished_at: string | null;
  undo_until: string | null;
};

type Schemas = { [Name in keyof Gen]: Mend<Gen[Name]> };
type MendedPaths = { [Path in keyof GenPaths]: Mend<GenPaths[Path]> };

export type components = {
  schemas: Schemas & {
    AssignmentRuleBody: Schemas["CreateAssignmentRuleBody"];
    BasisKind: Schemas["LawfulBasis"];
    Bulk: Bulk;
    BulkAction: BulkAction;
    BulkSelection: BulkSelection;
    CustomValue: CustomValue;
    Merge: Schemas["MergeView"];
    MergeBody: Schemas["MergeLeadBody"];
    MergeUndone: Schemas["UndoneMerge"];
    NotificationSettings: Schemas["NotificationSettingsBody"];
    ReportName: Schemas["ReportKind"];
    ScoringRuleBody: Schemas["CreateScoringRuleBody"];
    TaskBody: Schemas["CreateTaskBody"];
  };
};

type Said<Status extends number, Body> = {
  responses: Record<Status, { headers: Record<string, unknown>; content: { "application/json": Body } }>;
};
type Of = { parameters: { path: { bulk_id: string } }; requestBody?: never };
type BulkPaths = {
  "/api/v1/bulk": {
    get: Said<200, { items: Bulk[]; next_cursor: string | null }> & {
      parameters: { query?: { cursor?: string; limit?: number } };
      requestBody?: never;
    };
    post: Said<202, Bulk> & {
      parameters: { header?: { "Idempotency-Key"?: string } };
      requestBody: { content: { "application/json": { selection: BulkSelection; action: BulkAction } } };
    };
  };
  "/api/v1/bulk/{bulk_id}": { get: Said<200, Bulk> & Of };
  "/api/v1/bulk/{bulk_id}/undo": { post: Said<202, Bulk> & Of };
  "/api/v1/bulk/{bulk_id}/cancellation": { post: Said<202, Bulk> & Of };
};

export interface paths extends MendedPaths, BulkPaths {}
