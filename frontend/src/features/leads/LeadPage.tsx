import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, ChevronDown, ChevronUp } from "lucide-react";
import { PageTitle } from "@/components/PageTitle";
import { useShortcuts } from "@/components/useShortcuts";
import { paths } from "@/lib/paths";
import { Avatar } from "@/ui/Avatar";
import { button } from "@/ui/button";
import { IconButton } from "@/ui/Button";
import { Card, CardHeader } from "@/ui/Card";
import { Facts } from "./Facts";
import { SourceLine, StatusBadge } from "./LeadBits";
import { leadsOf, neighbours } from "./leadList";
import { leadQuery, leadsQuery, type Lead, type LeadList } from "./queries";
import { RegistrationCard } from "./RegistrationCard";
import { Timeline } from "./Timeline";

type Props = { leadId: string; onOpen: (leadId: string) => void; onBack: () => void };

export function LeadPage({ leadId, onOpen, onBack }: Props) {
  const { data: lead } = useSuspenseQuery(leadQuery(leadId));
  const list = useQueryClient().getQueryData<LeadList>(leadsQuery.queryKey);
  const { previous, next } = neighbours(leadsOf(list), leadId);
  const goPrevious = () => previous && onOpen(previous.id);
  const goNext = () => next && onOpen(next.id);
  useShortcuts({ "[": goPrevious, "]": goNext, Escape: onBack });

  return (
    <div className="flex h-full flex-col">
      <PageTitle>{lead.display_name}</PageTitle>
      <div className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-2 md:px-4">
        <Link to={paths.leads()} className={button({ look: "ghost", size: "sm" })}>
          <ArrowLeft className="size-4" aria-hidden="true" /> Leads
        </Link>
        <span className="flex-1" />
        <IconButton label="Previous lead" disabled={!previous} onClick={goPrevious}>
          <ChevronUp className="size-4" aria-hidden="true" />
        </IconButton>
        <IconButton label="Next lead" disabled={!next} onClick={goNext}>
          <ChevronDown className="size-4" aria-hidden="true" />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-thin">
        <article className="mx-auto grid max-w-6xl gap-x-10 gap-y-8 px-4 py-6 md:px-8 md:py-8 lg:grid-cols-[minmax(0,1fr)_22.5rem]">
          <LeadHeader lead={lead} />
          <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
            <Card aria-labelledby="facts">
              <CardHeader id="facts" title="Facts" />
              <div className="px-5 pb-3">
                <Facts lead={lead} />
              </div>
            </Card>
          </div>
          <div className="grid content-start gap-8">
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
              <Timeline leadId={lead.id} />
            </section>
          </div>
        </article>
      </div>
    </div>
  );
}

function LeadHeader({ lead }: { lead: Lead }) {
  const role = [lead.title, lead.company].filter(Boolean).join(" · ");
  return (
    <header className="flex items-start gap-4 md:gap-5">
      <Avatar name={lead.display_name} size="lg" />
      <div className="min-w-0 flex-1">
        <h1 className="text-xl font-semibold" dir="auto">
          {lead.display_name}
        </h1>
        {role && (
          <p className="mt-0.5 text-base text-soft" dir="auto">
            {role}
          </p>
        )}
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-base text-soft">
          <StatusBadge status={lead.status} />
          <SourceLine lead={lead} />
        </div>
      </div>
    </header>
  );
}
