import { useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { ApiError, messageFor } from "@/api/problem";
import { key } from "@/api/query";
import { markRefused } from "@/features/leads/edit/marks";
import { activitiesQuery } from "@/features/leads/queries";
import { toast, toastUndo } from "@/ui/toast";
import { createTask, deleteTask, restoreTask, updateTask, type NewTask, type Task } from "./queries";

type Page = { items: Task[]; next_cursor: string | null };
type List = InfiniteData<Page>;

const listKey = key.all("/api/v1/tasks");

function changeLists(queryClient: QueryClient, change: (items: Task[]) => Task[]) {
  queryClient.setQueriesData<List>(
    { queryKey: listKey },
    (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, items: change(page.items) })) },
  );
}

/** Figures and histories that follow from a task. Lists on screen keep their rows until they are read again. */
function refreshAround(queryClient: QueryClient, leadId: string, lists: "active" | "none" = "none") {
  void queryClient.invalidateQueries({ queryKey: listKey, refetchType: lists });
  void queryClient.invalidateQueries({ queryKey: key.all("/api/v1/tasks/summary") });
  void queryClient.invalidateQueries({ queryKey: activitiesQuery(leadId).queryKey });
}

const sayWhy = (what: string, error: unknown) => {
  const first = error instanceof ApiError ? Object.values(error.fieldErrors)[0]?.message : undefined;
  toast(`${what} ${first ?? messageFor(error)}`, "danger");
};

/** Everything one does to tasks: shown at once, and taken back where it was refused. */
export function useTaskEdits() {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const patch = (taskId: string, change: Partial<Task>) =>
      changeLists(queryClient, (items) =>
        items.map((each) => (each.id === taskId ? { ...each, ...change } : each)),
      );

    async function complete(task: Task, completed: boolean, undoable = true) {
      patch(task.id, { completed_at: completed ? new Date().toISOString() : null });
      try {
        patch(task.id, await updateTask(task.id, { completed }));
        refreshAround(queryClient, task.lead.id);
        const words = completed ? `Done: ${task.title}` : `Open again: ${task.title}`;
        if (undoable) toastUndo(words, () => void complete(task, !completed, false));
      } catch (error) {
        patch(task.id, { completed_at: task.completed_at });
        markRefused(task.id);
        sayWhy("Not saved.", error);
      }
    }

    return {
      complete,
      create: async (leadId: string, body: NewTask, idempotencyKey: string) => {
        const task = await createTask(leadId, body, idempotencyKey);
        refreshAround(queryClient, leadId, "active");
        return task;
      },
      /** Throws what refused it: the dialog shows it beside its fields. */
      update: async (task: Task, body: Partial<NewTask>) => {
        const saved = await updateTask(task.id, body, task.version);
        patch(task.id, saved);
        refreshAround(queryClient, task.lead.id, "active");
        return saved;
      },
      remove: async (task: Task) => {
        const before = queryClient.getQueriesData<List>({ queryKey: listKey });
        changeLists(queryClient, (items) => items.filter((each) => each.id !== task.id));
        try {
          await deleteTask(task.id);
          refreshAround(queryClient, task.lead.id);
          toastUndo(`Deleted: ${task.title}`, () => {
            void restoreTask(task.id)
              .then(() => toast(`Restored: ${task.title}`, "good"))
              .catch((error: unknown) => sayWhy("Not restored.", error))
              .finally(() => refreshAround(queryClient, task.lead.id, "active"));
          });
        } catch (error) {
          for (const [queryKey, list] of before) queryClient.setQueryData(queryKey, list);
          markRefused(task.id);
          sayWhy("Not deleted.", error);
        }
      },
    };
  }, [queryClient]);
}
