import type { components } from "@/api/contract";

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
    member: { id: "m1", role: "owner", lead_scope: "all" },
    permissions: [
      "leads_read",
      "leads_write",
      "settings_manage",
      "members_manage",
      "zoom_read",
      "zoom_manage",
      "deliveries_read",
      "privacy_read",
      "privacy_manage",
      "audit_read",
      "session_manage",
    ],
    csrf_token: "token-1",
    ...change,
  };
}

export function lead(id: string, name: string, at = "2026-11-22T09:00:00Z"): Schemas["LeadSummary"] {
  const [first_name = null, last_name = null] = name.split(" ");
  return {
    id,
    version: 1,
    display_name: name,
    first_name,
    last_name,
    primary_email: `${id}@example.com`,
    primary_phone: null,
    company: null,
    title: null,
    status: "new",
    source: "zoom_webinar",
    source_detail: "Autumn product tour",
    owner: null,
    team: null,
    pipeline_id: null,
    stage: null,
    stage_since: null,
    lost_reason: null,
    score: 0,
    value: null,
    tags: [],
    deleted_at: null,
    created_at: at,
    updated_at: at,
    last_activity_at: at,
    next_task: null,
    custom: {},
  };
}

export function leadView(
  id: string,
  name: string,
  change: Partial<Schemas["LeadView"]> = {},
): Schemas["LeadView"] {
  return {
    ...lead(id, name),
    country: null,
    emails: [],
    phones: [],
    registrations: [],
    field_origins: [],
    ...change,
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
