import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { messageFor } from "@/api/problem";
import { key, q, type Answer, type GetPath } from "@/api/query";
import type { components } from "@/api/contract";
import { toast } from "@/ui/toast";

type Schemas = components["schemas"];

export type Pipeline = Answer<"/api/v1/pipelines">["items"][number];
export type Stage = Pipeline["stages"][number];
export type Tag = Answer<"/api/v1/tags">["items"][number];
export type Member = Answer<"/api/v1/members">["items"][number];
export type Team = Answer<"/api/v1/teams">["items"][number];

export const pipelinesQuery = q("/api/v1/pipelines");
export const tagsQuery = q("/api/v1/tags");
export const membersQuery = q("/api/v1/members");
export const teamsQuery = q("/api/v1/teams");

const pipeline = (id: string) => ({ params: { path: { pipeline_id: id } } });
const stage = (id: string) => ({ params: { path: { stage_id: id } } });
const field = (id: string) => ({ params: { path: { field_id: id } } });
const tag = (id: string) => ({ params: { path: { tag_id: id } } });
const team = (id: string) => ({ params: { path: { team_id: id } } });

export const api = {
  createPipeline: (body: Schemas["CreatePipelineBody"]) => answer(client.POST("/api/v1/pipelines", { body })),
  updatePipeline: (id: string, body: Schemas["UpdatePipelineBody"]) =>
    answer(client.PATCH("/api/v1/pipelines/{pipeline_id}", { body, ...pipeline(id) })),
  deletePipeline: (id: string) => client.DELETE("/api/v1/pipelines/{pipeline_id}", pipeline(id)),
  createStage: (pipelineId: string, body: Schemas["CreateStageBody"]) =>
    answer(client.POST("/api/v1/pipelines/{pipeline_id}/stages", { body, ...pipeline(pipelineId) })),
  updateStage: (id: string, body: Schemas["UpdateStageBody"]) =>
    answer(client.PATCH("/api/v1/stages/{stage_id}", { body, ...stage(id) })),
  deleteStage: (id: string, moveTo: string | undefined) =>
    client.DELETE("/api/v1/stages/{stage_id}", {
      params: { path: { stage_id: id }, query: moveTo ? { move_to: moveTo } : {} },
    }),
  createField: (body: {
    name: string;
    kind: Schemas["FieldKind"];
    options?: string[];
    privacy_class: Schemas["PrivacyClass"];
  }) => answer(client.POST("/api/v1/fields", { body })),
  updateField: (
    id: string,
    body: {
      name?: string;
      options?: { id?: string; label: string }[];
      privacy_class?: Schemas["PrivacyClass"];
      position?: number;
    },
  ) => answer(client.PATCH("/api/v1/fields/{field_id}", { body, ...field(id) })),
  deleteField: (id: string, discard: boolean) =>
    client.DELETE("/api/v1/fields/{field_id}", {
      params: { path: { field_id: id }, query: discard ? { discard_values: true } : {} },
    }),
  setBasis: (id: string, kind: Schemas["BasisKind"], note: string) =>
    answer(
      client.PUT("/api/v1/fields/{field_id}/basis", { body: { kind, ...(note && { note }) }, ...field(id) }),
    ),
  dropBasis: (id: string) => answer(client.DELETE("/api/v1/fields/{field_id}/basis", field(id))),
  createTag: (body: Schemas["CreateTagBody"]) => answer(client.POST("/api/v1/tags", { body })),
  updateTag: (id: string, body: Schemas["UpdateTagBody"]) =>
    answer(client.PATCH("/api/v1/tags/{tag_id}", { body, ...tag(id) })),
  deleteTag: (id: string) => client.DELETE("/api/v1/tags/{tag_id}", tag(id)),
  updateMember: (id: string, body: Schemas["UpdateMemberBody"]) =>
    answer(client.PATCH("/api/v1/members/{member_id}", { body, params: { path: { member_id: id } } })),
  createTeam: (name: string) => answer(client.POST("/api/v1/teams", { body: { name } })),
  renameTeam: (id: string, name: string) =>
    answer(client.PATCH("/api/v1/teams/{team_id}", { body: { name }, ...team(id) })),
  deleteTeam: (id: string) => client.DELETE("/api/v1/teams/{team_id}", team(id)),
  setTeamMember: (teamId: string, memberId: string, on: boolean) => {
    const params = { path: { team_id: teamId, member_id: memberId } };
    return on
      ? client.PUT("/api/v1/teams/{team_id}/members/{member_id}", { params })
      : client.DELETE("/api/v1/teams/{team_id}/members/{member_id}", { params });
  },
};

/** Names and stages are written into every loaded lead, so those lists are read again when they are next looked at. */
const stale: GetPath[] = [
  "/api/v1/pipelines",
  "/api/v1/tags",
  "/api/v1/fields",
  "/api/v1/members",
  "/api/v1/teams",
  "/api/v1/pipelines/{pipeline_id}/totals",
  "/api/v1/leads/{lead_id}",
];

/** Sends one change, reads everything again that it can have touched, and says what was refused. */
export function useChange() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onError: (error) => toast(`Not saved. ${messageFor(error)}`, "danger"),
    onSettled: () => {
      queryClient.removeQueries({ queryKey: key.all("/api/v1/leads"), type: "inactive" });
      return Promise.all(stale.map((path) => queryClient.invalidateQueries({ queryKey: key.all(path) })));
    },
  });
}
