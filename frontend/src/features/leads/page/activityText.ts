import { customFieldOf } from "@/api/fields";
import { customText } from "@/features/leads/fields/values";
import type { Activity } from "@/features/leads/queries";
import { sources } from "@/features/leads/statuses";
import { countryName } from "@/lib/format";
import { formatMoney, parseAmount } from "@/lib/money";

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
type FieldChange = { field: string; isCustom: boolean; from: Part; to: Part };
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
      if (read("to") === actor.name)
        return { parts: [who, "took this over", ...(read("from") ? ["from", part("from", "")] : [])] };
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
      return { parts: [who, "undid the merge with", part("name", "another lead")] };
    case "assigned_by_rule":
      return {
        parts: [
          "The rule",
          part("rule", "for assignment"),
          ...(read("to") ? ["gave this to", part("to", "")] : ["found nobody to give this to"]),
          ...(read("reason") ? ["because:", part("reason", "")] : []),
        ],
      };
    default:
      return { parts: ["Something changed"] };
  }
}

/** The timeline keeps values as plain words; what has a form of its own here is given it. */
function inWords(name: string, text: string): string {
  const field = customFieldOf(name);
  if (name === "country") return countryName(text);
  if (field?.kind === "date" || field?.kind === "date_time") {
    const at = text.replace(/ UTC$/, "Z").replace(" ", "T");
    return Number.isNaN(Date.parse(at)) ? text : customText(field, at, []);
  }
  const [, amount, currency] = /^(-?[\d.]+) ([A-Z]{3})$/.exec(text) ?? [];
  if (amount && currency && (name === "value" || field?.kind === "money"))
    return formatMoney({ amount_minor: parseAmount(amount, currency) ?? 0, currency });
  return text;
}

function fieldsChanged(who: Part, raw: unknown): Described {
  const changes = (Array.isArray(raw) ? (raw as unknown[]) : [])
    .filter(isRecord)
    .map(({ field, label, from, to }) => {
      const name = said(field) ?? "something";
      const shown = (value: unknown): Part => {
        const text = said(value);
        return text ? { value: inWords(name, text) } : "empty";
      };
      return {
        field: said(label) ?? fieldName(name),
        isCustom: name.startsWith("custom."),
        from: shown(from),
        to: shown(to),
      };
    });
  const [first] = changes;
  if (!first) return { parts: [who, "changed something"] };
  if (changes.length > 1) return { parts: [who, `changed ${changes.length} facts`], changes };
  // A field of the workspace has a name that need not fit into a sentence.
  const what: Part[] = first.isCustom ? [{ value: first.field }] : [`the ${first.field}`];
  if (first.from === "empty") return { parts: [who, "set", ...what, "to", first.to] };
  if (first.to === "empty") return { parts: [who, "cleared", ...what, "which was", first.from] };
  return { parts: [who, "changed", ...what, "from", first.from, "to", first.to] };
}
