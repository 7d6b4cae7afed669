import { useInfiniteQuery } from "@tanstack/react-query";
import {
  ArrowRightLeft,
  CircleDot,
  ClipboardCheck,
  ListChecks,
  ListPlus,
  ListRestart,
  ListX,
  Merge,
  NotebookPen,
  Pencil,
  RotateCcw,
  Split,
  Tag,
  Trash2,
  UserRound,
  UserRoundPlus,
  Workflow,
} from "lucide-react";
import { Fragment } from "react";
import { messageFor } from "@/api/problem";
import { formatClock, formatDay, formatExact } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Skeleton } from "@/ui/Skeleton";
import { Tooltip } from "@/ui/Tooltip";
import { NoteCard } from "@/features/leads/notes/NoteCard";
import { activitiesQuery, type Activity } from "@/features/leads/queries";
import { describe, type Part } from "./activityText";

const icons: Partial<Record<Activity["kind"], typeof CircleDot>> = {
  lead_created: UserRoundPlus,
  registered: ClipboardCheck,
  fields_changed: Pencil,
  stage_changed: ArrowRightLeft,
  owner_changed: UserRound,
  tagged: Tag,
  untagged: Tag,
  lead_deleted: Trash2,
  lead_restored: RotateCcw,
  note_added: NotebookPen,
  task_added: ListPlus,
  task_completed: ListChecks,
  task_reopened: ListRestart,
  task_deleted: ListX,
  merged: Merge,
  merged_away: Merge,
  merge_undone: Split,
  assigned_by_rule: Workflow,
};

function byDay(activities: Activity[], now: Date) {
  const days = new Map<string, Activity[]>();
  for (const activity of activities) {
    const day = formatDay(new Date(activity.occurred_at), now);
    days.set(day, [...(days.get(day) ?? []), activity]);
  }
  return [...days];
}

export function Timeline({ leadId }: { leadId: string }) {
  const list = useInfiniteQuery(activitiesQuery(leadId));
  const now = useNow();

  if (list.isPending) {
    return (
      <div className="grid gap-4" aria-busy="true">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-10" />
        <Skeleton className="h-10" />
      </div>
    );
  }
  if (!list.data) {
    return (
      <Callout tone="danger" role="alert">
        {messageFor(list.error)}{" "}
        <button type="button" className="font-medium underline" onClick={() => void list.refetch()}>
          Try again
        </button>
      </Callout>
    );
  }
  const days = byDay(
    list.data.pages.flatMap((page) => page.items),
    now,
  );
  return (
    <div className="grid gap-6">
      {days.length === 0 && <p className="text-base text-faint">Nothing has happened yet.</p>}
      {days.map(([day, activities]) => (
        <section key={day} aria-label={day}>
          <h3 className="mb-3 text-sm font-medium text-faint">{day}</h3>
          <ol className="relative grid gap-4 before:absolute before:top-3 before:bottom-3 before:left-3.25 before:w-px before:bg-line">
            {activities.map((activity) => (
              <Entry key={activity.id} activity={activity} />
            ))}
          </ol>
        </section>
      ))}
      {list.hasNextPage && (
        <Button
          className="justify-self-start"
          pending={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </div>
  );
}

function Entry({ activity }: { activity: Activity }) {
  const Icon = icons[activity.kind] ?? CircleDot;
  const { parts, changes } = describe(activity);
  const at = new Date(activity.occurred_at);
  if (activity.note) {
    return (
      <li className="relative">
        <NoteCard note={activity.note} />
      </li>
    );
  }
  return (
    <li className="relative flex items-start gap-3.5">
      <span className="grid size-6.5 shrink-0 place-items-center rounded-full border border-line bg-raised text-faint">
        <Icon className="size-3.5" aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1 pt-0.5 text-base text-soft">
        <p>
          <Words parts={parts} />
        </p>
        {changes && (
          <ul className="mt-1 grid gap-0.5 text-sm">
            {changes.map(({ field, from, to }) => (
              <li key={field}>
                <span className="text-faint first-letter:uppercase">{field}:</span>{" "}
                <Words parts={[from, "→", to]} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <Tooltip text={formatExact(at)}>
        <time dateTime={activity.occurred_at} className="pt-0.75 text-sm text-faint tabular-nums">
          {formatClock(at)}
        </time>
      </Tooltip>
    </li>
  );
}

function Words({ parts }: { parts: Part[] }) {
  return parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && " "}
      {typeof part === "string" ? part : <bdi className="font-medium text-ink">{part.value}</bdi>}
    </Fragment>
  ));
}
