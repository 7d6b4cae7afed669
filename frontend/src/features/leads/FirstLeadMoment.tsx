import { X } from "lucide-react";
import { LoopMark } from "@/components/Logo";
import { Button, IconButton } from "@/ui/Button";
import type { LeadSummary } from "./queries";

type Props = { lead: LeadSummary; onOpen: () => void; onDismiss: () => void };

export function FirstLeadMoment({ lead, onOpen, onDismiss }: Props) {
  return (
    <section
      aria-label="Your first lead"
      className="flex animate-rise items-center gap-4 border-b border-accent-line bg-accent-wash px-4 py-3.5 md:px-6"
    >
      <LoopMark drawn className="size-10 shrink-0" />
      <div className="min-w-0 flex-1">
        <h2 className="text-base font-semibold">Your first lead is here</h2>
        <p className="text-base text-soft">
          <bdi className="font-medium text-ink">{lead.display_name}</bdi> registered and became a lead. From
          now on it happens by itself.
        </p>
      </div>
      <Button look="primary" onClick={onOpen} className="max-sm:hidden">
        Open lead
      </Button>
      <IconButton label="Dismiss" onClick={onDismiss}>
        <X className="size-4" aria-hidden="true" />
      </IconButton>
    </section>
  );
}
