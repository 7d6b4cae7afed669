import type { QueryClient } from "@tanstack/react-query";
import { listStateOf, type LeadsSearch } from "./list/listState";
import { leadQuery, leadsQuery, pipelinesQuery, viewsQuery } from "./queries";

/** Data before the page. What goes wrong is shown by the page, which asks again. */
export async function loadLeads(queryClient: QueryClient, search: LeadsSearch) {
  const views = await queryClient.query({ ...viewsQuery, staleTime: "static" }).catch(() => undefined);
  const { query } = listStateOf(search, views?.items ?? []);
  await queryClient.infiniteQuery({ ...leadsQuery(query), staleTime: "static" }).catch(() => undefined);
}

export const loadLead = (queryClient: QueryClient, leadId: string) =>
  queryClient.query({ ...leadQuery(leadId), staleTime: "static" });

export const loadBoard = (queryClient: QueryClient) =>
  queryClient.query({ ...pipelinesQuery, staleTime: "static" });
