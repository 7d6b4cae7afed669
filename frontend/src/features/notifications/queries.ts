import { client } from "@/api/client";
import type { components } from "@/api/contract";
import { page, q } from "@/api/query";

export type Notification = components["schemas"]["Notification"];

export const notificationsQuery = (unread = false) =>
  page("/api/v1/notifications", { query: { limit: 30, ...(unread && { unread }) } });

export const unreadQuery = q("/api/v1/notifications/unread");

export async function setRead(id: string, read: boolean) {
  const params = { path: { notification_id: id } };
  if (read) await client.PUT("/api/v1/notifications/{notification_id}/read", { params });
  else await client.DELETE("/api/v1/notifications/{notification_id}/read", { params });
}

export async function readUntil(id: string) {
  await client.POST("/api/v1/notifications/read", { body: { until: id } });
}
