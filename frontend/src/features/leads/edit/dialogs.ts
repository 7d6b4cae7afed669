import { useSyncExternalStore } from "react";
import type { Lead } from "@/features/leads/queries";
import type { Task } from "@/features/leads/tasks/queries";
import type { Edit } from "./edits";

export type Conflict = {
  leadId: string;
  base: Partial<Lead>;
  newest: Lead;
  edit: Edit;
  fields: (keyof Lead)[];
};

/** The questions that a change of a lead can raise, wherever in the app it was made. One at a time. */
export type LeadDialog =
  | { kind: "new" }
  | { kind: "task"; lead: { id: string; display_name: string }; task?: Task | undefined }
  | { kind: "merge"; lead: { id: string; display_name: string } }
  | { kind: "conflict"; conflict: Conflict }
  | { kind: "lost"; who: string; stage: string; answer: (reason: string | undefined) => void };

let open: LeadDialog | null = null;
const listeners = new Set<() => void>();

function set(next: LeadDialog | null) {
  open = next;
  for (const listener of listeners) listener();
}

export const closeDialog = () => set(null);
export const openNewLead = () => set({ kind: "new" });
export const openTask = (lead: { id: string; display_name: string }, task?: Task) =>
  set({ kind: "task", lead: { id: lead.id, display_name: lead.display_name }, task });
export const openMergeWith = ({ id, display_name }: { id: string; display_name: string }) =>
  set({ kind: "merge", lead: { id, display_name } });
export const showConflict = (conflict: Conflict) => set({ kind: "conflict", conflict });

/** Undefined when it was not said: then nothing is to be changed. */
export const askLostReason = (who: string, stage: string) =>
  new Promise<string | undefined>((resolve) => {
    const answer = (reason: string | undefined) => {
      closeDialog();
      resolve(reason);
    };
    set({ kind: "lost", who, stage, answer });
  });

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLeadDialog = () => useSyncExternalStore(subscribe, () => open);
