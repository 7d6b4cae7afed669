import { bodyOf, json, problem, type Call, type Routes } from "./http";
import { state } from "./state";
import { members, pipelineOf, pipelines, stages, tags, teams, uuid, views } from "./workspace";

const pageOf = (items: unknown[]) => ({ items, next_cursor: null });

type Thing = { id: string };

/** List, create, change and delete of what is a plain list. */
function collection<T extends Thing>(path: string, list: T[], blank: () => T): Routes {
  const find = ({ params }: Call) => list.findIndex((each) => each.id === params[0]);
  return {
    [`GET /${path}`]: ({ response }) => json(response, 200, pageOf(list)),
    [`POST /${path}`]: async ({ request, response }) => {
      const body = await bodyOf<Partial<T>>(request);
      const thing = { ...blank(), ...body };
      list.push(thing);
      json(response, 201, thing);
    },
    [`PATCH /${path}/{}`]: async (call) => {
      const thing = list[find(call)];
      if (!thing) return problem(call.response, 404, "not_found");
      Object.assign(thing, await bodyOf<Partial<T>>(call.request));
      json(call.response, 200, thing);
    },
    [`DELETE /${path}/{}`]: (call) => {
      const at = find(call);
      if (at >= 0) list.splice(at, 1);
      json(call.response, 204);
    },
  };
}

type Stage = (typeof pipelines)[number]["stages"][number];

function place(list: Stage[], stage: Stage, position: number | undefined) {
  const rest = list.filter((each) => each !== stage);
  rest.splice(position ?? rest.length, 0, stage);
  list.splice(0, list.length, ...rest);
  list.forEach((each, n) => (each.position = n));
}

export const workspaceRoutes: Routes = {
  ...collection("tags", tags, () => ({ id: uuid(), name: "", color: "gray" })),
  ...collection("teams", teams, () => ({ id: uuid(), name: "" })),
  ...collection("views", views, () => ({
    id: uuid(),
    name: "",
    visibility: "private" as const,
    mine: true,
    filter: {},
    columns: [],
    sort: null,
    position: views.length,
    version: 1,
  })),
  ...collection("pipelines", pipelines, () => ({
    id: uuid(),
    name: "",
    position: pipelines.length,
    version: 1,
    stages: (["open", "won", "lost"] as const).map((kind, position) => ({
      id: uuid(),
      name: kind,
      kind,
      position,
      rotting_days: null,
    })),
  })),
  "DELETE /pipelines/{}": ({ response, params }) => {
    const used = state.leads.some((lead) => lead.pipeline_id === params[0] && !lead.deleted_at);
    if (used || pipelines.length === 1) return problem(response, 409, "pipeline_in_use");
    pipelines.splice(
      pipelines.findIndex((each) => each.id === params[0]),
      1,
    );
    json(response, 204);
  },
  "POST /pipelines/{}/stages": async ({ request, response, params }) => {
    const body = await bodyOf<Partial<Stage>>(request);
    const pipeline = pipelines.find((each) => each.id === params[0]);
    const stage: Stage = { id: uuid(), name: "", kind: "open", position: 0, rotting_days: null, ...body };
    if (pipeline) place(pipeline.stages, stage, body.position);
    json(response, 201, stage);
  },
  "PATCH /stages/{}": async ({ request, response, params }) => {
    const body = await bodyOf<Partial<Stage>>(request);
    const stage = stages().find((each) => each.id === params[0]);
    const pipeline = stage && pipelineOf(stage.id);
    if (!stage || !pipeline) return problem(response, 404, "not_found");
    Object.assign(stage, body);
    if (body.position !== undefined) place(pipeline.stages, stage, body.position);
    json(response, 200, stage);
  },
  "DELETE /stages/{}": ({ response, url, params }) => {
    const stage = stages().find((each) => each.id === params[0]);
    const to = stages().find((each) => each.id === url.searchParams.get("move_to"));
    const here = state.leads.filter((lead) => lead.stage?.id === params[0]);
    if (here.length > 0 && !to) return problem(response, 409, "stage_in_use");
    for (const lead of here) lead.stage = to ? { id: to.id, name: to.name, kind: to.kind } : null;
    const pipeline = stage && pipelineOf(stage.id);
    if (pipeline) pipeline.stages = pipeline.stages.filter((each) => each !== stage);
    json(response, 204);
  },
  "GET /members": ({ response }) => json(response, 200, pageOf(members)),
  "PATCH /members/{}": async ({ request, response, params }) => {
    const body = await bodyOf<Partial<(typeof members)[number]>>(request);
    const member = members.find((each) => each.id === params[0]);
    if (!member) return problem(response, 404, "not_found");
    const owners = members.filter((each) => each.role === "owner").length;
    if (member.role === "owner" && body.role && body.role !== "owner" && owners === 1)
      return problem(response, 409, "last_owner");
    Object.assign(member, body);
    json(response, 200, member);
  },
  "PUT /teams/{}/members/{}": ({ response, params }) => {
    const team = teams.find((each) => each.id === params[0]);
    const member = members.find((each) => each.id === params[1]);
    if (team && member && !member.teams.some((each) => each.id === team.id)) member.teams.push(team);
    json(response, 204);
  },
  "DELETE /teams/{}/members/{}": ({ response, params }) => {
    const member = members.find((each) => each.id === params[1]);
    if (member) member.teams = member.teams.filter((each) => each.id !== params[0]);
    json(response, 204);
  },
};
