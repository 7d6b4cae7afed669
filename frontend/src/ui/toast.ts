import { useSyncExternalStore } from "react";

export type ToastAction = { label: string; run: () => void };
export type Toast = { id: number; tone: "neutral" | "good" | "danger"; text: string; action?: ToastAction };

let toasts: Toast[] = [];
let last = 0;
let undo: ToastAction | undefined;
const listeners = new Set<() => void>();

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export function dismissToast(id: number) {
  set(toasts.filter((toast) => toast.id !== id));
}

export function toast(text: string, tone: Toast["tone"] = "neutral", action?: ToastAction) {
  const id = ++last;
  set([
    ...toasts.filter((each) => each.text !== text).slice(-2),
    { id, tone, text, ...(action && { action }) },
  ]);
  // Whoever wants to take something back needs longer than whoever only reads.
  setTimeout(() => dismissToast(id), tone === "danger" || action ? 9_000 : 5_000);
}

/** Says what was done and offers to take it back, by its button or by the key for undo. */
export function toastUndo(text: string, run: () => void) {
  const action = {
    label: "Undo",
    run: () => {
      if (undo === action) undo = undefined;
      run();
    },
  };
  undo = action;
  toast(text, "good", action);
}

/** Takes back the last thing that can be; its toast may be gone by then. */
export function undoLast() {
  const action = undo;
  if (!action) return toast("There is nothing to undo.");
  const shown = toasts.find((each) => each.action === action);
  if (shown) dismissToast(shown.id);
  action.run();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useToasts = () => useSyncExternalStore(subscribe, () => toasts);
