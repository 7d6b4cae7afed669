import type { InfiniteData } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { page, q, type Answer } from "@/api/query";
import type { components } from "@/api/contract";
import type { Filter } from "./filter/tree";

type Schemas = components["schemas"];

export type Lead = Answer<"/api/v1/leads/{lead_id}">;
export type LeadSummary = Answer<"/api/v1/leads">["items"][number];
export type Activity = Answer<"/api/v1/leads/{lead_id}/activities">["items"][number];
export type Registration = Lead["registrations"][number];
export type LeadList = InfiniteData<Answer<"/api/v1/leads">>;
export type LeadChange = Schemas["UpdateLeadBody"];
export type NewLead = Schemas["CreateLeadBody"];
export type Money = Schemas["Money"];
export type Tag = Schemas["TagRef"];
export type Pipeline = Schemas["PipelineView"];
export type Stage = Schemas["StageView"];
export type StageTotals = Schemas["StageTotals"];
export type Access = Schemas["LeadAccess"];
export type View = Schemas["ViewView"];
export type NewView = {
  name: string;
  visibility: View["visibility"];
  filter: Filter;
  columns: string[];
  sort: string;
};

/** What a list shows. An empty filter and the usual order are left out, so that equal lists have equal keys. */
export type ListQuery = { filter?: string; sort?: string };

const pageSize = 100;

// Live messages keep loaded lists true. Reading all loaded pages again could mean a thousand requests.
const kept = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export const leadsQuery = (list: ListQuery = {}) => ({
  ...page("/api/v1/leads", { query: { limit: pageSize, ...list } }),
  ...kept,
});

export const fetchFirst = (list: ListQuery) =>
  answer(client.GET("/api/v1/leads", { params: { query: { limit: pageSize, ...list } } }));

/** A column of the board: what moved last is on top. */
export const columnQuery = (filter: string) => ({
  ...page("/api/v1/leads", { query: { limit: 30, filter, sort: "-last_activity_at" } }),
  ...kept,
});

export const binQuery = page("/api/v1/leads", {
  query: { limit: 50, filter: JSON.stringify({ field: "deleted", op: "is", value: true }) },
});

export const countQuery = (filter?: string) =>
  q("/api/v1/leads/count", { params: { query: filter ? { filter } : {} } });

const at = (leadId: string) => ({ path: { lead_id: leadId } });

export const leadQuery = (leadId: string) => q("/api/v1/leads/{lead_id}", { params: at(leadId) });

export const fetchLead = (leadId: string) =>
  answer(client.GET("/api/v1/leads/{lead_id}", { params: at(leadId) }));

export const activitiesQuery = (leadId: string) =>
  page("/api/v1/leads/{lead_id}/activities", { path: { lead_id: leadId }, query: { limit: 30 } });

export const accessQuery = (leadId: string) => q("/api/v1/leads/{lead_id}/access", { params: at(leadId) });

export const createLead = (body: NewLead, idempotencyKey: string) =>
  answer(client.POST("/api/v1/leads", { body, params: { header: { "Idempotency-Key": idempotencyKey } } }));

export const updateLead = (leadId: string, body: LeadChange, version: number) =>
  answer(
    client.PATCH("/api/v1/leads/{lead_id}", {
      body,
      params: { ...at(leadId), header: { "If-Match": `"${version}"` } },
    }),
  );

export async function deleteLead(leadId: string) {
  await client.DELETE("/api/v1/leads/{lead_id}", { params: at(leadId) });
}

export const restoreLead = (leadId: string) =>
  answer(client.POST("/api/v1/leads/{lead_id}/restore", { params: at(leadId) }));

export async function setTag(leadId: string, tagId: string, on: boolean) {
  const params = { path: { lead_id: leadId, tag_id: tagId } };
  if (on) await client.PUT("/api/v1/leads/{lead_id}/tags/{tag_id}", { params });
  else await client.DELETE("/api/v1/leads/{lead_id}/tags/{tag_id}", { params });
}

export const createTag = (name: string) =>
  answer(client.POST("/api/v1/tags", { body: { name, color: "gray" } }));

export const membersQuery = q("/api/v1/members");
export const teamsQuery = q("/api/v1/teams");
export const tagsQuery = q("/api/v1/tags");
export const pipelinesQuery = q("/api/v1/pipelines");

export const totalsQuery = (pipelineId: string, filter?: string) =>
  q("/api/v1/pipelines/{pipeline_id}/totals", {
    params: { path: { pipeline_id: pipelineId }, query: filter ? { filter } : {} },
  });

export const viewsQuery = q("/api/v1/views");

// The document describes a stored filter only as an object.
const viewBody = <Body extends { filter?: Filter }>({ filter, ...rest }: Body) => ({
  ...rest,
  ...(filter && { filter: filter as NonNullable<View["filter"]> }),
});

export const createView = (body: NewView) => answer(client.POST("/api/v1/views", { body: viewBody(body) }));

export const updateView = (viewId: string, body: Partial<NewView>) =>
  answer(
    client.PATCH("/api/v1/views/{view_id}", { body: viewBody(body), params: { path: { view_id: viewId } } }),
  );

export async function deleteView(viewId: string) {
  await client.DELETE("/api/v1/views/{view_id}", { params: { path: { view_id: viewId } } });
}
