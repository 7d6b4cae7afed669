import type { components } from "../src/api/contract";

type Schemas = components["schemas"];

let serial = 0;
export const uuid = () => `01935f00-0000-7000-8000-${(++serial).toString(16).padStart(12, "0")}`;

export const tags: Schemas["TagRef"][] = (
  [
    ["Hot", "red"],
    ["Partner", "purple"],
    ["Newsletter", "teal"],
    ["Enterprise", "blue"],
    ["Följ upp", "orange"],
    ["重要", "yellow"],
  ] as const
).map(([name, color]) => ({ id: uuid(), name, color }));

export const teams: Schemas["TeamRef"][] = ["Nordics", "DACH", "New business"].map((name) => ({
  id: uuid(),
  name,
}));

const people: [string, Schemas["Role"], Schemas["LeadScope"]][] = [
  ["Ingrid Solheim", "owner", "all"],
  ["Tobias Ekström", "admin", "all"],
  ["Nadia El-Amin", "member", "team"],
  ["李娜", "member", "own"],
  ["Viktor Brandt", "viewer", "team"],
];

export const members: Schemas["MemberView"][] = people.map(([name, role, lead_scope], n) => ({
  id: uuid(),
  name,
  email: `${["ingrid", "tobias", "nadia", "na.li", "viktor"][n] ?? "somebody"}@fjordline.example`,
  role,
  lead_scope,
  teams: teams.filter((_, t) => t === n % 3 || (n === 2 && t === 0)),
}));

export const refOf = ({ id, name }: Schemas["MemberRef"]): Schemas["MemberRef"] => ({ id, name });

type StageSeed = [string, Schemas["StageKind"], number | null];

function pipeline(name: string, position: number, stages: StageSeed[]): Schemas["PipelineView"] {
  return {
    id: uuid(),
    name,
    position,
    version: 1,
    stages: stages.map(([stage, kind, rotting_days], at) => ({
      id: uuid(),
      name: stage,
      kind,
      position: at,
      rotting_days,
    })),
  };
}

export const pipelines: Schemas["PipelineView"][] = [
  pipeline("Sales", 0, [
    ["Inbox", "open", 3],
    ["Contacted", "open", 7],
    ["Discovery call", "open", 14],
    ["Proposal", "open", 21],
    ["Negotiation", "open", null],
    ["Won", "won", null],
    ["Lost", "lost", null],
  ]),
  pipeline("Partners", 1, [
    ["Suggested", "open", null],
    ["In talks", "open", 30],
    ["Signed", "won", null],
    ["Declined", "lost", null],
  ]),
];

export const stages = () => pipelines.flatMap((each) => each.stages);
export const pipelineOf = (stageId: string) =>
  pipelines.find((each) => each.stages.some((stage) => stage.id === stageId));

/** Most leads sit at the beginning of the first pipeline. */
export const skewedStages = [0, 0, 0, 1, 0, 1, 2, 0, 3, 1, 5, 0, 6, 4, 1, 2, 8].flatMap((n) => {
  const stage = stages()[n];
  return stage ? [stage] : [];
});

export const views: Schemas["ViewView"][] = [
  {
    id: uuid(),
    name: "My open leads",
    visibility: "private",
    mine: true,
    filter: {
      all: [
        { field: "owner", op: "any_of", value: ["me"] },
        { field: "status", op: "any_of", value: ["new", "working", "nurturing"] },
      ],
    },
    columns: [],
    sort: "-last_activity_at",
    position: 0,
    version: 1,
  },
  {
    id: uuid(),
    name: "Nobody’s yet",
    visibility: "workspace",
    mine: false,
    filter: { all: [{ field: "owner", op: "empty" }] },
    columns: ["display_name", "primary_email", "source", "created_at"],
    sort: null,
    position: 1,
    version: 1,
  },
];
