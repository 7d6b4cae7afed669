/**
 * The generated types, mended where the document only says “an object”, and under the names this side uses. Everything
 * imports from here.
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

type Schemas = { [Name in keyof Gen]: Mend<Gen[Name]> };
export type components = {
  schemas: Schemas & {
    AssignmentRuleBody: Schemas["CreateAssignmentRuleBody"];
    BasisKind: Schemas["LawfulBasis"];
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

export type paths = { [Path in keyof GenPaths]: Mend<GenPaths[Path]> };
