import { useQueryClient } from "@tanstack/react-query";
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
import { mergeFirstPage, replaceLead } from "./leadList";
import { fetchNewest, leadQuery, leadsQuery, type LeadList, type LeadSummary } from "./queries";

type Arrivals = { fresh: ReadonlySet<string>; unseen: number; seeAll: () => void };

const Context = createContext<Arrivals>({ fresh: new Set(), unseen: 0, seeAll: () => {} });

export const useArrivals = () => useContext(Context);

// A webinar invitation going out brings many at once: one request then answers for all of them.
const gather = 120;
const freshFor = 6_000;

/** Keeps the loaded list true while leads arrive, wherever in the app the member is. */
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

  const refreshTop = useCallback(async () => {
    const list = queryClient.getQueryData<LeadList>(leadsQuery.queryKey);
    if (!list) return;
    const first = await fetchNewest();
    const current = queryClient.getQueryData<LeadList>(leadsQuery.queryKey);
    if (!current) return;
    const merged = mergeFirstPage(current, first);
    if (!merged) return void queryClient.resetQueries({ queryKey: leadsQuery.queryKey, exact: true });
    queryClient.setQueryData<LeadList>(leadsQuery.queryKey, merged.list);
    if (merged.added.length > 0) arrived(merged.added);
  }, [queryClient, arrived]);

  const onMessage = useCallback(
    (message: LiveMessage) => {
      if (message.kind === "updated") {
        void queryClient.invalidateQueries({ queryKey: key.all("/api/v1/leads/{lead_id}/activities") });
        void queryClient
          .query({ ...leadQuery(message.leadId), staleTime: 0 })
          .then((lead) =>
            queryClient.setQueryData<LeadList>(
              leadsQuery.queryKey,
              (list) => list && replaceLead(list, lead),
            ),
          );
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
