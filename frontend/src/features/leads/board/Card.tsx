import { Link } from "@tanstack/react-router";
import { Clock } from "lucide-react";
import { Tags } from "@/features/leads/list/cells";
import type { LeadSummary, Stage } from "@/features/leads/queries";
import { useRefused } from "@/features/leads/edit/marks";
import { cn } from "@/lib/cn";
import { formatMoney } from "@/lib/money";
import { useNow } from "@/lib/useNow";
import { Avatar } from "@/ui/Avatar";
import { rottenDays } from "./moves";

export const cardHeight = 108;

type Props = { lead: LeadSummary; stage: Stage; lifted?: boolean; ghost?: boolean };

export function Card({ lead, stage, lifted, ghost }: Props) {
  const days = rottenDays(lead, stage, useNow());
  const refused = useRefused(lead.id);
  return (
    <article
      data-card={ghost ? undefined : lead.id}
      data-in={stage.id}
      className={cn(
        "relative flex h-25 flex-col gap-1 rounded-lg border border-line bg-raised px-3 py-2.5 shadow-card select-none",
        ghost
          ? "shadow-float"
          : "hover:border-line-strong has-[a:focus-visible]:border-accent-text has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent-text/40",
        lifted && "border-dashed opacity-45",
        refused && "animate-refused",
      )}
    >
      <div className="flex items-center gap-2">
        {ghost ? (
          <span className="min-w-0 flex-1 truncate text-base font-medium">{lead.display_name}</span>
        ) : (
          <Link
            to="/leads/$leadId"
            params={{ leadId: lead.id }}
            data-lead={lead.id}
            draggable={false}
            aria-describedby="board-help"
            className="min-w-0 flex-1 truncate text-base font-medium outline-none before:absolute before:inset-0"
          >
            <bdi>{lead.display_name}</bdi>
          </Link>
        )}
        {lead.owner && (
          <span title={lead.owner.name} className="relative">
            <Avatar name={lead.owner.name} />
            <span className="sr-only">Owner: {lead.owner.name}</span>
          </span>
        )}
      </div>
      <p className="truncate text-sm text-faint">
        <bdi>{lead.company ?? lead.primary_email ?? lead.source_detail}</bdi>
      </p>
      <div className="mt-auto flex items-center gap-1.5 overflow-hidden">
        {lead.value && (
          <span className="text-sm font-medium whitespace-nowrap tabular-nums">
            {formatMoney(lead.value)}
          </span>
        )}
        {days !== undefined && (
          <span className="inline-flex h-5.5 items-center gap-1 rounded-full bg-warn-wash px-2 text-xs font-medium whitespace-nowrap text-warn-text">
            <Clock className="size-3" aria-hidden="true" />
            {days}d<span className="sr-only"> in this stage, too long</span>
          </span>
        )}
        <span className="ml-auto flex min-w-0 items-center gap-1">
          <Tags tags={lead.tags} most={1} />
        </span>
      </div>
    </article>
  );
}
