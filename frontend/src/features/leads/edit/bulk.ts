import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageFor } from "@/api/problem";
import { plural } from "@/lib/format";
import { deleteLead, restoreLead, type LeadSummary, type Tag } from "@/features/leads/queries";
import { toast, toastUndo } from "@/ui/toast";
import { patchLead, refreshFigures, removeLead, resetLists } from "./cache";
import { inverse, type Edit } from "./edits";
import { inTurn, saveLead, saveTag } from "./save";

/** Single requests side by side, until there is one request for many leads. Everything about that is in this file. */
export const bulkLimit = 100;
const atOnce = 6;

export type BulkAction =
  | { kind: "edit"; edit: Edit; done: string }
  | { kind: "tag"; tag: Tag; on: boolean }
  | { kind: "delete" }
  | { kind: "restore" };

const words = (action: BulkAction, count: number) => {
  const leads = plural(count, "lead");
  if (action.kind === "edit") return `${leads}: ${action.done}`;
  if (action.kind === "tag")
    return `${leads} ${action.on ? "tagged" : "no longer tagged"} “${action.tag.name}”`;
  return action.kind === "delete" ? `${leads} moved to the bin` : `${leads} restored`;
};

/** Does one thing to one lead, and says how it is taken back; undefined when there was nothing to do. */
async function perform(
  queryClient: QueryClient,
  lead: LeadSummary,
  action: BulkAction,
): Promise<BulkAction | undefined> {
  switch (action.kind) {
    case "edit": {
      const back = inverse(lead, action.edit);
      const saved = await saveLead(queryClient, lead.id, action.edit);
      return saved && { kind: "edit", edit: back, done: "as before" };
    }
    case "tag":
      if (lead.tags.some((tag) => tag.id === action.tag.id) === action.on) return undefined;
      await saveTag(queryClient, lead.id, action.tag, action.on);
      return { ...action, on: !action.on };
    case "delete":
      await inTurn(queryClient, lead.id, () => deleteLead(lead.id));
      removeLead(queryClient, lead.id);
      return { kind: "restore" };
    case "restore":
      patchLead(queryClient, lead.id, await inTurn(queryClient, lead.id, () => restoreLead(lead.id)));
      return { kind: "delete" };
  }
}

type Step = { lead: LeadSummary; action: BulkAction };

/** Works through the steps, a few at a time. Answers with what would undo them, and with the first refusal. */
async function runSteps(queryClient: QueryClient, steps: Step[], onStep: (done: number) => void) {
  const undo: Step[] = [];
  let failed = 0;
  let why: unknown;
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let step = steps[next++]; step; step = steps[next++]) {
      try {
        const back = await perform(queryClient, step.lead, step.action);
        if (back) undo.push({ lead: step.lead, action: back });
      } catch (error) {
        failed += 1;
        why ??= error;
      }
      onStep(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, steps.length) }, work));
  return { undo, failed, why };
}

export function useBulk() {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);

  async function runAll(steps: Step[], text: (count: number) => string, undoable: boolean) {
    setProgress({ done: 0, of: steps.length });
    const { undo, failed, why } = await runSteps(queryClient, steps, (done) =>
      setProgress({ done, of: steps.length }),
    );
    setProgress(null);
    refreshFigures(queryClient);
    if (steps.some(({ action }) => action.kind === "restore")) resetLists(queryClient);
    if (failed > 0) toast(`${plural(failed, "lead")} not changed. ${messageFor(why)}`, "danger");
    const count = steps.length - failed;
    if (count === 0) return;
    if (!undoable || undo.length === 0) return toast(text(count), "good");
    toastUndo(text(count), () => void runAll(undo, () => "Undone", false));
  }

  return {
    progress,
    run: (leads: LeadSummary[], action: BulkAction) =>
      runAll(
        leads.slice(0, bulkLimit).map((lead) => ({ lead, action })),
        (count) => words(action, count),
        true,
      ),
  };
}
