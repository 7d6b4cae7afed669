import { PencilLine, Presentation, Video } from "lucide-react";
import { cn } from "@/lib/cn";
import { Badge } from "@/ui/Badge";
import type { LeadSummary } from "./queries";
import { sources, statuses } from "./statuses";

export function StatusBadge({ status }: { status: LeadSummary["status"] }) {
  const { label, tone } = statuses[status];
  return (
    <Badge tone={status === "new" ? "accent" : "outline"} dot={tone}>
      {label}
    </Badge>
  );
}

const stageTones = { open: "neutral", won: "good", lost: "danger" } as const;

export function StageBadge({ stage }: { stage: NonNullable<LeadSummary["stage"]> }) {
  return (
    <Badge tone={stage.kind === "open" ? "neutral" : stageTones[stage.kind]} className="min-w-0">
      <bdi className="truncate">{stage.name}</bdi>
    </Badge>
  );
}

const icons = { zoom_webinar: Presentation, zoom_meeting: Video, manual: PencilLine };

export function SourceLine({
  lead,
  className,
}: {
  lead: Pick<LeadSummary, "source" | "source_detail">;
  className?: string;
}) {
  const Icon = icons[lead.source];
  return (
    <span className={cn("flex min-w-0 items-center gap-2", className)}>
      <Icon className="size-4 shrink-0 text-faint" aria-hidden="true" />
      <span className="sr-only">{sources[lead.source]}: </span>
      <bdi className="truncate">{lead.source_detail || sources[lead.source]}</bdi>
    </span>
  );
}
