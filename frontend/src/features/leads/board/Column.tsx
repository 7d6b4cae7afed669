import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Clock } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { messageFor } from "@/api/problem";
import type { Group } from "@/features/leads/filter/tree";
import { leadsOf } from "@/features/leads/leadList";
import { formatCount } from "@/features/leads/list/LeadCount";
import { columnQuery, type LeadSummary, type Stage, type StageTotals } from "@/features/leads/queries";
import { cn } from "@/lib/cn";
import { formatMoney } from "@/lib/money";
import { Skeleton } from "@/ui/Skeleton";
import { Spinner } from "@/ui/Spinner";
import { Card, cardHeight } from "./Card";
import type { Lift } from "./lift";
import { columnFilter } from "./moves";

type Props = {
  stage: Stage;
  filter: Group;
  totals: StageTotals | undefined;
  lift: Lift | null;
  /** So that the board knows the lead when a card is picked up. */
  onLeads: (stageId: string, leads: LeadSummary[]) => void;
};

const marks = { open: "bg-hue-gray", won: "bg-good", lost: "bg-danger" };

export function Column({ stage, filter, totals, lift, onLeads }: Props) {
  const list = useInfiniteQuery({
    ...columnQuery(columnFilter(filter, stage.id)),
    placeholderData: keepPreviousData,
  });
  const leads = useMemo(
    () => leadsOf(list.data).filter((lead) => lead.stage?.id === stage.id && !lead.deleted_at),
    [list.data, stage.id],
  );
  useEffect(() => onLeads(stage.id, leads), [stage.id, leads, onLeads]);

  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: leads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    getItemKey: (index) => leads[index]?.id ?? index,
    overscan: 5,
  });
  const rows = virtual.getVirtualItems();
  const last = rows[rows.length - 1]?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= leads.length - 8)
      void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, last, leads.length]);

  const isTarget = lift?.over === stage.id && lift.from !== stage.id;
  return (
    <section
      aria-label={stage.name}
      data-stage={stage.id}
      className={cn(
        "flex h-full w-74 shrink-0 snap-start flex-col rounded-lg bg-sunken transition-colors max-md:w-[min(85vw,20rem)]",
        isTarget && "bg-accent-wash outline-2 -outline-offset-2 outline-accent-text/50",
      )}
    >
      <header className="px-3 pt-2.5 pb-2">
        <div className="flex items-center gap-2">
          <span className={cn("size-2 rounded-full", marks[stage.kind])} aria-hidden="true" />
          <h2 className="min-w-0 truncate text-sm font-semibold" dir="auto">
            {stage.name}
          </h2>
          <span className="text-sm text-faint tabular-nums">{totals ? formatCount(totals) : ""}</span>
          {totals && totals.rotting > 0 && (
            <span className="ml-auto inline-flex items-center gap-1 text-xs font-medium text-warn-text tabular-nums">
              <Clock className="size-3" aria-hidden="true" />
              {totals.rotting}
              <span className="sr-only"> too long in this stage</span>
            </span>
          )}
        </div>
        <p className="mt-0.5 h-5 truncate text-sm text-faint tabular-nums">
          {totals?.values.map((value) => formatMoney(value, true)).join(" + ")}
        </p>
      </header>
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto px-2 scroll-thin"
        aria-busy={list.isPending}
      >
        {list.isPending ? (
          <div className="grid gap-2">
            <Skeleton className="h-25 rounded-lg" />
            <Skeleton className="h-25 rounded-lg" />
          </div>
        ) : list.error && !list.data ? (
          <p role="alert" className="p-2 text-sm text-danger-text">
            {messageFor(list.error)}{" "}
            <button type="button" className="font-medium underline" onClick={() => void list.refetch()}>
              Try again
            </button>
          </p>
        ) : (
          <ol className="relative" style={{ height: virtual.getTotalSize() }}>
            {rows.map(({ index, start, key }) => {
              const lead = leads[index];
              return (
                lead && (
                  <li
                    key={key}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <Card lead={lead} stage={stage} lifted={lift?.leadId === lead.id} />
                  </li>
                )
              );
            })}
          </ol>
        )}
        {list.isSuccess && leads.length === 0 && (
          <p className="px-2 py-6 text-center text-sm text-faint">
            {isTarget ? "Drop it here" : "Nobody here"}
          </p>
        )}
        {isFetchingNextPage && (
          <div className="grid h-10 place-items-center text-faint">
            <Spinner />
          </div>
        )}
      </div>
    </section>
  );
}
