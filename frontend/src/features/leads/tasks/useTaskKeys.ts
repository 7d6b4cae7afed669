import { useShortcuts } from "@/components/useShortcuts";
import { openTask } from "@/features/leads/edit/dialogs";
import type { Task } from "./queries";

const boxes = () => [...document.querySelectorAll<HTMLElement>("main [data-task] [data-box]")];
const currentRow = () => document.activeElement?.closest<HTMLElement>("[data-task]");

/** j and k go from task to task; what is done to one is done from its box. */
export function useTaskKeys(tasks: Task[], editable: boolean, onOpen: (leadId: string) => void) {
  const current = () => tasks.find((each) => each.id === currentRow()?.dataset.task);
  const move = (step: 1 | -1) => {
    const all = boxes();
    const at = all.findIndex((box) => box.closest("[data-task]") === currentRow());
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + step));
    all[next]?.focus();
  };
  const arrow = (step: 1 | -1) => (event: KeyboardEvent) => {
    if (!currentRow()) return;
    event.preventDefault();
    move(step);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    x: () => currentRow()?.querySelector<HTMLElement>("[data-box]")?.click(),
    e: (event) => {
      const task = current();
      if (!task || !editable) return;
      event.preventDefault();
      openTask(task.lead, task);
    },
    Enter: (event) => {
      const task = current();
      if (!task || !(document.activeElement as HTMLElement).matches("[data-box]")) return;
      event.preventDefault();
      onOpen(task.lead.id);
    },
  });
}
