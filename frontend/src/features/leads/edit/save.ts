import type { QueryClient } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { ApiError, messageFor } from "@/api/problem";
import {
  deleteLead,
  fetchLead,
  restoreLead,
  setTag,
  updateLead,
  type Lead,
  type Stage,
  type Tag,
} from "@/features/leads/queries";
import { toast, toastUndo } from "@/ui/toast";
import { knownLead, patchLead, refreshFigures, removeLead, resetLists } from "./cache";
import { askLostReason, showConflict } from "./dialogs";
import { collisions, inverse, setStage, type Edit } from "./edits";
import { markRefused } from "./marks";

const isStale = (error: unknown) => error instanceof ApiError && error.status === 412;
const maxRounds = 4;

/** Runs through the mutation cache, one after the other for one lead: each needs the version the last one left. */
function inTurn<T>(queryClient: QueryClient, leadId: string, run: () => Promise<T>): Promise<T> {
  const cache = queryClient.getMutationCache();
  const mutation = cache.build<T, Error, void, unknown>(queryClient, {
    mutationFn: run,
    scope: { id: leadId },
    // Offline, a change must fail where it can be seen instead of waiting for a connection that may not come.
    networkMode: "always",
  });
  return mutation.execute(undefined);
}

/**
 * Sends a change based on what was seen. Where somebody else changed other fields meanwhile, it is sent again on top
 * of theirs; where they changed the same ones, a person has to decide, and undefined comes back.
 */
async function send(
  queryClient: QueryClient,
  leadId: string,
  base: Partial<Lead>,
  edit: Edit,
): Promise<Lead | undefined> {
  let version = knownLead(queryClient, leadId)?.version ?? base.version ?? 0;
  for (let round = 1; ; round++) {
    try {
      return await updateLead(leadId, edit.change, version);
    } catch (error) {
      if (!isStale(error) || round === maxRounds) throw error;
      const newest = await fetchLead(leadId);
      const fields = collisions(base, newest, edit);
      if (fields.length > 0) {
        patchLead(queryClient, leadId, newest);
        showConflict({ leadId, base, newest, edit, fields });
        return undefined;
      }
      version = newest.version;
    }
  }
}

/** Shows the change at once, sends it, and shows the old value again when it was refused. Throws what refused it. */
export async function saveLead(
  queryClient: QueryClient,
  leadId: string,
  edit: Edit,
): Promise<Lead | undefined> {
  const base = { ...(knownLead(queryClient, leadId) as Partial<Lead> | undefined) };
  patchLead(queryClient, leadId, edit.preview);
  try {
    const saved = await inTurn(queryClient, leadId, () => send(queryClient, leadId, base, edit));
    if (saved) patchLead(queryClient, leadId, saved);
    refreshFigures(queryClient);
    return saved;
  } catch (error) {
    patchLead(queryClient, leadId, inverse(base, edit).preview);
    markRefused(leadId);
    throw error;
  }
}

async function saveTag(queryClient: QueryClient, leadId: string, tag: Tag, on: boolean) {
  const has = () => knownLead(queryClient, leadId)?.tags ?? [];
  const show = (shown: boolean) => {
    const rest = has().filter((each) => each.id !== tag.id);
    patchLead(queryClient, leadId, { tags: shown ? [...rest, tag] : rest });
  };
  show(on);
  try {
    await inTurn(queryClient, leadId, async () => {
      await setTag(leadId, tag.id, on);
      // A tag changes the version, and this answer does not say to which.
      const { version } = await fetchLead(leadId);
      patchLead(queryClient, leadId, { version });
    });
    refreshFigures(queryClient);
  } catch (error) {
    show(!on);
    markRefused(leadId);
    throw error;
  }
}

const sayWhy = (error: unknown) => {
  const first = error instanceof ApiError ? Object.values(error.fieldErrors)[0]?.message : undefined;
  toast(`Not saved. ${first ?? messageFor(error)}`, "danger");
};

/** Everything one does to a single lead, with its toasts. */
export function useLeadEdits() {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const restore = async (leadId: string) => {
      try {
        patchLead(queryClient, leadId, await restoreLead(leadId));
        resetLists(queryClient);
        toast("Restored", "good");
      } catch (error) {
        toast(`Not restored. ${messageFor(error)}`, "danger");
      }
    };
    const save = (leadId: string, edit: Edit) =>
      saveLead(queryClient, leadId, edit).catch((error: unknown) => {
        sayWhy(error);
        return undefined;
      });
    return {
      save,
      restore,
      tag: (leadId: string, tag: Tag, on: boolean) => saveTag(queryClient, leadId, tag, on).catch(sayWhy),
      /** Asks for the reason first where the stage is a lost one. */
      move: async (leadId: string, stage: Stage | null, pipelines: Parameters<typeof setStage>[1]) => {
        const name = knownLead(queryClient, leadId)?.display_name ?? "";
        const reason = stage?.kind === "lost" ? await askLostReason(name, stage.name) : null;
        if (reason === undefined) return;
        await save(leadId, setStage(stage, pipelines, reason));
      },
      remove: async (leadId: string) => {
        try {
          await inTurn(queryClient, leadId, () => deleteLead(leadId));
          removeLead(queryClient, leadId);
          patchLead(queryClient, leadId, { deleted_at: new Date().toISOString() });
          refreshFigures(queryClient);
          toastUndo("Moved to the bin", () => void restore(leadId));
          return true;
        } catch (error) {
          toast(`Not deleted. ${messageFor(error)}`, "danger");
          return false;
        }
      },
    };
  }, [queryClient]);
}
