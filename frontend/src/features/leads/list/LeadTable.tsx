import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { BulkTopic } from "./BulkBar";
import { useArrivals } from "@/features/leads/LiveLeads";
import { listMemory } from "@/features/leads/listMemory";
import type { LeadSummary, ListQuery } from "@/features/leads/queries";
import { plural } from "@/lib/format";
import { useMediaQuery } from "@/lib/useMediaQuery";
import { Button } from "@/ui/Button";
import { Spinner } from "@/ui/Spinner";
import { gridOf, type CellTarget, type ColumnKey } from "./columns";
import { LeadRow } from "./LeadRow";
import { TableHead } from "./TableHead";
import { useListKeys } from "./useListKeys";
import type { useSelection } from "./useSelection";

const CellEditor = lazy(() => import("./CellEditor"));

type Props = {
  leads: LeadSummary[];
  query: ListQuery;
  columns: ColumnKey[];
  sort: string;
  onSort: (sort: string) => void;
  editable: boolean;
  selection: ReturnType<typeof useSelection>;
  onBulk: (topic: BulkTopic) => void;
  peek: string | undefined;
  onPeek: (leadId: string | undefined) => void;
  hasMore: boolean;
  loadingMore: boolean;
  moreFailed: boolean;
  onMore: () => void;
  unseen: number;
  onSeen: () => void;
};

const rowHeight = 44;
const cardHeight = 88;

export function LeadTable(props: Props) {
  const { leads, columns, sort, onSort, editable, selection, peek, onPeek, unseen, onSeen } = props;
  const { hasMore, loadingMore, moreFailed, onMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const narrow = useMediaQuery("(max-width: 767px)");
  const height = narrow ? cardHeight : rowHeight;
  const start = listMemory.offsetOf(props.query);
  const [atTop, setAtTop] = useState(() => start < height);
  const [target, setTarget] = useState<CellTarget | null>(null);
  const { fresh } = useArrivals();
  const grid = useMemo(() => gridOf(columns), [columns]);

  const virtual = useVirtualizer({
    count: leads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => leads[index]?.id ?? index,
    overscan: 8,
    initialOffset: start,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, height]);

  const rows = virtual.getVirtualItems();
  const lastShown = rows[rows.length - 1]?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && !moreFailed && lastShown >= leads.length - 30) onMore();
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

  const selecting = selection.active;
  const onEdit = (next: CellTarget) => editable && setTarget(next);
  useListKeys({
    leads,
    virtual,
    scroller,
    peek,
    onPeek,
    selecting,
    onToggle: selection.toggle,
    onClear: selection.clear,
    onEdit,
    onBulk: props.onBulk,
  });
  const edited = target && leads.find((lead) => lead.id === target.leadId);

  return (
    <div className="relative flex min-w-0 flex-1 flex-col">
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
        className="min-h-0 flex-1 overflow-auto scroll-thin [overflow-anchor:none]"
        onScroll={({ currentTarget: { scrollTop } }) => {
          listMemory.keepOffset(scrollTop);
          setAtTop(scrollTop < height);
        }}
        onClick={(event) => {
          const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]");
          const row = cell?.closest<HTMLElement>("[data-row]");
          if (cell && row)
            onEdit({ leadId: row.dataset.row ?? "", column: cell.dataset.cell as ColumnKey, anchor: cell });
        }}
      >
        <div
          role="table"
          aria-label="Leads"
          aria-rowcount={hasMore ? -1 : leads.length + 1}
          style={narrow ? undefined : { minWidth: grid.minWidth }}
        >
          <TableHead
            columns={columns}
            template={grid.gridTemplateColumns}
            sort={sort}
            onSort={onSort}
            selected={selection.chosen.length}
            onToggleAll={selection.toggleAll}
          />
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
                  gliding={atTop && fresh.size > 0}
                  card={narrow}
                  peeked={peek === lead.id}
                  selected={selection.has(lead.id)}
                  selecting={selecting}
                  editable={editable}
                  columns={columns}
                  template={grid.gridTemplateColumns}
                  onPeek={onPeek}
                  onToggle={selection.toggle}
                />
              );
            })}
          </div>
        </div>
        <div className="sticky left-0 flex h-14 items-center justify-center gap-3 text-sm text-faint">
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
      <Suspense>
        {target && edited && (
          <CellEditor
            key={`${target.leadId} ${target.column}`}
            lead={edited}
            target={target}
            onClose={() => setTarget(null)}
          />
        )}
      </Suspense>
    </div>
  );
}
