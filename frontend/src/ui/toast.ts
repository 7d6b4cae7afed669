import { useSyncExternalStore } from "react";

export type Toast = { id: number; tone: "neutral" | "good" | "danger"; text: string };

let toasts: Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export function dismissToast(id: number) {
  set(toasts.filter((toast) => toast.id !== id));
}

export function toast(text: string, tone: Toast["tone"] = "neutral") {
  const id = ++last;
  set([...toasts.filter((each) => each.text !== text).slice(-2), { id, tone, text }]);
  setTimeout(() => dismissToast(id), tone === "danger" ? 9_000 : 5_000);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useToasts = () => useSyncExternalStore(subscribe, () => toasts);
