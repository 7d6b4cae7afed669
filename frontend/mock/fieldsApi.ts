import type { components } from "../src/api/contract";
import { bodyOf, json, pageOf, problem, type Routes } from "./http";
import { me } from "./leadApi";
import { state } from "./state";
import { members, uuid } from "./workspace";

type Schemas = components["schemas"];
type Field = Schemas["Field"];

const telling = /health|illness|religio|union|ethnic|politic|sexual|disab|gesund|krank/i;

function judge(field: Field): Field {
  const word = telling.exec([field.name, ...field.options.map(({ label }) => label)].join(" "))?.[0];
  const suspicious = field.privacy_class === "special" || word !== undefined;
  field.state = suspicious && !field.basis ? "quarantined" : "active";
  field.quarantine_reason =
    field.state === "active"
      ? null
      : word
        ? `“${word}” looks like a special category of personal data.`
        : "Its class is a special category of personal data.";
  return field;
}

function make(
  name: string,
  kind: Field["kind"],
  options: string[] = [],
  privacy_class: Field["privacy_class"] = "ordinary",
): Field {
  return judge({
    id: uuid(),
    version: 1,
    key: name.toLowerCase().replace(/[^a-z]+/g, "_"),
    name,
    kind,
    options: options.map((label) => ({ id: uuid(), label })),
    privacy_class,
    state: "active",
    quarantine_reason: null,
    basis: null,
    position: fields.length,
  });
}

const fields: Field[] = [];
fields.push(make("Plan", "choice", ["Starter", "Growth", "Enterprise"]));
fields.push(make("Seats", "number"));
fields.push(make("Renewal", "date"));
fields.push(make("Interests", "multi_choice", ["Webinars", "Meetings", "API"]));
fields.push(make("Website", "url"));
fields.push(make("Budget", "money", [], "sensitive"));
fields.push(make("Champion", "member"));
fields.push(make("Signed the NDA", "checkbox"));
fields.push(make("Trade union", "text"));

/** Some leads know something. */
export function fillCustom() {
  const [plan, , , interests] = fields;
  state.leads.forEach((lead, n) => {
    if (n % 2) return;
    lead.custom = {
      ...(plan && { plan: plan.options[n % plan.options.length]?.id ?? "" }),
      seats: (n % 40) + 3,
      renewal: `2027-0${(n % 9) + 1}-15`,
      ...(interests && n % 4 === 0 && { interests: interests.options.slice(0, 2).map(({ id }) => id) }),
      ...(n % 6 === 0 && { champion: members[1]?.id ?? "", signed_the_nda: n % 12 === 0 }),
    };
  });
}

type Change = Partial<Omit<Field, "options">> & { options?: { id?: string; label: string }[] };
const find = (id: string | undefined) => fields.find((each) => each.id === id);

export const fieldRoutes: Routes = {
  "GET /fields": ({ response, url }) => {
    url.searchParams.set("limit", "100");
    json(response, 200, pageOf(fields, url));
  },
  "POST /fields": async ({ request, response }) => {
    const body = await bodyOf<{
      name: string;
      kind: Field["kind"];
      options?: string[];
      privacy_class: Field["privacy_class"];
    }>(request);
    if (fields.some((each) => each.name === body.name))
      return problem(response, 422, "invalid", [
        { pointer: "/name", code: "taken", detail: "Another field has this name." },
      ]);
    const field = make(body.name, body.kind, body.options, body.privacy_class);
    fields.push(field);
    json(response, 201, field);
  },
  "PATCH /fields/{}": async ({ request, response, params }) => {
    const field = find(params[0]);
    if (!field) return problem(response, 404, "not_found");
    const { options, position, ...rest } = await bodyOf<Change>(request);
    Object.assign(field, rest);
    if (options) field.options = options.map(({ id, label }) => ({ id: id ?? uuid(), label }));
    if (position !== undefined) {
      const others = fields.filter((each) => each !== field).sort((a, b) => a.position - b.position);
      others.splice(position, 0, field);
      others.forEach((each, n) => (each.position = n));
    }
    json(response, 200, judge(field));
  },
  "DELETE /fields/{}": ({ response, url, params }) => {
    const field = find(params[0]);
    if (!field) return problem(response, 404, "not_found");
    const used = state.leads.some((lead) => field.key in lead.custom);
    if (used && url.searchParams.get("discard_values") !== "true")
      return problem(response, 409, "field_in_use");
    fields.splice(fields.indexOf(field), 1);
    json(response, 204);
  },
  "PUT /fields/{}/basis": async ({ request, response, params }) => {
    const field = find(params[0]);
    if (!field) return problem(response, 404, "not_found");
    if (!state.session?.permissions.includes("privacy_manage")) return problem(response, 403, "forbidden");
    const { kind, note } = await bodyOf<{ kind: Schemas["BasisKind"]; note?: string }>(request);
    const recorded_by = { id: me(), name: state.session.user.name };
    field.basis = { kind, note: note ?? null, recorded_by, recorded_at: new Date().toISOString() };
    json(response, 200, judge(field));
  },
  "DELETE /fields/{}/basis": ({ response, params }) => {
    const field = find(params[0]);
    if (!field) return problem(response, 404, "not_found");
    if (!state.session?.permissions.includes("privacy_manage")) return problem(response, 403, "forbidden");
    field.basis = null;
    json(response, 200, judge(field));
  },
};
