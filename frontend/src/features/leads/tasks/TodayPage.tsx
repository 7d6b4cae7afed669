import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Sun } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { messageFor } from "@/api/problem";
import { useSession } from "@/api/useSession";
import { PageHeader } from "@/components/PageHeader";
import { SourceLine, StageBadge } from "@/features/leads/LeadBits";
import { toParam, type Group } from "@/features/leads/filter/tree";
import { pipelinesQuery, leadsQuery, type LeadSummary, type Pipeline } from "@/features/leads/queries";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { Avatar } from "@/ui/Avatar";
import { Callout } from "@/ui/Callout";
import { Card, CardHeader } from "@/ui/Card";
import { button } from "@/ui/button";
import { EmptyState } from "@/ui/EmptyState";
import { Skeleton } from "@/ui/Skeleton";
import { TimeAgo } from "@/ui/TimeAgo";
import { useNow } from "@/lib/useNow";
import { dayAfter, dayIn, dueGroup } from "./due";
import { tasksQuery } from "./queries";
import { TaskGroup, Waiting } from "./TasksPage";
import { useTaskKeys } from "./useTaskKeys";
import { ScrollArea } from "@/ui/ScrollArea";

const mine = { field: "owner", op: "any_of", value: ["me"] };
const shownAtMost = 6;

const newest: Group = {
  all: [
    mine,
    { field: "status", op: "any_of", value: ["new"] },
    { field: "created_at", op: "in_last", value: { count: 7, unit: "days" } },
  ],
};

/** Leads of mine that stand in a stage longer than the stage allows. */
function rotting(pipelines: Pipeline[]): Group | undefined {
  const stages = pipelines.flatMap((each) => each.stages).filter((each) => each.rotting_days);
  if (stages.length === 0) return undefined;
  const late = stages.map(({ id, rotting_days }) => ({
    all: [
      { field: "stage", op: "any_of", value: [id] },
      { not: { field: "stage_since", op: "in_last", value: { count: rotting_days, unit: "days" } } },
    ],
  }));
  return { all: [mine, { any: late }] };
}

export function TodayPage({ onOpen }: { onOpen: (leadId: string) => void }) {
  const { user, workspace } = useSession();
  const now = useNow();
  const zone = workspace.time_zone;
  const today = dayIn(zone, now);
  const editable = useCanWrite();
  const list = useInfiniteQuery(
    tasksQuery({ state: "open", assignee: "me", due_before: dayAfter(today, 1) }),
  );
  const tasks = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const late = tasks.filter((task) => dueGroup(task.due_at, now, zone) === "overdue");
  const due = tasks.filter((task) => dueGroup(task.due_at, now, zone) !== "overdue");
  useTaskKeys(tasks, editable, onOpen);
  const pipelines = useQuery(pipelinesQuery).data?.items;
  const stale = useMemo(() => pipelines && rotting(pipelines), [pipelines]);
  const words = new Intl.DateTimeFormat("en", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: zone,
  });
  return (
    <div className="flex h-full flex-col">
      <PageHeader
        title="Today"
        beside={<span className="text-sm text-faint max-sm:hidden">{words.format(now)}</span>}
      >
        <Link to="/tasks" className={button({ size: "sm" })}>
          All tasks
        </Link>
      </PageHeader>
      <ScrollArea className="flex-1">
        <div className="mx-auto grid max-w-6xl items-start gap-x-10 gap-y-8 px-2 py-6 md:px-8 md:py-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid gap-6">
            {list.isPending ? (
              <Waiting />
            ) : list.error && !list.data ? (
              <Callout tone="danger" role="alert">
                {messageFor(list.error)}{" "}
                <button type="button" className="font-medium underline" onClick={() => void list.refetch()}>
                  Try again
                </button>
              </Callout>
            ) : tasks.length === 0 ? (
              <EmptyState icon={<Sun aria-hidden="true" />} title="Nothing is due today">
                A clear day, {user.name.split(" ")[0]}. Tasks with a date appear here when their day comes.
              </EmptyState>
            ) : (
              <>
                {late.length > 0 && <TaskGroup title="Overdue" tasks={late} />}
                {due.length > 0 && <TaskGroup title="Due today" tasks={due} />}
              </>
            )}
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-2 md:px-0">
            <Leads
              id="new"
              title="New leads of yours"
              hint="Captured in the last seven days, and still new"
              filter={newest}
              empty="Nobody new. They appear here as they register."
              beside={(lead) => <TimeAgo at={lead.created_at} />}
            />
            {stale && (
              <Leads
                id="rotting"
                title="Too long in a stage"
                hint="Yours, and longer there than the stage allows"
                filter={stale}
                empty="All your leads are on their way."
                beside={(lead) => (
                  <span className="flex items-center gap-2">
                    {lead.stage && <StageBadge stage={lead.stage} />}
                    {lead.stage_since && <TimeAgo at={lead.stage_since} />}
                  </span>
                )}
              />
            )}
          </div>
        </div>
      </ScrollArea>
    </div>
  );
}

type LeadsProps = {
  id: string;
  title: string;
  hint: string;
  filter: Group;
  empty: string;
  beside: (lead: LeadSummary) => ReactNode;
};

function Leads({ id, title, hint, filter, empty, beside }: LeadsProps) {
  const param = toParam(filter) ?? "";
  const list = useInfiniteQuery({ ...leadsQuery({ filter: param }), staleTime: 30_000 });
  const leads = list.data?.pages[0]?.items.slice(0, shownAtMost) ?? [];
  const hasMore = (list.data?.pages[0]?.items.length ?? 0) > shownAtMost;
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={title} hint={hint} />
      {list.isPending ? (
        <div className="grid gap-3 px-5 pb-5">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : !list.data ? (
        <p role="alert" className="px-5 pb-5 text-base text-danger-text">
          {messageFor(list.error)}
        </p>
      ) : leads.length === 0 ? (
        <p className="px-5 pb-5 text-base text-faint">{empty}</p>
      ) : (
        <ul className="px-2 pb-2">
          {leads.map((lead) => (
            <li key={lead.id}>
              <Link
                to="/leads/$leadId"
                params={{ leadId: lead.id }}
                className="flex min-h-12 items-center gap-3 rounded-md px-3 py-1.5 hover:bg-hover"
              >
                <Avatar name={lead.display_name} />
                <span className="min-w-0 flex-1">
                  <bdi className="block truncate text-left text-base font-medium">{lead.display_name}</bdi>
                  <SourceLine lead={lead} className="text-sm text-faint [&_svg]:size-3.5" />
                </span>
                <span className="shrink-0 text-sm text-faint">{beside(lead)}</span>
              </Link>
            </li>
          ))}
          {hasMore && (
            <li className="px-3 pt-1 pb-2">
              <Link
                to="/leads"
                search={{ filter }}
                className="inline-flex min-h-6 items-center text-sm font-medium text-accent-text hover:underline"
              >
                Show all
              </Link>
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}
