import type { components } from "@/api/contract";
import { answer } from "./server";

type Schemas = components["schemas"];

export const stages: Schemas["StageView"][] = [
  { id: "s1", name: "Inbox", kind: "open", position: 0, rotting_days: 3 },
  { id: "s2", name: "Proposal", kind: "open", position: 1, rotting_days: null },
  { id: "s3", name: "Lost", kind: "lost", position: 2, rotting_days: null },
];

const pipeline: Schemas["PipelineView"] = { id: "p1", name: "Sales", position: 0, version: 1, stages };

const members: Schemas["MemberView"][] = [
  {
    id: "m1",
    name: "Ingrid Solheim",
    email: "ingrid@fjordline.example",
    role: "owner",
    lead_scope: "all",
    teams: [],
  },
  {
    id: "m2",
    name: "Tobias Ekström",
    email: "tobias@fjordline.example",
    role: "member",
    lead_scope: "own",
    teams: [],
  },
];

const tags: Schemas["TagRef"][] = [
  { id: "t1", name: "Hot", color: "red" },
  { id: "t2", name: "Partner", color: "purple" },
];

export const field = (
  key: string,
  kind: Schemas["FieldKind"],
  change: Partial<Schemas["Field"]> = {},
): Schemas["Field"] => ({
  id: `f-${key}`,
  version: 1,
  key,
  name: key,
  kind,
  options: [],
  privacy_class: "ordinary",
  state: "active",
  quarantine_reason: null,
  basis: null,
  position: 0,
  ...change,
});

const page = <Item>(items: Item[]) => ({ items, next_cursor: null });

/** What the screens around leads ask for besides leads. */
export function workspace(views: Schemas["ViewView"][] = [], fields: Schemas["Field"][] = []) {
  answer("get", "/api/v1/fields", 200, page(fields));
  answer("get", "/api/v1/members", 200, page(members));
  answer("get", "/api/v1/teams", 200, page([]));
  answer("get", "/api/v1/tags", 200, page(tags));
  answer("get", "/api/v1/pipelines", 200, page([pipeline]));
  answer("get", "/api/v1/views", 200, page(views));
  answer("get", "/api/v1/leads/count", 200, { count: 2, capped: false });
}
