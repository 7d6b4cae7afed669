/** A card in the air: by the keyboard or under the pointer. `over` is the stage it would land in. */
export type Lift = { leadId: string; name: string; from: string; over: string; by: "keys" | "pointer" };

type Named = { id: string; name: string };

export type LiftStep =
  | { kind: "ignored" }
  | { kind: "moved"; lift: Lift; say: string }
  | { kind: "dropped"; lift: Lift; say: string }
  | { kind: "cancelled"; say: string };

const at = (stages: Named[], id: string) => stages.findIndex((stage) => stage.id === id);
const nameOf = (stages: Named[], id: string) => stages[at(stages, id)]?.name ?? "";

export const sayLifted = (lift: Lift, stages: Named[]) =>
  `Picked up ${lift.name} from ${nameOf(stages, lift.from)}, stage ${at(stages, lift.from) + 1} of ${stages.length}. ` +
  "Left and right choose a stage, Space drops, Escape cancels.";

/** What a key does with a card that was picked up. */
export function stepLift(lift: Lift, key: string, stages: Named[]): LiftStep {
  const here = at(stages, lift.over);
  const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: stages.length - 1 }[key];
  if (to !== undefined) {
    const stage = stages[Math.max(0, Math.min(stages.length - 1, to))];
    if (!stage) return { kind: "ignored" };
    const say = `${stage.name}, stage ${at(stages, stage.id) + 1} of ${stages.length}.`;
    return { kind: "moved", lift: { ...lift, over: stage.id }, say };
  }
  if (key === " " || key === "Enter") {
    if (lift.over === lift.from)
      return { kind: "cancelled", say: `${lift.name} stays in ${nameOf(stages, lift.from)}.` };
    return { kind: "dropped", lift, say: `Moved ${lift.name} to ${nameOf(stages, lift.over)}.` };
  }
  if (key === "Escape" || key === "Tab")
    return { kind: "cancelled", say: `Cancelled. ${lift.name} is back in ${nameOf(stages, lift.from)}.` };
  return { kind: "ignored" };
}
