import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useMemo } from "react";
import { useSession } from "@/api/useSession";
import { PageHeader } from "@/components/PageHeader";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { cn } from "@/lib/cn";
import { useNow } from "@/lib/useNow";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { Select } from "@/ui/Select";
import { Skeleton } from "@/ui/Skeleton";
import { dayAfter, dayIn, dueGroup, groupWords, type DueGroup } from "./due";
import { summaryQuery, tasksQuery, type Task, type TaskQuery } from "./queries";
import { TaskRow } from "./TaskRow";
import { useTaskKeys } from "./useTaskKeys";

/** The address of the list; what is absent is as usual: what is open, mine, whenever it is due. */
export type TasksSearch = { state?: string; assignee?: string; due?: string };

type Props = {
  search: TasksSearch;
  onSearch: (search: TasksSearch) => void;
  onOpen: (leadId: string) => void;
};

const states = [
  { value: "open", label: "Open" },
  { value: "done", label: "Done" },
  { value: "all", label: "All" },
] as const;

const dues: Record<string, string> = {
  any: "Whenever due",
  overdue: "Overdue",
  today: "Due today",
  week: "Due within a week",
};

function queryOf(search: TasksSearch, now: Date, zone: string): TaskQuery {
  const state = states.find((each) => each.value === search.state)?.value ?? "open";
  const today = dayIn(zone, now);
  const spans: Record<string, TaskQuery> = {
    // By the minute: a list that asks anew with every tick of the clock would never be in the cache.
    overdue: { due_before: `${now.toISOString().slice(0, 16)}:00Z` },
    today: { due_from: today, due_before: dayAfter(today, 1) },
    week: { due_from: today, due_before: dayAfter(today, 8) },
  };
  const assignee = search.assignee ?? "me";
  return {
    state,
    ...(assignee !== "all" && { assignee }),
    ...(search.due && Object.hasOwn(spans, search.due) && spans[search.due]),
  };
}

function grouped(tasks: Task[], now: Date, zone: string, byDue: boolean): [string, Task[]][] {
  if (!byDue) return [["Done, the latest first", tasks]];
  const groups = new Map<DueGroup, Task[]>();
  for (const task of tasks) {
    const group = dueGroup(task.due_at, now, zone);
    groups.set(group, [...(groups.get(group) ?? []), task]);
  }
  const order = Object.keys(groupWords) as DueGroup[];
  return order.flatMap((group) => {
    const items = groups.get(group);
    return items ? [[groupWords[group], items] as [string, Task[]]] : [];
  });
}

export function TasksPage({ search, onSearch, onOpen }: Props) {
  const session = useSession();
  const { time_zone: zone } = session.workspace;
  const { members } = useWorkspace();
  const editable = useCanWrite();
  const now = useNow();
  const minute = now.toISOString().slice(0, 16);
  const query = useMemo(() => queryOf(search, new Date(`${minute}:00Z`), zone), [search, minute, zone]);
  const list = useInfiniteQuery({ ...tasksQuery(query), placeholderData: keepPreviousData });
  const summary = useQuery(summaryQuery).data;
  const tasks = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  useTaskKeys(tasks, editable, onOpen);
  if (list.error && !list.data) throw list.error;

  const set = (change: TasksSearch) => {
    const next = { ...search, ...change };
    onSearch({
      ...(next.state && next.state !== "open" && { state: next.state }),
      ...(next.assignee && next.assignee !== "me" && { assignee: next.assignee }),
      ...(next.due && next.due !== "any" && { due: next.due }),
    });
  };
  const isFiltered = Boolean(search.due ?? search.assignee ?? search.state);
  const open = summary && summary.overdue + summary.today + summary.upcoming + summary.unscheduled;
  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title="Tasks"
        beside={
          summary && (
            <span className="text-sm text-faint tabular-nums">
              {open} <span className="sr-only">open tasks of yours</span>
              {summary.overdue > 0 && (
                <span className="ml-2 font-medium text-danger-text">{summary.overdue} overdue</span>
              )}
            </span>
          )
        }
      />
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-4 max-md:h-15 max-md:overflow-x-auto md:px-6">
        <div role="group" aria-label="Which tasks" className="flex shrink-0 rounded-md bg-pressed p-0.5">
          {states.map(({ value, label }) => (
            <button
              key={value}
              type="button"
              aria-pressed={query.state === value}
              onClick={() => set({ state: value })}
              className="h-7 rounded-sm px-2.5 text-sm font-medium text-soft hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-card max-md:h-11"
            >
              {label}
            </button>
          ))}
        </div>
        <Select
          slim
          label="Assigned to"
          value={search.assignee ?? "me"}
          onChange={(event) => set({ assignee: event.target.value })}
          className="w-40 shrink-0"
        >
          <option value="me">Mine</option>
          <option value="all">Everybody’s</option>
          <option value="none">Nobody’s</option>
          {members
            .filter((each) => each.id !== session.member.id)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </Select>
        {query.state !== "done" && (
          <Select
            slim
            label="Due"
            value={search.due ?? "any"}
            onChange={(event) => set({ due: event.target.value })}
            className="w-40 shrink-0"
          >
            {Object.entries(dues).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </div>
      <div
        className={cn(
          "min-h-0 flex-1 overflow-y-auto transition-opacity scroll-thin",
          list.isPlaceholderData && "opacity-60",
        )}
        aria-busy={list.isFetching && !list.isFetchingNextPage}
      >
        <div className="mx-auto max-w-4xl px-2 py-4 md:px-6 md:py-6">
          {list.isPending ? (
            <Waiting />
          ) : tasks.length === 0 ? (
            <EmptyState
              icon={<CircleCheck aria-hidden="true" />}
              title={isFiltered ? "No task matches" : "Nothing to do"}
              action={isFiltered && <Button onClick={() => onSearch({})}>Show my open tasks</Button>}
            >
              {!isFiltered && "Tasks are added on the page of a lead, with the key t."}
            </EmptyState>
          ) : (
            <div className="grid gap-6">
              {grouped(tasks, now, zone, query.state !== "done").map(([words, items]) => (
                <TaskGroup key={words} title={words} tasks={items} />
              ))}
              {list.hasNextPage && (
                <Button
                  className="justify-self-center"
                  pending={list.isFetchingNextPage}
                  onClick={() => void list.fetchNextPage()}
                >
                  Show more
                </Button>
              )}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

export function TaskGroup({ title, tasks }: { title: string; tasks: Task[] }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1 flex items-center gap-2 px-2 text-sm font-medium text-faint">
        {title} <span className="font-normal tabular-nums">{tasks.length}</span>
      </h2>
      <ul>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} withLead />
        ))}
      </ul>
    </section>
  );
}

export function Waiting() {
  return (
    <div role="status" className="grid gap-3 px-2">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-4 w-24" />
      {[1, 2, 3].map((each) => (
        <Skeleton key={each} className="h-11" />
      ))}
    </div>
  );
}
