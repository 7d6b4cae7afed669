import type { components } from "../src/api/contract";
import { matches } from "./filter";
import { bodyOf, json, pageOf, problem, type Routes } from "./http";
import { me } from "./leadApi";
import { state } from "./state";
import { members, pipelines, refOf, teams, uuid } from "./workspace";

type Schemas = components["schemas"];
type Rule = Schemas["AssignmentRule"];
type Scoring = Schemas["ScoringRule"];
type Body = Schemas["AssignmentRuleBody"];
type Node = Parameters<typeof matches>[1];
type Written = { filter?: unknown };

const stored = (filter: unknown) => filter as Rule["filter"];
const holds = (lead: (typeof state.leads)[number], { filter }: Written) =>
  !filter || matches(lead, filter as Node, me());

function build(body: Partial<Body>, base: Rule): Rule {
  const { target_ids, team_id, ...rest } = body;
  return {
    ...base,
    ...rest,
    targets: target_ids ? members.filter(({ id }) => target_ids.includes(id)).map(refOf) : base.targets,
    team: team_id === undefined ? base.team : (teams.find(({ id }) => id === team_id) ?? null),
    version: base.version + 1,
  };
}

const blank = (position: number): Rule => ({
  id: uuid(),
  version: 0,
  name: "",
  position,
  enabled: true,
  filter: null,
  mode: "fixed",
  targets: [],
  team: null,
});

let rules: Rule[] = [
  build(
    {
      name: "Webinars go to the Nordics",
      filter: stored({ all: [{ field: "source", op: "any_of", value: ["zoom_webinar"] }] }),
      mode: "round_robin",
      target_ids: members.slice(0, 3).map(({ id }) => id),
    },
    blank(0),
  ),
  build({ name: "Everybody else", mode: "least_loaded", team_id: teams[0]?.id ?? null }, blank(1)),
];

let scores: Scoring[] = [
  ["Came to a webinar", 20, { all: [{ field: "source", op: "any_of", value: ["zoom_webinar"] }] }, 30],
  ["Has a budget", 25, { all: [{ field: "value", op: "not_empty" }] }, null],
  ["Gave no company", -15, { all: [{ field: "company", op: "empty" }] }, null],
].map(([name, points, filter, half]) => ({
  id: uuid(),
  version: 1,
  name: name as string,
  enabled: true,
  filter: stored(filter),
  points: points as number,
  half_life_days: half as number | null,
  since: "created",
}));

function scoreOf(lead: (typeof state.leads)[number], list: Pick<Scoring, "name" | "points" | "filter">[]) {
  const reasons = list.filter((each) => holds(lead, each)).map(({ name, points }) => ({ name, points }));
  return { score: reasons.reduce((sum, each) => sum + each.points, 0), reasons };
}

function report(name: Schemas["ReportName"], url: URL): Schemas["Report"] {
  const leads = state.leads.filter((lead) => !lead.deleted_at);
  const money = (amount_minor: number, currency: string) => ({ amount_minor, currency });
  const base = {
    report: name,
    from: url.searchParams.get("from") ?? "2026-08-24",
    to: url.searchParams.get("to") ?? "2026-11-22",
    time_zone: "Europe/Oslo",
  };
  switch (name) {
    case "funnel": {
      const pipeline =
        pipelines.find((each) => each.id === url.searchParams.get("pipeline_id")) ?? pipelines[0];
      const stages = pipeline?.stages ?? [];
      return {
        ...base,
        columns: [
          { key: "stage", label: "Stage", kind: "text" },
          { key: "entered", label: "Entered", kind: "count" },
          { key: "now", label: "Now there", kind: "count" },
          { key: "median_stay", label: "Median stay", kind: "duration_seconds" },
          { key: "conversion", label: "Went on", kind: "percent" },
        ],
        rows: stages.map((stage, n) => ({
          stage: stage.name,
          entered: Math.round(leads.length * 0.62 ** (n + 1)),
          now: leads.filter((lead) => lead.stage?.id === stage.id).length,
          median_stay: stage.kind === "open" ? Math.round(86_400 * (n + 1) * 1.7) : null,
          conversion: stage.kind === "open" ? 62 : null,
        })),
        totals: null,
      };
    }
    case "sources":
      return {
        ...base,
        columns: [
          { key: "source", label: "Source", kind: "text" },
          { key: "leads", label: "Leads", kind: "count" },
          { key: "qualified", label: "Qualified", kind: "count" },
          { key: "converted", label: "Converted", kind: "count" },
          { key: "won", label: "Won", kind: "count" },
          { key: "rate", label: "Converted or won", kind: "percent" },
        ],
        rows: [
          { source: "Entered", leads: 87, qualified: 31, converted: 14, won: 22, rate: 25.3 },
          { source: "Zoom meeting", leads: 477, qualified: 120, converted: 49, won: 52, rate: 10.9 },
          { source: "Zoom webinar", leads: 1214, qualified: 240, converted: 70, won: 79, rate: 6.5 },
        ],
        totals: { source: "Total", leads: 1778, qualified: 391, converted: 133, won: 153, rate: 8.6 },
      };
    case "response":
      return {
        ...base,
        columns: [
          { key: "owner", label: "Owner", kind: "text" },
          { key: "captured", label: "Captured", kind: "count" },
          { key: "answered", label: "Answered", kind: "count" },
          { key: "median", label: "Median wait", kind: "duration_seconds" },
          { key: "p90", label: "Nine of ten within", kind: "duration_seconds" },
        ],
        rows: members.map(({ name: owner }, n) => ({
          owner,
          captured: 120 - n * 21,
          answered: 96 - n * 20,
          median: 900 * (n + 1) ** 2,
          p90: 14_000 * (n + 2),
        })),
        totals: { owner: "Total", captured: 354, answered: 264, median: 4100, p90: 41_000 },
      };
    case "load":
      return {
        ...base,
        columns: [
          { key: "owner", label: "Owner", kind: "text" },
          { key: "open", label: "Open leads", kind: "count" },
          { key: "value_eur", label: "Value (EUR)", kind: "money" },
          { key: "value_usd", label: "Value (USD)", kind: "money" },
        ],
        rows: members.map(({ name: owner }, n) => ({
          owner,
          open: 120 - n * 21,
          value_eur: money(4_100_000 - n * 900_000, "EUR"),
          value_usd: n % 2 ? null : money(350_000, "USD"),
        })),
        totals: {
          owner: "Total",
          open: 354,
          value_eur: money(11_000_000, "EUR"),
          value_usd: money(700_000, "USD"),
        },
      };
    case "capture": {
      const rows = Array.from({ length: 30 }, (_, n) => {
        const manual = n % 4;
        const zoom_meeting = Math.round(16 + 14 * Math.sin(n / 2.3));
        const zoom_webinar = Math.round(14 + 12 * Math.sin(n / 2.3) + (n % 7 === 2 ? 60 : 0));
        const begins = new Date(Date.UTC(2026, 9, 24 + n)).toISOString().slice(0, 10);
        return { begins, manual, zoom_meeting, zoom_webinar, total: manual + zoom_meeting + zoom_webinar };
      });
      const sum = (key: "manual" | "zoom_meeting" | "zoom_webinar" | "total") =>
        rows.reduce((all, row) => all + row[key], 0);
      return {
        ...base,
        columns: [
          { key: "begins", label: "From", kind: "date" },
          { key: "manual", label: "Entered", kind: "count" },
          { key: "zoom_meeting", label: "Zoom meeting", kind: "count" },
          { key: "zoom_webinar", label: "Zoom webinar", kind: "count" },
          { key: "total", label: "Total", kind: "count" },
        ],
        rows,
        totals: {
          begins: null,
          manual: sum("manual"),
          zoom_meeting: sum("zoom_meeting"),
          zoom_webinar: sum("zoom_webinar"),
          total: sum("total"),
        },
      };
    }
  }
}

const actions = [
  ["merged", "lead"],
  ["changed", "field"],
  ["changed", "member"],
  ["deleted", "stage"],
  ["created", "assignment_rule"],
] as const;
const audit = Array.from({ length: 130 }, (_, n): Schemas["AuditEntry"] => {
  const [action, object_kind] = actions[n % actions.length] ?? actions[0];
  return {
    id: uuid(),
    actor: n % 7 === 6 ? null : refOf(members[n % 3] ?? { id: "", name: "" }),
    action,
    object_kind,
    object_id: uuid(),
    label: n % 3 ? `Maya Okonkwo ${n}` : null,
    at: new Date(Date.now() - n * 5_400_000).toISOString(),
  };
});

const reasons: Record<Rule["mode"], string> = {
  fixed: "The rule names one person.",
  round_robin: "It was their turn, as one of 3.",
  least_loaded: "They have the fewest open leads of 3: 12.",
};

const names = ["funnel", "sources", "response", "load", "capture"] as const;

export const ruleRoutes: Routes = {
  "GET /assignment-rules": ({ response, url }) => json(response, 200, pageOf(rules, url)),
  "POST /assignment-rules": async ({ request, response }) => {
    const rule = build(await bodyOf<Body>(request), blank(rules.length));
    rules.push(rule);
    json(response, 201, rule);
  },
  "POST /assignment-rules/dry-run": async ({ request, response }) => {
    const { rule } = await bodyOf<Schemas["TryAssignmentRulesBody"]>(request);
    const tried = rule ? [{ ...build(rule, blank(0)), id: "" }] : rules.filter((each) => each.enabled);
    const items = state.leads.slice(0, 20).map((lead, n) => {
      const found = tried.find((each) => holds(lead, each));
      const owner =
        found?.targets[n % Math.max(found.targets.length, 1)] ?? (found ? members[n % 3] : undefined);
      return {
        lead,
        rule: found ? { id: found.id || null, name: found.name } : null,
        owner: owner ? refOf(owner) : null,
        reason: found ? reasons[found.mode] : "No rule matched.",
      };
    });
    json(response, 200, { items, next_cursor: null });
  },
  "PATCH /assignment-rules/{}": async ({ request, response, params }) => {
    const at = rules.findIndex((each) => each.id === params[0]);
    const old = rules[at];
    if (!old) return problem(response, 404, "not_found");
    const body = await bodyOf<Partial<Body>>(request);
    const rule = build(body, old);
    const rest = rules.filter((each) => each !== old).sort((a, b) => a.position - b.position);
    rest.splice(body.position ?? old.position, 0, rule);
    rest.forEach((each, n) => (each.position = n));
    rules = rest;
    json(response, 200, rule);
  },
  "DELETE /assignment-rules/{}": ({ response, params }) => {
    rules = rules.filter((each) => each.id !== params[0]);
    json(response, 204);
  },
  "GET /scoring-rules": ({ response, url }) => json(response, 200, pageOf(scores, url)),
  "POST /scoring-rules": async ({ request, response }) => {
    const body = await bodyOf<Schemas["ScoringRuleBody"]>(request);
    const rule: Scoring = {
      id: uuid(),
      version: 1,
      name: body.name,
      points: body.points,
      enabled: body.enabled,
      filter: body.filter ?? null,
      half_life_days: body.half_life_days ?? null,
      since: body.since ?? "created",
    };
    scores.push(rule);
    json(response, 201, rule);
  },
  "POST /scoring-rules/dry-run": async ({ request, response }) => {
    const { rule } = await bodyOf<Schemas["TryScoringRulesBody"]>(request);
    const tried = rule ? [{ name: rule.name, points: rule.points, filter: rule.filter ?? null }] : scores;
    const items = state.leads.slice(0, 20).map((lead) => {
      const { score, reasons } = scoreOf(lead, tried);
      return { lead, score, reasons: reasons.map(({ name, points }) => ({ rule: name, points })) };
    });
    json(response, 200, { items, next_cursor: null });
  },
  "PATCH /scoring-rules/{}": async ({ request, response, params }) => {
    const rule = scores.find((each) => each.id === params[0]);
    if (!rule) return problem(response, 404, "not_found");
    Object.assign(rule, await bodyOf<Partial<Scoring>>(request));
    json(response, 200, rule);
  },
  "DELETE /scoring-rules/{}": ({ response, params }) => {
    scores = scores.filter((each) => each.id !== params[0]);
    json(response, 204);
  },
  "GET /leads/{}/score": ({ response, params }) => {
    const lead = state.leads.find((each) => each.id === params[0]);
    if (!lead) return problem(response, 404, "not_found");
    json(response, 200, scoreOf(lead, scores));
  },
  "GET /reports/{}": ({ response, url, params }) => {
    const name = names.find((each) => each === params[0]);
    if (!name) return problem(response, 404, "not_found");
    const answer = report(name, url);
    if (url.searchParams.get("format") !== "csv") return json(response, 200, answer);
    response.writeHead(200, { "content-type": "text/csv" });
    const lines = answer.rows.map((row) =>
      answer.columns.map(({ key }) => JSON.stringify(row[key] ?? "")).join(","),
    );
    response.end([answer.columns.map(({ label }) => label).join(","), ...lines].join("\n"));
  },
  "GET /audit": ({ response, url }) => {
    if (!state.session?.permissions.includes("audit_read")) return problem(response, 403, "forbidden");
    const actor = url.searchParams.get("actor");
    json(
      response,
      200,
      pageOf(
        audit.filter((each) => !actor || each.actor?.id === actor),
        url,
      ),
    );
  },
  "GET /leads/{}/audit": ({ response, url }) => {
    if (!state.session?.permissions.includes("audit_read")) return problem(response, 403, "forbidden");
    json(response, 200, pageOf(audit.slice(0, 5), url));
  },
};
