import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { Button } from "@/ui/Button";
import { Spinner } from "@/ui/Spinner";
import { columns, LeadRow } from "./LeadRow";
import { listMemory } from "./listMemory";
import type { LeadSummary } from "./queries";
import { useListKeys } from "./useListKeys";

type Props = {
  leads: LeadSummary[];
  peek: string | undefined;
  onPeek: (leadId: string | undefined) => void;
  hasMore: boolean;
  loadingMore: boolean;
  moreFailed: boolean;
  onMore: () => void;
  unseen: number;
  onSeen: () => void;
};

const rowHeight = 46;
const cardHeight = 88;

export function LeadTable({
  leads,
  peek,
  onPeek,
  hasMore,
  loadingMore,
  moreFailed,
  onMore,
  unseen,
  onSeen,
}: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery("(max-width: 767px)");
  const height = narrow ? cardHeight : rowHeight;
  const [atTop, setAtTop] = useState(() => listMemory.read() < height);

  const virtual = useVirtualizer({
    count: leads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => leads[index]?.id ?? index,
    overscan: 8,
    initialOffset: listMemory.read,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, height]);

  const rows = virtual.getVirtualItems();
  const lastShown = rows[rows.length - 1]?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && !moreFailed && lastShown >= leads.length - 15) onMore();
  }, [hasMore, loadingMore, moreFailed, lastShown, leads.length, onMore]);

  useEffect(() => {
    if (atTop && unseen > 0) onSeen();
  }, [atTop, unseen, onSeen]);

  // While somebody reads further down, arrivals must not push the rows away from under their eyes.
  const topId = useRef(leads[0]?.id);
  useLayoutEffect(() => {
    const above = leads.findIndex((lead) => lead.id === topId.current);
    topId.current = leads[0]?.id;
    const element = scroller.current;
    if (above > 0 && element && element.scrollTop > height) element.scrollTop += above * height;
  }, [leads, height]);

  useListKeys({ leads, virtual, scroller, peek, onPeek });

  return (
    <div className="@container relative flex min-w-0 flex-1 flex-col">
      {unseen > 0 && !atTop && (
        <Button
          look="primary"
          className="absolute top-3 left-1/2 z-10 -translate-x-1/2 animate-rise rounded-full! shadow-float md:top-12"
          onClick={() => scroller.current?.scrollTo({ top: 0, behavior: "smooth" })}
        >
          <ArrowUp className="size-4" aria-hidden="true" />
          {plural(unseen, "new lead")}
        </Button>
      )}
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto scroll-thin [overflow-anchor:none]"
        onScroll={({ currentTarget: { scrollTop } }) => {
          listMemory.keep(scrollTop);
          setAtTop(scrollTop < height);
        }}
      >
        <div role="table" aria-label="Leads" aria-rowcount={hasMore ? -1 : leads.length + 1}>
          <div role="rowgroup" className="sticky top-0 z-[1] max-md:sr-only">
            <div
              role="row"
              aria-rowindex={1}
              className={cn(columns, "h-9 border-b border-line bg-surface text-xs font-medium text-faint")}
            >
              <span role="columnheader">Name</span>
              <span role="columnheader" className="hidden @4xl:block">
                Email
              </span>
              <span role="columnheader" className="hidden @5xl:block">
                Company
              </span>
              <span role="columnheader" className="hidden @xl:block">
                Source
              </span>
              <span role="columnheader">Status</span>
              <span role="columnheader" className="text-right">
                Captured
              </span>
            </div>
          </div>
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {rows.map(({ index, start, key }) => {
              const lead = leads[index];
              if (!lead) return null;
              return (
                <LeadRow
                  key={key}
                  lead={lead}
                  index={index}
                  start={start}
                  height={height}
                  gliding={atTop}
                  card={narrow}
                  peeked={peek === lead.id}
                  onPeek={onPeek}
                />
              );
            })}
          </div>
        </div>
        <div className="flex h-14 items-center justify-center gap-3 text-sm text-faint">
          {loadingMore && (
            <>
              <Spinner /> Loading more
            </>
          )}
          {moreFailed && !loadingMore && (
            <>
              The next leads didn’t load.{" "}
              <Button size="sm" onClick={onMore}>
                Try again
              </Button>
            </>
          )}
          {!hasMore && leads.length > 12 && "That is everybody"}
        </div>
      </div>
    </div>
  );
}
