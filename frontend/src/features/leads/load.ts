import type { QueryClient } from "@tanstack/react-query";
import { fieldsQuery } from "@/api/fields";
import { listStateOf, type LeadsSearch } from "./list/listState";
import { summaryQuery } from "./tasks/queries";
import { leadQuery, leadsQuery, pipelinesQuery, viewsQuery } from "./queries";

/** Data before the page. What goes wrong is shown by the page, which asks again. */
export async function loadLeads(queryClient: QueryClient, search: LeadsSearch) {
  // Which columns and filters there are depends on the fields.
  const fields = queryClient.query({ ...fieldsQuery, staleTime: "static" }).catch(() => undefined);
  const views = await queryClient.query({ ...viewsQuery, staleTime: "static" }).catch(() => undefined);
  await fields;
  const { query } = listStateOf(search, views?.items ?? []);
  await queryClient.infiniteQuery({ ...leadsQuery(query), staleTime: "static" }).catch(() => undefined);
}

/** Where one begins: with what is due, if anything is. */
export async function landing(queryClient: QueryClient): Promise<"/today" | "/leads"> {
  const due = await queryClient.query({ ...summaryQuery, staleTime: 30_000 }).catch(() => undefined);
  return due && due.overdue + due.today > 0 ? "/today" : "/leads";
}

export const loadLead = (queryClient: QueryClient, leadId: string) =>
  queryClient.query({ ...leadQuery(leadId), staleTime: "static" });

export const loadBoard = (queryClient: QueryClient) =>
  queryClient.query({ ...pipelinesQuery, staleTime: "static" });
