import { customFieldOf } from "@/api/fields";
import type { Activity } from "@/features/leads/queries";
import { sources } from "@/features/leads/statuses";

const registrationWords: Record<string, string> = {
  pending: "Asked to join",
  approved: "Registered for",
  denied: "Was denied a place at",
  cancelled: "Cancelled the registration for",
};

const fieldWords: Record<string, string> = {
  first_name: "first name",
  last_name: "last name",
  owner_id: "owner",
  team_id: "team",
  stage_id: "stage",
  lost_reason: "lost reason",
};

/** What a field is called in the middle of a sentence. */
export const fieldName = (name: string): string =>
  customFieldOf(name)?.name ?? fieldWords[name] ?? name.replaceAll("_", " ");

/** Words of ours, and values of the workspace, which are isolated and set off where they are shown. */
export type Part = string | { value: string };
type FieldChange = { field: string; from: Part; to: Part };
export type Described = { parts: Part[]; changes?: FieldChange[] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const said = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export function describe({ kind, actor, detail }: Activity): Described {
  const read = (name: string) => said(detail[name]);
  const who: Part = actor.name ? { value: actor.name } : actor.kind === "member" ? "A member" : "Cloop";
  const part = (name: string, otherwise: string): Part => {
    const value = read(name);
    return value ? { value } : otherwise;
  };
  switch (kind) {
    case "registered": {
      const word = registrationWords[read("status") ?? "approved"] ?? "Registered for";
      return { parts: [`${word} the ${read("meeting_kind") ?? "meeting"}`, part("topic", "")] };
    }
    case "lead_created": {
      if (actor.kind === "member") return { parts: ["Lead created by", who] };
      if (read("source") === "manual") return { parts: ["Added as a lead by hand"] };
      const source = Object.entries(sources).find(([name]) => name === read("source"));
      return { parts: [source ? `Became a lead through a ${source[1]} registration` : "Became a lead"] };
    }
    case "fields_changed":
      return fieldsChanged(who, detail.changes);
    case "stage_changed": {
      const lost = read("lost_reason");
      const from = read("from");
      return {
        parts: [
          who,
          ...(from ? ["moved this from", { value: from }] : ["put this"]),
          ...(read("to") ? [from ? "to" : "into", part("to", "")] : ["out of the pipeline"]),
          ...(lost ? ["because:", { value: lost }] : []),
        ],
      };
    }
    case "owner_changed":
      if (!read("to")) return { parts: [who, "took this from", part("from", "its owner")] };
      return {
        parts: [
          who,
          "assigned this to",
          part("to", ""),
          ...(read("from") ? ["instead of", part("from", "")] : []),
        ],
      };
    case "tagged":
      return { parts: [who, "added the tag", part("tag", "")] };
    case "untagged":
      return { parts: [who, "removed the tag", part("tag", "")] };
    case "lead_deleted":
      return { parts: [who, "moved this to the bin"] };
    case "lead_restored":
      return { parts: [who, "took this out of the bin"] };
    case "note_added":
      return { parts: [who, "wrote a note, which was deleted"] };
    case "task_added":
      return { parts: [who, "added the task", part("title", "")] };
    case "task_completed":
      return { parts: [who, "finished the task", part("title", "")] };
    case "task_reopened":
      return { parts: [who, "opened the task", part("title", ""), "again"] };
    case "task_deleted":
      return { parts: [who, "deleted the task", part("title", "")] };
    case "merged":
      return { parts: [who, "merged", part("name", "another lead"), "into this one"] };
    case "merged_away":
      return { parts: [who, "merged this into", part("name", "another lead")] };
    case "merge_undone":
      return { parts: [who, "took the merge with", part("name", "another lead"), "back"] };
    case "assigned_by_rule":
      return {
        parts: [
          "The rule",
          part("rule", "for assignment"),
          "gave this to",
          part("to", "a member"),
          ...(read("reason") ? ["because:", part("reason", "")] : []),
        ],
      };
    default:
      return { parts: ["Something changed"] };
  }
}

function fieldsChanged(who: Part, raw: unknown): Described {
  const changes = (Array.isArray(raw) ? (raw as unknown[]) : [])
    .filter(isRecord)
    .map(({ field, label, from, to }) => {
      const name = said(field) ?? "something";
      const shown = (value: unknown): Part => {
        const text = said(value);
        return text ? { value: text } : "empty";
      };
      return {
        field: said(label) ?? fieldName(name),
        from: shown(from),
        to: shown(to),
      };
    });
  const [first] = changes;
  if (!first) return { parts: [who, "changed something"] };
  if (changes.length > 1) return { parts: [who, `changed ${changes.length} facts`], changes };
  if (first.from === "empty") return { parts: [who, `set the ${first.field} to`, first.to] };
  if (first.to === "empty") return { parts: [who, `cleared the ${first.field}, which was`, first.from] };
  return { parts: [who, `changed the ${first.field} from`, first.from, "to", first.to] };
}
