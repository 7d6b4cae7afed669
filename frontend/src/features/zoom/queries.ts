import { answer, client } from "@/api/client";
import { page, q, type Answer } from "@/api/query";

export type Zoom = Answer<"/api/v1/zoom">;
export type Connection = Zoom["connections"][number];

export const zoomQuery = q("/api/v1/zoom");

export const failedDeliveriesQuery = page("/api/v1/zoom/deliveries", {
  query: { state: "failed", limit: 20 },
});

export const startAuthorization = () => answer(client.POST("/api/v1/zoom/authorizations", { body: {} }));

export const connectZoom = (body: { code: string; state: string }) =>
  answer(client.POST("/api/v1/zoom/connections", { body }));

export async function disconnectZoom(connectionId: string) {
  await client.DELETE("/api/v1/zoom/connections/{connection_id}", {
    params: { path: { connection_id: connectionId } },
  });
}
