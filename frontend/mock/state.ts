import type { ServerResponse } from "node:http";
import type { components } from "../src/api/contract";
import { makeLead, type Lead } from "./people";
import { members, uuid } from "./workspace";

type Schemas = components["schemas"];

export type Scenario = {
  leads: number;
  connected: boolean;
  configured: boolean;
  delivered: boolean;
  failed: number;
  role: Schemas["Role"];
  signedIn: boolean;
  connect?: { status: number; code: string };
  slow?: number;
};

const initial: Scenario = {
  leads: 2000,
  connected: true,
  configured: true,
  delivered: true,
  failed: 0,
  role: "owner",
  signedIn: true,
};

const reading: Schemas["Permission"][] = ["leads_read", "zoom_read", "privacy_read", "session_manage"];
const running: Schemas["Permission"][] = [
  "leads_write",
  "settings_manage",
  "members_manage",
  "zoom_manage",
  "deliveries_read",
  "audit_read",
];
const permissions: Record<Schemas["Role"], Schemas["Permission"][]> = {
  owner: [...reading, ...running, "privacy_manage"],
  admin: [...reading, ...running],
  member: [...reading, "leads_write"],
  viewer: reading,
};

export const state = {
  scenario: initial,
  leads: [] as Lead[],
  streams: new Set<ServerResponse>(),
  session: null as Schemas["SessionView"] | null,
  connection: null as Schemas["ConnectionView"] | null,
};

export function openSession(
  name = "Ingrid Solheim",
  email = "ingrid@fjordline.example",
  company = "Fjordline",
) {
  const { role } = state.scenario;
  state.session = {
    user: { id: uuid(), name, email },
    workspace: {
      id: uuid(),
      slug: "fjordline",
      name: company,
      locale: "en",
      time_zone: "Europe/Oslo",
      currency: "EUR",
    },
    role,
    member: { id: members[0]?.id ?? uuid(), role, lead_scope: "all" },
    permissions: permissions[role],
    csrf_token: "mock-csrf",
  };
  return state.session;
}

export function connect() {
  state.connection = {
    id: uuid(),
    zoom_account_id: "q6gBJVO5TzexKYTb_I2rpg",
    zoom_user_id: "z8yAAAAA8bbbQ",
    name: "Ingrid Solheim",
    email: "ingrid@fjordline.example",
    linked_at: new Date(Date.now() - 60_000).toISOString(),
    linked_by: { id: uuid(), name: "Ingrid Solheim" },
    last_delivery_at: state.scenario.delivered ? new Date(Date.now() - 90_000).toISOString() : null,
  };
  return state.connection;
}

export function begin(change: Partial<Scenario>) {
  state.scenario = { ...initial, ...change };
  const minutes = (n: number) => new Date(Date.now() - (Math.min(n * n * 1.7, n * 190) + n * 3 + 1) * 60_000);
  state.leads = Array.from({ length: state.scenario.leads }, (_, n) => makeLead(n, minutes(n)));
  state.connection = null;
  if (state.scenario.connected) connect();
  state.session = null;
  if (state.scenario.signedIn) openSession();
}

export function register() {
  const lead = { ...makeLead(Math.floor(Math.random() * 12), new Date()), status: "new" as const };
  state.leads.unshift(lead);
  state.scenario.delivered = true;
  if (state.connection) state.connection.last_delivery_at = lead.created_at;
  say("lead.captured", { lead_id: lead.id });
  return lead;
}

export function say(event: string, data: object) {
  for (const stream of state.streams) {
    stream.write(`id: ${uuid()}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
