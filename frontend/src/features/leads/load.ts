import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { ApiError } from "@/api/problem";
import { toast } from "@/ui/toast";
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

export async function loadLead(queryClient: QueryClient, leadId: string) {
  try {
    await queryClient.query({ ...leadQuery(leadId), staleTime: "static" });
  } catch (error) {
    // An old link still leads to the person.
    if (!(error instanceof ApiError) || error.code !== "lead_merged" || !error.leadId) throw error;
    toast("That lead was merged into this one.");
    throw redirect({ to: "/leads/$leadId", params: { leadId: error.leadId }, replace: true });
  }
}

export const loadBoard = (queryClient: QueryClient) =>
  queryClient.query({ ...pipelinesQuery, staleTime: "static" });
