import { Link } from "@tanstack/react-router";
import { PanelRight } from "lucide-react";
import { memo } from "react";
import { cn } from "@/lib/cn";
import { Avatar } from "@/ui/Avatar";
import { TimeAgo } from "@/ui/TimeAgo";
import { SourceLine, StatusBadge } from "./LeadBits";
import { useArrivals } from "./LiveLeads";
import type { LeadSummary } from "./queries";

export const columns =
  "grid items-center gap-x-4 px-4 md:px-6 grid-cols-[minmax(0,1fr)_7.5rem_5.5rem] @xl:grid-cols-[minmax(0,1.2fr)_minmax(0,1.2fr)_7.5rem_5.5rem] @4xl:grid-cols-[minmax(0,1.1fr)_minmax(0,1.25fr)_minmax(0,1.25fr)_7.5rem_5.5rem] @5xl:grid-cols-[minmax(0,1.15fr)_minmax(0,1.3fr)_minmax(0,0.95fr)_minmax(0,1.4fr)_7.5rem_5.5rem]";

type Props = {
  lead: LeadSummary;
  index: number;
  start: number;
  height: number;
  gliding: boolean;
  card: boolean;
  peeked: boolean;
  onPeek: (leadId: string | undefined) => void;
};

export const LeadRow = memo(function LeadRow({
  lead,
  index,
  start,
  height,
  gliding,
  card,
  peeked,
  onPeek,
}: Props) {
  const isFresh = useArrivals().fresh.has(lead.id);
  const open = (
    <Link
      to="/leads/$leadId"
      params={{ leadId: lead.id }}
      data-lead={lead.id}
      dir="auto"
      className="min-w-0 truncate font-medium outline-none before:absolute before:inset-0"
    >
      {lead.display_name}
    </Link>
  );
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={cn("absolute inset-x-0 top-0", gliding && "transition-transform duration-400 ease-out")}
      style={{ transform: `translateY(${start}px)`, height }}
    >
      <div
        role="presentation"
        className={cn(
          "group relative h-full border-b border-hairline has-[a:focus-visible]:bg-hover has-[a:focus-visible]:shadow-[inset_2px_0_0_var(--accent-text)] hover:bg-hover",
          peeked && "bg-accent-wash! shadow-[inset_2px_0_0_var(--accent-text)]",
          isFresh && "animate-arrive",
        )}
      >
        {isFresh && <div className="pointer-events-none absolute inset-0 -z-[1] animate-glow" />}
        {card ? <CardCells lead={lead} open={open} /> : <RowCells lead={lead} open={open} onPeek={onPeek} />}
      </div>
    </div>
  );
});

type CellsProps = { lead: LeadSummary; open: React.ReactNode };

function RowCells({ lead, open, onPeek }: CellsProps & Pick<Props, "onPeek">) {
  return (
    <div role="presentation" className={cn(columns, "h-full text-base")}>
      <div role="cell" className="flex min-w-0 items-center gap-3">
        <Avatar name={lead.display_name} />
        {open}
        <span className="relative -ml-3 h-7 w-0 flex-none group-hover:ml-0 group-hover:w-7">
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Peek at ${lead.display_name}`}
            onClick={() => onPeek(lead.id)}
            className="absolute right-0 z-[1] grid size-7 place-items-center rounded-sm border border-line bg-raised text-faint opacity-0 shadow-card group-hover:opacity-100 hover:text-ink"
          >
            <PanelRight className="size-4" aria-hidden="true" />
          </button>
        </span>
      </div>
      <div role="cell" className="hidden truncate text-soft @4xl:block">
        <bdi>{lead.primary_email}</bdi>
      </div>
      <div role="cell" className="hidden truncate text-soft @5xl:block">
        <bdi>{lead.company}</bdi>
      </div>
      <div role="cell" className="hidden text-soft @xl:block">
        <SourceLine lead={lead} />
      </div>
      <div role="cell">
        <StatusBadge status={lead.status} />
      </div>
      <div role="cell" className="text-right text-sm text-faint">
        <TimeAgo at={lead.created_at} className="relative z-[1]" />
      </div>
    </div>
  );
}

function CardCells({ lead, open }: CellsProps) {
  return (
    <div role="presentation" className="flex h-full items-center gap-3 px-4">
      <Avatar name={lead.display_name} size="md" />
      <div role="presentation" className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-0.5">
        <div role="cell" className="flex min-w-0">
          {open}
        </div>
        <div role="cell" className="truncate text-sm text-soft">
          <bdi>{lead.primary_email ?? lead.company}</bdi>
        </div>
        <div role="cell" className="text-sm text-faint">
          <SourceLine lead={lead} className="gap-1.5" />
        </div>
      </div>
      <div role="presentation" className="flex h-full flex-col items-end justify-between py-4">
        <div role="cell" className="text-xs text-faint">
          <TimeAgo at={lead.created_at} />
        </div>
        <div role="cell">
          <StatusBadge status={lead.status} />
        </div>
      </div>
    </div>
  );
}
