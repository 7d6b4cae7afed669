import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  ArrowLeft,
  ChevronDown,
  ChevronUp,
  Ellipsis,
  Merge,
  RotateCcw,
  ScrollText,
  Trash2,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { can } from "@/api/session";
import { useSession } from "@/api/useSession";
import { PageTitle } from "@/components/PageTitle";
import { useShortcuts } from "@/components/useShortcuts";
import { useLeadEdits } from "@/features/leads/edit/save";
import { leadsOf, neighbours } from "@/features/leads/leadList";
import { listMemory } from "@/features/leads/listMemory";
import { leadQuery, leadsQuery, type LeadList } from "@/features/leads/queries";
import { Composer } from "@/features/leads/notes/Composer";
import { PinnedNotes } from "@/features/leads/notes/PinnedNotes";
import { LeadTasks } from "@/features/leads/tasks/LeadTasks";
import { openMergeWith } from "@/features/leads/edit/dialogs";
import { LeadDuplicates } from "@/features/leads/duplicates/LeadDuplicates";
import { Locked, readOnly, useCanWrite } from "@/features/leads/useCanWrite";
import { formatShort } from "@/lib/format";
import { button } from "@/ui/button";
import { Button, IconButton } from "@/ui/Button";
import { Card, CardHeader } from "@/ui/Card";
import { Menu, MenuItem } from "@/ui/Menu";
import { AccessPopover } from "./AccessPopover";
import { Facts } from "./Facts";
import { LeadHeader } from "./LeadHeader";
import { RegistrationCard } from "./RegistrationCard";
import { Timeline } from "./Timeline";
import { ScrollArea } from "@/ui/ScrollArea";

const HistoryDialog = lazy(() => import("./HistoryDialog"));

type Props = { leadId: string; onOpen: (leadId: string) => void; onBack: () => void };

const daysInBin = 30;

/** The keys of the list press what they would change here. */
const press = (fact: string) => (event: KeyboardEvent) => {
  event.preventDefault();
  document.querySelector<HTMLElement>(`[data-fact="${fact}"] button, button[data-fact="${fact}"]`)?.click();
};

export function LeadPage({ leadId, onOpen, onBack }: Props) {
  const { data: lead } = useSuspenseQuery(leadQuery(leadId));
  const { query, search } = listMemory.read();
  const list = useQueryClient().getQueryData<LeadList>(leadsQuery(query).queryKey);
  const { previous, next } = neighbours(leadsOf(list), leadId);
  const edits = useLeadEdits();
  const canWrite = useCanWrite();
  const session = useSession();
  const [historyOpen, setHistoryOpen] = useState(false);
  const canNote = canWrite && !lead.deleted_at;
  const goPrevious = () => previous && onOpen(previous.id);
  const goNext = () => next && onOpen(next.id);
  useShortcuts({
    "[": goPrevious,
    "]": goNext,
    Escape: onBack,
    e: press("name"),
    s: press("stage"),
    a: press("owner"),
    l: press("tags"),
    n: (event) => {
      event.preventDefault();
      document.querySelector<HTMLElement>("[data-fact=note] textarea")?.focus();
    },
    t: press("task"),
    m: () => {
      const compare = document.querySelector<HTMLElement>("[data-fact=merge]");
      if (compare) compare.click();
      else if (canNote) openMergeWith(lead);
    },
  });

  async function remove() {
    if (await edits.remove(lead.id)) onBack();
  }

  return (
    <div className="flex h-full flex-col">
      <PageTitle>{lead.display_name}</PageTitle>
      <div className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-2 md:px-4">
        <Link to="/leads" search={search} className={button({ look: "ghost", size: "sm" })}>
          <ArrowLeft className="size-4" aria-hidden="true" /> Leads
        </Link>
        <span className="flex-1" />
        <AccessPopover leadId={lead.id} />
        <IconButton label="Previous lead" disabled={!previous} onClick={goPrevious}>
          <ChevronUp className="size-4" aria-hidden="true" />
        </IconButton>
        <IconButton label="Next lead" disabled={!next} onClick={goNext}>
          <ChevronDown className="size-4" aria-hidden="true" />
        </IconButton>
        {!lead.deleted_at && (
          <Menu
            label="More about this lead"
            placement="bottom-end"
            triggerClass={button({ look: "ghost", size: "icon" })}
            trigger={<Ellipsis className="size-4" aria-hidden="true" />}
          >
            {canWrite && (
              <MenuItem icon={<Merge aria-hidden="true" />} onSelect={() => openMergeWith(lead)}>
                Merge with another lead
              </MenuItem>
            )}
            {can(session, "audit_read") && (
              <MenuItem icon={<ScrollText aria-hidden="true" />} onSelect={() => setHistoryOpen(true)}>
                History
              </MenuItem>
            )}
            {canWrite ? (
              <MenuItem icon={<Trash2 aria-hidden="true" />} onSelect={() => void remove()}>
                Move to the bin
              </MenuItem>
            ) : (
              <div className="max-w-56 px-2 py-1.5 text-sm text-faint">{readOnly}</div>
            )}
          </Menu>
        )}
      </div>
      {historyOpen && (
        <Suspense>
          <HistoryDialog lead={lead} onClose={() => setHistoryOpen(false)} />
        </Suspense>
      )}
      {lead.deleted_at && (
        <BinBanner
          deletedAt={lead.deleted_at}
          canWrite={canWrite}
          onRestore={() => void edits.restore(lead.id)}
        />
      )}
      <ScrollArea className="flex-1">
        <Locked value={lead.deleted_at !== null}>
          <article className="mx-auto grid max-w-6xl gap-x-10 gap-y-8 px-4 py-6 md:px-8 md:py-8 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr]">
            <LeadHeader lead={lead} />
            <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
              <Card aria-labelledby="facts">
                <CardHeader id="facts" title="Facts" />
                <div className="px-5 pb-3">
                  <Facts lead={lead} />
                </div>
              </Card>
              <LeadDuplicates lead={lead} />
            </div>
            <div className="grid content-start gap-8">
              <LeadTasks lead={lead} />
              {lead.registrations.length > 0 && (
                <section aria-labelledby="registrations">
                  <h2 id="registrations" className="mb-3 text-base font-semibold">
                    {lead.registrations.length === 1 ? "Registration" : "Registrations"}
                  </h2>
                  <div className="grid gap-3">
                    {lead.registrations.map((registration) => (
                      <RegistrationCard key={registration.id} registration={registration} />
                    ))}
                  </div>
                </section>
              )}
              <section aria-labelledby="timeline">
                <h2 id="timeline" className="mb-4 text-base font-semibold">
                  Timeline
                </h2>
                {canNote && (
                  <div className="mb-6">
                    <Composer leadId={lead.id} />
                  </div>
                )}
                <PinnedNotes leadId={lead.id} />
                <Timeline leadId={lead.id} />
              </section>
            </div>
          </article>
        </Locked>
      </ScrollArea>
    </div>
  );
}

type BannerProps = { deletedAt: string; canWrite: boolean; onRestore: () => void };

function BinBanner({ deletedAt, canWrite, onRestore }: BannerProps) {
  const gone = new Date(new Date(deletedAt).getTime() + daysInBin * 86_400_000);
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-warn-line bg-warn-wash px-4 py-2.5 text-base text-warn-text md:px-6"
    >
      <Trash2 className="size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0 flex-1">
        This lead is in the bin and will be erased after {formatShort(gone)}.{!canWrite && ` ${readOnly}`}
      </span>
      <Button size="sm" disabled={!canWrite} onClick={onRestore}>
        <RotateCcw className="size-4" aria-hidden="true" /> Restore
      </Button>
    </div>
  );
}
