import { act, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { components } from "@/api/contract";
import { FakeEventSource } from "@/test/FakeEventSource";
import { lead, leadView, session, zoom } from "@/test/fixtures";
import { renderApp } from "@/test/render";
import { answer, answerWith, refuse, refuseOnce, requests } from "@/test/server";
import { workspace } from "@/test/workspace";

type Schemas = components["schemas"];
type Task = Schemas["Task"];

const maya = leadView("l1", "Maya Okonkwo");
const me = { id: "m1", name: "Ingrid Solheim" };
const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();

const task = (id: string, title: string, change: Partial<Task> = {}): Task => ({
  id,
  version: 1,
  lead: { id: "l1", display_name: "Maya Okonkwo" },
  title,
  detail: null,
  due_at: null,
  remind_at: null,
  assignee: me,
  priority: "normal",
  completed_at: null,
  completed_by: null,
  created_by: me,
  created_at: hours(-9),
  updated_at: hours(-9),
  ...change,
});

const note = (id: string, body: string, change: Partial<Schemas["Note"]> = {}): Schemas["Note"] => ({
  id,
  lead_id: "l1",
  version: 1,
  body,
  author: me,
  pinned: false,
  mentions: [],
  created_at: hours(-1),
  edited_at: null,
  ...change,
});

const entry = (written: Schemas["Note"]): Schemas["ActivityView"] => ({
  id: `a ${written.id}`,
  kind: "note_added",
  actor: { kind: "member", name: me.name },
  occurred_at: written.created_at,
  detail: {},
  note: written,
});

const page = <Item,>(items: Item[]) => ({ items, next_cursor: null });
let entries: Schemas["ActivityView"][];

beforeEach(() => {
  FakeEventSource.opened = [];
  entries = [];
  vi.stubGlobal("EventSource", FakeEventSource);
  answer("get", "/api/v1/session", 200, session());
  answer("get", "/api/v1/zoom", 200, zoom());
  workspace();
  answer("get", "/api/v1/leads", 200, page([lead("l1", "Maya Okonkwo")]));
  answer("get", "/api/v1/leads/{lead_id}", 200, maya);
  answerWith("get", "/api/v1/leads/{lead_id}/activities", 200, () => page(entries));
  answer("get", "/api/v1/leads/{lead_id}/notes", 200, page([]));
  answer("get", "/api/v1/tasks", 200, page([]));
  answer("get", "/api/v1/tasks/summary", 200, { overdue: 0, today: 0, upcoming: 0, unscheduled: 0 });
});

const sent = (method: string, path = "") =>
  requests.filter((each) => each.method === method && each.path.includes(path));

test("a note is written by keyboard alone: n, a mention, the save keys", async () => {
  const { user } = renderApp("/leads/l1");
  await screen.findByRole("heading", { level: 1, name: "Maya Okonkwo" });
  const saved = note("n1", "Ask [@Tobias Ekström](member:m2) first");
  answerWith("post", "/api/v1/leads/{lead_id}/notes", 201, () => {
    entries = [entry(saved)];
    return saved;
  });
  await user.keyboard("n");
  const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "New note" });
  expect(document.activeElement).toBe(field);
  await user.keyboard("Ask @tob");
  expect(await screen.findByRole("option", { name: /Tobias Ekström/ })).toBeTruthy();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(field.value).toBe("Ask @Tobias Ekström "));
  await user.keyboard("first{Control>}{Enter}{/Control}");
  const written = await screen.findByRole("article", { name: "Note by Ingrid Solheim" });
  expect(await within(written).findByText("@Tobias Ekström")).toBeTruthy();
  expect(sent("post")[0]?.body).toEqual({ body: "Ask [@Tobias Ekström](member:m2) first" });
  expect(field.value).toBe("");
});

test("a note that is refused gives its words back", async () => {
  refuse("post", "/api/v1/leads/{lead_id}/notes", 500, "unexpected");
  const { user } = renderApp("/leads/l1");
  const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "New note" });
  await user.type(field, "Do not lose me{Control>}{Enter}{/Control}");
  expect(await screen.findByText(/The note was not saved/)).toBeTruthy();
  await waitFor(() => expect(field.value).toBe("Do not lose me"));
  expect(screen.queryByRole("article", { name: "Note by Ingrid Solheim" })).toBeNull();
});

test("markdown takes its shape, and neither HTML nor a bad link does anything", async () => {
  entries = [
    entry(
      note(
        "n1",
        "**Two** things <img src=x onerror=alert(1)> [here](javascript:alert(1)) ![pic](https://e.example/p.png)",
      ),
    ),
  ];
  renderApp("/leads/l1");
  const article = await screen.findByRole("article", { name: "Note by Ingrid Solheim" });
  await waitFor(() => expect(article.querySelector("strong")?.textContent).toBe("Two"));
  expect(article.querySelector("img")).toBeNull();
  expect(article.textContent).toContain("<img src=x onerror=alert(1)>");
  const links = within(article).getAllByRole("link", { hidden: true });
  expect(links.map((each) => each.getAttribute("href"))).not.toContain("javascript:alert(1)");
  expect(within(article).getByRole("link", { name: "pic" }).getAttribute("rel")).toContain("noopener");
});

test("pinning shows at once, and is taken back when it is refused", async () => {
  entries = [entry(note("n1", "Read me"))];
  refuse("patch", "/api/v1/notes/{note_id}", 403, "forbidden");
  const { user } = renderApp("/leads/l1");
  await user.click(await screen.findByRole("button", { name: "More about the note by Ingrid Solheim" }));
  await user.click(screen.getByRole("menuitem", { name: "Pin on top", hidden: true }));
  expect(await screen.findByText(/Not saved. Your role doesn’t allow this/)).toBeTruthy();
  await waitFor(() => expect(screen.queryByText("Pinned")).toBeNull());
});

test("a deleted note leaves its place in the history, and comes back", async () => {
  const gone = note("n1", "Forget this");
  entries = [entry(gone)];
  answerWith("delete", "/api/v1/notes/{note_id}", 204, () => {
    entries = [{ ...entry(gone), note: null }];
    return undefined;
  });
  answerWith("post", "/api/v1/notes/{note_id}/restore", 200, () => {
    entries = [entry(gone)];
    return gone;
  });
  const { user } = renderApp("/leads/l1");
  await user.click(await screen.findByRole("button", { name: "More about the note by Ingrid Solheim" }));
  await user.click(screen.getByRole("menuitem", { name: "Delete", hidden: true }));
  expect(await screen.findByText(/wrote a note, which was deleted/)).toBeTruthy();
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Forget this")).toBeTruthy();
});

test("only the author may change the words; a reader may not write", async () => {
  entries = [entry(note("n1", "Hers", { author: { id: "m2", name: "Tobias Ekström" } }))];
  answer("get", "/api/v1/session", 200, session({ role: "viewer", permissions: ["leads_read"] }));
  renderApp("/leads/l1");
  await screen.findByRole("article", { name: "Note by Tobias Ekström" });
  expect(screen.queryByRole("textbox", { name: "New note" })).toBeNull();
  expect(screen.queryByRole("button", { name: /More about the note/ })).toBeNull();
  expect(screen.getByRole("button", { name: /Add task/ }).hasAttribute("disabled")).toBe(true);
});

test("a task is added by keyboard alone, with the key t", async () => {
  answer("post", "/api/v1/leads/{lead_id}/tasks", 201, task("t1", "Call back"));
  const { user } = renderApp("/leads/l1");
  await screen.findByText("Nothing is planned with this lead.");
  await user.keyboard("t");
  const dialog = within(await screen.findByRole("dialog", { name: "New task" }));
  await user.keyboard("{Enter}");
  expect(await dialog.findByText("Say what is to be done.")).toBeTruthy();
  await user.type(dialog.getByRole("textbox", { name: "What is to be done" }), "Call back");
  await user.click(dialog.getByRole("button", { name: "Tomorrow" }));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(sent("post", "/tasks")).toHaveLength(1));
  const body = sent("post", "/tasks")[0]?.body as Schemas["TaskBody"];
  expect(body).toMatchObject({ title: "Call back", assignee_id: "m1", priority: "normal", remind_at: null });
  expect(new Date(body.due_at ?? "").getTime()).toBeGreaterThan(Date.now());
  expect(await screen.findByText("Task added: Call back")).toBeTruthy();
});

test("whoever cannot see the lead is refused beside the field", async () => {
  refuse("patch", "/api/v1/tasks/{task_id}", 422, "invalid", [
    { pointer: "/assignee_id", code: "cannot_see_lead", detail: "Cannot see the lead." },
  ]);
  answer("get", "/api/v1/tasks", 200, page([task("t1", "Call back")]));
  const { user } = renderApp("/leads/l1");
  await user.click(await screen.findByRole("button", { name: "More about Call back" }));
  await user.click(screen.getByRole("menuitem", { name: "Edit", hidden: true }));
  const dialog = within(await screen.findByRole("dialog", { name: "Edit the task" }));
  await user.click(dialog.getByRole("button", { name: "Save" }));
  expect(await dialog.findByText("Cannot see the lead.")).toBeTruthy();
  await user.click(dialog.getByRole("button", { name: "Cancel" }));
});

test("tasks are done with j and x, stay in sight, and open again with undo", async () => {
  const all = [task("t1", "First", { due_at: hours(-50) }), task("t2", "Second")];
  answer("get", "/api/v1/tasks", 200, page(all));
  answer("get", "/api/v1/tasks/summary", 200, { overdue: 1, today: 0, upcoming: 0, unscheduled: 1 });
  answerWith("patch", "/api/v1/tasks/{task_id}", 200, () => {
    const { path, body } = sent("patch").at(-1)!;
    const { completed } = body as { completed: boolean };
    const one = all.find((each) => path.endsWith(each.id))!;
    return { ...one, completed_at: completed ? hours(0) : null };
  });
  const { user } = renderApp("/tasks");
  const box = (title: string) => screen.findByRole("checkbox", { name: `Done: ${title}` });
  expect(await screen.findByRole("region", { name: "Overdue" })).toBeTruthy();
  await user.keyboard("jjx");
  await waitFor(async () => expect((await box("Second")).getAttribute("aria-checked")).toBe("true"));
  expect((await box("First")).getAttribute("aria-checked")).toBe("false");
  expect(document.activeElement).toBe(await box("Second"));
  await screen.findByText("Done: Second");
  await user.keyboard("{Control>}z{/Control}");
  await waitFor(async () => expect((await box("Second")).getAttribute("aria-checked")).toBe("false"));
  expect(sent("patch").map(({ body }) => body)).toEqual([{ completed: true }, { completed: false }]);
});

test("a refused completion is taken back where everybody can see it", async () => {
  answer("get", "/api/v1/tasks", 200, page([task("t1", "First")]));
  refuse("patch", "/api/v1/tasks/{task_id}", 403, "forbidden");
  const { user } = renderApp("/tasks");
  await user.click(await screen.findByRole("checkbox", { name: "Done: First" }));
  expect(await screen.findByText(/Not saved. Your role doesn’t allow this/)).toBeTruthy();
  expect(screen.getByRole("checkbox", { name: "Done: First" }).getAttribute("aria-checked")).toBe("false");
});

test("the filters of the tasks are in the address and in the question", async () => {
  const asked: string[] = [];
  const plain = globalThis.fetch;
  vi.stubGlobal("fetch", (input: Request) => {
    if (input.url.includes("/api/v1/tasks?")) asked.push(new URL(input.url).search);
    return plain(input);
  });
  const { user, router } = renderApp("/tasks?due=today");
  await screen.findByRole("heading", { name: "No task matches" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Assigned to" }), "all");
  await waitFor(() => expect(router.state.location.search).toEqual({ due: "today", assignee: "all" }));
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(asked.at(-1)).toContain("state=done"));
  expect(asked[0]).toMatch(/assignee=me.*due_from=\d{4}-\d\d-\d\d&due_before=\d{4}-\d\d-\d\d/);
  expect(asked.at(-1)).not.toContain("assignee");
});

test("today shows what is due, and one begins there when something is", async () => {
  answer("get", "/api/v1/tasks", 200, page([task("t1", "Late one", { due_at: hours(-30) })]));
  answer("get", "/api/v1/tasks/summary", 200, { overdue: 1, today: 0, upcoming: 3, unscheduled: 0 });
  const { router } = renderApp("/");
  expect(await screen.findByRole("region", { name: "Overdue" })).toBeTruthy();
  expect(router.state.location.pathname).toBe("/today");
  expect(await screen.findByRole("region", { name: "Too long in a stage" })).toBeTruthy();
  const filters = requests.length;
  expect(filters).toBeGreaterThan(0);
});

test("with nothing due one begins with the leads, and also when nobody can say", async () => {
  const first = renderApp("/");
  await waitFor(() => expect(first.router.state.location.pathname).toBe("/leads"));
  refuseOnce("get", "/api/v1/tasks/summary", 500, "unexpected");
  const second = renderApp("/");
  await waitFor(() => expect(second.router.state.location.pathname).toBe("/leads"));
});

const notice = (id: string, change: Partial<Schemas["Notification"]> = {}): Schemas["Notification"] => ({
  id,
  kind: "mentioned",
  lead: { id: "l1", display_name: "Maya Okonkwo" },
  actor: { id: "m2", name: "Tobias Ekström" },
  task: null,
  note_id: "n1",
  others: 0,
  created_at: hours(-1),
  read_at: null,
  ...change,
});

test("the bell counts live, its list is walked with arrows, and what is followed is read", async () => {
  let notices = [notice("x1")];
  answerWith("get", "/api/v1/notifications", 200, () => page(notices));
  answerWith("get", "/api/v1/notifications/unread", 200, () => ({
    count: notices.filter((each) => !each.read_at).length,
    capped: false,
  }));
  answer("put", "/api/v1/notifications/{notification_id}/read", 204, undefined);
  const { user, router } = renderApp("/leads");
  await screen.findByRole("button", { name: "Notifications, 1 unread" });
  notices = [notice("x2", { kind: "assigned" }), ...notices];
  act(() => FakeEventSource.last.say("notification", { notification_id: "x2" }));
  await user.click(await screen.findByRole("button", { name: "Notifications, 2 unread" }));
  const dialog = await screen.findByRole("dialog", { name: "Notifications", hidden: true });
  const links = await within(dialog).findAllByRole("link", { name: /Maya Okonkwo/, hidden: true });
  await waitFor(() => expect(document.activeElement).toBe(links[0]));
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(links[1]);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/leads/l1"));
  expect(sent("put")[0]?.path).toBe("/api/v1/notifications/x1/read");
});

test("marking all as read is taken back when it is refused", async () => {
  answer("get", "/api/v1/notifications", 200, page([notice("x1")]));
  answer("get", "/api/v1/notifications/unread", 200, { count: 1, capped: false });
  refuse("post", "/api/v1/notifications/read", 500, "unexpected");
  const { user } = renderApp("/notifications");
  await user.click(await screen.findByRole("button", { name: "Mark all as read" }));
  expect(await screen.findByText(/Not saved. Something went wrong on our side/)).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Mark as read" })).toBeTruthy();
});

test("each kind of notification is switched by itself", async () => {
  const items = [
    { kind: "mentioned" as const, in_app: true, mail: true },
    { kind: "captured" as const, in_app: true, mail: false },
  ];
  answer("get", "/api/v1/notification-settings", 200, { items, next_cursor: null });
  answer("put", "/api/v1/notification-settings", 200, { items, next_cursor: null });
  const { user } = renderApp("/settings/notifications");
  const box = await screen.findByRole<HTMLInputElement>("checkbox", {
    name: "Somebody mentions you: By mail",
  });
  await user.click(box);
  await waitFor(() => expect(box.checked).toBe(false));
  expect(sent("put")[0]?.body).toEqual({
    items: [{ kind: "mentioned", in_app: true, mail: false }, items[1]],
  });
});
