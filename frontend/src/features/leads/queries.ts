import type { InfiniteData } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { page, q, type Answer } from "@/api/query";

export type Lead = Answer<"/api/v1/leads/{lead_id}">;
export type LeadSummary = Answer<"/api/v1/leads">["items"][number];
export type Activity = Answer<"/api/v1/leads/{lead_id}/activities">["items"][number];
export type Registration = Lead["registrations"][number];
export type LeadList = InfiniteData<Answer<"/api/v1/leads">>;

const pageSize = { limit: 50 };

export const leadsQuery = page("/api/v1/leads", { query: pageSize });

export const fetchNewest = () => answer(client.GET("/api/v1/leads", { params: { query: pageSize } }));

export const leadQuery = (leadId: string) =>
  q("/api/v1/leads/{lead_id}", { params: { path: { lead_id: leadId } } });

export const activitiesQuery = (leadId: string) =>
  page("/api/v1/leads/{lead_id}/activities", { path: { lead_id: leadId }, query: { limit: 30 } });
