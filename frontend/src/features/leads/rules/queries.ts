import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import type { components } from "@/api/contract";
import { messageFor } from "@/api/problem";
import { key, q } from "@/api/query";
import { toast } from "@/ui/toast";

type Schemas = components["schemas"];
export type AssignmentRule = Schemas["AssignmentRule"];
export type AssignmentRuleBody = Schemas["AssignmentRuleBody"];
export type ScoringRule = Schemas["ScoringRule"];
export type ScoringRuleBody = Schemas["ScoringRuleBody"];

export const assignmentRulesQuery = q("/api/v1/assignment-rules");
export const scoringRulesQuery = q("/api/v1/scoring-rules");
export const scoreQuery = (leadId: string) =>
  q("/api/v1/leads/{lead_id}/score", { params: { path: { lead_id: leadId } } });

const at = (id: string) => ({ params: { path: { rule_id: id } } });

export const assignment = {
  create: (body: AssignmentRuleBody) => answer(client.POST("/api/v1/assignment-rules", { body })),
  update: (id: string, body: Partial<AssignmentRuleBody>) =>
    answer(client.PATCH("/api/v1/assignment-rules/{rule_id}", { body, ...at(id) })),
  remove: (id: string) => client.DELETE("/api/v1/assignment-rules/{rule_id}", at(id)),
  tryOut: (rule?: AssignmentRuleBody) =>
    answer(client.POST("/api/v1/assignment-rules/dry-run", { body: { ...(rule && { rule }), limit: 20 } })),
};

export const scoring = {
  create: (body: ScoringRuleBody) => answer(client.POST("/api/v1/scoring-rules", { body })),
  update: (id: string, body: Partial<ScoringRuleBody>) =>
    answer(client.PATCH("/api/v1/scoring-rules/{rule_id}", { body, ...at(id) })),
  remove: (id: string) => client.DELETE("/api/v1/scoring-rules/{rule_id}", at(id)),
  tryOut: (rule?: ScoringRuleBody) =>
    answer(client.POST("/api/v1/scoring-rules/dry-run", { body: { ...(rule && { rule }), limit: 20 } })),
};

/** Sends one change of a rule, and reads the rules again, whether it was taken or not. */
export function useRuleChange() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (send: () => Promise<unknown>) => send(),
    onError: (error) => toast(`Not saved. ${messageFor(error)}`, "danger"),
    onSettled: () => refreshRules(queryClient),
  });
}

export const refreshRules = (queryClient: ReturnType<typeof useQueryClient>) =>
  Promise.all(
    (["/api/v1/assignment-rules", "/api/v1/scoring-rules", "/api/v1/leads/{lead_id}/score"] as const).map(
      (path) => queryClient.invalidateQueries({ queryKey: key.all(path) }),
    ),
  );
