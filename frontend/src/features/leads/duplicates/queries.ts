import { answer, client } from "@/api/client";
import type { components } from "@/api/contract";
import { page, q } from "@/api/query";

type Schemas = components["schemas"];
export type Duplicate = Schemas["Duplicate"];
export type Merge = Schemas["Merge"];

export const duplicatesQuery = (dismissed: boolean) =>
  page("/api/v1/duplicates", { query: { limit: 25, ...(dismissed && { dismissed }) } });

export const duplicateCountQuery = q("/api/v1/duplicates/count");

const at = (leadId: string) => ({ params: { path: { lead_id: leadId } } });

export const leadDuplicatesQuery = (leadId: string) => q("/api/v1/leads/{lead_id}/duplicates", at(leadId));
export const mergesQuery = (leadId: string) => q("/api/v1/leads/{lead_id}/merges", at(leadId));

export async function setDismissed(id: string, dismissed: boolean) {
  const params = { path: { duplicate_id: id } };
  if (dismissed) await client.PUT("/api/v1/duplicates/{duplicate_id}/dismissal", { params });
  else await client.DELETE("/api/v1/duplicates/{duplicate_id}/dismissal", { params });
}

export const mergeLeads = (leadId: string, body: Schemas["MergeBody"]) =>
  answer(client.POST("/api/v1/leads/{lead_id}/merge", { body, ...at(leadId) }));

export const undoMerge = (mergeId: string) =>
  answer(client.POST("/api/v1/merges/{merge_id}/undo", { params: { path: { merge_id: mergeId } } }));
