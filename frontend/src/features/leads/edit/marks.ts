import { useSyncExternalStore } from "react";

/** Leads whose change was just refused: their rows say so for a moment, beside the toast. */
let refused: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();
const shownFor = 1_600;

function set(next: ReadonlySet<string>) {
  refused = next;
  for (const listener of listeners) listener();
}

export function markRefused(leadId: string) {
  set(new Set([...refused, leadId]));
  setTimeout(() => set(new Set([...refused].filter((id) => id !== leadId))), shownFor);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useRefused = (leadId: string) => useSyncExternalStore(subscribe, () => refused.has(leadId));
