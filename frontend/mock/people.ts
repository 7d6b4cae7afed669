import type { components } from "../src/api/schema.gen";

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

let serial = 0;
export const uuid = () => `01935f00-0000-7000-8000-${(++serial).toString(16).padStart(12, "0")}`;

const pick = <T>(list: readonly T[], n: number) => list[n % list.length] as T;

export function makeLead(n: number, at: Date): Lead {
  const [first, last, company, title, country] = pick(people, n);
  const [topic, kind] = pick(topics, Math.floor(n / 3));
  const bare = n % 7 === 5;
  const iso = at.toISOString();
  const email = `${["maya", "jonas", "ana", "a.ivanova", "wang.wei", "priya.raghunathan", "m.hashimi", "zoe", "tomas", "lucja", "kenji", "chloe"][n % 12]}${n > 11 ? n : ""}@${["northwind", "fjordtek", "horizonte", "vektor", "haina", "saffron-analytics-international", "ufuq", "kade", "lough", "bursztyn", "aozora", "atelier9"][n % 12]}.example`;
  const id = uuid();
  const origin = (field: Schemas["LeadField"]): Schemas["FieldOriginView"] => ({
    field,
    origin: "zoom",
    detail: topic,
    at: iso,
  });
  return {
    id,
    display_name: n % 12 === 4 ? `${last}${first}` : `${first} ${last}`,
    first_name: first,
    last_name: last,
    primary_email: email,
    company: bare ? null : company,
    title: bare ? null : title,
    country: bare ? null : country,
    status: n < 3 ? "new" : pick(statuses, n),
    source: `zoom_${kind}`,
    source_detail: topic,
    owner: n % 3 === 0 ? { id: uuid(), name: "Ingrid Solheim" } : null,
    created_at: iso,
    last_activity_at: iso,
    emails: [{ raw: email, normalized: email, primary: true }],
    phones: bare ? [] : [{ raw: "+46 70 174 06 35" }],
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
      detail: { source: lead.source } as object as Activity["detail"],
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
      } as object as Activity["detail"],
    },
  ];
}
