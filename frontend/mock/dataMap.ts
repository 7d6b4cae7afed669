import type { components } from "../src/api/contract";

type Column = components["schemas"]["ColumnView"];

const technical = (name: string): Column => ({
  name,
  subject: "none",
  category: "technical",
  purposes: ["operate"],
  retention: "with_row",
  erase: "delete",
  export: "no: says nothing about a person",
  origin: "system",
});

const lead = (name: string, category: string, origin = "zoom"): Column => ({
  name,
  subject: "lead",
  category,
  purposes: ["capture_leads", "provide_service"],
  retention: "with_lead",
  erase: "delete",
  export: "yes",
  origin,
});

const user = (name: string, category: string, purposes: string[]): Column => ({
  name,
  subject: "user",
  category,
  purposes,
  retention: "with_account",
  erase: "delete",
  export: category === "credentials" ? "no: a secret" : "yes",
  origin: "person",
});

export const dataMap: components["schemas"]["DataMap"] = {
  tables: [
    {
      name: "users",
      columns: [
        technical("id"),
        user("name", "identifiers", ["provide_service"]),
        user("email", "contact", ["authenticate", "communicate"]),
        user("password_hash", "credentials", ["authenticate", "secure"]),
        technical("created_at"),
        technical("version"),
      ],
    },
    {
      name: "sign_in_sessions",
      columns: [
        technical("id"),
        { ...user("last_seen_at", "usage", ["secure"]), retention: "days(7)", origin: "device" },
        technical("revoked_at"),
      ],
    },
    {
      name: "leads",
      columns: [
        technical("id"),
        technical("workspace_id"),
        lead("display_name", "identifiers"),
        lead("company", "professional"),
        lead("title", "professional"),
        lead("country", "location"),
        lead("status", "commercial", "member"),
      ],
    },
    {
      name: "lead_emails",
      columns: [technical("id"), lead("raw", "contact"), lead("normalized", "contact", "recorded")],
    },
    {
      name: "deliveries",
      columns: [
        technical("id"),
        {
          ...lead("raw_body", "content"),
          retention: "days(1)",
          erase: "shred",
          export: "no: read and deleted within a day",
        },
        technical("attempts"),
      ],
    },
    { name: "jobs", columns: [technical("id"), technical("kind"), technical("run_at")] },
  ],
};
