import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];

export function session(change: Partial<Schemas["SessionView"]> = {}): Schemas["SessionView"] {
  return {
    user: { id: "u1", name: "Ingrid Solheim", email: "ingrid@fjordline.example" },
    workspace: {
      id: "w1",
      slug: "fjordline",
      name: "Fjordline",
      locale: "en",
      time_zone: "Europe/Oslo",
      currency: "EUR",
    },
    role: "owner",
    permissions: ["leads_read", "zoom_read", "zoom_manage", "deliveries_read", "privacy_read"],
    csrf_token: "token-1",
    ...change,
  };
}

export function lead(id: string, name: string, at = "2026-11-22T09:00:00Z"): Schemas["LeadSummary"] {
  return {
    id,
    display_name: name,
    primary_email: `${id}@example.com`,
    company: null,
    title: null,
    status: "new",
    source: "zoom_webinar",
    source_detail: "Autumn product tour",
    owner: null,
    created_at: at,
    last_activity_at: at,
  };
}

export function connection(): Schemas["ConnectionView"] {
  return {
    id: "c1",
    zoom_account_id: "a1",
    zoom_user_id: "z1",
    name: "Ingrid Solheim",
    email: "ingrid@zoom.example",
    linked_at: "2026-11-22T09:00:00Z",
    linked_by: { id: "u1", name: "Ingrid Solheim" },
    last_delivery_at: null,
  };
}

export function zoom(change: Partial<Schemas["ZoomView"]> = {}): Schemas["ZoomView"] {
  return {
    configured: true,
    webhook_url: "https://cloop.example/hooks/zoom",
    redirect_url: "https://cloop.example/zoom/callback",
    events: ["meeting.registration_created"],
    connections: [],
    deliveries: { last_received_at: null, failed: 0 },
    ...change,
  };
}
