import { Link } from "@tanstack/react-router";
import { Check, PanelRight, Pencil } from "lucide-react";
import { memo } from "react";
import { useRefused } from "@/features/leads/edit/marks";
import { SourceLine, StatusBadge } from "@/features/leads/LeadBits";
import { useArrivals } from "@/features/leads/LiveLeads";
import type { LeadSummary } from "@/features/leads/queries";
import { cn } from "@/lib/cn";
import { Avatar } from "@/ui/Avatar";
import { Checkbox } from "@/ui/Checkbox";
import { TimeAgo } from "@/ui/TimeAgo";
import { Cell } from "./cells";
import { columnOf, type ColumnKey } from "./columns";

type RowActions = {
  onPeek: (leadId: string) => void;
  onToggle: (leadId: string, range: boolean) => void;
};

type Props = RowActions & {
  lead: LeadSummary;
  index: number;
  start: number;
  height: number;
  gliding: boolean;
  card: boolean;
  peeked: boolean;
  selected: boolean;
  selecting: boolean;
  editable: boolean;
  columns: ColumnKey[];
  template: string;
};

export const LeadRow = memo(function LeadRow(props: Props) {
  const { lead, index, start, height, gliding, card } = props;
  const isFresh = useArrivals().fresh.has(lead.id);
  const isRefused = useRefused(lead.id);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={lead.id}
      className={cn("absolute inset-x-0 top-0", gliding && "transition-transform duration-400 ease-out")}
      style={{ transform: `translateY(${start}px)`, height }}
    >
      <div
        role="presentation"
        className={cn(
          "group relative isolate h-full border-b border-hairline hover:bg-hover",
          isFresh && "animate-arrive",
          isRefused && "animate-refused",
        )}
      >
        {isFresh && <div className="pointer-events-none absolute inset-0 -z-[1] animate-glow" />}
        {card ? <CardCells {...props} /> : <RowCells {...props} isFresh={isFresh} />}
      </div>
    </div>
  );
});

function Name({ lead }: { lead: LeadSummary }) {
  return (
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
}

const pinned = "sticky z-[2] flex h-full items-center";
// The pinned cells cover what scrolls under them, and look hovered as the rest of the row does.
const ground = (lit: boolean) =>
  lit ? "bg-accent-wash" : "bg-surface group-hover:bg-[image:linear-gradient(var(--hover),var(--hover))]";

function RowCells({
  lead,
  columns,
  template,
  peeked,
  selected,
  selecting,
  editable,
  isFresh,
  onPeek,
  onToggle,
}: Props & { isFresh: boolean }) {
  const lit = peeked || selected;
  return (
    <div
      role="presentation"
      className={cn(
        "grid h-full items-center text-base text-soft has-[a:focus-visible]:shadow-[inset_2px_0_0_var(--accent-text)]",
        lit && "bg-accent-wash",
        peeked && "shadow-[inset_2px_0_0_var(--accent-text)]",
      )}
      style={{ gridTemplateColumns: template }}
    >
      <div
        role="cell"
        className={cn(pinned, "left-0 justify-end pr-1", ground(lit), isFresh && "animate-glow")}
      >
        <Checkbox
          label={`Select ${lead.display_name}`}
          tabIndex={-1}
          checked={selected}
          onChange={() => undefined}
          onClick={(event) => onToggle(lead.id, event.shiftKey)}
          className={cn(
            "relative z-[1] focus-visible:opacity-100",
            !selected && !selecting && "opacity-0 group-hover:opacity-100",
          )}
        />
      </div>
      <div
        role="cell"
        className={cn(
          pinned,
          "left-11 min-w-0 gap-2.5 pr-2 pl-2 text-ink",
          ground(lit),
          isFresh && "animate-glow",
        )}
      >
        <Avatar name={lead.display_name} />
        <Name lead={lead} />
        <span className="relative z-[1] ml-auto hidden shrink-0 gap-1 group-hover:flex">
          {editable && (
            <button
              type="button"
              tabIndex={-1}
              data-cell="display_name"
              aria-label={`Rename ${lead.display_name}`}
              className={tool}
            >
              <Pencil className="size-3.5" aria-hidden="true" />
            </button>
          )}
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Peek at ${lead.display_name}`}
            onClick={() => onPeek(lead.id)}
            className={tool}
          >
            <PanelRight className="size-3.5" aria-hidden="true" />
          </button>
        </span>
      </div>
      {columns.slice(1).map((column) => (
        <div
          key={column}
          role="cell"
          className={cn("h-full min-w-0 overflow-hidden py-1", columnOf(column).numeric && "text-right")}
        >
          <Cell lead={lead} column={column} editable={editable} />
        </div>
      ))}
    </div>
  );
}

const tool =
  "grid size-6.5 place-items-center rounded-sm border border-line bg-raised text-faint shadow-card hover:text-ink";

function CardCells({ lead, selected, onToggle }: Props) {
  return (
    <div
      role="presentation"
      className={cn("flex h-full items-center gap-3 px-4", selected && "bg-accent-wash")}
    >
      <div role="cell">
        <button
          type="button"
          role="checkbox"
          aria-checked={selected}
          aria-label={`Select ${lead.display_name}`}
          onClick={() => onToggle(lead.id, false)}
          className="relative z-[1] -m-1 grid size-11 shrink-0 place-items-center rounded-full"
        >
          {selected ? (
            <span
              className="grid size-9 place-items-center rounded-full bg-accent text-on-accent"
              aria-hidden="true"
            >
              <Check className="size-4.5" />
            </span>
          ) : (
            <Avatar name={lead.display_name} size="md" />
          )}
        </button>
      </div>
      <div role="presentation" className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-0.5">
        <div role="cell" className="flex min-w-0">
          <Name lead={lead} />
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
