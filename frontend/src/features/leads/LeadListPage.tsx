import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { LiveIndicator } from "@/components/Live";
import { PageHeader } from "@/components/PageHeader";
import { FirstLeadMoment } from "./FirstLeadMoment";
import { leadsOf } from "./leadList";
import { LeadTable } from "./LeadTable";
import { useArrivals } from "./LiveLeads";
import { PeekPanel } from "./PeekPanel";
import { leadsQuery } from "./queries";

type Props = {
  peek: string | undefined;
  onPeek: (leadId: string | undefined) => void;
  onOpen: (leadId: string) => void;
  /** What an empty workspace sees instead of a list. */
  empty: ReactNode;
};

export function LeadListPage({ peek, onPeek, onOpen, empty }: Props) {
  const list = useSuspenseInfiniteQuery(leadsQuery);
  const leads = leadsOf(list.data);
  const isEmpty = leads.length === 0;
  const [startedEmpty] = useState(isEmpty);
  const [celebrated, setCelebrated] = useState(false);
  const { unseen, seeAll } = useArrivals();

  useEffect(() => {
    if (isEmpty) seeAll();
  }, [isEmpty, seeAll]);

  const first = leads[leads.length - 1];
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Leads">
        <LiveIndicator />
      </PageHeader>
      {isEmpty ? (
        <div className="min-h-0 flex-1 overflow-y-auto scroll-thin">{empty}</div>
      ) : (
        <>
          {startedEmpty && !celebrated && first && (
            <FirstLeadMoment
              lead={first}
              onOpen={() => onOpen(first.id)}
              onDismiss={() => setCelebrated(true)}
            />
          )}
          <div className="flex min-h-0 flex-1">
            <LeadTable
              leads={leads}
              peek={peek}
              onPeek={onPeek}
              hasMore={list.hasNextPage}
              loadingMore={list.isFetchingNextPage}
              moreFailed={list.isFetchNextPageError}
              onMore={() => void list.fetchNextPage()}
              unseen={unseen}
              onSeen={seeAll}
            />
            {peek && (
              <PeekPanel leadId={peek} onClose={() => onPeek(undefined)} onOpen={() => onOpen(peek)} />
            )}
          </div>
        </>
      )}
    </div>
  );
}
