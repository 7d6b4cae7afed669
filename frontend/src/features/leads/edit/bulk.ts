import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { answer, client } from "@/api/client";
import type { components } from "@/api/contract";
import { messageFor } from "@/api/problem";
import { itemsOf, type Group } from "@/features/leads/filter/tree";
import type { LeadSummary, Tag } from "@/features/leads/queries";
import { plural } from "@/lib/format";
import { toast, toastUndo } from "@/ui/toast";
import { patchLead, removeLead, resetLists } from "./cache";
import type { Edit } from "./edits";

type Schemas = components["schemas"];
export type Bulk = Schemas["Bulk"];

/** How many leads can be named one by one. Everybody who matches a filter can be more. */
export const bulkLimit = 1000;

export type BulkAction =
  { kind: "edit"; edit: Edit; done: string } | { kind: "tag"; tag: Tag; on: boolean } | { kind: "delete" };

/** Some leads by name, or everybody who matches but those that were left out. */
export type Chosen = { ids: string[] } | { filter: Group; except: string[] };

const words = (action: BulkAction, count: number) => {
  const leads = plural(count, "lead");
  if (action.kind === "edit") return `${leads}: ${action.done}`;
  if (action.kind === "tag")
    return `${leads} ${action.on ? "tagged" : "no longer tagged"} “${action.tag.name}”`;
  return `${leads} moved to the bin`;
};

function bodyOf(chosen: Chosen, action: BulkAction) {
  const selection: Schemas["BulkSelectionBody"] =
    "ids" in chosen
      ? chosen
      : {
          filter: itemsOf(chosen.filter).length > 0 ? chosen.filter : null,
          except: chosen.except,
        };
  const sent: Schemas["BulkActionBody"] =
    action.kind === "edit"
      ? { kind: "edit", change: action.edit.change }
      : action.kind === "tag"
        ? {
            kind: "tag",
            add: action.on ? [action.tag.id] : [],
            remove: action.on ? [] : [action.tag.id],
          }
        : action;
  return { selection, action: sent };
}

const at = (id: string) => ({ params: { path: { bulk_id: id } } });
export const fetchBulk = (id: string) => answer(client.GET("/api/v1/bulk/{bulk_id}", at(id)));
const cancelBulk = (id: string) => answer(client.POST("/api/v1/bulk/{bulk_id}/cancellation", at(id)));

/** The change of many leads that is under way; it goes on wherever in the app one looks. One at a time. */
export type Run = { bulk: Bulk; action: BulkAction; cancelled: boolean };

let current: Run | null = null;
const listeners = new Set<() => void>();

function set(next: Run | null) {
  current = next;
  for (const listener of listeners) listener();
}
function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const useBulkRun = () => useSyncExternalStore(subscribe, () => current);

const isOver = ({ state }: Bulk) => state !== "running" && state !== "undoing";

/** Takes in how far it has come, and says how it ended. */
export function hear(queryClient: QueryClient, bulk: Bulk) {
  if (current?.bulk.id !== bulk.id) return;
  const { action } = current;
  if (!isOver(bulk)) return set({ ...current, bulk });
  set(null);
  resetLists(queryClient);
  if (bulk.state === "undone") return toast("Undone", "good");
  const skipped = bulk.skipped > 0 ? `, ${bulk.skipped} left as they were` : "";
  const failed = bulk.state === "failed";
  const stopped = failed ? "It could not go on. " : bulk.state === "cancelled" ? "Stopped. " : "";
  const text = `${stopped}${words(action, bulk.changed)}${skipped}`;
  const undoable = bulk.changed > 0 && bulk.undo_until !== null;
  if (!undoable) return toast(text, failed ? "danger" : "good");
  toastUndo(text, () => {
    void answer(client.POST("/api/v1/bulk/{bulk_id}/undo", at(bulk.id)))
      .then((undoing) => {
        set({ bulk: undoing, action, cancelled: false });
        if (isOver(undoing)) hear(queryClient, undoing);
      })
      .catch((error: unknown) => toast(`Not undone. ${messageFor(error)}`, "danger"));
  });
}

export async function stop(queryClient: QueryClient, run: Run) {
  set({ ...run, cancelled: true });
  try {
    hear(queryClient, await cancelBulk(run.bulk.id));
  } catch (error) {
    set({ ...run, cancelled: false });
    toast(`Not stopped. ${messageFor(error)}`, "danger");
  }
}

/** What is on screen changes at once; the lists are read again when the server is through. */
function preview(queryClient: QueryClient, leads: LeadSummary[], action: BulkAction) {
  for (const lead of leads) {
    if (action.kind === "delete") removeLead(queryClient, lead.id);
    else if (action.kind === "edit") patchLead(queryClient, lead.id, action.edit.preview);
    else {
      const rest = lead.tags.filter(({ id }) => id !== action.tag.id);
      patchLead(queryClient, lead.id, { tags: action.on ? [...rest, action.tag] : rest });
    }
  }
}

export function useBulk() {
  const queryClient = useQueryClient();
  return async (chosen: Chosen, shown: LeadSummary[], action: BulkAction) => {
    preview(queryClient, shown, action);
    try {
      const bulk = await answer(
        client.POST("/api/v1/bulk", {
          body: bodyOf(chosen, action),
          params: { header: { "Idempotency-Key": crypto.randomUUID() } },
        }),
      );
      set({ bulk, action, cancelled: false });
      if (isOver(bulk)) hear(queryClient, bulk);
    } catch (error) {
      resetLists(queryClient);
      toast(`Not changed. ${messageFor(error)}`, "danger");
    }
  };
}
