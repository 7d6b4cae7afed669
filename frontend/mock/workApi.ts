import type { components } from "../src/api/contract";
import { bodyOf, json, pageOf, problem, type Call, type Routes } from "./http";
import { historyOf, me, note as record, touch, withLead } from "./leadApi";
import type { Lead } from "./people";
import { say, state } from "./state";
import { members, refOf, uuid } from "./workspace";

type Schemas = components["schemas"];
type Note = Schemas["Note"];
type Task = Schemas["Task"];
type Notice = Schemas["Notification"];

const day = 86_400_000;
const now = () => new Date().toISOString();
const self = () => ({ id: me(), name: state.session?.user.name ?? "" });
const refTo = ({ id, display_name }: Lead): Schemas["LeadRef"] => ({ id, display_name });
const memberOf = (id: string | null | undefined) => {
  const found = members.find((each) => each.id === id);
  return found ? refOf(found) : null;
};

let seededFor: Lead[] | undefined;
const notes = new Map<string, Note>();
const binned = new Map<string, Note | Task>();
let tasks: Task[] = [];
let notices: Notice[] = [];

const words = [
  "Call back about the trial",
  "Send the comparison sheet",
  "Ask who else decides",
  "Prepare the demo for their operations team, with the numbers from the last webinar",
  "Check whether the contract arrived",
  "Invite to the next office hours",
];

/** Tasks and notices of the leads there are now; a new scenario gets new ones. */
function seed() {
  if (seededFor === state.leads) return;
  seededFor = state.leads;
  notes.clear();
  const offsets = [-2.3, -0.2, 0.1, 0.25, 1.2, 2, 4, 9, null, null];
  tasks = state.leads.slice(0, 26).map((lead, n): Task => {
    const offset = offsets[n % offsets.length] ?? null;
    const done = n % 7 === 6;
    return {
      id: uuid(),
      version: 1,
      lead: refTo(lead),
      title: words[n % words.length] ?? "",
      detail: n % 4 === 1 ? "They asked for a written answer before the board meets." : null,
      due_at: offset === null ? null : new Date(Date.now() + offset * day).toISOString(),
      remind_at: null,
      assignee: n % 5 === 4 ? null : n % 3 === 2 ? memberOf(members[2]?.id) : self(),
      priority: n % 6 === 0 ? "high" : n % 6 === 5 ? "low" : "normal",
      completed_at: done ? new Date(Date.now() - n * 3_600_000).toISOString() : null,
      completed_by: done ? self() : null,
      created_by: self(),
      created_at: now(),
      updated_at: now(),
    };
  });
  for (const lead of state.leads.slice(0, 26)) refreshNext(lead.id);
  const kinds = ["captured", "mentioned", "task_due", "assigned", "task_assigned"] as const;
  notices = state.leads.slice(0, 24).map((lead, n): Notice => {
    const kind = kinds[n % kinds.length] ?? "captured";
    return {
      id: uuid(),
      kind,
      lead: refTo(lead),
      actor: kind === "captured" || kind === "task_due" ? null : memberOf(members[1 + (n % 3)]?.id),
      task: kind.startsWith("task") ? { id: uuid(), title: words[n % words.length] ?? "" } : null,
      note_id: null,
      others: 0,
      created_at: new Date(Date.now() - n * n * 700_000).toISOString(),
      read_at: n > 4 ? now() : null,
    };
  });
}

function byDue(a: Task, b: Task) {
  if (a.due_at === b.due_at) return a.id.localeCompare(b.id);
  return (a.due_at ?? "9").localeCompare(b.due_at ?? "9");
}

function refreshNext(leadId: string) {
  const lead = state.leads.find((each) => each.id === leadId);
  const next = tasks.filter((task) => task.lead.id === leadId && !task.completed_at).sort(byDue)[0];
  if (lead)
    lead.next_task = next
      ? { id: next.id, title: next.title, due_at: next.due_at, assignee: next.assignee }
      : null;
}

const asTime = (text: string | null) => (text ? new Date(text).getTime() : undefined);

function wanted(url: URL) {
  const read = (name: string) => url.searchParams.get(name);
  const kind = read("state") ?? "open";
  const who = read("assignee");
  const before = asTime(read("due_before"));
  const from = asTime(read("due_from"));
  const found = tasks.filter((task) => {
    const due = asTime(task.due_at);
    const assignee = who === "me" ? me() : who;
    return (
      (kind === "all" || (kind === "done") === (task.completed_at !== null)) &&
      (!assignee || (assignee === "none" ? !task.assignee : task.assignee?.id === assignee)) &&
      (!read("lead_id") || task.lead.id === read("lead_id")) &&
      (before === undefined || (due !== undefined && due < before)) &&
      (from === undefined || (due !== undefined && due >= from))
    );
  });
  const latest = (a: Task, b: Task) => (b.completed_at ?? "").localeCompare(a.completed_at ?? "");
  return found.sort(kind === "done" ? latest : byDue);
}

function withTask({ response, params }: Call, then: (task: Task) => unknown) {
  const task = tasks.find((each) => each.id === params[0]);
  if (!task) return problem(response, 404, "not_found");
  void then(task);
}

const leadOf = (task: Task) => state.leads.find((each) => each.id === task.lead.id);

type TaskChange = Partial<Schemas["TaskBody"]> & { completed?: boolean };

function change(task: Task, { assignee_id, completed, ...rest }: TaskChange) {
  Object.assign(task, rest, { version: task.version + 1, updated_at: now() });
  if (assignee_id !== undefined) task.assignee = memberOf(assignee_id);
  const lead = leadOf(task);
  if (completed !== undefined && completed !== (task.completed_at !== null)) {
    task.completed_at = completed ? now() : null;
    task.completed_by = completed ? self() : null;
    if (lead) record(lead, completed ? "task_completed" : "task_reopened", { title: task.title });
  }
  refreshNext(task.lead.id);
}

function withNote({ response, params }: Call, then: (found: Note, lead: Lead) => unknown) {
  const found = notes.get(params[0] ?? "");
  const lead = state.leads.find((each) => each.id === found?.lead_id);
  if (!found || !lead) return problem(response, 404, "not_found");
  void then(found, lead);
}

const mentioned = (body: string) => members.filter(({ id }) => body.includes(`member:${id}`)).map(refOf);

export const workRoutes: Routes = {
  "GET /leads/{}/notes": (call) =>
    withLead(call, (lead) => {
      const pinned = call.url.searchParams.get("pinned");
      const items = [...notes.values()].filter(
        (each) => each.lead_id === lead.id && (!pinned || each.pinned === (pinned === "true")),
      );
      json(call.response, 200, pageOf(items.reverse(), call.url));
    }),
  "POST /leads/{}/notes": (call) =>
    withLead(call, async (lead) => {
      const { body, pinned } = await bodyOf<{ body: string; pinned?: boolean }>(call.request);
      if (body === "fail") return problem(call.response, 500, "unexpected");
      const written: Note = {
        id: uuid(),
        lead_id: lead.id,
        version: 1,
        body,
        author: self(),
        pinned: pinned ?? false,
        mentions: mentioned(body),
        created_at: now(),
        edited_at: null,
      };
      notes.set(written.id, written);
      record(lead, "note_added", {}, written);
      touch(lead);
      json(call.response, 201, written);
    }),
  "PATCH /notes/{}": (call) =>
    withNote(call, async (found) => {
      const body = await bodyOf<{ body?: string; pinned?: boolean }>(call.request);
      if (body.body !== undefined && found.author?.id !== me())
        return problem(call.response, 403, "not_the_author");
      Object.assign(found, body, { version: found.version + 1 });
      if (body.body !== undefined)
        Object.assign(found, { edited_at: now(), mentions: mentioned(found.body) });
      json(call.response, 200, found);
    }),
  "DELETE /notes/{}": (call) =>
    withNote(call, (found, lead) => {
      notes.delete(found.id);
      binned.set(found.id, found);
      for (const each of historyOf(lead)) if (each.note?.id === found.id) each.note = null;
      json(call.response, 204);
    }),
  "POST /notes/{}/restore": ({ response, params }) => {
    const found = binned.get(params[0] ?? "") as Note | undefined;
    const lead = state.leads.find((each) => each.id === found?.lead_id);
    if (!found || !lead) return problem(response, 404, "not_found");
    notes.set(found.id, found);
    const entry = historyOf(lead).find((each) => each.kind === "note_added" && !each.note);
    if (entry) entry.note = found;
    json(response, 200, found);
  },
  "GET /tasks": ({ response, url }) => {
    seed();
    json(response, 200, pageOf(wanted(url), url));
  },
  "GET /tasks/summary": ({ response, url }) => {
    seed();
    const mine = wanted(new URL(`?assignee=${url.searchParams.get("assignee") ?? ""}`, url));
    const start = new Date().setHours(0, 0, 0, 0);
    const count = (test: (due: number) => boolean) =>
      mine.filter((task) => task.due_at && test(new Date(task.due_at).getTime())).length;
    json(response, 200, {
      overdue: count((due) => due < Date.now()),
      today: count((due) => due >= Date.now() && due < start + day),
      upcoming: count((due) => due >= start + day),
      unscheduled: mine.filter((task) => !task.due_at).length,
    });
  },
  "POST /leads/{}/tasks": (call) =>
    withLead(call, async (lead) => {
      const body = await bodyOf<Schemas["TaskBody"]>(call.request);
      if (body.title === "fail") return problem(call.response, 500, "unexpected");
      const task: Task = {
        id: uuid(),
        version: 1,
        lead: refTo(lead),
        title: body.title,
        detail: body.detail ?? null,
        due_at: body.due_at ?? null,
        remind_at: body.remind_at ?? null,
        assignee: body.assignee_id === undefined ? self() : memberOf(body.assignee_id),
        priority: body.priority ?? "normal",
        completed_at: null,
        completed_by: null,
        created_by: self(),
        created_at: now(),
        updated_at: now(),
      };
      tasks.push(task);
      record(lead, "task_added", { title: task.title });
      refreshNext(lead.id);
      touch(lead);
      json(call.response, 201, task);
    }),
  "GET /tasks/{}": (call) => withTask(call, (task) => json(call.response, 200, task)),
  "PATCH /tasks/{}": (call) =>
    withTask(call, async (task) => {
      const body = await bodyOf<TaskChange>(call.request);
      if (body.title === "fail") return problem(call.response, 500, "unexpected");
      change(task, body);
      json(call.response, 200, task);
    }),
  "DELETE /tasks/{}": (call) =>
    withTask(call, (task) => {
      tasks = tasks.filter((each) => each !== task);
      binned.set(task.id, task);
      const lead = leadOf(task);
      if (lead) record(lead, "task_deleted", { title: task.title });
      refreshNext(task.lead.id);
      json(call.response, 204);
    }),
  "POST /tasks/{}/restore": ({ response, params }) => {
    const task = binned.get(params[0] ?? "") as Task | undefined;
    if (!task) return problem(response, 404, "not_found");
    tasks.push(task);
    refreshNext(task.lead.id);
    json(response, 200, task);
  },
};

const settings: Schemas["NotificationSettings"] = {
  items: (["assigned", "mentioned", "task_assigned", "task_due", "captured"] as const).map((kind) => ({
    kind,
    in_app: true,
    mail: kind === "mentioned" || kind === "task_due",
  })),
};

/** What belongs to the member alone, whatever the role. */
export const ownRoutes: Routes = {
  "GET /notifications": ({ response, url }) => {
    seed();
    const unread = url.searchParams.get("unread") === "true";
    json(response, 200, pageOf(unread ? notices.filter((each) => !each.read_at) : notices, url));
  },
  "GET /notifications/unread": ({ response }) => {
    seed();
    const count = notices.filter((each) => !each.read_at).length;
    json(response, 200, { count: Math.min(count, 100), capped: count > 100 });
  },
  "PUT /notifications/{}/read": ({ response, params }) => {
    const found = notices.find((each) => each.id === params[0]);
    if (found) found.read_at = now();
    json(response, 204);
  },
  "DELETE /notifications/{}/read": ({ response, params }) => {
    const found = notices.find((each) => each.id === params[0]);
    if (found) found.read_at = null;
    json(response, 204);
  },
  "POST /notifications/read": async ({ request, response }) => {
    const { until } = await bodyOf<{ until: string }>(request);
    const from = notices.findIndex((each) => each.id === until);
    for (const each of notices.slice(Math.max(from, 0))) each.read_at ??= now();
    json(response, 204);
  },
  "GET /notification-settings": ({ response }) => json(response, 200, { ...settings, next_cursor: null }),
  "PUT /notification-settings": async ({ request, response }) => {
    Object.assign(settings, await bodyOf<Schemas["NotificationSettings"]>(request));
    json(response, 200, { ...settings, next_cursor: null });
  },
};

/** Somebody assigns a lead to whoever looks. */
export function notify() {
  seed();
  const lead = state.leads[Math.floor(Math.random() * 20)];
  if (!lead) return;
  const notice: Notice = {
    id: uuid(),
    kind: "assigned",
    lead: refTo(lead),
    actor: memberOf(members[1]?.id),
    task: null,
    note_id: null,
    others: 0,
    created_at: now(),
    read_at: null,
  };
  notices.unshift(notice);
  say("notification", { notification_id: notice.id });
}
