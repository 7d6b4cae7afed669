import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, X } from "lucide-react";
import { messageFor } from "@/api/problem";
import { Avatar } from "@/ui/Avatar";
import { Button, IconButton } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Skeleton } from "@/ui/Skeleton";
import { Facts } from "./page/Facts";
import { leadQuery, type Lead } from "./queries";
import { Locked } from "./useCanWrite";
import { RegistrationCard } from "./page/RegistrationCard";
import { ScrollArea } from "@/ui/ScrollArea";

type Props = { leadId: string; onClose: () => void; onOpen: () => void };

export function PeekPanel({ leadId, onClose, onOpen }: Props) {
  const { data: lead, error, refetch } = useQuery(leadQuery(leadId));
  return (
    <aside
      aria-label="Lead preview"
      className="flex w-104 shrink-0 animate-slide-in flex-col border-l border-line bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:w-[min(26rem,100%)] max-lg:shadow-modal"
    >
      <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line pr-2 pl-5">
        <span className="flex-1 text-sm font-medium text-faint">Preview</span>
        <Button look="ghost" size="sm" onClick={onOpen}>
          Open <ArrowUpRight className="size-3.5" aria-hidden="true" />
        </Button>
        <IconButton label="Close preview" onClick={onClose}>
          <X className="size-4" aria-hidden="true" />
        </IconButton>
      </header>
      <ScrollArea className="flex-1 p-5" aria-busy={!lead && !error}>
        {error ? (
          <Callout tone="danger" role="alert">
            {messageFor(error)}{" "}
            <button type="button" className="font-medium underline" onClick={() => void refetch()}>
              Try again
            </button>
          </Callout>
        ) : lead ? (
          <Locked value={lead.deleted_at !== null}>
            <Preview lead={lead} />
          </Locked>
        ) : (
          <div className="grid gap-4">
            <Skeleton className="size-14 rounded-full" />
            <Skeleton className="h-6 w-48" />
            <Skeleton className="h-32" />
          </div>
        )}
      </ScrollArea>
    </aside>
  );
}

function Preview({ lead }: { lead: Lead }) {
  const [latest] = lead.registrations;
  const role = [lead.title, lead.company].filter(Boolean).join(" · ");
  return (
    <div className="grid gap-6">
      <div className="flex items-start gap-4">
        <Avatar name={lead.display_name} size="lg" />
        <div className="min-w-0 pt-0.5">
          <h2 className="text-lg font-semibold" dir="auto">
            {lead.display_name}
          </h2>
          {role && (
            <p className="text-base text-soft" dir="auto">
              {role}
            </p>
          )}
        </div>
      </div>
      <Facts lead={lead} />
      {latest && <RegistrationCard registration={latest} />}
    </div>
  );
}
