import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, RotateCcw, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { PageHeader } from "@/components/PageHeader";
import { useLeadEdits } from "@/features/leads/edit/save";
import { leadsOf } from "@/features/leads/leadList";
import { RowSkeletons } from "@/features/leads/list/RowSkeletons";
import { binQuery, type LeadSummary } from "@/features/leads/queries";
import { readOnly, useCanWrite } from "@/features/leads/useCanWrite";
import { plural } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { Avatar } from "@/ui/Avatar";
import { button } from "@/ui/button";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { TimeAgo } from "@/ui/TimeAgo";
import { ScrollArea } from "@/ui/ScrollArea";

const daysInBin = 30;

export function daysLeft(deletedAt: string, now: Date): number {
  const gone = new Date(deletedAt).getTime() + daysInBin * 86_400_000;
  return Math.max(0, Math.ceil((gone - now.getTime()) / 86_400_000));
}

export function BinPage() {
  const list = useInfiniteQuery({ ...binQuery, staleTime: 0 });
  const leads = useMemo(() => leadsOf(list.data), [list.data]);
  const deleted = leads.filter((lead) => lead.deleted_at);
  const canWrite = useCanWrite();
  if (list.error && !list.data) throw list.error;
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Bin">
        <Link to="/leads" className={button({ look: "ghost", size: "sm" })}>
          <ArrowLeft className="size-4" aria-hidden="true" /> Leads
        </Link>
      </PageHeader>
      {list.isPending ? (
        <RowSkeletons />
      ) : deleted.length === 0 ? (
        <EmptyState icon={<Trash2 aria-hidden="true" />} title="The bin is empty">
          Deleted leads stay here for {daysInBin} days and can be restored as they were.
        </EmptyState>
      ) : (
        <ScrollArea className="flex-1">
          <p className="px-4 pt-4 pb-3 text-sm text-faint md:px-6">
            Deleted leads stay for {daysInBin} days. After that they are erased for good.
            {!canWrite && ` ${readOnly}`}
          </p>
          <ul aria-label="Deleted leads">
            {deleted.map((lead) => (
              <Row key={lead.id} lead={lead} canWrite={canWrite} />
            ))}
          </ul>
          {list.hasNextPage && (
            <div className="grid place-items-center p-4">
              <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            </div>
          )}
        </ScrollArea>
      )}
    </div>
  );
}

function Row({ lead, canWrite }: { lead: LeadSummary; canWrite: boolean }) {
  const edits = useLeadEdits();
  const now = useNow();
  const left = daysLeft(lead.deleted_at ?? "", now);
  return (
    <li className="relative flex min-h-14 items-center gap-3 border-b border-hairline px-4 py-2 hover:bg-hover md:px-6">
      <Avatar name={lead.display_name} />
      <div className="min-w-0 flex-1">
        <Link
          to="/leads/$leadId"
          params={{ leadId: lead.id }}
          dir="auto"
          className="block truncate text-base font-medium before:absolute before:inset-0"
        >
          {lead.display_name}
        </Link>
        <bdi className="block truncate text-sm text-faint">{lead.primary_email ?? lead.company}</bdi>
      </div>
      <span className="text-right text-sm text-faint max-sm:hidden">
        Deleted <TimeAgo at={lead.deleted_at ?? ""} className="relative" />
        <span className={left <= 3 ? "block text-warn-text" : "block"}>{plural(left, "day")} left</span>
      </span>
      <Button
        size="sm"
        className="relative"
        disabled={!canWrite}
        aria-label={`Restore ${lead.display_name}`}
        onClick={() => void edits.restore(lead.id)}
      >
        <RotateCcw className="size-4" aria-hidden="true" /> <span className="max-sm:sr-only">Restore</span>
      </Button>
    </li>
  );
}
