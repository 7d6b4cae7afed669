import type { AssignmentRule, ScoringRule } from "./queries";

export const modes: Record<AssignmentRule["mode"], { label: string; hint: string }> = {
  fixed: { label: "Always the same", hint: "One member gets every lead that matches." },
  round_robin: { label: "In turn", hint: "Each gets the next one, in order, so that all get equally many." },
  least_loaded: { label: "Who has least", hint: "Whoever has the fewest open leads gets the next one." },
};

export const sinces: Record<ScoringRule["since"], string> = {
  created: "it was captured",
  last_activity: "its last activity",
  stage_since: "it came into its stage",
};

export const signed = (points: number) => `${points > 0 ? "+" : points < 0 ? "−" : ""}${Math.abs(points)}`;
