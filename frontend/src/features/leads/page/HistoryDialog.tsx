import { useInfiniteQuery } from "@tanstack/react-query";
import { messageFor } from "@/api/problem";
import { page } from "@/api/query";
import type { Lead } from "@/features/leads/queries";
import { formatExact, formatShort } from "@/lib/format";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { Skeleton } from "@/ui/Skeleton";

const deeds: Record<string, string> = {
  lead_created: "added the lead",
  fields_changed: "changed facts",
  stage_changed: "changed the stage",
  owner_changed: "changed the owner",
  tagged: "added a tag",
  untagged: "removed a tag",
  note_added: "wrote a note",
  task_added: "added a task",
  task_completed: "finished a task",
  task_reopened: "opened a task again",
  task_deleted: "deleted a task",
  merged: "merged another lead into it",
  merged_away: "merged it into another lead",
  merge_undone: "undid a merge",
  parted: "undid a merge",
  deleted: "moved it to the bin",
  lead_deleted: "moved it to the bin",
  restored: "took it out of the bin",
  lead_restored: "took it out of the bin",
};

const historyQuery = (leadId: string) =>
  page("/api/v1/leads/{lead_id}/audit", { path: { lead_id: leadId }, query: { limit: 50 } });

/** Who did what with a lead, for those who answer for it. What was written is in the timeline. */
export default function HistoryDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const list = useInfiniteQuery(historyQuery(lead.id));
  const entries = list.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <Dialog
      title={`History of ${lead.display_name}`}
      onClose={onClose}
      className="w-[min(36rem,calc(100vw-1.5rem))]"
    >
      {list.isPending ? (
        <div className="grid gap-3" role="status">
          <span className="sr-only">Loading</span>
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      ) : !list.data ? (
        <Callout tone="danger" role="alert">
          {messageFor(list.error)}{" "}
          <button type="button" className="font-medium underline" onClick={() => void list.refetch()}>
            Try again
          </button>
        </Callout>
      ) : entries.length === 0 ? (
        <p className="text-base text-faint">No member has done anything with this lead yet.</p>
      ) : (
        <ol className="grid gap-3">
          {entries.map(({ id, actor, action, at }) => (
            <li key={id} className="flex items-center gap-3 text-base">
              <Avatar name={actor?.name ?? "Cloop"} />
              <span className="min-w-0 flex-1">
                <bdi className="font-medium text-ink">{actor?.name ?? "Cloop"}</bdi>{" "}
                {deeds[action] ?? action.replaceAll("_", " ")}
              </span>
              <time
                dateTime={at}
                title={formatExact(new Date(at))}
                className="text-sm whitespace-nowrap text-faint tabular-nums"
              >
                {formatShort(new Date(at))}
              </time>
            </li>
          ))}
        </ol>
      )}
      {list.hasNextPage && (
        <Button className="mt-4" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </Dialog>
  );
}
