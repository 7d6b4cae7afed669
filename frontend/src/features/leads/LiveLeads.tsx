import { useQueryClient, type Query } from "@tanstack/react-query";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import type { LiveMessage } from "@/api/live";
import { key } from "@/api/query";
import { useLiveMessages } from "@/components/Live";
import { patchLead, refreshFigures, removeLead } from "./edit/cache";
import { mergeFirstPage } from "./leadList";
import { listMemory } from "./listMemory";
import { fetchFirst, fetchLead, leadQuery, leadsQuery } from "./queries";
import type { LeadList, LeadSummary, ListQuery } from "./queries";

type Arrivals = { fresh: ReadonlySet<string>; unseen: number; seeAll: () => void };

const Context = createContext<Arrivals>({ fresh: new Set(), unseen: 0, seeAll: () => {} });

export const useArrivals = () => useContext(Context);

// A webinar invitation going out brings many at once: one request then answers for all of them.
const gather = 120;
const freshFor = 6_000;

const hashOf = (list: ListQuery) => JSON.stringify(leadsQuery(list).queryKey);

/** Lists in the order of arrival; the columns of the board have another page size and look after themselves. */
function arrivalListOf(query: Query): ListQuery | undefined {
  const [, params] = query.queryKey as [string, { query?: ListQuery & { limit?: number } }];
  const { filter, sort } = params.query ?? {};
  const list = { ...(filter && { filter }), ...(sort && { sort }) };
  return JSON.stringify(query.queryKey) === hashOf(list) ? list : undefined;
}

/** Keeps the loaded lists true while leads arrive, wherever in the app the member is. */
export function LiveLeads({ children }: { children: (unseen: number) => ReactNode }) {
  const queryClient = useQueryClient();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [unseen, setUnseen] = useState(0);
  const [announcement, setAnnouncement] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const arrived = useCallback((added: LeadSummary[]) => {
    const ids = added.map((lead) => lead.id);
    setFresh((now) => new Set([...now, ...ids]));
    setUnseen((count) => count + added.length);
    const [first] = added;
    setAnnouncement(
      added.length === 1 && first ? `New lead: ${first.display_name}` : `${added.length} new leads`,
    );
    setTimeout(() => setFresh((now) => new Set([...now].filter((id) => !ids.includes(id)))), freshFor);
  }, []);

  const refreshOne = useCallback(
    async (list: ListQuery): Promise<LeadSummary[]> => {
      const { queryKey } = leadsQuery(list);
      const first = await fetchFirst(list);
      const current = queryClient.getQueryData<LeadList>(queryKey);
      if (!current) return [];
      const merged = mergeFirstPage(current, first);
      if (merged) queryClient.setQueryData<LeadList>(queryKey, merged.list);
      else void queryClient.resetQueries({ queryKey, exact: true });
      return merged?.added ?? [];
    },
    [queryClient],
  );

  const refreshTop = useCallback(async () => {
    const kept = new Set([hashOf({}), hashOf(listMemory.read().query)]);
    const added = new Map<string, LeadSummary>();
    for (const query of queryClient.getQueryCache().findAll({ queryKey: key.all("/api/v1/leads") })) {
      const list = arrivalListOf(query);
      if (!list || !query.state.data) continue;
      const isWanted = query.isActive() || kept.has(JSON.stringify(query.queryKey));
      if (!isWanted) queryClient.removeQueries({ queryKey: query.queryKey, exact: true });
      // In any other order a new lead belongs somewhere in the middle; it is there with the next look.
      else if (!list.sort) for (const lead of await refreshOne(list)) added.set(lead.id, lead);
    }
    void queryClient.invalidateQueries({ queryKey: key.all("/api/v1/leads/count") });
    if (added.size > 0) arrived([...added.values()]);
  }, [queryClient, refreshOne, arrived]);

  const onMessage = useCallback(
    (message: LiveMessage) => {
      if (message.kind === "notification" || message.kind === "bulk") return;
      // A change made here has been shown already, and its answer is on the way.
      if (
        "leadId" in message &&
        queryClient.isMutating({ predicate: (each) => each.options.scope?.id === message.leadId })
      )
        return;
      if (message.kind === "updated") {
        refreshFigures(queryClient);
        void fetchLead(message.leadId)
          .then((lead) => {
            queryClient.setQueryData(leadQuery(lead.id).queryKey, lead);
            patchLead(queryClient, lead.id, lead);
          })
          .catch(() => undefined);
        return;
      }
      if (message.kind === "deleted") {
        removeLead(queryClient, message.leadId);
        refreshFigures(queryClient);
        void queryClient.invalidateQueries({ queryKey: leadQuery(message.leadId).queryKey });
        return;
      }
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void refreshTop().catch(() => undefined), gather);
    },
    [queryClient, refreshTop],
  );
  useLiveMessages(onMessage);
  useEffect(() => () => clearTimeout(timer.current), []);

  const seeAll = useCallback(() => setUnseen(0), []);
  const arrivals = useMemo(() => ({ fresh, unseen, seeAll }), [fresh, unseen, seeAll]);

  return (
    <Context value={arrivals}>
      {children(unseen)}
      <div className="sr-only" aria-live="polite">
        {announcement}
      </div>
    </Context>
  );
}
