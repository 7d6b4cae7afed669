import type { QueryClient } from "@tanstack/react-query";
import { key } from "@/api/query";
import { leadQuery, type Lead, type LeadList, type LeadSummary } from "@/features/leads/queries";

type Patch = Partial<Lead>;

const listKey = key.all("/api/v1/leads");

/** Only the page that holds the lead becomes a new object: a list can be a thousand pages long. */
function changeLists(queryClient: QueryClient, change: (items: LeadSummary[]) => LeadSummary[] | undefined) {
  queryClient.setQueriesData<LeadList>({ queryKey: listKey }, (list) => {
    if (!list) return list;
    let changed = false as boolean;
    const pages = list.pages.map((page) => {
      const items = change(page.items);
      if (!items) return page;
      changed = true;
      return { ...page, items };
    });
    return changed ? { ...list, pages } : list;
  });
}

/** Shows a change of one lead wherever that lead is loaded. */
export function patchLead(queryClient: QueryClient, leadId: string, patch: Patch) {
  changeLists(queryClient, (items) =>
    items.some((each) => each.id === leadId)
      ? items.map((each) => (each.id === leadId ? { ...each, ...patch } : each))
      : undefined,
  );
  queryClient.setQueryData<Lead>(leadQuery(leadId).queryKey, (lead) => lead && { ...lead, ...patch });
}

export function removeLead(queryClient: QueryClient, leadId: string) {
  changeLists(queryClient, (items) =>
    items.some((each) => each.id === leadId) ? items.filter((each) => each.id !== leadId) : undefined,
  );
}

/**
 * What is known of a lead, as fully and as newly as it is known. A page that was read ahead can be older than a list
 * in which the lead was changed meanwhile.
 */
export function knownLead(queryClient: QueryClient, leadId: string): LeadSummary | Lead | undefined {
  const full = queryClient.getQueryData<Lead>(leadQuery(leadId).queryKey);
  const listed = queryClient
    .getQueriesData<LeadList>({ queryKey: listKey })
    .flatMap(
      ([, list]) => list?.pages.flatMap((page) => page.items.find(({ id }) => id === leadId) ?? []) ?? [],
    )
    .reduce<LeadSummary | undefined>((a, b) => (a && a.version >= b.version ? a : b), undefined);
  if (!full || !listed) return full ?? listed;
  return full.version > listed.version ? full : { ...full, ...listed };
}

/** Figures and histories that a change of a lead can have moved. */
export function refreshFigures(queryClient: QueryClient) {
  for (const path of [
    "/api/v1/leads/count",
    "/api/v1/leads/{lead_id}/activities",
    "/api/v1/leads/{lead_id}/access",
    "/api/v1/pipelines/{pipeline_id}/totals",
  ] as const)
    void queryClient.invalidateQueries({ queryKey: key.all(path) });
}

/** Lists that nobody looks at are forgotten; those on screen are read again from the top. */
export function resetLists(queryClient: QueryClient) {
  queryClient.removeQueries({ queryKey: listKey, type: "inactive" });
  void queryClient.resetQueries({ queryKey: listKey, type: "active" });
  refreshFigures(queryClient);
}
