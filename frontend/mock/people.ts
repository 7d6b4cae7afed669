import type { components } from "../src/api/contract";
import { members, pipelineOf, refOf, skewedStages, tags, teams, uuid } from "./workspace";

type Schemas = components["schemas"];
export type Lead = Schemas["LeadView"];
export type Activity = Schemas["ActivityView"];

const people: [string, string, string, string, string][] = [
  ["Maya", "Okonkwo", "Northwind Labs", "Head of Growth", "NG"],
  ["Jonas", "Lindqvist", "Fjordtek AB", "CTO", "SE"],
  ["Ana", "Souza", "Horizonte", "Marketing Lead", "BR"],
  ["Александра", "Иванова", "Вектор", "Директор по продажам", "RS"],
  ["伟", "王", "海纳科技", "产品经理", "CN"],
  [
    "Priya",
    "Raghunathan-Venkataraman",
    "Saffron Analytics International",
    "Senior Vice President, Partnerships",
    "IN",
  ],
  ["محمد", "الهاشمي", "مجموعة الأفق", "مدير", "AE"],
  ["Zoë", "van den Berg", "Kade & Co", "Founder", "NL"],
  ["Tomás", "Ó Briain", "Lough Digital", "Operations", "IE"],
  ["Łucja", "Żółkiewska", "Bursztyn", "Analyst", "PL"],
  ["Kenji", "Nakamura", "Aozora", "Sales Director", "JP"],
  ["Chloé", "Dubois", "Atelier Neuf", "Designer", "FR"],
];

const topics: [string, Schemas["MeetingKind"]][] = [
  ["Autumn product tour", "webinar"],
  ["Pipeline clinic: office hours", "meeting"],
  ["From registration to revenue — how three small teams doubled their show-up rate", "webinar"],
  ["Onboarding for new customers", "meeting"],
];

const statuses: Schemas["LeadStatus"][] = [
  "new",
  "new",
  "working",
  "qualified",
  "new",
  "nurturing",
  "converted",
  "unqualified",
  "archived",
];

const answers: Schemas["AnswerView"][] = [
  {
    question: "What do you want to get out of this session?",
    answer:
      "We lose about a third of our registrants between Zoom and the spreadsheet. I’d like to see how others handle it.",
  },
  { question: "How many people are in your team?", answer: "11–50" },
  { question: "Which tools do you use today?", answer: "Zoom, spreadsheets and a lot of patience" },
];

const pick = <T>(list: readonly T[], n: number) => list[n % list.length] as T;

const first = [
  "Maya",
  "Jonas",
  "Ana",
  "Lena",
  "Omar",
  "Freya",
  "Noah",
  "Sofía",
  "Aiko",
  "Piotr",
  "Ifeoma",
  "Luca",
];
const last = [
  "Berg",
  "Marchetti",
  "Nwosu",
  "Haugen",
  "O’Neill",
  "Đorđević",
  "Sato",
  "Lindholm",
  "Åkesson",
  "Moreau",
];
const firms = [
  "Brightwater",
  "Kestrel & Sons",
  "Nordlys",
  "Palisade",
  "Quill Works",
  "Tamarind",
  "Umbra Studio",
];

/** The first twelve are the hand-written ones; after them the names repeat with a long tail, as real lists do. */
function personOf(n: number): [string, string, string, string, string] {
  const [a, b, c, d, e] = pick(people, n);
  if (n < people.length || n % 5 === 0) return [a, b, c, d, e];
  return [pick(first, n * 7), pick(last, n * 3), pick(firms, Math.floor(n / 4)), d, e];
}

const handles = [
  "maya",
  "jonas",
  "ana",
  "a.ivanova",
  "wang.wei",
  "priya.raghunathan",
  "m.hashimi",
  "zoe",
  "tomas",
];
const hosts = [
  "northwind",
  "fjordtek",
  "horizonte",
  "vektor",
  "haina",
  "saffron-analytics-international",
  "ufuq",
];

export function makeLead(n: number, at: Date): Lead {
  const [first, last, company, title, country] = personOf(n);
  const [topic, kind] = pick(topics, Math.floor(n / 3));
  const bare = n % 7 === 5;
  const iso = at.toISOString();
  const email = `${pick(handles, n)}${n > 8 ? n : ""}@${pick(hosts, n)}.example`;
  const stage = n % 4 === 0 ? null : pick(skewedStages, n);
  const days = n % 6 === 1 ? 16 + ((n * 13) % 20) : (n * 13) % 4;
  const origin = (field: string): Schemas["FieldOriginView"] => ({
    field,
    origin: field === "title" && n % 5 === 1 ? "member" : "zoom",
    detail: field === "title" && n % 5 === 1 ? "Ingrid Solheim" : topic,
    at: iso,
  });
  return {
    id: uuid(),
    version: 1,
    next_task: null,
    custom: {},
    display_name: n % 12 === 4 ? `${last}${first}` : `${first} ${last}`,
    first_name: first,
    last_name: last,
    primary_email: email,
    primary_phone: bare ? null : "+46 70 174 06 35",
    company: bare ? null : company,
    title: bare ? null : title,
    country: bare ? null : country,
    status: n < 3 ? "new" : pick(statuses, n),
    source: n % 23 === 22 ? "manual" : `zoom_${kind}`,
    source_detail: n % 23 === 22 ? null : topic,
    owner: n % 3 === 2 ? null : refOf(pick(members, n % 2 ? 0 : n)),
    team: n % 4 === 1 ? pick(teams, n) : null,
    pipeline_id: stage ? (pipelineOf(stage.id)?.id ?? null) : null,
    stage: stage && { id: stage.id, name: stage.name, kind: stage.kind },
    stage_since: stage && new Date(Date.now() - days * 86_400_000).toISOString(),
    lost_reason: stage?.kind === "lost" ? "Went with another product" : null,
    score: (n * 17) % 97,
    value:
      n % 3 === 0 ? { amount_minor: ((n % 90) + 3) * 125_000, currency: n % 11 === 0 ? "USD" : "EUR" } : null,
    tags: tags.filter((_, t) => (n + t) % (t + 4) === 0).slice(0, 3),
    deleted_at: null,
    created_at: iso,
    updated_at: iso,
    last_activity_at: iso,
    emails: [{ raw: email, normalized: email, primary: true }],
    phones: bare ? [] : [{ raw: "+46 70 174 06 35", e164: "+46701740635", primary: true }],
    registrations: [
      {
        id: uuid(),
        meeting: {
          id: uuid(),
          kind,
          zoom_id: "86914520731",
          topic,
          starts_at: new Date(at.getTime() + 86_400_000 * 3).toISOString(),
          time_zone: "Europe/Stockholm",
        },
        status: n % 6 === 4 ? "pending" : "approved",
        email,
        registered_at: iso,
        answers: bare ? [] : answers,
        tracking_source: n % 2 ? "Newsletter 42" : null,
      },
    ],
    field_origins: (["email", "phone", "company", "title", "country"] as const).map(origin),
  };
}

export function makeActivities(lead: Lead): Activity[] {
  const [registration] = lead.registrations;
  const at = new Date(lead.created_at).getTime();
  const zoom = { kind: "zoom" as const, name: null };
  return [
    {
      id: uuid(),
      kind: "lead_created",
      actor: zoom,
      occurred_at: new Date(at + 40).toISOString(),
      detail: { source: lead.source },
      note: null,
    },
    {
      id: uuid(),
      kind: "registered",
      actor: zoom,
      occurred_at: lead.created_at,
      detail: {
        meeting_kind: registration?.meeting.kind,
        topic: registration?.meeting.topic,
        status: registration?.status,
        registration_id: registration?.id,
      },
      note: null,
    },
  ];
}
