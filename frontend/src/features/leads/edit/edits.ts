import type { Lead, LeadChange, LeadSummary, Money, Pipeline, Stage } from "@/features/leads/queries";

/** What is sent, and how the lead looks as soon as it is sent. */
export type Edit = { change: LeadChange; preview: Partial<Lead> };

type Named = { id: string; name: string };

export const setStatus = (status: LeadSummary["status"]): Edit => ({
  change: { status },
  preview: { status },
});

export const setOwner = (owner: Named | null): Edit => ({
  change: { owner_id: owner?.id ?? null },
  preview: { owner: owner && { id: owner.id, name: owner.name } },
});

export const setTeam = (team: Named | null): Edit => ({
  change: { team_id: team?.id ?? null },
  preview: { team: team && { id: team.id, name: team.name } },
});

export const setValue = (value: Money | null): Edit => ({ change: { value }, preview: { value } });

type TextField = "company" | "title" | "country";

export function setText(field: TextField, text: string): Edit {
  const value = text.trim() || null;
  return { change: { [field]: value }, preview: { [field]: value } };
}

export function setName(first: string, last: string): Edit {
  const names = { first_name: first.trim() || null, last_name: last.trim() || null };
  const display = [names.first_name, names.last_name].filter(Boolean).join(" ");
  return { change: names, preview: { ...names, ...(display && { display_name: display }) } };
}

export function setStage(stage: Stage | null, pipelines: Pipeline[], lostReason?: string | null): Edit {
  const pipeline = pipelines.find((each) => each.stages.some(({ id }) => id === stage?.id));
  const reason = lostReason ?? null;
  return {
    change: { ...(stage && { stage_id: stage.id }), ...(stage?.kind === "lost" && { lost_reason: reason }) },
    preview: {
      stage: stage && { id: stage.id, name: stage.name, kind: stage.kind },
      pipeline_id: pipeline?.id ?? null,
      stage_since: stage ? new Date().toISOString() : null,
      lost_reason: reason,
    },
  };
}

export const setEmails = (emails: string[]): Edit => ({
  change: { emails },
  preview: {
    emails: emails.map((raw, n) => ({ raw, normalized: raw.toLowerCase(), primary: n === 0 })),
    primary_email: emails[0] ?? null,
  },
});

export const setPhones = (phones: string[]): Edit => ({
  change: { phones },
  preview: {
    phones: phones.map((raw, n) => ({ raw, e164: null, primary: n === 0 })),
    primary_phone: phones[0] ?? null,
  },
});

type Shown = keyof Lead;

/** These follow from something else that is compared, or change with every look at the clock. */
const derived: Shown[] = ["display_name", "stage_since", "pipeline_id", "primary_email", "primary_phone"];

const comparedFields = (edit: Edit) =>
  (Object.keys(edit.preview) as Shown[]).filter((field) => !derived.includes(field));

/** One comparable text for a value, so that the same owner in two answers is the same owner. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(plain).join("\n");
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return `${value}`;
  if (typeof value !== "object") return "";
  if ("raw" in value) return plain(value.raw);
  if ("id" in value) return plain(value.id);
  return JSON.stringify(value, Object.keys(value).sort());
}

/** Of the fields of the workspace only those that the edit changes count. */
function collidesInCustom(base: Partial<Lead>, newest: Partial<Lead>, { change, preview }: Edit): boolean {
  return Object.keys(change.custom ?? {}).some((name) => {
    const theirs = plain(newest.custom?.[name]);
    return theirs !== plain(base.custom?.[name]) && theirs !== plain(preview.custom?.[name]);
  });
}

/** The fields somebody else has changed since `base`, among those that the edit wants to change differently. */
export function collisions(base: Partial<Lead>, newest: Partial<Lead>, edit: Edit): Shown[] {
  return comparedFields(edit).filter((field) => {
    if (field === "custom") return collidesInCustom(base, newest, edit);
    const theirs = plain(newest[field]);
    return field in base && theirs !== plain(base[field]) && theirs !== plain(edit.preview[field]);
  });
}

/** The edit that takes back what an edit of `fields` did to `base`. */
export function inverse(base: Partial<Lead>, edit: Edit): Edit {
  const { change } = edit;
  const back: LeadChange = {};
  if ("status" in change && base.status) back.status = base.status;
  if ("owner_id" in change) back.owner_id = base.owner?.id ?? null;
  if ("team_id" in change) back.team_id = base.team?.id ?? null;
  if ("value" in change) back.value = base.value ?? null;
  for (const field of ["company", "title", "country", "first_name", "last_name"] as const)
    if (field in change) back[field] = base[field] ?? null;
  if ("stage_id" in change) {
    if (base.stage) back.stage_id = base.stage.id;
    if (base.stage?.kind === "lost") back.lost_reason = base.lost_reason ?? null;
  }
  if ("emails" in change) back.emails = base.emails?.map((each) => each.raw) ?? [];
  if ("phones" in change) back.phones = base.phones?.map((each) => each.raw) ?? [];
  if (change.custom)
    back.custom = Object.fromEntries(
      Object.keys(change.custom).map((name) => [name, base.custom?.[name] ?? null]),
    );
  const keys = Object.keys(edit.preview) as Shown[];
  const preview = Object.fromEntries(keys.map((field) => [field, base[field]])) as Partial<Lead>;
  return { change: back, preview };
}
