import type { components } from "../src/api/contract";
import { matches } from "./filter";
import { bodyOf, json, pageOf, problem, type Call, type Routes } from "./http";
import { apply, me, note, touch, withLead } from "./leadApi";
import type { Lead } from "./people";
import { say, state } from "./state";
import { tags, uuid } from "./workspace";

type Schemas = components["schemas"];
type Duplicate = Schemas["Duplicate"];
type Merge = Schemas["Merge"];
type Bulk = Schemas["Bulk"];

const now = () => new Date().toISOString();
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();

let seededFor: Lead[] | undefined;
let pairs: Duplicate[] = [];
const merges: { merge: Merge; lead: Lead; other: Lead; before: Lead }[] = [];

function seed() {
  if (seededFor === state.leads) return;
  seededFor = state.leads;
  const reasons: Duplicate["reasons"][] = [
    [
      { kind: "email", detail: "maya@northwind.example" },
      { kind: "name", detail: "Maya Okonkwo" },
    ],
    [{ kind: "phone", detail: "+46 70 174 06 35" }],
    [{ kind: "name_company", detail: "Jonas Lindqvist, Fjordtek AB" }],
    [{ kind: "name", detail: "Ana Souza" }],
  ];
  pairs = Array.from({ length: Math.min(9, Math.floor(state.leads.length / 2)) }, (_, n) => ({
    id: uuid(),
    lead: state.leads[n * 2] as Lead,
    other: state.leads[n * 2 + 1] as Lead,
    reasons: reasons[n % reasons.length] ?? [],
    score: 97 - n * 6,
    dismissed_at: null,
    created_at: now(),
  }));
}

const living = () => {
  seed();
  return pairs.filter((each) => !each.lead.deleted_at && !each.other.deleted_at);
};
const between = (id: string) => living().filter((each) => each.lead.id === id || each.other.id === id);

function dismissal({ response, params }: Call, at: string | null) {
  const pair = pairs.find((each) => each.id === params[0]);
  if (!pair) return problem(response, 404, "not_found");
  pair.dismissed_at = at;
  json(response, 204);
}

const bulks = new Map<string, { bulk: Bulk; undo: (() => void)[] }>();

type Selection = { ids?: string[]; filter?: Parameters<typeof matches>[1] | null; except?: string[] };

function chosen({ ids, filter, except }: Selection): Lead[] {
  if (ids) return state.leads.filter((lead) => ids.includes(lead.id));
  return state.leads.filter(
    (lead) => !lead.deleted_at && !except?.includes(lead.id) && (!filter || matches(lead, filter, me())),
  );
}

function perform(lead: Lead, action: Schemas["BulkActionBody"]): (() => void) | undefined {
  const before = structuredClone(lead);
  switch (action.kind) {
    case "edit":
      apply(lead, action.change ?? {});
      break;
    case "tag": {
      const { add = [], remove = [] } = action;
      const kept = lead.tags.filter(({ id }) => !remove.includes(id) && !add.includes(id));
      lead.tags = [...kept, ...tags.filter(({ id }) => add.includes(id))];
      break;
    }
    case "delete":
      lead.deleted_at = now();
      break;
    case "restore":
      lead.deleted_at = null;
  }
  lead.version += 1;
  return () => Object.assign(lead, before, { version: lead.version + 1 });
}

/** Works in small steps, as the server does, so that there is something to watch and to stop. */
function work(id: string, steps: (() => unknown)[], end: Bulk["state"]) {
  const entry = bulks.get(id);
  if (!entry) return;
  const { bulk } = entry;
  const slice = steps.splice(0, Math.max(1, Math.ceil(bulk.total / 12)));
  for (const step of slice) step();
  bulk.done += slice.length;
  if (bulk.state !== "running" && bulk.state !== "undoing") return;
  if (steps.length === 0) {
    Object.assign(bulk, { state: end, finished_at: now() });
    if (end === "done") bulk.undo_until = inDays(30);
  } else setTimeout(() => work(id, steps, end), 180);
  say("bulk", { bulk_id: id });
}

export const mergeRoutes: Routes = {
  "GET /duplicates": ({ response, url }) => {
    const dismissed = url.searchParams.get("dismissed") === "true";
    json(
      response,
      200,
      pageOf(
        living().filter((each) => (each.dismissed_at !== null) === dismissed),
        url,
      ),
    );
  },
  "GET /duplicates/count": ({ response }) =>
    json(response, 200, { count: living().filter((each) => !each.dismissed_at).length, capped: false }),
  "GET /leads/{}/duplicates": ({ response, params, url }) =>
    json(response, 200, pageOf(between(params[0] ?? ""), url)),
  "PUT /duplicates/{}/dismissal": (call) => dismissal(call, now()),
  "DELETE /duplicates/{}/dismissal": (call) => dismissal(call, null),
  "GET /leads/{}/merges": ({ response, params, url }) => {
    const items = merges.filter(({ lead }) => lead.id === params[0]).map(({ merge }) => merge);
    json(response, 200, pageOf(items.reverse(), url));
  },
  "POST /leads/{}/merge": (call) =>
    withLead(call, async (lead) => {
      const body = await bodyOf<Schemas["MergeBody"]>(call.request);
      const other = state.leads.find((each) => each.id === body.other_id);
      if (!other) return problem(call.response, 404, "not_found");
      const before = structuredClone(lead);
      for (const name of [
        "first_name",
        "last_name",
        "company",
        "title",
        "country",
        "status",
        "owner",
        "team",
        "stage",
        "value",
      ] as const)
        if (lead[name] === null || body.take_from_other?.includes(name))
          Object.assign(lead, { [name]: other[name] });
      for (const [key, value] of Object.entries(other.custom))
        if (!(key in lead.custom) || body.take_from_other?.includes(`custom.${key}`))
          lead.custom[key] = value;
      lead.emails = [
        ...lead.emails,
        ...other.emails
          .filter(({ raw }) => !lead.emails.some((each) => each.raw === raw))
          .map((each) => ({ ...each, primary: false })),
      ];
      lead.tags = [...lead.tags, ...other.tags.filter(({ id }) => !lead.tags.some((each) => each.id === id))];
      lead.registrations = [...lead.registrations, ...other.registrations];
      lead.display_name = [lead.first_name, lead.last_name].filter(Boolean).join(" ") || lead.display_name;
      state.leads.splice(state.leads.indexOf(other), 1);
      pairs = pairs.filter((each) => each.lead !== other && each.other !== other);
      note(other, "merged_away", { name: lead.display_name });
      note(lead, "merged", { name: other.display_name, emails: other.emails.map(({ raw }) => raw) });
      touch(lead);
      const merge: Merge = {
        id: uuid(),
        lead,
        merged: { id: other.id, display_name: other.display_name },
        merged_by: { id: me(), name: state.session?.user.name ?? "" },
        merged_at: now(),
        undone_at: null,
        undo_until: inDays(30),
        kept: [],
      };
      merges.push({ merge, lead, other, before });
      json(call.response, 200, merge);
    }),
  "POST /merges/{}/undo": ({ response, params }) => {
    const found = merges.find(({ merge }) => merge.id === params[0]);
    if (!found) return problem(response, 404, "not_found");
    const { merge, lead, other, before } = found;
    if (merge.undone_at) return problem(response, 409, "merge_undone");
    if (merge.undo_until < now()) return problem(response, 410, "undo_expired");
    merge.undone_at = now();
    Object.assign(lead, before, { version: lead.version + 1 });
    state.leads.splice(1, 0, other);
    note(lead, "merge_undone", { name: other.display_name });
    touch(lead);
    json(response, 200, { lead, restored: other, kept: [] });
  },
  "POST /bulk": async ({ request, response }) => {
    const body = await bodyOf<{ selection: Selection; action: Schemas["BulkActionBody"] }>(request);
    const leads = chosen(body.selection);
    const bulk: Bulk = {
      id: uuid(),
      kind: body.action.kind,
      state: "running",
      total: leads.length,
      done: 0,
      changed: 0,
      skipped: 0,
      failure: null,
      created_by: { id: me(), name: state.session?.user.name ?? "" },
      created_at: now(),
      finished_at: null,
      undo_until: null,
    };
    const undo: (() => void)[] = [];
    bulks.set(bulk.id, { bulk, undo });
    const steps = leads.map((lead) => () => {
      const back = perform(lead, body.action);
      if (back) undo.push(back);
      bulk.changed += 1;
    });
    json(response, 202, bulk);
    setTimeout(() => work(bulk.id, steps, "done"), 150);
  },
  "GET /bulk": ({ response, url }) =>
    json(response, 200, pageOf([...bulks.values()].map(({ bulk }) => bulk).reverse(), url)),
  "GET /bulk/{}": ({ response, params }) => {
    const found = bulks.get(params[0] ?? "");
    if (!found) return problem(response, 404, "not_found");
    json(response, 200, found.bulk);
  },
  "POST /bulk/{}/undo": ({ response, params }) => {
    const found = bulks.get(params[0] ?? "");
    if (!found) return problem(response, 404, "not_found");
    Object.assign(found.bulk, { state: "undoing", done: 0, total: found.undo.length });
    json(response, 202, found.bulk);
    setTimeout(() => work(found.bulk.id, found.undo, "undone"), 150);
  },
  "POST /bulk/{}/cancellation": ({ response, params }) => {
    const found = bulks.get(params[0] ?? "");
    if (!found) return problem(response, 404, "not_found");
    Object.assign(found.bulk, { state: "cancelled", finished_at: now(), undo_until: inDays(30) });
    json(response, 202, found.bulk);
  },
};
