/**
 * The generated types, and by hand what the document does not describe yet. Everything imports from here; once the
 * document has these operations, this file becomes one line: `export type { components, paths } from "./schema.gen"`.
 */
import type { components as GenComponents, paths as GenPaths } from "./schema.gen";

type Gen = GenComponents["schemas"];
type MemberRef = Gen["MemberRef"];
type LeadRef = { id: string; display_name: string };
type Page<Item> = { items: Item[]; next_cursor: string | null };
type FilterBody = Record<string, never>;

type Note = {
  id: string;
  lead_id: string;
  version: number;
  /** Markdown; a mention is the link `[@Name](member:UUID)`. */
  body: string;
  author: MemberRef | null;
  pinned: boolean;
  mentions: MemberRef[];
  created_at: string;
  edited_at: string | null;
};

type TaskPriority = "low" | "normal" | "high";
type Task = {
  id: string;
  version: number;
  lead: LeadRef;
  title: string;
  detail: string | null;
  due_at: string | null;
  remind_at: string | null;
  assignee: MemberRef | null;
  priority: TaskPriority;
  completed_at: string | null;
  completed_by: MemberRef | null;
  created_by: MemberRef | null;
  created_at: string;
  updated_at: string;
};
type TaskBody = {
  title: string;
  detail?: string | null;
  due_at?: string | null;
  remind_at?: string | null;
  assignee_id?: string | null;
  priority?: TaskPriority;
};
type TaskSummary = { overdue: number; today: number; upcoming: number; unscheduled: number };

type NotificationKind = "assigned" | "mentioned" | "task_assigned" | "task_due" | "captured";
type Notification = {
  id: string;
  kind: NotificationKind;
  lead: LeadRef | null;
  actor: MemberRef | null;
  task: { id: string; title: string } | null;
  note_id: string | null;
  created_at: string;
  read_at: string | null;
};
type NotificationSettings = { items: { kind: NotificationKind; in_app: boolean; mail: boolean }[] };

type FieldKind =
  | "text"
  | "long_text"
  | "number"
  | "money"
  | "date"
  | "date_time"
  | "choice"
  | "multi_choice"
  | "checkbox"
  | "url"
  | "email"
  | "phone"
  | "member";
type PrivacyClass = "ordinary" | "sensitive" | "special";
type BasisKind =
  | "explicit_consent"
  | "employment_law"
  | "vital_interest"
  | "nonprofit"
  | "made_public"
  | "legal_claims"
  | "public_interest"
  | "health_care"
  | "public_health"
  | "research";
type Field = {
  id: string;
  version: number;
  key: string;
  name: string;
  kind: FieldKind;
  options: { id: string; label: string }[];
  privacy_class: PrivacyClass;
  state: "active" | "quarantined";
  quarantine_reason: string | null;
  basis: { kind: BasisKind; note: string | null; recorded_by: MemberRef | null; recorded_at: string } | null;
  position: number;
};
type CustomValue = string | number | boolean | string[] | Gen["Money"];

/** What leads have gained. */
type LeadExtra = {
  next_task: { id: string; title: string; due_at: string | null; assignee: MemberRef | null } | null;
  custom: Record<string, CustomValue>;
};
type LeadSummary = Gen["LeadSummary"] & LeadExtra;
type LeadView = Gen["LeadView"] & LeadExtra;
type CustomChange = { custom?: Record<string, CustomValue | null> };

type ActivityKind =
  | Gen["ActivityKind"]
  | "note_added"
  | "task_added"
  | "task_completed"
  | "task_reopened"
  | "task_deleted"
  | "merged"
  | "merge_undone"
  | "assigned_by_rule";
type ActivityView = Omit<Gen["ActivityView"], "kind"> & { kind: ActivityKind; note: Note | null };

type Duplicate = {
  id: string;
  lead: LeadSummary;
  other: LeadSummary;
  reasons: { kind: "email" | "phone" | "name_company" | "name"; detail: string }[];
  score: number;
  dismissed_at: string | null;
  created_at: string;
};
type Merge = {
  id: string;
  lead: LeadView;
  merged: LeadRef;
  merged_by: MemberRef | null;
  merged_at: string;
  undone_at: string | null;
  undo_until: string;
};
type MergeBody = {
  other_id: string;
  take_from_other?: string[];
  lead_version?: number;
  other_version?: number;
};
type MergeUndone = { lead: LeadView; restored: LeadView; kept: string[] };

type BulkSelection = { ids: string[] } | { filter: FilterBody | null; except?: string[] };
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
  created_by: MemberRef | null;
  created_at: string;
  finished_at: string | null;
  undo_until: string | null;
};

type AssignmentMode = "fixed" | "round_robin" | "least_loaded";
type AssignmentRule = {
  id: string;
  version: number;
  name: string;
  position: number;
  enabled: boolean;
  filter: FilterBody | null;
  mode: AssignmentMode;
  targets: MemberRef[];
  team: Gen["TeamRef"] | null;
};
type AssignmentRuleBody = {
  name: string;
  position?: number;
  enabled?: boolean;
  filter?: FilterBody | null;
  mode: AssignmentMode;
  target_ids: string[];
  team_id?: string | null;
};
type AssignmentDryRun = {
  items: {
    lead: LeadSummary;
    rule: { id: string | null; name: string } | null;
    owner: MemberRef | null;
    reason: string;
  }[];
};
type ScoringSince = "created" | "last_activity" | "stage_since";
type ScoringRule = {
  id: string;
  version: number;
  name: string;
  enabled: boolean;
  filter: FilterBody | null;
  points: number;
  half_life_days: number | null;
  since: ScoringSince;
};
type ScoringRuleBody = Partial<Omit<ScoringRule, "id" | "version">> & { name: string; points: number };
type ScoringDryRun = {
  items: { lead: LeadSummary; score: number; reasons: { rule: string; points: number }[] }[];
};
type LeadScore = { score: number; reasons: { name: string; points: number }[] };

type ReportColumn = {
  key: string;
  label: string;
  kind: "text" | "count" | "money" | "duration_seconds" | "percent" | "date";
};
type ReportCell = string | number | Gen["Money"] | null;
type ReportName = "funnel" | "sources" | "response" | "load" | "capture";
type Report = {
  report: ReportName;
  from: string;
  to: string;
  time_zone: string;
  columns: ReportColumn[];
  rows: Record<string, ReportCell>[];
  totals?: Record<string, ReportCell>;
};
type ReportQuery = { from?: string; to?: string; pipeline_id?: string; interval?: "day" | "week" | "month" };

type AuditEntry = {
  id: string;
  actor: MemberRef | null;
  action: string;
  object_kind: string;
  object_id: string;
  label: string | null;
  at: string;
};

type Changed =
  | "LeadSummary"
  | "LeadView"
  | "ActivityKind"
  | "ActivityView"
  | "CreateLeadBody"
  | "UpdateLeadBody"
  | "Page_LeadSummary"
  | "Page_ActivityView";

export type components = {
  schemas: Omit<Gen, Changed> & {
    LeadRef: LeadRef;
    LeadSummary: LeadSummary;
    LeadView: LeadView;
    ActivityKind: ActivityKind;
    ActivityView: ActivityView;
    CreateLeadBody: Gen["CreateLeadBody"] & CustomChange;
    UpdateLeadBody: Gen["UpdateLeadBody"] & CustomChange;
    Note: Note;
    Task: Task;
    TaskBody: TaskBody;
    TaskPriority: TaskPriority;
    TaskSummary: TaskSummary;
    Notification: Notification;
    NotificationSettings: NotificationSettings;
    Field: Field;
    FieldKind: FieldKind;
    PrivacyClass: PrivacyClass;
    BasisKind: BasisKind;
    CustomValue: CustomValue;
    Duplicate: Duplicate;
    Merge: Merge;
    MergeBody: MergeBody;
    MergeUndone: MergeUndone;
    Bulk: Bulk;
    BulkSelection: BulkSelection;
    BulkAction: BulkAction;
    AssignmentRule: AssignmentRule;
    AssignmentRuleBody: AssignmentRuleBody;
    AssignmentDryRun: AssignmentDryRun;
    ScoringRule: ScoringRule;
    ScoringRuleBody: ScoringRuleBody;
    ScoringDryRun: ScoringDryRun;
    LeadScore: LeadScore;
    Report: Report;
    ReportName: ReportName;
    AuditEntry: AuditEntry;
  };
};

type Headers = Record<string, unknown>;
type Said<Body> = Body extends undefined
  ? { headers: Headers; content?: never }
  : { headers: Headers; content: { "application/json": Body } };
type Ids<Names extends string> = [Names] extends [never] ? { path?: never } : { path: Record<Names, string> };

/** One operation, as the generated types write it. */
type Op<Status extends number, Body, Names extends string = never, Sent = undefined, Query = never> = {
  parameters: Ids<Names> & {
    query?: Query;
    header?: { "If-Match"?: string; "Idempotency-Key"?: string };
    cookie?: never;
  };
  requestBody: Sent extends undefined ? undefined : { content: { "application/json": Sent } };
  responses: Record<Status, Said<Body>>;
};
type Get<Body, Names extends string = never, Query = never> = Omit<
  Op<200, Body, Names, undefined, Query>,
  "requestBody"
> & { requestBody?: never };
type Send<Status extends number, Body, Names extends string = never> = Omit<
  Op<Status, Body, Names>,
  "requestBody"
> & { requestBody?: never };

/** An operation that is in the document, with another answer. */
type Answering<Operation, Status extends number, Body> = Omit<Operation, "responses"> & {
  responses: Record<Status, Said<Body>>;
};
type Sending<Operation, Body> = Omit<Operation, "requestBody"> & {
  requestBody: { content: { "application/json": Body } };
};

type Cursor = { cursor?: string; limit?: number };
type Lead = "/api/v1/leads/{lead_id}";
type Schemas = components["schemas"];

type Widened = {
  "/api/v1/leads": Omit<GenPaths["/api/v1/leads"], "get" | "post"> & {
    get: Answering<GenPaths["/api/v1/leads"]["get"], 200, Page<LeadSummary>>;
    post: Sending<Answering<GenPaths["/api/v1/leads"]["post"], 201, LeadView>, Schemas["CreateLeadBody"]>;
  };
  "/api/v1/leads/{lead_id}": Omit<GenPaths[Lead], "get" | "patch"> & {
    get: Answering<GenPaths[Lead]["get"], 200, LeadView>;
    patch: Sending<Answering<GenPaths[Lead]["patch"], 200, LeadView>, Schemas["UpdateLeadBody"]>;
  };
  "/api/v1/leads/{lead_id}/restore": { post: Send<200, LeadView, "lead_id"> };
  "/api/v1/leads/{lead_id}/activities": { get: Get<Page<ActivityView>, "lead_id", Cursor> };
  "/api/v1/leads/search": {
    get: Answering<GenPaths["/api/v1/leads/search"]["get"], 200, Page<LeadSummary>>;
  };
};

type Added = {
  "/api/v1/leads/{lead_id}/notes": {
    get: Get<Page<Note>, "lead_id", Cursor & { pinned?: boolean }>;
    post: Op<201, Note, "lead_id", { body: string; pinned?: boolean }>;
  };
  "/api/v1/notes/{note_id}": {
    patch: Op<200, Note, "note_id", { body?: string; pinned?: boolean }>;
    delete: Send<204, undefined, "note_id">;
  };
  "/api/v1/notes/{note_id}/restore": { post: Send<200, Note, "note_id"> };
  "/api/v1/tasks": {
    get: Get<
      Page<Task>,
      never,
      Cursor & {
        state?: "open" | "done" | "all";
        assignee?: string;
        lead_id?: string;
        due_before?: string;
        due_from?: string;
      }
    >;
  };
  "/api/v1/tasks/summary": { get: Get<TaskSummary, never, { assignee?: string }> };
  "/api/v1/leads/{lead_id}/tasks": { post: Op<201, Task, "lead_id", TaskBody> };
  "/api/v1/tasks/{task_id}": {
    get: Get<Task, "task_id">;
    patch: Op<200, Task, "task_id", Partial<TaskBody> & { completed?: boolean }>;
    delete: Send<204, undefined, "task_id">;
  };
  "/api/v1/tasks/{task_id}/restore": { post: Send<200, Task, "task_id"> };
  "/api/v1/notifications": { get: Get<Page<Notification>, never, Cursor & { unread?: boolean }> };
  "/api/v1/notifications/unread": { get: Get<{ count: number; capped: boolean }> };
  "/api/v1/notifications/{notification_id}/read": {
    put: Send<204, undefined, "notification_id">;
    delete: Send<204, undefined, "notification_id">;
  };
  "/api/v1/notifications/read": { post: Op<204, undefined, never, { until: string }> };
  "/api/v1/notification-settings": {
    get: Get<NotificationSettings>;
    put: Op<200, NotificationSettings, never, NotificationSettings>;
  };
  "/api/v1/fields": {
    get: Get<Page<Field>>;
    post: Op<
      201,
      Field,
      never,
      { name: string; kind: FieldKind; options?: string[]; privacy_class: PrivacyClass }
    >;
  };
  "/api/v1/fields/{field_id}": {
    patch: Op<
      200,
      Field,
      "field_id",
      {
        name?: string;
        options?: { id?: string; label: string }[];
        privacy_class?: PrivacyClass;
        position?: number;
      }
    >;
    delete: Omit<Send<204, undefined, "field_id">, "parameters"> & {
      parameters: { path: { field_id: string }; query?: { discard_values?: boolean } };
    };
  };
  "/api/v1/fields/{field_id}/basis": {
    put: Op<200, Field, "field_id", { kind: BasisKind; note?: string }>;
    delete: Send<200, Field, "field_id">;
  };
  "/api/v1/duplicates": { get: Get<Page<Duplicate>, never, Cursor & { dismissed?: boolean }> };
  "/api/v1/duplicates/count": { get: Get<{ count: number; capped: boolean }> };
  "/api/v1/leads/{lead_id}/duplicates": { get: Get<Page<Duplicate>, "lead_id"> };
  "/api/v1/duplicates/{duplicate_id}/dismissal": {
    put: Send<204, undefined, "duplicate_id">;
    delete: Send<204, undefined, "duplicate_id">;
  };
  "/api/v1/leads/{lead_id}/merge": { post: Op<200, Merge, "lead_id", MergeBody> };
  "/api/v1/leads/{lead_id}/merges": { get: Get<Page<Merge>, "lead_id"> };
  "/api/v1/merges/{merge_id}/undo": { post: Send<200, MergeUndone, "merge_id"> };
  "/api/v1/bulk": {
    get: Get<Page<Bulk>, never, Cursor>;
    post: Op<202, Bulk, never, { selection: BulkSelection; action: BulkAction }>;
  };
  "/api/v1/bulk/{bulk_id}": { get: Get<Bulk, "bulk_id"> };
  "/api/v1/bulk/{bulk_id}/undo": { post: Send<202, Bulk, "bulk_id"> };
  "/api/v1/bulk/{bulk_id}/cancellation": { post: Send<202, Bulk, "bulk_id"> };
  "/api/v1/assignment-rules": {
    get: Get<Page<AssignmentRule>>;
    post: Op<201, AssignmentRule, never, AssignmentRuleBody>;
  };
  "/api/v1/assignment-rules/{rule_id}": {
    patch: Op<200, AssignmentRule, "rule_id", Partial<AssignmentRuleBody>>;
    delete: Send<204, undefined, "rule_id">;
  };
  "/api/v1/assignment-rules/dry-run": {
    post: Op<
      200,
      AssignmentDryRun,
      never,
      { rule?: AssignmentRuleBody; filter?: FilterBody | null; limit?: number }
    >;
  };
  "/api/v1/scoring-rules": {
    get: Get<Page<ScoringRule>>;
    post: Op<201, ScoringRule, never, ScoringRuleBody>;
  };
  "/api/v1/scoring-rules/{rule_id}": {
    patch: Op<200, ScoringRule, "rule_id", Partial<ScoringRuleBody>>;
    delete: Send<204, undefined, "rule_id">;
  };
  "/api/v1/scoring-rules/dry-run": {
    post: Op<
      200,
      ScoringDryRun,
      never,
      { rule?: ScoringRuleBody; filter?: FilterBody | null; limit?: number }
    >;
  };
  "/api/v1/leads/{lead_id}/score": { get: Get<LeadScore, "lead_id"> };
  "/api/v1/reports/funnel": { get: Get<Report, never, ReportQuery> };
  "/api/v1/reports/sources": { get: Get<Report, never, ReportQuery> };
  "/api/v1/reports/response": { get: Get<Report, never, ReportQuery> };
  "/api/v1/reports/load": { get: Get<Report, never, ReportQuery> };
  "/api/v1/reports/capture": { get: Get<Report, never, ReportQuery> };
  "/api/v1/audit": { get: Get<Page<AuditEntry>, never, Cursor & { object?: string; actor?: string }> };
  "/api/v1/leads/{lead_id}/audit": { get: Get<Page<AuditEntry>, "lead_id", Cursor> };
};

export interface paths extends Omit<GenPaths, keyof Widened>, Widened, Added {}
