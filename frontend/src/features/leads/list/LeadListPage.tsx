import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { ApiError, messageFor } from "@/api/problem";
import { LiveIndicator } from "@/components/Live";
import { PageHeader } from "@/components/PageHeader";
import { FilterButton, FilterChips } from "@/features/leads/filter/FilterBar";
import { everything, itemsOf, type Group } from "@/features/leads/filter/tree";
import { FirstLeadMoment } from "@/features/leads/FirstLeadMoment";
import { leadsOf } from "@/features/leads/leadList";
import { listMemory } from "@/features/leads/listMemory";
import { useArrivals } from "@/features/leads/LiveLeads";
import { LookSwitch } from "@/features/leads/LookSwitch";
import { NewLeadButton } from "@/features/leads/NewLeadButton";
import { PeekPanel } from "@/features/leads/PeekPanel";
import { leadsQuery, viewsQuery } from "@/features/leads/queries";
import { useWorkspace } from "@/features/leads/useWorkspaceNames";
import { useCanWrite } from "@/features/leads/useCanWrite";
import { cn } from "@/lib/cn";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { BulkBar, type BulkTopic } from "./BulkBar";
import { LeadCount } from "./LeadCount";
import { DisplayMenu } from "./DisplayMenu";
import { LeadTable } from "./LeadTable";
import { RowSkeletons } from "./RowSkeletons";
import { listStateOf, searchFor, type LeadsSearch, type ListState } from "./listState";
import { useSelection } from "./useSelection";
import { ViewTabs } from "./ViewTabs";
import { ScrollArea } from "@/ui/ScrollArea";

type Props = {
  search: LeadsSearch;
  onSearch: (search: LeadsSearch) => void;
  onOpen: (leadId: string) => void;
  /** What an empty workspace sees instead of a list. */
  empty: ReactNode;
};

const noViews: never[] = [];

export function LeadListPage({ search, onSearch, onOpen, empty }: Props) {
  const views = useQuery(viewsQuery).data?.items ?? noViews;
  const { fields } = useWorkspace();
  // Columns and filters find their fields by name, so they are read again when there are others.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const state = useMemo(() => listStateOf(search, views), [search, views, fields]);
  const { filter, sort, columns, query } = state;
  const list = useInfiniteQuery({ ...leadsQuery(query), placeholderData: keepPreviousData });
  const leads = useMemo(() => leadsOf(list.data), [list.data]);
  const selection = useSelection(leads, filter);
  const editable = useCanWrite();
  const [topic, setTopic] = useState<BulkTopic | null>(null);
  const isFiltered = itemsOf(filter).length > 0;
  const isEmpty = list.isSuccess && leads.length === 0 && !list.isPlaceholderData && !list.hasNextPage;
  const isNewWorkspace = isEmpty && !isFiltered;
  const [startedEmpty] = useState(isNewWorkspace);
  const [celebrated, setCelebrated] = useState(false);
  const { unseen, seeAll } = useArrivals();
  const { peek } = search;

  useEffect(() => listMemory.keepList(search, query), [search, query]);
  useEffect(() => {
    if (isEmpty) seeAll();
  }, [isEmpty, seeAll]);

  const { clear } = selection;
  const go = useCallback(
    (change: Partial<ListState>) => {
      if (change.filter) clear();
      onSearch({ ...searchFor({ ...state, ...change }), ...(peek && { peek }) });
    },
    [state, peek, onSearch, clear],
  );
  const onFilter = useCallback((next: Group) => go({ filter: next }), [go]);
  const onPeek = useCallback(
    (leadId: string | undefined) => onSearch({ ...searchFor(state), ...(leadId && { peek: leadId }) }),
    [state, onSearch],
  );

  const isUnreadable = list.error instanceof ApiError && list.error.status === 400;
  if (list.error && !list.data && !isUnreadable) throw list.error;

  const first = leads[leads.length - 1];
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Leads" beside={<LeadCount filter={query.filter} />}>
        <LiveIndicator className="max-sm:hidden" />
        <LookSwitch look="list" filter={filter} />
        <NewLeadButton />
      </PageHeader>
      {isNewWorkspace ? (
        <ScrollArea className="flex-1">{empty}</ScrollArea>
      ) : (
        <>
          {startedEmpty && !celebrated && first && (
            <FirstLeadMoment
              lead={first}
              onOpen={() => onOpen(first.id)}
              onDismiss={() => setCelebrated(true)}
            />
          )}
          <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-2 max-md:h-13 md:px-4">
            <ViewTabs views={views} state={state} onGo={onSearch} />
            <FilterButton filter={filter} onChange={onFilter} />
            <DisplayMenu
              shown={columns}
              sort={sort}
              onSort={(next) => go({ sort: next })}
              onColumns={(next) => go({ columns: next })}
            />
          </div>
          <FilterChips filter={filter} onChange={onFilter} />
          <div
            className={cn(
              "relative flex min-h-0 flex-1 transition-opacity",
              list.isPlaceholderData && "opacity-60",
            )}
            aria-busy={list.isFetching && !list.isFetchingNextPage}
          >
            {list.isPending ? (
              <RowSkeletons />
            ) : isUnreadable ? (
              <Nothing title="This filter can’t be read" onClear={() => onFilter(everything)}>
                {messageFor(list.error)}
              </Nothing>
            ) : isEmpty ? (
              <Nothing title="No lead matches" onClear={() => onFilter(everything)}>
                Loosen a condition, or look at everybody.
              </Nothing>
            ) : (
              <LeadTable
                // Another question starts at the top again.
                key={`${query.filter ?? ""} ${query.sort ?? ""}`}
                leads={leads}
                query={query}
                columns={columns}
                sort={sort}
                onSort={(next) => go({ sort: next })}
                editable={editable}
                selection={selection}
                onBulk={setTopic}
                peek={peek}
                onPeek={onPeek}
                hasMore={list.hasNextPage}
                loadingMore={list.isFetchingNextPage}
                moreFailed={list.isFetchNextPageError}
                onMore={() => void list.fetchNextPage()}
                unseen={unseen}
                onSeen={seeAll}
              />
            )}
            {peek && (
              <PeekPanel leadId={peek} onClose={() => onPeek(undefined)} onOpen={() => onOpen(peek)} />
            )}
            {selection.active && !isEmpty && (
              <BulkBar
                selection={selection}
                loaded={leads.length}
                hasMore={list.hasNextPage}
                filter={query.filter}
                topic={topic}
                onTopic={setTopic}
                editable={editable}
              />
            )}
          </div>
        </>
      )}
    </div>
  );
}

function Nothing({ title, onClear, children }: { title: string; onClear: () => void; children: ReactNode }) {
  return (
    <div className="flex-1 overflow-y-auto">
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={title}
        action={
          <Button look="primary" onClick={onClear}>
            Clear the filter
          </Button>
        }
      >
        {children}
      </EmptyState>
    </div>
  );
}
