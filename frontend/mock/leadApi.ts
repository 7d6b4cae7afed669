import type { ServerResponse } from "node:http";
import type { components } from "../src/api/contract";
import { asksForBin, matches, parse } from "./filter";
import { bodyOf, json, pageOf, problem, type Call, type Routes } from "./http";
import { makeActivities, makeLead, type Activity, type Lead } from "./people";
import { say, state } from "./state";
import { members, pipelineOf, pipelines, refOf, stages, tags, teams, uuid } from "./workspace";

type Schemas = components["schemas"];

const histories = new Map<string, Activity[]>();

export function note(lead: Lead, kind: Activity["kind"], detail: object, written: Activity["note"] = null) {
  const name = state.session?.user.name ?? null;
  const entry: Activity = {
    id: uuid(),
    kind,
    actor: { kind: "member", name },
    occurred_at: new Date().toISOString(),
    detail: detail as Activity["detail"],
    note: written,
  };
  histories.set(lead.id, [entry, ...historyOf(lead)]);
}

export function historyOf(lead: Lead) {
  const known = histories.get(lead.id) ?? makeActivities(lead);
  histories.set(lead.id, known);
  return known;
}

export const me = () => state.session?.member.id ?? "";

function listed(url: URL): Lead[] {
  const filter = parse(url);
  const bin = asksForBin(filter);
  const found = state.leads.filter((lead) => (bin || !lead.deleted_at) && matches(lead, filter, me()));
  const sort = url.searchParams.get("sort") ?? "-created_at";
  const field = sort.replace("-", "") as keyof Lead;
  const way = sort.startsWith("-") ? -1 : 1;
  const read = (lead: Lead) =>
    field === "value" ? (lead.value?.amount_minor ?? null) : (lead[field] as string | number | null);
  return found.sort((a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === "number") return way * (left - Number(right));
    return way * left.localeCompare(`${right}`);
  });
}

export function withLead({ response, params }: Call, then: (lead: Lead) => unknown) {
  const [id = ""] = params;
  if (id.endsWith("403")) return problem(response, 403, "forbidden");
  if (id.endsWith("500")) return problem(response, 500, "unexpected");
  const lead = state.leads.find((each) => each.id === id);
  if (!lead) return problem(response, 404, "not_found");
  void then(lead);
}

function answerLead(response: ServerResponse, status: number, lead: Lead) {
  response.setHeader("etag", `"${lead.version}"`);
  json(response, status, lead);
}

export function touch(lead: Lead) {
  lead.version += 1;
  lead.updated_at = lead.last_activity_at = new Date().toISOString();
  say("lead.updated", { lead_id: lead.id });
}

type Change = Schemas["UpdateLeadBody"] & Schemas["CreateLeadBody"];

const nameOf = (lead: Lead) =>
  [lead.first_name, lead.last_name].filter(Boolean).join(" ") ||
  lead.company ||
  lead.primary_email ||
  lead.primary_phone ||
  "";

export function apply(lead: Lead, change: Change) {
  const changes: { field: string; from: string | null; to: string | null }[] = [];
  for (const field of ["first_name", "last_name", "company", "title", "country", "status"] as const) {
    const to = change[field];
    if (to === undefined || lead[field] === to) continue;
    changes.push({ field, from: lead[field], to });
    Object.assign(lead, { [field]: to });
  }
  if (change.emails) {
    lead.emails = change.emails.map((raw, n) => ({ raw, normalized: raw.toLowerCase(), primary: n === 0 }));
    changes.push({ field: "emails", from: lead.primary_email, to: change.emails[0] ?? null });
    lead.primary_email = change.emails[0] ?? null;
  }
  if (change.phones) {
    lead.phones = change.phones.map((raw, n) => ({ raw, e164: null, primary: n === 0 }));
    changes.push({ field: "phones", from: lead.primary_phone, to: change.phones[0] ?? null });
    lead.primary_phone = change.phones[0] ?? null;
  }
  if (change.value !== undefined) {
    const words = (money: Schemas["Money"] | null) =>
      money && `${money.amount_minor / 100} ${money.currency}`;
    changes.push({ field: "value", from: words(lead.value), to: words(change.value) });
    lead.value = change.value;
  }
  for (const [key, value] of Object.entries(change.custom ?? {})) {
    const rest = Object.fromEntries(Object.entries(lead.custom).filter(([name]) => name !== key));
    changes.push({ field: `custom.${key}`, from: null, to: JSON.stringify(value) });
    lead.custom = value === null ? rest : { ...rest, [key]: value };
  }
  if (change.owner_id !== undefined) {
    const owner = members.find((each) => each.id === change.owner_id);
    note(lead, "owner_changed", { from: lead.owner?.name ?? null, to: owner?.name ?? null });
    lead.owner = owner ? refOf(owner) : null;
  }
  if (change.team_id !== undefined) lead.team = teams.find((each) => each.id === change.team_id) ?? null;
  if (change.stage_id !== undefined) {
    const stage = stages().find((each) => each.id === change.stage_id);
    note(lead, "stage_changed", {
      from: lead.stage?.name ?? null,
      to: stage?.name ?? null,
      pipeline: stage ? (pipelineOf(stage.id)?.name ?? null) : null,
      lost_reason: change.lost_reason,
    });
    lead.stage = stage ? { id: stage.id, name: stage.name, kind: stage.kind } : null;
    lead.stage_since = stage ? new Date().toISOString() : null;
    lead.pipeline_id = stage ? (pipelineOf(stage.id)?.id ?? null) : null;
    lead.lost_reason = change.lost_reason ?? null;
  }
  if (changes.length > 0) note(lead, "fields_changed", { changes });
  lead.display_name = nameOf(lead);
}

const taken = (emails: string[] | undefined, but?: Lead) =>
  state.leads.find(
    (lead) =>
      lead !== but && !lead.deleted_at && lead.emails.some(({ raw }) => emails?.includes(raw.toLowerCase())),
  );

const exists = (response: ServerResponse, other: Lead) =>
  problem(
    response,
    409,
    "lead_exists",
    [{ pointer: "/emails/0", code: "lead_exists", detail: "Belongs to a lead" }],
    { lead_id: other.id },
  );

async function create({ request, response }: Call) {
  const body = await bodyOf<Change>(request);
  const other = taken(body.emails);
  if (other) return exists(response, other);
  if (body.emails?.some((each) => !each.includes("@")))
    return problem(response, 422, "invalid", [
      { pointer: "/emails/0", code: "email", detail: "Not an address" },
    ]);
  const lead: Lead = {
    ...makeLead(5, new Date()),
    ...{
      source: "manual",
      source_detail: null,
      registrations: [],
      field_origins: [],
      emails: [],
      phones: [],
    },
    ...{
      stage: null,
      stage_since: null,
      pipeline_id: null,
      owner: null,
      team: null,
      value: null,
      status: "new",
    },
    ...{ first_name: null, last_name: null, primary_email: null, primary_phone: null },
    tags: tags.filter((tag) => body.tag_ids?.includes(tag.id)),
  };
  histories.set(lead.id, []);
  note(lead, "lead_created", { source: "manual" });
  apply(lead, body);
  state.leads.unshift(lead);
  say("lead.captured", { lead_id: lead.id });
  answerLead(response, 201, lead);
}

export const leadRoutes: Routes = {
  "GET /leads": ({ response, url }) => json(response, 200, pageOf(listed(url), url)),
  "GET /leads/count": ({ response, url }) => {
    const count = listed(url).length;
    json(response, 200, { count: Math.min(count, 10_000), capped: count > 10_000 });
  },
  "GET /leads/search": ({ response, url }) => {
    const words = (url.searchParams.get("q") ?? "").toLocaleLowerCase().split(/\s+/);
    const items = state.leads.filter((lead) => {
      const text = `${lead.display_name} ${lead.primary_email} ${lead.company}`.toLocaleLowerCase();
      return !lead.deleted_at && words.every((word) => text.includes(word));
    });
    json(response, 200, { items: items.slice(0, Number(url.searchParams.get("limit") ?? 20)) });
  },
  "POST /leads": (call) => void create(call),
  "GET /leads/{}": (call) => withLead(call, (lead) => answerLead(call.response, 200, lead)),
  "GET /leads/{}/activities": (call) =>
    withLead(call, (lead) => json(call.response, 200, pageOf(historyOf(lead), call.url))),
  "GET /leads/{}/access": (call) =>
    withLead(call, (lead) => {
      const items = members.slice(0, 4).map((member) => ({
        member: refOf(member),
        role: member.role,
        because: member.id === lead.owner?.id ? "owner" : member.lead_scope === "all" ? "scope" : "team",
      }));
      json(call.response, 200, { items });
    }),
  "PATCH /leads/{}": (call) =>
    withLead(call, async (lead) => {
      const body = await bodyOf<Change>(call.request);
      const wanted = call.request.headers["if-match"];
      // The address to see a conflict: somebody else is always quicker on this lead’s company.
      const first = lead.company !== "Somebody Else GmbH";
      if (first && body.company?.startsWith("conflict") && wanted === `"${lead.version}"`) {
        apply(lead, { company: "Somebody Else GmbH" });
        touch(lead);
      }
      if (body.company === "fail") return problem(call.response, 500, "unexpected");
      if (wanted && wanted !== `"${lead.version}"`) return problem(call.response, 412, "version_conflict");
      const other = taken(body.emails, lead);
      if (other) return exists(call.response, other);
      const stage = stages().find((each) => each.id === body.stage_id);
      if (stage?.kind === "lost" && !body.lost_reason)
        return problem(call.response, 422, "invalid", [
          { pointer: "/lost_reason", code: "required", detail: "Why was it lost?" },
        ]);
      apply(lead, body);
      touch(lead);
      answerLead(call.response, 200, lead);
    }),
  "DELETE /leads/{}": (call) =>
    withLead(call, (lead) => {
      lead.deleted_at = new Date().toISOString();
      note(lead, "lead_deleted", {});
      say("lead.deleted", { lead_id: lead.id });
      json(call.response, 204);
    }),
  "POST /leads/{}/restore": (call) =>
    withLead(call, (lead) => {
      lead.deleted_at = null;
      note(lead, "lead_restored", {});
      touch(lead);
      answerLead(call.response, 200, lead);
    }),
  "PUT /leads/{}/tags/{}": (call) =>
    withLead(call, (lead) => {
      const tag = tags.find((each) => each.id === call.params[1]);
      if (tag && !lead.tags.some((each) => each.id === tag.id)) {
        lead.tags = [...lead.tags, tag];
        note(lead, "tagged", { tag: tag.name });
        touch(lead);
      }
      json(call.response, 204);
    }),
  "DELETE /leads/{}/tags/{}": (call) =>
    withLead(call, (lead) => {
      const tag = lead.tags.find((each) => each.id === call.params[1]);
      lead.tags = lead.tags.filter((each) => each !== tag);
      if (tag) note(lead, "untagged", { tag: tag.name });
      touch(lead);
      json(call.response, 204);
    }),
  "GET /pipelines/{}/totals": ({ response, url, params }) => {
    const all = listed(url);
    const pipeline = pipelines.find((each) => each.id === params[0]);
    const items = pipeline?.stages.map((stage) => {
      const here = all.filter((lead) => lead.stage?.id === stage.id);
      const sums = new Map<string, number>();
      for (const { value } of here)
        if (value) sums.set(value.currency, (sums.get(value.currency) ?? 0) + value.amount_minor);
      const late = Date.now() - (stage.rotting_days ?? 1e6) * 86_400_000;
      return {
        stage_id: stage.id,
        count: here.length,
        capped: false,
        values: [...sums].map(([currency, amount_minor]) => ({ currency, amount_minor })),
        rotting: here.filter((lead) => new Date(lead.stage_since ?? 0).getTime() < late).length,
      };
    });
    json(response, 200, { items: items ?? [] });
  },
};
